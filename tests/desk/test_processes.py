"""Real processes: killed at any moment, and many at once."""

from __future__ import annotations

import multiprocessing
import os
import time
from random import Random
from typing import TYPE_CHECKING

from made_up import made_up

import sayso
from sayso.desk import Filter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    import pytest

    from sayso import Desk, Report

# A hundred with `make kills`.
KILLS = int(os.environ.get("SAYSO_KILLS", "10"))
PER_LIFE = 6  # reports that are new to each process that is killed

# Processes of their own that have imported everything before, so that each starts at once.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["sayso.desk", "alembic.command", "made_up"])


def _add(url: str, reports: Sequence[Report], tell: Connection) -> None:
    """Add reports one by one, and tell of each; runs in a process of its own."""
    with sayso.Desk(url) as desk:
        for report in reports:
            tell.send(desk.add([report])[0].new)
    tell.send("done")


def _start(url: str, reports: Sequence[Report]) -> tuple[BaseProcess, Connection]:
    hear, tell = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_add, args=(url, reports, tell))
    process.start()
    tell.close()
    return process, hear


def _shape(desk: Desk) -> tuple[object, ...]:
    """Give all that reports on a desk are found by, without when they came."""
    entries = sorted((entry.id, entry.title, entry.published, entry.revision) for entry in desk.reports())
    told = sorted((one.report, one.statement) for one in desk.statements(limit=None))
    said = sorted((one.report, one.statement) for one in desk.statements(Filter(query="said"), limit=None))
    return entries, told, said


def test_killed_at_any_moment(url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Killed while it adds, a desk opens clean, each report whole or absent; adding again completes it."""
    reports = list(made_up(KILLS * PER_LIFE))
    chance = Random(20261124)  # noqa: S311 - nothing secret
    sayso.Desk(url).close()
    there = 0
    for life in range(KILLS):
        process, hear = _start(url, reports[: (life + 1) * PER_LIFE])
        for _ in range(there + chance.randrange(PER_LIFE - 1)):
            hear.recv()
        time.sleep(chance.uniform(0, 0.01))
        process.kill()
        process.join()
        with sayso.Desk(url, create=False) as desk:
            assert desk.verify().faults == ()
            found = {entry.id for entry in desk.reports()}
            assert len(found) >= there
            there = len(found)
            assert found == {report.id for report in reports[:there]}
            assert all(desk.report(report.id) == report for report in reports[:there])
    assert 0 < there < len(reports)
    with sayso.Desk(url) as desk:
        assert [added.new for added in desk.add(reports)] == [n >= there for n in range(len(reports))]
        assert desk.verify().faults == ()
        killed = _shape(desk)
    with sayso.Desk(f"sqlite:///{tmp_path_factory.mktemp('whole') / 'desk.db'}") as whole:
        whole.add(reports)
        assert _shape(whole) == killed


def test_several_processes_at_once(url: str) -> None:
    """Three processes make one desk and add to it at once, partly the same reports; each report is there once."""
    reports = list(made_up(60))
    started = [_start(url, part) for part in (reports[::2], reports[1::2], reports[::3])]
    new = 0
    for process, hear in started:
        while (said := hear.recv()) != "done":
            new += said
        process.join()
        assert process.exitcode == 0
    assert new == len(reports)
    with sayso.Desk(url) as desk:
        assert {entry.id for entry in desk.reports()} == {report.id for report in reports}
        assert len(desk.reports()) == len(reports)
        assert desk.verify().faults == ()


def test_reading_does_not_wait(desk: Desk, url: str) -> None:
    """While one writes, others read what was there before."""
    reports = list(made_up(3))
    desk.add(reports[:2])
    with sayso.Desk(url, propose_for=lambda *_: seen.append(len(desk.reports())) or ()) as writer:
        seen: list[int] = []
        writer.add(reports[2:])
    assert seen == [2]
    assert len(desk.reports()) == 3
