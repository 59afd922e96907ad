"""Persons: full names, surnames, titles, and the offices they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import NOMINAL, PEOPLE, REMEMBERED, heads, words_in
from sayso.grounding.roles import is_office, office_before
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
    known = namesake(cast, words) or cast.get(("person", words.lower()), words, ActorKind.PERSON)
    remember(cast, known)
    join_description(cast, mention, known)
    country, sector = _title(cast, mention, known)
    known.country, known.sector = known.country or country, known.sector or sector
    return known


def join_description(cast: Cast, mention: Mention, known: Known) -> None:
    """Give a person named at a mention the description that stands beside the name ("the Kenyan president, X")."""
    token = cast.reading.tokens[mention.head]
    beside = cast.at.get(token.head) if token.dep == "appos" else None
    beside = beside or _right_before(cast, mention) or _office_before(cast, mention) or _subject(cast, mention)
    if beside is not None and beside.kind in PEOPLE and beside.key[0] == "generic":
        take(cast, known, beside)


def namesake(cast: Cast, words: str) -> Known | None:
    """Give the person named before with the same surname, and no other first name; a fuller name becomes the name."""
    surname = words.split()[-1].lower()
    alone = len(words.split()) == 1
    for known in reversed(cast.people.get(surname, ())):
        theirs = known.name.lower().split()
        same = surname in (theirs[-1], theirs[-1].removeprefix("al-")) or (alone and surname == theirs[0])
        if same and (alone or len(theirs) == 1 or words.lower().split()[0] == theirs[0]):
            if len(words) > len(known.name):
                known.name = words
            return known
    return None


def take(cast: Cast, known: Known, beside: Known) -> None:
    """Give the last mention of somebody described, which stands beside a name, to the person of that name."""
    mention = beside.mentions.pop()
    known.mentions.append(mention)
    known.described.add(mention.known)
    known.country, known.sector = known.country or beside.country, known.sector or beside.sector
    known.gender = known.gender or beside.gender
    for i in range(mention.first, mention.last):
        if cast.at.get(i) is beside:
            cast.at[i] = known
    told = cast.told.get(cast.reading.tokens[mention.head].sentence, [])
    told[:] = [(one, known if one is mention else other) for one, other in told]
    if not beside.mentions:
        cast.recent.pop(beside.key, None)
        del cast.known[beside.key]


def _right_before(cast: Cast, mention: Mention) -> Known | None:
    """Give whom the words right before a name describe ("the deserter Bruno Caspi")."""
    at = mention.first - 1
    before = cast.at.get(at) if at >= 0 else None
    same = before is not None and any(m.head == at and m.kind == NOMINAL for m in before.mentions[-2:])
    return before if same and cast.reading.tokens[at].tag == "NN" else None


def _office_before(cast: Cast, mention: Mention) -> Known | None:
    """Give whom an office before a name means ("the Minister for Inland Waters, Mr Bruno Caspi, …")."""
    tokens, titles = cast.reading.tokens, lexicon.by_pattern("titles")
    at = mention.first - 1
    while at > 0 and (tokens[at].lower in titles or tokens[at].text.isupper()):  # "HE Dr"
        at -= 1
    comma = at > 0 and tokens[at].text == ","
    if at < 1 or (comma and (mention.last >= len(tokens) or tokens[mention.last].lower in {"and", "or"})):
        return None
    at += not comma
    begin = office_before(cast.reading, at)
    head = next((i for i in range(at - 1, begin - 1, -1) if i in cast.at and is_office(tokens[i])), None)
    return cast.at[head] if head is not None else None


def _subject(cast: Cast, mention: Mention) -> Known | None:
    """Give whom a description means that a name is told of ("His chief of staff is Bruno Caspi")."""
    token = cast.reading.tokens[mention.head]
    if token.dep != "attr" or cast.reading.tokens[token.head].lemma != "be":
        return None
    subject = cast.reading.kid(token.head, "nsubj")
    known = cast.at.get(subject) if subject is not None else None
    return known if known is not None and known.kind is ActorKind.PERSON else None


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
