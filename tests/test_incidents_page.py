"""What docs/incidents.md says of weights and thresholds is what the program uses."""

from __future__ import annotations

import re

import sayso
from factories import ROOT
from sayso import lexicon
from sayso.incidents import origins, tying
from sayso.incidents.profile import LEAD

PAGE = " ".join((ROOT / "docs" / "incidents.md").read_text(encoding="utf-8").split())
_COLUMNS = ("reports_agree", "reports_differ", "statements_agree", "statements_differ")


def test_weights() -> None:
    """The page's table is the table of likeness, row by row."""
    shown = re.findall(r"\| `(\w+)` \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|", PAGE)
    assert shown == [(row["pattern"], *(row[name] for name in _COLUMNS)) for row in lexicon.table("likeness")]


def test_thresholds() -> None:
    """Thresholds on the page are those of the program."""
    reports, statements = tying.THRESHOLDS["reports"], tying.THRESHOLDS["statements"]
    assert f"{reports:g} for stories, {statements:g} for statements" in PAGE
    assert f"{LEAD:,} characters" in PAGE
    assert f"{origins.WHOLE:.0%} of its words stand in runs".replace("%", " %") in PAGE
    assert f"{origins.PART:.0%} stand in passages".replace("%", " %") in PAGE


def test_names() -> None:
    """Every function of the package that the page names exists."""
    names = re.findall(r"`sayso\.(\w+)`", PAGE)
    assert names
    assert all(hasattr(sayso, name) for name in names)
