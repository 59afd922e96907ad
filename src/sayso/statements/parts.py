"""Who took which part in an act of violence, where the grammar of the act does not tell: learned weights of words.

"A bomb exploded at the mayor's house on Monday. Two guards died." The guards
were harmed, though they do not stand in the clause of "exploded". Each noun
near an act has marks: what it is, what governs it, where it stands to the act.
The sum of their weights (``parts.tsv``, learned by ``scripts/train_parts.py``
from MUC-4's training texts) says whether it is the act's actor, recipient,
target or instrument. All but actors are added to those that grammar gives: no
weights accuse anybody. No mark is anybody's name.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.arms import is_weapon
from sayso.grounding.cast import NAME, PRONOUN
from sayso.reading.model import NOUNS
from sayso.record import Event, EventType, Polarity, Ref, Span, Stage
from sayso.statements.people import refs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.statements.drafts import Draft

PARTS = ("actor", "recipient", "target", "instrument")
_NEVER_GIVEN = "actor"  # weighed, so that a noun is not taken for another part; but nobody is accused by weights
Weights = tuple[int, ...]

# The least chance at which a noun is given a part. Of 200 unseen texts of MUC-4's training part the nouns that have it
# are right in 60 (actors) to 77 % (instruments); .3 and .5 served the incidents less well.
_LIKELY = 0.4
_BACK, _FORTH = 4, 2  # sentences behind and before an act in which its parts are sought
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING, Stage.ATTEMPTED, Stage.FAILED})
_NO_THINGS = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})
_ALIKE = frozenset({"conj", "appos"})
_BEFORE = frozenset({"compound", "amod", "poss", "det", "nummod"})


def with_parts(reading: Reading, identities: Identities, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts, with what the clauses of their acts of violence do not tell of who and what took part."""
    scene = Scene(reading, identities, drafts)
    found: dict[int, list[tuple[str, int]]] = {}
    for i, n in scene.nouns():
        part = _likeliest(scene.marks(i, n))
        if part is not None and part != _NEVER_GIVEN:
            found.setdefault(n, []).append((part, i))
    completed = {id(scene.acts[n]): _completed(reading, identities, scene.acts[n], parts) for n, parts in found.items()}
    return [completed.get(id(draft), draft) for draft in drafts]


def _completed(reading: Reading, identities: Identities, act: Draft, parts: Iterable[tuple[str, int]]) -> Draft:
    """Give an act with further parts: what takes none yet, each actor once."""
    event = act.body
    if not isinstance(event, Event):
        return act
    known: tuple[Ref | Span, ...] = (*event.actors, *event.recipients, *event.targets, *event.instruments)
    taken = [(one.start, one.end) for one in known]
    recipients = [*event.recipients]
    told = bool(event.recipients) or len(event.actors) > 1  # whom grammar gives, or both sides of a fight
    things = {"target": [*event.targets], "instrument": [*event.instruments]}
    for part, i in parts:
        found = _referred(reading, identities, i)
        if any(start < found.end and found.start < end for start, end in taken):
            continue
        if part in things:
            things[part].append(Span(start=found.start, end=found.end, text=found.text))
        elif not told and (found.actor is None or found.actor not in {ref.actor for ref in recipients}):
            recipients.append(found)
        else:
            continue
        taken.append((found.start, found.end))
    body = replace(
        event,
        recipients=tuple(recipients),
        targets=tuple(things["target"]),
        instruments=tuple(things["instrument"]),
    )
    return act if body == event else replace(act, body=body, rule=f"{act.rule}+parts")


def _referred(reading: Reading, identities: Identities, i: int) -> Ref:
    """Give a noun as it is referred to, or with the words right before it that describe it, whoever that may be."""
    known = refs(reading, identities, [i]) if i in identities.mention_at else ()
    if known:
        return known[0]
    first = min((reading.edges[k][0] for k in reading.kids(i, *_BEFORE) if k < i), default=i)
    span = reading.span(min(first, i), i)
    return Ref(actor=None, start=span.start, end=span.end, text=span.text)


