"""Names of private persons, kept back where reports stand side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.threads.who import is_private, private_persons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.record import Report, Voice

MARK = "[name withheld]"
_SHORTEST = 4  # letters of a name that is looked for in an address


class Withheld:
    """Puts a mark in place of every name of a private person of one report."""

    def __init__(self, report: Report) -> None:
        """Gather the names; whose they are is for :func:`sayso.threads.who.private_persons` to say."""
        self._private = private_persons(report)
        words = set(_names(report, self._private))
        heads = sorted((word for word in words if word[0].isupper()), key=lambda word: (-len(word), word))
        tails = sorted(words, key=lambda word: (-len(word), word))
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{_either(heads)})(?:[\s-]+(?:{_either(tails)}))*(?!\w)") if heads else None
        )
        self._in_address = [word.casefold() for word in heads if len(word) >= _SHORTEST]

    def words(self, words: str) -> str:
        """Give words with the names kept back."""
        return words if self._pattern is None else self._pattern.sub(MARK, words)

    def address(self, url: str | None) -> str | None:
        """Give an address, or ``None`` if it spells a name."""
        plain = (url or "").casefold()
        return None if any(word in plain for word in self._in_address) else url

    def is_kept_back(self, voice: Voice) -> bool:
        """Tell a voice whose name is kept back."""
        return is_private(voice, self._private)


def _names(report: Report, private: frozenset[str]) -> Iterator[str]:
    """Give the words of all names: of private persons, and of named voices without an office."""
    for actor in report.actors:
        if actor.id in private:
            yield from _words(actor.name)
            for mention in actor.mentions:
                if all(word[0].isupper() for word in _words(mention.text)):
                    yield from _words(mention.text)
    for statement in report.statements:
        for voice in statement.voices:
            if voice.actor is None and voice.name is not None and is_private(voice, private):
                yield from (word for word in _words(voice.name) if word[0].isupper())


def _words(name: str) -> list[str]:
    found = (word.strip(".,;:()“”\"'’") for word in re.sub(r"[’']s\b", "", name).split())
    return [word for word in found if word and word.casefold() not in lexicon.by_pattern("pronouns")]


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, words))
