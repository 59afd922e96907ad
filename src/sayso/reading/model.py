"""What reading gives: tokens with their grammar, sentences, and what was found on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.spans import SpanIndex, balanced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.record import Block, Document, Span


_FAR = 60  # links of coordination or government that are followed; real sentences have far fewer


VERBS = frozenset({"VERB", "AUX"})  # parts of speech (Universal Dependencies)
NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its grammar.

    ``start`` and ``end`` are code points of the document's text; ``head`` is
    the index of the governing token (its own where it is a root); ``entity``
    is the parser's entity label or empty, ``entity_start`` marks its first token;
    ``lower`` is the text in lower case.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    entity: str = ""
    entity_start: bool = False
    sentence: int = 0
    lower: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower())  # asked for far more often than tokens are made


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (excluded) of block number ``block``."""

    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text gives it, over tokens ``first`` to ``last`` (excluded).

    ``low`` and ``high`` are the bounds ("at least 15" has no high), ``head``
    the number's own token, ``fraction`` tells that it is a share of one.
    """

    first: int
    last: int
    head: int
    low: float | None
    high: float | None
    approximate: bool = False
    fraction: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters ``start`` to ``end`` (excluded), quotation marks included."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True)
class Reading:
    """One parsed document: the tokens of its text blocks, in text order.

    Furniture is not parsed and has no tokens.
    """

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    entities: tuple[tuple[int, int, str], ...] = field(default=())

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the tokens it governs, in text order."""
        lists: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                lists[token.head].append(token.i)
        return tuple(tuple(found) for found in lists)

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """For each token the first and the last token of its subtree."""
        left = list(range(len(self.tokens)))
        right = list(range(len(self.tokens)))
        waiting = [len(found) for found in self.children]
        ready = [i for i, count in enumerate(waiting) if count == 0]
        while ready:
            i = ready.pop()
            head = self.tokens[i].head
            if head == i:
                continue
            left[head] = min(left[head], left[i])
            right[head] = max(right[head], right[i])
            waiting[head] -= 1
            if waiting[head] == 0:
                ready.append(head)
        return tuple(zip(left, right, strict=True))

    @cached_property
    def quoted(self) -> SpanIndex[Quotation]:
        """The quotations, by where they stand."""
        return SpanIndex(self.quotations)

    @cached_property
    def turns(self) -> tuple[Sentence, ...]:
        """The sentences that open as turns of an interview do: a word in capitals, and a colon soon behind it."""
        return tuple(
            sentence
            for sentence in self.sentences
            if self.tokens[sentence.first].text.isupper()
            and any(token.text == ":" for token in self.tokens[sentence.first + 1 : sentence.first + 5])
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def first_at(self, character: int) -> int:
        """Give the first token that begins at or behind a character; as many as there are tokens where none does."""
        return bisect_left(self._starts, character)

    def in_quotes(self, character: int) -> bool:
        """Tell whether a character stands between quotation marks."""
        return any(True for _ in self.quoted.over(character, character + 1))

    def block_at(self, i: int) -> int:
        """Give the number of the block in which token ``i`` stands."""
        return self.sentence_of(i).block

    def block_at_char(self, character: int) -> int | None:
        """Give the number of the block that holds a character, if any does."""
        number = bisect_right(self._block_starts, character) - 1
        return number if number >= 0 and character < self.document.blocks[number].end else None

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.document.blocks]

    @cached_property
    def quantity_at(self) -> dict[int, Quantity]:
        """Quantities by the index of each of their tokens."""
        return {i: quantity for quantity in self.quantities for i in range(quantity.first, quantity.last)}

    @cached_property
    def _governed(self) -> list[list[tuple[int, str]]]:
        """The tokens that each token governs, with their relations."""
        return [[(kid, self.tokens[kid].dep) for kid in kids] for kids in self.children]

    def kids(self, i: int, *deps: str) -> Iterator[int]:
        """Give the tokens governed by token ``i`` whose relation is one of ``deps``."""
        return iter([kid for kid, dep in self._governed[i] if dep in deps])

    def kid(self, i: int, *deps: str) -> int | None:
        """Give the first token governed by ``i`` with one of the relations ``deps``."""
        for kid, dep in self._governed[i]:
            if dep in deps:
                return kid
        return None

    def conjuncts(self, i: int) -> Iterator[int]:
        """Give ``i`` and every token coordinated with it, in text order."""
        seen = i
        yield i
        for _ in range(_FAR):
            following = self.kid(seen, "conj")
            if following is None:
                return
            yield following
            seen = following

    def ancestors(self, i: int) -> Iterator[int]:
        """Give the governors of token ``i``, nearest first."""
        for _ in range(_FAR):
            head = self.tokens[i].head
            if head == i:
                return
            yield head
            i = head

    def span(self, first: int, last: int) -> Span:
        """Give the words from token ``first`` to token ``last`` (included), brackets kept whole."""
        return balanced(self.document.text, self.tokens[first].start, self.tokens[last].end)

    def subtree(self, i: int) -> Span:
        """Give the words of the whole phrase that token ``i`` heads."""
        return self.span(*self.edges[i])

    def sentence_of(self, i: int) -> Sentence:
        """Give the sentence of token ``i``."""
        return self.sentences[self.tokens[i].sentence]

    def block_of(self, i: int) -> Block:
        """Give the block in which token ``i`` stands."""
        return self.document.blocks[self.sentence_of(i).block]