class Scene:
    """The acts of violence of a report that were done or tried, and the nouns around them."""

    def __init__(self, reading: Reading, identities: Identities, drafts: Sequence[Draft]) -> None:
        """Look through the drafts once."""
        self.acts = sorted((draft for draft in drafts if _is_done(draft)), key=lambda draft: draft.predicate)
        self._reading = reading
        self._identities = identities
        self._heads = [act.predicate for act in self.acts]
        self._at = set(self._heads)
        self._elsewhere: dict[str, set[str]] = {}
        for draft in drafts if self.acts else ():
            event = draft.body
            if isinstance(event, Event) and event.type is not EventType.ASSAULT:
                for part, refs_ in (("actor", event.actors), ("recipient", event.recipients)):
                    for ref in refs_:
                        if ref.actor is not None:
                            self._elsewhere.setdefault(ref.actor, set()).add(f"also={event.type} {part}")

    def nouns(self) -> Iterator[tuple[int, int]]:
        """Give each noun that may take part, with the number of the act that it is nearest to."""
        for token in self._reading.tokens if self.acts else ():
            if token.pos not in NOUNS or token.dep == "compound" or token.i in self._at or token.entity in _NO_THINGS:
                continue
            mention = self._identities.mention_at.get(token.i)
            if mention is None or mention.kind != PRONOUN:
                act = self._nearest(token.i)
                if act is not None:
                    yield token.i, act

    def _nearest(self, i: int) -> int | None:
        """Give the act that a noun is nearest to: in its own sentence, else before it, else soon behind it."""
        sentence = self._reading.tokens[i].sentence
        n = bisect_left(self._heads, i)
        near = [k for k in (n - 1, n) if 0 <= k < len(self.acts) and self.acts[k].sentence == sentence]
        if len(near) > 1:
            above = {*self._reading.ancestors(i)}
            over = [k for k in near if self._heads[k] in above]
            return over[0] if len(over) == 1 else min(near, key=lambda k: abs(self._heads[k] - i))
        if near:
            return near[0]
        if n and sentence - self.acts[n - 1].sentence <= _BACK:
            return n - 1
        if n < len(self.acts) and self.acts[n].sentence - sentence <= _FORTH:
            return n
        return None

    def marks(self, i: int, n: int) -> list[str]:
        """Give the marks of a noun: kind and words, governor, where it stands to act ``n``, which act that is."""
        tokens, act = self._reading.tokens, self.acts[n]
        token = tokens[i]
        mention = self._identities.mention_at.get(i)
        named = token.pos == "PROPN" or (mention is not None and mention.kind == NAME)
        kind = self._kind(i)
        found = [f"kind={kind}", f"kind={kind} {'name' if named else 'noun'}"]
        if not named and not token.text[:1].isupper():
            found.append(f"head={token.lemma}")
        at = i
        while tokens[at].dep in _ALIKE and tokens[at].head != at:
            at = tokens[at].head
        way, word = tokens[at].dep, tokens[tokens[at].head]
        if way == "pobj":
            way, word = ("by whom" if word.dep == "agent" else word.lower), tokens[word.head]
        if word.pos == "VERB" and self._reading.kid(word.i, "auxpass") is not None:
            way += " passive"
        governor = "the act" if word.i == act.predicate else "an act" if word.i in self._at else word.pos
        found += [f"under={way} {governor}", f"under={way} {word.lemma if word.pos != 'PROPN' else 'name'}"]
        for k in self._reading.children[i]:
            kid = tokens[k]
            if kid.dep in _BEFORE:
                own = kid.pos != "NUM" and not kid.text[:1].isupper()
                found.append(f"with={kid.lemma if own or kid.dep == 'det' else kid.pos}")
        if token.tag == "NNS":
            found.append(f"many={kind}")
        apart = token.sentence - act.sentence
        place = f"{apart:+}" if apart else "before" if i < act.predicate else "behind"
        found += [f"stands={place} {kind}", f"act={act.rule}"]
        if isinstance(act.body, Event) and act.body.modes:
            found.append(f"mode={act.body.modes[0]} {kind}")
        if mention is not None:
            found += self._elsewhere.get(mention.actor or "", ())
        return found

    def _kind(self, i: int) -> str:
        mention = self._identities.mention_at.get(i)
        if mention is not None and mention.actor is not None:
            return self._identities.actor[mention.actor].kind.value
        token = self._reading.tokens[i]
        if is_weapon(token):
            return "weapon"
        if token.lemma in lexicon.by_pattern("structures"):
            return "structure"
        return "place" if any(self._identities.placed.over(token.start, token.end)) else "thing"


def _is_done(draft: Draft) -> bool:
    event = draft.body
    if not isinstance(event, Event) or event.type is not EventType.ASSAULT or event.stage not in _DONE:
        return False
    return draft.polarity is not Polarity.NEGATIVE or event.stage is Stage.FAILED


def likely(marks: Iterable[str], weights: Mapping[str, Weights] | None = None) -> dict[str, float]:
    """Give the chance of each part by a noun's marks; what is left to one is the chance that it takes none."""
    return _chances(_sums(marks, _weights() if weights is None else weights))


def _likeliest(marks: Iterable[str]) -> str | None:
    """Give the part with a chance of ``_LIKELY`` at least, if there is one."""
    sums = _sums(marks, _weights())
    if max(sums) < _LEAST:
        return None
    part, chance = max(_chances(sums).items(), key=lambda pair: pair[1])
    return part if chance >= _LIKELY else None


def _sums(marks: Iterable[str], table: Mapping[str, Weights]) -> Weights:
    a, b, c, d = table["all"]
    for mark in marks:
        weights = table.get(mark)
        if weights is not None:
            a, b, c, d = a + weights[0], b + weights[1], c + weights[2], d + weights[3]
    return a, b, c, d


def _chances(sums: Weights) -> dict[str, float]:
    odds = [exp(min(total, _MOST) / 100) for total in sums]
    whole = 1 + sum(odds)
    return {part: one / whole for part, one in zip(PARTS, odds, strict=True)}


_LEAST = 100 * log(_LIKELY / (1 - _LIKELY)) - 1  # a lower sum gives no such chance
_MOST = 3000  # of a sum of weights, so that no exponential overflows


@cache
def _weights() -> Mapping[str, Weights]:
    """Give the weights of each mark in hundredths, in the order of ``PARTS``."""
    return {row["pattern"]: tuple(int(row[part]) for part in PARTS) for row in lexicon.table("parts")}
