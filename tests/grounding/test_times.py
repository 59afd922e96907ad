"""When: time expressions, their TimeML values and their bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import document
from sayso import lexicon
from sayso.grounding.times import document_day, find_times
from sayso.intake import document_of
from sayso.reading import parse
from sayso.reading.model import Reading
from sayso.reading.parser import load_parser
from sayso.record import BlockKind, Time, TimePrecision, TimeType

WEDNESDAY = "2015-09-30"


def _times(text: str, published: str | None = WEDNESDAY) -> tuple[Time, ...]:
    """Find times without the parser; every clause counts as told in the past."""
    return find_times(Reading(document=document(text, published=published), tokens=(), sentences=()))


def _parsed(text: str, published: str | None = WEDNESDAY) -> tuple[Time, ...]:
    """Find times with the parser, where the tense of the clause matters."""
    return find_times(parse(document(text, published=published), load_parser()))


def _only(times: tuple[Time, ...], words: str) -> Time:
    (time,) = (time for time in times if time.text == words)
    return time


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The raid came on Wednesday.", "Wednesday", "2015-09-30"),
        ("The raid came on Tuesday.", "Tuesday", "2015-09-29"),
        ("The raid came on Thursday.", "Thursday", "2015-09-24"),
        ("The raid came early Tuesday.", "early Tuesday", "2015-09-29"),
        ("The raid came last Friday.", "last Friday", "2015-09-25"),
        ("The raid came last Wednesday.", "last Wednesday", "2015-09-23"),
        ("Talks will begin next Monday.", "next Monday", "2015-10-05"),
        ("The raid came yesterday.", "yesterday", "2015-09-29"),
        ("The raid came the day before yesterday.", "the day before yesterday", "2015-09-28"),
        ("The raid came today.", "today", "2015-09-30"),
        ("Talks will begin tomorrow.", "tomorrow", "2015-10-01"),
        ("The raid came three days ago.", "three days ago", "2015-09-27"),
        ("The raid came a week ago today.", "a week ago today", "2015-09-23"),
        ("The raid came two months ago today.", "two months ago today", "2015-07-30"),
        ("Sixty years ago today a raid came.", "Sixty years ago today", "1955-09-30"),
        ("The raid came on 26 April 1937.", "26 April 1937", "1937-04-26"),
        ("The raid came on April 26, 1937.", "April 26, 1937", "1937-04-26"),
        ("The raid came on the 26th of April 1937.", "the 26th of April 1937", "1937-04-26"),
        ("The raid came on 26 Apr '98.", "26 Apr '98", "1998-04-26"),
        ("The raid came on 1937-04-26.", "1937-04-26", "1937-04-26"),
        ("The raid came on 26.04.1937.", "26.04.1937", "1937-04-26"),
        ("The raid came on 4/26/1937.", "4/26/1937", "1937-04-26"),
        ("The raid came on 26/4/1937.", "26/4/1937", "1937-04-26"),
        ("The raid came on Sept. 28.", "Sept. 28", "2015-09-28"),
        ("The raid came on 5 December.", "5 December", "2014-12-05"),
        ("The raid came on Saturday, 5 December.", "Saturday, 5 December", "2015-12-05"),
        ("The raid came on Christmas Day 2014.", "Christmas Day 2014", "2014-12-25"),
        ("The raid came on New Year’s Eve.", "New Year’s Eve", "2014-12-31"),
    ],
)
def test_days(text: str, words: str, value: str) -> None:
    """A day is its ISO date; a weekday is the day of publication or the one before it."""
    (time,) = _times(text)
    assert (time.text, time.type, time.precision) == (words, TimeType.DATE, TimePrecision.DAY)
    assert (time.value, time.earliest, time.latest) == (value, value, value)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The envoys will meet on Friday.", "Friday", "2015-10-02"),
        ("The envoys will meet on Wednesday.", "Wednesday", "2015-09-30"),
        ("The envoys are due to meet on Friday.", "Friday", "2015-10-02"),
        ("The envoys plan to meet on 5 December.", "5 December", "2015-12-05"),
        ("The rebels gave them until Friday to leave.", "Friday", "2015-10-02"),
        ("The truce was extended to Nov. 20.", "Nov. 20", "2015-11-20"),
        ("The army shelled the town on Friday.", "Friday", "2015-09-25"),
        ("The army shelled the town on 20 November.", "20 November", "2014-11-20"),
        ("The army had shelled the town until Friday.", "Friday", "2015-09-25"),
        ("Talks are expected in December.", "December", "2015-12"),
        ("The talks failed in December.", "December", "2014-12"),
        ("The truce may end this weekend.", "this weekend", "2015-W40-WE"),
        ("The war will end in five years.", "five years", "2020"),
    ],
)
def test_tense_tells_past_from_future(text: str, words: str, value: str) -> None:
    """A day, month or weekend without its year or week lies where the verb looks."""
    assert _only(_parsed(text), words).value == value


def test_headlines_tell_the_past_in_the_present() -> None:
    """A weekday in a headline lies behind: "Bomb kills twelve Friday"."""
    made = document(("Bomb kills twelve Friday", BlockKind.HEADLINE), published=WEDNESDAY)
    (time,) = find_times(parse(made, load_parser()))
    assert time.value == "2015-09-25"


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("It fell on Wednesday morning.", "2015-09-30TMO", "2015-09-30T06:00", "2015-09-30T12:00"),
        ("It fell on Monday afternoon.", "2015-09-28TAF", "2015-09-28T12:00", "2015-09-28T18:00"),
        ("It fell yesterday evening.", "2015-09-29TEV", "2015-09-29T18:00", "2015-09-30T00:00"),
        ("It fell this morning.", "2015-09-30TMO", "2015-09-30T06:00", "2015-09-30T12:00"),
        ("It fell overnight.", "2015-09-30TNI", "2015-09-29T18:00", "2015-09-30T06:00"),
        ("It fell last night.", "2015-09-29TNI", "2015-09-29T18:00", "2015-09-30T06:00"),
        ("It fell on Monday night.", "2015-09-28TNI", "2015-09-28T18:00", "2015-09-29T06:00"),
        ("It fell at dawn on Monday.", "2015-09-28TMO", "2015-09-28T06:00", "2015-09-28T12:00"),
        ("It fell on the morning of 28 September.", "2015-09-28TMO", "2015-09-28T06:00", "2015-09-28T12:00"),
        ("It fell in the early hours of Monday.", "2015-09-28TNI", "2015-09-28T00:00", "2015-09-28T06:00"),
    ],
)
def test_parts_of_a_day(text: str, value: str, earliest: str, latest: str) -> None:
    """A part of a day has local hours as its bounds; a night begins on the evening of the day that names it."""
    (time,) = _times(text)
    assert (time.type, time.precision) == (TimeType.TIME, TimePrecision.PART_OF_DAY)
    assert (time.value, time.earliest, time.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It fell at 10 p.m. Tuesday.", "10 p.m. Tuesday", "2015-09-29T22:00"),
        ("It fell on Tuesday at 7:15 a.m.", "Tuesday at 7:15 a.m.", "2015-09-29T07:15"),
        ("It fell at noon on 28 September.", "noon on 28 September", "2015-09-28T12:00"),
        ("It fell at midnight on Tuesday.", "midnight on Tuesday", "2015-09-29T24:00"),
        ("It fell at 0430 GMT yesterday.", "0430 GMT yesterday", "2015-09-29T04:30Z"),
        ("It fell at 2130 (0130 GMT) on Tuesday.", "2130 (0130 GMT) on Tuesday", "2015-09-29T21:30"),
        ("It fell at 5 o'clock in the afternoon.", "5 o'clock in the afternoon", "2015-09-30T17:00"),
        ("It fell at 22:15.", "22:15", "2015-09-30T22:15"),
    ],
)
def test_clock_times(text: str, words: str, value: str) -> None:
    """A time of the clock belongs to the day beside it, or else to the document's own."""
    (time,) = _times(text)
    assert (time.text, time.type, time.value, time.precision) == (words, TimeType.TIME, value, TimePrecision.MINUTE)


