"""Recordings, pictures, papers and witnesses, and what they are said to show; weapons named.

A medium (``media.tsv``) shows something by its own words ("footage of X doing
Y", "video showing …"), by a verb of ``showing.tsv`` ("photos appear to show
…", "in the video X can be seen …", "caught on camera"), or as what a clause
goes by ("according to satellite images"). Witnesses count where they are said
to have seen it; what they say is theirs by attribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import ActorKind, Evidence, Medium
from sayso.statements.calm import is_playful
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import kinds_of, objects, place_in, prepositional, refs, subjects, time_in, weapon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Span

_OF = frozenset({"of"})
_UPON = frozenset({"over", "at", "on", "against", "near"})
_VERBAL = frozenset({"VERB", "AUX"})
_ARMED = frozenset({ActorKind.MILITARY, ActorKind.ARMED_GROUP})


@dataclass(frozen=True, slots=True)
class _Shown:
    """Tokens ``first`` to ``last`` (included) are shown; heads of who acts in it, and of who is acted upon."""

    first: int
    last: int
    actors: Sequence[int] = ()
    recipients: Sequence[int] = ()


def find_evidence(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find media of evidence with what they show."""
    for token in reading.tokens:
        if token.sentence in asked or token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        row = _medium(reading, token.i)
        shown = _shown(reading, token.i, row["value"]) if row is not None else None
        if row is None or shown is None:
            continue
        shows = reading.span(shown.first, shown.last)
        actors, recipients = (refs(reading, identities, heads) for heads in (shown.actors, shown.recipients))
        if is_playful(reading, token.i) and not _ARMED & {*kinds_of(identities, (*actors, *recipients))}:
            continue
        place = place_in(identities, [(shows.start, shows.end)])
        time = time_in(identities, [(shows.start, shows.end)])
        judged = judge(reading, token.i)
        yield Draft(
            first=min(_phrase(reading, token.i), shown.first),
            last=max(shown.last, token.i),
            predicate=token.i,
            sentence=token.sentence,
            rule=f"evidence-{row['value']}",
            polarity=judged.polarity,
            certainty=judged.certainty,
            body=Evidence(
                medium=Medium(row["value"]),
                shows=shows,
                actors=actors,
                recipients=recipients,
                place=place.id if place is not None else None,
                time=time.id if time is not None else None,
            ),
        )


def _medium(reading: Reading, i: int) -> Mapping[str, str] | None:
    """Give the row of a word for a medium, itself or with the word before it ("satellite images")."""
    media, token = lexicon.by_pattern("media"), reading.tokens[i]
    row = media.get(token.lemma) or media.get(token.lower)
    if i == 0 or (row is None and token.lemma not in _LATER_WORDS):
        return row
    return media.get(f"{reading.tokens[i - 1].lemma} {token.lemma}", row)


_LATER_WORDS = frozenset(row["pattern"].split()[-1] for row in lexicon.table("media"))


def _phrase(reading: Reading, medium: int) -> int:
    """Give the first word of a medium's own phrase."""
    return min((reading.edges[k][0] for k in reading.kids(medium, "det", "amod", "compound", "poss")), default=medium)


def _is(reading: Reading, verb: int, value: str) -> bool:
    row = lexicon.by_pattern("showing").get(reading.tokens[verb].lemma)
    return row is not None and row["value"] == value and reading.tokens[verb].pos in _VERBAL


def _shown(reading: Reading, medium: int, kind: str) -> _Shown | None:
    """Give what a medium shows, by the first form that fits."""
    token = reading.tokens[medium]
    if kind == "witness" and token.dep == "nsubj":
        return _content(reading, token.head) if _is(reading, token.head, "seen") else None
    things = list(prepositional(reading, medium, _OF))
    if things and kind not in {"document", "witness"}:
        return _pictured(reading, medium, things)
    for verb in (*reading.kids(medium, "acl", "relcl"), *([token.head] if token.dep == "nsubj" else ())):
        if _is(reading, verb, "seeming"):
            verb = reading.kid(verb, "xcomp") or verb
        if _is(reading, verb, "medium"):
            return _content(reading, verb)
    if token.dep == "pobj":
        return _behind(reading, medium)
    return None


