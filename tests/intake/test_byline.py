"""Who made the report."""

from __future__ import annotations

import pytest

from sayso.intake.blocks import cut_blocks
from sayso.intake.byline import find_bylines, find_publisher

BODY = "Shells fell on the old harbour before dawn, residents said, and two warehouses burned until noon on Friday."


def makers(text: str) -> list[tuple[str, str, str | None]]:
    """Give name, role and outlet of everybody found."""
    return [(one.name, one.role.value, one.outlet) for one in find_bylines(text, cut_blocks(text))]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Jane Roe", ["Jane Roe"]),
        ("By Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        ("By Lina Haddad, Omar Said and Jonas Weber", ["Lina Haddad", "Omar Said", "Jonas Weber"]),
        ("By Lina Haddad & Omar Said", ["Lina Haddad", "Omar Said"]),
        ("BY LINA HADDAD", ["LINA HADDAD"]),
        ("By Lina Haddad in Tarsa", ["Lina Haddad"]),
        ("By Lina Haddad, Northwire", ["Lina Haddad"]),
        ("By Lina Haddad, Political Correspondent", ["Lina Haddad"]),
        ("By Lina Haddad | Harbour Gazette", ["Lina Haddad"]),
        ("By Jane O’Neill and Jean-Luc Martin", ["Jane O’Neill", "Jean-Luc Martin"]),
        ("Words: Ana de Souza", ["Ana de Souza"]),
        ("Story by Lina Haddad", ["Lina Haddad"]),
        ("Reporting by Lina Haddad", ["Lina Haddad"]),
        ("Additional reporting by Omar Said in Lorn", ["Omar Said"]),
        ("Reporting by Lina Haddad; editing by Jonas Weber", ["Lina Haddad"]),
        ("(Reporting by Lina Haddad and Omar Said; Editing by Jonas Weber)", ["Lina Haddad", "Omar Said"]),
        ("Editing by Jonas Weber", []),
        ("(Editing by Jonas Weber)", []),
    ],
)
def test_people_of_the_byline(line: str, people: list[str]) -> None:
    """Those who wrote or reported are reporters; editors, places, outlets and posts are nobody."""
    assert makers(f"{BODY}\n\n{line}") == [(name, "reporter", None) for name in people]


@pytest.mark.parametrize(
    "line",
    ["— Posted by Nadia Okafor.", "Posted by Nadia Okafor", "Compiled by Nadia Okafor", "Curated by Nadia Okafor"],
)
def test_who_posted_is_a_curator(line: str) -> None:
    """Whoever only passed a report on is its curator."""
    assert makers(f"{BODY}\n\n{line}") == [("Nadia Okafor", "curator", None)]


@pytest.mark.parametrize("line", ["Photograph: Lina Haddad/Northwire", "Photo by Lina Haddad", "Images: Lina Haddad"])
def test_who_took_the_picture_is_a_photographer(line: str) -> None:
    """The name in a picture credit is the photographer's."""
    assert makers(f"{BODY}\n\n{line}") == [("Lina Haddad", "photographer", None)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lina Haddad writes in The Harbour Gazette:", [("Lina Haddad", "reporter", "The Harbour Gazette")]),
        ("Reporter Lina Haddad explains it at Northwire:", [("Lina Haddad", "reporter", "Northwire")]),
        ("From Tarsa, Lina Haddad reports for Northwire:", [("Lina Haddad", "reporter", "Northwire")]),
        ("The Harbour Gazette reports:", []),
        ("The governor told reporters:", []),
    ],
)
def test_reporter_of_a_lead_in(line: str, expected: list[tuple[str, str, str | None]]) -> None:
    """A lead-in that hands over to an outlet's reporter names both; others name nobody."""
    assert makers(f"{BODY}\n\n{line}\n\n{BODY}") == expected


def test_names_in_body_make_no_byline() -> None:
    """People whom the text speaks of did not make it."""
    assert makers(f"{BODY}\n\nThe order came by Omar Said, a colonel. By Lina Haddad it was refused.") == []


def test_bylines_quote_their_text() -> None:
    """Each byline's offsets give its name, in text order."""
    text = f"By Jane Roe and John Doe\n\n{BODY}\n\nPhotograph: Lina Haddad/Northwire\n\n— Posted by Nadia Okafor."
    found = find_bylines(text, cut_blocks(text))
    assert [text[one.start : one.end] for one in found] == [one.name for one in found]
    assert [one.name for one in found] == ["Jane Roe", "John Doe", "Lina Haddad", "Nadia Okafor"]


@pytest.mark.parametrize(
    ("furniture", "publisher"),
    [
        pytest.param(["Support The Harbour Gazette"], "The Harbour Gazette", id="button"),
        pytest.param(["© 2020 The Harbour Gazette"], "The Harbour Gazette", id="copyright"),
        pytest.param(
            ["Here at Northwire, we believe in you: your donation will help our journalism."], "Northwire", id="here-at"
        ),
        pytest.param(
            [
                "Support The Harbour Gazette",
                "© 2020 Northwire",
                "© 2021 Northwire",
                "Copyright Northwire. All rights reserved.",
            ],
            "Northwire",
            id="most-votes",
        ),
        pytest.param(["Donate now", "Back to top"], None, id="no-name"),
        pytest.param(["Support us", "Support our work"], None, id="no-outlet-of-that-name"),
        pytest.param(["Read the full article at The Harbour Gazette."], None, id="read-more-names-another"),
        pytest.param(["This article first appeared in The Harbour Gazette."], None, id="republished-names-another"),
        pytest.param(["By Lina Haddad, Political Correspondent"], None, id="post-in-byline"),
    ],
)
def test_publisher_by_its_furniture(furniture: list[str], publisher: str | None) -> None:
    """The outlet that furniture names most often is the publisher; pointers to other outlets do not count."""
    text = "\n\n".join([BODY, *furniture])
    assert find_publisher(text, cut_blocks(text)) == publisher


def test_outlets_in_body_are_no_publisher() -> None:
    """An outlet that the article speaks of does not publish it."""
    text = (
        f"{BODY}\n\nHarbour Gazette reporters saw the raid, and The Harbour Gazette is a nonprofit newsroom.\n\n{BODY}"
    )
    assert find_publisher(text, cut_blocks(text)) is None
