"""Events: who did what to whom, in the terms of PLOVER 2.0 (codebook, 2.0 draft)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import ActorKind, Certainty, Event, EventType, Polarity, Stage
from sayso.statements.drafts import Draft
from sayso.statements.modality import CONDITIONS, WILL, judge
from sayso.statements.people import objects, owners, prepositional, refs, subjects, time_in, weapon
from sayso.statements.triggers import Trigger, find_triggers
from sayso.statements.where import place_at, story_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref, Span

_AGAINST = frozenset({"against", "on", "upon", "at", "to", "with"})
_VERB_AGAINST = frozenset({"against", "on", "upon", "at"})
_WITH = frozenset({"with", "against", "between"})
_BETWEEN = frozenset({"between"})
_BY = frozenset({"by"})
_OF = frozenset({"of"})
_IN = frozenset({"in", "during", "by", "from"})
_CLAUSE = 120  # tokens of one clause that are searched for place and time
_OTHER_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "parataxis"})
_FIGHTERS = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.ARMED_GROUP})
_HARMLESS = frozenset(
    {ActorKind.NGO, ActorKind.MONITOR, ActorKind.MEDICAL, ActorKind.CIVILIANS, ActorKind.OUTLET, ActorKind.POPULATION}
)
_MILITARY = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.RETREAT})


@cache
def _crosswalk() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["pattern"], row["mode"]): row for row in lexicon.table("crosswalk")}


@cache
def _harms() -> frozenset[str]:
    """Give the verbs that tell what became of people."""
    return frozenset(row["pattern"] for row in lexicon.table("tolls") if row["pos"] == "verb")


def find_events(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find the events of a reading.

    A noun of violence that is the subject or the means of a violent verb
    ("airstrikes killed twelve", "killed in a raid") is told by the verb's
    event. Events other than violence need an actor or a recipient.
    """
    triggers = find_triggers(reading, asked)
    verbs = {trigger.head: trigger for trigger in triggers if trigger.verb == trigger.head}
    merged: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        if trigger.verb is None or trigger.verb == trigger.head:
            head = _told_by(reading, trigger, verbs)
            if head is not None:
                merged.setdefault(head, []).append(trigger)
    swallowed = {trigger.head for group in merged.values() for trigger in group}
    swallowed |= _effects(reading, triggers, swallowed)
    for trigger in triggers:
        if trigger.head not in swallowed:
            draft = _event(reading, identities, trigger, merged.get(trigger.head, ()), verbs)
            if draft is not None:
                yield from _with_promise(reading, trigger, draft)


def _with_promise(reading: Reading, trigger: Trigger, draft: Draft) -> Iterator[Draft]:
    """Give an event; "will withdraw" is a concession made now, and a retreat planned ``of`` it."""
    will = next((i for i in reading.kids(trigger.head, "aux") if reading.tokens[i].lower in WILL), None)
    event = draft.body
    hangs = any(
        reading.tokens[m].lower in CONDITIONS
        for i in reading.kids(trigger.head, "advcl")
        for m in reading.kids(i, "mark")
    )
    if (
        will is None
        or hangs
        or not isinstance(event, Event)
        or (event.type, event.stage) != (EventType.RETREAT, Stage.PLANNED)
    ):
        yield draft
        return
    codes = _codes(EventType.CONCEDE, ())
    promise = replace(
        event,
        type=EventType.CONCEDE,
        modes=(),
        cameo=codes.get("cameo") or None,
        acled=codes.get("acled") or None,
        stage=Stage.ACCOMPLISHED,
        trigger=reading.span(will, trigger.words[-1]),
    )
    yield replace(draft, predicate=will, certainty=Certainty.CERTAIN, rule=f"{draft.rule}-promised", body=promise)
    yield replace(draft, of=will)


def _effects(reading: Reading, triggers: Sequence[Trigger], swallowed: set[int]) -> set[int]:
    """Give the verbs that tell only what became of people, beside the act that did it.

    "150 people were killed when the town was bombed" is one act; "and 30
    wounded" adds none. What became of them is kept as a toll.
    """
    violent: dict[int, list[int]] = {}
    for trigger in triggers:
        if trigger.row["type"] == EventType.ASSAULT and trigger.head not in swallowed:
            violent.setdefault(reading.tokens[trigger.head].sentence, []).append(trigger.head)
    found: set[int] = set()
    for heads in violent.values():
        effects = [i for i in heads if reading.tokens[i].lemma in _harms() and not list(subjects(reading, i))]
        acts = [i for i in heads if i not in effects]
        found.update(effects if acts else effects[1:])
    return found