def test_bounds_of_clock_times() -> None:
    """Midnight ends the day that names it; a time in UTC keeps its zone."""
    (midnight,) = _times("It fell at midnight on Tuesday.")
    assert (midnight.earliest, midnight.latest) == ("2015-09-30T00:00", "2015-09-30T00:00")
    (zoned,) = _times("It fell at 0430 GMT yesterday.")
    assert zoned.earliest == "2015-09-29T04:30Z"


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest", "precision"),
    [
        ("It fell in April 1937.", "1937-04", "1937-04-01", "1937-04-30", TimePrecision.MONTH),
        ("It fell in February 2012.", "2012-02", "2012-02-01", "2012-02-29", TimePrecision.MONTH),
        ("It fell in June last year.", "2014-06", "2014-06-01", "2014-06-30", TimePrecision.MONTH),
        ("It fell last May.", "2015-05", "2015-05-01", "2015-05-31", TimePrecision.MONTH),
        ("It fell last December.", "2014-12", "2014-12-01", "2014-12-31", TimePrecision.MONTH),
        ("It fell in early August.", "2015-08", "2015-08-01", "2015-08-31", TimePrecision.MONTH),
        ("It fell in 1937.", "1937", "1937-01-01", "1937-12-31", TimePrecision.YEAR),
        ("It fell in mid-1996.", "1996", "1996-01-01", "1996-12-31", TimePrecision.YEAR),
        ("It fell in nineteen ninety-one.", "1991", "1991-01-01", "1991-12-31", TimePrecision.YEAR),
        ("It fell last year.", "2014", "2014-01-01", "2014-12-31", TimePrecision.YEAR),
        ("It fell in the late 1970s.", "197", "1970-01-01", "1979-12-31", TimePrecision.UNKNOWN),
        ("It fell in the nineties.", "199", "1990-01-01", "1999-12-31", TimePrecision.UNKNOWN),
        ("It fell in the 19th century.", "18", "1800-01-01", "1899-12-31", TimePrecision.UNKNOWN),
        ("It fell last week.", "2015-W39", "2015-09-21", "2015-09-27", TimePrecision.WEEK),
        ("It fell over the weekend.", "2015-W39-WE", "2015-09-26", "2015-09-27", TimePrecision.WEEK),
        ("It fell two weeks ago.", "2015-W38", "2015-09-14", "2015-09-20", TimePrecision.WEEK),
        ("It fell two months ago.", "2015-07", "2015-07-01", "2015-07-31", TimePrecision.MONTH),
        ("It fell two decades ago.", "1995", "1995-01-01", "1995-12-31", TimePrecision.YEAR),
        ("It fell last summer.", "2015-SU", "2015-06-01", "2015-08-31", TimePrecision.SEASON),
        ("It fell in the winter of 1994.", "1994-WI", "1993-12-01", "1995-02-28", TimePrecision.SEASON),
        ("It fell in the third quarter of 1990.", "1990-Q3", "1990-07-01", "1990-09-30", TimePrecision.SEASON),
        ("It fell in the first half of 1990.", "1990-H1", "1990-01-01", "1990-06-30", TimePrecision.SEASON),
        ("It lasted from 2 to 5 March 1990.", "1990-03-02/1990-03-05", "1990-03-02", "1990-03-05", TimePrecision.WEEK),
        ("It lasted from 1936-39.", "1936/1939", "1936-01-01", "1939-12-31", TimePrecision.UNKNOWN),
    ],
)
def test_longer_stretches(text: str, value: str, earliest: str, latest: str, precision: TimePrecision) -> None:
    """Weeks, months, seasons and years have their first and last day as bounds, no narrower than the words."""
    (time,) = _times(text)
    assert (time.type, time.value) == (TimeType.DATE, value)
    assert (time.earliest, time.latest, time.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It began on 3 March 1990. It ended two days later.", "two days later", "1990-03-05"),
        ("It began on 3 March 1990. It ended the next day.", "the next day", "1990-03-04"),
        ("It began on 3 March 1990. It had been planned the day before.", "the day before", "1990-03-02"),
        ("It began on 3 March 1990. It ended that evening.", "that evening", "1990-03-03TEV"),
        ("It began on 3 March 1990. It ended the following morning.", "the following morning", "1990-03-04TMO"),
        ("It began on 3 March 1990, at about 7:30 a.m.", "3 March 1990, at about 7:30 a.m.", "1990-03-03T07:30"),
        ("It began on 3 March 1990 and went on after midnight.", "midnight", "1990-03-03T24:00"),
        ("It began in 1980. It ended the following year.", "the following year", "1981"),
        ("It began in 1980. It ended two years later.", "two years later", "1982"),
        ("It began in March 1990. It ended three months later.", "three months later", "1990-06"),
        ("Sales fell in the third quarter of 1990 from a year earlier.", "a year earlier", "1989-Q3"),
    ],
)
def test_counted_from_the_time_named_before(text: str, words: str, value: str) -> None:
    """What tells only how much later is counted from the last time that was named, not from publication."""
    time = _only(_times(text), words)
    assert time.value == value


