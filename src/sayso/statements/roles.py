"""Who takes part in an event, with what, and what was hit: read off the frame of its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import NAME, NOMINAL, PRONOUN
from sayso.record import EventType
from sayso.statements.people import lands, objects, owners, prepositional, refs, subjects, weapon
from sayso.statements.triggers import CAUSES, HAPPENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref, Span
    from sayso.statements.triggers import Trigger

_AGAINST = frozenset({"against", "on", "upon", "at", "to", "with", "into", "towards", "toward", "onto"})
_VERB_AGAINST = frozenset({"against", "on", "upon", "at", "into"})
_TOWARDS = frozenset({*_AGAINST, "for", "from"})
_WITH = frozenset({"with", "against", "between"})
_BETWEEN = frozenset({"between"})
_BY = frozenset({"by"})
_AGAINST_ONLY = frozenset({"against"})
_OF = frozenset({"of"})
_DEEDS = frozenset({EventType.RETREAT, EventType.MOBILIZE})  # acts that need no other party
_HITTING = frozenset({"against", "on", "upon", "of"})
_WITH_WHAT = frozenset({"with", "by", "from", "using"})
_USING = frozenset({"use", "employ", "fire"})
_REACH = 60  # tokens of what is said in which another party is sought
_ASIDE = frozenset({"relcl", "parataxis"})
_OUTSIDE = frozenset({"nsubj", "nsubjpass", "conj", *_ASIDE})


def find_roles(
    reading: Reading, identities: Identities, trigger: Trigger, means: Sequence[Trigger]
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Give actors and recipients by the frame of the trigger."""
    frame = trigger.row["frame"]
    if trigger.verb == trigger.head:
        doing, done = _verb_roles(reading, trigger, frame)
    else:
        doing, done = _noun_roles(reading, trigger, frame)
    harmed: list[int] = []
    for other in means:
        result: tuple[list[int], list[int]] = [], list(objects(reading, other.head))
        more = result if other.verb is not None else _noun_roles(reading, other, other.row["frame"])
        doing, done = [*doing, *more[0]], [*done, *more[1]]
        harmed += result[1] if other.verb is not None else []
    used = set(trigger.words)
    actors = refs(reading, identities, (i for i in doing if i not in used))
    recipients = refs(reading, identities, (i for i in done if i not in used))
    if frame == "mutual":
        hurt = refs(reading, identities, (i for i in harmed if i not in used))  # "clashed, killing two farmers"
        sides = {(ref.start, ref.end) for ref in hurt}
        return tuple(ref for ref in _merge(actors, recipients) if (ref.start, ref.end) not in sides), hurt
    acting = {(ref.start, ref.end) for ref in actors}
    recipients = tuple(ref for ref in recipients if (ref.start, ref.end) not in acting)
    if trigger.row["type"] != EventType.ASSAULT:
        known = {ref.actor for ref in actors} - {None}
        recipients = tuple(ref for ref in recipients if ref.actor not in known)  # nobody promises to themselves
    if not recipients and trigger.row["type"] == EventType.ASSAULT and trigger.verb != trigger.head:
        far = [noun for i in _said(reading, trigger) for noun in prepositional(reading, i, _AGAINST_ONLY)]
        return actors, tuple(r for r in refs(reading, identities, far) if (r.start, r.end) not in acting)
    if recipients or trigger.row["type"] == EventType.ASSAULT:
        return actors, recipients
    recipients = lands(reading, identities, _towards(reading, trigger))
    if recipients or trigger.row["type"] in _DEEDS:
        return actors, recipients
    return actors, _addressed(reading, identities, trigger, actors)


def _towards(reading: Reading, trigger: Trigger) -> list[int]:
    """Give the nouns behind the prepositions of a trigger's words that say to, against or for whom."""
    return [noun for word in trigger.words for noun in prepositional(reading, word, _TOWARDS)]


