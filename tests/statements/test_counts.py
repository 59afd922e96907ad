"""The forms in which a text counts the harmed, read from whole sentences."""

from __future__ import annotations

import pytest

import sayso

K, J, P, M, D, T = "killed", "injured", "captured", "missing", "displaced", "detained"


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("At least 15 civilians, five of them children, were killed.", [(K, 15, None), (K, 5, 5)]),
        ("Dozens were wounded.", [(J, None, None)]),
        ("Between 30 and 40 fighters died.", [(K, 30, 40)]),
        ("Two soldiers and a medic were killed near the bridge.", [(K, 2, 2), (K, 1, 1)]),
        ("The death toll rose to 27, the mayor said.", [(K, 27, 27)]),
        ("The number of displaced people has reached 70,000.", [(D, 70000, 70000)]),
        ("More than a dozen worshippers were killed.", [(K, 12, None)]),
        ("Thirteen or 14 people had been killed.", [(K, 13, 14)]),
        ("Nobody was hurt.", [(J, 0, 0)]),
        ("Not a single civilian was injured.", [(J, 0, 0)]),
        ("Both pilots died.", [(K, 2, 2)]),
        ("The blast killed the governor.", [(K, 1, 1)]),
        ("The army lost 12 soldiers.", [(K, 12, 12)]),
        ("Four aid workers lost their lives.", [(K, 4, 4)]),
        ("The blast claimed the lives of seven farmers.", [(K, 7, 7)]),
        ("The fighting cost 200 lives.", [(K, 200, 200)]),
        ("The bodies of eight men were found in a well.", [(K, 8, 8)]),
        ("The murder of six monks shocked the town.", [(K, 6, 6)]),
        ("The blast left 67 dead and approximately 1,000 wounded.", [(K, 67, 67), (J, 1000, 1000)]),
        ("The shelling injured 27, six of them critically.", [(J, 27, 27), (J, 6, 6)]),
        ("Four soldiers were wounded, one of them fatally.", [(J, 4, 4), (K, 1, 1)]),
        ("Strike on market kills 12", [(K, 12, 12)]),
        ("Casualties: 7 killed, 18 wounded, 2 missing.", [(K, 7, 7), (J, 18, 18), (M, 2, 2)]),
        ("Nine people were killed in three days.", [(K, 9, 9)]),
    ],
)
def test_forms(text: str, tolls: list[tuple[str, int | None, int | None]]) -> None:
    """Each count gives its kind and bounds, and nothing else does."""
    found = [s.toll for s in sayso.read_text(text, published="2020-05-06").statements if s.toll]
    assert sorted((str(t.what), t.low or -1, t.high or -1) for t in found) == sorted(
        (what, low or -1, high or -1) for what, low, high in tolls
    )


def test_a_part_names_its_whole() -> None:
    """Parts are linked to the count they are a part of, and the two are not added up."""
    whole, part = (s for s in sayso.read_text("The shelling injured 27, six of them critically.").statements if s.toll)
    assert part.toll is not None
    assert part.toll.part_of == whole.id


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("3,000 people have been killed since March.", "period"),
        ("Some 28 people died in three towns.", "several-places"),
    ],
)
def test_scope(text: str, scope: str) -> None:
    """Wider totals say so."""
    (toll,) = (s.toll for s in sayso.read_text(text, published="2020-05-06").statements if s.toll)
    assert toll.scope == scope
