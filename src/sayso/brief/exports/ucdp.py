"""Incidents as a table with the columns of UCDP's Georeferenced Event Dataset, version 23.1 and later: shaped like it.

A row needs at least one death that is told of, an organised actor, and a day. Codes follow UCDP's codebook; the
rule for numbers of dead stands in ``deaths.py``. ``docs/profiles.md`` says what each column holds and loses.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.brief.exports.deaths import by_side, deaths
from sayso.brief.exports.flat import STATE_BODIES, chain, flat, standing
from sayso.brief.exports.sheet import own_id, sheet
from sayso.brief.phrases import where
from sayso.record import EventType, Polarity
from sayso.statements.codes import ucdp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sayso.brief.exports.deaths import Deaths
    from sayso.brief.exports.flat import Flat, Side
    from sayso.incidents import Incident
    from sayso.record import Document

TERMS = (
    "Shaped like UCDP's Georeferenced Event Dataset, and no part of it: read from reports by Sayso, with ids of its "
    "own. UCDP has neither made nor checked these rows; do not cite them as UCDP's, nor mix them with its data "
    "unmarked. They are for study and for the record of what was reported, not for choosing targets. Texts quoted "
    "stay their publishers'."
)
_FORCE = frozenset({EventType.ASSAULT, EventType.COERCE})
_BEGINS = "1989-01-01"  # of UCDP's events; before it no number of a state is given
_WITHIN = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # days left open, UCDP's code


def write_ucdp(incidents: Iterable[Incident], output: Path) -> None:
    """Write the table, what it loses (``OUTPUT.loss.md``) and what stands no more (``OUTPUT.deletions.csv``)."""
    with sheet("ucdp", output, TERMS) as table:
        for incident in table.standing(incidents):
            made = flat(incident)
            dead = deaths(made)
            why = _left_out(made, dead)
            if why is None:
                table.row(incident, dict(_cells(made, dead)), made.lost)
            else:
                table.leave_out(incident, why)


def _left_out(made: Flat, dead: Deaths) -> str | None:
    """Say why an incident makes no row."""
    if made.incident.type not in _FORCE:
        return f"{made.incident.type or 'an act of no type'} is no use of armed force"
    if not made.held:
        return "nobody says that it happened"
    if not dead.is_told:
        return "deaths are told only in totals over several places or a period" if dead.wider else "no death is told"
    if not any(party.is_organised for party in (*made.one.parties, *made.other.parties)):
        return "no organised actor is named"
    if made.days is None:
        return "no day is told"
    return None if date_prec(made.days) is not None else "the day is left open by more than a year"


def date_prec(days: int) -> int | None:
    """Give UCDP's code for how many days are left open; none beyond a year."""
    return next((code for most, code in _WITHIN if days <= most), None)


def priogrid(lat: float, lon: float) -> int:
    """Give the PRIO-GRID cell of a point: half degrees, counted from the south-west corner, 720 a row."""
    return floor((lat + 90) * 2) * 720 + floor((lon + 180) * 2) + 1


def _cells(made: Flat, dead: Deaths) -> Iterator[tuple[str, object]]:
    incident = made.incident
    yield from (("id", own_id(incident)), ("relid", incident.id), ("code_status", standing(incident)))
    yield from (("year", made.first_day.year if made.first_day else None), ("event_clarity", 1))
    yield from (("date_prec", date_prec(made.days or 0)), ("date_start", _day(made, 0)), ("date_end", _day(made, 1)))
    yield from _violence(made)
    yield from _sources(made)
    yield from _where(made)
    yield from _deaths(made, dead)


def _day(made: Flat, which: int) -> str | None:
    day = (made.first_day, made.last_day)[which]
    return day.isoformat() if day is not None else None


def _violence(made: Flat) -> Iterator[tuple[str, object]]:
    """Give the sides and what they make of the violence."""
    foes = [party.actor.kind for party in made.other.parties]
    done = foes or [party.actor.kind for party in made.others]
    types = {ucdp_of([party.actor.kind], done) for party in (made.one.allies[:1] + made.one.rivals)}
    kind = types.pop() if len(types) == 1 else None
    yield "type_of_violence", lexicon.by_pattern("ucdp_types")[kind]["value"] if kind is not None else None
    if kind is None:
        made.lost.append(("type_of_violence", "who fought whom is open, so the type is"))
    if made.one.rivals:
        made.lost.append(("side_a", "rival suspects are named; all stand, joined by “or”"))
    if not made.one.parties:
        made.lost.append(("side_a", "nobody is named as the one who acted"))
    yield "side_a", made.one.named
    civilians = not foes and bool(made.others)
    yield "side_b", "Civilians" if civilians else made.other.named
    if civilians:
        made.lost.append(("side_b", "those acted on are named as no fighters, so “Civilians” stands"))
    yield "gwnoa", _number(made, made.one, "gwnoa")
    yield "gwnob", _number(made, made.other, "gwnob")