def _pictured(reading: Reading, medium: int, things: Sequence[int]) -> _Shown:
    """Read "footage of planes flying over rebels"."""
    verb = next((v for t in (medium, *things) for v in reading.kids(t, "acl") if reading.tokens[v].tag == "VBG"), None)
    last = max(reading.edges[things[0]][1], reading.edges[verb][1] if verb is not None else 0)
    done = [] if verb is None else _done(reading, verb)
    return _Shown(reading.edges[things[0]][0], last, things, done)


def _content(reading: Reading, verb: int) -> _Shown | None:
    """Read what stands as the content of "shows": a clause, or a thing with what it does."""
    what = reading.kid(verb, "ccomp", "dobj")
    if what is None:
        return None
    first, last = reading.edges[what]
    while reading.tokens[first].dep == "mark" or reading.tokens[first].pos == "PUNCT":
        first += 1
    while last > what and reading.tokens[last].pos == "PUNCT":
        last -= 1
    inner = what if reading.tokens[what].pos in _VERBAL else reading.kid(what, "acl")
    if inner is None:
        beside = next((v for v in reading.kids(verb, "advcl", "xcomp") if reading.tokens[v].tag == "VBG"), None)
        if beside is not None and reading.edges[beside][0] == last + 1:  # "shows soldiers" + "burning a church"
            return _Shown(first, reading.edges[beside][1], [what], _done(reading, beside))
        return _Shown(first, last, [what])
    passive = reading.kid(inner, "nsubjpass") is not None or reading.tokens[inner].tag == "VBN"
    done = list(objects(reading, inner)) if passive else _done(reading, inner)
    return _Shown(first, last, list(subjects(reading, inner)), done)


def _done(reading: Reading, verb: int) -> list[int]:
    return [*objects(reading, verb), *prepositional(reading, verb, _UPON)]


def _behind(reading: Reading, medium: int) -> _Shown | None:
    """Read "in the video X can be seen …", "was caught on video" and "according to footage, …"."""
    tokens = reading.tokens
    preposition = tokens[medium].head
    verb = tokens[preposition].head
    if tokens[preposition].lower == "to" and tokens[verb].lower == "according":
        preposition, verb = verb, tokens[verb].head
        if tokens[verb].pos not in _VERBAL:
            return None
        return _clause(reading, verb, preposition, verb)
    passive = tokens[verb].pos in _VERBAL and reading.kid(verb, "nsubjpass") is not None
    if not passive or tokens[preposition].lower not in {"in", "on", "by"}:
        return None
    if _is(reading, verb, "seen"):
        return _clause(reading, verb, preposition, reading.kid(verb, "xcomp", "advcl", "oprd"))
    if _is(reading, verb, "caught") or _is(reading, verb, "medium"):
        subject = reading.kid(verb, "nsubjpass")
        return None if subject is None else _Shown(*reading.edges[subject], actors=[subject])
    return None


def _clause(reading: Reading, verb: int, aside: int, inner: int | None) -> _Shown:
    """Give a whole clause as what is shown, less the phrase that names the medium."""
    left, right = reading.edges[verb]
    low, high = reading.edges[aside]
    if low == left:
        left = high + 1
    elif high >= right - 1:
        right = low - 1
    while reading.tokens[left].pos == "PUNCT" and left < verb:
        left += 1
    while reading.tokens[right].pos == "PUNCT" and right > verb:
        right -= 1
    inner = inner if inner is not None else verb
    return _Shown(left, right, list(subjects(reading, inner)), _done(reading, inner))


def find_weapons(reading: Reading) -> tuple[Span, ...]:
    """Give every weapon and military platform named in the text, in text order."""
    spans: list[Span] = []
    for token in reading.tokens:
        span = weapon(reading, token.i)
        if span is None:
            continue
        if spans and span.start < spans[-1].end:
            spans.pop()
        spans.append(span)
    return tuple(spans)
