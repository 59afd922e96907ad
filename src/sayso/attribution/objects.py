"""What a citing verb cites without a clause: an object, what it speaks of, whom it urges, a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.parts import inside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.reading.model import Reading

_FIGURE_LINKS = {"put": "at", "give": "as"}


def has_to(reading: Reading, clause: int) -> bool:
    """Tell an infinitive with "to"."""
    return any(reading.tokens[i].lower == "to" for i in reading.kids(clause, "aux"))


def that_of(reading: Reading, clause: int) -> set[int]:
    """Give the "that" before a clause, which is nobody's word."""
    return {i for i in reading.kids(clause, "mark") if reading.tokens[i].lower == "that"}


def cited_object(reading: Reading, verb: int) -> set[int]:
    """Give the object that a verb cites ("denied the raid", "dismissed as false reports that …")."""
    thing = reading.kid(verb, "dobj", "xcomp")
    if thing is not None:
        return set(inside(reading, thing)) if may_be_cited(reading, verb, thing) else set()
    for link in reading.kids(verb, "prep"):  # "dismissed as false reports that"
        noun = reading.kid(link, "pobj")
        if (
            reading.tokens[link].lower == "as"
            and noun is not None
            and (judged := reading.kid(noun, "amod")) is not None
        ):
            return {i for i in inside(reading, noun) if i > judged}
    return set()


def may_be_cited(reading: Reading, verb: int, thing: int) -> bool:
    """Tell an object that a verb can cite: "dismissed the claim", not "dismissed the driver"."""
    wanted = lexicon.by_pattern("cues").get(reading.tokens[verb].lemma, {}).get("object", "yes")
    if wanted in {"yes", ""} or reading.tokens[thing].dep == "xcomp":
        return True
    judged = any(reading.tokens[i].lower == "as" for i in reading.kids(verb, "prep"))
    said = any(reading.tokens[i].lower == "that" for i in range(thing, min(thing + 3, len(reading.tokens))))
    return judged or said or reading.tokens[thing].lemma in wanted.split("|")


def is_pronoun(reading: Reading, verb: int) -> bool:
    """Tell a verb whose object is a pronoun or a bare number."""
    thing = reading.kid(verb, "dobj")
    return thing is not None and reading.tokens[thing].pos in {"PRON", "NUM"}


def spoken_of(reading: Reading, verb: int) -> set[int]:
    """Give what is spoken, warned or complained of."""
    cues = lexicon.by_pattern("cues")
    for link in reading.kids(verb, "prep", "prt"):
        row = cues.get(f"{reading.tokens[verb].lemma} {reading.tokens[link].lower}")
        noun = reading.kid(link, "pobj", "pcomp")
        if row is None or (noun is not None and reading.tokens[noun].entity in _TIMES):
            continue
        if row["form"] == "speak" and noun is not None:
            return set(inside(reading, noun))
        if row["form"] == "urge" and noun is not None:
            return set(inside(reading, noun)) | _wanted(reading, verb)
    return set()


_TIMES = frozenset({"DATE", "TIME"})


def urged(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give whom somebody urges, and to what ("urged both sides to stop firing")."""
    del row
    asked = reading.kid(verb, "dobj")
    wanted = _wanted(reading, verb)
    if not wanted:
        return set()
    return wanted | (set(inside(reading, asked)) if asked is not None else set())


def _wanted(reading: Reading, verb: int) -> set[int]:
    clause = reading.kid(verb, "xcomp", "ccomp", "advcl")
    if clause is None or not has_to(reading, clause):
        return set()
    return {i for i in inside(reading, clause) if i > verb}


def declined(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what a refusal is silent on ("declined to comment on the raid")."""
    del row
    act = reading.kid(verb, "xcomp")
    if act is None or reading.tokens[act].lemma not in _SPEECH:
        return set()
    return {i for k in reading.kids(act, "prep", "dobj") for i in inside(reading, k)}


_SPEECH = frozenset({"comment", "speak", "elaborate", "answer", "respond", "discuss", "talk", "give", "provide"})


def put_at(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give the figure of "put the toll at 28", "raised the toll to 28"."""
    wanted = _FIGURE_LINKS.get(row["pattern"], "to")
    thing = reading.kid(verb, "dobj", "nsubjpass")
    hung = [*reading.kids(verb, "prep"), *(reading.kids(thing, "prep") if thing is not None else ())]
    at = next((i for i in hung if reading.tokens[i].lower == wanted), None)
    if (
        thing is None
        or at is None
        or not may_be_cited(reading, verb, thing)
        or not any(i in reading.quantity_at for i in inside(reading, at))
    ):
        return set()
    if reading.tokens[thing].dep == "nsubjpass":
        return {*inside(reading, thing), *inside(reading, at)}
    last = max(inside(reading, at))
    later = [i for i in reading.kids(verb, "conj") if any(k in reading.quantity_at for k in reading.kids(i, "nsubj"))]
    for conjunct in later:  # "… 1,654 people killed and 889 injured"
        last = max(last, reading.edges[conjunct][1])
    return set(range(reading.edges[thing][0], last + 1))


def counted(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what was counted, if a number stands in it."""
    clause = reading.kid(verb, "ccomp")
    if clause is not None and clause > verb:
        return set(inside(reading, clause)) - that_of(reading, clause)
    thing = reading.kid(verb, "dobj")
    if thing is None or not any(i in reading.quantity_at for i in inside(reading, thing)):
        return set()
    del row
    parts = [thing, *(i for i in reading.kids(verb, "prep") if i > thing)]
    return {i for part in parts for i in inside(reading, part)}


def named_in_quotes(reading: Reading, thing: int) -> set[int]:
    """Give what is called something in quotation marks, which the parser takes for one noun more."""
    last = reading.edges[thing][1]
    quotation = next(reading.quoted.meeting(reading.tokens[thing].start, reading.tokens[last].end + 2), None)
    if quotation is None:
        return set()
    return set(range(reading.edges[thing][0], max(last + 1, reading.first_at(quotation.end))))
