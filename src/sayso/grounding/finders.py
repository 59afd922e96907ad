"""Names of somebody: the registry's, states and their bodies, the parser's entities, other proper nouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.aliases import spelt_out
from sayso.grounding.arms import is_weapon
from sayso.grounding.entries import fold
from sayso.grounding.roles import before_fighters, is_about, is_citing_verb, is_continental, speaks
from sayso.grounding.times import document_day
from sayso.record import PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.registry import Registry
    from sayso.reading.model import Reading, Token
    from sayso.record import Place

Name = tuple[int, int, str]
"""First token, last token (excluded), and what the words tell, as ``known`` of a mention."""


def find_names(
    reading: Reading,
    gazetteer: Gazetteer,
    registry: Registry,
    places: Sequence[Place],
    placed: set[int],
    timed: set[int],
) -> Iterator[Name]:
    """Find what may be names, those first that are surest; of two that overlap the first counts.

    Args:
        reading: The parsed document.
        gazetteer: The table of places and countries.
        registry: The actors that are known by name.
        places: The places of the document.
        placed: The tokens that stand in names of places.
        timed: The tokens that stand in words for times.
    """
    day = str(document_day(reading.document)[0] or "")
    countries = list(_countries(reading, gazetteer, registry, day))
    listed = [*_registry_names(reading, registry, day), *_bodies_of_states(reading, countries)]
    known_as = {(first, last): known for first, last, known in (*listed, *countries)}
    yield from ((first, last, known_as.get((first, last), "name")) for first, last in spelt_out(reading))
    yield from listed
    yield from _outlets(reading)
    yield from _long_names(reading)
    yield from countries
    yield from _governments(reading, gazetteer, places)
    yield from _groups(reading, gazetteer)
    yield from _entities(reading, placed)
    yield from _proper_nouns(reading, placed | timed)


_LONGEST_COUNTRY = 6  # words of "Democratic People's Republic of Korea", the "'s" one of them

_NAMED_LABELS = frozenset({"PERSON", "ORG", "NORP"})


def _registry_names(reading: Reading, registry: Registry, day: str) -> Iterator[Name]:
    for first, last, known in registry.find(reading, day):
        if not is_about(reading, first):
            yield first, last, f"registry:{known}"


def _outlets(reading: Reading) -> Iterator[Name]:
    """Find the outlets for which the people of the byline write, where the text names them."""
    text, tokens = reading.document.text, reading.tokens
    for outlet in {byline.outlet for byline in reading.document.bylines if byline.outlet}:
        for found in re.finditer(rf"(?<!\w){re.escape(outlet)}(?!\w)", text):
            first, last = reading.first_at(found.start()), reading.first_at(found.end())
            if first < last and tokens[first].start == found.start() and tokens[last - 1].end == found.end():
                yield first, last, "outlet"


def _countries(reading: Reading, gazetteer: Gazetteer, registry: Registry, day: str) -> Iterator[Name]:
    """Find names of countries and demonyms, the longest at each word; those of former states where they fit the day."""
    tokens = reading.tokens
    skip = -1
    for token in tokens:
        if token.i < skip or not token.text[0].isupper() or token.lower.rstrip("s") not in gazetteer.country_starts:
            continue
        for last in range(min(token.i + _LONGEST_COUNTRY, len(tokens)), token.i, -1):
            if tokens[last - 1].sentence != token.sentence:
                continue
            words = reading.span(token.i, last - 1).text
            name = words.lower().replace("’", "'")
            state = registry.former(name, day) or gazetteer.country_names.get(name) or _demonym(gazetteer, name)
            shown = len(words) > 3 or words.isupper()
            if state and shown and not is_about(reading, token.i) and not is_continental(reading, token.i):
                yield token.i, last, f"state:{state}"
                skip = last
                break


def _bodies_of_states(reading: Reading, countries: Sequence[Name]) -> Iterator[Name]:
    """Find states' bodies with names of their own ("Kenya's Air Force", "the Turkish Ministry of Defence")."""
    tokens, bodies = reading.tokens, lexicon.by_pattern("state_bodies")
    for first, last, state in countries:
        at = last + (last < len(tokens) and tokens[last].tag == "POS")
        if at >= len(tokens) or not tokens[at].text[0].isupper() or tokens[at].sentence != tokens[first].sentence:
            continue
        for end in range(min(at + _LONGEST_BODY, len(tokens)), at + 1, -1):
            body = bodies.get(" ".join(token.lower for token in tokens[at:end]))
            if body is not None and tokens[end - 1].text[0].isupper() and not _goes_on(reading, end):
                yield first, end, f"body:{body['id']}:{state.removeprefix('state:')}"
                break


