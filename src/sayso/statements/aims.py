"""What somebody is said to want, in which order.

Words come from ``aims.tsv``: verbs and adjectives whose goal hangs below
them ("vowed to retake", "bent on retaking"), and nouns, which tell their goal
behind "is" ("the aim is to …"), before it ("retaking the town is a
priority"), or as what an act was done for ("in a bid to …", "with the aim of
…").
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.roles import is_citing_verb
from sayso.reading.model import VERBS
from sayso.record import Aim, Certainty, Polarity
from sayso.spans import refer
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import prepositional, refs, speaker_of, subjects
from sayso.statements.triggers import patterns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref

_DASHES = frozenset({"–", "—", "-", "--"})
_OF = frozenset({"of", "for"})
_ON = frozenset({"on", "at", "of", "for"})
_OPENING = frozenset({"in", "with"})
_LATER = frozenset({"then", "later", "eventually", "finally", "ultimately"})


@cache
def _words(pos: str) -> frozenset[str]:
    return frozenset(row["pattern"] for row in lexicon.table("aims") if row["pos"] == pos)


def find_aims(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find what somebody wants: "X’s key aim is to …", "X wants to …", "in order to …".

    Coordinated goals are aims of their own; "and then" lowers the priority
    of the second.
    """
    for token in reading.tokens:
        if token.sentence in asked:
            continue
        if token.lower == "to" and token.dep == "aux" and _spells(reading, token.i):
            yield from _purpose(reading, identities, token.i)
        elif token.pos == "NOUN" and token.lemma in _words("noun"):
            yield from _noun_aims(reading, identities, token.i)
        elif token.pos in {"VERB", "ADJ"} and _wishes(reading, token.i):
            yield from _verb_aims(reading, identities, token.i)


def _verb_aims(reading: Reading, identities: Identities, verb: int) -> Iterator[Draft]:
    kinds = ("xcomp", "advcl") if reading.kid(verb, "prt") is not None else ("xcomp",)
    goal = next((g for g in reading.kids(verb, *kinds) if _infinitive(reading, g)), None)
    if goal is None:
        goal = _gerund(reading, verb)
    if goal is None or is_citing_verb(reading.tokens[goal].lemma):
        return
    holders = list(subjects(reading, verb))
    passive = reading.kid(verb, "nsubjpass")  # "is determined to" looks like a passive
    if not holders and passive is not None:
        holders = list(reading.conjuncts(passive))
    yield from _goals(reading, identities, verb, holders, goal, None, "aim-verb")


def _noun_aims(reading: Reading, identities: Identities, noun: int) -> Iterator[Draft]:
    token = reading.tokens[noun]
    head = reading.tokens[token.head]
    rank = _rank(reading, noun)
    if token.dep == "nsubj" and head.lemma == "be":
        goal = next(
            (g for g in reading.kids(head.i, "xcomp", "advcl", "ccomp", "acl") if _infinitive(reading, g)), None
        )
        goal = goal if goal is not None else _thing(reading, identities, head.i)
        if goal is not None:
            yield from _goals(reading, identities, noun, _holders(reading, identities, noun), goal, rank, "aim-noun")
        return
    if token.dep == "attr" and head.lemma == "be":
        goal = reading.kid(head.i, "csubj")
        if goal is not None:
            yield from _goals(reading, identities, noun, _holders(reading, identities, noun), goal, rank, "aim-noun")
        return
    goal = next((g for g in reading.kids(noun, "acl") if _infinitive(reading, g)), None)
    goal = goal if goal is not None else _gerund(reading, noun)
    if goal is None:
        return
    holders = _holders(reading, identities, noun)
    if not holders:
        verb = next((a for a in reading.ancestors(noun) if reading.tokens[a].pos in VERBS and a != goal), None)
        if verb is None or not (head.lower in _OPENING or token.dep == "dobj"):
            return
        holders = _doers(reading, verb)
    yield from _goals(reading, identities, noun, holders, goal, rank, "aim-purpose")


def _spells(reading: Reading, to: int) -> bool:
    """Tell whether a "to" ends one of the phrases of purpose ("in order to")."""
    words = " ".join(token.lower for token in reading.tokens[max(to - 2, 0) : to + 1])
    return words in _words("phrase")


