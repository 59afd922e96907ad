"""An incident becomes a row of the full table: what is told of it, by whom, and where that stands.

Nothing is added up, averaged or weighed; what the reports leave open stays empty. A row is a list of JSON values in
the order of ``columns.fields()``: text, numbers, booleans, null, and lists of text; objects are JSON text already.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.brief.areas import POINTS
from sayso.brief.exports.columns import fields, positions
from sayso.errors import UsageError
from sayso.incidents.attestation import attest
from sayso.incidents.origins import find_origins
from sayso.record import PlacePrecision, TimePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.incidents import Attestation, Claim, Figure, Figures, Incident, Member
    from sayso.record import Place

Row = list[Any]

SCHEME = "sayso:"
_LONGEST = 200  # characters of a quotation
_PRECISIONS = {precision: i for i, precision in enumerate(TimePrecision)}  # finest first
_COUNTED = {"people": "unknown", "civilians": "civilians", "combatants": "combatants"}  # column: who, of a toll


def row_of(incident: Incident) -> Row:
    """Give the row of an incident."""
    attestation = attest(incident, find_origins(member.report for member in incident.members))
    told = {
        "id": incident.id,
        "link": link_of(incident.id),
        "state": incident.status,
        "threshold": incident.threshold if incident.status == "proposed" else None,
        "score": round(incident.score, 6),
        "reasons": list(incident.reasons),
        "read_by_machine": any(m.report.made_by.reader not in BY_PEOPLE for m in incident.members),
        "changed_at": incident.changed_at,
        "type": incident.type or None,
        "modes": _commonest(mode for member in incident.members for mode in member.event.modes),
        "acled": _commonest(member.event.acled for member in incident.members),
        "earliest": incident.earliest,
        "latest": incident.latest,
        **_when(incident),
        **_where(incident),
        **_who(attestation),
        **_figures(attestation),
        **_reports(incident),
        **_entered(incident),
        "row_digest": None,  # of the cells of a CSV
    }
    return [
        msgspec.json.encode(told[field.name]).decode()
        if field.type == "json" and told[field.name]
        else told[field.name]
        for field in fields()
    ]


BY_PEOPLE = frozenset({"person"})  # readers that are people


def link_of(incident: str, base: str | None = None) -> str:
    """Give the address of an incident: ``sayso:incident:…``, or under an address of one's own."""
    return f"{base or SCHEME}{incident}"


def with_asked(row: Row, *, threshold: float | None, links: str | None) -> Row:
    """Give a ready-made row with what only the asking decides: threshold and the address of links.

    Raises:
        UsageError: The row is of other columns than these.
    """
    at = positions()
    if len(row) != len(at):
        raise UsageError("a row of another version of the table; make it anew")
    if threshold is not None and row[at["state"]] == "proposed":
        row[at["threshold"]] = threshold
    if links is not None:
        row[at["link"]] = link_of(row[at["id"]], links)
    return row


def _commonest(values: Iterable[str | None]) -> list[str]:
    return [value for value, _ in Counter(value for value in values if value).most_common()]


def _when(incident: Incident) -> dict[str, Any]:
    times = [member.time for member in incident.members if member.time is not None]
    finest = min((time.precision for time in times), key=_PRECISIONS.__getitem__, default=None)
    return {
        "time_precision": finest.value if finest is not None else None,
        "time_words": _commonest(time.text for time in times),
    }


def _where(incident: Incident) -> dict[str, Any]:
    """Give the columns of the place told most; a point only where it is told as one."""
    found = incident.place
    words = [_own_place(member) for member in incident.members]
    same = [
        own
        for own, m in zip(words, incident.members, strict=True)
        if own is not None and m.place is not None and found is not None and _key_of(m.place) == _key_of(found)
    ]
    stated = min(same, key=lambda own: own.relation is not None, default=found)
    point = found is not None and found.precision in POINTS and stated is not None and stated.relation is None
    named = found is not None and (found.name is not None or point)
    return {
        "place_words": _commonest(own.text for own in words if own is not None),
        "place_name": found.name if found else None,
        "country": found.country if found else None,
        "admin1": found.admin1 if found else None,
        "lat": found.lat if found and point else None,
        "lon": found.lon if found and point else None,
        "radius_km": found.radius_km if found and not point else None,
        "geonames_id": found.geonames_id if found else None,
        "precision_stated": _stated(stated, found),
        "precision_resolved": (found.resolved or found.precision).value if found else None,
        "precision_published": found.precision.value if found and named else None,
        "coarsened": any(thing.coarsened for m in incident.members for thing in (m.place, m.time) if thing is not None),
    }


def _key_of(place: Place) -> int | str:
    return place.geonames_id or place.text


def _own_place(member: Member) -> Place | None:
    """Give the place as the member's own words have it: "near Homs", where ``member.place`` is Homs."""
    return next((place for place in member.report.places if place.id == member.event.place), member.place)


def _stated(stated: Place | None, found: Place | None) -> str | None:
    if stated is None or found is None:
        return None
    if stated.relation is None:
        return (stated.stated or stated.resolved or stated.precision).value
    precision = found.precision if stated.precision is PlacePrecision.UNKNOWN else stated.precision
    return f"relative {precision.value}"