def test_the_day_of_saying_is_not_counted_from() -> None:
    """The day on which police said so gives way to the day on which it happened."""
    times = _parsed("The rebels attacked on 3 March 1990, police said Monday. They left two days later.")
    assert _only(times, "two days later").value == "1990-03-05"


@pytest.mark.parametrize("words", ["two days later", "the day after"])
def test_nothing_named_before(words: str) -> None:
    """Without a time before it there is nothing to count from, and the basis says so."""
    (time,) = _times(f"They left {words}.")
    assert (time.value, time.earliest, time.basis) == (None, None, "nothing named before to count from")


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The siege lasted four years.", "four years", "P4Y"),
        ("The raid lasted three hours.", "three hours", "PT3H"),
        ("The raid lasted 45 minutes.", "45 minutes", "PT45M"),
        ("The siege lasted several weeks.", "several weeks", "PXW"),
        ("The siege lasted for weeks.", "weeks", "PXW"),
        ("The siege lasted nearly two decades.", "nearly two decades", "P20Y"),
        ("The siege lasted two and a half years.", "two and a half years", "P2Y6M"),
        ("The siege lasted 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("The siege lasted a year and a half.", "a year and a half", "P1Y6M"),
        ("The raid lasted half an hour.", "half an hour", "PT30M"),
        ("It fell within the last twenty-four hours.", "the last twenty-four hours", "PT24H"),
        ("It ended the 8-month-old truce.", "8-month-old", "P8M"),
        ("It ended a day-long siege.", "a day-long", "P1D"),
        ("It ended the ten-year war.", "ten-year", "P10Y"),
        ("It rose in recent months.", "recent months", "PXM"),
    ],
)
def test_durations(text: str, words: str, value: str) -> None:
    """A length of time has a value and no bounds."""
    (time,) = _times(text)
    assert (time.text, time.type, time.value) == (words, TimeType.DURATION, value)
    assert (time.earliest, time.latest) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Shells fall daily.", "P1D"),
        ("Shells fall every day.", "P1D"),
        ("Shells fell every two weeks.", "P2W"),
        ("Shells fell twice a week.", "P1W"),
        ("Shells fell every Friday.", "XXXX-WXX-5"),
        ("Shells fell on Tuesday nights.", "XXXX-WXX-2TNI"),
        ("They march each July.", "XXXX-07"),
        ("Shells fell every night.", "XXXX-XX-XXTNI"),
        ("They marched each summer.", "XXXX-SU"),
    ],
)
def test_repetitions(text: str, value: str) -> None:
    """What comes again and again is a set, without bounds."""
    (time,) = _times(text)
    assert (time.type, time.value, time.earliest) == (TimeType.SET, value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The town is now quiet.", "PRESENT_REF"),
        ("The town recently fell.", "PAST_REF"),
        ("It fell several years ago.", "PAST_REF"),
        ("The town will soon fall.", "FUTURE_REF"),
        ("They fear the future.", "FUTURE_REF"),
    ],
)
def test_vague_times(text: str, value: str) -> None:
    """A vague time says only past, present or future, and dates nothing."""
    (time,) = _times(text)
    assert (time.type, time.value, time.earliest, time.latest) == (TimeType.DATE, value, None, None)


