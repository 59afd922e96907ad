"""Voices that a colon, a dash or their place on the page gives the word: headlines, interviews, signatures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.nesting import Found, stretches
from sayso.attribution.parts import form_of
from sayso.grounding.roles import is_citing_verb
from sayso.record import BlockKind, Form, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_LONGEST_SPEAKER = 7  # words before the colon, the colon included
_LONGEST_LINE = 25  # words of a line that reads as a headline
_LONGEST_SIGNATURE = 14  # words of "– Commissioner Lena Orth, in a letter"
_LONGEST_LEAD = 30  # words of a sentence that hands over to a quotation by a colon
_DASHES = frozenset({"–", "—", "--", "-", "―"})
_TURNS = frozenset({"q", "a", "question", "answer"})
_TITLES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "CCONJ", "PUNCT", "NUM", "PART"})


def from_colons(reading: Reading, identities: Identities) -> Iterator[Found]:
    """Read "Army: No shots were fired" in headlines, "GOVERNOR: We did not" in interviews, "He was blunt: “…”"."""
    last_block = -1
    interview = _speakers(reading)
    for sentence in reading.sentences:
        opens = sentence.block != last_block
        last_block = sentence.block
        words = reading.tokens[sentence.first : min(sentence.last, sentence.first + _LONGEST_LEAD)]
        colon = next((token.i for token in words if token.text == ":"), None)
        if colon is None and opens:
            colon = _dash(reading, sentence.first)
        if colon is None or colon == sentence.first or (opens and _labels(reading, identities, sentence.first, colon)):
            continue
        found = _turn(reading, sentence.first, colon, interview) if opens else None
        if found is None and opens:
            found = _headline(reading, identities, sentence.first, colon)
        if found is None and opens:
            found = _headline_end(reading, sentence.first, colon)
        if found is None:
            found = _handed_over(reading, identities, sentence.first, colon)
        if found is not None:
            yield found


def _labels(reading: Reading, identities: Identities, first: int, colon: int) -> bool:
    """Tell what only labels a paragraph: the town of a dateline ("SRINAGAR: Police …") or "Correction:"."""
    if reading.block_of(colon).kind is BlockKind.HEADLINE:
        return False
    words = reading.span(first, colon - 1)
    town = any((p.start, p.end) == (words.start, words.end) for p in identities.placed.over(words.start, words.end))
    alone = all(s.first == first or reading.tokens[s.first].pos == "PRON" for s in reading.turns)
    return (town and words.text.isupper() and alone) or words.text.lower() in lexicon.by_pattern("notices")


def _block_end(reading: Reading, at: int) -> int:
    """Give the token behind the last one of a token's block."""
    return reading.first_at(reading.block_of(at).end)


def _speakers(reading: Reading) -> frozenset[str]:
    """Give the names that open two paragraphs or more with a colon behind them."""
    seen: Counter[str] = Counter()
    for sentence in reading.sentences:
        first = reading.tokens[sentence.first]
        if first.start != reading.block_of(sentence.first).start:
            continue
        words = reading.tokens[sentence.first : min(sentence.last, sentence.first + _LONGEST_SPEAKER)]
        colon = next((token.i for token in words if token.text == ":"), None)
        if colon is not None and colon > sentence.first:
            seen[reading.span(sentence.first, colon - 1).text] += 1
    return frozenset(name for name, times in seen.items() if times > 1)


def _dash(reading: Reading, first: int) -> int | None:
    """Give the dash of "Mayor Ilse Orlan — “…”", where the quotation is the whole rest of the paragraph."""
    tokens = reading.tokens
    for i in range(first + 1, min(first + _LONGEST_SPEAKER, len(tokens) - 1)):
        if tokens[i].text in _DASHES:
            quotation = next(reading.quoted.over(tokens[i + 1].start, tokens[i + 1].end), None)
            whole = quotation is not None and quotation.end >= reading.block_of(first).end
            named = all(token.pos in _TITLES and token.pos != "PUNCT" for token in tokens[first:i])
            return i if whole and named and tokens[first].text[0].isupper() else None
    return None


def _turn(reading: Reading, first: int, colon: int, interview: frozenset[str]) -> Found | None:
    """Read one turn of an interview: the whole paragraph behind a speaker's name in capitals, or one that recurs."""
    speaker = reading.tokens[first:colon]
    named = all(t.text.isupper() or t.text in {".", ","} for t in speaker) and len(speaker) < _LONGEST_SPEAKER
    named = named or reading.span(first, colon - 1).text in interview or reading.tokens[colon].text in _DASHES
    lettered = len(speaker) == 1 and speaker[0].lower in _TURNS
    if not (named or lettered) or reading.block_of(colon).kind is BlockKind.HEADLINE:
        return None
    end = _block_end(reading, colon)
    asked = reading.tokens[end - 1].text == "?"
    return _given(
        reading, (first, colon - 1, colon - 1), colon, end, Form.BLOCK,
        Stance.ASKING if asked else Stance.NEUTRAL,
    )  # fmt: skip


