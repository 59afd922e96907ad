"""Whom a name means: the registry's actors, states and their seats, persons, and names that nothing lists."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.people import beside_a_person, person, remember
from sayso.grounding.roles import is_citing_verb
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.grounding.cast import Cast, Known
    from sayso.grounding.mentions import Mention


def named(cast: Cast, mention: Mention) -> Known | None:
    """Give the actor that a name means."""
    words = cast.reading.span(mention.first, mention.last - 1).text
    if mention.known.startswith("registry:"):
        return _registered(cast, _registry()[mention.known.removeprefix("registry:")])
    if mention.known.startswith("state:"):
        return _state(cast, mention.known.removeprefix("state:"))
    if mention.known.startswith("seat:"):
        return _seat(cast, mention.known.removeprefix("seat:"))
    if mention.known == "rulers":
        return cast.get(("rulers", words.lower()), words, ActorKind.GOVERNMENT, sector="GOV")
    if mention.known == "person":
        return person(cast, mention, words)
    return _other_name(cast, mention, words)


def _registered(cast: Cast, row: Mapping[str, str]) -> Known:
    known = cast.get(
        ("registry", row["id"]),
        row["pattern"],
        ActorKind(row["value"]),
        country=row["country"] or None,
        sector=row["sector"] or None,
        registry=row["id"],
    )
    known.described.update(filter(None, row["described"].split("|")))
    if known.kind is ActorKind.PERSON and not known.mentions:
        remember(cast, known)
    return known


def _state(cast: Cast, alpha3: str) -> Known:
    country = cast.gazetteer.countries[alpha3]
    return cast.get(
        ("state", alpha3), country.name, ActorKind.STATE, country=alpha3, sector="GOV", registry=f"state:{alpha3}"
    )


def _seat(cast: Cast, alpha3: str) -> Known:
    """Give the government that a capital speaks for."""
    country = cast.gazetteer.countries[alpha3]
    key = ("body", "government", country.alpha3)
    return cast.get(key, f"government of {country.name}", ActorKind.GOVERNMENT, country=country.alpha3, sector="GOV")


def _other_name(cast: Cast, mention: Mention, words: str) -> Known:
    if beside_a_person(cast, mention):
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


@cache
def _registry() -> Mapping[str, Mapping[str, str]]:
    return {row["id"]: row for row in lexicon.table("actors")}
