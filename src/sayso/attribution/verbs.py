"""Citing verbs: who says, denies, asks or is quoted as saying what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.nesting import Found, stretches
from sayso.attribution.parts import LONGEST_ASIDE, form_of, inside, quoted_beside, resumed, source_end
from sayso.grounding.roles import is_citing_verb
from sayso.record import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECT_CUES = frozenset(
    {"deny", "reject", "dismiss", "refute", "rebut", "dispute", "confirm", "claim", "acknowledge", "admit"}
)


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
            spans += resumed(reading, token.i, spans)
            yield Found(
                form=form_of(reading, spans),
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
    cited = set(inside(reading, clause)) if clause is not None else set()
    cited = (cited - set(inside(reading, quoted))) | quoted_beside(reading, verb, cited)
    if not cited:  # "Nine people were killed, the agency quoted a doctor as saying"
        first = min(reading.edges[quoted][0], *(reading.edges[i][0] for i in reading.kids(verb, "nsubj")), verb)
        cited = set(range(sentence.first, first))
    content = stretches(reading, (i for i in cited if not verb <= i <= saying and reading.tokens[i].dep != "mark"))
    if not content:
        return ()
    inner = (reading.edges[quoted][0], source_end(reading, quoted), quoted)
    outer = _subject(reading, verb)
    voices = [(inner, (link, saying), "quoting-as-saying")]
    if outer is not None:
        voices.insert(0, (outer, (verb, verb), "quoting"))
    return tuple(
        Found(form=form_of(reading, content), source=source, cue=cue, content=content, stance=Stance.NEUTRAL, rule=rule)
        for source, cue, rule in voices
    )


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
    clause = reading.kid(verb, "ccomp")
    if row["form"] in {"portray", "accuse"}:
        thing = reading.kid(verb, "dobj")
        hung = [*reading.kids(verb, "prep"), *(reading.kids(thing, "prep") if thing is not None else ())]
        link = next((i for i in hung if reading.tokens[i].lower in {"as", "of", "for"}), None)
        if thing is not None and link is not None:
            found.update(inside(reading, thing), inside(reading, link))
        return found
    if row["form"] == "call":
        thing, name = reading.kid(verb, "dobj"), reading.kid(verb, "oprd")
        return set() if thing is None or name is None else {*inside(reading, thing), *inside(reading, name)}
    if row["form"] == "say" and reading.tokens[verb].lemma == "put":
        return _put_at(reading, verb)
    if clause is not None or (row["value"] == "distancing" and (clause := reading.kid(verb, "xcomp")) is not None):
        found.update(inside(reading, clause))
    elif reading.kid(verb, "auxpass") is not None and (raised := _raised(reading, verb, row)):
        found.update(raised)
    elif reading.tokens[verb].lemma in _OBJECT_CUES and (thing := reading.kid(verb, "dobj", "xcomp")) is not None:
        found.update(inside(reading, thing))
    elif row["form"] in {"say", "show"} and row["value"] == "neutral":
        found.update(_parenthetical(reading, verb))
    if found:
        found -= {
            i for i in found if reading.tokens[i].lower == "that" and reading.tokens[i].dep == "mark"
            and reading.tokens[i].head == clause
        }  # fmt: skip
        found -= _aside(reading, verb, clause)
    return found | quoted_beside(reading, verb, found)


def _raised(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what a passive cites by its subject: "the raid was denied", "the army was said to have fired"."""
    subject, clause = reading.kid(verb, "nsubjpass"), reading.kid(verb, "xcomp")
    if subject is None or (clause is None and reading.tokens[verb].lemma not in _OBJECT_CUES):
        return set()
    if clause is not None and row["form"] != "say":
        return set()
    return set(inside(reading, subject)) | (set(inside(reading, clause)) if clause is not None else set())


def _put_at(reading: Reading, verb: int) -> set[int]:
    """Give the figure of "put the toll at 28"."""
    thing, at = (
        reading.kid(verb, "dobj"),
        next((i for i in reading.kids(verb, "prep") if reading.tokens[i].lower == "at"), None),
    )
    if thing is None or at is None or not any(i in reading.quantity_at for i in inside(reading, at)):
        return set()
    last = max(inside(reading, at))
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
    while right + 1 < sentence.last and right - verb < LONGEST_ASIDE and tokens[right + 1].text not in _SET_OFF:
        right += 1
    closed = right + 1 < sentence.last and tokens[right + 1].text in _SET_OFF and right - verb < LONGEST_ASIDE
    below = all(verb in reading.ancestors(i) for i in range(verb + 1, right + 1))
    if left <= sentence.first or tokens[left - 1].text not in _SET_OFF:
        return set()
    if not (closed and below):
        if tokens[verb].dep not in {"advcl", "parataxis", "dep"} or reading.kid(verb, "dobj") is not None:
            return set()
        right = verb
    return {i for i in range(sentence.first, sentence.last) if not left <= i <= right}


_SET_OFF = frozenset({",", "–", "—", "--"})


def _aside(reading: Reading, verb: int, clause: int | None) -> set[int]:
    """Give the citing words that stand inside what they cite ("The town, he said, was bombed")."""
    if clause is None or not reading.edges[clause][0] < verb < reading.edges[clause][1]:
        return set()
    subject = reading.kid(verb, *_SUBJECTS)
    return {verb} | (set(inside(reading, subject)) if subject is not None else set())


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
            return (left, source_end(reading, subject), subject)
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
