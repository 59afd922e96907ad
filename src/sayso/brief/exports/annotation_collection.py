"""The statements of incidents as W3C Web Annotations: one annotation each, which names its incident."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

from sayso.brief.annotations import Frame
from sayso.brief.exports.flat import standing
from sayso.brief.exports.table import SCHEME, link_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sayso.incidents import Incident

Json = dict[str, Any]
_UNIT = (
    "Positions count Unicode code points, end excluded, of the text in UTF-8 whose SHA-256 is the scope of each "
    "target. Where the text has changed, take an annotation for orphaned unless its words stand there with what is "
    "before and after them."
)


def write_annotations(incidents: Iterable[Incident], output: Path) -> None:
    """Write an annotation collection of one page (JSON-LD); nothing is held in memory that need not be."""
    total, digest = 0, hashlib.sha256()
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as items:
        for incident in incidents:
            for item in _annotations(incident):
                line = json.dumps(item, ensure_ascii=False)
                digest.update(line.encode())
                items.write(f"{',' if total else ''}\n{line}")
                total += 1
        name = f"{SCHEME}annotations:{digest.hexdigest()}"
        head = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": name,
            "type": "AnnotationCollection",
            "label": "Statements of incidents, read by Sayso",
            "rdfs:comment": _UNIT,
            "total": total,
            "first": {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0, "items": []},
        }
        before, _, after = json.dumps(head, ensure_ascii=False).rpartition("[]")
        items.seek(0)
        with output.open("w", encoding="utf-8", newline="") as out:
            out.write(f"{before}[")
            shutil.copyfileobj(items, out)
            out.write(f"\n]{after}\n")


def _annotations(incident: Incident) -> Iterator[Json]:
    """Give an annotation for each member, with its incident and where that stands."""
    frames: dict[str, Frame] = {}
    for member in incident.members:
        frame = frames.setdefault(member.report.id, Frame(member.report))
        made = frame.statement(member.statement)
        body = [
            *made["body"],
            {"type": "SpecificResource", "purpose": "linking", "source": link_of(incident.id)},
            {"type": "TextualBody", "purpose": "assessing", "value": standing(incident), "format": "text/plain"},
        ]
        yield {**made, "body": body}
