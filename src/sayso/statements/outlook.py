"""What is asked, expected, or said to hang on something else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import (
    Certainty,
    Condition,
    ConditionRelation,
    Forecast,
    Likelihood,
    Polarity,
    Question,
)
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import time_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_DASHES = frozenset({"–", "—", "-", "--"})
_VERBAL = frozenset({"VERB", "AUX"})
_POINTING = frozenset({"this", "that", "it", "which"})
_LONGEST_LIKELIHOOD = 4


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


# forecasts


@cache
def _likelihoods(scale: str) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    return {tuple(row["pattern"].split()): row for row in lexicon.table("likelihood") if row["value"] == scale}


def find_forecasts(reading: Reading, identities: Identities, asked: set[int], scale: str) -> Iterator[Draft]:
    """Find words of estimation and what they are about.

    "– unlikely –" behind a noun is about that noun; "this is not likely to
    happen" about the clause before; "is likely to attack" about its own clause.
    """
    table = _likelihoods(scale)
    firsts = {words[0] for words in table}
    skip = -1
    for token in reading.tokens:
        if token.i < skip or token.sentence in asked or token.lower not in firsts:
            continue
        found = _longest(reading, token.i, table)
        if found is None or _other_grade(reading, token.i):
            continue
        last, row = found
        skip = last + 1
        draft = _forecast(reading, identities, token.i, last, row)
        if draft is not None:
            yield draft


def _other_grade(reading: Reading, i: int) -> bool:
    """Tell a word of estimation that another word grades as the scale does not know it ("extremely likely")."""
    before = reading.tokens[i - 1] if i else None
    return before is not None and before.dep == "advmod" and before.head == i and before.lower in _GRADES


_GRADES = frozenset({"extremely", "highly", "exceptionally", "most", "less", "more", "increasingly", "fairly", "very"})


def _longest(
    reading: Reading, i: int, table: Mapping[tuple[str, ...], Mapping[str, str]]
) -> tuple[int, Mapping[str, str]] | None:
    for length in range(_LONGEST_LIKELIHOOD, 0, -1):
        words = tuple(token.lower for token in reading.tokens[i : i + length])
        if len(words) == length and words in table:
            return i + length - 1, table[words]
    return None


def _forecast(reading: Reading, identities: Identities, first: int, last: int, row: Mapping[str, str]) -> Draft | None:
    tokens = reading.tokens
    word = tokens[last]
    before = tokens[first - 1] if first else word
    if word.dep == "amod" and before.text not in _DASHES and before.text != "(":
        return None  # "a likely successor": a hedge on a noun, no forecast
    if before.text in _DASHES or before.text == "(":
        of = _noun_before(reading, first - 1)
    else:
        of = _own_clause(reading, last)
    if of is None:
        return None
    span = reading.span(first, last)
    low, high = float(row["low"]), float(row["high"])
    sentence = reading.sentence_of(first)
    whole = [(tokens[sentence.first].start, tokens[sentence.last - 1].end)]
    time = time_in(identities, whole)
    return Draft(
        first=min(of[0], first),
        last=max(of[1], last, of[2]),
        predicate=last,
        sentence=tokens[first].sentence,
        rule=row["id"],
        certainty=Certainty.PROBABLE if high > 0.5 else Certainty.POSSIBLE,
        likelihood=Likelihood(start=span.start, end=span.end, text=span.text, scale=row["value"], low=low, high=high),
        body=Forecast(of=reading.span(of[0], of[1]), time=time.id if time is not None else None),
    )


def _noun_before(reading: Reading, dash: int) -> tuple[int, int, int] | None:
    """Give the noun phrase that an aside stands behind."""
    last = noun = dash - 1
    while noun > 0 and reading.tokens[noun].dep == "pobj" and reading.tokens[reading.tokens[noun].head].lower == "of":
        noun = reading.tokens[reading.tokens[noun].head].head  # "a collapse of the army – unlikely –"
    if noun < 0 or reading.tokens[noun].pos not in {"NOUN", "PROPN"}:
        return None
    first = min(
        (reading.edges[k][0] for k in reading.kids(noun, "det", "amod", "compound", "poss") if k < noun), default=noun
    )
    return first, last, last


def _own_clause(reading: Reading, word: int) -> tuple[int, int, int] | None:
    """Give what a predicate of likelihood is about: its clause, or the clause that its "this" points back to."""
    tokens = reading.tokens
    verb = word
    if tokens[word].dep in {"acomp", "attr", "oprd"}:
        verb = tokens[word].head
    elif tokens[word].dep == "advmod":
        verb = tokens[word].head
        if tokens[verb].pos not in {"VERB", "AUX"}:
            return None
    subject = reading.kid(verb, "nsubj", "expl")
    if subject is None and verb != word:
        subject = reading.kid(word, "nsubj")
    complement = reading.kid(word, "xcomp", "ccomp") or reading.kid(verb, "xcomp", "ccomp")
    if subject is None:
        return None
    last = reading.edges[complement][1] if complement is not None else max(word, verb)
    while tokens[last].pos in {"PUNCT", "SPACE"}:
        last -= 1
    if tokens[subject].lower in _POINTING and tokens[subject].dep == "nsubj":
        back = _clause_before(reading, subject)
        if back is not None:
            return back[0], back[1], last
    own, end = reading.edges[subject]
    if own > last:  # "Far more likely is a ceasefire."
        return own, end, end
    return own, last, last


def _clause_before(reading: Reading, pointer: int) -> tuple[int, int] | None:
    """Give the clause that "this" points back to: the nearest goal or verb phrase before it in the sentence."""
    tokens = reading.tokens
    sentence = reading.sentence_of(pointer)
    end = pointer - 1
    while end > sentence.first and (
        tokens[end].pos in {"PUNCT", "SCONJ", "CCONJ", "SPACE"} or tokens[end].text in _DASHES
    ):
        end -= 1
    if end <= sentence.first:
        return None
    start = next(
        (
            i
            for i in range(end, sentence.first - 1, -1)
            if tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep in {"xcomp", "conj", "ROOT", "ccomp"}
        ),
        None,
    )
    return (start, end) if start is not None and start <= end else None


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
    (frame ``clause``), or the words themselves are (``whole``: "either way").
    """
    skip = -1
    for token in reading.tokens:
        if token.i < skip or token.sentence in asked:
            continue
        for words, row in _conditions().get(token.lower, ()):
            last = token.i + len(words) - 1
            if words != tuple(one.lower for one in reading.tokens[token.i : last + 1]):
                continue
            draft = _whole(reading, token.i, last, row) if row["frame"] == "whole" else _clause(reading, token.i, last, row)
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
        head = next((i for i in _upwards(reading, last + 1) if tokens[i].pos in _VERBAL and _has_subject(reading, i)), None)
    phrase = reading.kid(last, "pobj", "pcomp")
    if row["pos"] == "mark":
        if head is None or head <= last or tokens[head].pos not in _VERBAL or not _has_subject(reading, head):
            return None
    else:
        head = phrase if phrase is not None else head
    if head is None or (row["dep"] and tokens[head].dep != row["dep"]):
        return None
    verb = head
    right = reading.edges[head][1]
    while right > last + 1 and tokens[right].pos in {"PUNCT", "SPACE"}:
        right -= 1
    return _condition(reading, first, right, verb, (last + 1, right), row)


def _upwards(reading: Reading, i: int) -> Iterator[int]:
    yield i
    yield from reading.ancestors(i)


def _has_subject(reading: Reading, verb: int) -> bool:
    return reading.kid(verb, "nsubj", "nsubjpass", "csubj", "expl", "attr") is not None


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
