"""Incidents as a table with ACLED's columns: shaped like its files, made from no row of them.

Types follow the cross-walk from PLOVER (``crosswalk.tsv``, ``acled_types.tsv``), sorts of actor ``acled_inter.tsv``;
the rule for numbers of dead stands in ``deaths.py``. ``docs/profiles.md`` says what each column holds and loses.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.brief.exports.deaths import deaths
from sayso.brief.exports.flat import STATE_BODIES, flat, standing, wordings
from sayso.brief.exports.sheet import own_id, sheet, unix_time
from sayso.record import ActorKind, EventType, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sayso.brief.exports.flat import Flat, Party
    from sayso.incidents import Incident, Member

TERMS = (
    "Shaped like a file of ACLED's, and none: read from reports by Sayso, with ids of its own, and made from no ACLED "
    "data. ACLED has neither made nor checked these rows; do not cite them as ACLED's, nor mix them with its data "
    "unmarked. They are for study and for the record of what was reported, not for choosing targets. Texts quoted "
    "stay their publishers'."
)
_WITHIN = ((1, 1), (7, 2), (31, 3))  # days left open, ACLED's code
_VIOLENT = frozenset({"Violence against civilians", "Explosions/Remote violence"})
_EXCESSIVE = "Excessive force against protesters"
_CLASH, _ATTACK = "Armed clash", "Attack"


def write_acled(incidents: Iterable[Incident], output: Path, *, digits: bool = False) -> None:
    """Write the table, what it loses (``OUTPUT.loss.md``) and what stands no more (``OUTPUT.deletions.csv``).

    Args:
        incidents: What to write, in this order.
        output: The file.
        digits: Whether sorts of actor are written as digits, as in older files, and not as words.
    """
    with sheet("acled", output, TERMS) as table:
        for incident in table.standing(incidents):
            made = flat(incident)
            sub_event = sub_event_of(made)
            why = _left_out(made, sub_event)
            if why is None and sub_event is not None:
                table.row(incident, dict(_cells(made, sub_event, digits=digits)), made.lost)
            else:
                table.leave_out(incident, why or "")


def _left_out(made: Flat, sub_event: str | None) -> str | None:
    """Say why an incident makes no row."""
    if not made.held:
        return "nobody says that it happened"
    if sub_event is None:
        return f"no type for {made.incident.type}"
    if made.days is None:
        return "no day is told"
    return None if time_precision(made.days) is not None else "the day is left open by more than a month"


def time_precision(days: int) -> int | None:
    """Give ACLED's code for how many days are left open; none beyond a month."""
    return next((code for most, code in _WITHIN if days <= most), None)


def sub_event_of(made: Flat) -> str | None:
    """Give the sub-event type that most of those tell who tell a mode, else that of the type alone."""
    told = [(member, _sub_event(member)) for member in made.held]
    found = [one for member, one in told if one and member.event.modes] or [one for _, one in told if one]
    if not found:
        return None
    most = Counter(found).most_common(1)[0][0]
    if len(set(found)) > 1:
        made.lost.append(("sub_event_type", "reports tell several types; the one told most stands"))
    armed = any(party.is_armed for party in made.other.parties)
    if most == _CLASH and not armed and (made.others or not made.other.parties):
        return _ATTACK
    return _CLASH if most == _ATTACK and armed and made.one.parties else most


def _sub_event(member: Member) -> str | None:
    """Give a member's type; ground that changes hands is told apart by whose it becomes."""
    event = member.event
    if event.acled or event.type is not EventType.COERCE or "territory" not in event.contexts:
        return event.acled
    kinds = {actor.kind for ref in event.actors for actor in member.report.actors if actor.id == ref.actor}
    if not kinds:
        return None
    return "Government regains territory" if kinds <= STATE_BODIES else "Non-state actor overtakes territory"


def _cells(made: Flat, sub_event: str, *, digits: bool) -> Iterator[tuple[str, object]]:
    incident, types = made.incident, lexicon.by_pattern("acled_types")[sub_event]
    yield "event_id_cnty", own_id(incident, made.country.get("pattern", ""))
    yield from _when(made)
    yield from ((name, types[name]) for name in ("disorder_type", "event_type"))
    yield "sub_event_type", sub_event
    yield from _actors(made, types["event_type"], sub_event, digits=digits)
    yield from _where(made)
    offices = dict.fromkeys(" ".join(d.publisher.split()) for d in made.documents if d.publisher)
    yield "source", "; ".join(office.replace(";", ",") for office in offices)
    if not all(d.publisher for d in made.documents):
        made.lost.append(("source", "the outlet of a report is not known"))
    yield "notes", " ".join(f"{line}." for line in wordings(made))
    yield from _dead(made)
    yield "timestamp", unix_time(incident.changed_at)
    if incident.changed_at is None:
        made.lost.append(("timestamp", "not on a desk, so nothing tells when it changed"))
    if incident.entered:
        made.lost.append(("notes", "what people wrote beside the reports has no column"))


