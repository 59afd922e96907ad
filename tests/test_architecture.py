"""Imports point upstream only, and heavy libraries stay in their rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from factories import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = ROOT / "src" / "sayso"
ROOMS = [
    "intake", "reading", "grounding", "attribution", "statements", "incidents", "threads",
    "explaining", "brief", "coding", "releases", "desk",
]  # fmt: skip
BENEATH = {"record", "spans", "errors", "lexicon"}
# What a room may use besides the rooms before it, and why.
ALSO = {"brief": {"codec"}, "desk": {"codec", "pipeline"}}
# What stands at the edge and may use every room.
EDGE = {"cli", "commands"}
# What lies beneath reaches up only inside a method, so that a record can show itself.
SHOWN_BY = {"record": {"codec", "brief"}}
LIBRARIES = {"spacy": "reading/parser.py", "thinc": "reading/parser.py", "sqlite3": "grounding/gazetteer.py"}
# Heavy libraries that one room may use, in several files.
ROOM_LIBRARIES = {"sqlalchemy": "desk", "alembic": "desk"}


def _imported(file: Path) -> set[str]:
    """Give the modules that a file imports, as dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_upstream(room: str) -> None:
    """A room uses the rooms before it and what lies beneath, never a later one or the package root."""
    allowed = {*ROOMS[: ROOMS.index(room) + 1], *BENEATH, *ALSO.get(room, set())}
    for file in (SOURCE / room).rglob("*.py"):
        used = {name.split(".")[1] for name in _imported(file) if name.startswith("sayso.")}
        assert used <= allowed, f"{file.name} imports {used - allowed}"


@pytest.mark.parametrize("module", sorted(BENEATH - {"lexicon"}))
def test_what_lies_beneath_imports_no_room(module: str) -> None:
    """The types, spans and errors know no room."""
    used = {name.split(".")[1] for name in _imported(SOURCE / f"{module}.py") if name.startswith("sayso.")}
    assert used <= BENEATH | SHOWN_BY.get(module, set())


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_imports_its_own_door(room: str) -> None:
    """The files of a room do not import the room's own ``__init__``."""
    for file in (SOURCE / room).glob("*.py"):
        if file.name != "__init__.py":
            assert f"sayso.{room}" not in _imported(file), file.name


@pytest.mark.parametrize(("library", "home"), LIBRARIES.items())
def test_a_heavy_library_has_one_home(library: str, home: str) -> None:
    """A change of library touches one file."""
    users = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if any(name.split(".")[0] == library for name in _imported(file))
    }
    assert users == {home}


@pytest.mark.parametrize(("library", "room"), ROOM_LIBRARIES.items())
def test_a_heavy_library_stays_in_its_room(library: str, room: str) -> None:
    """Only the desk knows its database."""
    users = {
        file.relative_to(SOURCE).parts[0]
        for file in SOURCE.rglob("*.py")
        if any(name.split(".")[0] == library for name in _imported(file))
    }
    assert users == {room}


def test_nothing_imports_the_edge() -> None:
    """No room, and nothing beneath, imports the command line."""
    for file in SOURCE.rglob("*.py"):
        if file.relative_to(SOURCE).parts[0].removesuffix(".py") not in EDGE:
            used = {name.split(".")[1] for name in _imported(file) if name.startswith("sayso.")}
            assert not used & EDGE, file


def test_import_is_light() -> None:
    """Neither the package nor the help of the command line loads the parser, numpy or the database."""
    code = (
        "import sys, sayso, sayso.cli; "
        "print([m for m in ('spacy', 'numpy', 'thinc', 'sqlalchemy', 'alembic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout.strip() == "[]"
