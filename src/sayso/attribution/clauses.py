"""Attributions inside sentences: citing verbs, "according to", citing nouns, "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.nesting import Found, stretches
from sayso.grounding.roles import is_citing_verb
from sayso.record import BlockKind, Form, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Quotation, Reading

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECT_CUES = frozenset(
    {"deny", "reject", "dismiss", "refute", "rebut", "dispute", "confirm", "claim", "acknowledge", "admit"}
)
_CLAUSAL = ("ccomp",)


def _inside(reading: Reading, i: int) -> range:
    left, right = reading.edges[i]
    return range(left, right + 1)


def _form(reading: Reading, content: tuple[tuple[int, int], ...]) -> Form:
    """Tell whether content stands in quotation marks wholly, in part or not."""
    quoted = sum(
        min(end, q.end) - max(start, q.start) for start, end in content for q in reading.quoted.meeting(start, end)
    )
    total = sum(end - start for start, end in content)
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if quoted >= total - len(content) else Form.MIXED


# "according to"


def from_according(reading: Reading) -> Iterator[Found]:
    """Read "according to X" before, within and after its clause.

    Between two coordinated clauses it surely covers the first; whether it
    reaches the second stays open.
    """
    for token in reading.tokens:
        if token.lower != "according" or token.i + 1 >= len(reading.tokens):
            continue
        to = token.i + 1
        if reading.tokens[to].lower != "to":
            continue
        noun = reading.kid(to, "pobj")
        noun = reading.kid(token.i, "pobj") if noun is None else noun
        if noun is None:
            continue
        source = (reading.edges[noun][0], _source_end(reading, noun), noun)
        content, open_ = _around(reading, token.i, source[1])
        if content:
            yield Found(
                form=_form(reading, content),
                source=source,
                cue=(token.i, to),
                content=content,
                stance=Stance.NEUTRAL,
                rule="according-to",
                open=open_,
            )


def _source_end(reading: Reading, noun: int) -> int:
    """Give the last word of a source, leaving out a relative clause set off by a comma."""
    right = reading.edges[noun][1]
    for kid in reading.kids(noun, "relcl", "punct"):
        if kid > noun and reading.tokens[max(reading.edges[kid][0] - 1, 0)].text == ",":
            right = min(right, reading.edges[kid][0] - 2)
    return max(right, noun)


def _around(
    reading: Reading, cue: int, source_end: int
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Give what "according to" covers in its sentence, and what it may cover."""
    sentence = reading.sentence_of(cue)
    first, last = max(sentence.first, cue - _WIDE), min(sentence.last, cue + _WIDE)
    before = [i for i in range(first, cue) if reading.tokens[i].pos not in {"PUNCT", "SPACE"}]
    own = set(range(cue, source_end + 1))
    if not before or all(reading.tokens[i].dep in {"cc", "advmod", "mark"} for i in before):
        return stretches(reading, (i for i in range(source_end + 1, last) if i not in own)), ()
    clause = next(
        (i for i in reading.ancestors(cue) if reading.tokens[i].pos in {"VERB", "AUX"}), reading.tokens[cue].head
    )
    verbs = (i for i in reading.conjuncts(clause) if i != clause and reading.tokens[i].pos in {"VERB", "AUX"})
    later = [i for i in verbs if source_end < i < last]
    if later:
        start = min(_conjunct_start(reading, i, source_end) for i in later)
        covered = (i for i in range(first, start) if i not in own and reading.tokens[i].dep != "cc")
        return stretches(reading, covered), stretches(reading, range(start, last))
    return stretches(reading, (i for i in range(first, last) if i not in own)), ()


_WIDE = 150  # words to each side that "according to" may cover; a longer sentence is no sentence


def _conjunct_start(reading: Reading, conjunct: int, after: int) -> int:
    """Give the first word of a later clause, its conjunction included."""
    start = reading.edges[conjunct][0]
    while start - 1 > after and reading.tokens[start - 1].dep in {"cc", "punct"}:
        start -= 1
    return start


# citing verbs


