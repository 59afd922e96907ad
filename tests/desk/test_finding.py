"""What is asked of a desk, and what it answers, alike on both databases."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from made_up import made_up

import sayso
from sayso.desk import Filter
from sayso.desk.rows import cell_of, cells_around
from sayso.desk.words import fold
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso import Desk, Report

TEXTS = {
    "one": "Shells fell on Deir-ez-Zor at dawn. Ma'arrat was quiet. The café stood at 12 High Street.",
    "two": "Shelling went on in Deir ez Zor, the ministry said. A dawn raid failed.",
    "three": 'Zor was quiet. Nobody shelled deir; "fell on" is a phrase of poets.',
}


def _report(name: str, text: str) -> Report:
    """Make a record that holds a text and nothing else."""
    (base,) = made_up(1)
    digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    bare = replace(base.document, id=digest, text=text, title=f"Title of {name}", publisher="Łódź Courier", blocks=())
    return replace(base, id=digest, document=bare, actors=(), places=(), times=(), attributions=(), statements=())


@pytest.fixture
def texts(desk: Desk) -> Desk:
    """A desk with three short texts."""
    desk.add(_report(name, text) for name, text in TEXTS.items())
    return desk


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dawn", {"one", "two"}),
        ("DAWN raid", {"two"}),
        ("shell*", {"one", "two", "three"}),
        ("shells", {"one"}),
        ("shell", set()),
        ('"fell on"', {"one", "three"}),
        ("fell -poets", {"one"}),
        ('dawn -"dawn raid"', {"one"}),
        ("Deir-ez-Zor", {"one", "two"}),
        ('"deir ez z*"', {"one", "two"}),
        ("maʿarrat OR", set()),
        ("ma'arrat", {"one"}),
        ("cafe", {"one"}),
        ("CAFÉ", {"one"}),
        ("12", {"one"}),
        ("title", {"one", "two", "three"}),
        ("lodz", set()),
        ("łódź", {"one", "two", "three"}),
        ("nowhere", set()),
        ("-poets quiet", {"one"}),
        ("it's 'quoted' & | ! <-> : * (dawn)", set()),
        ("NEAR AND NOT dawn", set()),
    ],
)
def test_query_language(texts: Desk, query: str, found: set[str]) -> None:
    """Words, phrases, words not wanted and beginnings; whatever else is written is no operator."""
    assert {(entry.title or "").removeprefix("Title of ") for entry in texts.search(query)} == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "asks for no word"),
        ("  ", "asks for no word"),
        ("-dawn", "asks for no word"),
        ("*", "asks for no word"),
        ('""', "asks for no word"),
        ('"dawn', "not closed"),
        ('a "b" "', "not closed"),
    ],
)
def test_bad_queries(texts: Desk, query: str, message: str) -> None:
    """A query that makes no sense is refused in one clear line."""
    with pytest.raises(UsageError, match=message) as told:
        texts.search(query)
    assert "\n" not in str(told.value)


def test_words_are_cut_alike() -> None:
    """Case, accents and punctuation do not count; other alphabets are words too."""
    assert fold("Al-Bāb’s ÉCOLE №5, Дніпро_2") == ["al", "bab", "s", "ecole", "5", "дніпро", "2"]
    assert fold("Al-Ba\u0304b, cafe\u0301s: 1½ km") == ["al", "bab", "cafes", "11", "2", "km"]


def test_the_last_that_came_is_first(desk: Desk, reports: tuple[Report, ...]) -> None:
    """Answers stand in the order of arrival, newest first, and no more are given than asked for."""
    desk.add(reports)
    assert [entry.id for entry in desk.search("made up", limit=3)] == [report.id for report in reports[:-4:-1]]


def test_statements_are_filtered(desk: Desk, reports: tuple[Report, ...]) -> None:
    """Each filter keeps what answers it, and all of that; several must all hold."""
    desk.add(reports)
    everything = desk.statements(limit=None)
    event = next(told for told in everything if told.type and told.place)
    report = desk.report(event.report)
    actor = next(one for one in report.statements if one.id == event.statement).event.actors[0].text  # type: ignore[union-attr]

    def expected(**asked: str | None) -> set[tuple[str, str]]:
        return {
            (told.report, told.statement)
            for told in everything
            if all(getattr(told, name) == value for name, value in asked.items())
        }

    def found(**asked: str | None) -> set[tuple[str, str]]:
        return {(told.report, told.statement) for told in desk.statements(Filter(**asked), limit=None)}

    for name in ("kind", "type", "country", "place"):
        assert found(**{name: getattr(event, name)}) == expected(**{name: getattr(event, name)})
    assert found(type=event.type.lower(), country=event.country) == expected(type=event.type, country=event.country)  # type: ignore[union-attr]
    assert (event.report, event.statement) in found(actor=actor.upper())
    assert found(actor="Nobody At All") == set()
    assert found(query=f'"{event.place}"') >= {(event.report, event.statement)}
    day = event.first_day
    assert found(since=day, until=day) == expected(first_day=day)
    dated = {(told.report, told.statement) for told in everything if told.first_day}
    assert found(since="1900-01-01") == found(until="2100-01-01") == dated
    days = [told.first_day or "" for told in everything]
    assert days == sorted(days, reverse=True)


def test_neighbours_are_near_in_place_and_time(desk: Desk, url: str) -> None:
    """A new report is shown what happened in the half degrees around and the days around, and nothing else."""
    (base,) = made_up(1)
    told = base.statements[0]

    def at(name: str, lat: float, lon: float, day: str, country: str = "SY") -> Report:
        places = tuple(replace(place, lat=lat, lon=lon, country=country) for place in base.places)
        times = tuple(replace(time, earliest=day, latest=day) for time in base.times)
        text = f"{base.document.text} {name}"
        digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        return replace(
            base, id=digest, document=replace(base.document, id=digest, text=text), places=places, times=times
        )

    here = at("here", 34.73, 36.71, "2015-09-30")
    near = [at("beside", 35.1, 36.4, "2015-10-02"), at("across a border", 34.4, 36.9, "2015-09-28", "LB")]
    far = [
        at("elsewhere", 36.2, 37.1, "2015-09-30"),
        at("later", 34.73, 36.71, "2015-10-20"),
        at("earlier", 34.73, 36.71, "2015-09-20"),
    ]
    seen: list[set[str]] = []
    desk.add([*near, *far])
    with sayso.Desk(
        url, propose_for=lambda _, around: seen.append({one.report for one in around.of(told.id)} - {here.id}) or ()
    ) as other:
        other.add([here])
    assert seen == [{report.id for report in near}]


def test_cells() -> None:
    """PRIO-GRID cells are numbered from the south-west; neighbours reach across 180° and stop at the poles."""
    assert cell_of(-90, -180) == 1
    assert cell_of(90, 180) == 359 * 720 + 1
    assert cell_of(34.73, 36.71) == int((34.73 + 90) * 2) * 720 + int((36.71 + 180) * 2) + 1
    assert len(set(cells_around(cell_of(0, 0)))) == 9
    assert cell_of(10.1, -179.9) in cells_around(cell_of(10.1, 179.9))
    assert len(cells_around(cell_of(89.9, 0))) == 6


def test_actors_are_found_by_their_registry_id(desk: Desk) -> None:
    """Who acts is found by name and by the id that the registry gives, in whatever words the report names them."""
    report = sayso.read_text("The Kenyan army shelled Garissa on Monday.", published="2015-09-30")
    desk.add([report])
    (told,) = desk.statements(Filter(actor="army:KEN"))
    assert (told.report, told.type) == (report.id, "ASSAULT")
    (actor,) = {one.name for one in report.actors if one.registry == "army:KEN"}
    assert desk.statements(Filter(actor=actor.upper())) == (told,)


@pytest.mark.parametrize(
    "asked", [{"type": "ASSULT"}, {"kind": "rumour"}, {"country": "Syria"}, {"since": "May"}, {"until": "2015-09-31"}]
)
def test_a_misspelled_filter_is_refused(asked: dict[str, str]) -> None:
    """What would find nothing only for being no type, kind, country or day is an error."""
    with pytest.raises(UsageError):
        Filter(**asked)


def test_a_misspelled_state_or_date_is_refused(desk: Desk) -> None:
    """So is a state that is none, and a date of changes."""
    with pytest.raises(UsageError, match="propsed"):
        desk.incidents(states=["propsed"])
    with pytest.raises(UsageError, match="is no date"):
        desk.changes("yesterday")
