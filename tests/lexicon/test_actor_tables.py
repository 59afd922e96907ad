"""The registry's tables: states with their bodies, and everybody else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from factories import identities, reading
from sayso import lexicon, read_text
from sayso.grounding.registry import load_registry
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.grounding.registry import Listed

STATES = lexicon.table("states")
ACTORS = lexicon.table("actors")
NOW = [row for row in STATES if row["value"] != "former"]

_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")


def _is_address(words: str) -> bool:
    parts = urlsplit(words)
    return parts.scheme == "https" and "." in parts.netloc and " " not in words


def test_all_states_are_there() -> None:
    """The 193 members of the United Nations, the two observers, and the two in conflict news that are neither."""
    kinds = [row["value"] for row in STATES]
    assert kinds.count("member") == 193
    assert {row["pattern"] for row in STATES if row["value"] == "observer"} == {"PSE", "VAT"}
    assert {row["pattern"] for row in STATES if row["value"] == "disputed"} == {"TWN", "XKX"}
    assert {"SUN", "YUG", "CSK", "DDR", "west-germany"} <= {
        row["pattern"] for row in STATES if row["value"] == "former"
    }


@pytest.mark.parametrize("row", STATES, ids=lambda row: row["pattern"])
def test_state(row: Mapping[str, str]) -> None:
    """A state has a name, all forms of its demonym, a country with an ISO code and where to check it."""
    codes = {one["pattern"] for one in NOW}
    assert row["country"] in codes
    assert row["country"] == row["pattern"] or row["value"] == "former"
    for column in ("names", "adjectives", "singular", "plural"):
        assert row[column], column
        assert row[column][0].isupper(), column
    assert _DATE.fullmatch(row["valid_from"])
    assert _DATE.fullmatch(row["valid_until"])
    assert _is_address(row["checked_at"])
    if row["value"] == "former":
        assert row["valid_from"] < row["valid_until"]


UNBROKEN = [row for row in STATES if "-" not in row["adjectives"].split("|")[0]]


@pytest.mark.parametrize("row", UNBROKEN, ids=lambda row: row["pattern"])
def test_bodies_and_demonyms_of_a_state(row: Mapping[str, str]) -> None:
    """Its army, government, ministry, air force and people are found under its adjective, each with its id."""
    words = row["adjectives"].split("|")[0].split()
    last = len(words)
    phrase = " ".join(f"{word}/JJ/amod/{last}//NORP" for word in words)
    people = row["plural"].split()
    plural = " ".join(
        f"{word}/NNPS/{'dobj/1' if word is people[-1] else f'compound/{1 + len(people)}'}" for word in people
    )
    found = identities(
        reading(
            f"{phrase} troops/NNS/nsubj/{last + 1}/troop left/VBD/ROOT/{last + 1}/leave",
            f"{phrase} government/NN/nsubj/{last + 1} left/VBD/ROOT/{last + 1}/leave",
            f"{phrase} defence/NN/compound/{last + 1} ministry/NN/nsubj/{last + 2} left/VBD/ROOT/{last + 2}/leave",
            f"{phrase} Air/NNP/compound/{last + 1} Force/NNP/nsubj/{last + 2} left/VBD/ROOT/{last + 2}/leave",
            f"They/PRP/nsubj/1 met/VBD/ROOT/1/meet {plural}",
            published=f"{row['valid_until'][:4] or 2020}-01-01",
        )
    )
    actors = {actor.registry: actor for actor in found.actors}
    code = {"DMA": "DOM", "COG": "COD"}.get(row["pattern"], row["pattern"])  # of two the one with more inhabitants
    assert {f"army:{code}", f"government:{code}", f"defence-ministry:{code}", f"air-force:{code}"} <= actors.keys()
    assert [actors[f"{body}:{code}"].sector for body in ("army", "government")] == ["MIL", "GOV"]
    assert actors[f"army:{code}"].kind is ActorKind.MILITARY
    assert f"state:{code}" in actors


def test_demonyms_with_hyphens() -> None:
    """Demonyms that the parser takes apart are found all the same."""
    broken = [row for row in STATES if row not in UNBROKEN]
    report = read_text("\n\n".join(f"The {row['adjectives'].split('|')[0]} army shelled the town." for row in broken))
    assert {f"army:{row['pattern']}" for row in broken} <= {actor.registry for actor in report.actors}


def test_actors_are_many_and_of_the_conflicts() -> None:
    """Well over two hundred besides peoples and persons, among them some of each conflict a newcomer would try."""
    bodies = [row for row in ACTORS if row["value"] not in {"population", "person"}]
    assert len(bodies) >= 260
    told = Counter(row["country"] for row in bodies)
    conflicts = (
        "SYR IRQ YEM LBY SDN SSD ETH SOM MLI NGA COD CAF MOZ CMR UKR RUS ISR PSE LBN IRN TUR AFG PAK IND MMR PHL THA "
        "LKA IDN COL PER SLV GTM NIC MEX HTI GBR ESP BIH XKX RWA VNM DEU"
    )
    assert [country for country in conflicts.split() if not told[country]] == []
    assert {row["value"] for row in ACTORS} >= {"armed-group", "monitor", "igo", "ngo", "outlet", "military", "party"}


@pytest.mark.parametrize("row", ACTORS, ids=lambda row: row["id"])
def test_actor(row: Mapping[str, str]) -> None:
    """Kind and sector are of closed lists, the country has an ISO code, dates are ordered, a reference is there."""
    assert row["value"] in set(ActorKind)
    assert row["sector"] in lexicon.by_pattern("sectors")
    countries = {one["pattern"] for one in NOW} | {"ESH"}
    assert row["country"] in countries | {""}
    assert all(_DATE.fullmatch(row[column]) for column in ("valid_from", "valid_until"))
    if row["valid_from"] and row["valid_until"]:
        assert row["valid_from"] <= row["valid_until"]
    assert _is_address(row["checked_at"])
    aliases = [*row["aliases"].split("|"), *filter(None, row["short_forms"].split("|"))]
    assert all(aliases)
    assert len(set(aliases)) == len(aliases)
    assert all(word == word.lower() for word in row["described"].split("|"))


def test_ids_with_a_colon_are_bodies_of_states() -> None:
    """An id as "army:KEN" is that of a state's body; other ids have no colon."""
    bodies = {row["body"] for row in lexicon.table("state_bodies")}
    codes = {row["pattern"] for row in STATES}
    for row in ACTORS:
        body, colon, code = row["id"].partition(":")
        assert not colon or (body in bodies and code in codes), row["id"]


