"""What each stretch of a plain text is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import lexicon
from sayso.intake.blocks import cut_blocks, furniture_kind, lead_in
from sayso.record import BlockKind

FIRST = "Shells fell on the old harbour before dawn, residents said, and two warehouses burned until noon on Friday."
SECOND = "The governor promised an inquiry into the raid, but families in the district doubted that one would come."
APPEAL = "If you value our reporting, please donate today: we rely on readers like you."


def kinds(text: str) -> list[str]:
    """Give the kinds of a text's blocks."""
    return [block.kind.value for block in cut_blocks(text)]


def words(text: str) -> list[str]:
    """Give the words of a text's blocks."""
    return [text[block.start : block.end] for block in cut_blocks(text)]


def cut(text: str) -> list[tuple[str, str]]:
    """Give the kinds and words of a text's blocks."""
    return list(zip(kinds(text), words(text), strict=True))


# Paragraphs


@pytest.mark.parametrize(
    "gap", ["\n\n", "\n\n\n\n", "\n \t\n", "\r\n\r\n", "\n\n   ", "\u00a0\n\u00a0\n", "\f", "  \n \t \n\n "]
)
def test_blank_lines_part_paragraphs(gap: str) -> None:
    """A paragraph ends at a blank line, however it is made, or at a form feed."""
    assert words(FIRST + gap + SECOND) == [FIRST, SECOND]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t\r\n\u2003"])
def test_nothing_gives_no_block(text: str) -> None:
    """White space alone has no blocks."""
    assert cut_blocks(text) == ()


WRAPPED = """\
Shells fell on the old harbour before dawn, residents said,
and two warehouses burned until noon on Friday. The governor
promised an inquiry into the raid, but families in the quay
district doubted that one would come.

Rescuers searched the rubble of the customs house until the
evening, when fresh shelling drove them back."""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_hard_wrapped_text_stays_one_paragraph(line_end: str) -> None:
    """Lines broken because they were full belong together."""
    text = WRAPPED.replace("\n", line_end)
    assert len(words(text)) == 2
    assert words(text)[0].split() == WRAPPED.split("\n\n")[0].split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"Harbour shelled\nBy Jane Roe\n{FIRST}", ["Harbour shelled", "By Jane Roe", FIRST], id="head-of-page"
        ),
        pytest.param(
            f"{FIRST} {SECOND}\n{FIRST}\n{SECOND}", [f"{FIRST} {SECOND}", FIRST, SECOND], id="one-line-paragraphs"
        ),
        pytest.param(f"{FIRST}\nDonate now\nShare this", [FIRST, "Donate now", "Share this"], id="foot-of-page"),
        pytest.param(
            f"{WRAPPED}\nShare this\n{WRAPPED.splitlines()[0]}",
            [*WRAPPED.split("\n\n"), "Share this", WRAPPED.splitlines()[0]],
            id="in-wrapped-text",
        ),
    ],
)
def test_deliberate_line_ends_part_paragraphs(text: str, expected: list[str]) -> None:
    """A line that had room for the next line's first word was ended on purpose."""
    assert words(text) == expected


# Headline


@pytest.mark.parametrize(
    "headline",
    [
        "Harbour shelled before dawn",
        "“We are leaving” – governor",
        "Who shelled the harbour?",
        "HARBOUR SHELLED: TWO FIRES",
    ],
)
def test_short_first_line_is_the_headline(headline: str) -> None:
    """A short first line that ends no sentence, with longer text after it, is the headline."""
    assert cut(f"{headline}\n\n{FIRST}\n\n{SECOND}")[0] == ("headline", headline)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Harbour shelled before dawn.\n\n{FIRST}", id="ends-a-sentence"),
        pytest.param("Harbour shelled before dawn\n\nShort text.", id="nothing-longer-follows"),
        pytest.param("Harbour shelled before dawn", id="alone"),
        pytest.param(f"{'Shells fell on harbour towns and ' * 5}nobody knows why\n\n{FIRST * 3}", id="too-long"),
        pytest.param(f"{FIRST}\n\nThe raid\n\n{SECOND}", id="not-first"),
        pytest.param(f"The governor said:\n\n{FIRST}", id="lead-in"),
    ],
)
def test_other_lines_are_no_headline(text: str) -> None:
    """A sentence, a line alone, a long line and a later line are no headline."""
    assert "headline" not in kinds(text)