@pytest.mark.parametrize(
    "words",
    ["Wednesday", "yesterday", "overnight", "three days ago", "5 December", "next Monday", "last week", "in July"],
)
def test_without_date_of_publication(words: str) -> None:
    """What is counted from publication has no value and no bounds where that day is not known."""
    (time,) = _times(f"The raid came {words}, it was said.", published=None)
    assert (time.text, time.value) == (words.removeprefix("in "), None)
    assert (time.earliest, time.latest, time.basis) == (None, None, "no date of publication to count from")


@pytest.mark.parametrize("words", ["04/05/2015", "Thanksgiving", "Easter", "Ramadan"])
def test_doubtful_days(words: str) -> None:
    """Where day and month could be exchanged, or a feast has no fixed day, there is no value; the basis says why."""
    (time,) = _times(f"The raid came on {words}.")
    assert (time.text, time.value) == (words, None)
    assert time.basis not in {"", "the words"}


def test_whole_dates_need_no_date_of_publication() -> None:
    """A date with its year says it all."""
    (time,) = _times("The raid came on 26 April 1937.", published=None)
    assert time.value == "1937-04-26"


def test_instant_of_publication() -> None:
    """An instant of publication counts by its day."""
    (time,) = _times("The raid came yesterday.", published="2015-09-30T08:15:00Z")
    assert time.value == "2015-09-29"