def _told_by(reading: Reading, trigger: Trigger, verbs: Mapping[int, Trigger]) -> int | None:
    """Give the violent verb whose subject or means a noun of violence is, or whose result a verb of harm tells."""
    token = reading.tokens[trigger.head]
    head = token.head
    if trigger.verb is not None:
        if token.dep != "advcl" or token.tag != "VBG" or token.lemma not in _harms():
            return None  # "shelled the town, killing 14" is one act
    elif token.dep == "pobj" and reading.tokens[head].lower in _IN:
        head = reading.tokens[head].head
    elif token.dep not in {"nsubj", "nsubjpass"}:
        return None
    verb = verbs.get(head)
    if verb is None or verb.row["type"] != EventType.ASSAULT or trigger.row["type"] != EventType.ASSAULT:
        return None
    return head


def _event(
    reading: Reading, identities: Identities, trigger: Trigger, means: Sequence[Trigger], verbs: Mapping[int, Trigger]
) -> Draft | None:
    actors, recipients = _roles(reading, identities, trigger, means)
    nouns = _nouns(reading, trigger, means)
    instruments = _instruments(reading, trigger, nouns)
    tokens = _clause_tokens(reading, trigger)
    clause = _clause(reading, trigger, tokens)
    place, place_basis = _where(reading, identities, trigger, clause)
    if not _is_event(reading, identities, trigger, actors, recipients, instruments, place_basis):
        return None
    time, time_basis = _when(reading, identities, trigger, clause)
    modes = _modes(trigger, means, instruments)
    kind = EventType(trigger.row["type"])
    judged = judge(reading, trigger.head, trigger.verb)
    stage = Stage(trigger.row["stage"]) if trigger.row["stage"] else judged.stage
    polarity = Polarity.NEGATIVE if stage is Stage.FAILED else judged.polarity
    codes = _codes(kind, modes)
    fighting = any(
        identities.actor[ref.actor].kind in _FIGHTERS for ref in (*actors, *recipients) if ref.actor is not None
    )
    targets = _targets(reading, identities, trigger)
    named = [(ref.start, ref.end) for ref in (*actors, *recipients)]
    named += [(span.start, span.end) for span in (*instruments, *targets)]
    named += _objects(reading, trigger)
    named += _settings(identities, clause, (place, place_basis), (time, time_basis))
    own = _own_tokens(reading, trigger, tokens, named)
    return Draft(
        first=own[0],
        last=own[1],
        predicate=trigger.head,
        sentence=reading.tokens[trigger.head].sentence,
        rule=trigger.row["id"],
        polarity=polarity,
        certainty=judged.certainty if not _suspected(reading, nouns) else Certainty.PROBABLE,
        of=_inside(reading, trigger, verbs),
        body=Event(
            type=kind,
            modes=modes,
            contexts=("military",) if kind in _MILITARY and fighting else (),
            cameo=codes.get("cameo") or None,
            acled=codes.get("acled") or None,
            stage=stage,
            trigger=reading.span(trigger.words[0], trigger.words[-1]),
            first=_is_first(reading, trigger, clause),
            actors=actors,
            recipients=recipients,
            instruments=instruments,
            targets=targets,
            place=place,
            place_basis=place_basis,
            time=time,
            time_basis=time_basis,
            of=None,
        ),
    )


