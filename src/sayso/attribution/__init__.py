"""Attribution: a ``Reading`` and its identities come in; who says what goes out.

Each attribution has a source, a cue and contents, and lies inside another
where voices nest. The chain of voices behind any character follows from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.attribution.blocks import from_lead_ins
from sayso.attribution.nesting import Found, number
from sayso.attribution.nouns import from_beliefs, from_nouns
from sayso.attribution.phrases import from_accounts, from_adverbs, from_citing, from_modifiers, from_prepositions
from sayso.attribution.turns import from_colons, from_signatures
from sayso.attribution.verbs import from_verbs
from sayso.attribution.voices import Voices
from sayso.grounding.cast import PRONOUN

if TYPE_CHECKING:
    from sayso.grounding import Identities
    from sayso.reading.model import Reading

__all__ = ["Voices", "attribute"]


def attribute(reading: Reading, identities: Identities) -> Voices:
    """Find what each source in a report says.

    "Isis holds more than 50 per cent of Syria according to the Syrian
    Observatory for Human Rights" gives one attribution: the source is "the
    Syrian Observatory for Human Rights", the cue "according to".

    Args:
        reading: One parsed report; spans count code points of its text.
        identities: Its actors.

    Returns:
        Attributions ``q0…`` in text order, with what is needed to tell the
        voices behind a statement. ``source`` is ``None`` where the text names
        nobody ("reportedly").

    Source: source, cue and content as in the PolNeAR guidelines.
    """
    found: list[Found] = [
        *from_lead_ins(reading, identities),
        *from_prepositions(reading),
        *from_accounts(reading),
        *from_verbs(reading, identities),
        *from_adverbs(reading),
        *from_modifiers(reading),
        *from_nouns(reading, identities),
        *from_beliefs(reading),
        *from_colons(reading, identities),
        *from_signatures(reading),
    ]
    found += from_citing(reading, identities, found)
    attributions, reach = number(reading, identities, found, _described(reading, identities))
    return Voices(reading.document, identities.actor, attributions, reach)


def _described(reading: Reading, identities: Identities) -> dict[str, tuple[str, ...]]:
    """Give the noun phrases by which a report speaks of each actor, its first ones, pronouns left out."""
    found: dict[str, list[str]] = {}
    for mention in identities.mentions:
        told = found.setdefault(mention.actor, []) if mention.actor and mention.kind != PRONOUN else None
        if told is not None and len(told) < _PHRASES:
            told.append(reading.subtree(mention.head).text[:_LONGEST_PHRASE])
    return {actor: tuple(phrases) for actor, phrases in found.items()}


_PHRASES = 4  # of an actor, that are looked at for its capacity
_LONGEST_PHRASE = 160  # characters
