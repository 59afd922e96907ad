"""Whom a name means: the registry's actors, states and their seats, persons, and names that nothing lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.aliases import also_known
from sayso.grounding.people import beside_a_person, join_description, namesake, person, remember
from sayso.grounding.roles import is_citing_verb
from sayso.record import ActorKind

if TYPE_CHECKING:
    from sayso.grounding.cast import Cast, Known, Mention
    from sayso.grounding.registry import Listed


def named(cast: Cast, mention: Mention) -> Known | None:
    """Give the actor that a name means."""
    words = cast.reading.span(mention.first, mention.last - 1).text
    also = cast.aliases.get(words) or also_known(cast, mention)
    if also is not None:
        return also
    if mention.known.startswith("registry:"):
        known = _registered(cast, cast.registry.by_id[mention.known.removeprefix("registry:")])
        if known.kind is ActorKind.PERSON:
            join_description(cast, mention, known)
        return known
    if mention.known.startswith("state:"):
        return _state(cast, mention.known.removeprefix("state:"))
    if mention.known.startswith("seat:"):
        return _seat(cast, mention.known.removeprefix("seat:"))
    if mention.known.startswith("body:"):
        _, body, code = mention.known.split(":")
        return cast.body(lexicon.by_id("state_bodies")[body], code, words)
    if mention.known == "rulers":
        return cast.get(("rulers", words.lower()), words, ActorKind.GOVERNMENT, sector="GOV")
    if mention.known == "person":
        return person(cast, mention, words)
    if mention.known == "group":
        return cast.get(("name", words.lower()), words, ActorKind.ARMED_GROUP, sector="REB")
    if mention.known == "outlet":
        return cast.get(("name", words.lower().removeprefix("the ")), words, ActorKind.OUTLET, sector="JRN")
    return _other_name(cast, mention, words)


def _registered(cast: Cast, listed: Listed) -> Known:
    known = cast.get(
        _key(listed.id), listed.name, listed.kind, country=listed.country, sector=listed.sector, registry=listed.id
    )
    known.described.update(listed.described)
    if known.kind is ActorKind.PERSON and not known.mentions:
        remember(cast, known)
    return known


def _key(registry: str) -> tuple[str, ...]:
    """Give the key of an actor by its id in the registry, for "army:KEN" that of the army of Kenya."""
    body, _, code = registry.partition(":")
    return ("registry", body) if not code else ("state", code) if body == "state" else ("body", body, code)


def _state(cast: Cast, code: str) -> Known:
    listed = cast.registry.by_id.get(f"state:{code}")
    if listed is not None:
        return _registered(cast, listed)
    name = cast.gazetteer.countries[code].name
    return cast.get(("state", code), name, ActorKind.STATE, country=code, sector="GOV", registry=f"state:{code}")


def _seat(cast: Cast, alpha3: str) -> Known:
    """Give the government that a capital speaks for."""
    row = lexicon.by_pattern("state_bodies")["government"]
    return cast.body(row, alpha3, f"government of {cast.state_name(alpha3)}")


def _other_name(cast: Cast, mention: Mention, words: str) -> Known:
    if beside_a_person(cast, mention) or (mention.last - mention.first == 1 and namesake(cast, words)):
        return person(cast, mention, words)
    bare = words.removeprefix("The ").removeprefix("the ")
    kind, sector = _kind_of_name(cast, mention, bare)
    return cast.get(("name", bare.lower()), words, kind, sector=sector)


def _kind_of_name(cast: Cast, mention: Mention, words: str) -> tuple[ActorKind, str | None]:
    """Guess an unlisted name's kind from its words, or from an outlet's usual place."""
    lower = f" {words.lower()} "
    for row in lexicon.table("name_words"):
        if f" {row['pattern']} " in lower:
            return ActorKind(row["value"]), row["sector"]
    token = cast.reading.tokens[mention.head]
    if token.dep == "pobj":
        governor = cast.reading.tokens[cast.reading.tokens[token.head].head]
        if governor.pos == "VERB" and is_citing_verb(governor.lemma):
            return ActorKind.OUTLET, "JRN"
    return ActorKind.OTHER, None
