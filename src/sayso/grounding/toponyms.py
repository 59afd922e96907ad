"""Where places are named: the parser's places and the gazetteer's names, together.

A name of the gazetteer counts where the parser sees a place, or where its
words stand as a place's do: behind "in" or "near", before "County", beside
another place, or named so elsewhere in the report. Names of persons, months
and bodies are none; a place inside a body's name is kept as part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.entries import COUNTRY, DISTRICT, DIVISION, REGION, Entry, fold
from sayso.grounding.roles import before_fighters, speaks, stands_for_place
from sayso.record import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sayso.grounding.gazetteer import Gazetteer
    from sayso.reading.model import Reading, Token

PLACES = frozenset({"GPE", "LOC", "FAC"})
_BODIES = frozenset({"ORG", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"})
_LONGEST = 6  # tokens of a name
_LINKS = frozenset({"-", "'", "’", "de", "del", "la", "le", "of", "and", "al", "el", "ez", "du", "sur", "upon", "."})
_CITY = 250_000  # inhabitants: what a body's name may mean without any other proof
_LARGE = 15_000  # inhabitants: what is larger needs less proof that it is meant
_DOUBTFUL = frozenset({"", "PERSON", "ORG"})  # what the parser calls a name that it does not know
_INSIDE = frozenset({"in", "at", "near", "outside", "inside", "around", "off", "above"})
_GROUND, _TAKE = "ground", "take"  # what place_verbs.tsv says of a word: it takes only places, or above all places
_WIDE = frozenset({COUNTRY, DIVISION})


@dataclass(frozen=True, slots=True)
class Toponym:
    """Tokens ``first`` to ``last`` (excluded) that name a place, and what the gazetteer has under the name.

    ``kinds`` are those that a word beside the name leaves ("Idlib province");
    ``part_of_name`` tells that the name is part of a body's, ``seen`` that a
    place is meant even if the gazetteer cannot say which.
    """

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    kinds: frozenset[str] = frozenset()
    part_of_name: bool = False
    seen: bool = True


def find_toponyms(reading: Reading, gazetteer: Gazetteer, actors: AbstractSet[str]) -> list[Toponym]:
    """Find the toponyms of a reading.

    Args:
        reading: One parsed report.
        gazetteer: The table of places.
        actors: Keys of names that are somebody's: no place is meant by "Hamas".

    Returns:
        Toponyms in text order, none overlapping another. A country that
        stands for its state is none, nor is a town that speaks.
    """
    labels = _labels(reading)
    matches = {match.first: match for match in _matches(reading, gazetteer)}
    people = _surnames(reading)
    seen = (*_parsers(reading, gazetteer, matches, people), *_unknown(reading, labels, matches, people, actors))
    found = {t.first: t for t in seen}
    taken = {i for t in found.values() for i in range(t.first, t.last)}
    located = {t.key for t in found.values()}
    doubtful: list[Toponym] = []
    for match in matches.values():
        if any(i in taken for i in range(match.first, match.last)):
            continue
        label = labels.get(match.first, ("", 0, 0))
        if _is_free(reading, match, label, people, actors) and _is_placed(reading, match, found):
            named = reading.tokens[match.first - 1].lower == "of" and _behind_place_word(reading, match.first)
            found[match.first] = replace(match, seen=named or _is_held(reading, match.last - 1) == _GROUND)
            located.add(match.key)
        else:
            doubtful.append(match)
    for match in doubtful:
        label = labels.get(match.first, ("", 0, 0))
        inside = label[0] in _BODIES and (label[1], label[2]) != (match.first, match.last)
        leads = not label[0] and _leads_name(reading, match) and (match.kinds or _is_large(match))
        if (inside and (match.key in located or _names_seat(reading, match, label))) or leads:
            found[match.first] = replace(match, part_of_name=True, seen=False)
        elif match.key in located and _is_free(reading, match, label, people, actors):
            found[match.first] = replace(match, seen=False)
    return [found[first] for first in sorted(found) if _is_toponym(reading, found[first], gazetteer)]


def _labels(reading: Reading) -> dict[int, tuple[str, int, int]]:
    """Give the parser's entity of each token: its label and its ends."""
    return {i: (label, first, last) for first, last, label in reading.entities for i in range(first, last)}


