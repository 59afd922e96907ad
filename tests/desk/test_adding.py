"""Reports go on a desk once and whole, and stay as they were read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from made_up import MARK

import sayso
from factories import EXAMPLES
from invariants import check
from sayso.desk import Captured
from sayso.errors import DeskError
from sayso.record import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from sayso import Desk, Report


def test_made_up_reports_are_sound_and_marked(reports: tuple[Report, ...]) -> None:
    """What fills the desks of these tests keeps the format's rules, says that it is made up, and repeats no id."""
    for report in reports:
        check(report)
        assert MARK in report.document.text
        assert report.made_by.reader == "made-up"
    assert len({report.id for report in reports}) == len(reports)


def test_a_report_comes_back_as_it_was_added(desk: Desk, reports: tuple[Report, ...]) -> None:
    """The record on the desk is equal to the one that was added; the list shows what is known of it."""
    assert [added.new for added in desk.add(reports)] == [True] * len(reports)
    assert all(desk.report(report.id) == report for report in reports)
    entry = desk.reports(limit=1)[0]
    last = reports[-1]
    assert (entry.id, entry.title, entry.published) == (last.id, last.document.title, last.document.published)


def test_adding_twice_changes_nothing(desk: Desk, reports: tuple[Report, ...]) -> None:
    """A report that is there is left as it is, with its time of capture."""
    desk.add(reports[:3])
    before = (desk.reports(), desk.statements(limit=None), desk.verify())
    later = replace(reports[0], warnings=("read another time",))
    assert [added.new for added in desk.add([later, *reports[:3]])] == [False] * 4
    assert (desk.reports(), desk.statements(limit=None), desk.verify()) == before
    assert desk.report(reports[0].id) == reports[0]


def test_the_bytes_are_kept_as_they_came(desk: Desk, reports: tuple[Report, ...]) -> None:
    """The original of a report is what it was read from, byte for byte; a bare record has none."""
    raw = "﻿Line one\r\nline two\r\n".encode()
    desk.add([Captured(report=reports[0], item="one.txt", raw=raw), reports[1]])
    assert desk.original(reports[0].id) == raw
    assert desk.original(reports[1].id) is None
    assert [entry.item for entry in desk.reports()] == [None, "one.txt"]


def test_items_are_read_once(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Items are read and added; of items that are there nothing is parsed again; what cannot be read is told."""
    items = sorted((EXAMPLES / "guernica").glob("*.txt"))
    outcomes = list(desk.add_items([*items, tmp_path / "none.txt"], published="2017-04-26"))
    assert isinstance(outcomes[-1], Problem)
    assert [one.new for one in outcomes[:-1] if not isinstance(one, Problem)] == [True, True]
    assert desk.original(desk.reports()[0].id) == items[-1].read_bytes()
    monkeypatch.setattr("sayso.pipeline.read_document", None)
    again = list(desk.add_items(items, published="2017-04-26"))
    assert [one.new for one in again if not isinstance(one, Problem)] == [False, False]


def test_another_reading_is_a_revision(desk: Desk, reports: tuple[Report, ...]) -> None:
    """A reading that says something else stands beside the first; lists and search follow the newest."""
    desk.add(reports[:2])
    first = reports[0]
    other = replace(
        first, statements=first.statements[:1], made_by=replace(first.made_by, sayso="9"), warnings=("shorter",)
    )
    assert not desk.revise(first.id, first)
    assert desk.revise(first.id, other)
    assert [one.made_by.sayso for one in desk.revisions(first.id)] == ["0", "9"]
    assert desk.report(first.id) == other
    assert desk.report(first.id, revision=1) == first
    assert len([told for told in desk.statements(limit=None) if told.report == first.id]) == 1
    assert desk.verify().faults == ()
    with pytest.raises(DeskError, match="no revision 7"):
        desk.report(first.id, revision=7)


def test_reading_again_from_the_original(desk: Desk) -> None:
    """The same program reads the same; facts given as options are kept for the next reading."""
    item = EXAMPLES / "guernica" / "quaywater-dispatch.txt"
    (added,) = desk.add_items([item], published="2017-04-26", publisher="Named by hand")
    assert not isinstance(added, Problem)
    assert not desk.reread(added.id)
    old = desk.report(added.id)
    desk.revise(added.id, replace(old, statements=()))
    assert desk.reread(added.id)
    assert desk.report(added.id) == old


def test_reports_are_found_by_the_beginning_of_their_id(desk: Desk, reports: tuple[Report, ...]) -> None:
    """An id may be cut short where only one begins so."""
    desk.add(reports)
    assert desk.report(reports[4].id.removeprefix("sha256:")[:12]) == reports[4]
    with pytest.raises(DeskError, match="no report zz"):
        desk.report("zz")
    with pytest.raises(DeskError, match="several reports begin"):
        desk.report("sha256:")


def test_versions_share_their_url(desk: Desk, reports: tuple[Report, ...]) -> None:
    """What a page said earlier and later are two reports of one URL."""
    address = "https://example.org/1"
    texts = ("Rebels shelled Homs on Friday.", "Rebels shelled Homs on Friday. Correction: on Thursday.")
    versions = [sayso.read_text(text, published="2015-10-02", url=address) for text in texts]
    desk.add([*versions, reports[0]])
    assert [entry.id for entry in desk.reports(url=address)] == [versions[1].id, versions[0].id]
