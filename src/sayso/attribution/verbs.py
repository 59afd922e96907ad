"""Citing verbs: who says, denies, asks or is quoted as saying what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.blocks import find_outlet
from sayso.attribution.content import cited
from sayso.attribution.cues import citing_verb
from sayso.attribution.nesting import Found, stretches
from sayso.attribution.objects import has_to
from sayso.attribution.parts import form_of, inside, source_end
from sayso.attribution.quoted import SCARE, is_title, joined, tie
from sayso.attribution.sources import can_speak, subject_of
from sayso.grounding.roles import is_citing_verb
from sayso.record import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.attribution.quoted import Tied
    from sayso.attribution.sources import Source
    from sayso.grounding import Identities
    from sayso.reading.model import Reading


def from_verbs(reading: Reading, identities: Identities) -> Iterator[Found]:
    """Read citing verbs with what they cite: a clause, a quotation, or an object ("denied the bombing")."""
    tied = tie(reading)
    owned = [span for entry in tied.values() for span in entry.spans]
    for token in reading.tokens:
        row = citing_verb(reading, token.i)
        if row is None or token.dep == "amod":
            continue
        if row["form"] == "quote" and (both := tuple(_quoted_as_saying(reading, token.i))):
            yield from both
            continue
        beside = tied.get(token.i)
        source = (beside and beside.source) or subject_of(reading, token.i)
        if source is not None and _is_raised(reading, token.i, row):
            source = None
        spans = _content(reading, token.i, row, source, beside, owned)
        if not spans:
            continue
        if source is not None and not can_speak(reading, identities, source[2], row):
            continue
        if source is not None and row["pattern"] in lexicon.by_pattern("certainty") and _own_view(reading, source[2]):
            continue
        if source is None and not (_agentless(reading, token.i) or _is_raised(reading, token.i, row)):
            continue
        spans, open_ = _first_clause(reading, token.i, spans) if beside is None else (spans, ())
        yield Found(
            form=form_of(reading, spans, token.i),
            open=open_,
            source=source,
            cue=_cue(reading, token.i),
            content=spans,
            stance=_stance(reading, token.i, row),
            rule=f"verb-{row['form']}",
            outlet=find_outlet(reading, identities, token.i)[0],
        )


def _is_raised(reading: Reading, verb: int, row: Mapping[str, str]) -> bool:
    """Tell "gunmen believed to be holding …", a passive without its auxiliary: the subject is no source."""
    if row["infinitive"] != "raised" or reading.kid(verb, "ccomp", "dobj", "aux") is not None:
        return False
    clause = reading.kid(verb, "xcomp")
    return clause is not None and has_to(reading, clause)


def _first_clause(
    reading: Reading, verb: int, spans: tuple[tuple[int, int], ...]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Part what an aside surely cites from the clause behind it, which it may cite as well.

    "The army took the hill, the ministry said, and rebels fled": whether the
    ministry said the second as well is open.
    """
    at = reading.tokens[verb].start
    if len(spans) != _TWO or not spans[0][1] <= at <= spans[1][0]:
        return spans, ()
    first = reading.first_at(spans[1][0])
    if reading.tokens[first].dep != "cc":
        return spans, ()
    last = reading.first_at(spans[1][1])
    clause = next((t.i for t in reading.tokens[first:last] if t.dep == "conj" and t.pos in {"VERB", "AUX"}), None)
    own = clause is not None and reading.kid(clause, "nsubj", "nsubjpass") is not None
    return (spans[:1], spans[1:]) if own else (spans, ())


_TWO = 2  # stretches, one to each side of an aside


def _own_view(reading: Reading, head: int) -> bool:
    """Tell "I think" inside a quotation: the speaker hedges, and cites nobody."""
    token = reading.tokens[head]
    return token.lower in {"i", "we"} and reading.in_quotes(token.start)


def _content(
    reading: Reading,
    verb: int,
    row: Mapping[str, str],
    source: tuple[int, int, int] | None,
    beside: Tied | None,
    owned: Sequence[tuple[int, int]],
) -> tuple[tuple[int, int], ...]:
    """Give what a verb cites: the quotations beside it, the clause it governs, or both."""
    if beside is not None and beside.alone:
        return joined(beside.spans)
    own = set(range(source[0], source[1] + 1)) if source else set()
    words = cited(reading, verb, row)
    if not words and beside is None and reading.kid(verb, "auxpass") is None:
        words = _quoted_nearby(reading, verb, owned)
    spans = stretches(reading, (i for i in words if i not in own and i != verb))
    spans = tuple(_with_marks(reading, *span) for span in spans)
    return joined([*spans, *beside.spans]) if beside is not None else spans


