"""Releases: incidents come in; a frozen, numbered dataset goes out, with what is needed to cite, check and follow it.

A release appears whole under its own name or not at all, and is never written
again. What changed since the one before is told row by row.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import sayso
from sayso import lexicon
from sayso.brief.exports.columns import SCHEMA_VERSION, fields
from sayso.brief.exports.csv_table import write_csv
from sayso.brief.exports.json_lines import write_jsonl
from sayso.brief.exports.parquet import write_parquet
from sayso.brief.exports.table import Row, row_of
from sayso.errors import UsageError
from sayso.grounding.gazetteer import load_gazetteer
from sayso.releases.changes import Rows, write_changes, write_withdrawn
from sayso.releases.model import FORMAT, About, Release
from sayso.releases.papers import LICENSES, citation, code_book, readme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sayso.incidents import Incident
    from sayso.releases.changes import Standing

__all__ = ["About", "Release", "release", "verify"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WEB = ("https://", "http://")
_SUMS = "SHA256SUMS"
_SUM = re.compile(r"([0-9a-f]{64})  (\S+)")


def release(
    incidents: Iterable[Incident],
    folder: Path,
    about: About,
    *,
    left_out: Mapping[str, int] | None = None,
    standing: Standing = lambda _: None,
    keep: Callable[[Release], None] = lambda _: None,
) -> Release:
    """Write a release of incidents to ``folder/NAME-VERSION``.

    Args:
        incidents: One by one; few are held in memory.
        folder: Where the releases of a series stand beside each other.
        about: Its name, number and so on, and what was asked for.
        left_out: How many were left out of it, by reason; read once all are written.
        standing: Tells how an incident stands that is not in it any more: state, and into which it was merged.
        keep: Called once all is written and before it appears; may raise to stop it.

    Raises:
        UsageError: The number is taken, a name makes no sense, the release before does not have its digests or is for
            others, or the folder cannot be written.
    """
    _check(about)
    before = _last(folder, about.name)
    if before is not None and (faults := verify(before)):
        raise UsageError(f"the release before is not as it was written: {faults[0]}")
    told = _told(before) if before is not None else {}
    if told.get("public", about.public) != about.public:
        kind = "for publication" if told["public"] else "for the team alone"
        raise UsageError(f"{before} is {kind}, this one is not; give it another --name, as its changes would mix both")
    number = int(told.get("number", 0)) + 1
    version = about.version or str(number)
    target = folder / f"{about.name}-{version}"
    if target.exists():
        raise UsageError(f"{target} exists; a release is never written again, so give the next number")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=folder, prefix=f".{target.name}."))
    except OSError as error:
        raise UsageError(f"cannot write to {folder} ({error.strerror}); check the folder") from error
    try:
        made: dict[str, Any] = {
            "format": FORMAT,
            "name": about.name,
            "version": version,
            "number": number,
            "previous": told.get("version"),
            "title": about.title,
            "authors": list(about.authors),
            "contact": about.contact,
            "license": about.license,
            "url": about.url,
            "snapshot": about.snapshot,
            "public": about.public,
            "asked": dict(about.asked),
        }
        made |= _versions() | _write_data(incidents, part)
        made["left_out"] = dict(sorted((left_out or {}).items()))
        rows = Rows(part / "data.jsonl")
        old = Rows(before / "data.jsonl" if before is not None else None)
        made["counts"] |= write_changes(old, rows, part / "changes.csv")
        write_withdrawn(old, rows, told.get("version"), standing, part / "withdrawn.csv")
        _put(part / "codebook.md", code_book())
        _put(part / "CITATION.cff", citation(about, version))
        _put(part / "README.md", readme(about, made))
        _put(part / "release.json", json.dumps(made, ensure_ascii=False, indent=2) + "\n")
        names = sorted(file.name for file in part.iterdir())
        _put(part / _SUMS, "".join(f"{_digest(part / name)}  {name}\n" for name in names))
        counts = {name: made["counts"][name] for name in ("incidents", "added", "changed", "withdrawn")}
        done = Release(folder=target, version=version, previous=told.get("version"), **counts)
        keep(done)
        part.chmod(0o755)
        if target.exists():
            raise UsageError(f"{target} was written meanwhile; a release is never written again")
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return done


def verify(folder: Path) -> tuple[str, ...]:
    """Check a release against its digests; give what is wrong, in words: nothing where all is as it was written.

    Raises:
        UsageError: The folder holds no release.
    """
    try:
        lines = (folder / _SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{folder} holds no release: there is no {_SUMS} that can be read") from error
    listed = {match[2]: match[1] for line in lines if (match := _SUM.fullmatch(line)) and "/" not in match[2]}
    faults = (
        [f"{folder / _SUMS}: {len(lines) - len(listed)} lines that name no digest"] if len(listed) < len(lines) else []
    )
    there = {file.name for file in folder.iterdir()}
    for name, digest in listed.items():
        if name not in there:
            faults.append(f"{folder / name} is missing")
        elif _digest(folder / name) != digest:
            faults.append(f"{folder / name} is not as it was written")
    faults += [f"{folder / name} is not of the release" for name in sorted(there - {*listed, _SUMS})]
    faults += [
        f"{folder / _SUMS} does not name {name}" for name in ("data.jsonl", "release.json") if name not in listed
    ]
    return tuple(faults)


def _check(about: About) -> None:
    for what, name in (("name", about.name), ("version", about.version or "1")):
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} is no {what} of a release; use letters, digits, dots, _ and -")
    if not about.title.strip() or not about.contact.strip() or not any(one.strip() for one in about.authors):
        raise UsageError("a release needs a title, an author and a contact for corrections")
    if about.url is not None and not about.url.startswith(_WEB):
        raise UsageError(f"{about.url!r} is no address of the web")
    if about.license is not None and about.license not in LICENSES and not about.license.startswith(_WEB):
        raise UsageError(f"{about.license!r} is no licence for data; give an address, or one of {', '.join(LICENSES)}")


def _last(folder: Path, name: str) -> Path | None:
    """Give the release of a series with the highest number."""
    found = [one for one in folder.glob(f"{name}-*/release.json") if not one.parent.name.startswith(".")]
    told = {one.parent: _told(one.parent) for one in found}
    return max(
        (one for one in told if told[one].get("name") == name), key=lambda one: told[one]["number"], default=None
    )


def _told(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder / 'release.json'} cannot be read; is it a release?") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("number"), int):
        raise UsageError(f"{folder / 'release.json'} is not of the format {FORMAT}")
    return told


def _versions() -> dict[str, Any]:
    return {
        "sayso": sayso.__version__,
        "schema_version": SCHEMA_VERSION,
        "lexicon": lexicon.digest(),
        "gazetteer": load_gazetteer().version,
    }


def _write_data(incidents: Iterable[Incident], part: Path) -> dict[str, Any]:
    """Write the data in its three formats; give counts, and the versions that read the reports."""
    states: Counter[str] = Counter()
    readers: dict[str, bytes] = {}  # report: what read it
    statements = 0

    def rows() -> Iterator[Row]:
        nonlocal statements
        for incident in incidents:
            states[incident.status] += 1
            statements += len(incident.members)
            readers.update((m.report.id, msgspec.json.encode(m.report.made_by)) for m in incident.members)
            yield row_of(incident)

    write_jsonl(rows(), part / "data.jsonl")
    write_csv(_read(part / "data.jsonl"), part / "data.csv")
    write_parquet(_read(part / "data.jsonl"), part / "data.parquet")
    read_by = Counter(readers.values())
    return {
        "read_by": [{**msgspec.json.decode(made), "reports": n} for made, n in sorted(read_by.items())],
        "counts": {
            "incidents": states.total(),
            "states": dict(sorted(states.items())),
            "statements": statements,
            "reports": len(readers),
        },
    }


def _read(data: Path) -> Iterator[Row]:
    """Give the rows that were written as JSON lines."""
    objects = {field.name for field in fields() if field.type == "json"}
    with data.open("rb") as lines:
        for line in lines:
            told = msgspec.json.decode(line)
            yield [
                msgspec.json.encode(value).decode() if name in objects and value is not None else value
                for name, value in told.items()
            ]


def _put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")


def _digest(file: Path) -> str:
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