def test_dateline_stands_in_for_publication() -> None:
    """Where no day of publication is given, a whole date in the dateline is the document's own day, and it is said."""
    text = "GUATEMALA CITY, 4 Feb 90 (ACAN-EFE) -- The farm was attacked yesterday, the army said in the capital."
    made = document_of(text)
    times = find_times(Reading(document=made, tokens=(), sentences=()))
    assert [(time.text, time.value) for time in times] == [("4 Feb 90", "1990-02-04"), ("yesterday", "1990-02-03")]
    assert times[1].basis == "counted from the dateline"
    day, whose = document_day(made)
    assert (str(day), whose) == ("1990-02-04", "the dateline")


def test_publication_goes_before_the_dateline() -> None:
    """A day of publication that is given stands, whatever the dateline says."""
    text = "GUATEMALA CITY, 4 Feb 90 (ACAN-EFE) -- The farm was attacked yesterday, the army said in the capital."
    day, whose = document_day(document_of(text, published="1990-02-05"))
    assert (str(day), whose) == ("1990-02-05", "publication")


@pytest.mark.parametrize(
    "text",
    [
        "Troops may march on.",
        "The raid came on 31 February 2015.",
        "It hit 1,937 homes.",
        "They fired 2,000 shells.",
        "It cost $1950.",
        "A 27-year-old man was killed.",
        "A second attack followed.",
        "Troops fall back.",
        "They lost 1.30 million.",
    ],
)
def test_no_times(text: str) -> None:
    """Words that only look like times, days that no month has, and the ages of people are no times."""
    assert _times(text) == ()


