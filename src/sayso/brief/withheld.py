"""Names of private persons, kept back where reports stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.brief.private import Names
from sayso.threads.who import is_private

if TYPE_CHECKING:
    from sayso.record import Report, Voice

MARK = "[name withheld]"
_SHORTEST = 4  # letters of a name that is looked for in an address


class Withheld:
    """Puts a mark in place of every name of a private person of one report."""

    def __init__(self, report: Report) -> None:
        """Gather the names, as for a copy for publication."""
        self._names = Names(report)
        self._in_address = [word.casefold() for word in self._names.words if len(word) >= _SHORTEST]

    def words(self, words: str) -> str:
        """Give words with the names kept back."""
        return self._names.replaced(words, MARK)

    def address(self, url: str | None) -> str | None:
        """Give an address, or ``None`` if it spells a name."""
        plain = (url or "").casefold()
        return None if any(word in plain for word in self._in_address) else url

    def is_kept_back(self, voice: Voice) -> bool:
        """Tell a voice whose name is kept back."""
        return is_private(voice, self._names.private)
