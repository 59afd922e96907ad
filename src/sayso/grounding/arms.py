"""Arms: weapons, munitions and military platforms named in a text.

Words for them are in ``weapons.tsv``; models ("T-72", "Grad rockets") and the
prefixes of ships' names ("HMS Tarrant") in ``weapon_models.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.roles import is_about
from sayso.reading.model import NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.reading.model import Reading, Token

_MODIFIERS = frozenset({"compound", "nmod", "amod", "nummod"})
_MODEL = re.compile(r"([A-Za-z/-]*?[A-Za-z])(-?)(\d[\dA-Za-z-]*)")
_VERSION = re.compile(r"([A-Za-z]{4,})-[A-Z]{1,2}")
_HULL = re.compile(r"[A-Z]{1,4}[ -]?\d{1,4}")
_LONGEST = 6  # words of a term
_JOINS = frozenset({",", "and", "or"})
_SHORT = 2  # digits that a single letter needs before them ("S-300"; "P-5" may be anything)
_SPELT = 4  # letters of a model that is a name and may stand apart from its number ("Leopard 2")


@dataclass(frozen=True, slots=True)
class Arm:
    """Tokens ``first`` to ``last`` (excluded) that name arms; ``head`` is their noun."""

    first: int
    last: int
    head: int


@cache
def _terms() -> Mapping[str, tuple[tuple[tuple[str, ...], Mapping[str, str]], ...]]:
    """Give the words for arms by the last of them: the words before it, nearest first, the longest term first."""
    found: dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]] = {}
    for row in lexicon.table("weapons"):
        *before, last = row["pattern"].replace("-", " ").split()
        found.setdefault(last, []).append((tuple(reversed(before)), row))
    return {last: tuple(sorted(rows, key=lambda row: -len(row[0]))) for last, rows in found.items()}


@cache
def _models(form: str) -> Mapping[str, Mapping[str, str]]:
    return {row["pattern"]: row for row in lexicon.table("weapon_models") if row["form"] == form}


@cache
def _acts() -> frozenset[str]:
    """Give the nouns of violence before which arms are still named ("a rocket attack")."""
    rows = (row for row in lexicon.table("triggers") if row["pos"] == "noun" and row["type"] == "ASSAULT")
    return frozenset(word for row in rows for word in row["pattern"].split()[-1].split("|"))


def is_weapon(token: Token) -> bool:
    """Tell a word for a weapon; a capital at the head of a sentence leaves its plural unreduced ("Rockets")."""
    weapons = lexicon.by_pattern("weapons")
    return token.lemma in weapons or token.lemma.removesuffix("s") in weapons


def arm_at(reading: Reading, i: int) -> Arm | None:
    """Give the arms whose noun is token ``i``, with the words of their term and their model."""
    token = reading.tokens[i]
    found = _term(reading, i) if token.pos in NOUNS else None
    if found is None:
        return _model(reading, i) or _noun_of_model(reading, i)
    first, row = found
    if row["form"] == "bare" and (token.tag != "NNS" or reading.kid(i, "poss", "det", "amod") is not None):
        return None
    begin = reading.sentence_of(i).first
    while first > begin:
        model = _model(reading, first - 2) if first - 1 > begin and reading.tokens[first - 1].tag == "CD" else None
        if model is not None and model.last == first:
            first = model.first
        elif _specifies(reading, first - 1, i):
            first -= 1
        else:
            break
    return Arm(first, i + 1, i)


def mode_of(words: str) -> str:
    """Give the mode of an assault with these arms, by the longest term at the end of their words, or by their model."""
    row = _row(words)
    if row is not None:
        return row["value"]
    match = _MODEL.fullmatch(words)
    letters = (match[1] if match else words).upper()
    rows = (_models(form).get(letters) for form in ("number", "name", "beside"))
    return next((row["value"] for row in rows if row is not None), "")


def is_arms(words: str) -> bool:
    """Tell words for arms, stones and sticks from others by which an assault is told ("gunfire", "air strike")."""
    row = _row(words)
    return row is not None and (row["form"] != "used" or row["value"] == "primitive")


def _row(words: str) -> Mapping[str, str] | None:
    """Give the row of the longest term at the end of words."""
    weapons = lexicon.by_pattern("weapons")
    parts = words.lower().split()
    terms = (" ".join(parts[first:]) for first in range(len(parts)))
    return next((row for term in terms if (row := weapons.get(term) or weapons.get(term.removesuffix("s")))), None)


def _term(reading: Reading, i: int) -> tuple[int, Mapping[str, str]] | None:
    """Give the first token and the row of the longest term that ends at token ``i``."""
    token = reading.tokens[i]
    terms = _terms()
    rows = terms.get(token.lemma) or terms.get(token.lower) or terms.get(token.lemma.removesuffix("s"))
    if rows is None:
        return None
    before = _before(reading, i) if len(rows) > 1 or rows[0][0] else []
    for words, row in rows:
        if len(words) <= len(before) and all(word == told for word, (told, _) in zip(words, before, strict=False)):
            return (before[len(words) - 1][1] if words else i), row
    return None


def _before(reading: Reading, i: int) -> list[tuple[str, int]]:
    """Give the words before a noun with their tokens, nearest first, hyphens left out."""
    found: list[tuple[str, int]] = []
    for at in range(i - 1, max(reading.sentence_of(i).first, i - 2 * _LONGEST) - 1, -1):
        token = reading.tokens[at]
        if token.text == "-":
            continue
        parts = token.lower.split("-")
        found.extend((part, at) for part in reversed(parts))
        if len(found) >= _LONGEST:
            break
    return found


def _model(reading: Reading, i: int) -> Arm | None:
    """Give the model with its noun at token ``i``, its name in parts or not ("F/A-18", "Scud-B", "Leopard 2")."""
    tokens = reading.tokens
    if not tokens[i].text[0].isupper():
        return None
    first, last = i, i + 1
    while first > 1 and tokens[first - 1].text in {"-", "/"} and tokens[first - 2].end == tokens[first].start - 1:
        first -= 2
    words = reading.span(first, i).text
    if len(words) >= _SPELT and words.upper() in _models("number") and last < len(tokens) and tokens[last].tag == "CD":
        return Arm(first, last + 1, i)
    return Arm(first, last, i) if _is_model(words) else None


def _noun_of_model(reading: Reading, i: int) -> Arm | None:
    """Give arms whose noun tells only beside a model that it is arms ("a Patriot battery")."""
    if i == 0 or reading.tokens[i].lemma.upper() not in _models("noun") or not _specifies(reading, i - 1, i):
        return None
    return Arm(i - 1, i + 1, i)


def _is_model(words: str) -> bool:
    """Tell the name of a model that means arms by itself ("T-72", "MiG-29s", "Kalashnikovs")."""
    if not words[0].isupper():
        return False
    if words.upper() in _models("name") or words.upper().removesuffix("S") in _models("name"):
        return True
    match = _MODEL.fullmatch(words)
    if match is None:
        version = _VERSION.fullmatch(words)
        return version is not None and version[1].upper() in _models("number")
    letters = match[1].upper().replace("/", "")
    digits = sum(character.isdigit() for character in match[3])
    return letters in _models("number") and (len(letters) > 1 or (bool(match[2]) and digits >= _SHORT))


def _specifies(reading: Reading, i: int, head: int) -> bool:
    """Tell a word before a term that says which arms are meant: a model, or other arms ("tank shells")."""
    token = reading.tokens[i]
    if _is_model(token.text) or (token.dep in _MODIFIERS and token.head == head and is_weapon(token)):
        return True
    if not token.text[0].isupper():
        return False
    match = _MODEL.fullmatch(token.text)
    letters = (match[1] if match else token.text).upper()
    if letters in _models("beside"):
        return True
    name = f"{reading.tokens[i - 1].text} {token.text}".upper() if i else ""
    after = f"{token.text} {reading.tokens[i + 1].text}".upper()
    return name in _models("beside") or after in _models("beside")


def find_arms(reading: Reading) -> tuple[Arm, ...]:
    """Find the arms named in a text, in text order, none overlapping another.

    Arms that only say what sort of person or place is meant are none ("a
    mortar team", "an arms depot"), and neither are stones and sticks, which
    are weapons only in use.
    """
    kept: list[Arm] = []
    for arm in sorted([*_ships(reading), *_named(reading)], key=lambda arm: (arm.first, -arm.last)):
        if kept and arm.first < kept[-1].last:
            if arm.last > kept[-1].last:
                kept[-1] = arm
            continue
        kept.append(arm)
    return tuple(_listed(reading, kept))


def _named(reading: Reading) -> Iterator[Arm]:
    terms = _terms()
    for token in reading.tokens:
        if token.pos not in NOUNS and not token.text[0].isupper():
            continue
        known = token.lemma in terms or token.lower in terms or token.lemma.removesuffix("s") in terms
        if not known and not token.text[0].isupper() and token.lemma.upper() not in _models("noun"):
            continue
        arm = arm_at(reading, token.i)
        if arm is not None and _is_meant(reading, arm):
            yield arm


def _is_meant(reading: Reading, arm: Arm) -> bool:
    """Tell arms that are spoken of from words that only sort something else, or are weapons only in use."""
    tokens = reading.tokens
    token = tokens[arm.head]
    found = _term(reading, arm.head)
    used = found is not None and found[1]["form"] == "used" and arm.first == found[0]
    if used or is_about(reading, arm.first):
        return False
    heads = lexicon.by_pattern("actor_heads")
    if found is not None and arm.head and f"{tokens[arm.head - 1].lower} {token.lemma}" in heads:
        return False  # "suicide bombers"
    if token.dep not in _MODIFIERS or token.head <= arm.head:
        return True
    sorted_ = tokens[token.head]
    if sorted_.pos not in NOUNS:
        return True
    return is_weapon(sorted_) or sorted_.lemma in _acts() or sorted_.lemma.removesuffix("s") in _acts()


def _ships(reading: Reading) -> Iterator[Arm]:
    """Find ships by the prefix of their names, their hull numbers in brackets, and their names alone later."""
    tokens, prefixes = reading.tokens, _models("ship")
    names: set[str] = set()
    for token in tokens:
        if token.text in names and token.pos == "PROPN":
            yield Arm(token.i, token.i + 1, token.i)
        if token.text not in prefixes:
            continue
        last = token.i + 1
        while last < len(tokens) and tokens[last].sentence == token.sentence and tokens[last].text[0].isupper():
            last += 1
        while last > token.i + 1 and not tokens[last - 1].text[0].isalpha():
            last -= 1
        while last + 1 < len(tokens) and tokens[last].lower in {"de", "la"} and tokens[last + 1].text[0].isupper():
            last += 2
        if last == token.i + 1:
            continue
        if last == token.i + 2:
            names.add(tokens[last - 1].text)
        yield Arm(token.i, last, last - 1)
        closing = next((i for i in range(last + 2, min(last + 5, len(tokens))) if tokens[i].text == ")"), None)
        if closing is not None and tokens[last].text == "(" and _HULL.fullmatch(_words(reading, last + 1, closing)):
            yield Arm(last + 1, closing, closing - 1)


def _words(reading: Reading, first: int, last: int) -> str:
    return reading.document.text[reading.tokens[first].start : reading.tokens[last - 1].end]


def _listed(reading: Reading, arms: list[Arm]) -> Iterator[Arm]:
    """Draw out arms to bare words that share their noun ("attack, fighter and unmanned aircraft")."""
    tokens = reading.tokens
    for arm in arms:
        first = arm.first
        begin = reading.sentence_of(first).first
        while first - 2 >= begin and tokens[first - 1].lower in _JOINS:
            at = first - 2
            if tokens[at].lower in _JOINS:  # ", and"
                at -= 1
            token = tokens[at]
            bare = token.tag == "NN" and not any(kid < at for kid in reading.kids(at, "det", "poss", "nummod", "amod"))
            if at < begin or not bare or token.lemma not in _sorts() or arm.last - arm.first < _SHARED:
                break
            first = at
        yield Arm(first, arm.last, arm.head)


_SHARED = 2  # words at least of a term whose last the words before it share


@cache
def _sorts() -> frozenset[str]:
    """Give the words that say what sort of arms are meant: the first words of the terms."""
    return frozenset(row["pattern"].split()[0] for row in lexicon.table("weapons"))
