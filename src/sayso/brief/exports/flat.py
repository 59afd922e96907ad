"""An incident as one flat row has to tell it: one place, one span of days, two sides, and who says so.

Where reports differ nothing is chosen that only one of them says: rival suspects stand side by side, and whatever
does not fit is named in ``lost``, by column, for the report of what a format loses.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.capacity import is_proper
from sayso.brief.areas import POINTS
from sayso.brief.map import is_coming
from sayso.brief.phrases import lined_up, sureness, voice_name
from sayso.incidents.attestation import attest
from sayso.incidents.origins import find_origins, origin_of
from sayso.incidents.proposals import told_most
from sayso.record import ActorKind, PlacePrecision, Polarity, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.incidents import Attestation, Incident, Member
    from sayso.incidents.origins import Origins
    from sayso.record import Actor, Document, Place, Ref, Statement

GONE = frozenset({"rejected", "merged", "withdrawn"})  # states of what stands no more
STATE_BODIES = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})
_BESIDE_TOWN = frozenset({RelationKind.NEAR, RelationKind.DISTANCE, RelationKind.DIRECTION, RelationKind.WITHIN})
_NEAR_KM = 25.0  # from a known point, as UCDP's second code of precision has it
_LONGEST = 200  # characters of a quotation
_CLASH = "Armed clash"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody on a side: the actor as a report has it, and from how many origins that is."""

    actor: Actor
    origins: frozenset[str]
    beside: frozenset[str]  # names of those named with it in one statement

    @property
    def is_organised(self) -> bool:
        """True for bodies of a state, and for armed groups with a name."""
        kind = self.actor.kind
        return kind in STATE_BODIES or (kind is ActorKind.ARMED_GROUP and is_proper(self.actor))

    @property
    def is_armed(self) -> bool:
        """True for those, and for fighters whom nobody names."""
        return self.actor.kind in STATE_BODIES or self.actor.kind is ActorKind.ARMED_GROUP


