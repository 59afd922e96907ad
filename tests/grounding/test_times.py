"""When: time expressions, their TimeML values and their bounds."""

from __future__ import annotations

import pytest

from factories import document
from sayso.grounding.times import find_times
from sayso.reading.model import Reading
from sayso.record import Time, TimePrecision, TimeType

WEDNESDAY = "2015-09-30"


def _times(text: str, published: str | None = WEDNESDAY) -> tuple[Time, ...]:
    return find_times(Reading(document=document(text, published=published), tokens=(), sentences=()))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The raid came on Wednesday.", "Wednesday", "2015-09-30"),
        ("The raid came on Tuesday.", "Tuesday", "2015-09-29"),
        ("The raid came on Thursday.", "Thursday", "2015-09-24"),
        ("The raid came last Friday.", "last Friday", "2015-09-25"),
        ("The raid came last Wednesday.", "last Wednesday", "2015-09-23"),
        ("Talks will begin next Monday.", "next Monday", "2015-10-05"),
        ("The raid came yesterday.", "yesterday", "2015-09-29"),
        ("The raid came today.", "today", "2015-09-30"),
        ("Talks will begin tomorrow.", "tomorrow", "2015-10-01"),
        ("The raid came three days ago.", "three days ago", "2015-09-27"),
        ("The raid came on 26 April 1937.", "26 April 1937", "1937-04-26"),
        ("The raid came on April 26, 1937.", "April 26, 1937", "1937-04-26"),
        ("The raid came on the 26th of April 1937.", "the 26th of April 1937", "1937-04-26"),
        ("The raid came on 1937-04-26.", "1937-04-26", "1937-04-26"),
        ("The raid came on Sept. 28.", "Sept. 28", "2015-09-28"),
        ("The raid came on 5 December.", "5 December", "2014-12-05"),
    ],
)
def test_days(text: str, words: str, value: str) -> None:
    """A day is its ISO date; a weekday is the day of publication or the one before it."""
    (time,) = _times(text)
    assert (time.text, time.type, time.precision) == (words, TimeType.DATE, TimePrecision.DAY)
    assert (time.value, time.earliest, time.latest) == (value, value, value)


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("It fell on Wednesday morning.", "2015-09-30TMO", "2015-09-30T06:00", "2015-09-30T12:00"),
        ("It fell on Monday afternoon.", "2015-09-28TAF", "2015-09-28T12:00", "2015-09-28T18:00"),
        ("It fell yesterday evening.", "2015-09-29TEV", "2015-09-29T18:00", "2015-09-30T00:00"),
        ("It fell this morning.", "2015-09-30TMO", "2015-09-30T06:00", "2015-09-30T12:00"),
        ("It fell overnight.", "2015-09-30TNI", "2015-09-29T18:00", "2015-09-30T06:00"),
        ("It fell last night.", "2015-09-29TNI", "2015-09-29T18:00", "2015-09-30T06:00"),
    ],
)
def test_parts_of_a_day(text: str, value: str, earliest: str, latest: str) -> None:
    """A part of a day has local hours as its bounds; a night before publication began the evening before."""
    (time,) = _times(text)
    assert (time.type, time.precision) == (TimeType.TIME, TimePrecision.PART_OF_DAY)
    assert (time.value, time.earliest, time.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest", "precision"),
    [
        ("It fell in April 1937.", "1937-04", "1937-04-01", "1937-04-30", TimePrecision.MONTH),
        ("It fell in February 2012.", "2012-02", "2012-02-01", "2012-02-29", TimePrecision.MONTH),
        ("It fell in 1937.", "1937", "1937-01-01", "1937-12-31", TimePrecision.YEAR),
        ("It fell two weeks ago.", "2015-W38", "2015-09-14", "2015-09-20", TimePrecision.WEEK),
        ("It fell two months ago.", "2015-07", "2015-07-01", "2015-07-31", TimePrecision.MONTH),
    ],
)
def test_longer_stretches(text: str, value: str, earliest: str, latest: str, precision: TimePrecision) -> None:
    """Weeks, months and years have their first and last day as bounds."""
    (time,) = _times(text)
    assert (time.value, time.earliest, time.latest, time.precision) == (value, earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The siege lasted four years.", "four years", "P4Y"),
        ("The raid lasted three hours.", "three hours", "PT3H"),
        ("The raid lasted 45 minutes.", "45 minutes", "PT45M"),
        ("The siege lasted several weeks.", "several weeks", "PXW"),
    ],
)
def test_durations(text: str, words: str, value: str) -> None:
    """A length of time has a value and no bounds."""
    (time,) = _times(text)
    assert (time.text, time.type, time.value) == (words, TimeType.DURATION, value)
    assert (time.earliest, time.latest) == (None, None)


@pytest.mark.parametrize(
    "words", ["Wednesday", "yesterday", "overnight", "three days ago", "5 December", "next Monday"]
)
def test_without_date_of_publication(words: str) -> None:
    """What is counted from publication has no value and no bounds where that day is not known."""
    (time,) = _times(f"The raid came {words}, it was said.", published=None)
    assert (time.text, time.value, time.earliest, time.latest) == (words, None, None, None)


def test_whole_dates_need_no_date_of_publication() -> None:
    """A date with its year says it all."""
    (time,) = _times("The raid came on 26 April 1937.", published=None)
    assert time.value == "1937-04-26"


def test_instant_of_publication() -> None:
    """An instant of publication counts by its day."""
    (time,) = _times("The raid came yesterday.", published="2015-09-30T08:15:00Z")
    assert time.value == "2015-09-29"


@pytest.mark.parametrize("text", ["Troops may march on.", "The raid came on 31 February 2015.", "It hit 1,937 homes."])
def test_no_times(text: str) -> None:
    """Words that only look like months, and days that no month has, are no times."""
    assert _times(text) == ()


def test_order_and_numbers() -> None:
    """Times are numbered in text order and quote the text."""
    text = "It began on Monday and ended on Tuesday morning."
    times = _times(text)
    assert [(time.id, time.text) for time in times] == [("t1", "Monday"), ("t2", "Tuesday morning")]
    assert all(text[time.start : time.end] == time.text for time in times)
