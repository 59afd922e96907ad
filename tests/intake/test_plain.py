"""From bytes to text: encodings, sizes, files on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sayso.errors import ItemError
from sayso.intake import open_reports
from sayso.intake.files import read_bytes
from sayso.intake.plain import LARGEST, check_size, decode

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(b"Shells fell.", "Shells fell.", id="ascii"),
        pytest.param(b"\xef\xbb\xbfShells fell.", "Shells fell.", id="byte-order-mark"),
        pytest.param(b"One.\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n", id="crlf-kept"),
        pytest.param("“Да”, he said — naïve 👍".encode(), "“Да”, he said — naïve 👍", id="beyond-ascii"),
        pytest.param(b"  indented\n\n", "  indented\n\n", id="white-space-kept"),
        pytest.param(b"a page\x0canother", "a page\x0canother", id="form-feed"),
        pytest.param("one \ufeffmark inside".encode(), "one \ufeffmark inside", id="mark-inside-is-text"),
    ],
)
def test_text_is_exactly_what_was_written(raw: bytes, text: str) -> None:
    """UTF-8 bytes become their characters, none changed; only a mark at the front goes."""
    assert decode(raw, "report.txt") == text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n\t\r\n ", "is empty", id="blank"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary", id="null-bytes"),
        pytest.param(b"\x01\x02\x03\x04 text \x05\x06", "binary", id="control-characters"),
        pytest.param("Shells fell.".encode("utf-16"), "UTF-16; save it as UTF-8", id="utf-16"),
        pytest.param(b"\xfe\xff" + "Shells fell.".encode("utf-16-be"), "UTF-16; save it as UTF-8", id="utf-16-be"),
        pytest.param("One.\nTwo.\nThe café burned.\n".encode("latin-1"), "line 3", id="latin-1"),
        pytest.param("café".encode("latin-1"), "byte 3, line 1", id="latin-1-first-line"),
        pytest.param(b"a" * (LARGEST + 1), "larger than 10 MB; split it", id="too-large"),
    ],
)
def test_bytes_that_are_no_report_are_refused(raw: bytes, message: str) -> None:
    """What cannot be a report is refused by name, with what is wrong."""
    with pytest.raises(ItemError, match=message) as caught:
        decode(raw, "report.txt")
    assert str(caught.value).startswith("report.txt ")


def test_largest_report_is_read() -> None:
    """Ten megabytes exactly are still read."""
    assert len(decode(b"a" * LARGEST, "report.txt")) == LARGEST


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param(" \u00a0\n\u2003", "is empty", id="blank"),
        pytest.param("é" * (LARGEST // 2 + 1), "larger than 10 MB", id="large-in-utf-8"),
        pytest.param("half \ud800 a pair", "half a character at 5", id="lone-surrogate"),
    ],
)
def test_texts_that_are_no_report_are_refused(text: str, message: str) -> None:
    """A text handed over as a string meets the same limits as a file."""
    with pytest.raises(ItemError, match=message):
        check_size(text, "the text")


def test_only_a_byte_order_mark_is_empty() -> None:
    """A file of nothing but an encoding mark has nothing to read."""
    with pytest.raises(ItemError, match="is empty"):
        list(open_reports(b"\xef\xbb\xbf"))


def test_file_is_read_by_its_path(tmp_path: Path) -> None:
    """A path, as such or as a string, gives its own name and the file's bytes."""
    path = tmp_path / "report.txt"
    path.write_bytes(b"Shells fell.\r\n")
    assert read_bytes(path) == (str(path), b"Shells fell.\r\n")
    assert read_bytes(str(path)) == (str(path), b"Shells fell.\r\n")


def test_bytes_are_taken_as_they_are() -> None:
    """Bytes are an item too, under a name fit for messages."""
    assert read_bytes(b"Shells fell.") == ("the input", b"Shells fell.")


def test_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """A file that does not exist is named."""
    with pytest.raises(ItemError, match=r"nowhere\.txt does not exist; check the path"):
        read_bytes(tmp_path / "nowhere.txt")


def test_folder_is_a_clear_error(tmp_path: Path) -> None:
    """A folder is refused, with how to name the files in it."""
    with pytest.raises(ItemError, match=r"is a folder; name the files in it, for instance .*/\*\.txt"):
        read_bytes(tmp_path)


def test_path_below_a_file_is_a_clear_error(tmp_path: Path) -> None:
    """A path that leads through a file cannot be opened."""
    (tmp_path / "report.txt").write_bytes(b"Shells fell.")
    with pytest.raises(ItemError, match="cannot be opened"):
        read_bytes(tmp_path / "report.txt" / "deeper.txt")


def test_no_path_is_a_clear_error() -> None:
    """A name that no file can have is refused as such."""
    with pytest.raises(ItemError, match="is no path"):
        read_bytes("report\0.txt")


def test_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    """A file over 10 MB is refused by its size alone."""
    path = tmp_path / "dump.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ItemError, match=r"dump\.txt is larger than 10 MB"):
        read_bytes(path)