def _who(attestation: Attestation) -> dict[str, Any]:
    occurrence = attestation.occurrence
    told: dict[str, Any] = {
        "happened_origins": len(occurrence.origins),
        "happened_by": list(occurrence.origins),
        "kinds_of_voice": list(occurrence.kinds),
        "admitted_by": _voices(occurrence.admissions),
        "denied_by": _voices(occurrence.denials),
        "attested": [
            *(_claim("actor", claim) for claim in attestation.actors),
            *(_claim("recipient", claim) for claim in attestation.recipients),
        ]
        or None,
    }
    for name, claims in (("actors", attestation.actors), ("recipients", attestation.recipients)):
        held = [claim for claim in claims if claim.claims]
        told[name] = [claim.said for claim in held]
        told[f"{name}_origins"] = [str(len(claim.origins)) for claim in held]
    return {**told, "rivals": len(told["actors"])}


def _claim(role: str, claim: Claim) -> dict[str, Any]:
    return {
        "role": role,
        "name": claim.said,
        "origins": list(claim.origins),
        "kinds": list(claim.kinds),
        "admitted_by": _voices(claim.admissions),
        "denied_by": _voices(claim.denials),
    }


def _voices(members: Sequence[Member]) -> list[str]:
    return sorted({_voice(member) for member in members})


def _voice(member: Member) -> str:
    return member.statement.voices[-1].name or "somebody not named"


def _figures(attestation: Attestation) -> dict[str, Any]:
    """Give each bound with its voices; the plain columns hold what is told of one incident and of no part of it."""
    own = [one for one in attestation.figures if one.scope == "incident"]
    plain: dict[str, int | None] = {}
    for what in ("killed", "injured"):
        for column, who in _COUNTED.items():
            same = next((one for one in own if (one.what, one.who, one.group) == (what, who, None)), None)
            plain[f"{what}_{column}_low"] = same.low if same else None
            plain[f"{what}_{column}_high"] = same.high if same else None
    wider = [{**_figure(one), "scope": one.scope} for one in attestation.figures if one.scope != "incident"]
    return {**plain, "figures": [_figure(one) for one in own] or None, "wider_figures": wider or None}


def _figure(one: Figures) -> dict[str, Any]:
    standing = [told for told in one.told if not told.superseded]
    return {
        "what": one.what,
        "who": one.who,
        "group": one.group,
        "low": one.low,
        "low_by": _giving(told for told in standing if one.low is not None and told.toll.low == one.low),
        "high": one.high,
        "high_by": _giving(told for told in standing if one.high is not None and one.high == _highest(told)),
        "words": list(dict.fromkeys(told.toll.words.text for told in standing)),
    }


def _highest(told: Figure) -> int | None:
    return told.toll.high if told.toll.high is not None else told.toll.low


def _giving(told: Iterable[Figure]) -> list[str]:
    return list(dict.fromkeys(figure.voice for figure in told))


def _reports(incident: Incident) -> dict[str, Any]:
    reports = {member.report.id: member.report for member in incident.members}
    dated = sorted(
        (m for m in incident.members if m.report.document.published), key=lambda m: m.report.document.published or ""
    )
    first, latest = (dated[0], dated[-1]) if dated else (None, None)
    documents = [(name, report.document) for name, report in reports.items()]
    return {
        "first_voice": _voice(first) if first else None,
        "first_published": first.report.document.published if first else None,
        "latest_voice": _voice(latest) if latest else None,
        "latest_published": latest.report.document.published if latest else None,
        "publishers": list(dict.fromkeys(d.publisher for _, d in documents if d.publisher)),
        "urls": list(dict.fromkeys(d.url for _, d in documents if d.url)),
        "sources": [
            {"report": name, "publisher": d.publisher, "published": d.published, "url": d.url, "title": d.title}
            for name, d in documents
        ],
        "statements": [f"{_key(m)}@{m.statement.start}-{m.statement.end}" for m in incident.members],
        "quotations": list(_quotations(incident)),
        "readers": sorted({f"{r.made_by.reader} {r.made_by.sayso}" for r in reports.values()}),
    }


def _key(member: Member) -> str:
    return f"{member.report.id}#{member.statement.id}"


def _quotations(incident: Incident) -> Iterator[dict[str, Any]]:
    for member in incident.members:
        said = member.statement
        words = said.text if len(said.text) <= _LONGEST else said.text[: _LONGEST - 1].rstrip() + "…"
        yield {
            "statement": _key(member),
            "words": words,
            "voices": [voice.name or "somebody not named" for voice in said.voices],
            "polarity": said.polarity.value,
            "certainty": said.certainty.value,
        }


def _entered(incident: Incident) -> dict[str, Any]:
    """Give what people wrote: their own columns, and apart from them what they hold against others.

    Of that, a copy for publication has the grades alone; nobody has looked through the rest for names.
    """
    public = any(member.report.redactions is not None for member in incident.members)
    entered = {name: value for name, value in incident.entered if not public or name.startswith("grade_")}
    own: dict[str, Any] = {
        field.name: entered.pop(field.name, None)
        for field in fields()
        if field.edit == "entry" and field.type != "json"
    }
    own["tags"] = msgspec.json.decode(own["tags"]) if own["tags"] else []
    return {**own, "corrections": dict(sorted(entered.items())) or None}
