"""Whether something is said to have happened, how surely, and how far it got."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.roles import is_citing_verb
from sayso.record import Certainty, Polarity, Stage

if TYPE_CHECKING:
    from sayso.reading.model import Reading

_NEGATORS = frozenset({"no", "neither", "never", "not", "n't", "n’t", "none", "nobody", "nor", "hardly"})
_ONLY = frozenset({"only", "just", "merely", "simply"})  # "not only repulsed an attack"
NOBODY = frozenset({"no", "nobody", "none", "neither"})
WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_WOULD = frozenset({"would", "'d", "’d", "should", "could", "may", "might", "can"})
CONDITIONS = frozenset({"if", "unless"})
_RANK = {Certainty.CERTAIN: 3, Certainty.PROBABLE: 2, Certainty.POSSIBLE: 1, Certainty.UNKNOWN: 0}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the grammar around a predicate says of it."""

    polarity: Polarity
    certainty: Certainty
    stage: Stage


def judge(reading: Reading, predicate: int, verb: int | None = None) -> Judgement:
    """Judge a predicate by its negation, auxiliaries, adverbs and governors.

    Args:
        reading: The parsed document.
        predicate: The token of a verb, or of a noun that names an act.
        verb: The verb that carries a noun ("carried out"), if any.

    Returns:
        Polarity and certainty as in FactBank, and the stage of the act.
        "failed to" makes the stage failed and the polarity negative.
    """
    chain = _chain(reading, verb if verb is not None else predicate)
    polarity, certainty, stage = Polarity.POSITIVE, Certainty.CERTAIN, Stage.ACCOMPLISHED
    start = [predicate] if verb is not None and verb != predicate else []
    if any(_negated(reading, i) for i in [*start, chain[0]]):
        polarity = Polarity.NEGATIVE
    stage = _own_stage(reading, chain[0])
    certainty = min((_hedge(reading, i) for i in [*start, chain[0]]), key=_RANK.__getitem__)
    settled = False
    for inner, outer in itertools.pairwise(chain):
        governed = _governed(reading, inner, outer)
        if governed is None:
            continue
        if not settled:
            stage, settled = governed, True
            if governed in _AS_GOVERNOR and (own := _own_stage(reading, outer)) is not Stage.ACCOMPLISHED:
                stage = own  # "will continue to fight", "may manage to kill"
        if _negated(reading, outer):
            polarity = Polarity.NEGATIVE
    if stage is Stage.FAILED:
        polarity = Polarity.NEGATIVE
    if stage in {Stage.PLANNED, Stage.THREATENED, Stage.HYPOTHETICAL} and certainty is Certainty.CERTAIN:
        hangs = stage is Stage.HYPOTHETICAL or _is_conditional(reading, chain[0])
        certainty = Certainty.POSSIBLE if hangs else Certainty.PROBABLE
    return Judgement(polarity, certainty, stage)


def _is_conditional(reading: Reading, i: int) -> bool:
    """Tell a verb that hangs on a condition, its own or that of the verb that cites it ("if X leaves, they will …")."""
    citing = [reading.tokens[i].head] if reading.tokens[i].dep == "ccomp" else [*reading.kids(i, "parataxis")]
    clauses = (clause for verb in (i, *citing) for clause in reading.kids(verb, "advcl"))
    return any(reading.tokens[mark].lower in CONDITIONS for clause in clauses for mark in reading.kids(clause, "mark"))


def _chain(reading: Reading, i: int) -> list[int]:
    """Give a predicate and the words that govern it, innermost first.

    The chain ends where a clause stands for itself, and at a citing verb:
    what somebody is said to want or deny is not what the cited words say.
    """
    chain = [i]
    while len(chain) < _LONGEST_CHAIN:
        token = reading.tokens[chain[-1]]
        if token.dep not in _GOVERNED or (token.dep in {"nsubj", "nsubjpass"} and token.pos == "VERB"):
            break
        above = reading.tokens[token.head]
        wished = (above.lemma, "verb") in _STAGES
        if token.dep == "dobj" and token.pos == "NOUN" and above.pos == "VERB" and not wished:
            break  # "will investigate the murder" plans no murder
        if above.pos == "VERB" and not wished and is_citing_verb(above.lemma):
            break
        if token.dep == "ccomp" and not wished:
            break
        chain.append(token.head)
    return chain


_GOVERNED = frozenset({"xcomp", "acl", "pcomp", "conj", "ccomp", "dobj", "pobj", "prep", "nsubj", "nsubjpass"})
_LONGEST_CHAIN = 8
_WORDS = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj"}
_AS_GOVERNOR = frozenset({Stage.ONGOING, Stage.ACCOMPLISHED})  # an act is as far as the word over it


