"""Where somebody is named, described or meant by a pronoun."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.aliases import spelt_out
from sayso.grounding.arms import is_weapon
from sayso.grounding.cast import NAME, NOMINAL, PRONOUN, Mention
from sayso.grounding.entries import fold
from sayso.grounding.roles import (
    before_fighters,
    cited,
    is_about,
    is_citing_verb,
    is_continental,
    is_office,
    office_before,
    speaks,
    stands_for_place,
)
from sayso.grounding.times import document_day
from sayso.record import BlockKind, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding.arms import Arm
    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.registry import Registry
    from sayso.reading.model import Reading, Token
    from sayso.record import Place, Time

_LONGEST_COUNTRY = 6  # words of "Democratic People's Republic of Korea", the "'s" one of them
_GUESSED = frozenset({"name", "person"})
_NAMED_LABELS = frozenset({"PERSON", "ORG", "NORP"})
_ARMED = frozenset({"military", "armed-group", "police", "igo"})
_INSIDE_PHRASE = ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod")


def find_mentions(
    reading: Reading,
    gazetteer: Gazetteer,
    registry: Registry,
    places: Sequence[Place],
    times: Sequence[Time],
    arms: Sequence[Arm],
) -> list[Mention]:
    """Find every mention of somebody, unresolved, in the order of their head words.

    Names come first: the registry's, countries and demonyms, the parser's
    entities, then other proper nouns. Names of places in a place's role
    ("in Syria") are none. Heads of phrases ("the jihadist group") and
    pronouns follow where no name stands.
    """
    taken: dict[int, Mention] = {}
    placed = _indices(reading, places)
    timed = _indices(reading, times)
    fighting = list(_groups(reading, gazetteer))
    groups = {reading.span(first, last - 1).text.lower() for first, last, _ in fighting}
    armed = {i for arm in arms for i in range(arm.first, arm.last)}
    tokens = reading.tokens
    day = str(document_day(reading.document)[0] or "")
    countries = list(_countries(reading, gazetteer, registry, day))
    listed = [*_registry_names(reading, registry, day), *_bodies_of_states(reading, countries)]
    known_as = {(first, last): known for first, last, known in (*listed, *countries)}
    for first, last, known in (
        *((first, last, known_as.get((first, last), "name")) for first, last in spelt_out(reading)),
        *listed,
        *_outlets(reading),
        *_long_names(reading),
        *countries,
        *_governments(reading, gazetteer, places),
        *fighting,
        *_entities(reading, placed),
        *_proper_nouns(reading, placed | timed),
    ):
        if any(i in taken for i in range(first, last)) or (known in _GUESSED and first in armed):
            continue
        if known in _GUESSED and all(i in timed for i in range(first, last) if tokens[i].text[0].isupper()):
            continue  # "last Friday soldiers", taken for a name
        if known in _GUESSED and groups and reading.span(first, last - 1).text.lower() in groups:
            known = "group"
        for begin, end, sort in (
            _without_office(reading, first, last, known) if known == "name" else [(first, last, known)]
        ):
            mention = Mention(begin, end, _head(reading, begin, end), NAME, sort)
            if sort.startswith("state:") and _is_ground(reading, mention.head):
                mention = replace(mention, known="place")
            taken.update(dict.fromkeys(range(begin, end), mention))
    found = {mention.first: mention for mention in taken.values()}
    offices = {
        i
        for m in found.values()
        if m.known == "person"
        for i in range(office_before(reading, m.first), m.first)
        if tokens[i].dep not in _OWN_PART
    }
    located = {
        reading.span(m.first, m.last - 1).text
        for m in found.values()
        if m.known in _GUESSED and _is_located(reading, m)
    }
    names = [
        mention
        for mention in found.values()
        if mention.known != "place"
        and reading.block_of(mention.head).kind is not BlockKind.DATELINE
        and not (
            mention.known == "name" and not _names_body(reading, mention) and _of_office(reading, mention, offices)
        )
        and not (mention.known in _GUESSED and reading.span(mention.first, mention.last - 1).text in located)
    ]
    others = [*_nominals(reading, taken, armed | offices), *_pronouns(reading, taken)]
    return sorted([*names, *others], key=lambda mention: (*_turn(reading, mention), mention.first))


def _turn(reading: Reading, mention: Mention) -> tuple[int, bool]:
    """Give the token at which a mention is resolved: its head, or behind whoever a description is of."""
    at = mention.head
    for _ in range(_DEEP if mention.kind == NOMINAL else 0):
        of = next((kid for kid in reading.kids(at, "prep") if reading.tokens[kid].lower == "of"), None)
        inner = reading.kid(of, "pobj") if of is not None else None
        if inner is None or inner - mention.head > _FAR:
            break
        at = inner
    return at, at != mention.head


_DEEP = 3  # phrases inside one another ("the head of the staff of the army of Velda")
_FAR = 12  # tokens from a description to whoever it is of


def _of_office(reading: Reading, mention: Mention, offices: set[int]) -> bool:
    """Tell what an office is for, which is nobody: "Secretary of State", "Minister of Foreign Affairs"."""
    if mention.head in offices:
        return True
    before = mention.first - 1
    return before > 0 and reading.tokens[before].lower in {"of", "for"} and is_office(reading.tokens[before - 1])


def _without_office(reading: Reading, first: int, last: int, known: str) -> list[tuple[int, int, str]]:
    """Part an office from a person's name ("Foreign Office Minister Anna Hale"); an office alone is no name."""
    tokens, bodies = reading.tokens, lexicon.by_pattern("name_words")
    at = next((i for i in range(last - 1, first - 1, -1) if is_office(tokens[i])), None)
    if at is None:
        return [] if _is_thing(reading, first, last) else [(first, last, known)]
    left = [(first, at, known)] if any(token.lower in bodies for token in tokens[first:at]) else []
    rest = tokens[at + 1 : last]
    if any(token.lower in bodies or not token.text[0].isupper() for token in rest):
        return [(first, last, known)]
    return [*left, (at + 1, last, "person")] if rest else left


