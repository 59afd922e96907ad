"""Acts denied by a word that points back to them: "… , a monitor said, but the ministry denied it"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Event, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.reading.model import Reading
    from sayso.statements.drafts import Draft

_BACK = frozenset({"it", "this", "that"})


def find_denials(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Find acts that somebody denies without naming them again.

    The act meant is the last one told before, in the same sentence or the one
    before it. The denial repeats all of it but its trigger, which is the word
    that points back; whoever denies is its voice, and makes it negative.

    Args:
        reading: The parsed document.
        drafts: The events found so far.
    """
    deniers = lexicon.values("cues", "denying")
    acts = sorted((draft for draft in drafts if _is_claim(draft)), key=lambda draft: draft.predicate)
    for token in reading.tokens if acts else ():
        if token.lower not in _BACK or token.dep != "dobj" or reading.tokens[token.head].lemma not in deniers:
            continue
        before = [act for act in acts if act.predicate < token.i and token.sentence - act.sentence <= 1]
        if before and isinstance(before[-1].body, Event):
            yield replace(
                before[-1],
                first=token.i,
                last=token.i,
                predicate=token.i,
                sentence=token.sentence,
                rule="denied-back",
                body=replace(before[-1].body, trigger=reading.span(token.i, token.i)),
            )


def _is_claim(draft: Draft) -> bool:
    event = draft.body
    return isinstance(event, Event) and event.stage.happened and draft.polarity is Polarity.POSITIVE
