"""Who made the report: the people of its byline, and the outlet that its furniture names."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.intake.blocks import lead_in
from sayso.record import Block, BlockKind, Byline, BylineRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME = r"[A-Z][\w.’'-]*(?:[ ](?:(?:de|del|al|el|van|von|der|bin|ibn|la|le)[ ])?[A-Z][\w.’'-]*){1,4}"
_PUBLISHER = r"((?-i:(?:The )?[A-Z][\w’'&.-]*(?: (?:of |the |for |and |& )*[A-Z][\w’'&.-]*){0,5}))"

_CURATED = re.compile(r"\b(?:posted|compiled|curated|collected|aggregated|submitted)\b", re.IGNORECASE)
_PICTURED = re.compile(r"\b(?:photo(?:graph)?s?|images?|pictures?|video|graphics?|map|illustration)\b", re.IGNORECASE)
_PEOPLE = re.compile(_NAME)
_ROLE_WORD = re.compile(
    r"(?:\b(?:by|words|story|text|written|reported|reporting|posted|compiled|curated|photographs?|photos?|pictures?|"
    r"images?|video|additional|editing|edited|and|from|correspondents?|reporters?|writers?)\b|[—–:,;/&(\s-])+",
    re.IGNORECASE,
)
_IN_OUTLET = re.compile(
    r"\b(?:at|in|for|of)\s+((?:[Tt]he\s+)?[A-Z][\w’'&.-]*(?: (?:of |the |for |and )?[A-Z][\w’'&.-]*){0,5})"
)
_IN_BRACKETS = re.compile(r"\(([^()\n]{2,40})\)")
_CONTRIBUTED = re.compile(r"\b(?:contribut\w+|additional|with)\b", re.IGNORECASE)
_COPYRIGHT = re.compile(r"©|\bcopyright\b|\(c\)", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[,/;]\s*|\s+(?:and|&)\s+")
_EDITING = re.compile(r"\bedit(?:ing|ed) by\b", re.IGNORECASE)


@cache
def _publisher_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(row["pattern"].replace("NAME", _PUBLISHER), re.IGNORECASE)
        for row in lexicon.table("publisher_patterns")
    )


def find_bylines(text: str, blocks: Sequence[Block]) -> tuple[Byline, ...]:
    """Find the people of the byline and of lead-in lines ("X reports at The Y:").

    Returns:
        One entry a person and role, in text order; ``outlet`` is set where a lead-in
        names the outlet the reporter writes for.
    """
    found: list[Byline] = []
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind is BlockKind.BYLINE:
            role = BylineRole.CURATOR if _CURATED.search(words) else BylineRole.REPORTER
            agencies = [] if _CONTRIBUTED.search(words) else list(_credited(text, block))
            taken = {one.start for one in agencies}
            found.extend(one for one in _named(text, block, role) if one.start not in taken)
            found.extend(agencies)
        elif block.kind is BlockKind.LEGAL and _COPYRIGHT.search(words):
            found.extend(_credited(text, block))
        elif block.kind is BlockKind.CREDIT and _PICTURED.search(words):
            found.extend(_named(text, block, BylineRole.PHOTOGRAPHER))
        elif block.kind is BlockKind.DATELINE:
            found.extend(_agency(text, block))
        elif block.kind is BlockKind.BODY and lead_in(words) == "outlet":
            found.extend(_reporter_of_lead_in(text, block))
    once = {(byline.name, byline.role, byline.outlet): byline for byline in reversed(found)}
    return tuple(byline for byline in found if once[byline.name, byline.role, byline.outlet] is byline)


def _named(text: str, block: Block, role: BylineRole) -> Iterator[Byline]:
    """Give the people named in a byline; editors are none, places after "in" are none."""
    words = text[block.start : block.end]
    edited = _EDITING.search(words)
    end = block.start + edited.start() if edited else block.end
    at = block.start
    bare = _PEOPLE.match(text, at, end)
    if bare is not None and not _is_post(bare.group()) and not _ROLE_WORD.match(text, at, end):
        start, name = _without_title(at, bare.group().rstrip("."))
        yield Byline(name=name, role=role, outlet=None, start=start, end=start + len(name))
        at = bare.end()
    while (lead := _ROLE_WORD.match(text, at, end)) is not None and lead.end() > at:
        person = _PEOPLE.match(text, lead.end(), end)
        if person is None or _is_post(person.group()):
            return
        name = person.group().rstrip(".")
        yield Byline(name=name, role=role, outlet=None, start=person.start(), end=person.start() + len(name))
        at = person.end()


def _agency(text: str, block: Block) -> Iterator[Byline]:
    """Give the agencies that a dateline names in brackets ("BEIRUT (Reuters) -", "(AP, AFP)"); a country is none."""
    brackets = _IN_BRACKETS.search(text, block.start, block.end)
    if brackets is None or any(character.isdigit() for character in brackets[1]):
        return
    at = brackets.start(1)
    for name in _SEVERAL.split(brackets[1]):
        start = text.index(name, at)
        at = start + len(name)
        if name and not _is_no_outlet(name):
            yield Byline(name=name, role=BylineRole.AGENCY, outlet=None, start=start, end=at)


def _credited(text: str, block: Block) -> Iterator[Byline]:
    """Give the known agencies and papers that a line credits ("By Lina Haddad, Associated Press", "— Reuters")."""
    for match in _outlets().finditer(text, block.start, block.end):
        name = match.group()
        yield Byline(name=name, role=BylineRole.AGENCY, outlet=None, start=match.start(), end=match.end())


def is_outlet(name: str) -> bool:
    """Tell the name of an agency, paper or station that the table of actors lists."""
    return _outlets().fullmatch(name) is not None


@cache
def _outlets() -> re.Pattern[str]:
    listed = [name for row in lexicon.table("actors") if row["value"] == "outlet" for name in row["aliases"].split("|")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})\b")


def _is_no_outlet(name: str) -> bool:
    """Tell a country or a post ("Staff Correspondent"), which brackets in a dateline may hold too."""
    return not is_outlet(name) and (name.lower() in _countries() or _is_post(name))


@cache
def _countries() -> frozenset[str]:
    return frozenset(name.lower() for row in lexicon.table("states") for name in row["names"].split("|"))


def _reporter_of_lead_in(text: str, block: Block) -> Iterator[Byline]:
    """Give the reporter before the verb of a lead-in, with the outlet after it."""
    outlets = list(_IN_OUTLET.finditer(text, block.start, block.end))
    if not outlets:
        return
    outlet = outlets[-1]
    people = list(_PEOPLE.finditer(text, block.start, outlet.start()))
    if people:
        start, name = _without_title(people[-1].start(), people[-1].group())
        yield Byline(name=name, role=BylineRole.REPORTER, outlet=outlet[1], start=start, end=start + len(name))


def _without_title(start: int, name: str) -> tuple[int, str]:
    """Cut a description off the front of a name ("Historian Antony Beevor")."""
    while " " in name and name.split()[0].lower() in lexicon.by_pattern("actor_heads"):
        first, name = name.split(" ", 1)
        start += len(first) + 1
    return start, name


def _is_post(name: str) -> bool:
    """Tell a post ("Political Correspondent") from a person."""
    return name.split()[-1].lower() in lexicon.by_pattern("actor_heads")


# Furniture that names other outlets, or people.
_NOT_OURS = frozenset(
    {BlockKind.READ_MORE, BlockKind.REPUBLISHED, BlockKind.BYLINE, BlockKind.CREDIT, BlockKind.RELATED}
)


def find_publisher(text: str, blocks: Sequence[Block]) -> str | None:
    """Give the outlet that the page's furniture names most often, if any does."""
    votes: Counter[str] = Counter()
    for block in blocks:
        if block.kind.is_furniture and block.kind not in _NOT_OURS:
            words = text[block.start : block.end]
            votes.update({m[1].rstrip(".") for pattern in _publisher_patterns() for m in pattern.finditer(words)})
    votes = Counter({name: count for name, count in votes.items() if name.lower() not in _not_names()})
    return votes.most_common(1)[0][0] if votes else None


@cache
def _not_names() -> frozenset[str]:
    return frozenset(lexicon.by_pattern("not_publishers"))
