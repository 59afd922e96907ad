"""What is asked, and what a statement is said to hang on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import VERBS
from sayso.record import Certainty, Condition, ConditionRelation, Polarity, Question
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.reading.model import Reading


def find_questions(reading: Reading) -> list[Draft]:
    """Find the sentences that ask; they state nothing."""
    found: list[Draft] = []
    for number, sentence in enumerate(reading.sentences):
        words = [token for token in reading.tokens[sentence.first : sentence.last] if token.pos != "SPACE"]
        ends = [token for token in words if token.text not in {"”", '"', "’", "'", "»", ")"}]
        if not ends or ends[-1].text != "?":
            continue
        root = next((token.i for token in words if token.head == token.i), sentence.first)
        found.append(
            Draft(
                first=words[0].i,
                last=words[-1].i,
                predicate=root,
                sentence=number,
                rule="question-mark",
                polarity=Polarity.UNKNOWN,
                certainty=Certainty.UNKNOWN,
                body=Question(),
            )
        )
    return found


# conditions


@cache
def _conditions() -> Mapping[str, list[tuple[tuple[str, ...], Mapping[str, str]]]]:
    """Give the patterns of ``conditions.tsv`` by their first word, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]] = {}
    for row in lexicon.table("conditions"):
        words = tuple(row["pattern"].split())
        index.setdefault(words[0], []).append((words, row))
    return {word: sorted(found, key=lambda one: -len(one[0])) for word, found in index.items()}


def find_conditions(reading: Reading, asked: set[int]) -> Iterator[Draft]:
    """Find what a statement is said to hang on: "if …", "unless …", "in either case".

    A clause or phrase behind the words of ``conditions.tsv`` is the condition
    (frame ``clause``; with them, ``open``: "whoever wins"), or the words
    themselves are (``whole``: "either way").
    """
    skip = -1
    for token in reading.tokens:
        if token.i < skip or token.sentence in asked:
            continue
        for words, row in _conditions().get(token.lower, ()):
            last = token.i + len(words) - 1
            if words != tuple(one.lower for one in reading.tokens[token.i : last + 1]):
                continue
            draft = (
                _whole(reading, token.i, last, row) if row["frame"] == "whole" else _clause(reading, token.i, last, row)
            )
            if draft is not None:
                skip = last + 1
                yield draft
                break


def _clause(reading: Reading, first: int, last: int, row: Mapping[str, str]) -> Draft | None:
    """Give the condition that a clause or phrase behind some words is."""
    tokens = reading.tokens
    if last + 1 >= len(tokens) or tokens[last + 1].sentence != tokens[first].sentence:
        return None
    head = next((tokens[i].head for i in range(first, last + 1) if tokens[i].dep == "mark"), None)
    if head is None:
        head = next(
            (i for i in _upwards(reading, last + 1) if tokens[i].pos in VERBS and _has_subject(reading, i)), None
        )
    phrase = reading.kid(last, "pobj", "pcomp")
    if row["pos"] == "mark":
        if head is None or head <= last or tokens[head].pos not in VERBS or not _has_subject(reading, head):
            return None
        if reading.edges[head][0] < first:
            return None
    else:
        head = phrase if phrase is not None else head
    if head is None or (row["dep"] and tokens[head].dep not in row["dep"].split("|")):
        return None
    if row["frame"] == "open" and tokens[head].dep in {"csubj", "csubjpass", "nsubj"}:
        return None  # "whoever fired did so at noon"
    if tokens[head].dep == "pcomp" and tokens[tokens[tokens[head].head].head].pos != "VERB":
        return None  # "the debate on whether or not he should stay"
    if row["pos"] == "aux" and reading.edges[head][0] != first:
        return None  # "should the town fall" opens its clause, "the town should fall" does not
    right = reading.edges[head][1]
    if head == phrase:  # "in the event of an attack the gates will be closed" looks like one phrase
        right = next((reading.edges[k][0] - 1 for k in reading.kids(head, "relcl")), right)
    while right > last + 1 and tokens[right].pos in {"PUNCT", "SPACE"}:
        right -= 1
    of = (first, right) if row["frame"] == "open" else (last + 1, right)
    return _condition(reading, first, right, head, of, row)


def _upwards(reading: Reading, i: int) -> Iterator[int]:
    yield i
    yield from reading.ancestors(i)


def _has_subject(reading: Reading, verb: int) -> bool:
    kinds = ("nsubj", "nsubjpass", "csubj", "expl", "attr")
    return any(reading.kid(i, *kinds) is not None for i in (verb, *reading.kids(verb, "auxpass", "aux")))


def _whole(reading: Reading, first: int, last: int, row: Mapping[str, str]) -> Draft | None:
    """Give a condition that is all in its words ("either way"), over the clause that it belongs to."""
    verb = next((i for i in reading.ancestors(last) if reading.tokens[i].pos in {"VERB", "AUX"}), None)
    if verb is None:
        return None
    subject = reading.kid(verb, "nsubj", "nsubjpass")
    start = reading.edges[subject][0] if subject is not None else verb
    of = (first + 1, last) if reading.tokens[first].lower == "in" else (first, last)
    return _condition(reading, min(start, of[0]), max(last, verb), verb, of, row)


def _condition(
    reading: Reading, first: int, last: int, predicate: int, of: tuple[int, int], row: Mapping[str, str]
) -> Draft:
    judged = judge(reading, predicate)
    return Draft(
        first=first,
        last=last,
        predicate=predicate,
        sentence=reading.tokens[predicate].sentence,
        rule=row["id"],
        polarity=judged.polarity,
        certainty=judged.certainty,
        body=Condition(of=reading.span(*of), relation=ConditionRelation(row["value"])),
    )