def _when(made: Flat) -> Iterator[tuple[str, object]]:
    if made.first_day is None or made.days is None:
        return
    day = made.first_day + timedelta(days=(made.days - 1) // 2)
    if made.days > 1:
        made.lost.append(("event_date", "the middle of the days left open; tags has both ends"))
    yield from (("event_date", day.isoformat()), ("year", day.year), ("time_precision", time_precision(made.days)))


def _actors(made: Flat, event_type: str, sub_event: str, *, digits: bool) -> Iterator[tuple[str, object]]:
    one, other = made.one, made.other
    if one.rivals:
        made.lost.append(("actor1", "rival suspects are named; all stand, joined by “or”"))
    if not one.parties:
        made.lost.append(("actor1", "nobody is named as the one who acted"))
    yield "actor1", " or ".join(party.actor.name for party in (*one.allies[:1], *one.rivals))
    yield "assoc_actor_1", "; ".join(party.actor.name for party in one.allies[1:])
    acted_on = other.parties or made.others
    yield "actor2", acted_on[0].actor.name if acted_on else None
    beside = (*acted_on[1:], *(made.others if other.parties else ()))
    yield "assoc_actor_2", "; ".join(party.actor.name for party in beside)
    sorts = [_sort(made, (*one.allies[:1], *one.rivals), sub_event), _sort(made, acted_on[:1], "")]
    for column, sort in zip(("inter1", "inter2"), sorts, strict=True):
        yield column, sort and (int(sort["digit"]) if digits else sort["value"])
    open_ones = sorts[0] is None or (bool(acted_on) and sorts[1] is None)
    yield "interaction", None if open_ones else _interaction([sort for sort in sorts if sort], digits=digits)
    force = event_type in _VIOLENT or sub_event == _EXCESSIVE
    civilians = not other.parties and any(_is_civilian(party) for party in made.others)
    yield "civilian_targeting", "Civilian targeting" if force and civilians else None


def _is_civilian(party: Party) -> bool:
    return lexicon.by_pattern("acled_inter").get(party.actor.kind.value, {}).get("digit") == "7"


def _sort(made: Flat, parties: Sequence[Party], sub_event: str) -> Mapping[str, str] | None:
    """Give the sort of actor, if all parties are of one; a state's forces abroad are external."""
    found = {row["id"]: row for party in parties if (row := _row(made, party, sub_event)) is not None}
    if len(found) > 1 and len({row["digit"] for row in found.values()}) > 1:
        made.lost.append(("inter1", "rival suspects are of several sorts"))
        return None
    return next(iter(found.values()), None)


def _row(made: Flat, party: Party, sub_event: str) -> Mapping[str, str] | None:
    rows, actor = lexicon.table("acled_inter"), party.actor
    home = made.country.get("pattern")
    kind, sector = actor.kind.value, actor.sector
    if actor.kind in STATE_BODIES and actor.country and home and actor.country != home:
        kind = "foreign"
    if actor.kind is not ActorKind.ARMED_GROUP and actor.kind not in STATE_BODIES:
        types = lexicon.by_pattern("acled_types")
        if sub_event and types[sub_event]["event_type"] in {"Protests", "Riots"} and sub_event != _EXCESSIVE:
            kind = "protesters" if types[sub_event]["event_type"] == "Protests" else "rioters"
    same = [row for row in rows if row["pattern"] == kind]
    return next((row for row in same if row["sector"] == sector), next((r for r in same if not r["sector"]), None))


def _interaction(sorts: Sequence[Mapping[str, str]], *, digits: bool) -> object:
    """Give the two sorts, the lower digit first; one alone has a nought, or "only"."""
    told = sorted(sorts, key=lambda row: row["digit"])
    if digits:
        return int("".join(row["digit"] for row in told).ljust(2, "0"))
    return f"{told[0]['value']} only" if len(told) == 1 else "-".join(row["value"] for row in told)


def _where(made: Flat) -> Iterator[tuple[str, object]]:
    place, point, country = made.place, made.point, made.country
    yield "iso", int(country["numeric"]) if country.get("numeric") else None
    yield "region", country.get("region")
    yield "country", country.get("name")
    if not country:
        made.lost.append(("country", "no country is told"))
    yield "admin1", place.admin1 if place is not None else None
    yield "admin2", place.name if place is not None and made.place_code == "district" else None
    yield "geo_precision", lexicon.by_pattern("place_codes")[made.place_code]["acled"]
    named = point or place
    yield "location", (named.name or named.text) if named is not None else None
    if point is None or point.lat is None or point.lon is None:
        made.lost.append(("latitude", "no point: the place is an area or not known; theirs would be a capital's"))
        return
    yield from (("latitude", round(point.lat, 4)), ("longitude", round(point.lon, 4)))


def _dead(made: Flat) -> Iterator[tuple[str, object]]:
    dead = deaths(made)
    is_open = bool(dead.words) or dead.wider
    yield "fatalities", dead.low if dead.low is not None else None if is_open else 0
    tags = [f"sayso state={standing(made.incident)}", f"place known as={made.place_code}"]
    if made.days is not None and made.days > 1:
        tags.append(f"days={made.first_day}/{made.last_day}")
    if dead.words:
        tags.append("deaths told in words")
        made.lost.append(("fatalities", "figures in words alone (“dozens”) are no numbers; notes has them"))
    if dead.low is None and dead.wider:
        tags.append("deaths told only in wider totals")
    elif dead.low is None and not dead.words:
        tags.append("no deaths told")
    if dead.rivals:
        tags.append(f"rival figures={dead.low} to {dead.high}")
        made.lost.append(("fatalities", "rival figures: the lowest stands; notes has all"))
    if dead.wider:
        made.lost.append(("fatalities", "totals over several places or a period are left out; notes has them"))
    if made.one.rivals:
        tags.append("rival suspects")
    if any(m.statement.polarity is Polarity.NEGATIVE for m in made.incident.members):
        tags.append("denied")
        made.lost.append(("notes", "a denial has no column; it stands here"))
    yield "tags", "; ".join(tag.replace(";", ",") for tag in tags)
