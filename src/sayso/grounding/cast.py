"""The actors of a report in the making: who has been mentioned so far, where, and how."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Actor, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.registry import Registry
    from sayso.reading.model import Reading

NAME, NOMINAL, PRONOUN = "name", "nominal", "pronoun"

REMEMBERED = 60  # actors, the last ones mentioned, that a description may take up again
ARMED = frozenset({ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.POLICE})
PEOPLE = frozenset({ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.MEDICAL, ActorKind.POLICE, ActorKind.MILITARY})
_LONG_PHRASE = 7  # tokens behind "of" that still belong to a description
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "pobj"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``last`` (excluded) that mean somebody.

    ``known`` is what the words alone tell: ``registry:<id>``,
    ``state:<code>``, ``body:<row of state_bodies.tsv>:<code>``, ``person``, ``group``, ``outlet``,
    ``name``, a head noun, or a pronoun.
    ``actor`` is set once the mention has been resolved.
    """

    first: int
    last: int
    head: int
    kind: str
    known: str
    actor: str | None = None


@dataclass(slots=True)
class Known:
    """An actor in the making.

    ``key`` says how it is known (``("registry", id)``, ``("person", name)``,
    ``("body", "army", country)``, ``("generic", words)`` …); ``described``
    are words that a description of it may use; ``owner`` and ``office`` as
    ``of`` and ``office`` of :class:`~sayso.record.Actor`.
    """

    key: tuple[str, ...]
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    registry: str | None = None
    described: set[str] = field(default_factory=set)
    gender: str | None = None
    owner: Known | None = None
    office: str | None = None
    mentions: list[Mention] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The head word of the last mention."""
        return self.mentions[-1].head


class Cast:
    """All actors of a reading, as far as it has been resolved."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, registry: Registry) -> None:
        """Begin with nobody."""
        self.reading = reading
        self.gazetteer = gazetteer
        self.registry = registry
        self.known: dict[tuple[str, ...], Known] = {}
        self.at: dict[int, Known] = {}  # by token
        self.told: dict[int, list[tuple[Mention, Known]]] = {}  # by sentence, pronouns left out
        self.people: dict[str, list[Known]] = {}  # by each word of their names
        self.aliases: dict[str, Known] = {}  # by other names that the report gives
        self.recent: dict[tuple[str, ...], Known] = {}  # in order of last mention
        self._open: list[Mention] = []

    def get(self, key: tuple[str, ...], name: str, kind: ActorKind, **facts: str | None) -> Known:
        """Give the actor of a key, made anew where there is none."""
        if key not in self.known:
            self.known[key] = Known(key, name, kind, **facts)  # type: ignore[arg-type]
        return self.known[key]

    def add(self, mention: Mention, known: Known | None) -> None:
        """Give a mention to the actor it means; ``None`` leaves it open."""
        if known is None:
            self._open.append(mention)
            return
        known.mentions.append(mention)
        if mention.kind != PRONOUN:
            self.told.setdefault(self.reading.tokens[mention.head].sentence, []).append((mention, known))
        self.recent.pop(known.key, None)
        self.recent[known.key] = known
        if len(self.recent) > REMEMBERED:
            del self.recent[next(iter(self.recent))]
        for i in range(mention.first, mention.last):
            self.at.setdefault(i, known)
        self.at[mention.head] = known

    def body(self, row: Mapping[str, str], code: str, name: str, *, listed: bool = True) -> Known:
        """Give the body of a state by its row of a table; ``code`` is the state's, or else the name of an owner."""
        body = row["body"] or row["pattern"].replace(" ", "-")
        state = self.registry.by_id.get(f"state:{code}")
        known = self.get(("body", body, code), name, ActorKind(row["value"]), sector=row["sector"])
        if listed:
            known.country = state.country if state is not None else code
            known.registry = f"{body}:{code}"
        return known

    def state_name(self, code: str) -> str:
        """Give the name of a state by its code."""
        listed = self.registry.by_id.get(f"state:{code}")
        return listed.name if listed is not None else self.gazetteer.countries[code].name

    def phrase(self, head: int) -> Iterator[int]:
        """Give the words before a noun that belong to its phrase, nearest to the noun last."""
        for kid in self.reading.kids(head, "poss", "amod", "compound", "nmod"):
            if kid < head:
                left, right = self.reading.edges[kid]
                yield from range(left, right + 1)

    def is_subject(self, i: int) -> bool:
        """Tell a subject, or one that is coordinated with it."""
        first = self.reading.tokens[i]
        for above in self.reading.ancestors(i):
            if first.dep != "conj":
                break
            first = self.reading.tokens[above]
        return first.dep in _SUBJECTS

    def subject_over(self, i: int) -> int | None:
        """Give the subject of the verb whose object token ``i`` is, or that verb's governor shares with it."""
        tokens = self.reading.tokens
        if tokens[i].dep not in _OBJECTS:
            return None
        for above in self.reading.ancestors(i):
            own = self.reading.kid(above, *_SUBJECTS)
            if own is not None:
                return own
            if tokens[above].pos in {"VERB", "AUX"} and tokens[above].dep not in {"xcomp", "conj"}:
                return None
        return None

    def result(self) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
        """Number the actors by first mention."""
        ordered = sorted(self.known.values(), key=lambda known: min((m.first, m.last) for m in known.mentions))
        ids = {known.key: f"a{number}" for number, known in enumerate(ordered, 1)}
        actors: list[Actor] = []
        mentions = [self._whole(mention) for mention in self._open]
        for known in ordered:
            whole = (self._whole(mention) for mention in known.mentions)
            meant = [Mention(m.first, m.last, m.head, m.kind, m.known, ids[known.key]) for m in whole]
            spans = sorted({(m.first, m.last) for m in meant})
            actors.append(
                Actor(
                    id=ids[known.key],
                    name=known.name.replace("[", "").replace("]", ""),
                    kind=known.kind,
                    country=known.country,
                    sector=known.sector,
                    registry=known.registry,
                    mentions=tuple(self.reading.span(first, last - 1) for first, last in spans),
                    of=ids.get(known.owner.key) if known.owner is not None else None,
                    office=known.office,
                )
            )
            mentions.extend(meant)
        return tuple(actors), tuple(sorted(mentions, key=lambda mention: (mention.first, mention.last)))

    def _whole(self, mention: Mention) -> Mention:
        """Give a description with what it is of ("a group of armed men", "the government of Velda")."""
        of = self.reading.kid(mention.head, "prep") if mention.kind == NOMINAL else None
        if of is None or of != mention.last or self.reading.tokens[of].lower != "of":
            return mention
        inner = self.reading.kid(of, "pobj")
        if inner is None or inner - of > _LONG_PHRASE or self.reading.edges[inner][0] != of + 1:
            return mention
        return replace(mention, last=inner + 1)

    def join_bodies(self) -> None:
        """Join "President X’s army" to the one army of a country that the report names, X's country being unknown."""
        bodies: dict[str, list[Known]] = defaultdict(list)
        for key, known in self.known.items():
            if key[0] == "body" and known.country is not None:
                bodies[key[1]].append(known)
        for key, known in list(self.known.items()):
            if key[0] != "body" or known.country is not None:
                continue
            same = bodies[key[1]]
            if len(same) == 1:
                same[0].mentions.extend(known.mentions)
                same[0].mentions.sort(key=lambda mention: mention.head)
                self.at.update({i: same[0] for i, one in self.at.items() if one is known})
                del self.known[key]


def heads() -> Mapping[str, Mapping[str, str]]:
    """Give the words that head descriptions of somebody, by their pattern."""
    return lexicon.by_pattern("actor_heads")


def words_in(reading: Reading, mention: Mention) -> set[str]:
    """Give the words of a mention in lower case."""
    return {token.lower for token in reading.tokens[mention.first : mention.last]}


def is_first_person(mention: Mention) -> bool:
    """Tell "I", "we" and their forms."""
    return mention.kind == PRONOUN and lexicon.by_pattern("pronouns")[mention.known]["value"] == "speaker"
