"""Two names for one actor: abbreviations in brackets, and "also known as"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import words_in
from sayso.grounding.people import take
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.grounding.cast import Cast, Known, Mention
    from sayso.reading.model import Reading, Token

_SHORTEST, _LONGEST = 2, 10  # letters of an abbreviation
_SMALL = frozenset({"of", "for", "in", "and", "the", "on", "to", "de", "del", "la", "&", "-", "'s", "’s"})
_BACK = 8  # tokens between a name and another that it is also known by


def is_abbreviation(token: Token) -> bool:
    """Tell a word of capitals ("SDF"), small letters between them allowed ("KwaRF")."""
    capitals = sum(character.isupper() for character in token.text)
    return capitals >= _SHORTEST and len(token.text) <= _LONGEST and token.text[0].isupper() and token.text.isalpha()


def spelt_out(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find names that an abbreviation in brackets follows, by its letters ("Board of Relics and Archives (BRA)")."""
    tokens = reading.tokens
    for i in range(1, len(tokens) - 2):
        if tokens[i].text == "(" and tokens[i + 2].text == ")" and is_abbreviation(tokens[i + 1]):
            first = _spelling(reading, i, tokens[i + 1].text)
            if first is not None:
                yield first, i - (tokens[i - 1].tag == "POS")


def _spelling(reading: Reading, bracket: int, short: str) -> int | None:
    """Give the first token of the words before a bracket whose first letters make an abbreviation."""
    tokens = reading.tokens
    letters = "".join(character for character in short if character.isupper())
    great = every = plain = ""
    for i in range(bracket - 1, max(bracket - 2 * len(letters) - 4, reading.sentence_of(bracket).first) - 1, -1):
        token = tokens[i]
        if token.lower in _SMALL or token.tag == "POS":
            every = token.text[0].upper() + every if token.text[0].isalpha() else every
            continue
        article = tokens[i + 1].text == "-" and token.text.isalpha()  # "al-Nur"
        if not (token.text[0].isupper() or "-" in token.text or article):
            return None
        initials = "".join(part[0].upper() for part in token.text.split("-") if part)
        great, every = initials + great, initials + every
        plain = plain if article else initials + plain
        if letters in (great, every, plain):
            return i
    return None


def also_known(cast: Cast, mention: Mention) -> Known | None:
    """Give the actor of which a name is another name, by the words right before it; and note the name as an alias."""
    tokens = cast.reading.tokens
    before = mention.first - 1
    while before > 0 and tokens[before].lower in {"the", '"', "“", "'", "‘"}:
        before -= 1
    known = None
    if before > 0 and tokens[before].text == "(":
        known = _in_brackets(cast, mention, before)
    elif before > 1 and _also(tokens[before - 1].lower, tokens[before].lower):
        known = _before(cast, before)
    if known is not None and known.key[0] == "generic":  # a description gets a name
        words = cast.reading.span(mention.first, mention.last - 1).text
        sort = "person" if known.kind is ActorKind.PERSON else "name"
        named = cast.get((sort, words.lower()), words, known.kind)
        take(cast, named, known)
        known = named
    if known is not None:
        _learn(known, words_in(cast.reading, mention))
        cast.aliases[cast.reading.span(mention.first, mention.last - 1).text] = known
    return known


def _learn(known: Known, words: set[str]) -> None:
    """Let a second name tell the kind of somebody whose first name does not."""
    rows = lexicon.by_pattern("name_words")
    row = next((rows[word] for word in sorted(words) if word in rows), None)
    if row is not None and known.kind in {ActorKind.OTHER, ActorKind.PERSON} and known.registry is None:
        known.kind, known.sector = ActorKind(row["value"]), row["sector"]


def _also(first: str, second: str) -> bool:
    words = lexicon.by_pattern("alias_words")
    return second in words or f"{first} {second}" in words


def _in_brackets(cast: Cast, mention: Mention, bracket: int) -> Known | None:
    """Give whoever is named right before a bracket, if one of the two names abbreviates the other."""
    tokens = cast.reading.tokens
    at = bracket - 1 - (tokens[bracket - 1].tag == "POS")
    known = cast.at.get(at)
    if known is None or mention.last >= len(tokens) or tokens[mention.last].text not in {")", ",", ";"}:
        return None
    first = at
    while first > 0 and cast.at.get(first - 1) is known:
        first -= 1
    one = cast.reading.document.text[tokens[first].start : tokens[at].end]
    other = cast.reading.document.text[tokens[mention.first].start : tokens[mention.last - 1].end]
    return known if abbreviates(other, one) or abbreviates(one, other) else None


def abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of an abbreviation stand in a name in this order, the first at the head of a word."""
    letters = [character for character in short.lower() if character.isalpha()]
    if " " in short.strip() or not sum(character.isupper() for character in short) >= _SHORTEST:
        return False
    words = long.lower().replace("-", " ").split()
    begin = next((i for i, word in enumerate(words) if word.startswith(letters[0])), None)
    if begin is None or len(long) <= len(short):
        return False
    rest = iter(" ".join(words[begin:]))
    return all(letter in rest for letter in letters)


def _before(cast: Cast, i: int) -> Known | None:
    """Give whom the word "known" or "called" at token ``i`` is about: its noun, else who was named last near by."""
    governing = next((k for k in (i, i - 1) if k >= 0 and cast.reading.tokens[k].pos == "VERB"), None)
    noun = cast.reading.tokens[governing].head if governing is not None else None
    if noun in cast.at and noun < i:
        return cast.at[noun]
    begin = cast.reading.sentence_of(i).first
    return next((cast.at[at] for at in range(i, max(i - _BACK, begin) - 1, -1) if at in cast.at), None)