def _roles(
    reading: Reading, identities: Identities, trigger: Trigger, means: Sequence[Trigger]
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Give actors and recipients by the frame of the trigger."""
    frame = trigger.row["frame"]
    if trigger.verb == trigger.head:
        doing, done = _verb_roles(reading, trigger, frame)
    else:
        doing, done = _noun_roles(reading, trigger, frame)
    for other in means:
        result: tuple[list[int], list[int]] = [], list(objects(reading, other.head))
        more = result if other.verb is not None else _noun_roles(reading, other, other.row["frame"])
        doing, done = [*doing, *more[0]], [*done, *more[1]]
    used = set(trigger.words)
    actors = refs(reading, identities, (i for i in doing if i not in used))
    recipients = refs(reading, identities, (i for i in done if i not in used))
    if frame == "mutual":
        actors, recipients = _merge(actors, recipients), ()
    acting = {(ref.start, ref.end) for ref in actors}
    return actors, tuple(ref for ref in recipients if (ref.start, ref.end) not in acting)


def _merge(*groups: tuple[Ref, ...]) -> tuple[Ref, ...]:
    found = {(ref.start, ref.end): ref for group in groups for ref in group}
    return tuple(found[key] for key in sorted(found))


def _verb_roles(reading: Reading, trigger: Trigger, frame: str) -> tuple[list[int], list[int]]:
    verb = trigger.head
    doing, done = list(subjects(reading, verb)), list(objects(reading, verb))
    if frame == "patient-subject":
        return list(prepositional(reading, verb, _BY)), [*doing, *done]
    if frame == "agent-at":
        inner = [i for word in trigger.words if word != verb for i in prepositional(reading, word, _AGAINST)]
        behind = [i for word in trigger.words for i in reading.kids(word, "pobj")]
        return doing, [*prepositional(reading, verb, _AGAINST), *inner, *behind, *done]
    if frame == "mutual":
        inner = [i for word in trigger.words for i in prepositional(reading, word, _WITH)]
        return [*doing, *done], inner
    if frame == "agent-only":
        return doing or done, []
    return doing, done or list(prepositional(reading, verb, _VERB_AGAINST))


def _noun_roles(reading: Reading, trigger: Trigger, frame: str) -> tuple[list[int], list[int]]:
    noun = trigger.head
    whose = [i for i in owners(reading, noun) if reading.tokens[i].head == noun and i < noun]
    of = list(prepositional(reading, noun, _OF))
    done = list(prepositional(reading, noun, _AGAINST))
    doing = list(prepositional(reading, noun, _BY))
    if trigger.verb is not None:
        carrying = list(subjects(reading, trigger.verb))
        passive = list(objects(reading, trigger.verb)) if reading.kid(trigger.verb, "auxpass") is not None else []
        if trigger.light == "patient":
            done += carrying
        else:
            doing += [i for i in carrying if i not in passive]
        done += list(prepositional(reading, trigger.verb, _VERB_AGAINST))
    if frame == "mutual":
        head = reading.tokens[noun].head
        behind = prepositional(reading, head, _BETWEEN) if reading.tokens[noun].dep in {"nsubj", "attr"} else ()
        return [*whose, *doing], [*prepositional(reading, noun, _WITH), *behind, *of]
    if reading.tokens[noun].lemma in lexicon.by_pattern("victim_nouns"):
        possessors = [i for i in whose if reading.tokens[i].dep == "poss"]
        return [*doing, *(i for i in whose if i not in possessors)], [*possessors, *of, *done]
    return [*whose, *doing], [*done, *of]


def _nouns(reading: Reading, trigger: Trigger, means: Sequence[Trigger]) -> list[int]:
    """Give the nouns of an event's clause that may be weapons or targets."""
    verb = trigger.verb if trigger.verb is not None else trigger.head
    found = [*subjects(reading, verb), *objects(reading, verb)]
    for head in {verb, trigger.head, *(other.head for other in means)}:
        found += prepositional(reading, head, frozenset({"with", "by", "from", "using", *_VERB_AGAINST}))
    return [i for i in dict.fromkeys(found) if i not in trigger.words]


def _instruments(reading: Reading, trigger: Trigger, nouns: Sequence[int]) -> tuple[Span, ...]:
    objects_ = set(objects(reading, trigger.verb)) if trigger.verb == trigger.head else set()
    throws = "object-may-be-weapon" in trigger.row["note"]
    spans = [weapon(reading, i) for i in nouns if throws or i not in objects_]
    return tuple(span for span in spans if span is not None)


def _targets(reading: Reading, identities: Identities, trigger: Trigger) -> tuple[Span, ...]:
    """Give the physical things that were hit: objects that are neither actors nor places."""
    found: list[Span] = []
    if trigger.row["type"] != EventType.ASSAULT:
        return ()
    hit = (
        list(objects(reading, trigger.head))
        if trigger.verb == trigger.head
        else list(prepositional(reading, trigger.head, _AGAINST))
    )
    for i in hit:
        token = reading.tokens[i]
        is_place = any(identities.placed.over(token.start, token.end))
        vague = token.lemma in lexicon.by_pattern("vague_numbers") or weapon(reading, i) is not None
        if (
            token.pos == "NOUN"
            and i not in identities.mention_at
            and not is_place
            and i not in reading.quantity_at
            and i not in trigger.words
            and not vague
        ):
            first = min((reading.edges[k][0] for k in reading.kids(i, "compound", "amod", "poss", "det")), default=i)
            found.append(reading.span(min(first, i), i))
    return tuple(found)


def _clause_tokens(reading: Reading, trigger: Trigger) -> list[int]:
    """Give the tokens of a trigger's own clause, other clauses in it left out."""
    top = trigger.verb if trigger.verb is not None else trigger.head
    tokens = {top, trigger.head}
    waiting = [trigger.head, top]
    while waiting and len(tokens) < _CLAUSE:
        i = waiting.pop()
        for kid in reading.children[i]:
            token = reading.tokens[kid]
            other = token.dep in _OTHER_CLAUSES or (token.dep == "conj" and token.pos in {"VERB", "AUX"})
            if not other and kid not in tokens:
                tokens.add(kid)
                waiting.append(kid)
    return sorted(tokens)


def _clause(reading: Reading, trigger: Trigger, ordered: Sequence[int]) -> list[tuple[int, int]]:
    """Give the characters of a trigger's own clause, as stretches, nearest to the trigger first."""
    spans: list[tuple[int, int]] = []
    begin = ordered[0]
    for here, following in zip(ordered, [*ordered[1:], -1], strict=True):
        if following != here + 1:
            spans.append((reading.tokens[begin].start, reading.tokens[here].end))
            begin = following
    at = reading.tokens[trigger.head].start
    return sorted(spans, key=lambda span: 0 if span[0] <= at < span[1] else min(abs(span[0] - at), abs(span[1] - at)))


def _sentence(reading: Reading, i: int) -> tuple[int, int]:
    sentence = reading.sentence_of(i)
    return reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end


def _where(
    reading: Reading, identities: Identities, trigger: Trigger, clause: Sequence[tuple[int, int]]
) -> tuple[str | None, str | None]:
    noun = reading.subtree(trigger.head)
    place = place_at(reading, identities, [(noun.start, noun.end)] if trigger.verb != trigger.head else [])
    place = place or place_at(reading, identities, clause)
    if place is not None:
        return place.id, "clause"
    place = place_at(reading, identities, [_sentence(reading, trigger.head)])
    return (place.id, "sentence") if place is not None else story_place(reading, identities, trigger.head)


def _when(
    reading: Reading, identities: Identities, trigger: Trigger, clause: Sequence[tuple[int, int]]
) -> tuple[str | None, str | None]:
    time = time_in(identities, clause)
    if time is not None:
        return time.id, "clause"
    time = time_in(identities, [_sentence(reading, trigger.head)])
    return (time.id, "sentence") if time is not None else (None, None)


def _modes(trigger: Trigger, means: Sequence[Trigger], instruments: Sequence[Span]) -> tuple[str, ...]:
    """Give the modes that the trigger, its means and its weapons tell."""
    found = [mode for one in (trigger, *means) for mode in one.row["modes"].split("|") if mode]
    if trigger.row["type"] == EventType.ASSAULT:
        weapons = lexicon.by_pattern("weapons")
        for span in instruments:
            words = span.text.lower()
            row = weapons.get(words) or weapons.get(words.removesuffix("s"))
            if row is not None and row["value"]:
                found.append(row["value"])
    return tuple(dict.fromkeys(found))


def _codes(kind: EventType, modes: Sequence[str]) -> Mapping[str, str]:
    """Give CAMEO and ACLED codes for a type and its first mode that has one (``crosswalk.tsv``)."""
    table = _crosswalk()
    return next((table[kind, mode] for mode in modes if (kind, mode) in table), table.get((kind, ""), {}))


def _is_event(
    reading: Reading,
    identities: Identities,
    trigger: Trigger,
    actors: Sequence[Ref],
    recipients: Sequence[Ref],
    instruments: Sequence[Span],
    place_basis: str | None,
) -> bool:
    """Tell whether a trigger has what an event of its kind needs."""
    carried = trigger.verb is not None and trigger.verb != trigger.head
    if "needs-recipient-or-weapon" in trigger.row["note"] and not (recipients or instruments or carried):
        return False
    if trigger.row["frame"] == "mutual":
        plural = any(reading.tokens[i].tag in {"NNS", "NNPS"} for i in trigger.words)
        return (
            len(actors) > 1
            or (bool(actors) and trigger.row["type"] != EventType.CONSULT)
            or (plural and place_basis == "clause" and trigger.row["type"] == EventType.ASSAULT)
        )
    if trigger.row["type"] == EventType.THREATEN and not _can_threaten(identities, actors):
        return False
    if trigger.row["type"] != EventType.ASSAULT:
        return bool(actors) or (bool(recipients) and trigger.verb is not None)
    if trigger.verb is not None:
        harm = trigger.verb == trigger.head and reading.tokens[trigger.head].lemma in _harms()
        return not harm or bool(actors or recipients or place_basis == "clause")
    governor = reading.tokens[reading.tokens[trigger.head].head]
    cited = lexicon.by_pattern("cues").get(governor.lemma)
    return (
        bool(actors or recipients)
        or place_basis == "clause"
        or (reading.tokens[trigger.head].dep == "dobj" and cited is not None and cited["form"] == "deny")
    )


def _can_threaten(identities: Identities, actors: Sequence[Ref]) -> bool:
    """Tell a threat from a warning about danger: aid agencies, monitors and residents threaten nobody."""
    kinds = {identities.actor[ref.actor].kind for ref in actors if ref.actor is not None}
    return not kinds or bool(kinds - _HARMLESS)


def _suspected(reading: Reading, nouns: Sequence[int]) -> bool:
    """Tell "suspected rebels bombed": the act is sure, who did it is not; the statement is held probable."""
    certainty = lexicon.by_pattern("certainty")
    return any(
        (row := certainty.get(reading.tokens[kid].lower)) is not None and row["kind"] == "adjective"
        for i in nouns
        for kid in reading.kids(i, "amod")
    )


def _is_first(reading: Reading, trigger: Trigger, clause: Sequence[tuple[int, int]]) -> bool:
    """Tell "for the first time" in the clause, or "first" on the noun."""
    text = reading.document.text
    if any("for the first time" in " ".join(text[start:end].lower().split()) for start, end in clause):
        return True
    return any(reading.tokens[kid].lower == "first" for kid in reading.kids(trigger.head, "amod"))


def _inside(reading: Reading, trigger: Trigger, verbs: Mapping[int, Trigger]) -> int | None:
    """Give the event in whose threat, promise or demand this one stands ("threatened to bomb")."""
    at = trigger.verb if trigger.verb is not None else trigger.head
    for _ in range(3):
        token = reading.tokens[at]
        if token.dep not in {"xcomp", "ccomp", "pcomp", "prep"}:
            return None
        at = token.head
        if at in verbs and at != trigger.head:
            return at
    return None


def _objects(reading: Reading, trigger: Trigger) -> list[tuple[int, int]]:
    """Give the words of a verb's own object, so that the statement's words make sense."""
    if trigger.verb != trigger.head:
        return []
    found: list[tuple[int, int]] = []
    for i in reading.kids(trigger.head, "dobj"):
        first = min((k for k in reading.kids(i, "det", "amod", "compound", "poss", "nummod") if k < i), default=i)
        found.append((reading.tokens[first].start, reading.tokens[i].end))
    return found


def _settings(
    identities: Identities, clause: Sequence[tuple[int, int]], *known: tuple[str | None, str | None]
) -> list[tuple[int, int]]:
    """Give the words of the place and time that the event's own clause names."""
    wanted = {name for name, basis in known if basis == "clause"}
    found: list[tuple[int, int]] = []
    for start, end in clause:
        found += [(p.start, p.end) for p in identities.placed.inside(start, end) if (p.same_as or p.id) in wanted]
        found += [(t.start, t.end) for t in identities.timed.inside(start, end) if t.id in wanted]
    return found


def _own_tokens(
    reading: Reading, trigger: Trigger, tokens: Sequence[int], named: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Give the first and last token of the smallest stretch with the trigger and the words of its own clause."""
    low, high = trigger.words[0], trigger.words[-1]
    for i in tokens:
        token = reading.tokens[i]
        if any(start <= token.start and token.end <= end for start, end in named):
            low, high = min(low, i), max(high, i)
    return low, high
