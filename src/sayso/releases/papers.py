"""What stands beside the data of a release: how to cite it, what it is, what its columns and codes mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sayso.brief.code_book import book
from sayso.brief.exports.columns import SCHEMA_VERSION, fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.releases.model import About

# Licences for data, by their SPDX ids, which the Citation File Format 1.2.0 asks for.
LICENSES = (
    "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0",
    "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0",
)  # fmt: skip
_DAY = 10  # characters of an ISO 8601 day

_METHOD = """## What it is

One row for each incident: one thing that happened at one place and time, as told by the statements tied to it. The
reports were read by a program (Sayso {sayso}); `state` says whether people accepted the incident or only the program
proposed it, and `threshold` from which score on proposals were taken in. **No row is a finding of fact**: each tells
what was said, by whom, and how surely. `happened_by`, `actors_origins` and the like count independent origins, not
outlets; `denied_by` stands beside what is claimed. That nobody denies a thing confirms nothing.

Figures are the lowest and highest that stand, with the voices that give them in `figures`. They are never added up or
averaged, and "dozens" stays without a number. An empty cell means that it was not told. Places are given no more
exactly than `precision_published`; an area has no point. {copies}

## What it is not

It is no count of all that happened: what nobody reported, or what was not read, is not in it, and more sources give
more rows. Do not compare numbers across releases or regions without looking at `publishers` and `changes.csv`.
"""

_TERMS = """## Terms of use

- {license}
- The words quoted are those of their publishers and of whoever they quote; `urls` lead there.
- Do not use it to find, target, harm or expose anybody, to guess who an unnamed person or source is, or to undo what
  was made coarser or hidden.
- Say who says it: give a figure or a blame with its voice and its state, and proposed rows as read by machine.
- Say which release, which rows and which changes of yours a result rests on; cite it as in `CITATION.cff`.
- If you keep a copy, take out what `withdrawn.csv` of a later release names, and take over `changes.csv`.

## Corrections

Write to {contact}, with the `id` of the row. What is corrected shows in the next release, as changed or withdrawn.
"""


def citation(about: About, version: str) -> str:
    """Give ``CITATION.cff``, Citation File Format 1.2.0; JSON texts are YAML, so that any title is safe."""
    lines = [
        "cff-version: 1.2.0",
        f"message: {_text('If you use this dataset, please cite it as below, with its version.')}",
        f"title: {_text(about.title)}",
        "type: dataset",
        "authors:",
        *(line for author in dict.fromkeys(about.authors) for line in _author(author)),
        f"version: {_text(version)}",
        f"date-released: {_text(about.snapshot[:_DAY])}",
    ]
    if about.license is not None:
        lines.append(f"{'license' if about.license in LICENSES else 'license-url'}: {_text(about.license)}")
    if about.url is not None:
        lines.append(f"url: {_text(about.url)}")
    return "\n".join([*lines, "keywords:", '  - "armed conflict"', '  - "reported events"']) + "\n"


def readme(about: About, made: Mapping[str, object]) -> str:
    """Give the README: what it is and is not, the files, terms of use, and where to write for corrections."""
    license_ = (
        f"Licence: {about.license}." if about.license else "No licence is given: ask before you publish it again."
    )
    copies = "Names of private persons are hidden and places made coarser for publication." if about.public else (
        "**Nothing was hidden in it: it is for the team alone and not for publication.**")  # fmt: skip
    files = "\n".join(f"| `{name}` | {what} |" for name, what in _FILES)
    after = f", after {made['previous']}" if made["previous"] else ""
    return (
        f"# {about.title}\n\nRelease {made['version']} of {about.name}, as of {about.snapshot}{after}. "
        f"By {'; '.join(about.authors)}.\n\n"
        f"{_METHOD.format(sayso=made['sayso'], copies=copies)}\n## Files\n\n| file | what |\n| --- | --- |\n{files}\n\n"
        f"Rows: {json.dumps(made['counts'])}. All parameters and versions are in `release.json`.\n\n"
        f"{_TERMS.format(license=license_, contact=about.contact)}"
    )


_FILES = (
    ("data.csv", "the incidents, UTF-8, RFC 4180; `data.csv.schema.json` is its data dictionary (Frictionless)"),
    ("data.jsonl", "the same, an object a line"),
    ("data.parquet", "the same, typed"),
    ("codebook.md", "what columns and codes mean"),
    ("changes.csv", "what was added, changed (field by field) and withdrawn since the release before"),
    ("withdrawn.csv", "what was in the release before and is not in this one, and how it stands now"),
    ("release.json", "parameters, counts and the versions of all that made it"),
    ("CITATION.cff", "how to cite it"),
    ("SHA256SUMS", "digests; `sayso release --verify FOLDER` or `sha256sum -c SHA256SUMS` checks them"),
)


def code_book() -> str:
    """Give the code book: the columns of the table, then how events and tolls are coded."""
    return "\n".join(_columns()) + "\n\n" + book()


def _columns() -> Iterator[str]:
    yield "# The columns of the data"
    yield ""
    yield f"Table {SCHEMA_VERSION}. Lists are joined by `; ` in the CSV; an empty cell means that it was not told."
    yield ""
    yield "| column | type | meaning | example |"
    yield "| --- | --- | --- | --- |"
    for field in fields():
        unit = f" ({field.unit})" if field.unit else ""
        example = field.example.replace("|", "\\|")
        yield f"| {field.name} | {field.type}{unit} | {field.description} | {f'`{example}`' if example else ''} |"


def _author(author: str) -> Iterator[str]:
    family, comma, given = author.partition(",")
    if comma and given.strip():
        yield f"  - family-names: {_text(family.strip())}"
        yield f"    given-names: {_text(given.strip())}"
    else:
        yield f"  - name: {_text(author.strip())}"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