def _is_thing(reading: Reading, first: int, last: int) -> bool:
    """Tell the name of something that is nobody: an operation, a treaty, a mosque, a language."""
    tokens, things = reading.tokens, lexicon.by_pattern("named_things")
    if any(token.lower in lexicon.by_pattern("name_words") for token in tokens[first:last]):
        return False
    return tokens[first].lower in things or tokens[last - 1].lower in things


def _names_body(reading: Reading, mention: Mention) -> bool:
    bodies = lexicon.by_pattern("name_words")
    return any(token.lower in bodies for token in reading.tokens[mention.first : mention.last])


def _is_ground(reading: Reading, i: int) -> bool:
    """Tell a country named for its ground: "in Syria", "the Syrian border", "Syria's Idlib province"."""
    token = reading.tokens[i]
    if token.pos == "PROPN" and stands_for_place(reading, i):
        return True
    whole = reading.tokens[token.head]
    lands, settlements = lexicon.by_pattern("lands"), lexicon.by_pattern("settlements")
    of_land = whole.lemma in lands or whole.lemma in settlements
    return token.dep in {"amod", "compound", "nmod", "poss"} and whole.i > i and of_land


def _is_located(reading: Reading, mention: Mention) -> bool:
    """Tell a guessed name that stands where a place's does ("near Karabila")."""
    token = reading.tokens[mention.head]
    before = reading.tokens[mention.first - 1] if mention.first else token
    inside = token.dep == "pobj" and reading.tokens[token.head].lower in _INSIDE and token.head == before.i
    return inside and not _names_body(reading, mention) and reading.tokens[before.head].lemma not in _TRUSTED


_OWN_PART = frozenset({"nsubj", "nsubjpass", "dobj", "ROOT", "attr"})  # an office that the parser takes for the person
_INSIDE = frozenset({"in", "near", "inside", "outside", "around", "across"})
_TRUSTED = frozenset({"confidence", "trust", "faith", "believe", "belief", "interest", "interested", "result"})


def _indices(reading: Reading, spans: Sequence[Place | Time]) -> set[int]:
    """Give the tokens that stand inside spans."""
    inside: set[int] = set()
    ordered = sorted(spans, key=lambda span: span.start)
    at = 0
    for token in reading.tokens:
        while at < len(ordered) and ordered[at].end <= token.start:
            at += 1
        if at < len(ordered) and ordered[at].start <= token.start < ordered[at].end:
            inside.add(token.i)
    return inside


