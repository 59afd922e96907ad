"""Groups of profiles, from profiles made by hand."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents.profile import Profile
from sayso.incidents.tying import tie

PLACES, DAYS, WORDS = ("homs", "hama"), ("2015-09-28", "2015-09-29"), ("market", "shell", "school", "bridge")


def _profile(place: str | None, day: str | None, words: tuple[str, ...]) -> Profile:
    """Make a statement's profile that tells its place and day in its own words, or neither."""
    told = {"place": place, "own_place": place, "day": day, "own_day": day}
    fields = {name: Counter({value: 1}) for name, value in told.items() if value is not None}
    return Profile(1, fields, dict.fromkeys(words, 0.5))


def _tied(*profiles: Profile) -> list[tuple[int, ...]]:
    return tie(profiles, combinations(range(len(profiles)), 2), "statements")


def test_alike() -> None:
    """One place and day are one group; another day is another."""
    first, last = _profile("homs", DAYS[0], WORDS), _profile("homs", DAYS[1], WORDS)
    assert _tied(first, first, last) == [(0, 1), (2,)]


def test_torn() -> None:
    """What fits two groups that contradict each other stays apart; what fits one of them better joins it."""
    first, last = _profile("homs", DAYS[0], WORDS), _profile("homs", DAYS[1], WORDS)
    undated = _profile("homs", None, WORDS)
    assert _tied(first, last, undated) == [(0,), (1,), (2,)]
    assert _tied(first, undated) == [(0, 1)]
    other = _profile("homs", DAYS[1], ("bridge",))
    assert _tied(first, other, undated) == [(0, 2), (1,)]


def test_left_out_pairs_are_unlike() -> None:
    """Pairs that are not given are not tied, however alike."""
    same = _profile("homs", DAYS[0], WORDS)
    assert tie([same, same], [], "statements") == [(0,), (1,)]


profiles = st.lists(
    st.builds(
        _profile,
        st.sampled_from([*PLACES, None]),
        st.sampled_from([*DAYS, None]),
        st.lists(st.sampled_from(WORDS), unique=True).map(tuple),
    ),
    max_size=7,
)


@given(profiles)
def test_groups_partition(found: list[Profile]) -> None:
    """Every profile is in one group, and groups come in order of their first."""
    groups = _tied(*found)
    assert sorted(i for group in groups for i in group) == list(range(len(found)))
    assert groups == sorted(groups)


@given(profiles, profiles)
def test_strangers_change_nothing(found: list[Profile], strangers: list[Profile]) -> None:
    """Profiles that share no pair with others leave their groups as they are."""
    pairs = list(combinations(range(len(found)), 2))
    apart = list(combinations(range(len(found), len(found) + len(strangers)), 2))
    together = tie([*found, *strangers], [*pairs, *apart], "statements")
    assert [group for group in together if group[0] < len(found)] == tie(found, pairs, "statements")


@given(profiles)
def test_in_pairs_of_any_order(found: list[Profile]) -> None:
    """The order in which pairs are given makes no difference."""
    pairs = list(combinations(range(len(found)), 2))
    assert tie(found, reversed(pairs), "statements") == tie(found, pairs, "statements")
