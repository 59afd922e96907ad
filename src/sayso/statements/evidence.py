"""Recordings, pictures, papers and witnesses, and what they are said to show.

A medium (``media.tsv``) shows something by its own words ("footage of X doing
Y", "video showing …"), by a verb of ``showing.tsv`` ("photos appear to show
…", "in the video X can be seen …", "caught on camera"), or as what a clause
goes by ("according to satellite images"). Witnesses count where they are said
to have seen it; what they say is theirs by attribution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import VERBS
from sayso.record import ActorKind, Evidence, Medium
from sayso.spans import refer
from sayso.statements.calm import is_playful
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import (
    FIGHTERS,
    kinds_of,
    objects,
    place_in,
    prepositional,
    refs,
    subjects,
    time_in,
    weapon,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref

_OF = frozenset({"of"})
_UPON = frozenset({"over", "on", "near"})
_AT = frozenset({"at", "against"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """Tokens ``first`` to ``last`` (included) are shown; heads of who acts in it, and of who is acted upon.

    ``acting`` tells that an act is shown, so that things can act or be acted
    upon, too; ``predicate`` is the verb of a clause that goes by the medium.
    """

    first: int
    last: int
    actors: Sequence[int] = ()
    recipients: Sequence[int] = ()
    acting: bool = False
    predicate: int | None = None


def find_evidence(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find media of evidence with what they show."""
    for token in reading.tokens:
        if token.sentence in asked or token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        row = _medium(reading, token.i) or _bystander(reading, identities, token.i)
        shown = _shown(reading, token.i, row["value"]) if row is not None else None
        if row is None or shown is None or reading.kid(token.i, "neg") is not None or _denied(reading, token.i):
            continue
        shows = reading.span(shown.first, shown.last)
        actors = _all(reading, identities, shown.actors, things=shown.acting)
        recipients = tuple(ref for ref in _all(reading, identities, shown.recipients, things=True) if ref not in actors)
        if not shown.acting and any(ref.actor and kinds_of(identities, [ref])[0] is ActorKind.PERSON for ref in actors):
            continue  # a picture of somebody shows no act
        if is_playful(reading, token.i) and not FIGHTERS & {*kinds_of(identities, (*actors, *recipients))}:
            continue
        place = place_in(identities, [(shows.start, shows.end)])
        time = time_in(identities, [(shows.start, shows.end)])
        judged = judge(reading, token.i)
        yield Draft(
            first=min(_phrase(reading, token.i), shown.first),
            last=max(shown.last, token.i),
            predicate=shown.predicate if shown.predicate is not None else token.i,
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


def _bystander(reading: Reading, identities: Identities, i: int) -> Mapping[str, str] | None:
    """Give the row of witnesses for any civilian who sees others do something ("a shepherd saw men lay mines")."""
    token = reading.tokens[i]
    if token.dep != "nsubj" or not _is(reading, token.head, "seen") or i not in identities.mention_at:
        return None
    mention = identities.mention_at[i]
    seen = reading.kid(token.head, "ccomp")
    bare = seen is not None and reading.tokens[seen].tag in {"VB", "VBG"} and reading.kid(seen, "mark", "aux") is None
    civil = mention.actor is not None and identities.actor[mention.actor].kind is ActorKind.CIVILIANS
    return lexicon.by_pattern("media")["witness"] if bare and civil else None


def _denied(reading: Reading, i: int) -> bool:
    return any(reading.tokens[k].lower == "no" for k in reading.kids(i, "det"))


def _all(reading: Reading, identities: Identities, heads: Sequence[int], *, things: bool) -> tuple[Ref, ...]:
    """Give references for some nouns; what is no actor ("a school bus") stays open, weapons aside."""
    found: list[Ref] = []
    for i in heads:
        own = refs(reading, identities, [i])
        if not own and things and reading.tokens[i].pos in {"NOUN", "PROPN"}:
            span = reading.span(_phrase(reading, i), i)
            own = (refer(reading.document.text, span.start, span.end, None),)
        found += [ref for ref in own if ref not in found]
    return tuple(found)


def _phrase(reading: Reading, medium: int) -> int:
    """Give the first word of a medium's own phrase."""
    return min((reading.edges[k][0] for k in reading.kids(medium, "det", "amod", "compound", "poss")), default=medium)


def _is(reading: Reading, verb: int, value: str) -> bool:
    row = lexicon.by_pattern("showing").get(reading.tokens[verb].lemma)
    return row is not None and row["value"] == value and reading.tokens[verb].pos in VERBS


def _shown(reading: Reading, medium: int, kind: str) -> _Shown | None:
    """Give what a medium shows, by the first form that fits."""
    token = reading.tokens[medium]
    if kind == "witness" and token.dep == "nsubj" and _is(reading, token.head, "seen"):
        return _content(reading, token.head)
    for verb in (*reading.kids(medium, "acl", "relcl"), *([token.head] if token.dep == "nsubj" else ())):
        if _is(reading, verb, "seeming"):
            verb = reading.kid(verb, "xcomp") or verb
        if _is(reading, verb, "medium"):
            return _content(reading, verb)
    things = list(prepositional(reading, medium, _OF))
    if things and kind not in {"document", "witness"}:
        return _pictured(reading, medium, things)
    clause = next((c for of in reading.kids(medium, "prep") for c in reading.kids(of, "pcomp")), None)
    if clause is not None and kind not in {"document", "witness"}:  # "a picture of what it called rocket launchers"
        return _Shown(*reading.edges[clause])
    if token.dep == "pobj":
        return _behind(reading, medium)
    return _past_release(reading, medium) if token.dep == "nsubj" else None


def _past_release(reading: Reading, medium: int) -> _Shown | None:
    """Read "video posted online showed …", where the parser takes the release for the main verb."""
    tokens = reading.tokens
    release = tokens[tokens[medium].head]
    if (
        release.i != medium + 1
        or release.tag not in {"VBD", "VBN"}
        or reading.kid(release.i, "dobj", "ccomp") == medium
    ):
        return None
    last = reading.sentence_of(medium).last
    for i in range(release.i + 1, min(release.i + _RELEASE, last - 1)):
        if _is(reading, i, "medium") and tokens[i].tag != "VBG":
            if reading.kid(i, "ccomp", "dobj") is not None:
                return _content(reading, i)
            what = tokens[i].head if tokens[i].dep == "amod" else i + 1
            act = reading.kid(i, "acl", "advcl") or reading.kid(what, "acl")
            end = max(reading.edges[what][1], reading.edges[i][1])
            done = _done(reading, act) if act is not None else []
            return _Shown(i + 1, end, [what], done, acting=act is not None)
    return None


_RELEASE = 9  # tokens that tell where a medium was released, before what it shows


def _pictured(reading: Reading, medium: int, things: Sequence[int]) -> _Shown:
    """Read "footage of planes flying over rebels"."""
    verb = next((v for t in (medium, *things) for v in reading.kids(t, "acl") if reading.tokens[v].tag == "VBG"), None)
    last = max(reading.edges[things[0]][1], reading.edges[verb][1] if verb is not None else 0)
    done = [] if verb is None else _done(reading, verb)
    return _Shown(reading.edges[things[0]][0], last, things, done, acting=verb is not None)


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
    inner = what if reading.tokens[what].pos in VERBS else reading.kid(what, "acl")
    if inner is None:
        beside = next((v for v in reading.kids(verb, "advcl", "xcomp") if reading.tokens[v].tag == "VBG"), None)
        if beside is not None and reading.edges[beside][0] == last + 1:  # "shows soldiers" + "burning a church"
            return _Shown(first, reading.edges[beside][1], [what], _done(reading, beside), acting=True)
        return _Shown(first, last, [what])
    passive = reading.kid(inner, "nsubjpass") is not None or reading.tokens[inner].tag == "VBN"
    done = list(objects(reading, inner)) if passive else _done(reading, inner)
    return _Shown(first, last, list(subjects(reading, inner)), done, acting=True)


def _done(reading: Reading, verb: int) -> list[int]:
    """Give what an act is done to: its objects, weapons aside, or else what it is aimed at."""
    given = list(objects(reading, verb))
    aimed = [n for w in (verb, *given) for n in prepositional(reading, w, _AT)]
    upon = prepositional(reading, verb, _UPON) if reading.kid(verb, "dobj", "nsubjpass") is None else ()
    return [i for i in dict.fromkeys([*given, *aimed, *upon]) if weapon(reading, i) is None or i in aimed]


def _behind(reading: Reading, medium: int) -> _Shown | None:
    """Read "in the video X can be seen …", "was caught on video" and "according to footage, …"."""
    tokens = reading.tokens
    preposition = tokens[medium].head
    verb = tokens[preposition].head
    if tokens[preposition].lower == "to" and tokens[verb].lower == "according":
        preposition, verb = verb, tokens[verb].head
        if tokens[verb].pos not in VERBS:
            return None
        return replace(_clause(reading, verb, preposition, verb), predicate=verb)
    passive = tokens[verb].pos in VERBS and reading.kid(verb, "nsubjpass") is not None
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
    return _Shown(left, right, list(subjects(reading, inner)), _done(reading, inner), acting=True)
