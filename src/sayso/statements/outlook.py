"""What is asked, wanted, expected, or said to hang on something else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.roles import is_citing_verb
from sayso.record import (
    Aim,
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
from sayso.statements.people import refs, subjects, time_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_DASHES = frozenset({"–", "—", "-", "--"})
_POINTING = frozenset({"this", "that", "it", "which"})
_LONGEST_LIKELIHOOD = 4
_RELATIONS = {"if": ConditionRelation.IF, "unless": ConditionRelation.UNLESS}


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


# aims


@cache
def _aims(pos: str) -> frozenset[str]:
    return frozenset(row["pattern"] for row in lexicon.table("aims") if row["pos"] == pos)


def find_aims(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find what somebody wants: "X’s key aim is to …", "X wants to …".

    Coordinated goals are aims of their own; "and then" lowers the priority
    of the second.
    """
    for token in reading.tokens:
        if token.sentence in asked:
            continue
        if token.pos == "NOUN" and token.lemma in _aims("noun"):
            yield from _noun_aims(reading, identities, token.i)
        elif token.pos == "VERB" and token.lemma in _aims("verb"):
            yield from _verb_aims(reading, identities, token.i)


def _noun_aims(reading: Reading, identities: Identities, noun: int) -> Iterator[Draft]:
    token = reading.tokens[noun]
    verb = token.head
    if token.dep != "nsubj" or reading.tokens[verb].lemma != "be":
        return
    goal = reading.kid(verb, "xcomp", "advcl", "ccomp", "acl")
    if goal is None or not any(reading.tokens[k].lower == "to" for k in reading.kids(goal, "aux")):
        return
    whose = [k for k in reading.kids(noun, "poss", "nmod", "compound") if k in identities.mention_at]
    for of in reading.kids(noun, "prep"):
        whose += [k for k in reading.kids(of, "pobj") if reading.tokens[of].lower in {"of", "for"}]
    priorities = lexicon.by_pattern("priorities")
    ranked = next(
        (
            int(priorities[reading.tokens[k].lower]["value"])
            for k in reading.kids(noun, "amod")
            if reading.tokens[k].lower in priorities
        ),
        1 if token.lemma == "priority" else None,
    )
    yield from _goals(reading, identities, noun, whose, goal, ranked, "aim-noun", reading.edges[noun][0])


def _verb_aims(reading: Reading, identities: Identities, verb: int) -> Iterator[Draft]:
    goal = reading.kid(verb, "xcomp")
    if goal is None or not any(reading.tokens[k].lower == "to" for k in reading.kids(goal, "aux")):
        return
    if is_citing_verb(reading.tokens[goal].lemma):
        return
    yield from _goals(reading, identities, verb, list(subjects(reading, verb)), goal, None, "aim-verb", None)


def _goals(
    reading: Reading,
    identities: Identities,
    predicate: int,
    whose: list[int],
    goal: int,
    priority: int | None,
    rule: str,
    start: int | None,
) -> Iterator[Draft]:
    """Give one aim for each coordinated goal."""
    holders = refs(reading, identities, whose)
    if not holders:
        return
    judged = judge(reading, predicate)
    goals = [g for g in reading.conjuncts(goal) if reading.tokens[g].pos in {"VERB", "AUX"}]
    for number, one in enumerate(goals):
        left = _goal_start(reading, one)
        following = goals[number + 1] if number + 1 < len(goals) else None
        right = _goal_end(reading, one, None if following is None else _goal_start(reading, following))
        later = any(reading.tokens[k].lower in {"then", "later", "eventually"} for k in reading.kids(one, "advmod"))
        ranked = None if priority is None else priority + 1 if later else priority
        first = min(left, start if start is not None and number == 0 else left, predicate if number == 0 else left)
        if number == 0:
            first = min([first, *(i for i in whose if reading.tokens[i].sentence == reading.tokens[one].sentence)])
        yield Draft(
            first=first,
            last=right,
            predicate=predicate if number == 0 else one,
            sentence=reading.tokens[predicate].sentence,
            rule=rule,
            polarity=judged.polarity,
            certainty=judged.certainty,
            body=Aim(holders=holders, goal=reading.span(left, right), priority=ranked),
        )


def _goal_start(reading: Reading, goal: int) -> int:
    """Give the first word of a goal, its "to" included where it has one."""
    return min(goal, *(k for k in reading.kids(goal, "aux", "neg")), goal)


def _goal_end(reading: Reading, goal: int, following: int | None) -> int:
    """Give the last word of a goal, before the next one and before a dash or a "though"."""
    right = reading.edges[goal][1]
    if following is not None:
        joined = next((i for i in range(goal + 1, following) if reading.tokens[i].pos == "CCONJ"), following)
        right = min(right, joined - 1)
    for i in range(goal + 1, right + 1):
        token = reading.tokens[i]
        if token.text in _DASHES and not _joined(reading, i):
            right = i - 1
            break
    while right > goal and (
        reading.tokens[right].pos in {"PUNCT", "CCONJ", "SPACE"} or reading.tokens[right].lower == "then"
    ):
        right -= 1
    return right


def _joined(reading: Reading, i: int) -> bool:
    """Tell a hyphen inside a word, or an en dash between two names, from a dash between words."""
    tokens = reading.tokens
    if tokens[i].text not in {"-", "–"} or not 0 < i < len(tokens) - 1:
        return False
    return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start


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


def find_conditions(reading: Reading, asked: set[int]) -> Iterator[Draft]:
    """Find what a statement is said to hang on: "if …", "unless …", "in either case"."""
    for token in reading.tokens:
        if token.sentence in asked:
            continue
        if token.lower in _RELATIONS and token.dep == "mark" and reading.tokens[token.head].dep == "advcl":
            clause = token.head
            left, right = reading.edges[clause]
            right = max(min(right, reading.edges[clause][1]), clause)
            while right > clause and reading.tokens[right].pos in {"PUNCT", "SPACE"}:
                right -= 1
            if reading.tokens[clause].pos in {"VERB", "AUX"} and left < right:
                of = token.i + 1, right
                yield _condition(reading, left, right, clause, of, _RELATIONS[token.lower], "condition-clause")
        elif token.lower == "case" and reading.tokens[token.i - 1].lower == "either" and token.i:
            verb = next((i for i in reading.ancestors(token.i) if reading.tokens[i].pos in {"VERB", "AUX"}), None)
            if verb is not None:
                subject = reading.kid(verb, "nsubj")
                first = min(reading.edges[subject][0] if subject is not None else verb, token.i - 1)
                yield _condition(
                    reading,
                    first,
                    max(token.i, verb),
                    verb,
                    (token.i - 1, token.i),
                    ConditionRelation.EITHER,
                    "condition-either",
                )


def _condition(
    reading: Reading,
    first: int,
    last: int,
    predicate: int,
    of: tuple[int, int],
    relation: ConditionRelation,
    rule: str,
) -> Draft:
    judged = judge(reading, predicate)
    return Draft(
        first=first,
        last=last,
        predicate=predicate,
        sentence=reading.tokens[predicate].sentence,
        rule=rule,
        polarity=judged.polarity,
        certainty=judged.certainty,
        body=Condition(of=reading.span(*of), relation=relation),
    )
