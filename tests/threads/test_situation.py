"""Statements of many reports in threads: nothing lost, nothing merged, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from records import Said, report
from sayso.errors import UsageError
from sayso.record import ActorKind, Change, Polarity, Span, StatementKind
from sayso.threads import Basis, Entry, Situation, Subject
from sayso.threads.who import private_persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.record import Report

KINDS = {
    StatementKind.CONTROL,
    StatementKind.POSITION,
    StatementKind.AIM,
    StatementKind.FORECAST,
    StatementKind.CONDITION,
}


def _entries(found: Situation) -> list[Entry]:
    return [entry for thread in found.threads for entry in thread.entries]


def _held(found: Situation) -> list[tuple[str, str]]:
    """Give the statements that stand in a situation, as entries or as repeats of one."""
    return sorted((e.report.id, one.id) for e in _entries(found) for one in (e.statement, *e.repeats))


def _told(reports: Iterable[Report]) -> list[tuple[str, str]]:
    return sorted((report.id, one.id) for report in reports for one in report.statements if one.kind in KINDS)


def _named(found: Situation, subject: Subject = Subject.PLACE) -> dict[str, list[str]]:
    """Give for each thread's name the words of its entries."""
    return {t.name: [e.statement.text for e in t.entries] for t in found.threads if t.subject is subject}


# Whatever the reports

_DAYS = st.sampled_from([None, "2026-03-01", "2026-03-02", "2026-03-20", "2026-04-01"])
_SAID = st.builds(
    Said,
    holder=st.sampled_from(["Karsk Army", "Mosswater Brigade", "rebels"]),
    change=st.sampled_from(list(Change)),
    place=st.sampled_from([None, "Velmora", "Ostrel"]),
    day=_DAYS,
    voice=st.sampled_from(["Harbour Monitor", "Ines Dorrow"]),
    polarity=st.sampled_from(list(Polarity)),
    aim=st.booleans(),
    same_as=st.sampled_from([None, None, 0, 1]),
)
_REPORTS = st.lists(st.tuples(st.lists(_SAID, max_size=5), _DAYS), max_size=4).map(
    lambda made: [report(f"Outlet {n}", *said, published=day) for n, (said, day) in enumerate(made)]
)


