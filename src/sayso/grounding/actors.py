"""Mentions to actors: one identity each within a report, left open when not safe."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.mentions import NAME, NOMINAL, PRONOUN, Mention, find_mentions
from sayso.grounding.roles import cited, denies, is_citing_verb, speaks
from sayso.record import Actor, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding.gazetteer import Gazetteer
    from sayso.reading.model import Reading, Token
    from sayso.record import Place, Time

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REMEMBERED = 60  # actors, the last ones mentioned, that a description may take up again
_REACH = 2  # sentences back in which a pronoun's antecedent is sought
_SPEAKERS_REACH = 4  # the same, for the pronoun of a citing verb
_ARMED = frozenset({ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.POLICE})
_BODIES = _ARMED | {ActorKind.GOVERNMENT}
_ORGANISED = frozenset({ActorKind.ARMED_GROUP, ActorKind.MONITOR, ActorKind.NGO, ActorKind.PARTY, ActorKind.OTHER})
_OWNERS = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.GOVERNMENT})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(slots=True)
class _Known:
    """An actor in the making."""

    key: tuple[str, ...]
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    registry: str | None = None
    described: set[str] = field(default_factory=set)
    gender: str | None = None
    mentions: list[Mention] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.mentions[-1].head


def find_actors(
    reading: Reading, gazetteer: Gazetteer, places: Sequence[Place], times: Sequence[Time]
) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """Find the actors of a reading.

    Returns:
        Actors ``a1…`` in order of first mention, and all mentions; a mention
        whose ``actor`` is ``None`` was left open.
    """
    resolver = _Resolver(reading, gazetteer)
    for mention in find_mentions(reading, gazetteer, places, times):
        resolver.resolve(mention)
    return resolver.result()


class _Resolver:
    """Resolves mentions one after the other, in the order of their head words."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        self._reading = reading
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, ...], _Known] = {}
        self._at: dict[int, _Known] = {}
        self._open: list[Mention] = []
        self._told: dict[int, list[tuple[Mention, _Known]]] = {}  # by sentence, pronouns left out
        self._people: dict[str, list[_Known]] = {}  # by each word of their names
        self._recent: dict[tuple[str, ...], _Known] = {}  # in order of last mention

    def resolve(self, mention: Mention) -> None:
        """Give one mention to the actor it means, or leave it open."""
        if mention.kind == NAME:
            known = self._named(mention)
        elif mention.kind == NOMINAL:
            known = self._described(mention)
        else:
            known = self._antecedent(mention)
        if known is None:
            self._open.append(mention)
            return
        known.mentions.append(mention)
        known.gender = known.gender or self._gender(mention)
        if mention.kind != PRONOUN:
            self._told.setdefault(self._reading.tokens[mention.head].sentence, []).append((mention, known))
        self._recent.pop(known.key, None)
        self._recent[known.key] = known
        if len(self._recent) > _REMEMBERED:
            del self._recent[next(iter(self._recent))]
        for i in range(mention.first, mention.last):
            self._at.setdefault(i, known)
        self._at[mention.head] = known

    def result(self) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
        """Number the actors by first mention."""
        self._join_bodies()
        ordered = sorted(self._known.values(), key=lambda known: min((m.first, m.last) for m in known.mentions))
        actors: list[Actor] = []
        mentions = list(self._open)
        for number, known in enumerate(ordered, 1):
            spans = sorted({(m.first, m.last) for m in known.mentions})
            actors.append(
                Actor(
                    id=f"a{number}",
                    name=known.name.replace("[", "").replace("]", ""),
                    kind=known.kind,
                    country=known.country,
                    sector=known.sector,
                    registry=known.registry,
                    mentions=tuple(self._reading.span(first, last - 1) for first, last in spans),
                )
            )
            mentions.extend(replace(mention, actor=f"a{number}") for mention in known.mentions)
        return tuple(actors), tuple(sorted(mentions, key=lambda mention: (mention.first, mention.last)))

    def _join_bodies(self) -> None:
        """Join "President X’s army" to the one army of a country that the report names, X's country being unknown."""
        bodies: dict[str, list[_Known]] = defaultdict(list)
        for key, known in self._known.items():
            if key[0] == "body" and known.country is not None:
                bodies[key[1]].append(known)
        for key, known in list(self._known.items()):
            if key[0] != "body" or known.country is not None:
                continue
            same = bodies[key[1]]
            if len(same) == 1:
                same[0].mentions.extend(known.mentions)
                same[0].mentions.sort(key=lambda mention: mention.head)
                del self._known[key]

    def _get(self, key: tuple[str, ...], name: str, kind: ActorKind, **facts: str | None) -> _Known:
        if key not in self._known:
            self._known[key] = _Known(key, name, kind, **facts)  # type: ignore[arg-type]
        return self._known[key]

    # names

    def _named(self, mention: Mention) -> _Known | None:
        words = self._reading.span(mention.first, mention.last - 1).text
        if mention.known.startswith("registry:"):
            return self._registered(_registry()[mention.known.removeprefix("registry:")])
        if mention.known.startswith("state:"):
            return self._state(mention.known.removeprefix("state:"))
        if mention.known.startswith("seat:"):
            return self._seat(mention.known.removeprefix("seat:"))
        if mention.known == "rulers":
            return self._get(("rulers", words.lower()), words, ActorKind.GOVERNMENT, sector="GOV")
        if mention.known == "person":
            return self._person(mention, words)
        return self._other_name(mention, words)

    def _registered(self, row: Mapping[str, str]) -> _Known:
        known = self._get(
            ("registry", row["id"]),
            row["pattern"],
            ActorKind(row["value"]),
            country=row["country"] or None,
            sector=row["sector"] or None,
            registry=row["id"],
        )
        known.described.update(filter(None, row["described"].split("|")))
        if known.kind is ActorKind.PERSON and not known.mentions:
            self._remember_person(known)
        return known

    def _state(self, alpha3: str) -> _Known:
        country = self._gazetteer.countries[alpha3]
        return self._get(
            ("state", alpha3), country.name, ActorKind.STATE, country=alpha3, sector="GOV", registry=f"state:{alpha3}"
        )

    def _seat(self, alpha3: str) -> _Known:
        """Give the government that a capital speaks for."""
        country = self._gazetteer.countries[alpha3]
        key = ("body", "government", country.alpha3)
        return self._get(
            key, f"government of {country.name}", ActorKind.GOVERNMENT, country=country.alpha3, sector="GOV"
        )

    def _person(self, mention: Mention, words: str) -> _Known:
        parts = words.split()
        while len(parts) > 2 and parts[0].lower() in _heads():
            parts = parts[1:]
        words = " ".join(parts)
        surname = words.split()[-1].lower()
        alone = len(words.split()) == 1
        for known in reversed(self._people.get(surname, ())):
            theirs = known.name.lower().split()
            same = surname in (theirs[-1], theirs[-1].removeprefix("al-")) or (alone and surname == theirs[0])
            if same and (alone or len(theirs) == 1 or words.lower().split()[0] == theirs[0]):
                if len(words) > len(known.name):
                    known.name = words
                    self._remember_person(known)
                return known
        token = self._reading.tokens[mention.head]
        beside = self._at.get(token.head) if token.dep == "appos" else self._right_before(mention)
        if beside is not None and beside.kind in _PEOPLE and beside.key[0] == "generic" and beside.key in self._known:
            beside.kind = ActorKind.PERSON
            del self._known[beside.key]
            self._recent.pop(beside.key, None)
            beside.key, beside.name = ("person", words.lower()), words
            self._known[beside.key] = beside
        known = self._get(("person", words.lower()), words, ActorKind.PERSON)
        self._remember_person(known)
        country, sector = self._title(mention, known)
        known.country, known.sector = known.country or country, known.sector or sector
        return known

    def _right_before(self, mention: Mention) -> _Known | None:
        """Give whom the words right before a name describe ("the deserter Bruno Caspi")."""
        at = mention.first - 1
        before = self._at.get(at) if at >= 0 else None
        same = before is not None and any(m.head == at and m.kind == NOMINAL for m in before.mentions[-2:])
        return before if same and self._reading.tokens[at].tag == "NN" else None

    def _remember_person(self, known: _Known) -> None:
        """Note a person under each word of the name, so that a surname finds it again."""
        for word in known.name.lower().split():
            people = self._people.setdefault(word.removeprefix("al-"), [])
            if not any(known is other for other in people[-_REMEMBERED:]):
                people.append(known)

    def _title(self, mention: Mention, known: _Known) -> tuple[str | None, str | None]:
        """Read a person's country and sector off the words before and beside the name."""
        country = sector = None
        phrase = [*self._phrase(mention.head)]
        for beside in self._reading.kids(mention.head, "appos"):
            phrase += [*self._phrase(beside), beside]
        for i in phrase:
            token = self._reading.tokens[i]
            owner = self._at.get(i)
            if owner is not None and owner.kind is ActorKind.STATE:
                country = owner.country
            elif token.lemma in _heads():
                known.described.add(token.lemma)
                sector = _heads()[token.lemma]["sector"] or sector
        return country, sector

    def _other_name(self, mention: Mention, words: str) -> _Known:
        if self._beside_a_person(mention):
            return self._person(mention, words)
        bare = words.removeprefix("The ").removeprefix("the ")
        kind, sector = self._kind_of_name(mention, bare)
        return self._get(("name", bare.lower()), words, kind, sector=sector)

    def _beside_a_person(self, mention: Mention) -> bool:
        """Tell a name that stands right behind, or beside, a word for a person ("the deserter Bruno Caspi")."""
        tokens = self._reading.tokens
        if _name_words(self._reading, mention) & lexicon.by_pattern("name_words").keys():
            return False
        before = tokens[mention.first - 1] if mention.first else None
        if before is not None and before.sentence == tokens[mention.head].sentence and _is_person(before):
            return True
        token = tokens[mention.head]
        if token.dep == "appos" and _is_person(tokens[token.head]):
            return True
        return any(_is_person(tokens[i]) for i in self._reading.kids(mention.head, "appos"))

    def _kind_of_name(self, mention: Mention, words: str) -> tuple[ActorKind, str | None]:
        """Guess an unlisted name's kind from its words, or from an outlet's usual place."""
        lower = f" {words.lower()} "
        for row in lexicon.table("name_words"):
            if f" {row['pattern']} " in lower:
                return ActorKind(row["value"]), row["sector"]
        token = self._reading.tokens[mention.head]
        if token.dep == "pobj":
            governor = self._reading.tokens[self._reading.tokens[token.head].head]
            if governor.pos == "VERB" and is_citing_verb(governor.lemma):
                return ActorKind.OUTLET, "JRN"
        return ActorKind.OTHER, None

    # descriptions

    def _described(self, mention: Mention) -> _Known | None:
        row = _heads()[mention.known]
        if row["role"] == "document":  # papers speak, but are nobody
            return None
        kind = ActorKind(row["value"])
        beside = self._beside(mention)
        if beside is not None:
            return beside
        owner = self._owner(mention)
        if owner is not None:
            return self._owned(mention, row, kind, owner)
        if self._is_definite(mention, kind) and (known := self._earlier(mention, kind)) is not None:
            return known
        return self._generic(mention, row, kind)

    def _beside(self, mention: Mention) -> _Known | None:
        """Give the name before a description ("X, the president"); a name after one finds the description itself."""
        token = self._reading.tokens[mention.head]
        named = self._at.get(token.head) if token.dep == "appos" else None
        if named is not None and _fits(named.kind, ActorKind(_heads()[mention.known]["value"])):
            named.described.add(mention.known)
            return named
        return None

    def _owner(self, mention: Mention) -> _Known | None:
        """Give whoever the phrase says it belongs to ("Syrian", "Assad’s", "its", "of Russia")."""
        for i in self._phrase(mention.head):
            if i in self._at:
                return self._at[i]
        for of in self._reading.kids(mention.head, "prep"):
            if self._reading.tokens[of].lower == "of":
                inner = self._reading.kid(of, "pobj")
                if inner is not None and inner in self._at:
                    return self._at[inner]
        return None

    def _phrase(self, head: int) -> Iterator[int]:
        """Give the words before a noun that belong to its phrase, nearest to the noun last."""
        for kid in self._reading.kids(head, "poss", "amod", "compound", "nmod"):
            if kid < head:
                left, right = self._reading.edges[kid]
                yield from range(left, right + 1)

    def _owned(self, mention: Mention, row: Mapping[str, str], kind: ActorKind, owner: _Known) -> _Known:
        """Give the body or person that belongs to ``owner`` ("the Syrian army", "its forces", "his government")."""
        if owner.kind not in _OWNERS:
            if kind in _ARMED and owner.kind is ActorKind.OTHER and owner.key[0] == "name":
                owner.kind, owner.sector = kind, row["sector"]
            if owner.kind in _ARMED and (kind in _ARMED or kind is ActorKind.OTHER):
                return owner
            return self._generic(mention, row, kind)
        country = owner.country
        if kind is ActorKind.PERSON:
            return self._office(mention, owner) or self._generic(mention, row, kind, country)
        if kind not in _BODIES or kind is ActorKind.ARMED_GROUP:
            return self._generic(mention, row, kind, country)
        body = row["body"] or mention.known
        if country is None:
            same = [known for known in self._recent.values() if known.key[:2] == ("body", body)]
            if len(same) == 1:
                return same[0]
        words = self._words(mention)
        if not any(character.isupper() for character in words):
            words = f"{words} of {owner.name if country is None else self._gazetteer.countries[country].name}"
        known = self._get(("body", body, country or owner.name), words, kind, country=country, sector=row["sector"])
        if owner.kind is ActorKind.STATE and owner.name not in known.described:
            known.name = words
            known.described.add(owner.name)
        return known

    def _office(self, mention: Mention, owner: _Known) -> _Known | None:
        """Give the one person of the report who holds this office of this country."""
        holders = [
            known
            for known in self._recent.values()
            if known.kind is ActorKind.PERSON and known.country == owner.country and mention.known in known.described
        ]
        return holders[0] if len(holders) == 1 and holders[0] is not owner else None

    def _is_definite(self, mention: Mention, kind: ActorKind) -> bool:
        """Tell whether a description may take somebody up again; "the government of Punjab" says itself whose it is."""
        reading = self._reading
        if kind is ActorKind.GOVERNMENT:
            owners = (own for of in reading.kids(mention.head, "prep") for own in reading.kids(of, "pobj"))
            if any(reading.tokens[own].pos == "PROPN" for own in owners):
                return False
        return reading.tokens[mention.first].lower in _DEFINITE

    def _earlier(self, mention: Mention, kind: ActorKind) -> _Known | None:
        """Give the actor that a definite description takes up again, if only one will do."""
        modifiers = {self._reading.tokens[i].lower for i in self._phrase(mention.head)} - {"same"}
        candidates = [
            known
            for known in self._recent.values()
            if known.mentions and _fits(known.kind, kind) and known.last < mention.head
        ]
        candidates = [known for known in candidates if known.kind is not ActorKind.OTHER or self._acts(known, mention)]
        armed = {word for word in modifiers if word in _heads() and _heads()[word]["value"] == ActorKind.ARMED_GROUP}
        if kind is ActorKind.PERSON:
            candidates = [known for known in candidates if mention.known in known.described]
            candidates = candidates if len(candidates) == 1 else []
        elif kind is ActorKind.OTHER and armed:
            groups = [
                known for known in candidates if known.kind is ActorKind.ARMED_GROUP and known.key[0] != "generic"
            ]
            told = [known for known in groups if armed & known.described]
            candidates = told or (groups if len(groups) == 1 else [])
        elif modifiers - {mention.known.split()[0]}:
            candidates = [
                known for known in candidates if modifiers & (known.described | set(known.name.lower().split()))
            ]
        elif kind not in {ActorKind.OTHER, *_BODIES, ActorKind.MONITOR, ActorKind.NGO, ActorKind.OUTLET}:
            return None
        if kind is ActorKind.MILITARY and len(candidates) > 1:
            return None
        if kind in _TAKEN_UP:
            named = [known for known in candidates if known.key[0] != "generic"]
            unknown = [] if named else [known for known in self._recent.values() if self._acts(known, mention)]
            candidates = named or (unknown if len(unknown) == 1 else []) or candidates
            if unknown and candidates == unknown and kind is not ActorKind.OTHER:
                unknown[0].kind = kind
        return max(candidates, key=lambda known: known.last, default=None)

    def _acts(self, known: _Known, mention: Mention) -> bool:
        """Tell a name of unknown kind that acts or speaks like a body, before a mention."""
        if known.kind is not ActorKind.OTHER or known.key[0] != "name" or known.last >= mention.head:
            return False
        return any(self._is_subject(m.head) or cited(self._reading, m.head) for m in known.mentions)

    def _generic(self, mention: Mention, row: Mapping[str, str], kind: ActorKind, country: str | None = None) -> _Known:
        words = self._words(mention)
        key = ("generic", words.lower() if kind != ActorKind.CIVILIANS else mention.known)
        known = self._get(key, words, kind, country=country, sector=row["sector"] or None)
        known.described.add(mention.known)
        return known

    def _words(self, mention: Mention) -> str:
        """Give a description without its article or number."""
        first = mention.first
        while first < mention.head and (
            self._reading.tokens[first].tag in {"DT", "CD", "PRP$"} or first in self._reading.quantity_at
        ):
            first += 1
        words = self._reading.span(first, mention.last - 1).text
        opens = self._reading.sentence_of(first).first == first and not words.isupper()
        return words[0].lower() + words[1:] if opens and self._is_plain(first, mention) else words

    def _is_plain(self, first: int, mention: Mention) -> bool:
        """Tell a common word, capitalised only because it opens a sentence, from a name."""
        token = self._reading.tokens[first]
        if token.entity and token.lower not in lexicon.by_pattern("function_words") and first != mention.head:
            return False
        return token.pos != "PROPN" or (first == mention.head and token.lower != mention.known)

    # pronouns

    def _is_subject(self, i: int) -> bool:
        """Tell a subject, or one that is coordinated with it."""
        first = self._reading.tokens[i]
        for above in self._reading.ancestors(i):
            if first.dep != "conj":
                break
            first = self._reading.tokens[above]
        return first.dep in _SUBJECTS

    def _antecedent(self, mention: Mention) -> _Known | None:
        """Give whom a pronoun means, if the last sentences leave no doubt.

        The nearest sentence back that has a fitting actor decides: its only
        one, or its only subject.
        """
        wanted = lexicon.by_pattern("pronouns")[mention.known]["value"]
        if speaks(self._reading, mention.head):
            return self._speaker(mention, wanted)
        here = self._reading.tokens[mention.head].sentence
        block = self._reading.sentence_of(mention.head).block
        for sentence in range(here, max(here - _REACH, 0) - 1, -1):
            if abs(self._reading.sentences[sentence].block - block) > 1:
                break
            found = {
                (m.head, known.key): known
                for m, known in self._told.get(sentence, [])[-_REMEMBERED:]
                if _can_be(known, wanted)
                and (wanted != "body" or self._reading.tokens[m.head].tag not in {"NNS", "NNPS"} or m.kind == NAME)
                and m.head < mention.head
            }
            distinct = {known.key for known in found.values()}
            if len(distinct) == 1:
                return next(iter(found.values()))
            subjects = {known.key: known for (head, _), known in found.items() if self._is_subject(head)}
            if subjects:
                return next(iter(subjects.values())) if len(subjects) == 1 else None
            if distinct:
                return None
        return None

    def _speaker(self, mention: Mention, wanted: str) -> _Known | None:
        """Give whom the pronoun of a citing verb means: who spoke last, or the only one it can be.

        The nearest sentence back that has a fitting actor decides; two who
        fit and did not speak leave it open.
        """
        reading = self._reading
        here = reading.tokens[mention.head].sentence
        block = reading.sentence_of(mention.head).block
        inside = reading.in_quotes(reading.tokens[mention.head].start)
        for sentence in range(here, max(here - _SPEAKERS_REACH, 0) - 1, -1):
            if abs(reading.sentences[sentence].block - block) > 1:
                break
            fitting: dict[tuple[str, ...], _Known] = {}
            spoke: dict[tuple[str, ...], _Known] = {}
            for other, known in self._told.get(sentence, [])[-_REMEMBERED:]:
                if other.head >= mention.head or reading.in_quotes(reading.tokens[other.head].start) is not inside:
                    continue
                if not _can_speak_as(reading, other, known, wanted) or self._other_gender(mention, known):
                    continue
                fitting[known.key] = known
                if cited(reading, other.head):
                    spoke[known.key] = known
            told = len(spoke) == 1 and (len(fitting) == 1 or not denies(reading, mention.head))
            chosen = spoke if told else fitting if sentence != here else {}
            if len(chosen) == 1:
                known = next(iter(chosen.values()))
                if wanted == "person" and known.kind is ActorKind.OTHER:
                    known.kind = ActorKind.PERSON  # a name that nothing but "he" tells a person's
                return known
            if fitting and sentence != here:
                return None
        return None

    def _gender(self, mention: Mention) -> str | None:
        """Give "he" or "she" where a mention's words or pronoun tell it."""
        if mention.kind == PRONOUN:
            return _GENDER_OF.get(mention.known)
        words = self._reading.tokens[max(mention.first - 1, 0) : mention.last]
        rows = lexicon.by_pattern("genders")
        return next((rows[word.lower]["value"] for word in words if word.lower in rows), None)

    def _other_gender(self, mention: Mention, known: _Known) -> bool:
        told = _GENDER_OF.get(mention.known)
        return told is not None and known.gender is not None and told != known.gender