def test_headline_may_follow_furniture() -> None:
    """The headline is the first line of text, not of the page."""
    assert kinds(f"4 March 2021\n\nHarbour shelled\n\n{FIRST}") == ["stamp", "headline", "body"]


# Datelines


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIRUT (Northwire) -",
        "BEIRUT, Lebanon (Northwire) —",
        "GUATEMALA CITY, 4 Feb 90 (ACAN-EFE) --",
        "Tarsa, Sept. 30 (Northwire) —",
        "CAIRO, Jan 5 (Northwire) -",
        "Port-au-Prince (Northwire) –",
        "N’DJAMENA, Chad (Northwire) —",
        "SÃO PAULO (Northwire) -",
        "St. Petersburg, 3 May (Northwire) --",
        "TARSA/LORN (Northwire) -",
        "KYIV —",
        "WASHINGTON –",
        "TARSA, March 4, 2021 -",
        "TARSA, 12 May 2019 —",
        "BEIRUT, Lebanon —",
        "AL-BAB, Syria —",
    ],
)
def test_dateline_is_a_block_of_its_own(dateline: str) -> None:
    """Place, date and agency before a dash are cut off the paragraph they open."""
    assert cut(f"{dateline} {FIRST}") == [("dateline", dateline), ("body", FIRST)]


@pytest.mark.parametrize(
    "opening",
    [
        "UN-backed forces - ",
        "ISIS-held towns – ",
        "Tarsa – ",
        "UN - ",
        "US – ",
        "The governor — ",
        "Three sailors (all of them Greek) - ",
        "Three sailors (all from Tarsa) fled. ",
        "(Northwire) - ",
        "SANAA: ",
        "– ",
        "On Friday, 4 March, Tarsa burned - ",
    ],
)
def test_false_friends_of_datelines_stay_body(opening: str) -> None:
    """A dash after other words makes no dateline."""
    assert cut(f"{opening}{FIRST}") == [("body", f"{opening}{FIRST}")]


@pytest.mark.parametrize(
    "sentence",
    [
        "NATO – the alliance of thirty states – sent ships to the harbour on Friday.",
        "Colonel Haddad (Retired) - he left the army in May - denied the raid.",
    ],
)
def test_asides_are_no_datelines(sentence: str) -> None:
    """A sentence whose subject is followed by an aside begins no dateline: what follows one begins a sentence."""
    assert cut(sentence) == [("body", sentence)]


def test_dateline_alone_is_no_dateline() -> None:
    """Without text behind it, place and dash are no dateline."""
    assert "dateline" not in kinds("BEIRUT (Northwire) - ")


