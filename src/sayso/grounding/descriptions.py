"""Whom a description means: "the Syrian army", "its forces", "the jihadist group", "the president"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import ARMED, heads, words_in
from sayso.grounding.people import office
from sayso.grounding.roles import cited
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.grounding.cast import Cast, Known, Mention

_BODIES = ARMED | {ActorKind.GOVERNMENT}
_ORGANISED = frozenset({ActorKind.ARMED_GROUP, ActorKind.MONITOR, ActorKind.NGO, ActorKind.PARTY, ActorKind.OTHER})
_OWNERS = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.GOVERNMENT})
_TAKEN_UP = frozenset({ActorKind.OTHER, ActorKind.MONITOR, ActorKind.NGO, ActorKind.OUTLET, ActorKind.ARMED_GROUP})
_SPEAKING = frozenset({"speaking body", "speaking office"})  # "the army's media wing" speaks; it is not the army
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def described(cast: Cast, mention: Mention) -> Known | None:
    """Give the actor that a description means: whoever it stands beside, belongs to or takes up, else a generic one."""
    row = heads()[mention.known]
    if row["role"] == "document":  # papers speak, but are nobody
        return None
    kind = ActorKind(row["value"])
    beside = _beside(cast, mention)
    if beside is not None:
        return beside
    same = _predicated(cast, mention, kind)
    if same is not None:
        return same
    owner = _owner(cast, mention) if mention.known not in _SPEAKING else None
    if owner is not None:
        return _owned(cast, mention, row, kind, owner)
    if _is_definite(cast, mention, kind) and (known := _earlier(cast, mention, kind)) is not None:
        return known
    if kind is ActorKind.MILITARY and (known := _of_government(cast, mention)) is not None:
        return known
    return _generic(cast, mention, row, kind)


def _beside(cast: Cast, mention: Mention) -> Known | None:
    """Give the name before a description ("X, the president"); a name after one finds the description itself."""
    token = cast.reading.tokens[mention.head]
    named = cast.at.get(token.head) if token.dep == "appos" else None
    if named is not None and _fits(named.kind, ActorKind(heads()[mention.known]["value"])):
        named.described.add(mention.known)
        return named
    return None


def _predicated(cast: Cast, mention: Mention, kind: ActorKind) -> Known | None:
    """Give the person of whom a description is told ("Qamar was a commander")."""
    token = cast.reading.tokens[mention.head]
    verb = cast.reading.tokens[token.head]
    if token.dep != "attr" or verb.lemma != "be" or kind is not ActorKind.PERSON or token.tag in {"NNS", "NNPS"}:
        return None
    subject = cast.reading.kid(verb.i, "nsubj")
    known = cast.at.get(subject) if subject is not None else None
    if known is None or known.kind is not ActorKind.PERSON or known.key[0] == "generic":
        return None
    if cast.reading.kid(verb.i, "neg") is not None:
        return None
    known.described.add(mention.known)
    return known


def _owner(cast: Cast, mention: Mention) -> Known | None:
    """Give whoever the phrase says it belongs to ("Syrian", "Assad’s", "its", "of Russia")."""
    for i in cast.phrase(mention.head):
        if i in cast.at:
            return cast.at[i]
    for of in cast.reading.kids(mention.head, "prep"):
        if cast.reading.tokens[of].lower == "of":
            inner = cast.reading.kid(of, "pobj")
            if inner is not None and inner in cast.at:
                return cast.at[inner]
    return None


def _owned(cast: Cast, mention: Mention, row: Mapping[str, str], kind: ActorKind, owner: Known) -> Known:
    """Give the body or person that belongs to ``owner`` ("the Syrian army", "its forces", "his government")."""
    if owner.kind not in _OWNERS:
        if kind in ARMED and owner.kind is ActorKind.OTHER and owner.key[0] == "name":
            owner.kind, owner.sector = kind, row["sector"]
        if owner.kind in ARMED and (kind in ARMED or kind is ActorKind.OTHER):
            return owner
        return _generic(cast, mention, row, kind)
    country = owner.country
    if kind is ActorKind.PERSON:
        return office(cast, mention, owner) or _generic(cast, mention, row, kind, country)
    if kind not in _BODIES or kind is ActorKind.ARMED_GROUP:
        return _generic(cast, mention, row, kind, country)
    if country is None:
        body = row["body"] or mention.known.replace(" ", "-")
        same = [known for known in cast.recent.values() if known.key[:2] == ("body", body)]
        if len(same) == 1:
            return same[0]
    words, code = _words(cast, mention), None
    if country is not None:
        code = owner.key[1] if owner.kind is ActorKind.STATE else country
    if not any(character.isupper() for character in words) and owner.name not in words:
        words = f"{words} of {owner.name if code is None else cast.state_name(code)}"
    known = cast.body(row, code or owner.name, words, listed=code is not None)
    if owner.kind is ActorKind.STATE and owner.name not in known.described:
        known.name = words
        known.described.add(owner.name)
    return known


def _is_definite(cast: Cast, mention: Mention, kind: ActorKind) -> bool:
    """Tell whether a description may take somebody up again; "the government of Punjab" says itself whose it is."""
    reading = cast.reading
    if kind is ActorKind.GOVERNMENT:
        owners = (own for of in reading.kids(mention.head, "prep") for own in reading.kids(of, "pobj"))
        if any(reading.tokens[own].pos == "PROPN" for own in owners):
            return False
    return reading.tokens[mention.first].lower in _DEFINITE


def _of_government(cast: Cast, mention: Mention) -> Known | None:
    """Give the one army so far that was called its government's, for "government forces" told of no country."""
    ruling = {cast.reading.tokens[i].lower for i in cast.phrase(mention.head)} & _rulers()
    if not ruling:
        return None
    armies = [
        known
        for known in cast.recent.values()
        if known.key[:2] == ("body", "army") and any(_rulers() & words_in(cast.reading, m) for m in known.mentions)
    ]
    return armies[0] if len(armies) == 1 else None