def _wishes(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    particle = reading.kid(i, "prt")
    if particle is not None and f"{token.lemma} {reading.tokens[particle].lower}" in _words("verb"):
        return True
    return token.lemma in _words("verb") or token.lower in _words("verb")


def _purpose(reading: Reading, identities: Identities, to: int) -> Iterator[Draft]:
    """Read "crossed the river in order to reach the capital"."""
    goal = reading.tokens[to].head
    verb = next((a for a in reading.ancestors(goal) if reading.tokens[a].pos in VERBS), None)
    if verb is not None:
        yield from _goals(reading, identities, goal, _doers(reading, verb), goal, None, "aim-purpose")


def _doers(reading: Reading, verb: int) -> list[int]:
    """Give the subjects of a verb, or of a passive whom it is done to."""
    passive = reading.kid(verb, "nsubjpass")
    return list(subjects(reading, verb)) or ([passive] if passive is not None else [])


def _infinitive(reading: Reading, verb: int) -> bool:
    return any(reading.tokens[k].lower == "to" for k in reading.kids(verb, "aux"))


def _gerund(reading: Reading, word: int) -> int | None:
    """Give the goal behind "of", "on" or "at" ("the aim of taking", "bent on taking")."""
    for preposition in reading.kids(word, "prep"):
        if reading.tokens[preposition].lower in _ON:
            goal = reading.kid(preposition, "pcomp")
            if goal is not None and reading.tokens[goal].tag == "VBG":
                return goal
    return None


def _thing(reading: Reading, identities: Identities, verb: int) -> int | None:
    """Give a goal that is a thing ("the first objective is the airport"), an act or something no actor is."""
    goal = reading.kid(verb, "attr")
    if goal is None or reading.tokens[goal].pos not in {"NOUN", "PROPN"}:
        return None
    return goal if goal not in identities.mention_at else None


def _holders(reading: Reading, identities: Identities, noun: int) -> list[int]:
    """Give whose aim it is: its possessor or adjective, or whoever stands behind "of"."""
    whose = [k for k in reading.kids(noun, "poss", "nmod", "compound", "amod") if k in identities.mention_at]
    whose += prepositional(reading, noun, _OF)
    speaker = (
        speaker_of(reading, reading.tokens[noun].head) if not whose and reading.tokens[noun].dep == "nsubj" else None
    )
    return whose if speaker is None else [speaker]  # "the minister said the aim was …"


def _rank(reading: Reading, noun: int) -> int | None:
    priorities = lexicon.by_pattern("priorities")
    words = (reading.tokens[k].lower for k in reading.kids(noun, "amod"))
    ranked = next((int(priorities[word]["value"]) for word in words if word in priorities), None)
    return 1 if ranked is None and reading.tokens[noun].lemma == "priority" else ranked


def _goals(
    reading: Reading,
    identities: Identities,
    predicate: int,
    whose: Sequence[int],
    goal: int,
    priority: int | None,
    rule: str,
) -> Iterator[Draft]:
    """Give one aim for each coordinated goal."""
    holders = refs(reading, identities, whose) or _operation(reading, whose)
    if not holders:
        return
    judged = judge(reading, predicate) if predicate != goal else None
    goals = [g for g in reading.conjuncts(goal) if reading.tokens[g].pos in VERBS] or [goal]
    for number, one in enumerate(goals):
        left = _start(reading, one)
        following = goals[number + 1] if number + 1 < len(goals) else None
        right = _end(reading, one, None if following is None else _start(reading, following))
        own = reading.kid(one, "nsubj") if number else None
        ranked = lexicon.by_pattern("priorities").get(reading.tokens[own].lower) if own is not None else None
        if ranked is not None:  # "and the second is to …"
            inner = reading.kid(one, "xcomp")
            one = inner if inner is not None else one
            left, right = _start(reading, one), _end(reading, one, None)
        later = any(reading.tokens[k].lower in _LATER for k in reading.kids(one, "advmod"))
        first, last = left, right
        if number == 0:
            near = [i for i in whose if reading.tokens[i].sentence == reading.tokens[one].sentence]
            phrase = [reading.edges[predicate][0]] if reading.tokens[predicate].dep == "nsubj" else []
            first, last = min(left, predicate, *near, *phrase), max(right, predicate)
        yield Draft(
            first=first,
            last=last,
            predicate=predicate if number == 0 else one,
            sentence=reading.tokens[predicate].sentence,
            rule=rule,
            polarity=judged.polarity if judged is not None else Polarity.POSITIVE,
            certainty=judged.certainty if judged is not None else Certainty.CERTAIN,
            body=Aim(
                holders=holders,
                goal=reading.span(left, right),
                priority=int(ranked["value"]) if ranked is not None else _next(priority, later=later),
            ),
        )


def _next(priority: int | None, *, later: bool) -> int | None:
    return None if priority is None else priority + 1 if later else priority


def _operation(reading: Reading, heads: Sequence[int]) -> tuple[Ref, ...]:
    """Give an act of war as what has an aim, where nobody is named for it ("the offensive is aimed at …")."""
    acts = patterns_of("triggers", "noun", -1)
    found = next((i for i in heads if reading.tokens[i].lemma in acts and reading.tokens[i].pos == "NOUN"), None)
    if found is None:
        return ()
    span = reading.span(
        min((reading.edges[k][0] for k in reading.kids(found, "det", "amod", "compound")), default=found), found
    )
    return (refer(reading.document.text, span.start, span.end, None),)


def _start(reading: Reading, goal: int) -> int:
    """Give the first word of a goal, its "to" included where it has one."""
    if reading.tokens[goal].pos not in VERBS:
        return reading.edges[goal][0]
    return min(goal, *(k for k in reading.kids(goal, "aux", "neg")), goal)


def _end(reading: Reading, goal: int, following: int | None) -> int:
    """Give the last word of a goal, before the next one and before a dash."""
    right = reading.edges[goal][1]
    if following is not None:
        joined = next((i for i in range(goal + 1, following) if reading.tokens[i].pos == "CCONJ"), following)
        right = min(right, joined - 1)
    for i in range(goal + 1, right + 1):
        if reading.tokens[i].text in _DASHES and not _joined(reading, i):
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