@dataclass(frozen=True, slots=True)
class Side:
    """A side: the parties that stand together, or, where reports differ, those of whom one is meant."""

    allies: tuple[Party, ...] = ()
    rivals: tuple[Party, ...] = ()

    @property
    def parties(self) -> tuple[Party, ...]:
        """All of them."""
        return self.allies + self.rivals

    @property
    def named(self) -> str:
        """All names: allies with commas, rivals with "or" ("Germany, Italy or Reds")."""
        allies = ", ".join(party.actor.name for party in self.allies)
        return " or ".join([*([allies] if allies else []), *(party.actor.name for party in self.rivals)])

    def holds(self, actor: Actor) -> bool:
        """Tell whether an actor is surely one of these."""
        return any(is_same(party.actor, actor) for party in self.parties)

    def may_hold(self, actor: Actor) -> bool:
        """Tell whether an actor may be one of these."""
        return any(same_party(party.actor, actor) for party in self.parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """What a row is made of; ``lost`` holds (column, what) for all that is not in it."""

    incident: Incident
    origins: Origins
    attestation: Attestation
    held: tuple[Member, ...]  # members by whom it happened
    one: Side
    other: Side
    others: tuple[Party, ...]  # acted on, without being a side
    place: Place | None
    point: Place | None  # whose coordinates may stand for it
    place_code: str  # of ``place_codes.tsv``
    country: Mapping[str, str]  # of ``countries.tsv``, empty where not known
    first_day: date | None
    last_day: date | None
    lost: list[tuple[str, str]] = field(default_factory=list)

    @property
    def days(self) -> int | None:
        """Within how many days it happened."""
        return None if self.first_day is None or self.last_day is None else (self.last_day - self.first_day).days + 1

    @property
    def documents(self) -> tuple[Document, ...]:
        """The reports, oldest first."""
        reports = {member.report.id: member.report for member in self.incident.members}
        told = sorted(reports.values(), key=lambda report: (report.document.published or "9999", report.id))
        return tuple(report.document for report in told)


def flat(incident: Incident) -> Flat:
    """Make of an incident what a row needs."""
    origins = find_origins(member.report for member in incident.members)
    held = tuple(
        m for m in incident.members if m.statement.polarity is Polarity.POSITIVE and not is_coming(m.statement)
    )
    one, other, others, unsaid = _sides(held, origins)
    place = place_of(held)
    code, point = _coded(place, held)
    countries = Counter(m.place.country for m in held if m.place is not None and m.place.country)
    country = (place.country if place is not None else None) or next((c for c, _ in countries.most_common(1)), "")
    made = Flat(
        incident=incident,
        origins=origins,
        attestation=attest(incident, origins),
        held=held,
        one=one,
        other=other,
        others=others,
        place=place,
        point=point,
        place_code=code,
        country=by_alpha2().get(country, {}),
        first_day=_day(incident.earliest),
        last_day=_day(incident.latest),
    )
    if unsaid:
        made.lost.append(("sides", "some who are said to have acted are no organised body and are left out"))
    if len(countries) > 1:
        made.lost.append(("country", "places in several countries are told; the one told most stands"))
    if len({(m.place.geonames_id, m.place.text) for m in held if m.place is not None}) > 1:
        made.lost.append(("place", "several places are told; the one told most stands"))
    return made


@cache
def by_alpha2() -> Mapping[str, Mapping[str, str]]:
    """Give the rows of ``countries.tsv`` by ISO 3166 alpha-2."""
    return {row["alpha2"]: row for row in lexicon.table("countries")}


def place_of(members: Sequence[Member]) -> Place | None:
    """Give the place told most, as the words have it: "near Homs", not Homs."""
    ground = told_most(members)
    telling = next((m for m in members if m.place is not None and m.place == ground), None)
    if telling is None:
        return None
    return next((place for place in telling.report.places if place.id == telling.event.place), ground)


def places_beside(place: Place, members: Sequence[Member]) -> dict[str, Place]:
    """Give all places of the report that a place is of, by id."""
    report = next((m.report for m in members if place in m.report.places), None)
    return {one.id: one for one in report.places} if report is not None else {place.id: place}


def is_point(place: Place) -> bool:
    """Tell a place that is known well enough to be a point: a town or finer, and not only how it lies to another."""
    return place.relation is None and place.precision in POINTS and place.lat is not None and place.lon is not None


def _coded(place: Place | None, members: Sequence[Member]) -> tuple[str, Place | None]:
    """Give how exactly a place is known, as the formats' codes can tell, and whose point may stand for it."""
    if place is None:
        return "unknown", None
    relation = place.relation
    if relation is None:
        if place.precision is PlacePrecision.UNKNOWN and place.country:
            return "country", None
        return place.precision.value, place if is_point(place) else None
    if relation.kind in _BESIDE_TOWN and len(relation.of) == 1:
        ground = places_beside(place, members).get(relation.of[0])
        reach = relation.km_high if relation.km_high is not None else relation.km_low
        near = reach <= _NEAR_KM if reach is not None else relation.kind is not RelationKind.DIRECTION
        if near and ground is not None and is_point(ground):
            return "near", ground
    return "fuzzy", None


def _day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


# Sides


def is_same(one: Actor, other: Actor) -> bool:
    """Tell whether two names mean one party: the same actor or name, or bodies of one state."""
    if one.name.casefold() == other.name.casefold() or (one.registry is not None and one.registry == other.registry):
        return True
    return {one.kind, other.kind} <= STATE_BODIES and one.country is not None and one.country == other.country


def same_party(one: Actor, other: Actor) -> bool:
    """Tell whether two names may mean one party, and so are no rivals: one within the other, or not told apart."""
    mine, theirs = _words(one), _words(other)
    if is_same(one, other) or mine <= theirs or theirs <= mine:
        return True
    open_ones = {one.kind, other.kind} <= STATE_BODIES and None in {one.country, other.country}
    return open_ones and (_is_described(one) or _is_described(other))  # "a police officer" is of either police


def _words(actor: Actor) -> set[str]:
    return {word.removesuffix("'s").removesuffix("’s") for word in actor.name.casefold().split()}


def _is_described(actor: Actor) -> bool:
    """Tell what has no name of its own: "police officer", "troops of General Ruiz"."""
    return actor.registry is None and actor.name.partition(" of ")[0].islower()


def _sides(members: Sequence[Member], origins: Origins) -> tuple[Side, Side, tuple[Party, ...], bool]:
    """Give who acts, who is acted on or fought, who else is acted on, and whether some who act are on no side."""
    doing = _parties([(member, _roles(member)[0]) for member in members], origins)
    done = _parties([(member, _roles(member)[1]) for member in members], origins)
    doers = _distinct([p for p in doing if p.is_organised] or [p for p in doing if p.is_armed] or doing)
    foes = [p for p in done if p.is_organised] or [p for p in done if p.is_armed]
    lead = doers[:1]
    foes = [p for p in _distinct(foes) if not any(same_party(p.actor, one.actor) for one in lead)]
    rest = [p for p in doers[1:] if not any(same_party(p.actor, foe.actor) for foe in foes)]
    allies = [p for p in rest if lead and p.actor.name in lead[0].beside]
    one = Side((*lead, *allies), tuple(p for p in rest if p not in allies))
    foes = [p for p in foes if not one.may_hold(p.actor)]
    other = Side(tuple(foes))
    unsaid = any(not one.may_hold(p.actor) and not other.may_hold(p.actor) for p in doing)
    return one, other, tuple(p for p in done if not p.is_armed), unsaid


def _roles(member: Member) -> tuple[Sequence[Ref], Sequence[Ref]]:
    """Give who acts and who is acted on; in a fight of two sides the first stands against the others."""
    event = member.event
    if event.acled == _CLASH and not event.recipients and len(event.actors) > 1:
        return event.actors[:1], event.actors[1:]
    return event.actors, event.recipients


def _parties(told: Sequence[tuple[Member, Sequence[Ref]]], origins: Origins) -> list[Party]:
    """Give those whom references mean, the one told from most origins first."""
    actors: dict[str, Actor] = {}
    said: dict[str, set[str]] = {}
    beside: dict[str, set[str]] = {}
    for member, refs in told:
        ids = {ref.actor for ref in refs}
        named = [actor for actor in member.report.actors if actor.id in ids]
        for actor in named:
            key = actor.registry or actor.name.casefold()
            actors.setdefault(key, actor)
            said.setdefault(key, set()).add(origin_of(member.report, member.statement, origins))
            beside.setdefault(key, set()).update(other.name for other in named)
    found = [Party(actor, frozenset(said[key]), frozenset(beside[key])) for key, actor in actors.items()]
    return sorted(found, key=lambda party: (-len(party.origins), party.actor.name))


def _distinct(parties: Sequence[Party]) -> list[Party]:
    """Leave out what is another name of one before."""
    kept: list[Party] = []
    for party in parties:
        if not any(same_party(party.actor, one.actor) for one in kept):
            kept.append(party)
    return kept


# Who says so


def chain(statement: Statement, verb: str = "") -> str:
    """Name the voices behind a statement, the one who is said to know first, with a verb of it: "A says, …"."""
    first, *others = dict.fromkeys(voice_name(voice) for voice in reversed(lined_up(statement.voices)))
    said = f"{first} {verb}" if verb else first
    return ", as reported by ".join((said, *others))


def wordings(made: Flat) -> Iterator[str]:
    """Give what each origin says and what each denies, once, in quotation marks; then each figure of the dead."""
    seen = set()
    for member in made.incident.members:
        statement = member.statement
        key = (origin_of(member.report, statement, made.origins), statement.polarity)
        if key not in seen:
            seen.add(key)
            yield _worded(member)
    for figures in made.attestation.figures:
        if figures.what == "killed":
            wider = "" if figures.scope == "incident" else ", a wider total"
            for told in figures.told:
                later = ", superseded" if told.superseded else ""
                denied = " denied" if told.statement.polarity is Polarity.NEGATIVE else ""
                yield f"{chain(told.statement)}: “{told.toll.words.text}” killed{denied}{wider}{later}"


def _worded(member: Member) -> str:
    words = " ".join(member.statement.text.split())
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    sure = sureness(member.statement, member.report)
    if sure.endswith(":"):
        return f"{sure[0].upper()}{sure[1:]} “{words}”"
    return f"{chain(member.statement, sure)}: “{words}”"


def standing(incident: Incident) -> str:
    """Say whether people have accepted an incident or a machine proposed it, and by which threshold."""
    if incident.status != "proposed":
        return f"{incident.status} by people"
    asked = f", asked for from {incident.threshold:g} on" if incident.threshold is not None else ""
    return f"proposed by machine, score {incident.score:.2f}{asked}; no person has checked it"
