"""Copies for publication: a report or an incident in which nothing private is left.

    report ─public_report▶ report that every writer may be given

Names of private persons and ways to reach people are replaced in the text by a
mark of the same length, so that all offsets stay; everything else is made from
that text. Places are given no finer than a town or a district, with the
gazetteer's own point, and where a place is coarsened the time is given by the
day. Nothing is moved at random. What people decided otherwise comes in by the
``Policy``. Best effort: what the reader does not recognise as a name is not hidden.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import timedelta
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sayso import lexicon
from sayso.brief.coarse import coarse_place, coarse_time, finer, is_close, is_site, month_of
from sayso.brief.map import is_coming
from sayso.brief.phrases import stated_places
from sayso.brief.private import MARK, Names, contacts, covered, hours, sites, tells_of_sexual_violence
from sayso.grounding.entries import distance_km
from sayso.incidents.proposals import candidates
from sayso.record import MadeBy, PlacePrecision, Redaction, RedactionReason, TimePrecision, TimeType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sayso.incidents import Incident
    from sayso.record import Place, Report, Statement, Time

DELAY_DAYS = 7  # how old an incident is before it is published, unless told otherwise
# What people wrote that is published; corrections of place and time may be finer than what is published.
_ENTERED = frozenset({"grade_happened", "grade_actor", "grade_harmed", "tags"})
_SHORTEST = 4  # letters of a word that is looked for in an address
_KEPT_FIELDS = frozenset({"id", "format", "language", "registry", "geonames_id", "country", "actor", "publisher"})
_FAR_KM = 50.0  # a site is in no town that lies farther away

Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What people decided about the publication of an incident.

    ``spans`` holds, for each report, where its statements stand and the places
    and times that they are about. ``coarsen`` is None, ``admin1`` or
    ``country``; ``hidden`` leaves the incident out; ``unlocked`` gives its
    place and time as the record has them; ``names`` are let out, ``words``
    kept back.
    """

    spans: Mapping[str, Stretches] = field(default_factory=dict)
    unlocked: bool = False
    coarsen: PlacePrecision | None = None
    hidden: bool = False
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def coarsens(self) -> bool:
        """True where place and time are coarsened beyond what holds for all."""
        return self.hidden or self.coarsen is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How to publish.

    Args:
        today: The day of publication; None where no delay is asked for. The command line alone reads the clock.
        delay_days: An incident whose last day or first report is younger is left out.
        rulings: What people decided, by incident.
        withheld: The rulings that coarsen or hide, by each report that they are about.
    """

    today: date | None = None
    delay_days: int = DELAY_DAYS
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    withheld: Mapping[str, tuple[Ruling, ...]] = field(default_factory=dict)


STANDARD = Policy()


def public_report(report: Report, policy: Policy = STANDARD, opened: Ruling | None = None) -> Report:
    """Give a copy of a report in which nothing private is left, with the list of what is not shown.

    Offsets, ids and ``document.id`` (the digest of the whole text) stay. A copy is given back as it is.

    Args:
        report: A record.
        policy: How to publish; what was withheld of this report is in it.
        opened: The ruling of the one incident that the copy is for, if that lets something out.
    """
    return report if report.redactions is not None else _Copy(report, policy, opened).made()


def public_incident(incident: Incident, policy: Policy = STANDARD) -> Incident:
    """Give a copy of an incident whose reports are copies for publication; a hidden one has no members."""
    ruling = policy.rulings.get(incident.id)
    if ruling is not None and ruling.hidden:
        return replace(incident, type="", place=None, earliest=None, latest=None, members=(), reasons=())
    if all(member.report.redactions is not None for member in incident.members):
        return incident
    copies = {
        report.id: _Copy(report, policy, ruling)
        for report in {m.report.id: m.report for m in incident.members}.values()
    }
    shown = {key: {one.statement.id: one for one in candidates(copy.made())} for key, copy in copies.items()}
    members = tuple(
        one for member in incident.members if (one := shown[member.report.id].get(member.statement.id)) is not None
    )
    place = incident.place
    if place is not None:
        homes = (copies[m.report.id] for m in incident.members if m.place == place)
        place = next(homes, next(iter(copies.values()))).place(place)
    said = list(copies.values())
    monthly = any(copy.by_month for copy in said)
    earliest, latest = incident.earliest, incident.latest
    if monthly:
        earliest, latest = month_of(earliest, last=False), month_of(latest, last=True)
    reasons = () if monthly else tuple(_through(reason, said) for reason in incident.reasons)
    entered = tuple((column, _through(value, said)) for column, value in incident.entered if column in _ENTERED)
    return replace(
        incident,
        place=place,
        earliest=earliest,
        latest=latest,
        members=members,
        reasons=reasons,
        entered=entered,
    )


def publish(incidents: Iterable[Incident], policy: Policy, left_out: Counter[str]) -> Iterator[Incident]:
    """Give copies of those incidents that may be published, and count the others by reason.

    Args:
        incidents: As a desk gathers them.
        policy: How to publish.
        left_out: Is told, for each reason in words, how many are left out.
    """
    for incident in incidents:
        why = held_back(incident, policy)
        if why is None:
            yield public_incident(incident, policy)
        else:
            left_out[why] += 1


def held_back(incident: Incident, policy: Policy) -> str | None:
    """Tell in words why an incident may not be published now, or ``None``."""
    ruling = policy.rulings.get(incident.id)
    if ruling is not None and ruling.hidden:
        return "withheld by a decision"
    if policy.today is None or policy.delay_days <= 0:
        return None
    newest = (policy.today - timedelta(days=policy.delay_days)).isoformat()
    came = [member.report.document.published for member in incident.members]
    first = min((day[:10] for day in came if day), default=None)
    days = [day[:10] for day in (incident.latest or incident.earliest, first) if day]
    if not days:
        return "of no known day"
    return f"younger than {policy.delay_days} days" if max(days) > newest else None


class _Copy:
    """One report on its way to publication."""

    def __init__(self, report: Report, policy: Policy, opened: Ruling | None) -> None:
        self._report = report
        text = report.document.text
        withheld = policy.withheld.get(report.id, ())
        self._open: Stretches = opened.spans.get(report.id, ()) if opened is not None and opened.unlocked else ()
        self._names = Names(report, opened.names if opened is not None else ())
        sexual = tells_of_sexual_violence(text) or any(
            statement.event is not None and "sexual" in statement.event.modes for statement in report.statements
        )
        self._floors = self._floors_of(sexual, withheld)
        self.by_month = sexual or any(one.coarsens for one in withheld)
        self._hidden = [span for one in withheld if one.hidden for span in one.spans.get(report.id, ())]
        found = [*self._names.within(text), *contacts(text), *self._sites(text), *self._places(text)]
        found += [Redaction(start=s, end=e, reason=RedactionReason.WITHHELD) for s, e in self._hidden]
        kept_back = sorted({word for one in withheld for word in one.words if word.strip()}, key=len, reverse=True)
        found += [
            Redaction(start=match.start(), end=match.end(), reason=RedactionReason.NAME)
            for word in kept_back
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
        ]
        self._coarse_times = self.by_month or any(
            one.reason
            in {
                RedactionReason.SITE,
                RedactionReason.PLACE,
                RedactionReason.ADDRESS,
                RedactionReason.COORDINATES,
                RedactionReason.WITHHELD,
            }
            for one in found
        )
        found += self._times(text)
        self.redactions = _joined(found)
        self._text = _masked(text, self.redactions)
        secrets = {text[one.start : one.end] for one in found}
        secrets |= {place.name for place in report.places if place.name and self._hides(place)}
        secrets |= {*self._names.words, *kept_back}
        self._secrets = {word.strip(" ,.;:“”\"'’") for word in secrets}
        whole = sorted((word for word in self._secrets if len(word) > 1), key=lambda word: (-len(word), word))
        self._pattern = (
            re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in whole), re.IGNORECASE) if whole else None
        )

    def made(self) -> Report:
        """Give the copy."""
        report = self._report
        document = report.document
        shown: Report = self._rebuilt(replace(report, places=(), times=()))
        published, updated = document.published, document.updated
        if self.by_month:
            published = updated = None  # a day; what is told as "on Monday" would be known by it
        elif self._coarse_times:
            published, updated = published and published[:10], updated and updated[:10]
        statements = tuple(self._settled(one) for one in shown.statements if not self._is_hidden(one))
        kept = {statement.id for statement in statements}
        return replace(
            shown,
            document=replace(
                shown.document,
                url=self._address(document.url),
                text=self._text,
                publisher=document.publisher,
                published=published,
                updated=updated,
            ),
            made_by=_made_by(report),
            places=tuple(map(self.place, report.places)),
            times=tuple(map(self._time, report.times)),
            statements=tuple(_without(statement, kept) for statement in statements),
            disputes=tuple(one for one in shown.disputes if kept.issuperset(one.statements)),
            warnings=(*shown.warnings, *self._told()),
            redactions=self.redactions,
        )

    def words(self, words: str) -> str:
        """Give words that stand outside the text with what is private replaced."""
        if self._names.spares(words):
            return words
        if self._pattern is not None:
            words = self._pattern.sub(lambda match: re.sub(r"\S", MARK, match[0]), words)
        found = [*contacts(words), *sites(words), *(hours(words) if self._coarse_times else ())]
        return _masked(words, _joined(found)) if found else words

    def place(self, place: Place) -> Place:
        """Give a place as it is published."""
        text = self._text[place.start : place.end]
        floor = self._floor(place)
        coming = place.id in self._coming
        shown = coarse_place(place, floor, text, self._settlement(place))
        return replace(shown, lat=None, lon=None, radius_km=None, relation=None) if coming else shown

    # What is found

    @cached_property
    def _coming(self) -> frozenset[str]:
        """The mentions of places where nothing has happened yet."""
        report = self._report
        happened = {one for s in report.statements if not is_coming(s) for one in stated_places(s)}
        return frozenset(one for s in report.statements if is_coming(s) for one in stated_places(s)) - happened

    def _floors_of(self, sexual: bool, withheld: Sequence[Ruling]) -> dict[str, PlacePrecision]:
        """Give, for each place by its first mention, how finely it may be given.

        What is withheld, and sexual violence, coarsens all that the report names: the places beside tell where.
        """
        asked = [PlacePrecision.ADMIN1] if sexual else []
        asked += [
            PlacePrecision.COUNTRY if one.hidden else one.coarsen or PlacePrecision.ADMIN1
            for one in withheld
            if one.coarsens
        ]
        least = max(asked, key=list(PlacePrecision).index, default=None)
        return {
            root: least
            or (PlacePrecision.SITE if any(covered(one, self._open) for one in mentions) else PlacePrecision.TOWN)
            for root, mentions in _mentions(self._report).items()
        }

    def _floor(self, place: Place) -> PlacePrecision:
        return self._floors.get(place.same_as or place.id, PlacePrecision.TOWN)

    def _hides(self, place: Place) -> bool:
        """Tell whether the words that name a place go."""
        floor = self._floor(place)
        if floor is PlacePrecision.SITE:
            return False
        if floor is PlacePrecision.TOWN:
            return is_site(place) or is_close(place)
        return place.precision is PlacePrecision.UNKNOWN or finer(place.precision, floor)

    def _sites(self, text: str) -> Iterator[Redaction]:
        """Find the names of sites, but for a town's in them, and for bodies that bear the name of one."""
        bodies = [(m.start, m.end) for actor in self._report.actors if actor.registry for m in actor.mentions]
        free = [text[start:end] for start, end in self._open]
        for found in sites(text):
            if _within(found, bodies) or any(text[found.start : found.end] in words for words in free):
                continue
            yield from _around(found, self._shown_places)

    @cached_property
    def _shown_places(self) -> Stretches:
        """Where places are named that may be."""
        return tuple(
            (place.start, place.end)
            for place in self._report.places
            if place.precision is not PlacePrecision.UNKNOWN and not self._hides(place)
        )

    def _places(self, text: str) -> Iterator[Redaction]:
        """Find the words of places that are not given, wherever they stand."""
        words: dict[str, RedactionReason] = {}
        for place in self._report.places:
            if not self._hides(place):
                continue
            named = [(one.start, one.end) for one in sites(place.text)] if is_site(place) else []
            noun = place.text.rpartition(" ")[2].lower()
            if not named and is_site(place) and noun in lexicon.by_pattern("sites"):
                named = [(0, len(place.text) - len(noun) - 1)]
            reason = RedactionReason.SITE if is_site(place) else RedactionReason.PLACE
            for start, end in named or [(0, len(place.text))]:
                found = Redaction(start=place.start + start, end=place.start + end, reason=reason)
                yield from _around(found, self._shown_places)
                if not is_close(place):
                    words.setdefault(place.text[start:end].casefold(), reason)
        for match in re.finditer("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in sorted(words)), text, re.IGNORECASE):
            if match[0].casefold() in words:
                found = Redaction(start=match.start(), end=match.end(), reason=words[match[0].casefold()])
                yield from _around(found, self._shown_places)

    def _times(self, text: str) -> Iterator[Redaction]:
        """Find the words that tell a time more exactly than is given."""
        if not self._coarse_times:
            return
        found = [one for one in hours(text) if not _within(one, self._open)]
        yield from found
        for time in self._report.times:
            told = any(one.start < time.end and time.start < one.end for one in found)
            if self._time_floor(time) is not None and (self.by_month or not told):
                yield Redaction(start=time.start, end=time.end, reason=RedactionReason.TIME)

    def _time_floor(self, time: Time) -> TimePrecision | None:
        """Give how finely a time may be given, where it is known more finely."""
        if not self._coarse_times or any(start < time.end and time.start < end for start, end in self._open):
            return None
        floor = TimePrecision.MONTH if self.by_month else TimePrecision.DAY
        order = list(TimePrecision)
        lasts = time.type is TimeType.DURATION
        return floor if order.index(time.precision) < order.index(floor) and not lasts else None

    def _time(self, time: Time) -> Time:
        text, floor = self._text[time.start : time.end], self._time_floor(time)
        return replace(time, text=text) if floor is None else coarse_time(time, floor, text)

    def _settlement(self, place: Place) -> Place | None:
        """Give the town that a site lies in: the one named nearest in the same block, where it is first told of."""
        if not is_site(place):
            return None
        blocks = self._report.document.blocks
        for mention in _mentions(self._report)[place.same_as or place.id]:
            block = next((one for one in blocks if one.start <= mention.start < one.end), None)
            near = [
                one
                for one in self._towns
                if (block is None or block.start <= one.start < block.end) and _is_about(one, place)
            ]
            if near:
                return min(near, key=lambda one: (abs(one.start - mention.start), one.start))
        return None

    @cached_property
    def _towns(self) -> tuple[Place, ...]:
        return tuple(
            place
            for place in self._report.places
            if place.precision is PlacePrecision.TOWN and place.lat is not None and not place.part_of_name
        )

    # What is made of it

    def _rebuilt(self, node: Any) -> Any:
        """Make a part of the record anew from the text as it is published."""
        if isinstance(node, tuple):
            return tuple(map(self._rebuilt, node))
        if isinstance(node, str) and not isinstance(node, Enum):
            return self.words(node)
        if not is_dataclass(node) or isinstance(node, (type, MadeBy)):
            return node
        values: dict[str, Any] = {
            one.name: value if one.name in _KEPT_FIELDS else self._rebuilt(value)
            for one in fields(node)
            if one.name != "text" and (value := getattr(node, one.name)) is not None
        }
        if hasattr(node, "text"):
            start, end = getattr(node, "start", 0), getattr(node, "end", len(self._text))
            values["text"] = self._text[start:end]
        return replace(node, **values)

    def _settled(self, statement: Statement) -> Statement:
        """Take the place off a statement of something to come where something happened there, too."""
        if not is_coming(statement):
            return statement
        changed = {
            name: replace(body, place=None)
            for name in ("event", "control", "position", "evidence")
            if (body := getattr(statement, name)) is not None and body.place not in self._coming
        }
        return replace(statement, **changed) if changed else statement

    def _is_hidden(self, statement: Statement) -> bool:
        return any(start < statement.end and statement.start < end for start, end in self._hidden)

    def _address(self, url: str | None) -> str | None:
        """Give an address, or ``None`` if it spells what is not shown, or a day where months are given."""
        if url is None or self.by_month:
            return None
        plain = _plain(unquote(url))
        words = {word for secret in self._secrets for word in _plain(secret).split() if len(word) >= _SHORTEST}
        return None if any(word in plain.replace(" ", "") for word in words) else url

    def _told(self) -> Iterator[str]:
        """Say in words what is not shown."""
        counts = Counter(one.reason.value for one in self.redactions)
        if counts:
            listed = ", ".join(f"{reason} ({count})" for reason, count in sorted(counts.items()))
            yield f"copy for publication; not shown: {listed}"
        else:
            yield "copy for publication"


def spans_of(report: Report, statement: str) -> Stretches:
    """Give where a statement stands and the places and times that it is about, for a ``Ruling``."""
    told = next((one for one in report.statements if one.id == statement), None)
    if told is None:
        return ()
    roots = {place.same_as or place.id for place in report.places if place.id in stated_places(told)}
    body = told.event or told.control or told.evidence or told.forecast or told.toll
    parts: list[Any] = [told]
    parts += [place for place in report.places if (place.same_as or place.id) in roots]
    parts += [time for time in report.times if time.id == getattr(body, "time", None)]
    return tuple(sorted({(part.start, part.end) for part in parts}))


def _is_about(town: Place, site: Place) -> bool:
    if site.lat is None or site.lon is None or town.lat is None or town.lon is None:
        return True
    return distance_km(town.lat, town.lon, site.lat, site.lon) <= _FAR_KM


def _made_by(report: Report) -> MadeBy:
    """Give what made a record, without the name of a user's file."""
    made = report.made_by
    stamp = made.options.actors
    return made if stamp is None else replace(made, options=replace(made.options, actors=replace(stamp, name="a file")))


def _without(statement: Statement, kept: Collection[str]) -> Statement:
    """Give a statement without links to others that are not shown."""
    changed: dict[str, Any] = {}
    if statement.same_as is not None and statement.same_as not in kept:
        changed["same_as"] = None
    for body, names in (("event", ("of",)), ("toll", ("event", "part_of"))):
        told = getattr(statement, body)
        lost = {name: None for name in names if told is not None and getattr(told, name) not in {None, *kept}}
        if lost:
            changed[body] = replace(told, **lost)
    return replace(statement, **changed) if changed else statement


def _mentions(report: Report) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in report.places:
        found.setdefault(place.same_as or place.id, []).append(place)
    return found


def _through(words: str, copies: Iterable[_Copy]) -> str:
    for copy in copies:
        words = copy.words(words)
    return words


def _within(found: Redaction, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < found.end and found.start < end for start, end in spans)


def _around(found: Redaction, spans: Iterable[tuple[int, int]]) -> Iterator[Redaction]:
    """Give what is left of a redaction outside some spans."""
    start = found.start
    for one, other in sorted(spans):
        if one < found.end and start < other:
            if start < one:
                yield replace(found, start=start, end=one)
            start = max(start, other)
    if start < found.end:
        yield replace(found, start=start)


def _joined(found: Iterable[Redaction]) -> tuple[Redaction, ...]:
    """Put redactions in order, each stretch once; where two meet they become one, of the first's reason."""
    joined: list[Redaction] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.reason)):
        if joined and one.start < joined[-1].end:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return tuple(joined)


def _masked(text: str, redactions: Iterable[Redaction]) -> str:
    """Put marks in place of stretches; white space stays, so that blocks and lines do."""
    pieces, at = [], 0
    for one in redactions:
        pieces += [text[at : one.start], re.sub(r"\S", MARK, text[one.start : one.end])]
        at = one.end
    return "".join([*pieces, text[at:]])


def _plain(words: str) -> str:
    """Give words without case, accents and signs."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))
