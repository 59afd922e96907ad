"""No text breaks the reader, and none makes it slower than its length accounts for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from factories import gazetteer
from invariants import check, steps
from sayso.attribution import attribute
from sayso.errors import ItemError, TimeLimitError
from sayso.grounding import ground
from sayso.intake import document_of
from sayso.pipeline import read_document
from sayso.reading import parse
from sayso.reading.parser import load_parser
from sayso.record import Options
from sayso.statements import state

# What each rule finds hardest: its own trigger again and again, opened and never closed.
WORST = {
    "reports": "Rebels shelled the town of Homs on Friday, killing 12 people, the army said. He denied it. ",
    "names": "The officer Ivo Marek met Jan Kolar and the army in the town of Homs, he said. ",
    "according to": "Rebels shelled Homs according to the army and troops left the town according to police and ",
    "quotation marks": "“We “did «not ‘fire” ",
    "brackets": "[[Russia’s] [aim] … ",
    "pronouns": "He said she said they said it fired. ",
    "numbers": "between 30 and 40 and at least 15 men, five of them children, and ",
    "places": "A road linking Homs to Damascus is 22 miles from this highway in Syria. ",
    "surroundings": "Shells fell 30 km north of Homs, near Hama and between Aleppo and Idlib. ",
    "unplaced": "Gunmen killed two men. ",
    "capitals": "The officer met Ivo San Marek Port Paris Santa Rosa of New Jan in the town, and ",
    "appeals": "You can donate today to support our independent journalism.\n\n",
    "white space": " \n\t ",
    "lead-ins": "The officer reports at The Times:\n\n",
    "likelihood": "– unlikely – or likely ",
    "dates": "on Monday 4 March 2014 and three days ago and ",
    "number words": "twenty twenty-one hundred and two thousand nineteen ninety ",
    "times of day": "at 5 p.m. (0900 GMT) on the morning of two days later ",
    "long words": "x" * 90 + " ",
    "one word": "and ",
}
OPENING = "The army shelled the town of Homs, a monitor said.\n\n"


def _steps(text: str) -> int:
    """Count the steps of reading a text, the parser's left out."""
    document = document_of(text)
    reading = parse(document, load_parser())

    def read() -> None:
        document_of(text)
        identities = ground(reading, gazetteer())
        voices = attribute(reading, identities)
        state(reading, identities, voices, Options())

    return steps(read)


@pytest.mark.parametrize("unit", WORST.values(), ids=WORST)
def test_work_grows_with_length(unit: str) -> None:
    """Ten times the text is at most about ten times the work, and a hundred times a hundred times."""
    small, middle, large = (_steps(OPENING + unit * count) for count in (2, 20, 200))
    assert middle <= 14 * small
    assert large <= 14 * middle


@pytest.mark.parametrize("unit", WORST.values(), ids=WORST)
def test_worst_cases_hold_invariants(unit: str) -> None:
    """The hardest texts still give a whole record."""
    check(sayso.read_text(OPENING + unit * 40, published="2015-09-30"))


_MARKUP = st.sampled_from(
    ["<p>", "</p>", "<div class='share'>", "</div>", "<blockquote>", "<br><br>", "<li>", "<h1>", "</h1>", "<q>", "<!--",
     "-->", "<script>x</script>", "&amp;", "&#0;", "<table><td>", "</body>", "<pre>", "<a href=x>", "</a>", "<figure>"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Rebels shelled the town of Homs on Friday, the army said, and twelve people died in the market.", "It is so.",
     "Share this", "By Jane Roe", "Support The Harbour Gazette", "“We did", "[…]", "TARSA (Northwire) —", "4 March 21"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(_MARKUP, _WORDS, _WORDS, st.text(max_size=8)), min_size=3, max_size=40))
def test_any_page_holds_invariants(parts: list[str]) -> None:
    """However broken a page is, it is refused clearly or its record holds all invariants."""
    raw = ("<html><body><article>" + " ".join(parts)).encode("utf-8", errors="replace")
    try:
        report = sayso.read(raw, published="2015-09-30")
    except ItemError:
        return
    check(report)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=st.sampled_from("“”\"'‘’«»[]().,:;–—-…?! \n\tABab1👍é"), max_size=400))
def test_endless_marks_hold_invariants(text: str) -> None:
    """Marks without sense break nothing."""
    try:
        report = sayso.read_text(OPENING + text)
    except ItemError:
        return
    check(report)


def test_time_limit() -> None:
    """A document that takes too long is a clear error that says what to do."""
    document = document_of(OPENING * 50)
    with pytest.raises(TimeLimitError, match="--time-limit"):
        read_document(document, time_limit=0.0, name="long.txt")
