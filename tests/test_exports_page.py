"""The page on exports has the table of columns, and its library example runs."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import sayso
from factories import ROOT
from sayso.brief.exports import FORMATS
from sayso.brief.exports.columns import fields

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")


def test_the_columns_are_those_of_the_table() -> None:
    """Otherwise run 'make columns'."""
    rows = re.findall(
        r"^\| `(\w+)` \| (\w+)[^|]*\| ([^|]+) \| (\w*) ?\|$", PAGE.partition("<!-- columns -->")[2], re.MULTILINE
    )
    expected = [(f.name, f.type, f.description, "" if f.edit == "no" else f.edit) for f in fields()]
    assert rows == expected


def test_every_format_is_told_of() -> None:
    """None is left out."""
    assert [name for name in FORMATS if f"| `{name}`" not in PAGE] == []


def test_the_library_example_runs(tmp_path: Path) -> None:
    """As it stands, beside a desk."""
    sayso.Desk(f"sqlite:///{tmp_path / 'desk.db'}").close()
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code is not None
    done = subprocess.run(  # noqa: S603 - our own example
        [sys.executable, "-c", code[1] + "print(len(frame.columns))"], cwd=tmp_path, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, str(len(fields()))), done.stderr
