"""Events: who did what to whom, in the terms of PLOVER 2.0 (codebook, 2.0 draft)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.arms import mode_of
from sayso.grounding.roles import is_citing_verb
from sayso.record import ActorKind, Certainty, Event, EventType, Polarity, Stage
from sayso.statements.calm import Calm
from sayso.statements.codes import codes_of, ucdp_of
from sayso.statements.contexts import contexts_of
from sayso.statements.drafts import Draft
from sayso.statements.implied import HOSTILE, find_demands, with_promise
from sayso.statements.modality import NOBODY, judge
from sayso.statements.people import kinds_of, objects, prepositional, subjects
from sayso.statements.roles import find_instruments, find_roles, find_targets, hits_something, nouns_of
from sayso.statements.triggers import CAUSES, HAPPENS, Trigger, find_triggers
from sayso.statements.when import Calendar
from sayso.statements.where import is_aside, place_at, story_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref, Span

_IN = frozenset({"in", "during", "by", "from"})
_ARMED_MEN = re.compile(r"\b(?:armed|masked|gun|uniformed)\b", re.IGNORECASE)
_REASONS = frozenset({"for", "over"})
_TIMES = frozenset({"DATE", "TIME", "ORDINAL"})
_BY_FORCE = frozenset({EventType.COERCE, EventType.PROTEST})
_OUTBREAKS = frozenset({HAPPENS, CAUSES})
_CLAUSE = 120  # tokens of one clause that are searched for place and time
_OTHER_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "parataxis"})
_FIGHTERS = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.ARMED_GROUP})
_HARMLESS = frozenset(
    {ActorKind.NGO, ActorKind.MONITOR, ActorKind.MEDICAL, ActorKind.CIVILIANS, ActorKind.OUTLET, ActorKind.POPULATION}
)
_ARMED = frozenset({*_FIGHTERS, ActorKind.POLICE, ActorKind.GOVERNMENT})
_TALKERS = frozenset({ActorKind.PERSON, ActorKind.PARTY, ActorKind.OUTLET, ActorKind.NGO})
_SIDES = frozenset({*_ARMED, ActorKind.IGO})  # whoever goes to war against a group that nobody has described


@cache
def _harms() -> frozenset[str]:
    """Give the verbs that tell what became of people."""
    return frozenset(row["pattern"] for row in lexicon.table("tolls") if row["pos"] == "verb")


@cache
def _threats() -> frozenset[str]:
    """Give the verbs behind which an act is threatened."""
    rows = lexicon.table("stages")
    return frozenset(row["pattern"] for row in rows if row["pos"] == "verb" and row["value"] == Stage.THREATENED)


@cache
def _protests() -> frozenset[str]:
    """Give the nouns that name a protest, so that it can be said to have turned violent."""
    rows = (row for row in lexicon.table("triggers") if row["type"] == EventType.PROTEST and row["pos"] == "noun")
    return frozenset(word for row in rows if " " not in row["pattern"] for word in row["pattern"].split("|"))


def find_events(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find the events of a reading.

    A noun of violence that is the subject or the means of a violent verb
    ("airstrikes killed twelve", "killed in a raid") is told by the verb's
    event. Events other than violence need an actor or a recipient.
    """
    triggers = _sworn(reading, find_triggers(reading, asked))
    calendar = Calendar(reading, identities)
    yield from find_demands(reading, identities, asked)
    verbs = {trigger.head: trigger for trigger in triggers if trigger.verb == trigger.head}
    merged: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        if trigger.verb is None or trigger.verb == trigger.head:
            head = _told_by(reading, trigger, verbs)
            if head is not None:
                merged.setdefault(head, []).append(trigger)
                for other in _joined(reading, trigger, head, verbs):
                    merged.setdefault(other, []).append(trigger)
    swallowed = {trigger.head for group in merged.values() for trigger in group}
    calm = Calm(reading)
    drafts: dict[int, Draft] = {}
    for trigger in triggers:
        if trigger.head not in swallowed:
            draft = _event(reading, identities, calendar, trigger, merged.get(trigger.head, ()), verbs, calm)
            if draft is not None:
                drafts[trigger.head] = draft
    told = {trigger.head: trigger for trigger in triggers if trigger.head in drafts}
    for head in drafts.keys() - _effects(reading, list(told.values())):
        yield from with_promise(reading, identities, told[head], drafts[head])


