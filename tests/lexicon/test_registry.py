"""The registry's tables: states with their bodies, and everybody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from factories import identities, reading
from sayso import lexicon, read_text
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES = lexicon.table("states")
ACTORS = lexicon.table("actors")
NOW = [row for row in STATES if row["value"] != "former"]

# PLOVER 2.0's sectors, and its codes of bodies that stand above states.
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO",
}  # fmt: skip
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")


def _is_address(words: str) -> bool:
    parts = urlsplit(words)
    return parts.scheme == "https" and "." in parts.netloc and " " not in words


def _later(one: str, other: str) -> bool:
    """Tell whether a date cannot lie before another, as far as both are known."""
    size = min(len(one), len(other))
    return one[:size] >= other[:size]


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
