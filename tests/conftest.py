"""Fixtures that several rooms share."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES
from sayso.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.record import Report


@pytest.fixture(scope="session")
def guernica() -> tuple[Report, ...]:
    """The shipped example, read with the real parser."""
    return tuple(sayso.read(path, published="2017-04-26") for path in sorted((EXAMPLES / "guernica").glob("*.txt")))


@pytest.fixture(scope="session")
def velmora() -> tuple[Report, ...]:
    """The invented example of a town that changes hands: The Evening Reed, The Lantern Post, The Quiet Courier."""
    return tuple(sayso.read(path) for path in sorted((EXAMPLES / "situation").glob("*.html")))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed page; its absence is an error, never a skip."""
    folder = os.environ.get("SAYSO_SHARED")
    if not folder or not (Path(folder) / "seed").is_dir():
        pytest.fail("set SAYSO_SHARED to the folder that holds seed/; 'make shared' does")
    return Path(folder)


@pytest.fixture(scope="session")
def seed(shared: Path) -> Report:
    """The seed page, read as it is asked to be."""
    return sayso.read(shared / "seed" / "truthdig-russia-strikes.txt", published="2015-09-30")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command; gives exit code, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sayso", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run