def test_no_two_share_an_alias_at_one_time() -> None:
    """What two actors are called at one time is a short form of at least one of them."""
    bearers: dict[str, list[Listed]] = defaultdict(list)
    for one in load_registry().by_id.values():
        for alias in one.aliases:
            bearers[alias].append(one)
    shared = [
        (alias, one.id, other.id)
        for alias, listed in bearers.items()
        for one, other in combinations(listed, 2)
        if not (_is_before(one, other) or _is_before(other, one))
    ]
    assert shared == []


def _is_before(one: Listed, other: Listed) -> bool:
    return bool(one.valid_until) and one.valid_until <= other.valid_from


def test_no_alias_is_a_common_word() -> None:
    """An alias of one word is no word of the tables in lower case, unless it is written in capitals."""
    common = {
        row["pattern"]
        for name in ("function_words", "actor_heads", "titles", "victim_nouns")
        for row in lexicon.table(name)
    } - {"druze", "sikh", "yazidi", "kremlin", "pentagon"}
    for row in ACTORS:
        for alias in row["aliases"].split("|"):
            assert alias.isupper() or " " in alias or alias.lower() not in common, alias


def test_heads_agree_with_the_registry() -> None:
    """A word that is both a head ("Pentagon") and a name has the same kind and sector in both tables."""
    heads = lexicon.by_pattern("actor_heads")
    for row in ACTORS:
        head = heads.get(row["pattern"].lower())
        if head is not None and row["value"] != "population":
            assert (row["value"], row["sector"]) == (head["value"], head["sector"]), row["id"]
    bodies = lexicon.by_pattern("state_bodies")
    for pattern in bodies.keys() & heads.keys():
        row, head = bodies[pattern], heads[pattern]
        assert (row["value"], row["sector"], row["body"]) == (
            head["value"], head["sector"], head["body"] or pattern.replace(" ", "-"),
        ), pattern  # fmt: skip
