"""Acts done by saying: what somebody will, will not, is ready to do, or says that others must do.

PLOVER codes words as acts: the promise of help is AGREE, of a withdrawal
CONCEDE, the announcement of harm THREATEN, "must" a REQUEST, "will not" a
REJECT (codebook 2.0 draft, notes to these types). The act itself stays a
second event, planned, ``of`` the first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import PRONOUN
from sayso.record import Certainty, Event, EventType, Polarity, Stage
from sayso.statements.codes import codes_of
from sayso.statements.contexts import contexts_of
from sayso.statements.drafts import Draft
from sayso.statements.modality import CONDITIONS, WILL
from sayso.statements.people import kinds_of, refs, speaker_of, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref
    from sayso.statements.triggers import Trigger

_WOULD = frozenset({"would", "'d", "’d"})
_RESOLVED = frozenset({"plan", "intend", "decide"})  # whoever does so is the doer
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN"})
_HAVE = frozenset({"have", "'ve", "’ve"})
_FRIENDLY = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})
_YIELDING = frozenset({EventType.RETREAT, EventType.CONCEDE})
HOSTILE = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.PROTEST, EventType.MOBILIZE, EventType.REJECT}
)


def with_promise(reading: Reading, identities: Identities, trigger: Trigger, draft: Draft) -> Iterator[Draft]:
    """Give an event; one that its own doer announces is an act of words now, and planned ``of`` it."""
    event = draft.body
    will = _announcing(reading, trigger)
    kind = None
    if will is not None and isinstance(event, Event) and event.stage in {Stage.PLANNED, Stage.HYPOTHETICAL}:
        kind = _promised(reading, identities, trigger, event, draft.polarity, will)
    if kind is None or will is None or not isinstance(event, Event):
        yield draft
        return
    codes = codes_of(kind, ())
    promise = replace(
        event,
        type=kind,
        modes=(),
        cameo=codes.get("cameo") or None,
        acled=codes.get("acled") or None,
        ucdp=None,
        stage=Stage.ACCOMPLISHED,
        trigger=reading.span(min(will, trigger.words[0]), trigger.words[-1]),
    )
    yield replace(
        draft,
        predicate=will,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        rule=f"{draft.rule}-{'refused' if kind is EventType.REJECT else 'promised'}",
        of=None,
        body=promise,
    )
    yield replace(draft, of=will, body=replace(event, stage=Stage.PLANNED))


def _announcing(reading: Reading, trigger: Trigger) -> int | None:
    """Give the word that announces an act: "will", "would" in words reported of the past, or "plans to"."""
    verb = trigger.verb if trigger.verb is not None else trigger.head
    above = reading.tokens[reading.tokens[verb].head]
    if reading.tokens[verb].dep == "xcomp" and above.lemma in _RESOLVED and above.tag in _FINITE:
        return above.i
    for i in reading.kids(verb, "aux"):
        lower = reading.tokens[i].lower
        if lower in WILL or (lower in _WOULD and reading.tokens[verb].dep == "ccomp"):
            return i
    return None


def _promised(
    reading: Reading, identities: Identities, trigger: Trigger, event: Event, polarity: Polarity, will: int
) -> EventType | None:
    """Give the act of words by which an act is announced: nobody promises for others, so the doer must be the speaker.

    Where nobody is cited the report tells the plan itself. Refusals and
    threats need the doer's own words.
    """
    verb = trigger.verb if trigger.verb is not None else trigger.head
    hanging = {
        reading.tokens[m].lower for i in reading.kids(verb, "advcl") for m in reading.kids(i, "mark")
    } & CONDITIONS
    plans = reading.tokens[will].lemma in _RESOLVED
    if plans and event.type is EventType.ASSAULT:
        return None  # a plan to attack is rarely announced
    own = plans or _speaks_itself(reading, identities, verb, event.actors)
    if not event.actors or own is False or (reading.tokens[will].lower in _WOULD and not own):
        return None
    if polarity is Polarity.NEGATIVE:
        return EventType.REJECT if own and event.type not in HOSTILE else None
    if "unless" in hanging and event.type in HOSTILE | _YIELDING:
        return EventType.THREATEN
    if hanging:
        return None
    if event.type in _FRIENDLY:
        return EventType.AGREE
    if event.type in _YIELDING:
        return EventType.CONCEDE
    return EventType.THREATEN if own and event.type in HOSTILE else None


def _speaks_itself(reading: Reading, identities: Identities, verb: int, actors: Sequence[Ref]) -> bool | None:
    """Tell whether the doers of an act are those who are cited for it; ``None`` where nobody is."""
    speaker = speaker_of(reading, verb)
    if speaker is None:
        return None
    if actors and all(ref.text.lower() in lexicon.by_pattern("pronouns") for ref in actors):
        return True  # "said that it would": who else, if nobody else is named
    names = {ref.actor for ref in refs(reading, identities, [speaker])}
    mention = identities.mention_at.get(speaker)
    if not names - {None} and (mention is None or mention.kind != PRONOUN):
        return None  # "a statement said": nobody is named who might speak for others
    if names & {ref.actor for ref in actors} - {None}:
        return True
    countries = {identities.actor[name].country for name in names if name is not None} - {None}
    return bool(countries & {identities.actor[r.actor].country for r in actors if r.actor is not None}) or False


def find_demands(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find demands put as duties of others: "Paris said that the militia must leave"."""
    duties = lexicon.by_pattern("duties")
    for token in reading.tokens:
        if token.lower not in duties or token.dep != "aux" or token.sentence in asked:
            continue
        verb = token.head
        if any(reading.tokens[i].lower in _HAVE for i in reading.kids(verb, "aux")):
            continue  # "must have had help": what is concluded, not demanded
        speaker = speaker_of(reading, verb)
        if speaker is None:
            continue
        asking = refs(reading, identities, [speaker])
        addressed = tuple(r for r in refs(reading, identities, subjects(reading, verb)) if r not in asking)
        known = {ref.actor for ref in asking} & {ref.actor for ref in addressed}
        if not asking or not addressed or known:
            continue
        yield Draft(
            first=token.i,
            last=verb,
            predicate=token.i,
            sentence=token.sentence,
            rule=duties[token.lower]["id"],
            body=Event(
                type=EventType.REQUEST,
                modes=(),
                contexts=contexts_of(
                    reading,
                    range(reading.edges[verb][0], reading.edges[verb][1] + 1),
                    EventType.REQUEST,
                    (),
                    (kinds_of(identities, asking), kinds_of(identities, addressed)),
                ),
                cameo=codes_of(EventType.REQUEST, ()).get("cameo") or None,
                acled=None,
                ucdp=None,
                stage=Stage.ACCOMPLISHED,
                trigger=reading.span(token.i, verb),
                first=False,
                actors=asking,
                recipients=addressed,
                instruments=(),
                targets=(),
                place=None,
                place_basis=None,
                time=None,
                time_basis=None,
                of=None,
            ),
        )
