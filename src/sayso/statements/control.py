"""Who holds, gains or loses which ground, and where forces stand.

``control.tsv`` holds the words and their frames, which say where the grammar
puts holder and ground: ``ground``, the verb's object; ``behind``, the noun
behind the pattern's last word; ``way``, behind a preposition of way; ``move``, the
same, or nowhere; ``expel``, behind "from", the object being who loses it; ``fall``,
the subject, its holder behind "to"; ``hands``, the subject, its holder
whoever owns the pattern's noun; ``of``, behind a noun's "of"; ``between``, like
``behind``, with the sides behind "between"; ``held``, the noun that a
participle describes ("the rebel-held town").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import NOUNS
from sayso.record import ActorKind, Change, Control, Stage
from sayso.spans import refer
from sayso.statements.calm import is_playful
from sayso.statements.drafts import Draft
from sayso.statements.ground import WEAK, extent_of, is_ground, is_sure, last_of, strength
from sayso.statements.modality import judge
from sayso.statements.people import FIGHTERS, objects, owners, place_in, prepositional, refs, speaker_of, subjects
from sayso.statements.triggers import patterns_of, spelt_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref
    from sayso.statements.when import Calendar

_FROM = frozenset({"from"})
_OF = frozenset({"of"})
_BY = frozenset({"by"})
_ON = frozenset({"of", "over", "on", "around"})
_TO = frozenset({"to"})
_AWAY = frozenset({"from", "out", "of", "in"})
_TOWARDS = frozenset(
    {
        "to",
        "toward",
        "towards",
        "on",
        "onto",
        "upon",
        "into",
        "at",
        "near",
        "across",
        "in",
        "through",
        "against",
        "within",
    }
)
_WAYS = {Change.ADVANCES: _TOWARDS, Change.RETREATS: _AWAY}
_HOLDERS = frozenset(
    {ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.OTHER}
)
_FORCES = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.ARMED_GROUP})
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING, Stage.FAILED})
_ALONE = frozenset({"he", "she", "i", "you"})


@dataclass(frozen=True, slots=True)
class _Sides:
    """Heads of the nouns that a frame finds: who holds, what ground, from whom."""

    holders: Sequence[int]
    grounds: Sequence[int]
    losers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A pattern in the text: its tokens, the change it tells, and the verb that carries it, if one does."""

    words: tuple[int, ...]
    change: Change
    verb: int | None


def find_control(reading: Reading, identities: Identities, asked: set[int], calendar: Calendar) -> Iterator[Draft]:
    """Find who holds, gains, loses, besieges, advances to or retreats from what.

    A holder must be somebody who can hold ground, and what is held must be
    ground: a place, a share of one, or a word for ground. What is only
    planned, tried or possible is no change of control.
    """
    used: set[int] = set()
    nouns: list[int] = []
    for token in reading.tokens:
        if token.sentence in asked:
            continue
        if token.pos in NOUNS:
            nouns += [token.i] if token.dep != "compound" and token.lemma in patterns_of("control", "noun", 0) else []
        elif token.tag == "VBN" and token.dep == "amod":
            yield from _first_fitting(reading, identities, token.i, "adj", calendar, used)
        elif token.pos == "VERB" or (token.lemma == "be" and token.dep not in {"aux", "auxpass"}):
            yield from _first_fitting(reading, identities, token.i, "verb", calendar, used)
    for i in nouns:
        told = reading.tokens[i].head in used and reading.tokens[i].dep in {"nsubj", "nsubjpass"}
        if i not in used and not told:
            yield from _first_fitting(reading, identities, i, "noun", calendar, used)


def _first_fitting(
    reading: Reading, identities: Identities, i: int, pos: str, calendar: Calendar, used: set[int]
) -> Iterator[Draft]:
    """Give what the first pattern that fits a word states; the tokens it uses are added to ``used``."""
    token = reading.tokens[i]
    for words, row in patterns_of("control", pos, 0).get(token.lower if pos == "adj" else token.lemma, ()):
        matched = spelt_below(reading, i, words, row)
        draft = _control(reading, identities, matched, row, calendar) if matched is not None else None
        if draft is not None and matched is not None:
            used.update(matched)
            yield draft
            return