# Quotations after lead-ins


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("The Harbour Gazette reports:", "outlet"),
        ("Lina Haddad writes in The Harbour Gazette:", "outlet"),
        ("Foreign editor Lina Haddad explains why the army left, at Northwire:", "outlet"),
        ("From the statement:", "document"),
        ("The governor told reporters:", "person"),
        ("A letter found in the house reads:", "person"),
        ("Nobody believed it. The mayor said:", "person"),
        ("The weapons found were of three types:", None),
        ("The governor told reporters that he knew nothing.", None),
        ("The governor said: nothing was known.", None),
        ("The following towns fell:", None),
        (f"{'The governor and all of his many advisers ' * 6}said:", None),
    ],
)
def test_lead_ins(line: str, value: str | None) -> None:
    """A short paragraph ending in a colon after a verb of saying hands over to somebody else."""
    assert lead_in(line) == value


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["The Harbour Gazette reports:", SECOND, FIRST], ["body", "quote", "quote"], id="outlet-to-the-end"
        ),
        pytest.param(
            ["The Harbour Gazette reports:", SECOND, "By Jane Roe", FIRST],
            ["body", "quote", "byline", "body"],
            id="outlet-to-furniture",
        ),
        pytest.param(
            ["Lina Haddad writes in The Harbour Gazette:", SECOND, "Omar Said reports at Northwire:", FIRST],
            ["body", "quote", "body", "quote"],
            id="outlet-to-next-lead-in",
        ),
        pytest.param(
            ["The governor told reporters:", "“We left.”", "“All of us.”", SECOND],
            ["body", "quote", "quote", "body"],
            id="person-while-quoted",
        ),
        pytest.param(
            ["The governor told reporters:", "We left.", SECOND], ["body", "quote", "body"], id="person-next-one-only"
        ),
        pytest.param(["From the statement:", SECOND, FIRST], ["body", "quote", "body"], id="document"),
        pytest.param(["The weapons were of three types:", SECOND], ["body", "body"], id="no-lead-in"),
    ],
)
def test_paragraphs_after_lead_ins_are_quotes(paragraphs: list[str], expected: list[str]) -> None:
    """An outlet's lead-in gives all that follows, any other the quoted paragraphs or the next one."""
    assert kinds("\n\n".join([FIRST, *paragraphs]))[1:] == expected


# Furniture


@pytest.mark.parametrize("row", lexicon.table("furniture"), ids=lambda row: row["id"])
def test_furniture_is_found_between_paragraphs(row: dict[str, str]) -> None:
    """Each row's example is its kind of block when it stands among body text."""
    assert cut(f"{FIRST}\n\n{SECOND}\n\n{row['example']}")[2] == (row["value"], row["example"])


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Related", "related"),
        ("Read more", "read-more"),
        ("Read more here", "read-more"),
        ("Comments (12)", "comments"),
        ("5 min read", "navigation"),
        ("Tags: army, harbour", "navigation"),
        ("Updated 4 March 2021 at 09:15", "stamp"),
        ("Friday, March 4th, 2021", "stamp"),
        ("09:15 GMT", "stamp"),
        ("Republished with permission", "republished"),
        ("© The Harbour Gazette", "legal"),
        ("By Jonas Weber", "byline"),
        ("BY JONAS WEBER", "byline"),
        ("Photo credit: Jonas Weber", "credit"),
        ("File photo: the harbour in 2019", "caption"),
        ("Editor's note: the spelling of a name was changed.", "correction"),
        ("Follow us on social media", "share"),
        ("Subscribe", "subscribe"),
        ("Donate", "appeal"),
        # News that begins like furniture.
        ("By Friday night the army had left the harbour.", "body"),
        ("Follow-up raids came at noon.", "body"),
        ("Related charges were dropped by the court on Monday.", "body"),
        ("Home was a tent for the families of the harbour.", "body"),
        ("Images of the raid shocked the district.", "body"),
        ("Videos of the raid spread within the hour.", "body"),
        ("Search parties left at dawn.", "body"),
        ("Support for the army fell after the raid.", "body"),
        ("Back in Tarsa, the army dug in.", "body"),
        ("4 March 2021 was the worst day of the war.", "body"),
        ("Published accounts of the raid differ.", "body"),
        ("Read the terms, the rebels told the garrison.", "body"),
        ("Correspondents reported 12 deaths.", "body"),
    ],
)
def test_furniture_lines_and_their_false_friends(line: str, kind: str) -> None:
    """Furniture is told by its wording, and news that only begins like it is news."""
    assert furniture_kind(line) == kind


def test_long_paragraph_is_no_single_line_of_furniture() -> None:
    """What is longer than any furniture line is body, whatever its first words."""
    assert furniture_kind(f"Correction: {FIRST * 5}") == BlockKind.BODY


