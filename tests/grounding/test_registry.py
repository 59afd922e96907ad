"""Who is found under which name, on which day; and a user's own actors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from factories import EXAMPLES, gazetteer, identities, reading
from sayso.errors import UsageError
from sayso.grounding.registry import Listed, Registry, load_registry
from sayso.grounding.user_actors import registry_with
from sayso.record import ActorKind

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,name,kind,aliases,short_forms,country,sector,valid_from,valid_until,described,checked_at"
OLD = Listed("old", "Veldran Guard", ActorKind.MILITARY, aliases=("Veldran Guard",), valid_until="1999-06")
NEW = Listed("new", "Veldran Guard", ActorKind.ARMED_GROUP, aliases=("Veldran Guard",), valid_from="2004")


def _found(registry: Registry, sentence: str, day: str = "") -> list[tuple[str, str]]:
    """Give the names found in a sentence, and whose they are."""
    made = reading(" ".join(f"{word}/NNP/dep/0" for word in sentence.split()))
    return [(made.span(first, last - 1).text, one) for first, last, one in registry.find(made, day)]


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        ("1990-01-01", ["old"]),
        ("1999-06-30", ["old"]),
        ("2003-12-31", ["old"]),  # looked back at
        ("2004-01-01", ["new"]),
        ("2020-05-05", ["new"]),
        ("", []),  # no day tells the two apart
    ],
)
def test_two_with_one_name_are_told_apart_by_the_day(day: str, meant: list[str]) -> None:
    """Whoever was there on the day is meant; failing that whoever has been; nobody where two are left."""
    assert [one for _, one in _found(Registry([OLD, NEW]), "The Veldran Guard left", day)] == meant


def test_a_name_before_its_time_is_nobodys() -> None:
    """What had not begun by the report's day is not what the report means; what has ended still is."""
    assert _found(Registry([NEW]), "The Veldran Guard left", "2003-12-31") == []
    assert _found(load_registry(), "The Nusra Front left", "2011-01-01") == []
    assert _found(load_registry(), "The Nusra Front left", "2024-01-01") == [("Nusra Front", "nusra-front")]


def test_short_forms_need_the_full_name() -> None:
    """A short form counts beside a full name, and means whom the report named last in full."""
    registry = load_registry()
    assert _found(registry, "Wagner wrote an opera", "2020-01-01") == []
    assert _found(registry, "The Wagner Group left and Wagner denied it", "2020-01-01") == [
        ("Wagner Group", "wagner"),
        ("Wagner", "wagner"),
    ]
    both = "The Rapid Support Forces RSF fired , Reporters Without Borders said ; RSF asked why"
    assert [one for words, one in _found(registry, both, "2024-01-01") if words == "RSF"] == ["rsf", "rsf-reporters"]


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("IS claimed the attack", ["islamic-state"]),
        ("WHO IS TO BLAME", []),
        ("He is here", []),
        ("Al Shabaab left", ["al-shabaab"]),
        ("al Shabaab left", ["al-shabaab"]),
        ("Al-Shabaab left", ["al-shabaab"]),
        ("The Kurdistan Workers’ Party left", ["pkk"]),
        ("The UNESCO office", ["unesco"]),
        ("UNESCOs", []),
        ("The Islamic State Khorasan Province left", ["isis-k"]),
    ],
)
def test_spellings(sentence: str, meant: list[str]) -> None:
    """Names count letter by letter, the longest first, in the spellings that news use; shouted common words do not."""
    assert [one for _, one in _found(load_registry(), sentence, "2020-01-01")] == meant


@pytest.mark.parametrize(
    ("sentence", "registry"),
    [
        ("Damascus/NNP/nsubj/1//GPE denied/VBD/ROOT/1/deny it/PRP/dobj/1", "government:SYR"),
        (
            "Addis/NNP/compound/1//GPE Ababa/NNP/nsubj/2//+GPE denied/VBD/ROOT/2/deny it/PRP/dobj/2",
            "government:ETH",
        ),
        ("The/DT/det/1 Kremlin/NNP/nsubj/2 denied/VBD/ROOT/2/deny it/PRP/dobj/2", "government:RUS"),
        ("The/DT/det/1 IDF/NNP/nsubj/2 denied/VBD/ROOT/2/deny it/PRP/dobj/2", "army:ISR"),
        ("The/DT/det/1 Tatmadaw/NNP/nsubj/2 denied/VBD/ROOT/2/deny it/PRP/dobj/2", "army:MMR"),
        ("Soviet/JJ/amod/1//NORP troops/NNS/nsubj/2/troop denied/VBD/ROOT/2/deny it/PRP/dobj/2", "army:SUN"),
    ],
)
def test_a_state_body_has_one_id(sentence: str, registry: str) -> None:
    """A capital, a palace and the proper name of an army are the body of their state."""
    assert registry in {actor.registry for actor in identities(reading(sentence, published="1995-01-01")).actors}