@cache
def _rulers() -> frozenset[str]:
    """Give the words for a government."""
    return frozenset(word for word, row in heads().items() if row["body"] == "government")


def _earlier(cast: Cast, mention: Mention, kind: ActorKind) -> Known | None:
    """Give the actor that a definite description takes up again, if only one will do."""
    if kind is ActorKind.CIVILIANS:
        return _shortened(cast, mention)
    modifiers = {cast.reading.tokens[i].lower for i in cast.phrase(mention.head)} - {"same"}
    candidates = [
        known
        for known in cast.recent.values()
        if known.mentions and _fits(known.kind, kind) and known.last < mention.head
    ]
    candidates = [known for known in candidates if known.kind is not ActorKind.OTHER or _acts(cast, known, mention)]
    armed = {word for word in modifiers if word in heads() and heads()[word]["value"] == ActorKind.ARMED_GROUP}
    if kind is ActorKind.PERSON:
        narrowed = cast.reading.kid(mention.head, "prep") is not None
        candidates = [known for known in candidates if mention.known in known.described and not narrowed]
        candidates = candidates if len(candidates) == 1 else []
    elif kind is ActorKind.OTHER and armed:
        groups = [known for known in candidates if known.kind is ActorKind.ARMED_GROUP and known.key[0] != "generic"]
        told = [known for known in groups if armed & known.described]
        candidates = told or (groups if len(groups) == 1 else [])
    elif modifiers - {mention.known.split()[0]}:
        candidates = [known for known in candidates if modifiers & (known.described | set(known.name.lower().split()))]
    elif kind not in {ActorKind.OTHER, *_BODIES, ActorKind.MONITOR, ActorKind.NGO, ActorKind.OUTLET}:
        return None
    if kind is ActorKind.MILITARY and len(candidates) > 1:
        return None
    if kind in _TAKEN_UP:
        named = [known for known in candidates if known.key[0] != "generic"]
        unknown = [] if named else [known for known in cast.recent.values() if _acts(cast, known, mention)]
        candidates = named or (unknown if len(unknown) == 1 else []) or candidates
        if unknown and candidates == unknown and kind is not ActorKind.OTHER:
            unknown[0].kind = kind
    return _nearest(cast, candidates)


def _nearest(cast: Cast, candidates: Sequence[Known]) -> Known | None:
    """Give the one of several that was mentioned last; two of the same sentence leave it open."""
    told: dict[int, list[Known]] = {}
    for known in candidates:
        told.setdefault(cast.reading.tokens[known.last].sentence, []).append(known)
    last = told[max(told)] if told else []
    return last[0] if len(last) == 1 else None


def _shortened(cast: Cast, mention: Mention) -> Known | None:
    """Give whom a shorter description takes up ("armed men … The men fled"), unless others were told of by it since."""
    if cast.reading.tokens[mention.head].tag != "NNS":
        return None
    known = _nearest(cast, [k for k in cast.recent.values() if any(_ends(d, mention) for d in k.described)])
    others = cast.known.get(("generic", mention.known))
    return None if known is not None and others is not None and others.last > known.last else known


def _ends(words: str, mention: Mention) -> bool:
    return words.endswith(f" {mention.known}")


def _acts(cast: Cast, known: Known, mention: Mention) -> bool:
    """Tell a name of unknown kind that acts or speaks like a body, before a mention."""
    if known.kind is not ActorKind.OTHER or known.key[0] != "name" or known.last >= mention.head:
        return False
    spoke = [cited(cast.reading, m.head) for m in known.mentions]
    if ActorKind(heads()[mention.known]["value"]) in ARMED and all(spoke):
        return False  # "…, Ivo Marek told reporters. The rebels said …"
    return any(heard or cast.is_subject(m.head) for m, heard in zip(known.mentions, spoke, strict=True))


def _fits(one: ActorKind, other: ActorKind) -> bool:
    """Tell whether a description of kind ``other`` may mean an actor of kind ``one``."""
    return one is other or (other is ActorKind.OTHER and one in _ORGANISED)


def _generic(
    cast: Cast, mention: Mention, row: Mapping[str, str], kind: ActorKind, country: str | None = None
) -> Known:
    words = _words(cast, mention)
    key = ("generic", words.lower() if kind != ActorKind.CIVILIANS else mention.known)
    known = cast.get(key, words, kind, country=country, sector=row["sector"] or None)
    known.described.add(mention.known)
    return known


def _words(cast: Cast, mention: Mention) -> str:
    """Give a description without its article or number."""
    first = mention.first
    while first < mention.head and (
        cast.reading.tokens[first].tag in {"DT", "CD", "PRP$"} or first in cast.reading.quantity_at
    ):
        first += 1
    words = cast.reading.span(first, mention.last - 1).text
    opens = cast.reading.sentence_of(first).first == first and not words.isupper()
    return words[0].lower() + words[1:] if opens and _is_plain(cast, first, mention) else words


def _is_plain(cast: Cast, first: int, mention: Mention) -> bool:
    """Tell a common word, capitalised only because it opens a sentence, from a name."""
    token = cast.reading.tokens[first]
    if token.entity and token.lower not in lexicon.by_pattern("function_words") and first != mention.head:
        return False
    return token.pos != "PROPN" or (first == mention.head and token.lower != mention.known)