def _sworn(reading: Reading, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Give triggers among which a vow that nothing hostile is in ("vowed to hold elections") is a promise."""
    hostile = [trigger.head for trigger in triggers if trigger.row["type"] in HOSTILE]
    given: list[Trigger] = []
    for trigger in triggers:
        vow = "harmless-is-AGREE" in trigger.row["note"]
        clause = reading.kid(trigger.head, "xcomp", "ccomp", "advcl") if vow else None
        if clause is not None and reading.kid(clause, "neg") is None:
            first, last = reading.edges[clause]
            if not any(first <= i <= last for i in hostile):
                trigger = replace(trigger, row={**trigger.row, "type": EventType.AGREE, "modes": ""})
        given.append(trigger)
    return tuple(given)


def _effects(reading: Reading, triggers: Sequence[Trigger]) -> set[int]:
    """Give the verbs that tell only what became of people, beside the act that did it.

    "150 people were killed when the town was bombed" is one act; "and 30
    wounded" adds none. What became of them is kept as a toll.
    """
    violent: dict[int, list[int]] = {}
    for trigger in triggers:
        if trigger.row["type"] == EventType.ASSAULT:
            violent.setdefault(reading.tokens[trigger.head].sentence, []).append(trigger.head)
    found: set[int] = set()
    for heads in violent.values():
        effects = [i for i in heads if reading.tokens[i].lemma in _harms() and not list(subjects(reading, i))]
        acts = [i for i in heads if i not in effects]
        found.update(effects if acts else effects[1:])
    return found


def _joined(reading: Reading, trigger: Trigger, verb: int, verbs: Mapping[int, Trigger]) -> Iterator[int]:
    """Give the further verbs that share a noun of violence as subject ("strikes killed nine and razed a bridge")."""
    subject = reading.kid(verb, "nsubj")
    if subject is not None and trigger.head in {subject, *prepositional(reading, subject, frozenset({"of"}))}:
        yield from (
            i
            for i in reading.conjuncts(verb)
            if i != verb
            and i in verbs
            and verbs[i].row["type"] == EventType.ASSAULT
            and reading.kid(i, "nsubj") is None
        )


def _told_by(reading: Reading, trigger: Trigger, verbs: Mapping[int, Trigger]) -> int | None:
    """Give the violent verb whose subject or means a noun of violence is, or whose result a verb of harm tells."""
    token = reading.tokens[trigger.head]
    described = _in_which(reading, trigger, verbs)
    if described is not None:
        return described
    head = token.head
    above = reading.tokens[reading.tokens[head].head]
    if token.dep == "pobj" and reading.tokens[head].lower == "of" and above.lemma in lexicon.by_pattern("collectives"):
        token, head = above, above.head  # "a series of airstrikes killed"
    if trigger.verb is not None:
        if token.dep != "advcl" or token.tag != "VBG" or token.lemma not in _harms():
            return None  # "shelled the town, killing 14" is one act
    elif token.dep == "pobj" and reading.tokens[head].lower in _IN:
        head = reading.tokens[head].head
    elif token.dep == "dobj" and head in verbs and _STOPPED in verbs[head].row["note"]:
        pass  # "foiled an attack" is one act, which failed
    elif token.dep not in {"nsubj", "nsubjpass"}:
        return None
    verb = verbs.get(head)
    if verb is None or verb.row["type"] != EventType.ASSAULT or trigger.row["type"] != EventType.ASSAULT:
        return None
    return head


def _in_which(reading: Reading, trigger: Trigger, verbs: Mapping[int, Trigger]) -> int | None:
    """Give the verb of harm in the clause that describes a noun of violence ("the attack in which ten people died")."""
    if trigger.verb is not None or trigger.row["type"] != EventType.ASSAULT:
        return None
    behind = [i for k in reading.kids(trigger.head, "prep") for i in reading.kids(k, "pobj")]
    for clause in (c for noun in (trigger.head, *behind) for c in reading.kids(noun, "relcl")):
        which = [reading.kid(clause, "nsubj"), *(reading.kid(i, "pobj") for i in reading.kids(clause, "prep"))]
        relative = any(i is not None and reading.tokens[i].tag == "WDT" for i in which)
        if relative and clause in verbs and verbs[clause].row["type"] == EventType.ASSAULT:
            return clause
    return None


_STOPPED = "object-names-the-act"
_TO_COME = frozenset({Stage.PLANNED, Stage.THREATENED, Stage.HYPOTHETICAL})


def _event(
    reading: Reading,
    identities: Identities,
    calendar: Calendar,
    trigger: Trigger,
    means: Sequence[Trigger],
    verbs: Mapping[int, Trigger],
    calm: Calm,
) -> Draft | None:
    actors, recipients = find_roles(reading, identities, trigger, means)
    trigger = _turned(trigger, actors, kinds_of(identities, actors))
    nouns = nouns_of(reading, trigger, means)
    instruments = find_instruments(reading, identities, trigger, nouns, means)
    tokens = _clause_tokens(reading, trigger)
    clause = _clause(reading, trigger, tokens)
    place, place_basis = _where(reading, identities, trigger, clause)
    parties = (actors, recipients, instruments)
    if calm.explains(identities, trigger, *parties) or not _is_event(
        reading, identities, trigger, *parties, place_basis, bool(means)
    ):
        return None
    time, time_basis = calendar.when(trigger.head, clause)
    modes = _modes(trigger, means, instruments) or _threatened(reading, trigger, verbs)
    kind = EventType(trigger.row["type"])
    judged = judge(reading, trigger.head, trigger.verb)
    stage = Stage(trigger.row["stage"]) if trigger.row["stage"] else judged.stage
    if stage in _TO_COME and place_basis != "clause":
        place = place_basis = None  # where something is to happen, only its own clause can tell
    polarity = Polarity.NEGATIVE if stage is Stage.FAILED else judged.polarity
    codes = codes_of(kind, modes)
    sides = (kinds_of(identities, actors), kinds_of(identities, recipients))
    targets = find_targets(reading, identities, trigger, means)
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
            contexts=contexts_of(reading, tokens, kind, modes, sides),
            cameo=codes.get("cameo") or None,
            acled=codes.get("acled") or None,
            ucdp=ucdp_of(*sides) if kind is EventType.ASSAULT else None,
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


@cache
def _turns() -> Mapping[str, Sequence[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in lexicon.table("turns"):
        found.setdefault(row["pattern"], []).append(row)
    return found


def _turned(trigger: Trigger, actors: Sequence[Ref], doing: Sequence[ActorKind]) -> Trigger:
    """Give a trigger with the type that its act has for its doers: troops who march protest against nothing."""
    for row in _turns().get(trigger.row["id"], ()):
        unarmed = not any(_ARMED_MEN.search(ref.text) for ref in actors)
        if doing and {*doing} <= {*row["doers"].split("|")} and (unarmed or row["type"] != EventType.PROTEST):
            return replace(trigger, row={**trigger.row, "type": row["type"], "modes": row["modes"], "note": ""})
    return trigger


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
    if place is not None and not is_aside(reading, identities, place, trigger.head):
        return place.id, "sentence"
    story = story_place(reading, identities, trigger.head)
    return story if place is None or story[0] is not None else (place.id, "sentence")


def _modes(trigger: Trigger, means: Sequence[Trigger], instruments: Sequence[Span]) -> tuple[str, ...]:
    """Give the modes that the trigger, its means and its weapons tell."""
    found = [mode for one in (trigger, *means) for mode in one.row["modes"].split("|") if mode]
    if trigger.row["type"] == EventType.ASSAULT:
        found += [mode for mode in (mode_of(span.text) for span in instruments) if mode]
    return tuple(dict.fromkeys(found))


def _threatened(reading: Reading, trigger: Trigger, verbs: Mapping[int, Trigger]) -> tuple[str, ...]:
    """Give the mode of a threat: what it is that is threatened."""
    if trigger.row["type"] != EventType.THREATEN:
        return ()
    inner = next((verbs[i] for i in reading.kids(trigger.head, "xcomp", "ccomp") if i in verbs), None)
    if inner is None:
        return ()
    modes = {*inner.row["modes"].split("|"), ""}
    return tuple(
        row["value"]
        for row in lexicon.table("threat_modes")
        if row["pattern"] == inner.row["type"] and row["mode"] in modes
    )[:1]


def _is_event(
    reading: Reading,
    identities: Identities,
    trigger: Trigger,
    actors: Sequence[Ref],
    recipients: Sequence[Ref],
    instruments: Sequence[Span],
    place_basis: str | None,
    by_means: bool,
) -> bool:
    """Tell whether a trigger has what an event of its kind needs."""
    carried = trigger.verb is not None and trigger.verb != trigger.head and trigger.light not in _OUTBREAKS
    if _is_talk(reading, trigger) or not _meets(
        reading, identities, trigger, actors, recipients, instruments, carried or by_means
    ):
        return False
    if trigger.row["frame"] == "mutual":
        plural = any(reading.tokens[i].tag in {"NNS", "NNPS"} for i in trigger.words)
        return (
            len(actors) > 1
            or (bool(actors) and trigger.row["type"] != EventType.CONSULT)
            or (plural and place_basis == "clause" and trigger.row["type"] == EventType.ASSAULT)
            or (trigger.light in _OUTBREAKS and trigger.row["type"] in {EventType.ASSAULT, EventType.RETREAT})
            or (bool(actors) and _several_meet(reading, trigger))
            or _is_passive(reading, trigger)
        )
    if trigger.row["type"] == EventType.THREATEN and not _can_threaten(reading, identities, trigger, actors):
        return False
    token = reading.tokens[trigger.head]
    if trigger.row["type"] != EventType.ASSAULT:
        happening = trigger.row["type"] == EventType.PROTEST and (
            trigger.light in _OUTBREAKS
            or token.dep in {"nsubj", "nsubjpass"}
            or any(reading.tokens[i].lemma in _protests() for i in subjects(reading, trigger.head))
            or (place_basis == "clause" and token.tag == "NNS")
        )
        passive = _is_passive(reading, trigger) or (bool(recipients) and _is_told_of(reading, trigger))
        return bool(actors) or (bool(recipients) and trigger.verb is not None) or happening or passive
    if trigger.verb is not None:
        harm = trigger.verb == trigger.head and token.lemma in _harms()
        return not harm or by_means or bool(actors or recipients or place_basis == "clause")
    governor = reading.tokens[token.head]
    cited = lexicon.by_pattern("cues").get(governor.lemma)
    plain = not {"loose", "effect"} & {*trigger.row["note"].split("; ")}
    return (
        bool(actors or recipients)
        or place_basis == "clause"
        or hits_something(reading, identities, trigger)
        or any(reading.tokens[i].entity == "DATE" for i in reading.kids(trigger.head, "poss"))  # "Friday's attack"
        or (plain and place_basis is not None)
        or (token.dep == "dobj" and cited is not None and cited["form"] == "deny")
        or (token.dep == "attr" and reading.kid(governor.i, "expl") is not None)
    )


def _several_meet(reading: Reading, trigger: Trigger) -> bool:
    """Tell a meeting of people named together ("ministers met in Oslo"); to meet something is no meeting."""
    if trigger.verb is None or (
        trigger.verb == trigger.head and len(trigger.words) == 1 and _has_object(reading, trigger)
    ):
        return False
    return any(reading.tokens[i].tag in {"NNS", "NNPS"} for i in subjects(reading, trigger.verb))


def _has_object(reading: Reading, trigger: Trigger) -> bool:
    return reading.kid(trigger.head, "dobj") is not None


def _is_passive(reading: Reading, trigger: Trigger) -> bool:
    """Tell an act whose doer nobody names: its words in the subject, or something built.

    "A curfew was imposed", "rifles found in a barn", "shops were looted".
    """
    token = reading.tokens[trigger.head]
    passive = reading.kid(trigger.head, "nsubjpass")
    if passive is None and token.dep == "acl" and token.tag == "VBN":
        passive = token.head
    if passive is None or trigger.verb != trigger.head:
        return False
    counted = [k for of in reading.kids(passive, "prep") for k in reading.kids(of, "pobj")]
    if not {passive, *counted}.isdisjoint(trigger.words):
        return True
    built = any(reading.tokens[i].lemma in lexicon.by_pattern("structures") for i in (passive, *counted))
    return trigger.row["type"] in _BY_FORCE and built


def _is_told_of(reading: Reading, trigger: Trigger) -> bool:
    """Tell an act by its noun of which somebody tells ("announced the arrest of six men")."""
    token = reading.tokens[trigger.head]
    verb = reading.tokens[token.head]
    return token.dep == "dobj" and verb.pos == "VERB" and verb.lemma in lexicon.by_pattern("announcing")


def _is_talk(reading: Reading, trigger: Trigger) -> bool:
    """Tell a refusal or request to speak, which is no act ("declined to comment", "asked whether")."""
    asks = trigger.row["note"] == "needs-request"
    clause = reading.kid(trigger.head, "xcomp", "ccomp")
    if asks:
        favour = any(reading.tokens[i].lower == "for" for i in reading.kids(trigger.head, "prep"))
        return not (favour or (clause is not None and reading.tokens[clause].tag == "VB"))
    if "blame-has-a-reason" in trigger.row["note"] and _has_reason(reading, trigger):
        return True
    silent = trigger.row["type"] == EventType.REJECT and clause is not None
    return silent and is_citing_verb(reading.tokens[clause].lemma) if clause is not None else False


def _asks_another(reading: Reading, identities: Identities, trigger: Trigger) -> bool:
    """Tell a wish that somebody else do something ("wants the minister to resign")."""
    clause = reading.kid(trigger.head, "ccomp", "xcomp")
    other = None if clause is None else reading.kid(clause, "nsubj")
    return other is not None and other in identities.mention_at and reading.tokens[clause or 0].tag == "VB"


def _has_reason(reading: Reading, trigger: Trigger) -> bool:
    """Tell blame by its reason ("came under fire for his remarks"); a length of time is none ("for an hour")."""
    reasons = [i for word in trigger.words for i in prepositional(reading, word, _REASONS)]
    return any(reading.tokens[i].entity not in _TIMES and reading.tokens[i].pos in {"NOUN", "VERB"} for i in reasons)


def _meets(
    reading: Reading,
    identities: Identities,
    trigger: Trigger,
    actors: Sequence[Ref],
    recipients: Sequence[Ref],
    instruments: Sequence[Span],
    carried: bool,
) -> bool:
    """Tell whether a trigger has what its row asks for (``note``), so that it means an act of its type."""
    doing, done = set(kinds_of(identities, actors)), set(kinds_of(identities, recipients))
    hit = list(objects(reading, trigger.head)) if trigger.verb == trigger.head else []
    told = bool(recipients or instruments or carried)
    thing = _has_object(reading, trigger)
    hits = hits_something(reading, identities, trigger)
    verb = reading.tokens[trigger.head]
    meant = verb.dep == "xcomp" and reading.tokens[verb.head].lemma in _threats()
    struck = bool(actors) and hits
    suffers = hits and (trigger.row["frame"] == "patient-subject" or trigger.verb != trigger.head)
    asked = {
        "needs-recipient-or-weapon": told or suffers or (struck and (meant or bool(doing & _ARMED))),
        "needs-recipient-or-outbreak-of-several": told
        or suffers
        or (struck and bool(doing & _ARMED))
        or (trigger.light == HAPPENS and reading.tokens[trigger.head].tag == "NNS"),
        "needs-recipient-or-outbreak": told or trigger.light in _OUTBREAKS,
        "needs-person-object": bool(recipients) and any(i in identities.mention_at for i in hit),
        "no-mere-words": told or struck or not thing or bool(doing - _TALKERS),
        "needs-object": thing,
        "needs-clause": reading.kid(trigger.head, "xcomp") is not None,
        "needs-built": told or struck,
        "needs-light": carried,
        "needs-outbreak": trigger.light == HAPPENS,
        "needs-light-or-fighter": carried or bool(done & _ARMED),
        "needs-two-sides": len(actors) > 1,
        "needs-fighter": bool(doing & _ARMED),
        "needs-person": ActorKind.PERSON in doing,
        "needs-military-subject": bool(doing & {ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.POLICE}),
        "object-is-fighter": bool(done & _ARMED or (ActorKind.OTHER in done and doing & _SIDES)),
        "object-is-somebody": bool(recipients),
        _STOPPED: carried,
        "subject-is-weapon": bool(instruments) or carried,
        "needs-other-doer": _asks_another(reading, identities, trigger),
    }
    return all(asked.get(need, True) for need in trigger.row["note"].split("; "))


def _can_threaten(reading: Reading, identities: Identities, trigger: Trigger, actors: Sequence[Ref]) -> bool:
    """Tell a threat from a warning about danger: aid agencies and residents only threaten to act themselves.

    "Nobody warned us" tells of no threat either.
    """
    if any(reading.tokens[i].lower in NOBODY for i in reading.kids(trigger.head, "nsubj")):
        return False
    if reading.kid(trigger.head, "xcomp") is not None and reading.kid(trigger.head, "dobj") is None:
        return True
    kinds = set(kinds_of(identities, actors))
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