def _addressed(reading: Reading, identities: Identities, trigger: Trigger, actors: Sequence[Ref]) -> tuple[Ref, ...]:
    """Give whom an act of words is about, where no object says it: another party named in what is said.

    "demanded that the army leave" names it as subject; "offered to hand two
    men over to Oman", "rejected a call by the bishops" and "marched to demand
    reforms by the king" name it anywhere inside. Names and countries go
    before descriptions, which are often what is given ("offered troops to
    Chad"); what belongs to the doer itself ("its troops") is nobody else.
    """
    inside = _said(reading, trigger)
    acting = {(ref.start, ref.end) for ref in actors}
    known = {ref.actor for ref in actors} - {None}
    demanded = trigger.row["type"] == EventType.REQUEST
    ranked: list[tuple[int, int]] = []
    for i in inside:
        mention = identities.mention_at.get(i)
        token = reading.tokens[i]
        timed = any(identities.timed.over(token.start, token.end))
        if mention is None or mention.actor in known or mention.kind == PRONOUN or timed:
            ranked += [(1, i)] if mention is None and lands(reading, identities, [i]) else []
            continue
        subject = demanded and token.dep in {"nsubj", "nsubjpass"}
        own = any(reading.tokens[k].tag == "PRP$" for k in reading.kids(i, "poss"))
        if subject or not own:
            ranked.append((0 if subject else 1 if mention.kind == NAME else 2, i))
    for _, i in sorted(ranked):
        heads = list(reading.conjuncts(i))
        found = _merge(refs(reading, identities, heads), lands(reading, identities, heads))
        found = tuple(ref for ref in found if (ref.start, ref.end) not in acting)
        if found:
            return found
    return ()


def _said(reading: Reading, trigger: Trigger) -> list[int]:
    """Give the tokens of what an act of words is about: all that hangs behind its trigger, asides left out."""
    waiting = [
        k
        for word in trigger.words
        for k in reading.children[word]
        if k > trigger.words[0] and reading.tokens[k].dep not in _OUTSIDE
    ]
    inside: set[int] = set()
    while waiting and len(inside) < _REACH:
        i = waiting.pop()
        if i not in inside and i not in trigger.words and reading.tokens[i].dep not in _ASIDE:
            inside.add(i)
            waiting += reading.children[i]
    return sorted(inside)


def _merge(*groups: tuple[Ref, ...]) -> tuple[Ref, ...]:
    found = {(ref.start, ref.end): ref for group in groups for ref in group}
    return tuple(found[key] for key in sorted(found))


def _verb_roles(reading: Reading, trigger: Trigger, frame: str) -> tuple[list[int], list[int]]:
    verb = trigger.head
    doing, done = list(subjects(reading, verb)), list(objects(reading, verb))
    if "subject-stops-it" in trigger.row["note"]:
        return [], done  # whoever foils an act neither does nor suffers it
    if "whose-bodies" in trigger.row["note"]:  # "police found the bodies of four farmers"
        return [], [i for body in done for i in (*prepositional(reading, body, _OF), *reading.kids(body, "poss"))]
    if frame == "patient-subject":
        return list(prepositional(reading, verb, _BY)), [*doing, *done]
    if frame == "agent-at":
        given = [*reading.kids(verb, "dobj"), *(word for word in trigger.words if word != verb)]
        given = [i for one in given for i in reading.conjuncts(one)]
        inner = [i for word in dict.fromkeys(given) for i in prepositional(reading, word, _AGAINST)]
        behind = [i for word in trigger.words for i in reading.kids(word, "pobj")]
        return doing, [*prepositional(reading, verb, _AGAINST), *inner, *behind, *done]
    if frame == "mutual":
        inner = [i for word in trigger.words for i in prepositional(reading, word, _WITH)]
        between = [i for one in doing for i in prepositional(reading, one, _BETWEEN)]
        return [*doing, *done], [*inner, *between]
    if frame == "agent-only":
        return doing or done, []
    return doing, done or list(prepositional(reading, verb, _VERB_AGAINST))


