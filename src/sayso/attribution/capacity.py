"""In what capacity a source speaks, and whether it is named: read off its words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import ActorKind, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.record import Actor, Source

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# What follows the head of a noun phrase: whom it belongs to, or what is told of it.
_BEHIND_HEAD = re.compile(
    r",|;|\(| (?:of|for|from|at|in|on|with|by|to|among|inside|near|under|behind|who|which|that|whose|calling|called|"
    r"named|known|seen|issued|filed|signed|released|circulated|published|posted|dated|edited|brought|taken|kept)\b"
)
_TOLD_OF = re.compile(r"\b(?:who|whose)\b")
_PRONOUN = re.compile(r"(?i)^(?:i|we|he|she|it|they|who|one|some|others?|both|his|her|its|their|many|several)$")
_LONGEST = 3  # words of a pattern
_INDEFINITE = re.compile(r"(?i)^(?:an?|one|two|three|four|five|some|several|many|few|other|another|\d+)\b")
_SPEAKING_FOR = "for"

_OF_KIND = {
    ActorKind.STATE: VoiceRole.OFFICIAL,
    ActorKind.GOVERNMENT: VoiceRole.OFFICIAL,
    ActorKind.MILITARY: VoiceRole.MILITARY,
    ActorKind.POLICE: VoiceRole.POLICE,
    ActorKind.ARMED_GROUP: VoiceRole.ARMED_GROUP,
    ActorKind.OUTLET: VoiceRole.OUTLET,
    ActorKind.MONITOR: VoiceRole.MONITOR,
    ActorKind.IGO: VoiceRole.OFFICIAL,
    ActorKind.NGO: VoiceRole.AID_WORKER,
    ActorKind.PARTY: VoiceRole.OFFICIAL,
    ActorKind.CIVILIANS: VoiceRole.WITNESS,
    ActorKind.MEDICAL: VoiceRole.MEDIC,
}


def capacity(source: Source | None, actor: Actor | None, described: Sequence[str]) -> tuple[VoiceRole, bool]:
    """Tell in what capacity a source speaks, and whether it is named.

    Args:
        source: Its words; ``None`` where the text names nobody.
        actor: Who it is, where that is known.
        described: The noun phrases by which the report speaks of that actor.
    """
    phrases = [*([source.text] if source is not None else []), *described]
    return role_of(actor, phrases), is_named(actor, phrases)


def role_of(actor: Actor | None, phrases: Sequence[str]) -> VoiceRole:
    """Tell in what capacity a source speaks.

    Args:
        actor: Who it is, where that is known.
        phrases: The words by which the report speaks of it, its own first;
            pronouns among them tell nothing.

    Returns:
        The role that the head of the first telling phrase gives ("a brigade
        spokesman" speaks for the brigade), else that of the actor's kind.
    """
    if actor is not None and actor.registry is not None and actor.kind in _OF_KIND:
        return _OF_KIND[actor.kind]
    told = [phrase for phrase in phrases if not _PRONOUN.match(phrase)]
    if actor is not None and is_proper(actor):  # the words that name it tell more than "the agency"
        told.sort(key=lambda phrase: actor.name.split()[-1] not in phrase)
    for phrase in told:
        role = _of_phrase(phrase)
        if role is not None:
            return role
    if actor is not None and actor.kind in _OF_KIND:
        return _OF_KIND[actor.kind]
    if any(_TOLD_OF.search(phrase) for phrase in told):
        return VoiceRole.WITNESS  # "Ondine Marrak, who sells perch by the jetty"
    return VoiceRole.PERSON if actor is not None and actor.kind is ActorKind.PERSON else VoiceRole.OTHER


def _of_phrase(phrase: str) -> VoiceRole | None:
    """Give the role of a noun phrase: of its head, of what stands in apposition, or of whom it speaks for."""
    pieces = phrase.split(", ")
    for piece in pieces:
        behind = _BEHIND_HEAD.search(piece)
        head = piece[: behind.start()] if behind else piece
        found = [] if _TOLD_OF.match(piece) else _matches(head)
        if any(row["value"] == VoiceRole.SOCIAL_MEDIA for row in found):
            return VoiceRole.SOCIAL_MEDIA
        if not found:
            continue
        row = found[-1]
        if row["how"] != _SPEAKING_FOR:
            return VoiceRole(row["value"])
        rest = piece[behind.start() :] if behind else ""
        bodies = [
            *reversed(found[:-1]),
            *_matches(rest),
            *(m for other in pieces if other != piece for m in _matches(other)),
        ]
        body = next((one for one in bodies if one["how"] != _SPEAKING_FOR and one["value"] in _BODIES), None)
        return VoiceRole((body or row)["value"])
    return None


_BODIES = frozenset(
    {
        VoiceRole.MILITARY,
        VoiceRole.ARMED_GROUP,
        VoiceRole.POLICE,
        VoiceRole.MONITOR,
        VoiceRole.AID_WORKER,
        VoiceRole.ANALYST,
        VoiceRole.MEDIC,
        VoiceRole.OUTLET,
        VoiceRole.OFFICIAL,
    }
)


def _matches(words: str) -> list[Mapping[str, str]]:
    """Give the rows of the table of capacities that stand in some words, in order, the longer before the shorter."""
    rows = _rows()
    listed = [match.group().replace("’", "'") for match in _WORD.finditer(words)]
    found: list[Mapping[str, str]] = []
    i = 0
    while i < len(listed):
        for length in range(_LONGEST, 0, -1):
            row = rows.get(" ".join(listed[i : i + length]).lower()) if i + length <= len(listed) else None
            if row is not None:
                found.append(row)
                i += length
                break
        else:
            i += 1
    return found


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    """Give the table by pattern, plurals and possessives with it."""
    rows: dict[str, Mapping[str, str]] = {}
    for row in lexicon.table("capacities"):
        for form in _forms(row["pattern"]):
            rows.setdefault(form, row)
    return rows


def _forms(pattern: str) -> Iterable[str]:
    yield pattern
    yield f"{pattern}'s"
    if pattern.endswith("man") and pattern != "german":
        yield f"{pattern[:-3]}men"
    if pattern.endswith("y"):
        yield f"{pattern[:-1]}ies"
    plural = f"{pattern}es" if pattern.endswith(("s", "ch", "sh")) else f"{pattern}s"
    yield plural
    yield f"{plural}'"


def is_proper(actor: Actor) -> bool:
    """Tell an actor with a name of its own from one that is only described ("two Western diplomats")."""
    words = _WORD.findall(actor.name)
    if actor.kind is ActorKind.PERSON:
        words = words[-1:]
    return actor.registry is not None or any(word[0].isupper() for word in words)


def is_named(actor: Actor | None, phrases: Sequence[str]) -> bool:
    """Tell a source that is named from one that is only described.

    A person or body whose name is given is named, and so is a standing
    institution of which there is one ("the army", "police").
    """
    if actor is not None and is_proper(actor):
        return True
    own = next((phrase for phrase in phrases if not _PRONOUN.match(phrase)), "")
    if _INDEFINITE.match(own):
        return False
    behind = _BEHIND_HEAD.search(own)
    head = own[: behind.start()] if behind else own
    found = _matches(head)
    return bool(found) and bool(found[-1]["body"])
