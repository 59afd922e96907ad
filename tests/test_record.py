"""Invariants of the record, on the example and on generated texts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from factories import EXAMPLES
from invariants import check
from sayso import codec
from sayso.errors import ItemError, RecordError
from sayso.record import Report, Span

_PIECES = st.sampled_from(
    [
        "Rebels shelled the town of Homs on Friday",
        "according to the army",
        "the ministry said",
        "killing at least 15 civilians, five of them children",
        "denied that its planes had flown",
        "“we did not fire”",
        "[the army’s]",
        "…",
        "– unlikely –",
        "it",
        "By Jane Roe",
        "TARSA (Northwire) —",
        "Support The Harbour Gazette",
        "Jane Roe reports at The Harbour Gazette:",
        "?",
        ".",
        ":",
        "\n\n",
        "\n",
        "\t  ",
        "\u00a0",
        "👍🏽",
        "é",
        "\u202e",
        "「引用」",
        "'",
        '"',
    ]
)


@pytest.mark.parametrize("name", ["quaywater-dispatch.txt", "fellgate-ledger.txt"])
def test_example_holds_invariants(name: str) -> None:
    """The shipped example's records hold all invariants."""
    check(sayso.read(EXAMPLES / "guernica" / name, published="2017-04-26"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), min_size=1, max_size=25).map(" ".join))
def test_any_text_holds_invariants(text: str) -> None:
    """Whatever the text, it is refused clearly or its record holds all invariants."""
    try:
        report = sayso.read_text(text, published="2015-09-30")
    except ItemError:
        return
    check(report)


def test_same_input_same_bytes(guernica: tuple[Report, ...]) -> None:
    """Reading again gives the same bytes."""
    paths = sorted((EXAMPLES / "guernica").glob("*.txt"))
    again = [codec.to_json(sayso.read(path, published="2017-04-26")) for path in paths]
    assert again == [codec.to_json(report) for report in guernica]


def test_reads_back_equal(guernica: tuple[Report, ...]) -> None:
    """JSON reads back as the same record."""
    for report in guernica:
        assert codec.from_json(codec.to_json(report, indent=2)) == report


@pytest.mark.parametrize("raw", ["", "{}", "[1]", '{"format": 3}', "nonsense"])
def test_no_record_is_a_clear_error(raw: str) -> None:
    """What is no record is refused, with what to do."""
    with pytest.raises(RecordError, match="sayso read"):
        codec.from_json(raw)


def test_span_running_backwards_is_refused() -> None:
    """A span that runs backwards or does not fit its words is nonsense."""
    with pytest.raises(ValueError, match="not a span"):
        Span(start=3, end=1, text="")
    with pytest.raises(ValueError, match="not a span"):
        Span(start=0, end=4, text="abc")


def test_only_the_body_of_its_kind_is_written(guernica: tuple[Report, ...]) -> None:
    """In JSON a statement has the body named by its kind and no other."""
    for statement in guernica[0].to_dict()["statements"]:  # type: ignore[attr-defined]
        assert statement["kind"] in statement
        assert ("toll" in statement) == (statement["kind"] == "toll")
