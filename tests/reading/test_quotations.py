"""Where quotation marks open and close."""

from __future__ import annotations

import pytest

from factories import document
from sayso.reading.quotations import find_quotations
from sayso.record import BlockKind


def quoted(*blocks: str | tuple[str, BlockKind]) -> list[tuple[str, bool]]:
    """Give each quotation's words and whether it is closed."""
    made = document(*blocks)
    return [(made.text[one.start : one.end], one.closed) for one in find_quotations(made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We left.” Then he left.", ["“We left.”"]),
        ('He said: "We left." Then he left.', ['"We left."']),
        ("He said: «We left.» Then he left.", ["«We left.»"]),
        ("He said: „We left.“ Then he left.", ["„We left.“"]),
        ("He said: ‘We left.’ Then he left.", ["‘We left.’"]),
        ("He said: 'We left.' Then he left.", ["'We left.'"]),
        ("“We left,” he said, “at dawn.”", ["“We left,”", "“at dawn.”"]),
        ('"We left," he said, "at dawn."', ['"We left,"', '"at dawn."']),
        ("‘We left,’ he said, ‘at dawn.’", ["‘We left,’", "‘at dawn.’"]),
        ("“He told me ‘go’ and I went.”", ["“He told me ‘go’ and I went.”"]),
        ("“He told me «go» and I went.”", ["“He told me «go» and I went.”"]),
        ("the “so-called” army", ["“so-called”"]),
        ("““Odd.””", ["““Odd.””"]),
        ("''We left,'' he said.", ["''We left,''"]),
        ("``We left,'' he said.", ["``We left,''"]),
        (",,We left,'' he said.", [",,We left,''"]),
        ("»We left«, he said.", ["»We left«"]),
        ("‹We left›, he said.", ["‹We left›"]),
        ('“We left," he said.', ['“We left,"']),
        ("”We left,” he said.", ["”We left,”"]),
        ("He said: ‘They cried “go” and we left.’", ["‘They cried “go” and we left.’"]),
        ("They shot 'em, he said: 'We left.'", ["'We left.'"]),
        ("nothing quoted", []),
    ],
)
def test_each_kind_of_mark(text: str, expected: list[str]) -> None:
    """A quotation runs from its mark to the mark that answers it, both included."""
    assert quoted(text) == [(words, True) for words in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Assad’s army and the fighters’ camp",
        "Assad's army and the fighters' camp",
        "It wasn’t the rebels’ fault, the army’s men said.",
        "It wasn't the rebels' fault, the army's men said.",
        "the harbour of the ’90s",
        "the harbour of the '90s",
        "O’Neill of N’Djamena",
        "a gun 5' long",
        "In the '90s the rebels' camp burned.",
    ],
)
def test_apostrophes_quote_nothing(text: str) -> None:
    """An apostrophe inside or behind a word opens no quotation."""
    assert quoted(text) == []


def test_apostrophes_inside_a_quotation() -> None:
    """An apostrophe inside or behind a word does not close a quotation in single marks."""
    assert quoted("‘It wasn’t Assad’s army,’ he said.") == [("‘It wasn’t Assad’s army,’", True)]
    assert quoted("‘We left the fighters’ camp,’ he said.") == [("‘We left the fighters’ camp,’", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left, he said.", [("“We left, he said.", False)]),
        ("“We left,” he said. “At dawn.", [("“We left,”", True), ("“At dawn.", False)]),
        ('"We left, he said.', [('"We left, he said.', False)]),
        ("We left,” he said.", []),
        ('We left, he said."', []),
        ("“We left, he said. “At dawn.”", [("“We left,", False), ("“At dawn.”", True)]),
        ('A 12" shell fell, “we left,” he said.', [("“we left,”", True)]),
    ],
)
def test_unbalanced_marks(text: str, expected: list[tuple[str, bool]]) -> None:
    """An open quotation ends with its block and says so; a stray closing mark quotes nothing."""
    assert quoted(text) == expected


def test_a_stray_mark_costs_only_its_block() -> None:
    """The block after an unbalanced one is read as if nothing had happened."""
    assert quoted("“We left, he said.", "The army “stood by”.", "We saw it.") == [
        ("“We left, he said.", False),
        ("“stood by”", True),
    ]


def test_furniture_is_not_read() -> None:
    """Marks in furniture quote nothing."""
    assert quoted("“We left.”", ("Read “more”", BlockKind.READ_MORE), ("“A headline”", BlockKind.HEADLINE)) == [
        ("“We left.”", True),
        ("“A headline”", True),
    ]
