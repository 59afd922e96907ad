"""From text to document: ids, dates, language, and what an option overrides."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from sayso.errors import ItemError, UsageError
from sayso.intake import document_of, open_reports
from sayso.intake.blocks import cut_blocks
from sayso.intake.dates import normal_date
from sayso.intake.language import check_language
from sayso.record import BlockKind, KnownFrom

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = "Shells fell on the old harbour before dawn, residents said, and two warehouses burned until noon on Friday."
FRENCH = (
    "Les rebelles ont pris la ville vendredi matin, selon des habitants, et l’armée a quitté le nord de la province "
    "dans la nuit."
)
SPANISH = (
    "Los rebeldes tomaron la ciudad el viernes por la mañana, según los vecinos, y el ejército salió del norte de la "
    "provincia durante la noche."
)
GERMAN = (
    "Die Rebellen nahmen die Stadt am Freitagmorgen ein, wie Bewohner sagten, und die Armee verließ in der Nacht den "
    "Norden der Provinz."
)


def test_id_is_the_digest_of_the_text() -> None:
    """The document's id is the SHA-256 of its text in UTF-8."""
    text = "Rebels shelled Homs, the army said — twice."
    assert document_of(text).id == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_id_depends_on_the_text_alone(tmp_path: Path) -> None:
    """Neither file name, date, publisher nor address changes a document's id."""
    path = tmp_path / "report.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    (from_file,) = open_reports(
        path, published="2021-03-04", publisher="The Harbour Gazette", url="https://example.org"
    )
    (from_bytes,) = open_reports(ENGLISH.encode())
    assert from_file.id == from_bytes.id == document_of(ENGLISH).id
    assert document_of(ENGLISH + "\n").id != from_file.id


def test_text_is_kept_as_read() -> None:
    """Line ends and white space stay in the document's text."""
    text = "  Rebels shelled Homs.\r\n\r\n\tThe army left.\r\n"
    (document,) = open_reports(text.encode())
    assert document.text == text


def test_options_stand_in_the_document() -> None:
    """What the caller says about a report is recorded, with where it came from."""
    (document,) = open_reports(
        ENGLISH.encode(), published="2021-03-04", publisher="The Harbour Gazette", url="https://example.org/a"
    )
    assert (document.published, document.published_from) == ("2021-03-04", KnownFrom.OPTION)
    assert (document.publisher, document.publisher_from) == ("The Harbour Gazette", KnownFrom.OPTION)
    assert document.url == "https://example.org/a"


def test_unknown_stays_unknown() -> None:
    """A bare text has no title, publisher, date or byline."""
    document = document_of(ENGLISH)
    assert (document.title, document.publisher, document.publisher_from) == (None, None, None)
    assert (document.published, document.published_from, document.bylines) == (None, None, ())


def test_headline_is_the_title() -> None:
    """The headline found in the text is the title, unless one is given."""
    text = f"Harbour shelled before dawn\n\n{ENGLISH}"
    assert document_of(text).title == "Harbour shelled before dawn"
    assert document_of(text, title="Another").title == "Another"


def test_given_publisher_overrides_the_page() -> None:
    """A publisher named by furniture is used only where none is given."""
    text = f"{ENGLISH}\n\nSupport The Harbour Gazette"
    found, given = document_of(text), document_of(text, publisher="Northwire")
    assert (found.publisher, found.publisher_from) == ("The Harbour Gazette", KnownFrom.FURNITURE)
    assert (given.publisher, given.publisher_from) == ("Northwire", KnownFrom.OPTION)


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\0\1"])
def test_door_refuses_what_is_no_report(raw: bytes) -> None:
    """The door of the room refuses empty and binary items."""
    with pytest.raises(ItemError):
        list(open_reports(raw))


def test_door_refuses_a_bad_date() -> None:
    """The door of the room refuses a date that is none."""
    with pytest.raises(UsageError, match="is no date"):
        list(open_reports(ENGLISH.encode(), published="last week"))


@pytest.mark.parametrize(
    ("words", "normal"),
    [
        ("2015-09-30", "2015-09-30"),
        ("20150930", "2015-09-30"),
        ("2015-W40-3", "2015-09-30"),
        ("2016-02-29", "2016-02-29"),
        ("2015-09-30T08:00:00Z", "2015-09-30T08:00:00Z"),
        ("2015-09-30T08:00:00+00:00", "2015-09-30T08:00:00Z"),
        ("2015-09-30T08:00:00+03:00", "2015-09-30T05:00:00Z"),
        ("2015-09-30T23:30:00-02:00", "2015-10-01T01:30:00Z"),
        ("2015-10-01T01:00+05:30", "2015-09-30T19:30:00Z"),
        ("2015-09-30 08:00:00+03:00", "2015-09-30T05:00:00Z"),
        ("2015-09-30T08:00:00.123456+03:00", "2015-09-30T05:00:00Z"),
        ("2015-09-30T08:00:00", "2015-09-30"),
        ("2015-09-30T23:59", "2015-09-30"),
    ],
)
def test_dates_become_normal(words: str, normal: str) -> None:
    """Days stay days, instants with a zone become UTC, instants without one keep their day."""
    assert normal_date(words) == normal


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "yesterday",
        "2015",
        "2015-09",
        "2015-13-01",
        "2015-02-29",
        "30/09/2015",
        "30 September 2015",
        "2015-09-30T25:00:00Z",
        "2015-09-30T08:00:00+99:00",
        "2015-09-30T08:00:00 EST",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
    ],
)
def test_bad_dates_are_refused(words: str) -> None:
    """What is no ISO 8601 date in range is refused, with how to write one."""
    with pytest.raises(UsageError, match="write it as 2015-09-30"):
        normal_date(words)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENGLISH, id="news"),
        pytest.param("Les rebelles ont pris la ville", id="too-short-to-tell"),
        pytest.param("Homs", id="one-word"),
        pytest.param(
            "Rebels seize Homs; army retreats north; thousands flee; markets burn; governor vanishes; hospitals close; "
            "schools shut; roads blocked",
            id="few-function-words",
        ),
        pytest.param(f"{ENGLISH}\n\nSign up for our newsletter: {FRENCH}", id="furniture-does-not-count"),
    ],
)
def test_english_is_read(text: str) -> None:
    """English, and what is too short to tell, is read as English."""
    assert check_language(text, cut_blocks(text), "report.txt") == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [pytest.param(FRENCH, "fr", id="fr"), pytest.param(SPANISH, "es", id="es"), pytest.param(GERMAN, "de", id="de")],
)
def test_other_languages_are_refused(text: str, code: str) -> None:
    """A report in another language is refused, with the language's code."""
    with pytest.raises(ItemError, match=rf"^report\.txt seems to be in another language \({code}\)"):
        check_language(text, cut_blocks(text), "report.txt")


def test_door_refuses_other_languages() -> None:
    """The door of the room checks the language."""
    with pytest.raises(ItemError, match=r"another language \(fr\)"):
        list(open_reports(FRENCH.encode()))


def test_blocks_of_a_document_are_those_cut() -> None:
    """A document carries the blocks of its own text."""
    text = f"Harbour shelled\n\nBy Jane Roe\n\n{ENGLISH}"
    document = document_of(text)
    assert document.blocks == cut_blocks(text)
    assert [block.kind for block in document.blocks] == [BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.BODY]
