"""Recordings, pictures and papers, and what they are said to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Evidence, Medium
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import objects, place_in, prepositional, refs, subjects, time_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_OF = frozenset({"of"})
_UPON = frozenset({"over", "at", "on", "against", "near"})
_SHOWS = frozenset({"show", "depict", "capture", "document", "reveal"})


def find_evidence(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find media of evidence with what they show: "footage of X doing Y", "video showing …", "photos show …"."""
    media = lexicon.by_pattern("media")
    for token in reading.tokens:
        row = media.get(token.lemma)
        previous = reading.tokens[token.i - 1] if token.i else token
        row = media.get(f"{previous.lemma} {token.lemma}", row)
        if row is None or token.sentence in asked or token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        shown = _shown(reading, token.i)
        if shown is None:
            continue
        first, last, doing, done = shown
        shows = reading.span(first, last)
        place = place_in(identities, [(shows.start, shows.end)])
        time = time_in(identities, [(shows.start, shows.end)])
        judged = judge(reading, token.i)
        yield Draft(
            first=min(reading.edges[token.i][0], token.i),
            last=max(last, token.i),
            predicate=token.i,
            sentence=token.sentence,
            rule=f"evidence-{row['value']}",
            polarity=judged.polarity,
            certainty=judged.certainty,
            body=Evidence(
                medium=Medium(row["value"]),
                shows=shows,
                actors=refs(reading, identities, doing),
                recipients=refs(reading, identities, done),
                place=place.id if place is not None else None,
                time=time.id if time is not None else None,
            ),
        )


def _shown(reading: Reading, medium: int) -> tuple[int, int, list[int], list[int]] | None:
    """Give what a medium shows: first and last token, who acts in it, and who is acted upon."""
    things = list(prepositional(reading, medium, _OF))
    if things:
        verb = next(
            (v for t in (medium, *things) for v in reading.kids(t, "acl") if reading.tokens[v].tag == "VBG"), None
        )
        last = max(reading.edges[things[0]][1], reading.edges[verb][1] if verb is not None else 0)
        done = [] if verb is None else [*objects(reading, verb), *prepositional(reading, verb, _UPON)]
        return reading.edges[things[0]][0], last, things, done
    token = reading.tokens[medium]
    verb = next((v for v in reading.kids(medium, "acl", "relcl") if reading.tokens[v].lemma in _SHOWS), None)
    if verb is None and token.dep == "nsubj" and reading.tokens[token.head].lemma in _SHOWS:
        verb = token.head
    if verb is None:
        return None
    what = reading.kid(verb, "ccomp", "dobj")
    if what is None:
        return None
    inner = what if reading.tokens[what].pos == "VERB" else reading.kid(what, "acl")
    doing = list(subjects(reading, inner)) if inner is not None else [what]
    done = [] if inner is None else [*objects(reading, inner), *prepositional(reading, inner, _UPON)]
    return (*reading.edges[what], doing, done)