def _registry_names(reading: Reading, registry: Registry, day: str) -> Iterator[tuple[int, int, str]]:
    for first, last, known in registry.find(reading, day):
        if not is_about(reading, first):
            yield first, last, f"registry:{known}"


def _outlets(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Find the outlets for which the people of the byline write, where the text names them."""
    text, tokens = reading.document.text, reading.tokens
    for outlet in {byline.outlet for byline in reading.document.bylines if byline.outlet}:
        for found in re.finditer(rf"(?<!\w){re.escape(outlet)}(?!\w)", text):
            first, last = reading.first_at(found.start()), reading.first_at(found.end())
            if first < last and tokens[first].start == found.start() and tokens[last - 1].end == found.end():
                yield first, last, "outlet"


def _countries(reading: Reading, gazetteer: Gazetteer, registry: Registry, day: str) -> Iterator[tuple[int, int, str]]:
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


def _bodies_of_states(reading: Reading, countries: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
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


def _governments(reading: Reading, gazetteer: Gazetteer, places: Sequence[Place]) -> Iterator[tuple[int, int, str]]:
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


def _groups(reading: Reading, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Find names that stand before fighters ("Red Harvest militants") and are no place's."""
    for first, last in before_fighters(reading):
        if not gazetteer.named(fold(reading.span(first, last - 1).text)):
            yield first, last, "group"


def _entities(reading: Reading, placed: set[int]) -> Iterator[tuple[int, int, str]]:
    """Find the parser's persons, organisations and peoples, less articles, titles and places."""
    tokens = reading.tokens
    titles = lexicon.by_pattern("titles")
    for first, last, label in reading.entities:
        start = first
        while last - start > 1 and (tokens[start].lower in {"the", "a", "an"} or tokens[start].lower in titles):
            start += 1
        while label == "PERSON" and last < len(tokens) and _surname_follows(reading, last):
            last += 1
        while last - start > 1 and tokens[start].pos == "ADP":
            start += 1
        while last - start > 1 and tokens[last - 1].tag in {"POS", ".", ",", ":"}:
            last -= 1
        if last - start > 1 and tokens[start].lower in lexicon.by_pattern("about_prefixes"):
            continue  # "anti-Volk"
        if label == "NORP" and last - start == 1 and tokens[start].lower in lexicon.by_pattern("actor_heads"):
            continue  # "the Islamist group"
        if label not in _NAMED_LABELS or start in placed or is_weapon(tokens[last - 1]) or is_about(reading, start):
            continue
        titled = any(tokens[i].lower in titles for i in range(max(start - 1, 0), start))
        if any(character.isupper() for character in reading.span(start, last - 1).text):
            yield start, last, "person" if label == "PERSON" or titled else "name"


def _surname_follows(reading: Reading, last: int) -> bool:
    """Tell a surname that the parser has left out of a person's name."""
    token, before = reading.tokens[last], reading.tokens[last - 1]
    return token.pos == "PROPN" and not token.entity and before.head == last and token.text[0].isupper()


def _proper_nouns(reading: Reading, placed: set[int]) -> Iterator[tuple[int, int, str]]:
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
        head = _head(reading, first, last)
        bare = all(common(token) in heads or token.lower in titles or is_weapon(token) for token in tokens[first:last])
        if not bare and tokens[head].dep not in {"compound", "amod", "nmod"} and not is_about(reading, first):
            article = first > 0 and tokens[first - 1].text == "The" and reading.sentence_of(first).first < first - 1
            yield first - article, last, known
        i = last


def _long_names(reading: Reading) -> Iterator[tuple[int, int, str]]:
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


def _head(reading: Reading, first: int, last: int) -> int:
    """Give the token of a range that governs the others."""
    return next((i for i in range(last - 1, first - 1, -1) if not first <= reading.tokens[i].head < last
                 or reading.tokens[i].head == i), last - 1)  # fmt: skip


def _nominals(reading: Reading, taken: Mapping[int, Mention], armed: set[int]) -> Iterator[Mention]:
    """Find noun phrases whose head says that somebody is meant."""
    heads = lexicon.by_pattern("actor_heads")
    for token in reading.tokens:
        if token.i in taken or token.i in armed or token.pos not in {"NOUN", "PROPN", "ADJ"}:
            continue
        if token.pos == "ADJ" and token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}:
            continue
        known = common(token)
        previous = reading.tokens[token.i - 1] if token.i else token
        if previous.head == token.i and f"{previous.lemma} {token.lemma}" in heads:
            known = f"{previous.lemma} {token.lemma}"
        if known not in heads and _somebody_speaks(reading, token.i):
            known = "somebody"
        if known not in heads or (token.dep == "compound" and not _does_harm(reading, token.i, heads[known]["value"])):
            continue
        first = min(
            (_start(reading, kid) for kid in reading.kids(token.i, *_INSIDE_PHRASE) if kid < token.i), default=token.i
        )
        yield Mention(first, token.i + 1, token.i, NOMINAL, known)


