"""Plain text: bytes to text, and how large a text may be."""

from __future__ import annotations

from sayso.errors import ItemError

LARGEST = 10_000_000

# A text file has no such characters; a tab, line ends and a form feed it may have.
_BINARY = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\v\x1b")


def decode(raw: bytes, name: str) -> str:
    """Decode UTF-8 bytes; a byte order mark at the front is an encoding mark, not text.

    Raises:
        ItemError: Empty, binary, too large, or not UTF-8; the message says where.
    """
    if not raw.strip():
        raise ItemError(f"{name} is empty; there is nothing to read")
    if len(raw) > LARGEST:
        raise ItemError(f"{name} is larger than {LARGEST // 1_000_000} MB; split it into single reports")
    if b"\0" in raw[:100_000]:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ItemError(f"{name} is UTF-16; save it as UTF-8")
        raise ItemError(f"{name} is a binary file; give the report as UTF-8 text")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ItemError(f"{name} is not UTF-8 (byte {error.start}, line {line}); save it as UTF-8") from error
    if sum(character in _BINARY for character in text[:100_000]) > len(text[:100_000]) // 100:
        raise ItemError(f"{name} is a binary file; give the report as UTF-8 text")
    return text


def check_size(text: str, name: str) -> None:
    """Refuse a text with nothing in it, or with too much.

    Raises:
        ItemError: The text is blank or larger than 10 MB in UTF-8.
    """
    if not text.strip():
        raise ItemError(f"{name} is empty; there is nothing to read")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise ItemError(f"{name} holds half a character at {error.start}; save it as UTF-8") from error
    if size > LARGEST:
        raise ItemError(f"{name} is larger than {LARGEST // 1_000_000} MB; split it into single reports")
