"""Grades suggested for review: by the supplied table, by one's own, and never a judgement on the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.incidents import Attestation, Claim, Member, read_rules, suggest
from sayso.incidents.grading import supplied_rules

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "question,grade,origins,rivals,why\n"


def _claim(said: str | None, origins: int, denials: int = 0) -> Claim:
    """Give a claim with so many origins and denials; what its members are plays no part in grades."""
    member = Member.__new__(Member)
    return Claim(
        said=said,
        claims=(member,) * origins,
        denials=(member,) * denials,
        admissions=(),
        failures=(),
        origins=tuple(f"{said}{i}" for i in range(origins)),
        kinds=(),
    )


def _grades(occurrence: Claim, *actors: Claim) -> dict[str, str]:
    attestation = Attestation(occurrence=occurrence, actors=actors, recipients=(), figures=())
    return {one.question: one.grade for one in suggest(attestation)}


@pytest.mark.parametrize(
    ("occurrence", "actors", "grades"),
    [
        (_claim(None, 1), (), {"happened": "weak"}),
        (_claim(None, 2), (), {"happened": "fair"}),
        (_claim(None, 0, denials=3), (), {}),
        (_claim(None, 2), (_claim("Rebels", 1),), {"happened": "fair", "actor": "weak"}),
        (_claim(None, 3), (_claim("Rebels", 2), _claim("Army", 1)), {"happened": "fair", "actor": "contested"}),
        (_claim(None, 1), (_claim("Rebels", 0, denials=1),), {"happened": "weak"}),
    ],
)
def test_supplied(occurrence: Claim, actors: tuple[Claim, ...], grades: dict[str, str]) -> None:
    """Two origins are fair, one is weak, two suspects are contested, and who is only denied is none."""
    assert _grades(occurrence, *actors) == grades


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
def test_denials_play_no_part(origins: int, denials: int, more: int) -> None:
    """However many deny it, the suggestion is the same; and it is none of the grades that people give."""
    few, many = _grades(_claim(None, origins, denials)), _grades(_claim(None, origins, denials + more))
    assert few == many
    assert not {"confirmed", "discounted"} & set(few.values())


def test_no_judgement_is_supplied() -> None:
    """No row of the supplied table gives what is for people to give."""
    assert not {rule.grade for rule in supplied_rules()} & {"confirmed", "discounted"}


def test_table_of_ones_own(tmp_path: Path) -> None:
    """A table of one's own is used instead, its reasons filled in."""
    file = tmp_path / "grades.csv"
    file.write_text(HEAD + "happened,fair,3,0,{origins} say so\nhappened,weak,1,0,too few\n", encoding="utf-8")
    attestation = Attestation(occurrence=_claim(None, 3), actors=(), recipients=(), figures=())
    (one,) = suggest(attestation, read_rules(file))
    assert (one.grade, one.why) == ("fair", "3 say so")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("question,grade,origins,why\n", "line 1: no column rivals"),
        (HEAD + "happened,fair,2,0,yes\nwho,fair,2,0,yes\n", "line 3: no question 'who'"),
        (HEAD + "happened,confirmed,2,0,yes\n", "line 2: 'confirmed' is for people to give"),
        (HEAD + "happened,discounted,2,0,yes\n", "line 2: 'discounted' is for people to give"),
        (HEAD + "happened,good,2,0,yes\n", "line 2: no grade 'good'"),
        (HEAD + "happened,fair,two,0,yes\n", "line 2: origins and rivals are whole numbers"),
        (HEAD + "happened,fair,2\n", "line 2: origins and rivals are whole numbers"),
        (HEAD + "happened,fair,2,0,{who} says so\n", "line 2: why may hold"),
        (HEAD + "happened,fair,2,0,{\n", "line 2: why may hold"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, text: str, told: str) -> None:
    """What is wrong with a table is said with its line."""
    file = tmp_path / "grades.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told.replace("{", "[{]")):
        read_rules(file)


def test_no_file(tmp_path: Path) -> None:
    """A table that is not there is a clear error."""
    with pytest.raises(UsageError, match="not a table of grades"):
        read_rules(tmp_path / "none.csv")
