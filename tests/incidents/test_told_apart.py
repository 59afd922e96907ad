"""What proposals must tell apart, and what must stay together: invented reports through the real reader."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

import pytest

import sayso

Told = tuple[str, str]  # text, day of publication


def _together(*told: Told) -> bool:
    """Tell whether a proposal has statements of more than one of the reports."""
    reports = [
        sayso.read_text(text, published=day, publisher=f"Outlet {number}") for number, (text, day) in enumerate(told)
    ]
    proposals = sayso.propose(reports)
    assert proposals == sayso.propose(reversed(reports))
    return any(len({member.report.id for member in one.members}) > 1 for one in proposals)


RECURRING = (
    (("Mortar shells killed four people in Idlib on 3 March 2016, residents said.", "2016-03-04"),
     ("Mortar shells killed four people in Idlib on 19 March 2016, residents said.", "2016-03-20")),
    (("Gunmen attacked a police post in Maiduguri on Monday, officials said.", "2015-09-30"),
     ("Gunmen attacked a police post in Maiduguri on Monday, officials said.", "2015-11-18")),
    (("A car bomb killed nine people in Kirkuk on Tuesday.", "2014-02-05"),
     ("Another car bomb killed eight people in Kirkuk on Thursday, police said.", "2014-02-07")),
)  # fmt: skip
NEIGHBOURS = (
    (("Warplanes bombed Durango in Spain on 31 March 1937, refugees said.", "1937-04-02"),
     ("Warplanes bombed Elorrio in Spain on 31 March 1937, refugees said.", "1937-04-02")),
    (("Shells hit a clinic in Bucha on Sunday, doctors said.", "2022-03-08"),
     ("Shells hit a clinic in Irpin on Sunday, doctors said.", "2022-03-08")),
    (("Militiamen shot three herders in Nyala on Friday.", "2013-05-06"),
     ("Militiamen shot three herders in Zalingei on Friday.", "2013-05-06")),
)  # fmt: skip
FOLLOW_UPS = (
    (("A truck bomb killed 12 people in Mosul on Monday, police said.", "2013-06-11"),
     ("The toll of Monday's truck bombing in Mosul rose to 19, a hospital said on Thursday.", "2013-06-14")),
    (("Gunmen shot dead five guards in Kandahar on Sunday, officials said.", "2012-08-07"),
     ("Police arrested two men on Wednesday. Gunmen had shot dead five guards in Kandahar on Sunday.", "2012-08-08")),
    (("Soldiers fired on a crowd in Conakry on 28 September 2009, witnesses said.", "2009-09-29"),
     ("The prosecutor opened an inquiry on Friday. Soldiers fired on a crowd in Conakry on 28 September 2009.",
      "2009-10-16")),
)  # fmt: skip
LOOK_BACKS = (
    (("Rockets hit a market in Aleppo on 4 May 2014, killing 20 people, residents said.", "2014-05-05"),
     ("Shells fell on Hama on Tuesday. In Aleppo, rockets hit a market on 4 May 2014 and killed 20 people.",
      "2015-01-14")),
    (("Gunmen attacked a mosque in Kano on 28 November 2014, police said.", "2014-11-29"),
     ("The army moved into Gombe on Sunday. Kano is quiet; gunmen attacked a mosque there on 28 November 2014.",
      "2015-02-16")),
    (("Planes bombed the village of Maarzita in Syria on 7 June 2018, medics said.", "2018-06-08"),
     ("A truce was signed on Monday. Planes had bombed the village of Maarzita in Syria on 7 June 2018.",
      "2018-09-19")),
)  # fmt: skip
ANNIVERSARIES = (
    (("Troops fired on a crowd in Amritsar on 13 April 1919, officials said.", "1919-04-15"),
     ("Amritsar remembered the dead on Saturday. Troops fired on a crowd in Amritsar on 13 April 1919.",
      "2019-04-13")),
    (("Aircraft bombed Guernica on 26 April 1937, refugees said.", "1937-04-28"),
     ("Eighty years ago today, on 26 April 1937, aircraft bombed Guernica.", "2017-04-26")),
    (("Iraqi aircraft bombed Halabja on 16 March 1988, doctors said.", "1988-03-20"),
     ("Survivors gathered to mark the day on which Iraqi aircraft bombed Halabja, 16 March 1988.", "2008-03-16")),
)  # fmt: skip


@pytest.mark.parametrize("told", [*RECURRING, *NEIGHBOURS])
def test_apart(told: tuple[Told, ...]) -> None:
    """One town on two days is two incidents, and so are two towns on one day."""
    assert not _together(*told)


@pytest.mark.parametrize("told", [*FOLLOW_UPS, *LOOK_BACKS, *ANNIVERSARIES])
def test_together(told: tuple[Told, ...]) -> None:
    """A follow-up, a look-back and an anniversary find the incident that they tell of."""
    assert _together(*told)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Italian aircraft bombed Durango on 31 March 1937.", "Nationalist aircraft bombed Durango on 31 March 1937."),
        ("Rebels shelled a school in Homs on Monday.", "The army shelled a school in Homs on Monday, rebels said."),
        ("Israeli aircraft bombed Idlib on Monday.", "Russian aircraft bombed Idlib on Monday, witnesses said."),
    ],
)
def test_rival_suspects_stay_together(first: str, second: str) -> None:
    """Who did it may be disputed: accounts that agree on town, day and act tell of one incident."""
    assert _together((first, "2015-09-30"), (second, "2015-09-30"))


@pytest.mark.parametrize(
    "second",
    ["Police fired on a crowd in Langa on Monday.", "On Monday, police fired on a crowd at Langa.",
     "In Langa, police fired on a crowd on Monday, officials said."],
)  # fmt: skip
def test_a_place_beside_its_neighbours_name(second: str) -> None:
    """Langa, near Cape Town, is Langa."""
    assert _together(
        ("Police fired on a crowd in Langa, near Cape Town, on Monday.", "1960-03-23"), (second, "1960-03-23")
    )


# Sets of reports, one report a row: ``expected`` gives the reports of each proposal of the types; ¶ parts paragraphs.
with Path(__file__).with_name("told_apart.tsv").open(encoding="utf-8", newline="") as lines:
    SETS = [
        pytest.param(list(rows), id=case)
        for case, rows in groupby(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), lambda r: r["case"])
    ]


@pytest.mark.parametrize("rows", SETS)
def test_sets(rows: list[dict[str, str]]) -> None:
    """Each incident that a person finds in a set of reports is one proposal, with the reports that tell of it."""
    reports = {
        row["report"]: sayso.read_text(
            row["text"].replace(" ¶ ", "\n\n"), published=row["published"], publisher=f"Outlet {row['report']}"
        )
        for row in rows
    }
    names = {report.id: name for name, report in reports.items()}
    proposals = sayso.propose(reports.values())
    assert proposals == sayso.propose(reversed(reports.values()))
    found = [
        "".join(sorted({names[member.report.id] for member in one.members}))
        for one in proposals
        if one.type in rows[0]["types"].split()
    ]
    assert sorted(found) == sorted(rows[0]["expected"].split())


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Italy on Monday bombed the Kestrel Front in Libya. Egypt is not bombing the Kestrel Front in Libya.", 2),
        ("Italy on Monday bombed the Kestrel Front in Libya. Libyan police are fighting smugglers.", 2),
        ("Italy on Monday bombed the Kestrel Front in Libya. Italian warplanes bombed the Kestrel Front.", 1),
        ("Italy on Monday bombed the Kestrel Front in Libya. Aircraft bombed the Kestrel Front in Libya.", 1),
        ("Italian jets bombed Sirte on Monday, residents said. The army of Italy denied that it bombed Sirte.", 1),
        ("Gunmen not only attacked a mosque in Sirte on Monday but burned it. Gunmen attacked the mosque.", 1),
    ],
)
def test_who_did_it_where_no_town_is_told(text: str, acts: int) -> None:
    """In a country as a whole, others did something else, and what is merely not so tells of no act but its denial."""
    report = sayso.read_text(text, published="2015-09-30")
    assert len([one for one in sayso.propose([report]) if one.type == "ASSAULT"]) == acts