# ---- a user's file


def _file(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "own.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _registry(file: Path) -> Registry:
    return registry_with(file, gazetteer().countries.keys())


def test_users_rows_are_added_and_change_those_that_are_there() -> None:
    """A new id is a new actor; a known one keeps what the row leaves empty, and its aliases."""
    registry = _registry(EXAMPLES / "actors" / "actors.csv")
    front = registry.by_id["veldran-front"]
    assert (front.kind, front.country, front.sector) == (ActorKind.ARMED_GROUP, "SYR", "REB")
    assert front.aliases == ("Veldran Liberation Front", "VLF", "Veldra Front")
    assert (front.valid_from, front.valid_until, front.described) == ("2012-03", "2018-10-04", {"rebel", "separatist"})
    shipped, changed = load_registry().by_id["islamic-state"], registry.by_id["islamic-state"]
    assert replace(changed, aliases=shipped.aliases, users=False) == shipped
    assert changed.aliases == (*shipped.aliases, "Black Banner")
    assert registry.stamp is not None
    assert registry.stamp.name == "actors.csv"
    assert load_registry().stamp is None


def test_users_row_wins_over_a_shipped_name(tmp_path: Path) -> None:
    """Where the user says whose a name is, it is theirs."""
    registry = _registry(_file(tmp_path, "id,name,kind", "hamas-town,Hamas,other"))
    assert _found(registry, "Hamas said so") == [("Hamas", "hamas-town")]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["name,kind", "A,party"], 1, "lacks id"),
        (["id,name,kind,colour", "a,A,party,red"], 1, "unknown column 'colour'"),
        ([HEADER, "a,A,party"], 2, "not as many fields"),
        (["id,name,kind", "a,A,party,x"], 2, "not as many fields"),
        (["id,name,kind", "a,A,party", "b,,party"], 3, "there is no name"),
        (["id,name,kind", "a b,A,party"], 2, "letters, digits"),
        (["id,name,kind", "a,A,army"], 2, "unknown kind 'army'; choose one of state, government"),
        (["id,name,kind", "a,A,party", "b,B,party", "a,C,party"], 4, "stands in line 2 too"),
        (["id,name,kind,country", "a,A,party,SY"], 2, "'SY' is no ISO 3166 code of three letters"),
        (["id,name,kind,country", "a,A,party,QQQ"], 2, "'QQQ' is no ISO 3166 code of three letters"),
        (["id,name,kind,sector", "a,A,party,ARMY"], 2, "unknown sector 'ARMY'"),
        (["id,name,kind,valid_from", "a,A,party,21.5.2014"], 2, "valid_from is '21.5.2014'"),
        (["id,name,kind,valid_until", "a,A,party,2014-02-30"], 2, "valid_until is '2014-02-30'"),
        (["id,name,kind,valid_from,valid_until", "a,A,party,2014-05-21,2014-04"], 2, "lies before valid_from"),
        (["id,name,kind,checked_at", "a,A,party,my notes"], 2, "must be an address"),
        (["id,name,kind", 'a,"A,party'], 2, "check the quotes"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, lines: list[str], line: int, reason: str) -> None:
    """Each mistake is told with file and line, and with what to do."""
    with pytest.raises(UsageError, match=r"own\.csv") as error:
        _registry(_file(tmp_path, *lines))
    assert f"own.csv, line {line}: " in str(error.value)
    assert reason in str(error.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is missing, too large, or not in UTF-8 is told of as such."""
    with pytest.raises(UsageError, match=r"none\.csv cannot be read \(No such file"):
        _registry(tmp_path / "none.csv")
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 10_000_001)
    with pytest.raises(UsageError, match="more than 10 MB"):
        _registry(large)
    latin = tmp_path / "latin.csv"
    latin.write_bytes("id,name,kind\na,A,party\nb,Pérez,party\n".encode("latin-1"))
    with pytest.raises(UsageError, match="line 3: not in UTF-8"):
        _registry(latin)