def _goes_on(reading: Reading, end: int) -> bool:
    """Tell a name that goes on ("U.S. Naval Forces Central Command") from one with somebody's rank behind it."""
    after = reading.tokens[end] if end < len(reading.tokens) else None
    if after is None or after.pos != "PROPN" or not after.text[0].isupper():
        return False
    head = lexicon.by_pattern("actor_heads").get(after.lower)
    return after.lower not in lexicon.by_pattern("titles") and (head is None or head["value"] != "person")


_LONGEST_BODY = 4  # words of "Ministry of the Interior"


def _demonym(gazetteer: Gazetteer, name: str) -> str | None:
    return gazetteer.demonyms.get(name) or gazetteer.demonyms.get(name.removesuffix("s"))


def _governments(reading: Reading, gazetteer: Gazetteer, places: Sequence[Place]) -> Iterator[Name]:
    """Find capitals that speak for their government ("Damascus denied"), and other towns for whoever rules there."""
    towns = {place.text.lower() for place in places if place.precision is PlacePrecision.TOWN}
    for token in reading.tokens:
        if token.pos != "PROPN" or not speaks(reading, token.i):
            continue
        first = min((kid for kid in reading.kids(token.i, "compound") if kid < token.i), default=token.i)
        capital = gazetteer.capitals.get(reading.span(first, token.i).text.lower())
        if capital is not None:
            yield first, token.i + 1, f"seat:{capital}"
        elif token.lower in towns:
            yield token.i, token.i + 1, "rulers"


def _groups(reading: Reading, gazetteer: Gazetteer) -> Iterator[Name]:
    """Find names that stand before fighters ("Red Harvest militants") and are no place's."""
    for first, last in before_fighters(reading):
        if not gazetteer.named(fold(reading.span(first, last - 1).text)):
            yield first, last, "group"


def _entities(reading: Reading, placed: set[int]) -> Iterator[Name]:
    """Find the parser's persons, organisations and peoples, less articles, titles and places."""
    tokens = reading.tokens
    titles = lexicon.by_pattern("titles")
    for first, last, label in reading.entities:
        start = first
        while last - start > 1 and (tokens[start].lower in {"the", "a", "an"} or tokens[start].lower in titles):
            start += 1
        while label == "PERSON" and last < len(tokens) and _surname_follows(reading, last):
            last += 1
        while label == "PERSON" and start and _first_name_before(reading, start, last):
            start -= 1
        while last - start > 1 and tokens[start].pos == "ADP":
            start += 1
        while last - start > 1 and tokens[last - 1].tag in {"POS", ".", ",", ":"}:
            last -= 1
        if last - start > 1 and tokens[start].lower in lexicon.by_pattern("about_prefixes"):
            continue  # "anti-Volk"
        if last - start == 1 and _is_description(reading, start, label):
            continue
        if label not in _NAMED_LABELS or start in placed or is_weapon(tokens[last - 1]) or is_about(reading, start):
            continue
        titled = any(tokens[i].lower in titles for i in range(max(start - 1, 0), start))
        if any(character.isupper() for character in reading.span(start, last - 1).text):
            yield start, last, "person" if label == "PERSON" or titled else "name"


def _is_description(reading: Reading, i: int, label: str) -> bool:
    """Tell a description that the parser takes for a name: "the Islamist group", "Farmers fled"; not before arms."""
    token, heads = reading.tokens[i], lexicon.by_pattern("actor_heads")
    if is_weapon(reading.tokens[token.head]):
        return False
    opens = reading.sentence_of(i).first == i and token.tag in {"NNS", "NNPS"}
    return (label == "NORP" and token.lower in heads) or (opens and common(token) in heads)


def _first_name_before(reading: Reading, first: int, last: int) -> bool:
    """Tell a first name that the parser has left out of a person's name ("Thiri" of "Thiri Win Kyaw")."""
    token = reading.tokens[first - 1]
    if token.entity or token.pos != "PROPN" or token.dep != "compound" or not first <= token.head < last:
        return False
    known = token.lower in lexicon.by_pattern("titles") or common(token) in lexicon.by_pattern("actor_heads")
    return token.text[0].isupper() and not token.text.isupper() and not known and not is_about(reading, first - 1)