def _headline(reading: Reading, identities: Identities, first: int, colon: int) -> Found | None:
    """Read a headline, or a line alone that reads as one, whose first words name somebody."""
    block = reading.block_of(colon)
    end = _block_end(reading, colon)
    if colon - first >= _LONGEST_SPEAKER or end - first > _LONGEST_LINE:
        return None
    speaker = reading.tokens[first:colon]
    somebody = any(token.i in identities.mention_at for token in speaker) or all(
        token.text[0].isupper() and token.pos == "PROPN" for token in speaker
    )
    alone = end == reading.sentence_of(first).last or not first
    if block.kind is not BlockKind.HEADLINE and not (alone and all(token.pos == "PROPN" for token in speaker)):
        return None
    if not somebody or any(token.pos in {"VERB", "AUX"} for token in speaker) or not speaker[0].text[0].isupper():
        return None
    return _given(reading, (first, colon - 1, colon - 1), colon, end, Form.TITLE, Stance.NEUTRAL)


def _headline_end(reading: Reading, first: int, colon: int) -> Found | None:
    """Read a headline that names its source last ("Toll from strike rises to 37: aid group")."""
    end = _block_end(reading, colon)
    words = reading.tokens[colon + 1 : end]
    if reading.block_of(colon).kind is not BlockKind.HEADLINE or not 0 < len(words) < _LONGEST_SPEAKER:
        return None
    if any(token.pos not in {"NOUN", "PROPN", "ADJ", "ADP", "DET"} for token in words):
        return None
    content = stretches(reading, range(first, colon))
    if not content:
        return None
    source = (colon + 1, end - 1, end - 1)
    return Found(
        form=Form.TITLE, source=source, cue=(colon, colon), content=content, stance=Stance.NEUTRAL, rule="headline-end"
    )


def _handed_over(reading: Reading, identities: Identities, first: int, colon: int) -> Found | None:
    """Read a sentence about somebody that hands over to a quotation ("The minister was blunt: “They lied.”")."""
    tokens = reading.tokens
    start = colon + 1
    quotation = next(reading.quoted.over(tokens[start].start, tokens[start].end), None) if start < len(tokens) else None
    if quotation is None or reading.block_at(start) != reading.block_at(colon):
        return None
    if any(is_citing_verb(token.lemma) and token.pos == "VERB" for token in tokens[first:colon]):
        return None
    root = next((t.i for t in tokens[first:colon] if t.dep == "ROOT" and t.pos in {"VERB", "AUX"}), None)
    subject = reading.kid(root, "nsubj") if root is not None else None
    if root is None:
        nominal = [t for t in tokens[first:colon] if t.dep in {"ROOT", "nsubj"} and t.i in identities.mention_at]
        subject = nominal[0].i if nominal else None
    if subject is None or subject not in identities.mention_at:
        return None
    return Found(
        form=form_of(reading, ((quotation.start, quotation.end),)),
        source=(reading.edges[subject][0], min(reading.edges[subject][1], colon - 1), subject),
        cue=(colon, colon),
        content=((quotation.start, quotation.end),),
        stance=Stance.NEUTRAL,
        rule="colon-quotation",
    )


def _given(
    reading: Reading, source: tuple[int, int, int], colon: int, end: int, form: Form, stance: Stance
) -> Found | None:
    content = stretches(reading, range(colon + 1, end))
    if not content:
        return None
    return Found(
        form=form, source=source, cue=(colon, colon), content=content, stance=stance,
        rule="turn" if form is Form.BLOCK else "headline-colon",
    )  # fmt: skip


def from_signatures(reading: Reading) -> Iterator[Found]:
    """Read "– Commissioner Lena Orth" below, or at the end of, a paragraph that is all quotation."""
    for number, sentence in enumerate(reading.sentences):
        dash = reading.tokens[sentence.first]
        if dash.text not in _DASHES or sentence.last - sentence.first > _LONGEST_SIGNATURE or not number:
            continue
        words = reading.tokens[sentence.first + 1 : sentence.last]
        if not words or not words[0].text[0].isupper() or any(word.pos not in _TITLES for word in words):
            continue
        if sentence.last < len(reading.tokens) and reading.block_at(sentence.last) == sentence.block:
            continue  # the paragraph goes on
        above = reading.sentences[number - 1]
        content = _quoted_above(reading, above.block, dash.start)
        if content is not None:
            head = next((word.i for word in reversed(words) if word.pos == "PROPN"), words[-1].i)
            yield Found(
                form=Form.BLOCK, source=(words[0].i, words[-1].i, head), cue=(dash.i, dash.i), content=(content,),
                stance=Stance.NEUTRAL, rule="signature",
            )  # fmt: skip


def _quoted_above(reading: Reading, block: int, at: int) -> tuple[int, int] | None:
    """Give the quoted paragraph that ends before a signature."""
    stretch = reading.document.blocks[block]
    end = min(stretch.end, at)
    text = reading.document.text[stretch.start : end].rstrip()
    if stretch.kind is BlockKind.QUOTE:
        return stretch.start, stretch.start + len(text)
    quotation = next(reading.quoted.over(stretch.start, stretch.start + 1), None)
    if quotation is None or quotation.start != stretch.start or quotation.end < stretch.start + len(text):
        return None
    return quotation.start, min(quotation.end, end)