def _noun_roles(reading: Reading, trigger: Trigger, frame: str) -> tuple[list[int], list[int]]:
    noun = trigger.head
    whose = [i for i in owners(reading, noun) if reading.tokens[i].head == noun and i < noun]
    of = list(prepositional(reading, noun, _OF))
    done = list(prepositional(reading, noun, _AGAINST))
    doing = list(prepositional(reading, noun, _BY))
    for clause in reading.kids(noun, "acl"):  # "an attack carried out by rebels"
        doing += [i for by in reading.kids(clause, "agent") for one in reading.kids(by, "pobj")
                  for i in reading.conjuncts(one)]  # fmt: skip
    doing += [*_answering(reading, noun), *_of_which(reading, noun)]
    if trigger.verb is not None:
        carrying = list(subjects(reading, trigger.verb))
        passive = list(objects(reading, trigger.verb)) if reading.kid(trigger.verb, "auxpass") is not None else []
        if trigger.light == "patient":
            done += carrying
        elif trigger.light == HAPPENS:
            done += list(objects(reading, trigger.verb))
        elif trigger.light == CAUSES:
            pass  # whoever gave the cause did not do the act
        else:
            doing += [i for i in carrying if i not in passive]
        done += list(prepositional(reading, trigger.verb, _VERB_AGAINST))
    if frame == "mutual":
        head = reading.tokens[noun].head
        behind = _between(reading, head) if reading.tokens[noun].dep in {"nsubj", "attr"} else []
        return [*whose, *doing], [*prepositional(reading, noun, _WITH), *behind, *of]
    if reading.tokens[noun].lemma in lexicon.by_pattern("victim_nouns"):
        possessors = [i for i in whose if reading.tokens[i].dep == "poss"]
        return [*doing, *(i for i in whose if i not in possessors)], [*possessors, *of, *done]
    if "of-the-doer" in trigger.row["note"]:  # "the withdrawal of the troops"
        return [*whose, *doing, *of], done
    return [*whose, *doing], [*done, *of]


def _between(reading: Reading, verb: int) -> list[int]:
    """Give the nouns of "between", on a verb or on where it happens ("fighting raged in Homs between …")."""
    places = [noun for preposition in reading.kids(verb, "prep") for noun in reading.kids(preposition, "pobj")]
    return [i for head in (verb, *places) for i in prepositional(reading, head, _BETWEEN)]


def _of_which(reading: Reading, noun: int) -> list[int]:
    """Give who did the acts of which one is singled out ("the coalition flew ten raids, including strikes on …")."""
    token = reading.tokens[noun]
    if token.dep != "pobj" or reading.tokens[token.head].lower != "including":
        return []
    whole = reading.tokens[reading.tokens[token.head].head]
    verb = whole.head if whole.dep == "dobj" else whole.i
    return list(subjects(reading, verb)) if reading.tokens[verb].pos == "VERB" else []


def _answering(reading: Reading, noun: int) -> list[int]:
    """Give who takes an act upon themselves, or is said to answer for it: "X claimed responsibility for the attack".

    "The attack was attributed to X", "X was blamed for it", "accused X of it"
    and "held X responsible for it" name X in the same way; a denial names nobody.
    """
    token = reading.tokens[noun]
    rows = lexicon.by_pattern("answering")
    if token.dep == "nsubjpass" and (row := rows.get(reading.tokens[token.head].lemma)) and row["frame"] == "to":
        return list(prepositional(reading, token.head, frozenset({"to", "on"})))
    if token.dep == "pobj" and reading.tokens[token.head].lower == "behind":  # "said that it was behind the attack"
        verb = reading.tokens[token.head].head
        return list(subjects(reading, verb)) if reading.tokens[verb].lemma in {"be", "stand"} else []
    if token.dep != "pobj" or reading.tokens[token.head].lower not in {"for", "of"}:
        return []
    word = reading.tokens[token.head].head
    row = rows.get(reading.tokens[word].lemma)
    if row is None:
        return []
    if row["frame"] == "whom":
        return list(objects(reading, word))
    if row["frame"] == "what":  # "claimed responsibility for", where the verb decides
        verb = reading.tokens[word].head
        takes = rows.get(reading.tokens[verb].lemma)
        taken = reading.tokens[word].dep == "dobj" and takes is not None and takes["frame"] == "takes"
        return list(subjects(reading, verb)) if taken else []
    own = reading.kid(word, "nsubj")  # "held X responsible for"
    if own is not None:
        return list(reading.conjuncts(own))
    return list(subjects(reading, reading.tokens[word].head)) if row["frame"] == "is" else []


def nouns_of(reading: Reading, trigger: Trigger, means: Sequence[Trigger]) -> list[int]:
    """Give the nouns of an event's clause that may be weapons or targets."""
    verb = trigger.verb if trigger.verb is not None else trigger.head
    found = [*subjects(reading, verb), *objects(reading, verb)]
    for noun in (trigger.head, *(other.head for other in means)):
        if reading.tokens[noun].pos in {"NOUN", "PROPN"}:
            found += [i for i in prepositional(reading, noun, _OF) if weapon(reading, i) is not None]
            found += [i for kid in reading.kids(noun, "compound", "nmod") for i in reading.conjuncts(kid)]
    for head in {verb, trigger.head, *(other.head for other in means)}:
        found += prepositional(reading, head, _WITH_WHAT)
        found += [
            i
            for using in reading.kids(head, "advcl", "acl")
            if reading.tokens[using].lemma in _USING and reading.tokens[using].tag == "VBG"
            for i in objects(reading, using)
        ]
    found += [kid for one in found for kid in reading.kids(one, "compound") if weapon(reading, kid) is not None]
    counted = [i for one in found if one in reading.quantity_at for i in prepositional(reading, one, _OF)]
    return [i for i in dict.fromkeys([*found, *counted]) if i not in trigger.words]