def _surnames(reading: Reading) -> frozenset[str]:
    """Give the surnames of a report: of the parser's persons, and what stands behind a title ("President Volk")."""
    tokens, titles = reading.tokens, lexicon.by_pattern("titles")
    persons = {
        tokens[last - 1].lower
        for first, last, label in reading.entities
        if label == "PERSON" and last - first > 1 and not _behind_place_word(reading, first)
    }
    return frozenset(persons | {token.lower for token in tokens[1:] if _is_titled(tokens, token.i, titles)})


def _behind_place_word(reading: Reading, first: int) -> bool:
    """Tell a name behind which nobody stands, whatever the parser calls it: "in Castel Ombra", "the town of …"."""
    before = reading.tokens[first - 1] if first else reading.tokens[first]
    above = reading.tokens[before.head]
    if before.lower == "of":
        return above.lemma in lexicon.by_pattern("settlements")
    return before.lower in _INSIDE and above.lemma not in lexicon.by_pattern("trusting")


def _is_titled(tokens: Sequence[Token], i: int, titles: Mapping[str, object]) -> bool:
    before = tokens[i - 1]
    return tokens[i].pos == "PROPN" and i > 0 and before.lower in titles and before.text[0].isupper()


def _leads_name(reading: Reading, match: Toponym) -> bool:
    """Tell whether a name leads a longer one that the parser has not seen: "Kanawha County Family Court"."""
    tokens = reading.tokens
    after = tokens[match.last] if match.last < len(tokens) else tokens[match.first]
    before = tokens[match.first - 1] if match.first else tokens[match.first]
    follows = after.pos == "PROPN" and after.text[0].isupper() and after.lower in _bodies()
    return follows and not (before.i != match.first and before.pos == "PROPN" and before.text[0].isupper())


def _names_seat(reading: Reading, match: Toponym, label: tuple[str, int, int]) -> bool:
    """Tell whether a body's name says where it is: "the California Department of …", "University of Aleppo"."""
    before = reading.tokens[match.first - 1] if match.first else None
    leads = match.last < label[2] and (match.first == label[1] or (before is not None and before.lower == "the"))
    follows = before is not None and before.lower in {"of", "in"}
    known = any(
        entry.kind == COUNTRY or (entry.population >= _CITY and fold(entry.name) == match.key)
        for entry in match.entries
    )
    return known and (leads or follows) and not _is_common(match)


@cache
def _bodies() -> frozenset[str]:
    """Give the words that name bodies and people ("Congress"); no place is meant by them."""
    return frozenset({*lexicon.by_pattern("actor_heads"), *lexicon.by_pattern("name_words")})


def _is_common(match: Toponym) -> bool:
    """Tell a name that is above all a common word."""
    return match.key in lexicon.by_pattern("toponym_common_words")


# ---- what the gazetteer knows