def from_verbs(reading: Reading, identities: Identities) -> Iterator[Found]:
    """Read citing verbs with what they cite: a clause, a quotation, or an object ("denied the bombing")."""
    cues = lexicon.by_pattern("cues")
    for token in reading.tokens:
        row = cues.get(token.lemma)
        if row is None or row["pos"] != "verb" or token.pos not in {"VERB", "AUX"} or token.dep == "amod":
            continue
        if row["form"] == "quote" and (both := _quoted_as_saying(reading, token.i)):
            yield from both
            continue
        content = _cited(reading, token.i, row)
        if not content:
            continue
        source = _subject(reading, token.i)
        if source is not None and not _can_speak(reading, identities, source[2], row):
            continue
        if source is None and not _agentless(reading, token.i):
            continue
        own = set(range(source[0], source[1] + 1)) if source else set()
        spans = stretches(reading, (i for i in content if i not in own and i != token.i))
        if spans:
            spans += _resumed(reading, token.i, spans)
            yield Found(
                form=_form(reading, spans),
                source=source,
                cue=_cue(reading, token.i),
                content=spans,
                stance=_stance(reading, token.i, row),
                rule=f"verb-{row['form']}",
            )


def _quoted_as_saying(reading: Reading, verb: int) -> tuple[Found, ...]:
    """Read "X quoted Y as saying": two voices, one inside the other."""
    link = next((i for i in reading.kids(verb, "prep") if reading.tokens[i].lower == "as"), None)
    saying = reading.kid(link, "pcomp") if link is not None else None
    quoted = reading.kid(verb, "dobj", "nsubjpass")
    if link is None or saying is None or quoted is None or not is_citing_verb(reading.tokens[saying].lemma):
        return ()
    clause = reading.kid(saying, "ccomp") or reading.kid(verb, "ccomp")
    sentence = reading.sentence_of(verb)
    cited = set(_inside(reading, clause)) if clause is not None else set()
    cited = {i for i in cited if not _inside_of(reading, i, quoted)} | _quoted_beside(reading, verb, cited)
    if not cited:  # "Nine people were killed, the agency quoted a doctor as saying"
        first = min(reading.edges[quoted][0], *(reading.edges[i][0] for i in reading.kids(verb, "nsubj")), verb)
        cited = set(range(sentence.first, first))
    content = stretches(reading, (i for i in cited if not verb <= i <= saying and reading.tokens[i].dep != "mark"))
    if not content:
        return ()
    inner = (reading.edges[quoted][0], _source_end(reading, quoted), quoted)
    outer = _subject(reading, verb) if reading.kid(verb, "auxpass") is None else _agent(reading, verb)
    voices = [(inner, (link, saying), "quoting-as-saying")]
    if outer is not None:
        voices.insert(0, (outer, (verb, verb), "quoting"))
    return tuple(
        Found(form=_form(reading, content), source=source, cue=cue, content=content, stance=Stance.NEUTRAL, rule=rule)
        for source, cue, rule in voices
    )


def _agent(reading: Reading, verb: int) -> tuple[int, int, int] | None:
    """Give who does what a passive says ("was quoted by X")."""
    by = reading.kid(verb, "agent")
    noun = reading.kid(by, "pobj") if by is not None else None
    return None if noun is None else (reading.edges[noun][0], _source_end(reading, noun), noun)


def _inside_of(reading: Reading, i: int, head: int) -> bool:
    return reading.edges[head][0] <= i <= reading.edges[head][1]


def _stance(reading: Reading, verb: int, row: Mapping[str, str]) -> Stance:
    """Give the stance of a citing verb; one that is declined ("declined to say") declines."""
    if row["form"] == "say" and reading.kid(verb, "neg") is not None:
        return Stance.DECLINING  # "did not say who was responsible"
    above = lexicon.by_pattern("cues").get(reading.tokens[reading.tokens[verb].head].lemma)
    if reading.tokens[verb].dep == "xcomp" and above is not None and above["value"] == Stance.DECLINING:
        return Stance.DECLINING
    return Stance(row["value"])


