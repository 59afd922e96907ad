"""Which words cite: a verb alone ("said"), with a particle ("gave out"), or with its preposition ("warned of")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import VERBS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.reading.model import Reading

_SPEECH = frozenset({"say", "ask", "show", "deny", "utter"})


def citing_verb(reading: Reading, i: int) -> Mapping[str, str] | None:
    """Give the row of the table of cues for a verb at token ``i``, the one of more words before the one of fewer."""
    token = reading.tokens[i]
    if token.pos not in VERBS and not acts_as_verb(reading, i):
        return None
    rows = lexicon.by_pattern("cues")
    thing = reading.kid(i, "dobj")
    at = any(reading.tokens[k].lower == "at" for k in reading.kids(i, "prep"))
    if thing is not None and not at and (row := rows.get(f"{token.lemma} {reading.tokens[thing].lower}")) is not None:
        return row  # "as he put it"
    for particle in reading.kids(i, "prt"):
        row = rows.get(f"{token.lemma} {reading.tokens[particle].lower}")
        if row is not None and row["pos"] == "verb":
            return row
    row = rows.get(token.lemma)
    if row is not None and row["pos"] == "verb":
        return row
    for link in reading.kids(i, "prep", "advmod", "acomp"):
        row = rows.get(f"{token.lemma} {reading.tokens[link].lower}")
        if row is not None and row["pos"] == "verb":
            return row
    return None


def acts_as_verb(reading: Reading, i: int) -> bool:
    """Tell a verb that the parser tagged as a noun but gave a subject and a clause ("the mayor fears that …")."""
    if reading.tokens[i].pos != "NOUN" or reading.kid(i, "nsubj") is None:
        return False
    return reading.kid(i, "ccomp") is not None


def quotes(reading: Reading, i: int) -> bool:
    """Tell whether token ``i`` is a verb that may cite the quotation beside it."""
    row = citing_verb(reading, i)
    return row is not None and row["form"] in _SPEECH