def _matches(reading: Reading, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Find the longest names of the gazetteer, from left to right."""
    tokens = reading.tokens
    skip = -1
    for token in tokens:
        if token.i < skip or not token.text[0].isalpha() or not (token.text[0].isupper() or token.lower in _LINKS):
            continue
        end = token.i + 1
        most = min(token.i + _LONGEST, len(tokens))
        while end < most and tokens[end].sentence == token.sentence and _runs_on(reading, end):
            end += 1
        for last in range(end, token.i, -1):
            match = _match(reading, token.i, last, gazetteer)
            if match is not None:
                yield match
                skip = last
                break


def _runs_on(reading: Reading, i: int) -> bool:
    text = reading.tokens[i].text
    return text[0].isupper() or text.lower() in _LINKS or (text[0].isdigit() and text.isalnum())


def _match(reading: Reading, first: int, last: int, gazetteer: Gazetteer) -> Toponym | None:
    """Give the toponym that the tokens are, if the gazetteer has it; the word for a division counts with the name."""
    tokens = reading.tokens
    if not (tokens[last - 1].text[0].isupper() or tokens[last - 1].text[0].isdigit()):
        return None
    if last - first == 1 and (len(tokens[first].text) < 2 or tokens[first].lower in lexicon.by_pattern("calendar")):
        return None
    name = reading.document.text[tokens[first].start : tokens[last - 1].end]
    code = _code(reading, first, last)
    if code is not None:
        entry = gazetteer.entry(code)
        return Toponym(first, last, fold(name), (entry,), frozenset({DIVISION})) if entry is not None else None
    if not any(c.isupper() for c in name.lstrip("aelz-")[:1]):
        return None
    key = fold(name)
    entries = gazetteer.named(key)
    division = tokens[last].lower if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else ""
    words = lexicon.by_pattern("division_words")
    if division in words and tokens[last].text[0].isupper():
        return None if not entries else _of_division(Toponym(first, last, key, entries), division, gazetteer)
    if division in words and key in lexicon.values("toponym_common_words", "never"):
        return None
    if division in words and entries:
        return _of_division(Toponym(first, last, key, entries), division, gazetteer)
    own = tokens[last - 1].lower
    if not entries and own in words and last - first > 1 and division != "of":
        bare = reading.document.text[tokens[first].start : tokens[last - 2].end]
        entries = gazetteer.find(bare)
        found = _of_division(Toponym(first, last, fold(bare), entries), own, gazetteer) if entries else None
        return found if found is not None and found.kinds else None
    if not entries:
        return None
    return Toponym(first, last, key, entries)


def _of_division(toponym: Toponym, word: str, gazetteer: Gazetteer) -> Toponym:
    """Leave the divisions that the word beside the name means, if there are any."""
    wanted = lexicon.by_pattern("division_words")[word]["value"]
    kinds = frozenset({DIVISION, DISTRICT} if wanted == "any" else {wanted})
    longer = gazetteer.named(f"{toponym.key} {word}")
    entries = tuple(dict.fromkeys([*longer, *toponym.entries]))
    fitting = tuple(entry for entry in entries if entry.kind in kinds)
    if not fitting and wanted != "any":
        fitting = tuple(entry for entry in entries if entry.kind in {DIVISION, DISTRICT, REGION})
        kinds = frozenset({DIVISION, DISTRICT, REGION})
    return replace(toponym, entries=fitting or toponym.entries, kinds=kinds if fitting else frozenset())


def _code(reading: Reading, first: int, last: int) -> int | None:
    """Give the division that a short form means: behind a comma ("Salina, Kan."), or with its stops ("N.C.")."""
    tokens = reading.tokens
    if last - first > 1:
        return None
    row = lexicon.by_pattern("division_codes").get(tokens[first].text)
    if row is None:
        return None
    behind = first > 1 and tokens[first - 1].text == "," and tokens[first - 2].text[0].isupper()
    return int(row["value"]) if behind or tokens[first].text.count(".") > 1 else None


def _is_large(toponym: Toponym) -> bool:
    return any(entry.kind in _WIDE or entry.population >= _LARGE for entry in toponym.entries)


# ---- what the parser sees


def _parsers(
    reading: Reading, gazetteer: Gazetteer, matches: dict[int, Toponym], people: frozenset[str]
) -> Iterator[Toponym]:
    """Give the parser's places and datelines' towns, with what the gazetteer has under their names."""
    taken = -1
    groups = _groups(reading)
    spans = [(first, last) for first, last, label in reading.entities if label in PLACES]
    for first, last in sorted({*spans, *_datelines(reading, matches)}, key=lambda span: (span[0], -span[1])):
        if first < taken:
            continue
        first, last = _trimmed(reading, first, last)
        if not reading.tokens[first].text[0].isupper() and reading.tokens[first].lower not in _LINKS:
            continue
        whole = _match(reading, first, last, gazetteer)
        inside = [match for start in range(first, last) if (match := matches.get(start)) is not None]
        longer = next((m for m in inside if m.first == first and m.last > last), None)
        if longer is not None:
            yield longer
            taken = longer.last
        elif whole is not None and (
            _ends_name(reading, whole) or _is_titled(reading.tokens, first, lexicon.by_pattern("titles"))
        ):
            continue
        elif whole is not None:
            sure = whole.key not in people or _is_large(whole) or _is_placed(reading, whole, {})
            if sure and (whole.kinds or whole.key not in lexicon.values("toponym_common_words", "never")):
                yield whole
            taken = last
        elif inside and all(m.last <= last for m in inside) and _is_list(reading, first, last):
            yield from inside
            taken = last
        else:
            if _is_unknown_place(reading, first, last, people, groups):
                key = fold(reading.document.text[reading.tokens[first].start : reading.tokens[last - 1].end])
                yield Toponym(first, last, key, ())
            taken = last


def _groups(reading: Reading) -> frozenset[str]:
    return frozenset(reading.span(first, last - 1).text.lower() for first, last in before_fighters(reading))


def _ends_name(reading: Reading, match: Toponym) -> bool:
    """Tell the end of a longer name that only bears some place's other name ("Barco Vargas", "Las Manos")."""
    before = reading.tokens[match.first - 1] if match.first else reading.tokens[match.first]
    runs_on = before.i != match.first and before.sentence == reading.tokens[match.first].sentence
    named = runs_on and before.pos == "PROPN" and before.text[0].isupper() and before.entity in {"", "PERSON"}
    return named and not match.kinds and all(fold(entry.name) != match.key for entry in match.entries)


def _unknown(
    reading: Reading,
    labels: dict[int, tuple[str, int, int]],
    matches: dict[int, Toponym],
    people: frozenset[str],
    actors: AbstractSet[str],
) -> Iterator[Toponym]:
    """Give names that neither knows and that stand where only places do: "in Varosk", "the siege of Varosk"."""
    tokens = reading.tokens
    groups, doing = _groups(reading), _doing(reading)
    known = {i: match.first for match in matches.values() for i in range(match.first, match.last)}
    for token in tokens:
        if token.tag != "NNP" or not token.text.istitle():
            continue
        first = _run(reading, token.i)
        if token.i in known and (known[token.i] <= first or reading.span(first, token.i).text in doing):
            continue
        if token.dep not in _TAKEN and not _names_ground(reading, token):
            continue
        if (
            token.tag == "NNPS"
            and token.i
            and tokens[token.i - 1].lower not in lexicon.by_pattern("locative_prepositions")
        ):
            continue  # "retreating Reds" are people
        name, start, end = labels.get(token.i, ("", token.i, token.i + 1))
        body = name == "ORG" and _behind_place_word(reading, first) and reading.tokens[first - 1].lower == "of"
        if (
            (name not in _MISTAKEN and not body)
            or start < first
            or end > token.i + 1
            or not _is_taken(reading, first, token.i, name)
        ):
            continue
        key = fold(reading.document.text[tokens[first].start : token.end])
        other = token.lower in people or key in actors or token.lower in _bodies() or token.lower in groups
        if not other and key not in lexicon.by_pattern("toponym_common_words"):
            yield Toponym(first, token.i + 1, key, ())


_MISTAKEN = frozenset({*_DOUBTFUL, "PRODUCT", "WORK_OF_ART", "FAC", "LAW", "NORP"})  # labels of names it does not know
_TAKEN = frozenset({"pobj", "dobj", "nsubjpass", "nsubj"})


def _doing(reading: Reading) -> frozenset[str]:
    """Give the names that do something to somebody: no ground."""
    return frozenset(
        reading.span(_run(reading, token.i), token.i).text
        for token in reading.tokens
        if token.dep == "nsubj" and token.pos == "PROPN" and reading.kid(token.head, "dobj") is not None
    )


def _names_ground(reading: Reading, token: Token) -> bool:
    """Tell a name before the word for what it names: "in the Varosk valley"."""
    noun = reading.tokens[token.head]
    return (
        token.dep == "compound"
        and noun.i == token.i + 1
        and (noun.lemma in lexicon.by_pattern("settlements") or noun.lemma in lexicon.by_pattern("lands"))
        and noun.dep == "pobj"
        and reading.tokens[noun.head].lower in _INSIDE
    )


def _run(reading: Reading, i: int) -> int:
    """Give the first token of the name that ends at token ``i`` ("Castel Ombra")."""
    while i and reading.tokens[i - 1].pos == "PROPN" and reading.tokens[i - 1].dep == "compound" and (
        reading.tokens[i - 1].text.istitle() and reading.tokens[i - 1].sentence == reading.tokens[i].sentence
    ):  # fmt: skip
        i -= 1
    return i


def _is_taken(reading: Reading, first: int, last: int, label: str) -> bool:
    """Tell whether a name nobody knows stands where only a place can: behind "in", as what is besieged or marched on.

    What may be captured or lost as well as a place is one if the parser does not take it for somebody.
    """
    tokens = reading.tokens
    head = tokens[tokens[last].head]
    if _names_ground(reading, tokens[last]):
        return True
    if tokens[last].dep == "pobj" and head.i != first - 1:
        return False
    if head.lower in _INSIDE:
        once = reading.document.text.count(reading.span(first, last).text) == 1
        return label in _DOUBTFUL and (first == last or (once and _behind_place_word(reading, first)))
    above = tokens[head.head]
    if head.lower == "of" and (
        above.lemma in lexicon.by_pattern("settlements") or above.lemma in lexicon.values("control_grounds", "")
    ):
        return True
    if head.lower == "of" and above.lower in lexicon.by_pattern("directions"):
        return True
    if tokens[last].dep == "pobj" and head.lower in _WAYS:
        moves = above if above.pos == "VERB" or head.lower != "of" else tokens[above.head]
        if head.lower in _TOWARDS or moves.lemma in lexicon.values("place_verbs", "way"):
            return True
    held = _is_held(reading, last)
    named = tokens[first - 1].lower in _NAMED or (label == "PERSON" and (first != last or held != _TAKE))
    return held == _GROUND or (held is not None and not named)


_STATES = frozenset({"be", "remain", "fall", "come", "stay", "lie"})
_TOWARDS = frozenset({"towards", "toward"})
_WAYS = frozenset({"on", "towards", "toward", "into", "of", "from", "to", "off"})
_NAMED = frozenset(lexicon.by_pattern("titles"))


def _is_unknown_place(reading: Reading, first: int, last: int, people: frozenset[str], groups: frozenset[str]) -> bool:
    """Tell whether the parser's place, of which the gazetteer knows nothing, is one; sites must stand as one."""
    tokens = reading.tokens
    before = tokens[first - 1].lower.rstrip(".") if first else ""
    titles = lexicon.by_pattern("titles")
    titled = tokens[first].entity == "GPE" and tokens[first].lower in titles  # "Mr Otaibi"
    if before in titles or titled or (last - first == 1 and tokens[first].lower in people):
        return False
    if reading.span(first, last - 1).text.lower() in groups:
        return False
    if tokens[first].entity != "FAC":
        return True
    head = tokens[tokens[last - 1].head]
    return (
        head.lower in lexicon.by_pattern("locative_prepositions")
        or head.lemma in lexicon.by_pattern("place_verbs")
        or first <= head.i < last
    )


def _trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Leave out articles, words of direction ("northern Syria"), possessives and stops."""
    tokens = reading.tokens
    while first < last - 1 and (tokens[first].lower == "the" or not tokens[first].text[0].isupper()) and (
        tokens[first + 1].text != "-"
    ):  # fmt: skip
        first += 1
    while first < last - 1 and not (tokens[last - 1].text[0].isupper() or tokens[last - 1].text[0].isdigit()):
        last -= 1
    return first, last


def _is_list(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the parser took several names for one ("Homs, Hama")."""
    return any(reading.tokens[i].text in {",", "/"} for i in range(first, last))


def _datelines(reading: Reading, matches: Mapping[int, Toponym]) -> Iterator[tuple[int, int]]:
    """Give the town that opens each dateline, and a known one in capitals before a colon ("SRINAGAR: Police …")."""
    told = next((s for s in reading.sentences if reading.document.blocks[s.block].kind is BlockKind.BODY), None)
    town = matches.get(told.first) if told is not None else None
    if told is not None and town is not None and town.last < told.last:
        words = reading.tokens[town.first : town.last + 1]
        if words[0].text.isupper() and words[-1].text == ":" and all(s.block == told.block for s in reading.turns):
            yield town.first, town.last
    for sentence in reading.sentences:
        if reading.document.blocks[sentence.block].kind is BlockKind.DATELINE:
            last = sentence.first
            while last < sentence.last and reading.tokens[last].text[0].isupper():
                last += 1
            if last > sentence.first:
                yield sentence.first, last


# ---- whether a name stands as a place's does


def _is_free(
    reading: Reading, match: Toponym, label: tuple[str, int, int], people: frozenset[str], actors: AbstractSet[str]
) -> bool:
    """Tell whether a name is no part of a longer one, and nobody's surname."""
    tokens = reading.tokens
    name, first, last = label
    if name and not (first == match.first and last <= match.last) and name != "NORP":
        return False
    if match.last - match.first == 1 and match.key in people:
        return False
    token = tokens[match.last - 1]
    if token.pos not in {"PROPN", "NOUN", "ADJ"}:
        return False
    common = _is_common(match) or (match.last - match.first == 1 and token.lower in _bodies())
    if match.key in actors or (common and not match.kinds):
        return False
    before = tokens[match.first - 1] if match.first else tokens[match.first]
    runs_on = before.i != match.first and before.pos == "PROPN" and before.sentence == tokens[match.first].sentence
    if runs_on and before.text[0].isupper() and before.entity in {"", "PERSON"}:
        return False
    after = tokens[match.last] if match.last < len(tokens) else token
    longer = token.dep == "compound" and after.pos == "PROPN" and after.text[0].isupper()
    return not longer or after.lower.rstrip(".") in lexicon.by_pattern("titles")


def _is_placed(reading: Reading, match: Toponym, found: dict[int, Toponym]) -> bool:
    """Tell whether the words about a name say that a place is meant."""
    tokens = reading.tokens
    token = tokens[match.last - 1]
    if match.kinds or _has_surroundings(reading, match):
        return True
    head = tokens[token.head]
    if token.dep == "pobj" and head.lower in lexicon.by_pattern("locative_prepositions") and head.lower != "of":
        before = tokens[match.first - 1]
        return before.lower != "the" or _is_large(match)
    if token.dep == "pobj" and head.lower == "of" and _is_somebody(reading, head.head):
        return True
    if _is_held(reading, match.last - 1) is not None:
        return True
    beside = _after_comma(reading, match)
    if beside is not None and (beside in found or tokens[beside].text in lexicon.by_pattern("division_codes")):
        return True
    if token.dep in {"conj", "appos"} and any(t.first <= token.head < t.last for t in found.values()):
        return True
    wide = any(entry.kind in _WIDE for entry in match.entries)
    return wide and token.pos == "PROPN" and token.dep != "compound"


def _is_held(reading: Reading, last: int) -> str | None:
    """Give what a verb or noun that takes places says of its name ("retook X", "the siege of X"), if there is one.

    ``"ground"`` where nothing else could be meant; nothing where people, too, are captured, lost or hit.
    """
    token = reading.tokens[last]
    head = reading.tokens[token.head]
    row = None
    if token.dep in {"dobj", "nsubjpass"}:
        row = lexicon.by_pattern("place_verbs").get(head.lemma)
    elif token.dep == "nsubj" and head.lemma in _STATES:  # "X fell to the rebels", "X is under siege"
        behind = {w for p in reading.kids(head.i, "prep") for k in reading.kids(p, "pobj")
                  for w in (f"{reading.tokens[p].lower} {reading.tokens[k].lemma}",)}  # fmt: skip
        to = any(reading.tokens[p].lower == "to" for p in reading.kids(head.i, "prep"))
        return _GROUND if behind & lexicon.values("place_nouns", "state") or (head.lemma == "fall" and to) else None
    elif token.dep == "pobj" and head.lower in {"of", "on", "for"}:
        before = reading.tokens[head.i - 1] if head.i else head  # "take control of" hangs its "of" on the verb
        row = lexicon.by_pattern("place_nouns").get(before.lemma)
    return row["value"] if row is not None else None


def _has_surroundings(reading: Reading, match: Toponym) -> bool:
    """Tell "the Aleppo countryside", "northern Aleppo", "north of Aleppo" and "the city of Aleppo"."""
    tokens = reading.tokens
    after = tokens[match.last].lower if match.last < len(tokens) else ""
    before = tokens[match.first - 1].lower if match.first else ""
    directions, relations = lexicon.by_pattern("directions"), lexicon.by_pattern("place_relations")
    if before == "of" and match.first > 1:
        noun = tokens[match.first - 2].lower
        return noun in directions or f"{noun} of" in relations or noun in lexicon.by_pattern("settlements")
    return relations.get(after, {}).get("where") == "behind" or before.removesuffix("ern") in directions


def _is_somebody(reading: Reading, i: int) -> bool:
    """Tell a person or people, who are of a place ("residents of Hayes")."""
    token = reading.tokens[i]
    return token.entity == "PERSON" or token.lemma in lexicon.by_pattern("actor_heads")


def _after_comma(reading: Reading, match: Toponym) -> int | None:
    """Give the token behind a name and a comma."""
    tokens = reading.tokens
    after = match.last + 1
    if (
        after < len(tokens)
        and tokens[match.last].text == ","
        and tokens[after].sentence == tokens[match.first].sentence
    ):
        return after
    return None


def _is_toponym(reading: Reading, toponym: Toponym, gazetteer: Gazetteer) -> bool:
    last = toponym.last - 1
    words = reading.span(toponym.first, last).text.lower()
    if words in gazetteer.country_names:
        return toponym.part_of_name or stands_for_place(reading, last)
    if words in gazetteer.demonyms:
        return False
    return not speaks(reading, last)


def pairs(reading: Reading, toponyms: Sequence[Toponym]) -> dict[int, int]:
    """Give for each toponym the one that the text names as what it lies in ("X, Y", "X (Y)", "X in Y"), by number."""
    found: dict[int, int] = {}
    tokens = reading.tokens
    for number, (one, other) in enumerate(pairwise(toponyms)):
        if tokens[one.first].sentence != tokens[other.first].sentence:
            continue
        between = [tokens[i].lower for i in range(one.last, other.first)]
        if between in ([","], ["("], ["in"], [",", "in"], [], [",", "the"], ["in", "the"], ["province", "in"]):
            found[number] = number + 1
    return found