def _control(
    reading: Reading, identities: Identities, words: tuple[int, ...], row: Mapping[str, str], calendar: Calendar
) -> Draft | None:
    """Give the control that some words of the table state, if holder and ground fit."""
    i, change = words[0], Change(row["value"])
    verb = i if row["pos"] != "noun" else _carrier(reading, i)
    sides = _FRAMES[row["frame"]](reading, _Found(words, change, verb))
    grounds = [g for g in sides.grounds if is_ground(reading, identities, g)]
    if not grounds and (row["frame"] != "move" or (row["pos"] == "noun" and verb is None) or sides.grounds):
        return None
    if not grounds and reading.tokens[i].tag == "VBG" and reading.kid(i, "aux") is None:
        return None  # "the retreating rebels"
    holders = parties(reading, identities, sides.holders)
    losers = parties(reading, identities, sides.losers)
    if row["frame"] == "expel":
        if not losers:
            return None
        if not holders:
            holders, losers, change = losers, (), Change.LOSES
    spans = [(s.start, s.end) for s in (reading.subtree(g) for g in grounds)]
    place = place_in(identities, spans) or place_in(identities, _around(reading, i))
    sure = is_sure(reading, grounds, place, loose=row["note"] == "loose")
    if not holders and (list(sides.holders) or row["frame"] == "move" or not sure):
        return None
    if row["frame"] == "ground" and change in _WAYS and not _are(identities, holders, FIGHTERS):
        return None  # many enter and leave a town
    named = place is not None or any(strength(reading, g) == "" for g in grounds)
    if not all(_can_hold(identities, ref, named=named) for ref in holders):
        return None
    if not _are(identities, holders, FIGHTERS) and is_playful(reading, i):
        return None
    if place is None and all(strength(reading, g) == WEAK for g in grounds) and not _are(identities, holders, _FORCES):
        return None
    judged = judge(reading, words[-1] if row["frame"] == "hands" else i, verb)
    if judged.stage not in _DONE or (reading.tokens[i].dep == "csubj" and reading.tokens[i].tag == "VBG"):
        return None
    extent = next((e for e in (extent_of(reading, g) for g in grounds) if e is not None), None)
    first, last = _own_tokens(reading, words, verb, grounds, sides)
    return Draft(
        first=first,
        last=last,
        predicate=i,
        sentence=reading.tokens[i].sentence,
        rule=row["id"],
        polarity=judged.polarity,
        certainty=judged.certainty,
        body=Control(
            holders=holders,
            taken_from=losers,
            change=change,
            extent=extent,
            place=place.id if place is not None else None,
            time=calendar.when(i, (), story=False)[0],
        ),
    )


# the frames: where the grammar puts holder and ground


def _object(reading: Reading, found: _Found) -> _Sides:
    """Read "the army captured the town from the rebels" and "the town was captured by the army"."""
    i = found.words[0]
    losers = list(prepositional(reading, i, _FROM)) if found.change is Change.GAINS else []
    if any(k not in found.words for k in reading.kids(i, "prt")):
        return _Sides([], [])  # "took up positions"
    done = _controlled(reading, objects(reading, i))
    if done and done[0] in reading.quantity_at:
        done += reading.kids(i, "dobj")  # "recaptured 40 sq km": number and unit are often two objects
    return _Sides(list(subjects(reading, i)), _unique(done), losers)


def _behind(reading: Reading, found: _Found) -> _Sides:
    """Read "took control of the town": the ground stands behind the last word, or whatever governs it."""
    last = found.words[-1]
    grounds = [n for k in reading.kids(last, "pobj") for n in reading.conjuncts(k)]
    losers = list(prepositional(reading, found.words[0], _FROM)) if found.change is Change.GAINS else []
    holders = list(subjects(reading, found.words[0]))
    passive = reading.kid(found.words[0], "nsubjpass")
    if not holders and passive is not None and passive not in found.words:  # "are locked in battle for the town"
        holders = list(reading.conjuncts(passive))
    return _Sides(holders or _both_sides(reading, found.words[0]), grounds, losers)


def _move(reading: Reading, found: _Found) -> _Sides:
    """Read "advanced on the city", "their advance on the city", "the withdrawal of troops from the city"."""
    ways = _WAYS[found.change]
    i = found.words[0]
    around = (*found.words, *reading.kids(i, "prt", "advmod", "prep"))
    grounds = [g for w in around for g in prepositional(reading, w, ways)]
    if reading.tokens[i].pos == "VERB":
        doing = subjects(reading, i) if reading.kid(i, "auxpass") is None else objects(reading, i)
        return _Sides(list(doing), _unique(grounds))
    holders = [*_owners(reading, i), *(prepositional(reading, i, _OF) if found.change is Change.RETREATS else ())]
    if not holders and found.verb is not None:
        holders = list(subjects(reading, found.verb))
    return _Sides(holders, _unique(g for g in grounds if g not in holders))