def _with_marks(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Give a stretch with the quotation marks at its edges, where it holds all that stands between them."""
    for quotation in reading.quoted.meeting(start, end):
        if start - _MARK <= quotation.start <= start and quotation.end <= end:
            start = quotation.start
        elif start <= quotation.start and end <= quotation.end <= end + _MARK:
            end = quotation.end
        elif start - _MARK <= quotation.start <= start and end <= quotation.end <= end + _MARK:
            start, end = quotation.start, quotation.end
    if reading.document.text[end - 1] == "." and not reading.in_quotes(end - 1) and not _abbreviated(reading, end):
        end -= 1
    return start, end


def _abbreviated(reading: Reading, end: int) -> bool:
    """Tell a full stop that belongs to its word ("the U.S.")."""
    last = reading.tokens[max(reading.first_at(end) - 1, 0)]
    return last.end == end and len(last.text) > 1


_MARK = 3  # characters of a quotation mark with the stop before it


def _quoted_as_saying(reading: Reading, verb: int) -> Iterator[Found]:
    """Read "X quoted Y as saying": two voices, one inside the other."""
    link = next((i for i in reading.kids(verb, "prep") if reading.tokens[i].lower == "as"), None)
    saying = reading.kid(link, "pcomp") if link is not None else None
    quoted = reading.kid(verb, "dobj", "nsubjpass")
    if link is None or saying is None or quoted is None or not is_citing_verb(reading.tokens[saying].lemma):
        return
    clause = reading.kid(saying, "ccomp") or reading.kid(verb, "ccomp")
    sentence = reading.sentence_of(verb)
    cited = set(inside(reading, clause)) if clause is not None else set()
    cited -= set(inside(reading, quoted))
    if not cited:  # "Nine people were killed, the agency quoted a doctor as saying"
        first = min(reading.edges[quoted][0], *(reading.edges[i][0] for i in reading.kids(verb, "nsubj")), verb)
        cited = set(range(sentence.first, first))
    content = stretches(reading, (i for i in cited if not verb <= i <= saying and reading.tokens[i].dep != "mark"))
    if not content:
        return
    inner = (reading.edges[quoted][0], source_end(reading, quoted), quoted)
    outer = subject_of(reading, verb) or _paper(reading, verb)
    form = form_of(reading, content)
    above = None
    if outer is not None:
        above = Found(form=form, source=outer, cue=(verb, verb), content=content, stance=Stance.NEUTRAL, rule="quoting")
        yield above
    yield Found(
        form=form, source=inner, cue=(link, saying), content=content, stance=Stance.NEUTRAL,
        rule="quoting-as-saying", inside=above,
    )  # fmt: skip


def _paper(reading: Reading, verb: int) -> Source | None:
    """Give the paper in which somebody "is quoted in the report as saying"."""
    for link in reading.kids(verb, "prep"):
        noun = reading.kid(link, "pobj")
        if noun is not None and reading.tokens[link].lower in {"in", "on"}:
            return reading.edges[noun][0], source_end(reading, noun), noun
    return None


def _stance(reading: Reading, verb: int, row: Mapping[str, str]) -> Stance:
    """Give the stance of a citing verb.

    One that is negated or declined ("did not say", "declined to confirm")
    declines; who could not verify or confirm doubts.
    """
    stance = Stance(row["value"])
    negated = reading.kid(verb, "neg") is not None
    token = reading.tokens[verb]
    above = reading.tokens[token.head]
    able = {reading.tokens[i].lower for i in reading.kids(verb, "aux")} & {"could", "can", "ca"}
    if row["pattern"] in _CHECKS:
        unable = token.dep == "xcomp" and (
            above.lower == "unable" or (above.lower == "able" and _negated(reading, above.head))
        )
        if unable or (negated and (able or reading.kid(verb, "auxpass") is not None)):
            return Stance.DOUBTING
    if negated and stance is not Stance.DOUBTING:
        return Stance.DECLINING
    declined = lexicon.by_pattern("cues").get(above.lemma)
    if token.dep == "xcomp" and declined is not None and declined["value"] == Stance.DECLINING:
        return Stance.DECLINING
    clause = reading.kid(verb, "ccomp", "xcomp")
    if stance is Stance.ASKING and clause is not None and has_to(reading, clause):
        return Stance.NEUTRAL  # "asked both sides to stop"
    return stance


_CHECKS = frozenset({"verify", "confirm", "corroborate", "establish", "determine", "authenticate"})


def _negated(reading: Reading, i: int) -> bool:
    return reading.kid(i, "neg") is not None


def _quoted_nearby(reading: Reading, verb: int, owned: Sequence[tuple[int, int]]) -> set[int]:
    """Give the quotations of a verb's sentence that no other verb cites, where it cites nothing else."""
    sentence = reading.sentence_of(verb)
    start, end = reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end
    found: set[int] = set()
    for quotation in reading.quoted.meeting(start, end):
        words = range(reading.first_at(quotation.start), reading.first_at(quotation.end))
        if (
            verb in words
            or is_title(reading, words.start, words.stop)
            or any(low <= quotation.start < high for low, high in owned)
        ):
            continue
        between = range(words.stop, verb) if words.stop <= verb else range(verb + 1, words.start)
        citing = any(reading.tokens[i].pos == "VERB" and is_citing_verb(reading.tokens[i].lemma) for i in between)
        if not citing and sum(reading.tokens[i].text.isalpha() for i in words) >= SCARE:
            found.update(words)
    return found


def _agentless(reading: Reading, verb: int) -> bool:
    """Tell "it was alleged that" and "asked whether" from a verb whose subject is merely missing."""
    if reading.kid(verb, "auxpass") is not None and reading.kid(verb, "nsubjpass") is not None:
        wish = reading.kid(verb, "xcomp")
        return wish is None or reading.tokens[verb].lemma != "ask" or not has_to(reading, wish)
    return reading.tokens[verb].tag == "VBN" and reading.tokens[verb].dep in {"advcl", "acl"}


def _cue(reading: Reading, verb: int) -> tuple[int, int]:
    """Give the citing words: the verb with those that lead up to it ("sought to portray")."""
    first = verb
    if reading.kid(verb, "neg") is not None:
        first = min(verb, *(i for i in reading.kids(verb, "aux", "neg") if i < verb), verb)
    if reading.tokens[verb].dep == "xcomp":
        head = reading.tokens[verb].head
        between = reading.tokens[head + 1 : verb]
        if head < verb and all(token.pos in {"PART", "AUX", "ADV"} for token in between):
            first = head
    return first, verb
