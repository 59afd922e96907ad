"""Persons: full names, surnames, titles, and the offices they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import NOMINAL, PEOPLE, REMEMBERED, heads, words_in
from sayso.record import ActorKind

if TYPE_CHECKING:
    from sayso.grounding.cast import Cast, Known, Mention
    from sayso.reading.model import Token


def person(cast: Cast, mention: Mention, words: str) -> Known:
    """Give the person of a name: one named before with the same surname, else a new one."""
    parts = words.split()
    while len(parts) > 2 and parts[0].lower() in heads():
        parts = parts[1:]
    words = " ".join(parts)
    surname = words.split()[-1].lower()
    alone = len(words.split()) == 1
    for known in reversed(cast.people.get(surname, ())):
        theirs = known.name.lower().split()
        same = surname in (theirs[-1], theirs[-1].removeprefix("al-")) or (alone and surname == theirs[0])
        if same and (alone or len(theirs) == 1 or words.lower().split()[0] == theirs[0]):
            if len(words) > len(known.name):
                known.name = words
                remember(cast, known)
            return known
    token = cast.reading.tokens[mention.head]
    beside = cast.at.get(token.head) if token.dep == "appos" else _right_before(cast, mention)
    if beside is not None and beside.kind in PEOPLE and beside.key[0] == "generic" and beside.key in cast.known:
        beside.kind = ActorKind.PERSON
        del cast.known[beside.key]
        cast.recent.pop(beside.key, None)
        beside.key, beside.name = ("person", words.lower()), words
        cast.known[beside.key] = beside
    known = cast.get(("person", words.lower()), words, ActorKind.PERSON)
    remember(cast, known)
    country, sector = _title(cast, mention, known)
    known.country, known.sector = known.country or country, known.sector or sector
    return known


def _right_before(cast: Cast, mention: Mention) -> Known | None:
    """Give whom the words right before a name describe ("the deserter Bruno Caspi")."""
    at = mention.first - 1
    before = cast.at.get(at) if at >= 0 else None
    same = before is not None and any(m.head == at and m.kind == NOMINAL for m in before.mentions[-2:])
    return before if same and cast.reading.tokens[at].tag == "NN" else None


def remember(cast: Cast, known: Known) -> None:
    """Note a person under each word of the name, so that a surname finds it again."""
    for word in known.name.lower().split():
        people = cast.people.setdefault(word.removeprefix("al-"), [])
        if not any(known is other for other in people[-REMEMBERED:]):
            people.append(known)


def _title(cast: Cast, mention: Mention, known: Known) -> tuple[str | None, str | None]:
    """Read a person's country and sector off the words before and beside the name."""
    country = sector = None
    phrase = [*cast.phrase(mention.head)]
    for beside in cast.reading.kids(mention.head, "appos"):
        phrase += [*cast.phrase(beside), beside]
    for i in phrase:
        token = cast.reading.tokens[i]
        owner = cast.at.get(i)
        if owner is not None and owner.kind is ActorKind.STATE:
            country = owner.country
        elif token.lemma in heads():
            known.described.add(token.lemma)
            sector = heads()[token.lemma]["sector"] or sector
    return country, sector


def beside_a_person(cast: Cast, mention: Mention) -> bool:
    """Tell a name that stands right behind, or beside, a word for a person ("the deserter Bruno Caspi")."""
    tokens = cast.reading.tokens
    if words_in(cast.reading, mention) & lexicon.by_pattern("name_words").keys():
        return False
    before = tokens[mention.first - 1] if mention.first else None
    if before is not None and before.sentence == tokens[mention.head].sentence and _is_person(before):
        return True
    token = tokens[mention.head]
    if token.dep == "appos" and _is_person(tokens[token.head]):
        return True
    return any(_is_person(tokens[i]) for i in cast.reading.kids(mention.head, "appos"))


def _is_person(token: Token) -> bool:
    """Tell a word for one person: a rank, an office, a calling."""
    row = heads().get(token.lemma) or heads().get(token.lower)
    if row is not None:
        return row["value"] in {ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.MEDICAL} and token.tag not in {
            "NNS",
            "NNPS",
        }
    return token.lower in lexicon.by_pattern("titles")


def office(cast: Cast, mention: Mention, owner: Known) -> Known | None:
    """Give the one person of the report who holds this office of this country."""
    holders = [
        known
        for known in cast.recent.values()
        if known.kind is ActorKind.PERSON and known.country == owner.country and mention.known in known.described
    ]
    return holders[0] if len(holders) == 1 and holders[0] is not owner else None
