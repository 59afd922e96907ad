"""Attributions and statements as W3C Web Annotations (JSON-LD)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sayso.brief.phrases import cited, gist, sureness, voice_name

if TYPE_CHECKING:
    from sayso.record import Attribution, Report, Statement

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$")
_AROUND = 32  # code points before and after a quotation that help to find it again

Json = dict[str, Any]


def report_annotations(report: Report) -> str:
    """Write one annotation for each attribution and each statement, as an annotation collection.

    Each target has two selectors for the same words: positions, and the
    words themselves with what stands round them. An attribution has a target
    for its source, its cue and every stretch of its content, told apart by
    ``styleClass``.
    """
    frame = Frame(report)
    items = [frame.attribution(q) for q in report.attributions]
    items += [frame.statement(statement) for statement in report.statements]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{frame.record}#annotations",
        "type": "AnnotationCollection",
        "label": f"Sayso reading: {report.document.title or 'a report without a title'}",
        "rdfs:comment": (
            "Read by machine; no person has checked it. Positions count Unicode code points, end excluded, of the "
            f"text in UTF-8 whose SHA-256 is {report.document.id.partition(':')[2]}."
        ),
        "generator": frame.generator,
        "total": len(items),
        "first": {"id": f"{frame.record}#page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


class Frame:
    """What all annotations of a report share."""

    def __init__(self, report: Report) -> None:
        """Take a record."""
        self._report = report
        self._text = report.document.text
        self._digest = f"urn:{report.document.id}"
        url = report.document.url
        self._source = url if url and _IRI.match(url) else self._digest
        self.record = f"urn:{report.id}"
        made = report.made_by
        self.generator = {
            "type": "Software",
            "name": f"Sayso {made.sayso}",
            "nickname": f"reader {made.reader}, parser {made.parser.name} {made.parser.version}, "
            f"lexicon {made.lexicon}, gazetteer {made.gazetteer}",
        }

    def attribution(self, q: Attribution) -> Json:
        """Annotate who is cited, with which words, for what."""
        roles = [("source", q.source), ("cue", q.cue), *(("content", span) for span in q.content)]
        within = f", within {q.parent}" if q.parent else ""
        return self._annotation(
            q.id,
            [("tagging", "attribution"), ("tagging", q.form.value), ("tagging", q.stance.value)],
            f"{cited(q, self._report)} is cited{within} ({q.form}, {q.stance})",
            [{**self._target(span.start, span.end), "styleClass": role} for role, span in roles if span is not None],
        )

    def statement(self, statement: Statement) -> Json:
        """Annotate what is said, by whom (outermost voice first) and how surely."""
        voices = " > ".join(f"{voice_name(voice)} ({voice.role})" for voice in statement.voices)
        said = f"{sureness(statement, self._report)} {gist(statement, self._report)}"
        return self._annotation(
            statement.id,
            [("tagging", "statement"), ("tagging", statement.kind.value)],
            f"{voices}: {said}",
            [self._target(statement.start, statement.end)],
        )

    def _annotation(self, key: str, tags: list[tuple[str, str]], description: str, targets: list[Json]) -> Json:
        bodies = [_body(purpose, value) for purpose, value in [*tags, ("describing", description)]]
        return {
            "id": f"{self.record}#{key}",
            "type": "Annotation",
            "motivation": "describing",
            "generator": self.generator,
            "body": bodies,
            "target": targets,
        }

    def _target(self, start: int, end: int) -> Json:
        return {
            "type": "SpecificResource",
            "source": self._source,
            "scope": self._digest,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": self._text[start:end],
                    "prefix": self._text[max(0, start - _AROUND) : start],
                    "suffix": self._text[end : end + _AROUND],
                },
            ],
        }


def _body(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain", "language": "en"}
