"""What the measures on our own gold share: counting right and wrong, comparing words, pairing labels with findings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso import Report
    from sayso.record import Attribution, Ref, Voice

Labels = dict[str, Any]

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SMALL = frozenset({"a", "an", "the", "its", "his", "her", "their", "’s", "'s"})
_MOST_EXTRA = 6  # a source may hold at most this many words more than the label, else it swallowed a clause
HALF = 0.5  # contents that tell of one attribution share at least half of their words (as PolNeAR's relaxed match)


# ---- figures


@dataclass
class Score:
    """One measure under way: an F1 (``right``, ``gold``, ``found``) or, where ``share``, right out of gold."""

    right: float = 0
    gold: float = 0
    found: float = 0
    share: bool = False

    @property
    def value(self) -> float | None:
        """The figure, ``None`` where there is nothing to measure."""
        whole = self.gold if self.share else (self.gold + self.found) / 2
        return self.right / whole if whole else None


@dataclass
class Part:
    """The measures of one part of the gold, in order, and the mistakes behind them."""

    scores: dict[str, Score] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def pairs(self, name: str, right: float, gold: float, found: float) -> None:
        """Count what an F1 is made of."""
        score = self.scores.setdefault(name, Score())
        score.right, score.gold, score.found = score.right + right, score.gold + gold, score.found + found

    def share(self, name: str, right: float, whole: float = 1) -> None:
        """Count a right or wrong answer."""
        score = self.scores.setdefault(name, Score(share=True))
        score.right, score.gold = score.right + right, score.gold + whole

    def figures(self) -> dict[str, float]:
        """Give the figures that can be measured."""
        return {name: score.value for name, score in self.scores.items() if score.value is not None}


# ---- comparing words


def words(text: str) -> list[str]:
    """Give the words of a text in lower case; marks at the edges never matter."""
    return [found.group().lower() for found in _WORD.finditer(text)]


def kernel(text: str) -> set[str]:
    """Give the words that count in a name."""
    bare = {re.sub(r"['’]s$", "", word) for word in words(text)}
    return bare - _SMALL or bare


def same_name(label: str, found: str) -> bool:
    """Tell whether two stretches name the same: one holds the other's words, or they share half of theirs."""
    ours, theirs = kernel(label), kernel(found)
    if not ours or not theirs or len(theirs) > len(ours) + _MOST_EXTRA:
        return False
    return ours <= theirs or theirs <= ours or len(ours & theirs) >= HALF * len(ours | theirs)


def jaccard(label: Counter[str], found: Counter[str]) -> float:
    """Give the share of words that two stretches have in common."""
    whole = sum((label | found).values())
    return sum((label & found).values()) / whole if whole else 0.0


def paired(likeness: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Pair labels (first of the key) with findings one to one, the most alike first; 0 never pairs."""
    chosen: dict[int, int] = {}
    for (label, found), value in sorted(likeness.items(), key=lambda item: (-item[1], item[0])):
        if value > 0 and label not in chosen and found not in chosen.values():
            chosen[label] = found
    return chosen


@dataclass(frozen=True)
class Pairs:
    """Labels and findings paired; what is optional neither counts as missed nor as found too much."""

    both: list[tuple[Any, Any]]
    missed: list[Any]
    extra: list[Any]
    of: dict[int, int]


def pair(labels: Sequence[Labels], found: Sequence[Any], like: Callable[[Labels, Any], float]) -> Pairs:
    """Pair labels with findings by their likeness."""
    of = paired({(i, j): like(label, one) for i, label in enumerate(labels) for j, one in enumerate(found)})
    return Pairs(
        [(labels[i], found[j]) for i, j in sorted(of.items()) if not labels[i].get("optional")],
        [label for i, label in enumerate(labels) if i not in of and not label.get("optional")],
        [one for j, one in enumerate(found) if j not in of.values()],
        of,
    )


def count(part: Part, name: str, pairs: Pairs) -> None:
    """Count pairs as an F1."""
    part.pairs(name, len(pairs.both), len(pairs.both) + len(pairs.missed), len(pairs.both) + len(pairs.extra))


# ---- attributions


def content(attribution: Attribution) -> Counter[str]:
    """Give the words that a found attribution cites."""
    return Counter(word for span in attribution.content for word in words(span.text))


def said(label: Labels) -> Counter[str]:
    """Give the words that a labelled attribution cites."""
    return Counter(word for stretch in label["content"] for word in words(stretch))


def same_source(label: Labels, found: Attribution) -> bool:
    """Tell whether label and finding have the same source, or both none."""
    if label["source"] is None or found.source is None:
        return label["source"] is None and found.source is None
    return same_name(label["source"], found.source.text)


def same_cue(label: Labels, found: Attribution) -> bool:
    """Tell whether label and finding share a word of the cue, or have both none."""
    if label["cue"] is None or found.cue is None:
        return label["cue"] is None and found.cue is None
    return bool(set(words(label["cue"])) & set(words(found.cue.text)))


# ---- voices and actors


def names_of(report: Report) -> dict[str | None, str]:
    """Give the name of each actor by its id."""
    return {actor.id: actor.name for actor in report.actors}


def same_voice(label: str | None, voice: Voice, names: Mapping[str | None, str]) -> bool:
    """Tell whether the innermost voice is one of the label's (parted by "|", an empty one is the report itself)."""
    told = [name for name in (voice.name, names.get(voice.actor)) if name]
    for wanted in (label or "").split("|"):
        if any(same_name(wanted, name) for name in told) if wanted else not told:
            return True
    return False


def same_ref(label: str, ref: Ref, names: Mapping[str | None, str]) -> bool:
    """Tell whether one of the label's words (parted by "|") name the found one, by its words or its actor's name."""
    told = [ref.text, *([names[ref.actor]] if ref.actor in names else [])]
    return any(same_name(wanted, name) for wanted in label.split("|") for name in told)


def refs_right(labels: Sequence[str], refs: Sequence[Ref], names: Mapping[str | None, str]) -> int:
    """Count the labelled people and bodies that were found, paired one to one."""
    alike = {(i, j): float(same_ref(a, b, names)) for i, a in enumerate(labels) for j, b in enumerate(refs)}
    return len(paired(alike))