def _surname_follows(reading: Reading, last: int) -> bool:
    """Tell a surname that the parser has left out of a person's name."""
    token, before = reading.tokens[last], reading.tokens[last - 1]
    return token.pos == "PROPN" and not token.entity and before.head == last and token.text[0].isupper()


def _proper_nouns(reading: Reading, placed: set[int]) -> Iterator[Name]:
    """Find runs of proper nouns that nothing else has named ("The Independent", "Gen. Mola")."""
    tokens = reading.tokens
    heads = lexicon.by_pattern("actor_heads")
    titles = lexicon.by_pattern("titles")
    i = 0
    while i < len(tokens):
        last = i
        while last < len(tokens) and last not in placed and _is_proper(reading, last, i):
            last += 1
        if last == i:
            i += 1
            continue
        first, known = i, "name"
        while first < last - 1 and tokens[first].lower in titles:
            first, known = first + 1, "person"
        head = head_of(reading, first, last)
        bare = all(common(token) in heads or token.lower in titles or is_weapon(token) for token in tokens[first:last])
        if not bare and tokens[head].dep not in {"compound", "amod", "nmod"} and not is_about(reading, first):
            article = first > 0 and tokens[first - 1].text == "The" and reading.sentence_of(first).first < first - 1
            yield first - article, last, known
        i = last


def _long_names(reading: Reading) -> Iterator[Name]:
    """Find names of bodies that run over small words ("Somali Observatory for Human Rights").

    Some word of the name must say that a body is meant (``name_words.tsv``).
    "the Syrian Army" is left to what says whose army it is. Titles of books
    and papers count where somebody writes in them.
    """
    tokens = reading.tokens
    for first, last, label in reading.entities:
        before = tokens[first - 1] if first else tokens[first]
        if label == "WORK_OF_ART" and before.dep == "prep" and is_citing_verb(tokens[before.head].lemma):
            yield first, last, "work"
    bodies, heads = lexicon.by_pattern("name_words"), lexicon.by_pattern("actor_heads")
    i = 0
    while i < len(tokens):
        last = _capitalised_run(reading, i)
        if last - i <= 1:
            i += 1
            continue
        words = {token.lower for token in tokens[i:last]}
        plain = last - i <= _PLAIN_BODY and tokens[last - 1].lower in heads
        if words & bodies.keys() and not plain and not is_about(reading, i):
            yield i, last, "name"
        i = last


_PLAIN_BODY = 2  # words of "Syrian Army"


def _capitalised_run(reading: Reading, first: int) -> int:
    """Give the end of a run of capitalised words from ``first``, small words between them allowed."""
    tokens = reading.tokens
    last = first
    while last < len(tokens) and tokens[last].sentence == tokens[first].sentence:
        token = tokens[last]
        named = token.text[0].isupper() and token.pos in {"PROPN", "ADJ", "NOUN", "VERB"} and token.tag != "VBD"
        linked = (
            token.lower in _LINKS and last > first and last + 1 < len(tokens) and tokens[last + 1].text[0].isupper()
        )
        if not (named or linked):
            break
        last += 1
    return last


_LINKS = frozenset({"of", "for", "on"})


def _is_proper(reading: Reading, i: int, first: int) -> bool:
    """Tell whether token ``i`` continues the run of proper nouns that began at ``first``."""
    token = reading.tokens[i]
    return token.pos == "PROPN" and token.text[0].isupper() and token.sentence == reading.tokens[first].sentence


def head_of(reading: Reading, first: int, last: int) -> int:
    """Give the token of a range that governs the others."""
    return next((i for i in range(last - 1, first - 1, -1) if not first <= reading.tokens[i].head < last
                 or reading.tokens[i].head == i), last - 1)  # fmt: skip


def common(token: Token) -> str:
    """Give the word a capital hides: the parser leaves "Rebels" at the head of a sentence unreduced."""
    lemma = token.lemma
    heads = lexicon.by_pattern("actor_heads")
    return lemma.removesuffix("s") if lemma not in heads and lemma.removesuffix("s") in heads else lemma
