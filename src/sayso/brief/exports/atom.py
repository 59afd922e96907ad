"""Incidents as an Atom feed (RFC 4287): an entry each, and a tombstone (RFC 6721) for what stands no more.

Written entry by entry with the standard library: feedgen, made for feeds, holds them all in memory and knows no
tombstones.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from sayso.brief.exports.feature_collection import drawn_geometry
from sayso.brief.exports.flat import GONE, chain, flat, standing, wordings
from sayso.brief.exports.table import SCHEME, link_of
from sayso.brief.phrases import gist, sureness, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import TypeGuard

    from sayso.brief.exports.flat import Flat
    from sayso.incidents import Incident, Member

_SPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:at": "http://purl.org/atompub/tombstones/1.0",
    "xmlns:georss": "http://www.georss.org/georss",
    "xml:lang": "en",
}
_RIGHTS = "Texts quoted stay their publishers'. For study and for the record, not for choosing targets."
_EARLIEST = "1970-01-01T00:00:00Z"  # where nothing tells when something changed
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEB = re.compile(r"https?://\S+$")
_DAY = 10  # characters of an ISO day


def write_atom(incidents: Iterable[Incident], output: Path) -> None:
    """Write a feed; its instant is that of the latest change of an incident in it."""
    latest = _EARLIEST
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as entries:
        for incident in incidents:
            updated = updated_of(incident)
            latest = max(latest, updated)
            gone = incident.status in GONE
            entries.write(_tombstone(incident, updated) if gone else _entry(flat(incident), updated))
            entries.write("\n")
        entries.seek(0)
        with output.open("w", encoding="utf-8", newline="") as out:
            out.write('<?xml version="1.0" encoding="utf-8"?>\n')
            out.write(f"<feed{_attributes(_SPACES)}>\n")
            out.write(_element("id", f"{SCHEME}incidents") + _element("title", "Incidents, as reported"))
            out.write(_element("updated", latest) + _holding("author", _element("name", "Sayso")))
            out.write(_element("rights", _RIGHTS) + "\n")
            shutil.copyfileobj(entries, out)
            out.write("</feed>\n")


def _element(name: str, text: str = "", **attributes: str) -> str:
    return _holding(name, escape(_sound(text)), **attributes)


def _sound(text: str) -> str:
    """Give a text without the characters that XML has no place for."""
    return _NOT_XML.sub("\ufffd", text)


def _holding(name: str, *inside: str, **attributes: str) -> str:
    return f"<{name}{_attributes(attributes)}>{''.join(inside)}</{name}>"


def _attributes(named: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(_sound(value))}" for name, value in named.items())


def updated_of(incident: Incident) -> str:
    """Give when an incident last changed, UTC; away from a desk, when the last of its reports came out."""
    if incident.changed_at is not None:
        return incident.changed_at
    documents = [member.report.document for member in incident.members]
    days = [day for d in documents for day in (d.updated, d.published) if day]
    return max((day if len(day) > _DAY else f"{day}T00:00:00Z" for day in days), default=_EARLIEST)


def _tombstone(incident: Incident, when: str) -> str:
    return _holding("at:deleted-entry", _element("at:comment", incident.status), ref=link_of(incident.id), when=when)


def _entry(made: Flat, updated: str) -> str:
    incident = made.incident
    lines = [*wordings(made), f"Standing: {standing(incident)}."]
    drawn = drawn_geometry(made)
    point = drawn["coordinates"] if drawn is not None and drawn["type"] == "Point" else None
    return _holding(
        "entry",
        _element("id", link_of(incident.id)),
        _element("title", _title(made)),
        _element("updated", updated),
        _element("summary", _summary(made), type="text"),
        _element("content", "\n".join(lines), type="text"),
        _element("category", term=incident.status, scheme=f"{SCHEME}state"),
        _element("category", term=incident.type or "unknown", scheme=f"{SCHEME}type"),
        *(_element("link", rel="via", href=url) for url in dict.fromkeys(d.url for d in made.documents) if is_web(url)),
        _element("georss:point", f"{point[1]} {point[0]}") if point is not None else "",
    )


def is_web(url: str | None) -> TypeGuard[str]:
    """Tell an address of the web."""
    return url is not None and _WEB.match(url) is not None


def _title(made: Flat) -> str:
    """Give what is claimed, with its voice: that of somebody cited before that of an outlet itself."""
    told = sorted(
        made.held or made.incident.members, key=lambda member: member.statement.voices[-1].attribution is None
    )
    if not told:
        return "No report of it is left"
    place = where(made.place) or "place not known"
    days = " to ".join(dict.fromkeys(day for day in (made.incident.earliest, made.incident.latest) if day))
    return f"{_claim(told[0])} – {place}, {days or 'day not known'}"


def _claim(member: Member) -> str:
    sure = sureness(member.statement, member.report)
    said = f"{sure[0].upper()}{sure[1:]}" if sure.endswith(":") else f"{chain(member.statement, sure)}:"
    return f"{said} {gist(member.statement, member.report)}"


def _summary(made: Flat) -> str:
    """Give in a line how it is attested: origins, denials, bounds of the dead with all that give one."""
    occurrence = made.attestation.occurrence
    origins = len(occurrence.origins)
    said = [f"That it happened: {origins} independent origin{'s' * (origins != 1)}"]
    denials = dict.fromkeys(chain(member.statement) for member in occurrence.denials)
    if denials:
        said.append(f"denied by {', '.join(denials)}")
    for figures in made.attestation.figures:
        if figures.what == "killed" and figures.scope == "incident" and figures.low is not None:
            voices = ", ".join(dict.fromkeys(chain(told.statement) for told in figures.told if not told.superseded))
            bounds = str(figures.low) if figures.low == figures.high else f"{figures.low} to {figures.high}"
            said.append(f"killed, {figures.group or figures.who}: {bounds}, by {voices}")
    return f"{'; '.join(said)}. {standing(made.incident)[0].upper()}{standing(made.incident)[1:]}."