@settings(deadline=None)
@given(_REPORTS, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nothing_is_lost(reports: list[Report], chance: object) -> None:
    """However reports come in, also twice, each statement stands in it once, and the result is the same."""
    found = sayso.situation(reports)
    assert _held(found) == _told(reports)
    assert found.left_out == 0
    shuffled = [*reports, *reports[:1]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = sayso.situation(shuffled)
    assert again == found
    assert sayso.show(again, "json") == sayso.show(found, "json")


@settings(deadline=None)
@given(_REPORTS)
def test_entries_are_in_order_of_time_and_marks_are_mutual(reports: list[Report]) -> None:
    """Within a thread time runs on, what has no date comes last, and whatever stands against one has it against it."""
    found = sayso.situation(reports)
    for thread in found.threads:
        assert all((a.earliest or "9999") <= (b.earliest or "9999") for a, b in pairwise(thread.entries))
    marks = {(entry.id, mark.entry, mark.reason) for entry in _entries(found) for mark in entry.against}
    assert marks == {(b, a, why) for a, b, why in marks}
    ids = [entry.id for entry in _entries(found)]
    assert len(ids) == len(set(ids))


@settings(deadline=None)
@given(_REPORTS, st.sampled_from([None, "velmora"]), st.sampled_from([None, "the Karsk army"]), _DAYS)
def test_what_is_picked(reports: list[Report], place: str | None, holder: str | None, since: str | None) -> None:
    """What is not shown is counted, and nothing is shown without what stands against it."""
    found = sayso.situation(reports, place=place, holder=holder, since=since)
    kept = {entry.id: entry for entry in _entries(found)}
    assert len(kept) + found.left_out == len(_entries(sayso.situation(reports)))
    for entry in kept.values():
        asked = (
            (place is None or (entry.place is not None and entry.place.text == "Velmora"))
            and (holder is None or any(one.name == "Karsk Army" for one in entry.holders))
            and (since is None or (entry.latest or "") >= since)
        )
        rivals = {mark.entry for mark in entry.against}
        assert rivals <= kept.keys() if asked else rivals & kept.keys()


# The example


def test_a_town_that_changes_hands(velmora: Sequence[Report]) -> None:
    """Capture, headlines, denial, counter-claim, recapture and a claim to half, in order of time, each kept."""
    threads = _named(sayso.situation(velmora))
    assert threads["Velmora"] == [
        "The Mosswater Brigade captured the town of Velmora",
        "Mosswater Brigade takes the town of Velmora",
        "it has not lost Velmora",
        "the Mosswater Brigade had captured the town of Velmora",
        "The Karsk Army holds the town of Velmora",
        "The Karsk Army recaptured the town of Velmora",
        "Town of Velmora changes hands",
        "The Mosswater Brigade controls half of the town of Velmora",
    ]
    assert list(threads) == ["12 miles from Ostrel", "Ostrel", "Velmora"]


def test_dates_and_from_where_they_are_known(velmora: Sequence[Report]) -> None:
    """Stated days, a beginning that lasts to the day of the report, and the day of publication where none is stated."""
    found = {e.statement.text: (e.earliest, e.latest, e.since, e.basis) for e in _entries(sayso.situation(velmora))}
    stated, published = Basis.STATED, Basis.PUBLISHED
    assert found["The Karsk Army has held the village of Ostrel"] == ("2026-01-01", "2026-03-04", True, stated)
    assert found["The Karsk Army lost the village of Ostrel"] == ("2026-02-01", "2026-02-28", False, stated)
    assert found["The Karsk Army holds the town of Velmora"] == ("2026-03-05", "2026-03-05", False, published)


def test_threads_by_holder(velmora: Sequence[Report]) -> None:
    """Aims are by who has them, over reports; forecasts and conditions by who says them."""
    found = sayso.situation(velmora)
    assert len(_named(found, Subject.AIM)["Mosswater Brigade"]) == 2
    assert list(_named(found, Subject.FORECAST)) == ["Harbour Monitor", "Ines Dorrow"]
    assert list(_named(found, Subject.CONDITION)) == ["Ines Dorrow"]


def test_all_orders_of_the_example(velmora: Sequence[Report], guernica: Sequence[Report]) -> None:
    """The real records, too, give the same threads in every order, and nothing is lost."""
    first, *others = [sayso.situation(order) for order in permutations([*velmora, guernica[0]])]
    assert all(other == first for other in others)
    assert _held(first) == _told([*velmora, guernica[0]])


# Which is which


def _read(text: str, publisher: str = "The Morning Oar") -> Report:
    return sayso.read_text(text, published="2016-05-10", publisher=publisher)


def test_namesakes_and_districts_stay_apart() -> None:
    """Two towns of one name, and a province of it, are threads of their own; a town in two reports is one."""
    found = sayso.situation(
        [
            _read("Rebels hold the town of Tripoli, Lebanon, officials said."),
            _read("Rebels seized the city of Tripoli, Libya, officials said.", "The Weekly Bell"),
            _read("The army captured the city of Homs in Syria, officials said.", "The Slow Gull"),
            _read("Rebels hold Homs province in Syria, officials said.", "The Old Tern"),
            _read("Rebels hold the city of Homs in Syria, officials said.", "The Salt Heron"),
        ]
    )
    headings = [(t.place.name, t.place.country, len(t.entries)) for t in found.threads if t.place is not None]
    assert sorted((name or "", country, count) for name, country, count in headings) == [
        ("Homs", "SY", 2),
        ("Tripoli", "LB", 1),
        ("Tripoli", "LY", 1),
        ("Ḩimş", "SY", 1),
    ]
    view = sayso.show(found, "text")
    assert "Homs = Ḩimş, SY (admin1)" in view
    assert "Tripoli, Ash Shimāl, LB (town)" in view
    assert "Tripoli, Ţarābulus, LY (town)" in view


def test_near_a_town_is_not_the_town() -> None:
    """Ground told by how it lies to a town has a thread of its own, found under the town's name as well."""
    reports = [
        _read("Rebels captured two villages near Homs, officials said."),
        _read("Rebels hold Homs in Syria.", "B"),
    ]
    assert len(sayso.situation(reports).threads) == 2
    assert len(sayso.situation(reports, place="Homs").threads) == 2


def test_descriptions_are_nobody_elses() -> None:
    """Two reports speak of "the army", which may be two armies: their aims are two threads. A name is one."""
    words = "{} wants to open the road to the coast, officials said."
    generic = sayso.situation([_read(words.format("The army")), _read(words.format("The army"), "B")])
    named = sayso.situation([_read(words.format("Hezbollah")), _read(words.format("Hezbollah"), "B")])
    assert [len(thread.entries) for thread in generic.threads] == [1, 1]
    assert [len(thread.entries) for thread in named.threads] == [2]


def test_a_statement_without_a_place() -> None:
    """Control of no named ground stands in a thread of its own, behind the others."""
    found = sayso.situation([report("A", Said(place=None), Said())])
    assert [thread.name for thread in found.threads] == ["Velmora", ""]
    assert "place not given" in sayso.show(found, "text")


def test_repeats_are_not_counted_twice() -> None:
    """What a report says again stands within the entry that it repeats, also over several steps."""
    found = sayso.situation([report("A", Said(), Said(words="so it is", same_as=0), Said(same_as=1))])
    ((entry,),) = [thread.entries for thread in found.threads]
    assert [one.id for one in entry.repeats] == ["s1", "s2"]
    assert "again: “so it is” [s1" in sayso.show(found, "text")


# Private persons


def test_private_persons_are_withheld(velmora: Sequence[Report]) -> None:
    """A baker's name stands in no format and heads no thread; a general's does. Nobody can be asked for by it."""
    found = sayso.situation(velmora)
    for name in ("text", "markdown", "html", "json"):
        view = sayso.show(found, name)
        assert "Torvay" not in view
        assert "Amabel" not in view
        assert "Ines Dorrow" in view
    assert sayso.situation(velmora, holder="Amabel Torvay").threads == ()


def test_private_voices_share_no_thread_of_their_own() -> None:
    """Aims of two private persons are one thread; neither witness is named, in a headline neither."""
    found = sayso.situation(
        [
            _read("Amabel Torvay leaves\n\nAmabel Torvay, a baker, wants to leave the town of Velmora."),
            _read("Lorcan Mave, a teacher, wants to see the end of the war. Rebels hold Homs, Lorcan Mave said.", "B"),
        ]
    )
    assert [len(t.entries) for t in found.threads if t.subject is Subject.AIM] == [2]
    view = sayso.show(found, "json")
    assert not [name for name in ("Amabel", "Torvay", "Lorcan", "Mave") if name in view]


def test_titles_make_an_office() -> None:
    """A person with the title of an office is named, also where the record knows of no sector."""
    private = report("A", Said(holder="Teodor Hask", kind=ActorKind.PERSON, sector=None))
    assert len(private_persons(private)) == 1
    text = private.document.text.replace("Teodor Hask", "Col. Teodor Hask")
    (hask,) = private.actors
    titled = replace(
        private,
        document=replace(private.document, text=text),
        actors=(replace(hask, mentions=(Span(start=5, end=16, text="Teodor Hask"),)),),
    )
    assert private_persons(titled) == frozenset()


# What is asked for


def test_days_asked_for(velmora: Sequence[Report]) -> None:
    """A day, a month or a year bounds what is shown, both ends included."""
    march = sayso.situation(velmora, since="2026-03-09", until="2026-03")
    assert {entry.statement.text for entry in _entries(march)} >= {"The Karsk Army recaptured the town of Velmora"}
    assert "The Mosswater Brigade captured the town of Velmora" not in {e.statement.text for e in _entries(march)}
    assert sayso.situation(velmora, until="2025").threads == ()


@pytest.mark.parametrize("day", ["soon", "2026-13", "2026-02-30", "0000", "", "2026-3-1"])
def test_what_is_no_day(day: str) -> None:
    """A day that is none is a clear error."""
    with pytest.raises(UsageError, match="is no day"):
        sayso.situation([], since=day)


def test_days_that_run_backwards() -> None:
    """The end lies not before the beginning."""
    with pytest.raises(UsageError, match="before it begins"):
        sayso.situation([], since="2026-03", until="2026-02")


def test_nothing() -> None:
    """No reports give no threads, and every view says so."""
    found = sayso.situation([])
    assert (found.threads, found.left_out) == ((), 0)
    for name in ("text", "markdown", "html"):
        assert "Nothing that was asked for" in sayso.show(found, name)
