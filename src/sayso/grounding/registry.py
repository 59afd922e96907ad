"""Who is who: the registry of actors that the tables list, with the names and dates of each.

States and their forces come from ``states.tsv``, everybody else from
``actors.tsv``, and a user's file may add to both or replace rows. A state's
id is ``state:KEN``, that of its army ``army:KEN``, of its government
``government:KEN`` and so on for each body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.entries import fold
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.reading.model import Reading
    from sayso.record import FileStamp

_FIRST_WORD = re.compile(r"[\w.]+")
_ARTICLE = re.compile(r"\b[Aa]l-(?=[A-Z])")
_ARMY = "army"


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor of the registry.

    ``aliases`` are matched letter by letter, ``short_forms`` only in a report
    that has one of the aliases too. ``valid_from`` and ``valid_until`` are ISO
    days, months or years, empty where not known. ``described`` are words that
    tell of the actor ("the jihadist group"). ``users`` tells a row of a
    user's file, which wins where a name is shared.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    described: frozenset[str] = frozenset()
    users: bool = False

    def has_begun(self, day: str) -> bool:
        """Tell whether the actor was there by a day, ISO; by no day, always."""
        return not day or day >= self.valid_from

    def has_ended(self, day: str) -> bool:
        """Tell whether the actor was no more on a day, ISO."""
        return bool(day and self.valid_until) and day[: len(self.valid_until)] > self.valid_until


class Registry:
    """Look-ups by name, made once for all reports."""

    def __init__(self, listed: Iterable[Listed], stamp: FileStamp | None = None) -> None:
        """Index actors; of two with one id the later stands. ``stamp`` names the user's file among them."""
        self.by_id: Mapping[str, Listed] = {one.id: one for one in listed}
        self.stamp = stamp
        self._starts: dict[str, list[tuple[str, Listed]]] = {}
        for one in self.by_id.values():
            for alias in (*one.aliases, *one.short_forms):
                for words in _spellings(alias):
                    if match := _FIRST_WORD.match(words):
                        self._starts.setdefault(match.group(), []).append((words, one))
        for known in self._starts.values():
            known.sort(key=lambda pair: -len(pair[0]))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys (:func:`entries.fold`) of all names but short forms: no place is meant by "Hamas"."""
        return frozenset(fold(alias) for one in self.by_id.values() for alias in one.aliases)

    def former(self, name: str, day: str) -> str | None:
        """Give the code of a former state by its name or demonym in lower case, where a day does not forbid it."""
        state = _former_states().get(name)
        return state[0] if state is not None and (not day or day >= state[1]) else None

    def find(self, reading: Reading, day: str) -> Iterator[tuple[int, int, str]]:
        """Find the names of listed actors, the longest at each word.

        Args:
            reading: One parsed report.
            day: Its day, ISO; empty where unknown.

        Yields:
            First token, last token (excluded) and id. An actor that began
            after the report means nobody; of several with one name those are
            meant that were still there, and nobody where that leaves two.
        """
        text, tokens = reading.document.text, reading.tokens
        named, skip = _Mentions(text), -1
        for token in tokens:
            if token.i < skip:
                continue
            match = _FIRST_WORD.match(text, token.start)
            known = self._starts.get(match.group()) or self._starts.get(match.group().rstrip(".")) if match else None
            for alias, _ in known or ():
                end = token.start + len(alias)
                if not text.startswith(alias, token.start) or text[end : end + 1].isalnum():
                    continue
                last = token.i
                while last < len(tokens) and tokens[last].start < end:
                    last += 1
                if tokens[last - 1].end != end:
                    continue
                meant = _meant(alias, [one for words, one in known or () if words == alias], named, token.start, day)
                if meant is not None and not _is_shouted(reading, token.i, alias):
                    yield token.i, last, meant.id
                    skip = last
                break


def _meant(alias: str, known: Sequence[Listed], named: _Mentions, start: int, day: str) -> Listed | None:
    """Give the one whom a name at ``start`` means, in a report of a day."""
    begun = [one for one in known if one.has_begun(day)]
    if any(alias in one.short_forms for one in begun):
        told = {one.id: named.last(one, alias, start) for one in begun}
        last = max(told.values())
        begun = [one for one in begun if (told[one.id] == last if last > -1 else alias not in one.short_forms)]
    begun = [one for one in begun if one.users] or begun
    there = [one for one in begun if not one.has_ended(day)] or begun
    return there[0] if len(there) == 1 else None


class _Mentions:
    """Where a text names actors in full, looked up once for each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at: dict[tuple[str, str], list[int]] = {}

    def last(self, one: Listed, alias: str, start: int) -> int:
        """Give where an actor was last named before ``start`` other than by ``alias``; 0 if only later, -1 if never."""
        places = self._at.get((one.id, alias))
        if places is None:
            others = "|".join(re.escape(name) for name in one.aliases if name != alias)
            places = [match.start() + 1 for match in re.finditer(others, self._text)] if others else []
            self._at[one.id, alias] = places
        before = bisect_left(places, start + 1)
        return places[before - 1] if before else min(len(places), 1) - 1


def _spellings(alias: str) -> frozenset[str]:
    """Give an alias as news write it: with either apostrophe, and the Arabic article in any of its four forms."""
    articles = ("al-", "Al-", "al ", "Al ") if _ARTICLE.search(alias) else ("",)
    spelt = {_ARTICLE.sub(article, alias) for article in articles}
    return frozenset(spelt | {words.replace("'", "’") for words in spelt})


def _is_shouted(reading: Reading, i: int, alias: str) -> bool:
    """Tell a common word in a line of capitals ("IS") from an abbreviation."""
    if not alias.isupper() or alias.lower() not in lexicon.by_pattern("function_words"):
        return False
    sentence = reading.sentence_of(i)
    return not any(token.text.islower() for token in reading.tokens[sentence.first : sentence.last])


def shipped() -> Iterator[Listed]:
    """Give the actors of our own tables: states, their forces, and everybody else."""
    for row in lexicon.table("states"):
        code, dates = row["pattern"], (row["valid_from"], row["valid_until"])
        name = row["names"].split("|")[0]
        yield Listed(f"state:{code}", name, ActorKind.STATE, row["country"], "GOV", (), (), *dates)
        forces = _parts(row["forces"])
        if forces:
            yield Listed(
                f"{_ARMY}:{code}", forces[0], ActorKind.MILITARY, row["country"], "MIL", forces,
                _parts(row["forces_short"]), *dates, frozenset({name}),
            )  # fmt: skip
    for row in lexicon.table("actors"):
        yield Listed(
            row["id"], row["pattern"], ActorKind(row["value"]), row["country"] or None, row["sector"] or None,
            _parts(row["aliases"]), _parts(row["short_forms"]), row["valid_from"], row["valid_until"],
            frozenset(_parts(row["described"])),
        )  # fmt: skip


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def _former_states() -> Mapping[str, tuple[str, str]]:
    """Give the former states' codes and first days by their names and demonyms, in lower case."""
    rows = [row for row in lexicon.table("states") if row["value"] == "former"]
    return {
        name.lower(): (row["pattern"], row["valid_from"])
        for row in rows
        for column in ("names", "adjectives", "singular", "plural")
        for name in _parts(row[column])
    }


@cache
def load_registry() -> Registry:
    """Give the registry of our own tables alone."""
    return Registry(shipped())
