"""Who is who over several reports, and who is a private person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.capacity import is_proper
from sayso.record import ActorKind, VoiceRole
from sayso.threads.model import Holder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.record import Actor, Ref, Report, Voice

# Sectors and roles of people who act in an office; everybody else's name is kept back.
_OFFICES = frozenset({"GOV", "PTY", "IGO", "NGO", "JRN"})
_RANKS = frozenset({"MIL", "COP", "REB"})  # in these only who holds a rank or an office; not every fighter
_IN_OFFICE = frozenset(
    {
        VoiceRole.OUTLET,
        VoiceRole.REPORTER,
        VoiceRole.OFFICIAL,
        VoiceRole.MILITARY,
        VoiceRole.POLICE,
        VoiceRole.ARMED_GROUP,
        VoiceRole.MONITOR,
        VoiceRole.ANALYST,
    }
)
_LONGEST_TITLE = 16  # letters looked at before a name
_PRIVATE = "private persons"


def private_persons(report: Report) -> frozenset[str]:
    """Give the ids of the actors that are people with a name and without an office.

    An office is what the registry, the actor's sector, the byline, a title
    before the name or the capacity in which it speaks tells of; where nothing
    does, the person is taken for a private one.
    """
    makers = {byline.name.casefold() for byline in report.document.bylines}
    voices = (voice for statement in report.statements for voice in statement.voices)
    in_office = {voice.actor for voice in voices if voice.role in _IN_OFFICE}
    in_office.update(
        actor for q in report.attributions if q.source and q.role in _IN_OFFICE for actor in q.source.actors
    )
    return frozenset(
        actor.id
        for actor in report.actors
        if actor.kind is ActorKind.PERSON
        and actor.registry is None
        and actor.sector not in _OFFICES
        and not (actor.sector in _RANKS and actor.office)
        and actor.id not in in_office
        and actor.name.casefold() not in makers
        and not _has_title(actor, report.document.text)
        and (is_proper(actor) or any(map(str.isupper, actor.name.split()[-1])))
    )


def _has_title(actor: Actor, text: str) -> bool:
    """Tell a person who is named with the title of an office ("Gen. Emilio Mola", "the Mola government")."""
    titles = lexicon.by_pattern("titles")
    before = (text[max(0, mention.start - _LONGEST_TITLE) : mention.start].split()[-1:] for mention in actor.mentions)
    own = (mention.text.split()[:-1] for mention in actor.mentions)
    told = (word.casefold() for words in (*before, *own) for word in words)
    heads = lexicon.by_pattern("actor_heads")
    after = (text[mention.end : mention.end + _LONGEST_TITLE].split() for mention in actor.mentions)
    return any(titles.get(word, {}).get("office") == "yes" for word in told) or any(
        heads.get(words[0].casefold(), {}).get("value") == "government" for words in after if words
    )


def is_private(voice: Voice, private: frozenset[str]) -> bool:
    """Tell a voice whose name is kept back: a private person, or somebody named of whom nothing tells an office."""
    if voice.actor is not None:
        return voice.actor in private
    return voice.attribution is not None and voice.named and voice.role not in _IN_OFFICE


class Holders:
    """The actors of one report as holders."""

    def __init__(self, report: Report) -> None:
        """Index the actors of a report."""
        self._report = report
        self._actors = {actor.id: actor for actor in report.actors}
        self._private = private_persons(report)

    def of_refs(self, refs: Sequence[Ref]) -> tuple[Holder, ...]:
        """Give whom words name, each once."""
        found = (self._of_actor(ref.actor) if ref.actor else self._of_words(ref.text) for ref in refs)
        return tuple(dict.fromkeys(found))

    def of_voice(self, voice: Voice) -> Holder:
        """Give whoever speaks; a report whose publisher is not known is nobody else."""
        if voice.actor is not None:
            return self._of_actor(voice.actor)
        if voice.name is not None and voice.attribution is None:
            return _holder(f"name:{_plain(voice.name)} ", voice.name, proper=True)
        if voice.name is None:
            name = "the report (publisher not known)" if voice.attribution is None else "somebody not named"
            return _holder(f"{self._report.id} {voice.attribution or ''}", name)
        if is_private(voice, self._private):
            return _holder(_PRIVATE, voice.name, private=True)
        return self._of_words(voice.name)

    def _of_actor(self, key: str) -> Holder:
        actor = self._actors[key]
        proper = _has_own_name(actor)
        private = key in self._private
        if private:
            known = _PRIVATE
        elif actor.registry is not None:
            known = f"registry:{actor.registry}"
        else:
            known = f"name:{_plain(actor.name)} {actor.country or ''}" if proper else f"{self._report.id} {key}"
        return Holder(
            key=known,
            name=actor.name,
            registry=actor.registry,
            sector=actor.sector,
            proper=proper,
            private=private,
            known_as=frozenset({_plain(actor.name), *(_plain(mention.text) for mention in actor.mentions)}),
        )

    def _of_words(self, words: str) -> Holder:
        return _holder(f"{self._report.id} “{_plain(words)}”", words)


def _has_own_name(actor: Actor) -> bool:
    """Tell a name of its own from a description, also at the head of a sentence ("Army says …")."""
    described = _plain(actor.name) in lexicon.by_pattern("actor_heads")
    return is_proper(actor) and (actor.registry is not None or not described)


def _holder(key: str, name: str, *, proper: bool = False, private: bool = False) -> Holder:
    return Holder(
        key=key,
        name=name,
        registry=None,
        sector=None,
        proper=proper,
        private=private,
        known_as=frozenset({_plain(name)}),
    )


def _plain(name: str) -> str:
    """Give a name for comparing: case, white space and a leading article do not tell names apart."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def same_name(asked: str, holder: Holder) -> bool:
    """Tell whether a holder is meant by a name that was asked for; a private person never is."""
    return not holder.private and (_plain(asked) in holder.known_as or asked == holder.registry)