def _does_harm(reading: Reading, i: int, kind: str) -> bool:
    """Tell fighters before a noun of violence ("coalition air strikes", "army shelling"): theirs it is."""
    act = reading.tokens[reading.tokens[i].head]
    return kind in _ARMED and act.pos == "NOUN" and (act.lemma in _acts() or act.lemma.removesuffix("s") in _acts())


@cache
def _acts() -> frozenset[str]:
    rows = (row for row in lexicon.table("triggers") if row["pos"] == "noun" and row["type"] == "ASSAULT")
    return frozenset(row["pattern"].split()[-1] for row in rows)


def _somebody_speaks(reading: Reading, i: int) -> bool:
    """Tell a person by what it does: no known head, but the subject of a verb that cites ("a baker said")."""
    token = reading.tokens[i]
    row = lexicon.by_pattern("cues").get(reading.tokens[token.head].lemma)
    if row is None or token.tag not in {"NN", "NNS"} or token.entity or not cited(reading, i):
        return False
    others = ("media", "fictions", "capacities")
    known = next((table for table in others if token.lemma in lexicon.by_pattern(table)), None)
    paper = known == "capacities" and lexicon.by_pattern("capacities")[token.lemma]["value"] == "document"
    return row["form"] in {"say", "ask", "utter", "deny", "quote"} and known not in {"media", "fictions"} and not paper


def common(token: Token) -> str:
    """Give the word a capital hides: the parser leaves "Rebels" at the head of a sentence unreduced."""
    lemma = token.lemma
    heads = lexicon.by_pattern("actor_heads")
    return lemma.removesuffix("s") if lemma not in heads and lemma.removesuffix("s") in heads else lemma


def _start(reading: Reading, kid: int) -> int:
    """Give where a word before a noun begins; of a wrongly joined possessor only the name ("the road and X’s army")."""
    token = reading.tokens[kid]
    name = reading.kid(kid, "conj")
    if token.dep == "poss" and token.pos == "NOUN" and name is not None and reading.tokens[name].pos == "PROPN":
        return reading.edges[name][0]
    return reading.edges[kid][0]


def _pronouns(reading: Reading, taken: Mapping[int, Mention]) -> Iterator[Mention]:
    pronouns = lexicon.by_pattern("pronouns")
    for token in reading.tokens:
        if token.lower in pronouns and token.pos == "PRON" and token.i not in taken and not _is_empty(reading, token.i):
            yield Mention(token.i, token.i + 1, token.i, PRONOUN, token.lower)


def _is_empty(reading: Reading, i: int) -> bool:
    """Tell an "it" that means nobody: "it is clear that …", "it was reported that …"."""
    token = reading.tokens[i]
    if token.dep == "expl" or token.lower != "it":
        return token.dep == "expl"
    verb = reading.tokens[token.head]
    if token.dep == "nsubjpass":
        return reading.kid(verb.i, "ccomp") is not None
    told = reading.kid(verb.i, "acomp", "attr") if token.dep == "nsubj" and verb.lemma == "be" else None
    clauses = ("ccomp", "xcomp", "advcl", "acl", "relcl")
    return told is not None and any(reading.kid(at, *clauses) is not None for at in (verb.i, told))