def _expel(reading: Reading, found: _Found) -> _Sides:
    """Read "drove the rebels out of the town": who is driven out had it."""
    i = found.words[0]
    out = [k for k in reading.kids(i, "prep", "prt", "advmod") if reading.tokens[k].lower in {"out", "back"}]
    grounds = [g for w in (i, *out) for g in prepositional(reading, w, frozenset({"from", "of"}))]
    return _Sides(list(subjects(reading, i)), _unique(grounds), list(objects(reading, i)))


def _fall(reading: Reading, found: _Found) -> _Sides:
    """Read "the town fell to the rebels", "control of the town passed to them", "the fall of the town to them"."""
    i = found.words[0]
    holders = list(prepositional(reading, i, _TO))
    if reading.tokens[i].pos != "VERB":
        return _Sides(holders, [*reading.kids(i, "poss"), *prepositional(reading, i, _OF)])
    if not holders and (
        _elsewhere(reading, i) or reading.kid(i, "acomp", "oprd", "attr", "dobj") not in {None, found.words[-1]}
    ):
        return _Sides([], [])  # "the town fell silent", "the road fell into the sea"
    own = reading.kid(i, "nsubj", "nsubjpass")
    return _Sides(holders, _controlled(reading, reading.conjuncts(own) if own is not None else subjects(reading, i)))


def _elsewhere(reading: Reading, i: int) -> bool:
    return any(
        reading.tokens[k].lower in {"into", "from", "by", "below", "off", "behind"} for k in reading.kids(i, "prep")
    )


def _controlled(reading: Reading, heads: Iterable[int]) -> list[int]:
    """Give ground for the control of it ("control of the town passed to …")."""
    found: list[int] = []
    for i in heads:
        found += prepositional(reading, i, _ON) if reading.tokens[i].lemma == "control" else [i]
    return found


def _hands(reading: Reading, found: _Found) -> _Sides:
    """Read "is in rebel hands", "came under the control of the army", "has been under siege by rebels"."""
    i, noun = found.words[0], found.words[-1]
    holders = [k for k in owners(reading, noun) if reading.tokens[k].pos != "ADJ" or _is_party(reading, k)]
    holders += [n for w in (noun, i) for n in prepositional(reading, w, _BY)]
    own = reading.kid(i, "nsubj", "nsubjpass")
    return _Sides(_unique(holders), list(reading.conjuncts(own)) if own is not None else list(subjects(reading, i)))


def _of(reading: Reading, found: _Found) -> _Sides:
    """Read "the army's capture of the town", "the siege of the town by rebels", "the town's capture"."""
    i = found.words[0]
    grounds, holders = list(prepositional(reading, i, _ON)), _owners(reading, i)
    if not grounds:
        owned = list(reading.kids(i, "poss", "compound", "nmod"))
        grounds, holders = owned, [h for h in holders if h not in owned]
    if not holders and found.verb is not None:
        holders = [s for s in subjects(reading, found.verb) if s != i]
    token = reading.tokens[i]
    above = reading.tokens[reading.tokens[token.head].head]
    if not holders and token.dep == "pobj" and reading.tokens[token.head].lower == "in" and above.pos in NOUNS:
        holders = [above.i]  # "rebels in control of the tower"
    return _Sides(holders, grounds, list(prepositional(reading, i, _FROM)) if found.change is Change.GAINS else ())


def _held(reading: Reading, found: _Found) -> _Sides:
    """Read "the rebel-held town"; a participle alone holds for nobody known ("the besieged town")."""
    i = found.words[0]
    before = list(reading.kids(i, "npadvmod", "compound", "nmod", "amod", "nsubj"))
    joined = i > 1 and reading.tokens[i - 1].text in {"-", "‑", "–"}
    noun = reading.tokens[i].head
    if not joined:
        return _Sides([], [noun] if found.change is Change.BESIEGES else [])
    return _Sides(before or [i - 2], [noun])


def _between(reading: Reading, found: _Found) -> _Sides:
    """Read "fighting for control of the town went on between the army and the rebels"."""
    i = found.words[0]
    grounds = [n for k in reading.kids(found.words[-1], "pobj") for n in reading.conjuncts(k)]
    return _Sides(_unique([*_owners(reading, i), *_both_sides(reading, i)]), grounds)