def _cited(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give the tokens of what a verb cites."""
    found: set[int] = set()
    clause = reading.kid(verb, *_CLAUSAL)
    if row["form"] in {"portray", "accuse"}:
        thing = reading.kid(verb, "dobj")
        hung = [*reading.kids(verb, "prep"), *(reading.kids(thing, "prep") if thing is not None else ())]
        link = next((i for i in hung if reading.tokens[i].lower in {"as", "of", "for"}), None)
        if thing is not None and link is not None:
            found.update(_inside(reading, thing), _inside(reading, link))
        return found
    if row["form"] == "call":
        thing, name = reading.kid(verb, "dobj"), reading.kid(verb, "oprd")
        return set() if thing is None or name is None else {*_inside(reading, thing), *_inside(reading, name)}
    if row["form"] == "say" and reading.tokens[verb].lemma == "put":
        return _put_at(reading, verb)
    if clause is not None or (row["value"] == "distancing" and (clause := reading.kid(verb, "xcomp")) is not None):
        found.update(_inside(reading, clause))
    elif reading.kid(verb, "auxpass") is not None and (raised := _raised(reading, verb, row)):
        found.update(raised)
    elif reading.tokens[verb].lemma in _OBJECT_CUES and (thing := reading.kid(verb, "dobj", "xcomp")) is not None:
        found.update(_inside(reading, thing))
    elif row["form"] in {"say", "show"} and row["value"] == "neutral":
        found.update(_parenthetical(reading, verb))
    if found:
        found -= {
            i for i in found if reading.tokens[i].lower == "that" and reading.tokens[i].dep == "mark"
            and reading.tokens[i].head == clause
        }  # fmt: skip
        found -= _aside(reading, verb, clause)
    return found | _quoted_beside(reading, verb, found)


def _raised(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what a passive cites by its subject: "the raid was denied", "the army was said to have fired"."""
    subject, clause = reading.kid(verb, "nsubjpass"), reading.kid(verb, "xcomp")
    if subject is None or (clause is None and reading.tokens[verb].lemma not in _OBJECT_CUES):
        return set()
    if clause is not None and row["form"] != "say":
        return set()
    return set(_inside(reading, subject)) | (set(_inside(reading, clause)) if clause is not None else set())


def _put_at(reading: Reading, verb: int) -> set[int]:
    """Give the figure of "put the toll at 28"."""
    thing, at = (
        reading.kid(verb, "dobj"),
        next((i for i in reading.kids(verb, "prep") if reading.tokens[i].lower == "at"), None),
    )
    if thing is None or at is None or not any(i in reading.quantity_at for i in _inside(reading, at)):
        return set()
    last = max(_inside(reading, at))
    later = [i for i in reading.kids(verb, "conj") if any(k in reading.quantity_at for k in reading.kids(i, "nsubj"))]
    for conjunct in later:  # "… 1,654 people killed and 889 injured"
        last = max(last, reading.edges[conjunct][1])
    return set(range(reading.edges[thing][0], last + 1))


def _parenthetical(reading: Reading, verb: int) -> set[int]:
    """Give the sentence around an aside that cites it ("The town, officials told reporters, was empty")."""
    tokens = reading.tokens
    subject = reading.kid(verb, "nsubj")
    if subject is None or subject > verb or reading.kid(verb, "mark") is not None:
        return set()
    sentence = reading.sentence_of(verb)
    left = reading.edges[subject][0]
    while left - 1 > sentence.first and tokens[left - 1].head == verb and tokens[left - 1].pos == "ADV":
        left -= 1
    right = verb
    while right + 1 < sentence.last and right - verb < _LONGEST_ASIDE and tokens[right + 1].text not in _SET_OFF:
        right += 1
    closed = right + 1 < sentence.last and tokens[right + 1].text in _SET_OFF and right - verb < _LONGEST_ASIDE
    inside = all(verb in reading.ancestors(i) for i in range(verb + 1, right + 1))
    if left <= sentence.first or tokens[left - 1].text not in _SET_OFF:
        return set()
    if not (closed and inside):
        if tokens[verb].dep not in {"advcl", "parataxis", "dep"} or reading.kid(verb, "dobj") is not None:
            return set()
        right = verb
    return {i for i in range(sentence.first, sentence.last) if not left <= i <= right}


_SET_OFF = frozenset({",", "–", "—", "--"})
_LONGEST_ASIDE = 8  # words after the verb of an aside ("told reporters in the capital")


def _aside(reading: Reading, verb: int, clause: int | None) -> set[int]:
    """Give the citing words that stand inside what they cite ("The town, he said, was bombed")."""
    if clause is None or not reading.edges[clause][0] < verb < reading.edges[clause][1]:
        return set()
    subject = reading.kid(verb, *_SUBJECTS)
    return {verb} | (set(_inside(reading, subject)) if subject is not None else set())


def _quoted_beside(reading: Reading, verb: int, cited: set[int]) -> set[int]:
    """Give the tokens of quotations that share the verb's sentence and do not hold the verb.

    A short one may be a scare quote, a title or a name; it counts where it
    holds words that are cited anyway. Where the citing sentence has none, the
    quotation that ends right before it is meant (“Who fired?” he asked).
    """
    sentence = reading.sentence_of(verb)
    start, end = reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end
    at = reading.tokens[verb].start
    found: set[int] = set()
    for quotation in reading.quoted.meeting(start, end):
        if quotation.start <= at < quotation.end:
            continue
        inside = _tokens_of(reading, quotation, sentence.first)
        long = sum(reading.tokens[i].text.isalpha() for i in inside) >= _SCARE
        if cited.intersection(inside) or (long and not cited and not _nearer_cue(reading, verb, inside)):
            found.update(inside)
    if not found and not cited and verb - sentence.first <= _LONGEST_ASIDE and sentence.first > 0:
        before = reading.tokens[sentence.first - 1]
        same = reading.sentences[before.sentence].block == sentence.block
        ending = next(reading.quoted.over(before.start, before.end), None) if same else None
        if ending is not None and ending.end == before.end:
            found.update(_tokens_of(reading, ending, sentence.first))
    return found


def _nearer_cue(reading: Reading, verb: int, inside: list[int]) -> bool:
    """Tell whether another citing verb stands between a verb and a quotation."""
    first, last = (inside[-1] + 1, verb) if inside[-1] < verb else (verb + 1, inside[0])
    return any(reading.tokens[i].pos == "VERB" and is_citing_verb(reading.tokens[i].lemma) for i in range(first, last))


def _tokens_of(reading: Reading, quotation: Quotation, near: int) -> list[int]:
    """Give the tokens of a quotation, from those around token ``near`` outwards."""
    first = near
    while first > 0 and reading.tokens[first - 1].start >= quotation.start:
        first -= 1
    while first < len(reading.tokens) and reading.tokens[first].start < quotation.start:
        first += 1
    last = first
    while last < len(reading.tokens) and reading.tokens[last].start < quotation.end:
        last += 1
    return list(range(first, last))


_SCARE = 4  # words; a shorter quotation may be a scare quote, a title or a name


def _resumed(reading: Reading, verb: int, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Give the quotations that go on after their cue (“We left,” he said. “Then it burned.”)."""
    text = reading.document.text
    if not any(text[start] in _OPENING for start, _ in spans):
        return ()
    sentence = reading.tokens[verb].sentence
    block = reading.sentences[sentence].block
    found: list[tuple[int, int]] = []
    for number in range(sentence + 1, len(reading.sentences)):
        following = reading.sentences[number]
        start = reading.tokens[following.first].start
        if following.block != block and not _is_quoted_whole(reading, following.block, number):
            break
        quotation = next(reading.quoted.over(start, start + 1), None)
        if quotation is None or quotation.start > start:
            break
        outside = [t for t in reading.tokens[following.first : following.last] if t.start >= quotation.end]
        if any(t.pos not in {"PUNCT", "SPACE"} for t in outside):
            break
        if not found or found[-1] != (quotation.start, quotation.end):
            found.append((quotation.start, quotation.end))
    return tuple(span for span in found if all(span[0] >= end or span[1] <= start for start, end in spans))


def _is_quoted_whole(reading: Reading, block: int, sentence: int) -> bool:
    """Tell a paragraph that is one quotation, seen from its first sentence."""
    stretch = reading.document.blocks[block]
    if reading.tokens[reading.sentences[sentence].first].start != stretch.start:
        return True  # an inner sentence: its paragraph was looked at before
    return stretch.kind in {BlockKind.BODY, BlockKind.QUOTE} and any(
        q.start == stretch.start and q.end == stretch.end for q in reading.quoted.over(stretch.start, stretch.start + 1)
    )


_OPENING = frozenset(lexicon.by_pattern("quotation_marks")) | {"‘", "'"}


def _subject(reading: Reading, verb: int) -> tuple[int, int, int] | None:
    """Give the source of a citing verb: its subject, its agent, or the subject it shares."""
    agent = reading.kid(verb, "agent")
    if agent is not None and (noun := reading.kid(agent, "pobj")) is not None:
        return (*reading.edges[noun], noun)
    if reading.kid(verb, "auxpass") is not None:
        return None
    at = verb
    for _ in range(_CHAIN):
        subject = reading.kid(at, "nsubj")
        if subject is not None and reading.tokens[subject].lower not in _RELATIVE:
            left, _right = reading.edges[subject]
            return (left, _source_end(reading, subject), subject)
        if subject is not None:
            noun = reading.tokens[at].head
            return (reading.edges[noun][0], noun, noun)
        if reading.tokens[at].dep not in {"conj", "xcomp", "advcl"}:
            return None
        at = reading.tokens[at].head
    return None


_RELATIVE = frozenset({"who", "which", "that"})
_CHAIN = 4  # verbs up which a shared subject is sought


def _agentless(reading: Reading, verb: int) -> bool:
    """Tell "it was alleged that" from a verb whose subject is merely missing."""
    return reading.kid(verb, "auxpass") is not None and reading.kid(verb, "nsubjpass") is not None


def _can_speak(reading: Reading, identities: Identities, head: int, row: Mapping[str, str]) -> bool:
    """Tell whether somebody or a paper is the subject; "the footage shows" is evidence, not a voice."""
    token = reading.tokens[head]
    if head in identities.mention_at or token.pos in {"PROPN", "PRON"}:
        return token.lower != "it" or head in identities.mention_at
    if token.lemma in lexicon.by_pattern("media"):
        return False
    return row["form"] != "show" or token.lemma in lexicon.by_pattern("actor_heads")


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


def from_colons(reading: Reading) -> Iterator[Found]:
    """Read "Army: No shots were fired" in headlines, and "GOVERNOR: We did not fire" in interviews."""
    for sentence in reading.sentences:
        colon = next(
            (t.i for t in reading.tokens[sentence.first : sentence.first + _LONGEST_SPEAKER] if t.text == ":"), None
        )
        if colon is None or colon == sentence.first or colon + 1 >= sentence.last:
            continue
        speaker = reading.tokens[sentence.first : colon]
        headline = reading.block_of(colon).kind is BlockKind.HEADLINE
        if not (all(t.text.isupper() for t in speaker) or (headline and all(t.text[0].isupper() for t in speaker))):
            continue
        content = stretches(reading, range(colon + 1, sentence.last))
        if content:
            yield Found(
                form=Form.TITLE if headline else Form.BLOCK,
                source=(sentence.first, colon - 1, colon - 1),
                cue=(colon, colon),
                content=content,
                stance=Stance.NEUTRAL,
                rule="colon",
            )


_LONGEST_SPEAKER = 7  # words before the colon, the colon included


# adverbs and nouns that cite


def from_adverbs(reading: Reading) -> Iterator[Found]:
    """Read "reportedly" and its like: somebody says it, and the text does not say who."""
    cues = lexicon.by_pattern("cues")
    for token in reading.tokens:
        row = cues.get(token.lower)
        if row is None or row["pos"] != "adverb":
            continue
        clause = next((i for i in reading.ancestors(token.i) if reading.tokens[i].pos in {"VERB", "AUX"}), token.head)
        others = [i for i in reading.kids(clause, "conj") if reading.kid(i, "nsubj", "nsubjpass") is not None]
        last = min((_conjunct_start(reading, i, clause) for i in others), default=reading.edges[clause][1] + 1)
        content = stretches(reading, (i for i in _inside(reading, clause) if i != token.i and i < last))
        if content:
            yield Found(
                form=Form.INDIRECT,
                source=None,
                cue=(token.i, token.i),
                content=content,
                stance=Stance(row["value"]),
                rule="adverb",
            )


def from_nouns(reading: Reading) -> Iterator[Found]:
    """Read nouns that cite a clause ("a report that", "the ministry’s denial that")."""
    cues = {row["pattern"]: row for row in lexicon.table("cues") if row["pos"] == "noun"}
    for token in reading.tokens:
        row = cues.get(token.lemma)
        if row is None or token.pos != "NOUN":
            continue
        clause = next(
            (
                i
                for i in reading.kids(token.i, "acl", "ccomp")
                if any(reading.tokens[m].lower == "that" for m in reading.kids(i, "mark"))
            ),
            None,
        )
        if clause is None:
            continue
        content = stretches(reading, (i for i in _inside(reading, clause) if not (
            reading.tokens[i].dep == "mark" and reading.tokens[i].head == clause)))  # fmt: skip
        if content:
            yield Found(
                form=_form(reading, content),
                source=_owner(reading, token.i),
                cue=(token.i, token.i),
                content=content,
                stance=Stance(row["value"]),
                rule="noun",
            )


def _owner(reading: Reading, noun: int) -> tuple[int, int, int] | None:
    """Give whose report or claim it is: its possessor, or who stands behind "by", "of" or "from"."""
    owner = reading.kid(noun, "poss")
    if owner is not None:
        return (reading.edges[owner][0], owner, owner)
    for preposition in reading.kids(noun, "prep", "agent"):
        if reading.tokens[preposition].lower in {"by", "of", "from"}:
            inner = reading.kid(preposition, "pobj")
            if inner is not None:
                return (reading.edges[inner][0], _source_end(reading, inner), inner)
    return None
