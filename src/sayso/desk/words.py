"""Full text: words to be found by, and what people ask, the same on both databases.

Words are cut and folded here, by one function for what is stored and what is
asked, so that both databases find the same: without case, accents and
punctuation. The databases only keep and look up.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import cast, literal_column
from sqlalchemy.dialects.postgresql import TSQUERY

from sayso.desk.tables import put_rows, report_words, statement_words
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, TableClause
    from sqlalchemy.engine import Connection

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")  # with accents that are signs of their own
_TERM = re.compile(r'(?P<not>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_LONGEST = 200  # characters of a word; PostgreSQL's tsvector takes 2 KB
# PostgreSQL's bounds of a tsvector: all of it, the places of one word, the last place.
_ROOM = 900_000
_PLACES = 250
_LAST = 16_383


def fold(text: str) -> list[str]:
    """Cut a text into words, without case, accents and punctuation: "Al-Bāb" gives "al", "bab"."""
    words: list[str] = _WORD.findall(text.casefold())
    if not text.isascii():
        words = [plain for word in words for plain in ((word,) if word.isascii() else _plain(word))]
    return [word[:_LONGEST] for word in words]


@lru_cache(maxsize=50_000)
def _plain(word: str) -> tuple[str, ...]:
    """Take the accents off a word; what a sign stands for may be several words ("½")."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return tuple(_WORD.findall(bare.casefold()))


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, or must not; the last may be only the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False
    wanted: bool = True


def parse_query(query: str) -> tuple[Term, ...]:
    """Read what is asked: ``words "a phrase" -without begin*``; all of it must hold.

    Raises:
        UsageError: A quotation mark is not closed, or nothing is asked for.
    """
    if query.count('"') % 2:
        raise UsageError(f"the query {query!r} has a quotation mark that is not closed; close it or leave it out")
    terms: list[Term] = []
    for found in _TERM.finditer(query):
        said = found["phrase"] if found["phrase"] is not None else found["word"]
        words = tuple(fold(said))
        if words:
            terms.append(Term(words, prefix=said.endswith("*"), wanted=not found["not"]))
    if not any(term.wanted for term in terms):
        raise UsageError(f"the query {query!r} asks for no word; give at least one, for instance: shell* -exercise")
    return tuple(terms)


def matching(connection: Connection, words: TableClause, query: Sequence[Term]) -> ColumnElement[bool]:
    """Give the condition under which a row of a table of words answers a query."""
    if connection.dialect.name == "sqlite":
        return literal_column(words.name).op("MATCH")(_fts5(query))
    return words.c.words.op("@@")(cast(_tsquery(query), TSQUERY))


def _fts5(query: Sequence[Term]) -> str:
    terms = {
        wanted: [f'"{" ".join(term.words)}"{"*" if term.prefix else ""}' for term in query if term.wanted is wanted]
        for wanted in (True, False)
    }
    return " NOT ".join([f"({' AND '.join(terms[True])})", *terms[False]])


def _tsquery(query: Sequence[Term]) -> str:
    terms = []
    for term in query:
        phrase = " <-> ".join(f"'{word}'" for word in term.words)
        terms.append(f"{'' if term.wanted else '!'}({phrase}{':*' if term.prefix else ''})")
    return " & ".join(terms)


def put_words(connection: Connection, words: TableClause, rows: Iterable[tuple[int, str]]) -> None:
    """Store texts to be found by, each under its number."""
    keep = " ".join if connection.dialect.name == "sqlite" else _tsvector
    put_rows(connection, words, [{"rowid": number, "words": keep(fold(said))} for number, said in rows])


def _tsvector(words: Sequence[str]) -> str:
    """Write a tsvector with its places; what goes beyond PostgreSQL's bounds is left out."""
    places: dict[str, list[str]] = {}
    room = _ROOM
    for place, word in enumerate(words, start=1):
        known = places.get(word)
        if known is None:
            known = places[word] = []
            room -= len(word.encode()) + 8
        if len(known) < _PLACES:
            known.append(str(min(place, _LAST)))
            room -= 2
        if room < 0:
            break
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())


def drop_words(connection: Connection, reports: Sequence[int], statements: Sequence[int]) -> None:
    """Take reports and statements out of the tables of words."""
    for words, numbers in ((report_words, reports), (statement_words, statements)):
        if numbers:
            connection.execute(words.delete().where(words.c.rowid.in_(numbers)))