@pytest.mark.parametrize("text", ["April Smith was killed.", "Her 6-month-old son was killed."])
def test_no_times_by_grammar(text: str) -> None:
    """Where the parser sees a person, a name is no month and an age no time told of."""
    assert _parsed(text) == ()


def test_order_and_numbers() -> None:
    """Times are numbered in text order and quote the text."""
    text = "It began on Monday and ended on Tuesday morning."
    times = _times(text)
    assert [(time.id, time.text) for time in times] == [("t1", "Monday"), ("t2", "Tuesday morning")]
    assert all(text[time.start : time.end] == time.text for time in times)


def test_line_breaks_inside() -> None:
    """An expression may run over a line's end."""
    (time,) = _times("The raid came last\nFriday.")
    assert (time.text, time.value) == ("last\nFriday", "2015-09-25")


def test_furniture_is_not_read() -> None:
    """What stands in furniture is no time told of."""
    made = document(("Posted on Sept. 28", BlockKind.STAMP), published=WEDNESDAY)
    assert find_times(Reading(document=made, tokens=(), sentences=())) == ()


@pytest.mark.parametrize("row", lexicon.table("time_words"), ids=lambda row: row["id"])
def test_every_word_of_the_table(row: dict[str, str]) -> None:
    """Each vague word and each word of frequency is found and has the value of its row."""
    times = _parsed(f"The town will be shelled {row['pattern']}.")
    assert [time.value for time in times] == [row["code"] or row["value"]]


@pytest.mark.parametrize("row", lexicon.table("holidays"), ids=lambda row: row["id"])
def test_every_holiday_of_the_table(row: dict[str, str]) -> None:
    """Each feast is found; it has a day where that is the same everywhere."""
    (time,) = _times(f"The town was shelled on {row['pattern'].title().replace(chr(39) + 'S', chr(39) + 's')} 2014.")
    assert time.value == (f"2014-{row['value']}" if row["value"] else None)


_WORDS = """
the a last next this of two 26 3rd third May march 1990 '98 0430 10 p.m. GMT Monday night morning dawn noon midnight
early end week weekend month year years quarter century 1980s summer ago later before day yesterday today at on in
until every twice half and to - , . ( ) 99999 12/13/1999 0001-01-01 9999-12-31 Easter now hundred thousand -old
"""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS.split()), max_size=14),
    st.sampled_from([None, "0001-01-01", "2015-09-30", "2016-02-29", "9999-12-31"]),
)
def test_any_words_of_time(words: list[str], published: str | None) -> None:
    """However words of time are thrown together, times quote the text, do not overlap, and have bounds in order."""
    text = " ".join(["It fell", *words])
    past = 0
    for time in _times(text, published):
        assert text[time.start : time.end] == time.text
        assert time.start >= past
        past = time.end
        assert (time.earliest is None) == (time.latest is None)
        assert (time.earliest or "") <= (time.latest or "")
        assert time.earliest is None or time.value is not None
        assert time.basis


def test_look_back_keeps_its_day() -> None:
    """In a look back, a day of the week and a time of day are of the day told last, not of the report's own."""
    text = "The mill burned on 12 May 1987. It was a Tuesday. The first shells fell at about 4.30 pm."
    times = _parsed(text, published="2007-05-12")
    assert [time.value for time in times] == ["1987-05-12", "1987-05-12", "1987-05-12T16:30"]


def test_story_goes_on_from_the_day_it_named() -> None:
    """Times of day that follow a day are of that day, but for one that is to come."""
    times = _parsed("The mill was shelled on 6 May. Shells fell at 4.30 pm.", published="2007-05-12")
    assert [time.value for time in times] == ["2007-05-06", "2007-05-06T16:30"]
    times = _parsed("Talks will open on Friday. Shells fell at 4.30 pm.", published="2007-05-09")
    assert [time.value for time in times] == ["2007-05-11", "2007-05-09T16:30"]