def _is_vague(reading: Reading, i: int) -> bool:
    return reading.tokens[i].lemma in lexicon.by_pattern("vague_numbers")


def _whoever(reading: Reading, verb: int, suffers: bool) -> list[int]:
    """Give what a verb is done to: its object, or its subject where that suffers ("the bus came under fire")."""
    subject = reading.kid(verb, "nsubj") if suffers else None
    return list(objects(reading, verb)) if subject is None else list(reading.conjuncts(subject))


def hits_something(reading: Reading, identities: Identities, trigger: Trigger) -> bool:
    """Tell whether what an act is done to is ground or something built, so that to hit it is to use force."""
    if trigger.verb == trigger.head:
        hit = _whoever(reading, trigger.head, trigger.row["frame"] == "patient-subject")
    else:
        hit = list(prepositional(reading, trigger.head, _HITTING))
    for i in hit:
        token = reading.tokens[i]
        if token.lemma in lexicon.by_pattern("structures") or any(identities.placed.over(token.start, token.end)):
            return True
    return False


def find_instruments(
    reading: Reading,
    identities: Identities,
    trigger: Trigger,
    nouns: Sequence[int],
    means: Sequence[Trigger],
) -> tuple[Span, ...]:
    """Give the weapons among an event's nouns, and the fire or strikes that a verb of harm has as subject or means.

    An object is a weapon used only of verbs that fire or throw it.
    """
    objects_ = set(objects(reading, trigger.verb)) if trigger.verb == trigger.head else set()
    throws = "object-may-be-weapon" in trigger.row["note"]
    people = {i for i in nouns if (mention := identities.mention_at.get(i)) is not None and mention.kind == NOMINAL}
    spans = [weapon(reading, i) for i in nouns if i not in people and (throws or i not in objects_)]
    fired = [reading.span(one.words[0], one.words[-1]) for one in means if "arms-at-work" in one.row["note"]]
    found = {(span.start, span.end): span for span in (*spans, *fired) if span is not None}
    return tuple(span for span in found.values() if not _within(span, found))


def _within(span: Span, others: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a span stands inside a longer one ("mortar" in "mortar fire")."""
    here = (span.start, span.end)
    return any(other != here and other[0] <= span.start and span.end <= other[1] for other in others)


def find_targets(
    reading: Reading, identities: Identities, trigger: Trigger, means: Sequence[Trigger]
) -> tuple[Span, ...]:
    """Give the physical things that were hit: objects that are neither actors nor places."""
    found: list[Span] = []
    if trigger.row["type"] != EventType.ASSAULT:
        return ()
    hit = (
        list(objects(reading, trigger.head))
        if trigger.verb == trigger.head
        else list(prepositional(reading, trigger.head, _AGAINST))
    )
    fires = "object-may-be-weapon" in trigger.row["note"]
    if trigger.row["frame"] == "patient-subject" and trigger.verb == trigger.head:
        hit += _whoever(reading, trigger.head, suffers=True)
    if trigger.row["frame"] == "agent-at":
        given = [trigger.head, *reading.kids(trigger.head, "dobj"), *trigger.words]
        hit = [i for one in dict.fromkeys(given) for i in prepositional(reading, one, _AGAINST)]
    for other in means:
        if other.verb is None:
            hit += prepositional(reading, other.head, _AGAINST)
    hit += [i for one in hit if one in reading.quantity_at or _is_vague(reading, one)
            for i in prepositional(reading, one, _OF)]  # fmt: skip
    for i in dict.fromkeys(hit):
        token = reading.tokens[i]
        is_place = any(identities.placed.over(token.start, token.end))
        vague = _is_vague(reading, i) or (
            weapon(reading, i) is not None and (fires or reading.tokens[token.head].lower == "with")
        )
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