_GENDER_OF = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}


def _can_speak_as(reading: Reading, mention: Mention, known: _Known, wanted: str) -> bool:
    """Tell whether the pronoun of a citing verb may mean an actor, by the number and kind of its mention."""
    plural = reading.tokens[mention.head].tag in {"NNS", "NNPS"}
    if wanted == "person":
        unknown = known.kind is ActorKind.OTHER and known.key[0] == "name" and cited(reading, mention.head)
        unknown = unknown and not _name_words(reading, mention) & lexicon.by_pattern("name_words").keys()
        one = known.kind is ActorKind.PERSON or (known.kind in _PEOPLE and known.key[0] == "generic")
        return not plural and (one or unknown)
    if wanted == "body":
        body = known.kind not in {ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.POPULATION}
        return body and not plural and (known.kind is not ActorKind.OTHER or known.key[0] == "name")
    return plural or known.kind not in _PEOPLE


_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.MEDICAL, ActorKind.POLICE, ActorKind.MILITARY})


def _is_person(token: Token) -> bool:
    """Tell a word for one person: a rank, an office, a calling."""
    row = _heads().get(token.lemma) or _heads().get(token.lower)
    if row is not None:
        return row["value"] in {ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.MEDICAL} and token.tag not in {
            "NNS",
            "NNPS",
        }
    return token.lower in lexicon.by_pattern("titles")