def _both_sides(reading: Reading, i: int) -> list[int]:
    """Give the sides behind "between" or "with", wherever in the phrase of a fight or beside it they hang."""
    last = reading.edges[i][1]
    near = (*range(i, min(last, i + _NEAR) + 1), reading.tokens[i].head)
    return [n for w in near for n in prepositional(reading, w, frozenset({"between"}))]


_FRAMES = {
    "between": _between,
    "ground": _object,
    "behind": _behind,
    "move": _move,
    "way": _move,
    "expel": _expel,
    "fall": _fall,
    "hands": _hands,
    "of": _of,
    "held": _held,
}


def _owners(reading: Reading, noun: int) -> list[int]:
    """Give who a noun's act belongs to: its possessor or adjective, or the agent behind "by"."""
    by = list(prepositional(reading, noun, _BY))
    return by or [k for k in reading.kids(noun, "poss", "amod", "compound", "nmod") if k < noun]


def _carrier(reading: Reading, noun: int) -> int | None:
    """Give the verb whose subject does what a noun tells ("began an advance", "is on the retreat")."""
    token = reading.tokens[noun]
    if token.dep == "pobj" and reading.tokens[token.head].lower in {"on", "in"}:
        verb = reading.tokens[token.head].head
        return verb if reading.tokens[verb].lemma in {"be", "remain", "go"} else None
    if token.dep == "dobj" and reading.tokens[token.head].pos == "VERB":
        return token.head
    return None


# who holds


def parties(reading: Reading, identities: Identities, heads: Iterable[int]) -> tuple[Ref, ...]:
    """Give references for who holds; a word for forces that is nobody's mention ("rebel units", "we") stays open."""
    found: list[Ref] = []
    for i in heads:
        own = refs(reading, identities, [i])
        if not own and _is_party(reading, i):
            span = reading.span(phrase_start(reading, i), i)
            speaker = speaker_of(reading, reading.tokens[i].head) if reading.tokens[i].pos == "PRON" else None
            mention = identities.mention_at.get(speaker) if speaker is not None else None  # "the army said it …"
            actor = mention.actor if mention is not None else None
            own = (refer(reading.document.text, span.start, span.end, actor),)
        found += [ref for ref in own if ref not in found]
    return tuple(found)


def phrase_start(reading: Reading, i: int) -> int:
    """Give the first token of a noun with the words that describe it from before."""
    return min((reading.edges[k][0] for k in reading.kids(i, "amod", "compound", "poss", "det", "nummod")), default=i)


def _is_party(reading: Reading, i: int) -> bool:
    lemma = reading.tokens[i].lemma
    return lemma in lexicon.by_pattern("forces") or lemma in lexicon.by_pattern("actor_heads")


def _can_hold(identities: Identities, ref: Ref, *, named: bool) -> bool:
    """Tell who can hold ground: bodies, and people known by a name ("Hadd holds the port") where it is named, too."""
    if ref.actor is None:
        return ref.text.lower() not in _ALONE
    kind = identities.actor[ref.actor].kind
    return kind in _HOLDERS or (kind is ActorKind.PERSON and named and ref.text[0].isupper())


def _are(identities: Identities, holders: Sequence[Ref], kinds: frozenset[ActorKind]) -> bool:
    return any(ref.actor is None or identities.actor[ref.actor].kind in kinds for ref in holders)


def _around(reading: Reading, i: int) -> Iterator[tuple[int, int]]:
    """Give the stretches that say where a predicate holds ("captured three villages near Hama")."""
    places = lexicon.values("locative_prepositions", "at")
    for preposition in reading.kids(i, "prep"):
        if reading.tokens[preposition].lower in places:
            span = reading.subtree(preposition)
            yield span.start, span.end


def _unique(heads: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(heads))


def _own_tokens(
    reading: Reading, words: Sequence[int], verb: int | None, grounds: Sequence[int], sides: _Sides
) -> tuple[int, int]:
    """Give the first and last token of the smallest stretch with predicate, ground and the clause's own subject."""
    i = words[0]
    near = [*words, *(reading.edges[g][0] for g in grounds), *(last_of(reading, g) for g in grounds)]
    for over in (i,) if verb is None else (i, verb):
        near += [over, *reading.kids(over, "aux", "auxpass")]
        own = reading.kid(over, "nsubj", "nsubjpass")
        near += [reading.edges[own][0]] if own is not None else []
    near += [
        h for h in sides.holders if abs(h - i) < _NEAR and reading.tokens[h].sentence == reading.tokens[i].sentence
    ]
    return min(near), max(near)


_NEAR = 12  # tokens from the predicate in which its holder is still of its own words