def _number(made: Flat, side: Side, column: str) -> int | None:
    """Give the number of a state that is a side by itself or through its forces."""
    states = {party.actor.country for party in side.parties if party.actor.kind in STATE_BODIES}
    if len(side.parties) != 1 or len(states) != 1:
        return None
    return gleditsch_ward(made, lexicon.by_pattern("countries").get(next(iter(states)) or "", {}), column)


def gleditsch_ward(made: Flat, country: Mapping[str, str], column: str) -> int | None:
    """Give a country's number in Gleditsch and Ward's list, where the day is one of the state as it is today."""
    if not country or not country["gleditsch_ward"]:
        made.lost.append((column, "no number: no state is told, or ours has none for it"))
        return None
    if (_day(made, 0) or "") < max(_BEGINS, country["valid_from"]):
        made.lost.append((column, "the day is before the state's, or before 1989, when UCDP's events begin"))
        return None
    return int(country["gleditsch_ward"])


def _sources(made: Flat) -> Iterator[tuple[str, object]]:
    documents = made.documents
    told = [(_flat(d.publisher), (d.published or "")[:10], _flat(d.title)) for d in documents]
    yield "number_of_sources", len(set(made.origins.of.values()))
    yield "source_article", ";".join(f'"{office},{day},{headline}"' for office, day, headline in told)
    yield "source_office", ";".join(office for office, _, _ in told)
    yield "source_date", ";".join(day for _, day, _ in told)
    yield "source_headline", ";".join(headline for _, _, headline in told)
    if any(_has_marks(d) for d in documents):
        made.lost.append(("source_article", "semicolons and quotation marks in names and headlines are others"))
    if len(documents) > len(set(made.origins.of.values())):
        made.lost.append(("number_of_sources", "reports that copy one origin count once"))
    if not all(d.published for d in documents):
        made.lost.append(("source_date", "the day of publication of a report is not known"))
    yield "source_original", _original(made)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split()).replace(";", ",").replace('"', "'")


def _has_marks(document: Document) -> bool:
    return any(mark in f"{document.publisher or ''}{document.title or ''}" for mark in ';"')


def _original(made: Flat) -> str:
    """Give whose word it is, and who denies it."""
    voices = dict.fromkeys(chain(m.statement) for m in made.held if m.statement.voices[-1].attribution is not None)
    denied = dict.fromkeys(
        f"denied by {chain(m.statement)}" for m in made.incident.members if m.statement.polarity is Polarity.NEGATIVE
    )
    if denied:
        made.lost.append(("source_original", "a denial has no column; it stands here"))
    return "; ".join((*voices, *denied))


def _where(made: Flat) -> Iterator[tuple[str, object]]:
    place, point, country = made.place, made.point, made.country
    yield "where_prec", lexicon.by_pattern("place_codes")[made.place_code]["ucdp"]
    yield "where_coordinates", (point.name or point.text) if point is not None else None
    yield "where_description", where(place)
    yield "adm_1", place.admin1 if place is not None else None
    yield "adm_2", place.name if place is not None and made.place_code == "district" else None
    yield "country", country.get("name")
    yield "region", country.get("ucdp_region")
    yield "country_id", gleditsch_ward(made, country, "country_id") if country else None
    if not country:
        made.lost.append(("country", "no country is told"))
    if point is None or point.lat is None or point.lon is None:
        made.lost.append(("latitude", f"no point: the place is {_known(made.place_code)}"))
        return
    lat, lon = round(point.lat, 6), round(point.lon, 6)
    yield from (("latitude", lat), ("longitude", lon), ("priogrid_gid", priogrid(lat, lon)))
    yield "geom_wkt", f"POINT ({lon:.6f} {lat:.6f})"


def _known(code: str) -> str:
    return {"unknown": "not told", "fuzzy": "an area that lies by others"}.get(code, f"known as {code} only")


def _deaths(made: Flat, dead: Deaths) -> Iterator[tuple[str, object]]:
    if dead.words:
        made.lost.append(("best", "figures in words alone (“dozens”) are no numbers; source and record have them"))
    if dead.account is None:
        return
    if dead.rivals:
        made.lost.append(("best", "rival figures: the lowest stands, high has the highest"))
    if dead.open_above:
        made.lost.append(("high", "a figure that is open above, or has one bound, counts as that bound"))
    if dead.wider:
        made.lost.append(("high", "totals over several places or a period are left out"))
    if dead.account.total is None and len(dead.account.apart) > 1:
        made.lost.append(("best", "what one voice counts apart in one report is added"))
    counted = by_side(made, dead.account)
    yield from ((f"deaths_{side}", counted[side]) for side in counted)
    yield from (("best", dead.account.low), ("low", dead.low), ("high", dead.high))