def _name_words(reading: Reading, mention: Mention) -> set[str]:
    return {token.lower for token in reading.tokens[mention.first : mention.last]}


_TAKEN_UP = frozenset({ActorKind.OTHER, ActorKind.MONITOR, ActorKind.NGO, ActorKind.OUTLET, ActorKind.ARMED_GROUP})


def _fits(one: ActorKind, other: ActorKind) -> bool:
    """Tell whether a description of kind ``other`` may mean an actor of kind ``one``."""
    return one is other or (other is ActorKind.OTHER and one in _ORGANISED)


def _can_be(known: _Known, wanted: str) -> bool:
    if wanted == "person":
        return known.kind is ActorKind.PERSON and known.key[0] != "generic"
    if wanted == "body":
        return known.key[0] != "generic" and known.kind not in {
            ActorKind.PERSON,
            ActorKind.CIVILIANS,
            ActorKind.POPULATION,
            ActorKind.OTHER,
        }
    return known.kind not in {ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.OUTLET} and (
        known.kind is not ActorKind.PERSON or known.key[0] == "generic"
    )


@cache
def _registry() -> Mapping[str, Mapping[str, str]]:
    return {row["id"]: row for row in lexicon.table("actors")}


def _heads() -> Mapping[str, Mapping[str, str]]:
    return lexicon.by_pattern("actor_heads")