# Appeals


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param([APPEAL], ["appeal"], id="alone"),
        pytest.param([FIRST, SECOND, APPEAL], ["body", "body", "appeal"], id="at-the-end"),
        pytest.param(
            [FIRST, APPEAL, "Support The Harbour Gazette"],
            ["body", "appeal", "appeal"],
            id="with-button-naming-the-outlet",
        ),
        pytest.param(
            [FIRST, APPEAL, "Yes, count me in", SECOND], ["body", "appeal", "appeal", "body"], id="with-button"
        ),
        pytest.param([FIRST, APPEAL, SECOND], ["body", "appeal", "body"], id="between-body-paragraphs"),
        pytest.param(
            [
                FIRST,
                APPEAL,
                "Every gift, large or small, keeps the lamps lit in the rooms where these pages are made.",
                APPEAL,
            ],
            ["body", "appeal", "appeal", "appeal"],
            id="of-several-parts",
        ),
        pytest.param(
            [FIRST, "Read more here.", "The seas are rising.", APPEAL, SECOND],
            ["body", "read-more", "appeal", "appeal", "appeal"],
            id="after-the-end-of-the-article",
        ),
        pytest.param([FIRST, "Donate", SECOND], ["body", "appeal", "body"], id="button-only"),
    ],
)
def test_appeals(paragraphs: list[str], expected: list[str]) -> None:
    """An appeal takes its button and the lines between its parts, and leaves the article's body alone."""
    assert kinds("\n\n".join(paragraphs)) == expected


@pytest.mark.parametrize(
    "news",
    [
        "Aid groups need donations to support hospitals, said an aid official, who urged donors to contribute.",
        "“If you can donate, your contribution will help us,” an aid official in Tarsa said.",
        "“If you can, donate today. Your gift will support our work,” the aid official told reporters.",
        "We need your support, the official told donors: please donate to our work.",
        "The fund has collected donations of $3 a month from supporters abroad, according to its treasurer.",
        "Members of the assembly pledged to support independent journalism.",
        "The charity pledged gifts for the families who lost their homes in the raid.",
    ],
)
def test_news_about_donations_is_no_appeal(news: str) -> None:
    """A paragraph that reports on giving, or quotes who asks for it, is news."""
    assert kinds(f"{FIRST}\n\n{news}\n\n{SECOND}") == ["body", "body", "body"]


# The partition

_PARTS = st.sampled_from(
    [
        "\n", "\n\n", "\r\n", "\r\n\r\n", " ", "\t", "\f", "\v", "\u00a0", "\u2028", "\x1c", "\x85", "(", ")", "[", "]",
        "{", "“", "”", '"', "'", "‘", "’", "«", "»", "—", " - ", ":", ".", "…", "?", ",", "KYIV — ",
        "By Jane Roe", "Read more here.", APPEAL, "Donate", "The governor said:", "The Harbour Gazette reports:", FIRST,
        "BEIRUT (Northwire) - ", "Harbour shelled", "Photo: Jane Roe", "👍🏽", "é", "x",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.one_of(_PARTS, st.text(max_size=8)), max_size=30).map("".join))
def test_blocks_partition_the_text(text: str) -> None:
    """Blocks come in order, never overlap, are trimmed, and leave out nothing but white space."""
    at = 0
    for block in cut_blocks(text):
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        at = block.end
    assert not text[at:].strip()


@settings(deadline=None)
@given(st.lists(st.one_of(_PARTS, st.text(max_size=8)), max_size=20).map("".join))
def test_dateline_stands_before_its_body(text: str) -> None:
    """A dateline is always followed by the body it was cut from."""
    blocks = cut_blocks(text)
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.DATELINE:
            assert blocks[number + 1].kind is BlockKind.BODY
            assert re.fullmatch(r"\s+", text[block.end : blocks[number + 1].start])