def _stages() -> dict[tuple[str, str], str]:
    return {(row["pattern"], row["pos"]): row["value"] for row in lexicon.table("stages")}


_STAGES = _stages()


def _own_stage(reading: Reading, i: int) -> Stage:
    """Read the stage off a verb's own form."""
    token = reading.tokens[i]
    auxiliaries = [reading.tokens[kid].lower for kid in reading.kids(i, "aux", "auxpass")]
    if any(word in WILL for word in auxiliaries) or {"going", "to"} <= set(auxiliaries):
        return Stage.PLANNED
    if any(word in _WOULD for word in auxiliaries) and not ("have" in auxiliaries and "may" in auxiliaries):
        return Stage.HYPOTHETICAL if "have" not in auxiliaries else Stage.ACCOMPLISHED
    if any(reading.tokens[kid].lower in CONDITIONS for kid in reading.kids(i, "mark")):
        return Stage.HYPOTHETICAL
    above = reading.tokens[token.head]
    if (
        token.dep == "advcl"
        and above.lemma == "go"
        and any(reading.tokens[k].lower == "on" for k in reading.kids(above.i, "prt"))
    ):
        return _own_stage(reading, above.i)  # "went on to kill three people"
    if token.tag == "VB" and "to" in auxiliaries and token.dep in {"acl", "advcl", "xcomp", "relcl", "conj", "ccomp"}:
        return Stage.PLANNED
    if token.tag == "VB" and token.dep == "conj" and not auxiliaries and reading.tokens[token.head].tag == "VB":
        return _own_stage(reading, token.head)  # "to degrade and destroy"
    if token.tag == "VBG" and any(reading.tokens[kid].lemma == "be" for kid in reading.kids(i, "aux")):
        return Stage.ONGOING
    return Stage.ACCOMPLISHED


def _governed(reading: Reading, inner: int, outer: int) -> Stage | None:
    """Give the stage that a governing word sets ("threatened to", "failure to", "plans for")."""
    token, above = reading.tokens[inner], reading.tokens[outer]
    if token.dep == "conj":
        return None
    if token.dep == "prep" and token.lower == "from" and (above.lemma, "from") in _STAGES:
        return Stage(_STAGES[above.lemma, "from"])  # "kept the rebels from attacking"
    pos = _WORDS.get(above.pos, "")
    value = _STAGES.get((above.lemma, pos))
    if value is None:
        return None
    if pos == "verb" and token.dep in {"xcomp", "ccomp"}:
        finite = token.tag in {"VBD", "VBZ", "VBP", "VBN"} and value == "planned"
        return None if finite and token.dep == "ccomp" else Stage(value)  # "told Reuters that it fell" plans nothing
    if pos == "adj" and token.dep == "xcomp":
        past = reading.tokens[above.head].tag == "VBD"  # "were able to"; who is able to may do it
        return Stage(value) if past or value != "accomplished" else Stage.HYPOTHETICAL
    if pos == "verb" and token.dep in {"dobj", "prep"}:
        return Stage(value) if value in {"threatened", "planned", "attempted"} else None
    if pos == "noun" and token.dep in {"acl", "prep"}:
        return Stage(value)
    return None


def _negated(reading: Reading, i: int) -> bool:
    """Tell whether a word is negated, itself or through its determiner; what was "not only" done was done."""
    return any(
        reading.tokens[kid].dep == "neg"
        or (reading.tokens[kid].dep in {"det", "preconj", "advmod"} and reading.tokens[kid].lower in _NEGATORS)
        for kid in reading.children[i]
        if reading.tokens[min(kid + 1, len(reading.tokens) - 1)].lower not in _ONLY
    ) or any(
        reading.tokens[sub].lower in NOBODY
        for kid in reading.kids(i, "nsubj", "nsubjpass", "dobj", "attr")
        for sub in (*reading.kids(kid, "det", "neg"), kid)
    )


def _hedge(reading: Reading, i: int) -> Certainty:
    """Read how sure a predicate is off its auxiliaries, adverbs and adjectives."""
    found = Certainty.CERTAIN
    for kid in (*reading.kids(i, "aux", "advmod", "amod"), *reading.kids(i, "acomp")):
        row = lexicon.by_pattern("certainty").get(reading.tokens[kid].lower)
        if row is not None and row["kind"] in {"modal", "adverb", "adjective"}:
            found = min(found, Certainty(row["value"]), key=_RANK.__getitem__)
    token = reading.tokens[i]
    if token.dep in {"xcomp", "ccomp"}:
        row = lexicon.by_pattern("certainty").get(reading.tokens[token.head].lemma)
        if row is not None and row["kind"] == "verb":
            found = min(found, Certainty(row["value"]), key=_RANK.__getitem__)
    return found
