"""A table shaped like somebody else's, with what it loses told beside it.

``NAME`` holds the rows, ``NAME.loss.md`` what each column loses, which incidents are left out and why, and of which
incident each row is; ``NAME.deletions.csv`` lists what was asked for and stands no
more, so that copies can follow. Columns come from
``lexicon/tables/FORMAT_columns.tsv``.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from sayso import lexicon
from sayso.brief.exports.csv_table import guarded
from sayso.brief.exports.flat import GONE, flat
from sayso.brief.exports.table import link_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sayso.incidents import Incident

TAIL = ":"
NOWHERE = "XXX"  # in place of a country that is not known


def own_id(incident: Incident, country: str | None = None) -> str:
    """Give our id of a row: ``SAY-``, a country where asked for, and the incident's own digits, which never change."""
    tail = incident.id.rpartition(TAIL)[2]
    return f"SAY-{tail}" if country is None else f"SAY-{country or NOWHERE}-{tail}"


def unix_time(instant: str | None) -> int | None:
    """Give an instant in UTC as seconds since 1970."""
    return int(datetime.fromisoformat(instant).timestamp()) if instant is not None else None


class Sheet:
    """Writes rows one by one and counts what they lose; :func:`sheet` opens it."""

    def __init__(self, columns: tuple[Mapping[str, str], ...], rows: TextIO, deletions: TextIO, links: TextIO) -> None:
        """Write the headers."""
        self._columns = columns
        self._names = [row["pattern"] for row in columns]
        self._rows = csv.writer(rows)
        self._rows.writerow(self._names)
        self._deletions = csv.writer(deletions)
        self._deletions.writerow([self._names[0], "deleted_timestamp", "incident", "state"])
        self._links = links
        self._lost: Counter[tuple[str, str]] = Counter()
        self._out: Counter[str] = Counter()
        self._states: Counter[str] = Counter()

    def standing(self, incidents: Iterable[Incident]) -> Iterator[Incident]:
        """Give those that stand; the others go on the list of what stands no more."""
        for incident in incidents:
            if incident.status in GONE:
                country = flat(incident).country.get("pattern", "") if self._names[0] == "event_id_cnty" else None
                named = own_id(incident, country)
                self._deletions.writerow([named, unix_time(incident.changed_at), incident.id, incident.status])
                self._out[f"{incident.status}: on the list of what stands no more"] += 1
                self._links.write(f"| – | {_cell(incident.id)} | left out: {incident.status} |\n")
            else:
                yield incident

    def row(self, incident: Incident, told: Mapping[str, object], lost: Iterable[tuple[str, str]]) -> None:
        """Write a row by its columns, in their order; texts are made safe for spreadsheets."""
        self._rows.writerow([guarded(v) if isinstance(v := told.get(n), str) else v for n in self._names])
        once = list(dict.fromkeys(lost))
        self._lost.update(once)
        self._states[standing_in_short(incident)] += 1
        said = "; ".join(f"{column}: {what}" for column, what in once)
        self._links.write(f"| {_cell(str(told[self._names[0]]))} | {_cell(link_of(incident.id))} | {_cell(said)} |\n")

    def leave_out(self, incident: Incident, why: str) -> None:
        """Count an incident that makes no row."""
        self._out[why] += 1
        self._links.write(f"| – | {_cell(link_of(incident.id))} | left out: {_cell(why)} |\n")

    def told(self, name: str, terms: str) -> Iterator[str]:
        """Give the lines of the loss report but for those of the rows."""
        yield f"# What `{name}` loses"
        yield ""
        yield terms
        yield ""
        yield f"Rows: {sum(self._states.values())}. " + "; ".join(f"{n} {s}" for s, n in sorted(self._states.items()))
        yield ""
        yield "## Left out"
        yield ""
        yield from [f"- {count} × {why}" for why, count in sorted(self._out.items())] or ["Nothing."]
        yield ""
        yield "## Columns"
        yield ""
        yield "| column | what it holds here | lost or changed, rows |"
        yield "| --- | --- | --- |"
        for row in self._columns:
            lost = [f"{what} ({n})" for (column, what), n in sorted(self._lost.items()) if column == row["pattern"]]
            yield f"| `{row['pattern']}` | {row['value']} | {_cell('; '.join(lost))} |"
        known = set(self._names)
        whole = [f"- {column}: {what} ({n})" for (column, what), n in sorted(self._lost.items()) if column not in known]
        if whole:
            yield from ["", "Of no one column:", "", *whole]
        yield from ["", "## Rows and their incidents", "", "| row | incident | lost |", "| --- | --- | --- |"]


def standing_in_short(incident: Incident) -> str:
    """Say who made an incident stand, for counting."""
    if incident.status != "proposed":
        return f"{incident.status} by people"
    asked = "" if incident.threshold is None else f" (asked for from a score of {incident.threshold:g} on)"
    return f"proposed by machine, not checked by people{asked}"


@contextmanager
def sheet(name: str, output: Path, terms: str) -> Iterator[Sheet]:
    """Open a table shaped like a format's, and write what it loses when all rows are written."""
    columns = lexicon.table(f"{name}_columns")
    with (
        output.open("w", encoding="utf-8", newline="") as rows,
        output.with_name(f"{output.name}.deletions.csv").open("w", encoding="utf-8", newline="") as deletions,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as links,
    ):
        made = Sheet(columns, rows, deletions, links)
        yield made
        links.seek(0)
        with output.with_name(f"{output.name}.loss.md").open("w", encoding="utf-8", newline="") as loss:
            loss.writelines(f"{line}\n" for line in made.told(output.name, terms))
            shutil.copyfileobj(links, loss)


def _cell(text: str) -> str:
    """Give a text that fits into a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")
