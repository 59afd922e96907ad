"""The table of voices: who is cited, how often, about what, how surely, and inside whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sayso import lexicon
from sayso.attribution.capacity import is_proper
from sayso.brief.phrases import lined_up, voice_name
from sayso.record import Certainty, Polarity, Stance, StatementKind, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.record import Actor, Attribution, Ref, Report, Statement

NOBODY = "nobody named"
DIRECTLY = "the report itself"
_KINDS = {
    VoiceRole.OUTLET: "news outlet",
    VoiceRole.ARMED_GROUP: "armed group",
    VoiceRole.AID_WORKER: "aid worker",
    VoiceRole.WITNESS: "resident or witness",
    VoiceRole.SOCIAL_MEDIA: "social media",
    VoiceRole.OTHER: "not told",
}
_OF_STANCE = {
    Stance.DENYING: "denied",
    Stance.DOUBTING: "doubted",
    Stance.DECLINING: "declined to say",
    Stance.ASKING: "asked",
}
_OF_CERTAINTY = {
    Certainty.CERTAIN: "stated flatly",
    Certainty.PROBABLE: "as probable",
    Certainty.POSSIBLE: "as possible",
    Certainty.UNKNOWN: "left open",
}
_DEFINITE = ("the ", "this ", "that ", "these ", "those ")
_DEEPEST = 50  # voices one inside the other
_Key = tuple[str, ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """One voice of a report, with all that it is cited for.

    Attributes:
        name: Who it is, or "nobody named".
        kind: In what capacity it speaks, in plain words, named or unnamed.
        cited: How many attributions name it, as source or as the outlet of
            one; none for the report's own voices.
        statements: The ids of the statements that it makes itself.
        about: What they are, each kind with its count; what it says twice
            counts once. "nothing of a known kind" counts the attributions
            that hold no statement.
        surely: How surely it says so, each manner with its count.
        within: Through whom it speaks, outermost first, each with its count.
    """

    name: str
    kind: str
    cited: int
    statements: tuple[str, ...]
    about: str
    surely: str
    within: str


def voices_table(report: Report) -> tuple[VoiceRow, ...]:
    """Give a row for each voice: the report's own first, then the most cited, nobody named last.

    Sources that are one actor share a row. Sources that are not named stay
    apart, unless one takes up ("the official", "she") a source that is named, or the
    only one it can be. Attributions whose text names nobody share a row.
    """
    voices = _voices(report)
    names = {key: voice.name for key, voice in voices.items()}
    keys = _keys(report)
    paths = _paths(report, {one: names[key] for one, key in keys.items()}, names)
    parents = frozenset(one.parent for one in report.attributions if one.parent is not None)
    rows = [_row(voice, paths, parents) for voice in voices.values()]
    return (*_own(report), *sorted(rows, key=lambda row: (row.name == NOBODY, -row.cited)))


# Which voice is which


@dataclass(frozen=True, slots=True)
class _Voice:
    """A voice: its name, where it is cited or is the outlet of who is, and its own statements."""

    name: str
    cited: tuple[Attribution, ...]
    outlet_of: tuple[Attribution, ...]
    said: tuple[Statement, ...]


def _voices(report: Report) -> dict[_Key, _Voice]:
    """Give the voices that a report cites by their keys, in text order."""
    actors = {actor.id: actor for actor in report.actors}
    keys = _keys(report)
    cited = _grouped((keys[one.id], one) for one in report.attributions)
    outlets = _grouped((_outlet_key(one.outlet), one) for one in report.attributions if one.outlet is not None)
    speakers = ((statement.voices[-1].attribution, statement) for statement in report.statements)
    said = _grouped((keys[speaker], statement) for speaker, statement in speakers if speaker is not None)
    return {
        key: _Voice(
            _name(cited.get(key, ()), outlets.get(key, ()), actors),
            cited.get(key, ()),
            outlets.get(key, ()),
            said.get(key, ()),
        )
        for key in [*cited, *outlets]
    }


def _grouped(pairs: Iterable[tuple[_Key, _T]]) -> dict[_Key, tuple[_T, ...]]:
    found: dict[_Key, list[_T]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _keys(report: Report) -> dict[str, _Key]:
    """Give for each attribution the key of its row."""
    keys: dict[str, _Key] = {}
    named = {one.source.actors for one in report.attributions if one.source is not None and one.named}
    unnamed: dict[_Key, list[_Key]] = {}  # rows of sources that are not named, by their actors
    for one in report.attributions:
        source = one.source
        if source is None:
            keys[one.id] = ()
        elif one.named or (source.actors in named and source.actors and _takes_up(source.text)):
            keys[one.id] = _named_key(source.actors, source.text)
        else:
            before = unnamed.setdefault(source.actors, [])
            if not (source.actors and len(before) == 1 and _takes_up(source.text)):
                before.append((one.id,))
            keys[one.id] = before[-1]
    return keys


def _named_key(actors: _Key, text: str) -> _Key:
    """Give the key of a named voice: the actors that it is, else its words without their article."""
    return ("actors", *actors) if actors else ("words", " ".join(text.split()).casefold().removeprefix("the "))


def _outlet_key(outlet: Ref) -> _Key:
    return _named_key((outlet.actor,) if outlet.actor else (), outlet.text)


def _takes_up(words: str) -> bool:
    """Tell a pronoun or a definite description, which means somebody told of before."""
    return _is_pronoun(words) or words.casefold().startswith(_DEFINITE)


def _is_pronoun(words: str) -> bool:
    return words.casefold() in lexicon.by_pattern("pronouns")


def _name(cited: Sequence[Attribution], outlet_of: Sequence[Attribution], actors: Mapping[str, Actor]) -> str:
    """Name a voice: its own name, else the first words for it that are no pronoun."""
    sources = [one.source for one in cited if one.source is not None]
    outlets = [one.outlet for one in outlet_of if one.outlet is not None]
    known = [actors[actor] for one in sources[:1] for actor in one.actors]
    known = known or [actors[one.actor] for one in outlets[:1] if one.actor]
    if known and all(is_proper(actor) for actor in known):
        return " and ".join(actor.name for actor in known)
    words = [*(one.text for one in sources), *(one.text for one in outlets)]
    return next((text for text in words if not _is_pronoun(text)), next(iter(words), NOBODY))


def _paths(report: Report, sources: Mapping[str, str], names: Mapping[_Key, str]) -> dict[str, _Key]:
    """Give for each attribution the names of the voices through which its source speaks, outermost first."""
    by_id = {one.id: one for one in report.attributions}

    def around(one: Attribution) -> Iterable[str]:
        for _ in range(_DEEPEST):
            if one.outlet is not None:
                yield names[_outlet_key(one.outlet)]
            if one.parent is None:
                return
            yield sources[one.parent]
            one = by_id[one.parent]

    return {one.id: tuple(around(one))[::-1] for one in report.attributions}


# What a voice says


def _own(report: Report) -> list[VoiceRow]:
    """Give the rows of the report itself and of its reporters."""
    authors = [v for s in report.statements[:1] for v in lined_up(s.voices) if v.attribution is None]
    names = [voice_name(voice) for voice in authors] or [
        report.document.publisher or "the report (publisher not known)"
    ]
    roles = [(voice.role, voice.named) for voice in authors] or [
        (VoiceRole.OUTLET, report.document.publisher is not None)
    ]
    said = [s for s in report.statements if s.voices[-1].attribution is None]
    rows = []
    for number, (name, role) in enumerate(zip(names, roles, strict=True)):
        own = said if number == len(names) - 1 else []
        rows.append(
            VoiceRow(
                name=name,
                kind=_kind([role]),
                cited=0,
                statements=tuple(statement.id for statement in own),
                about=_about(own, Counter()),
                surely=_listed(Counter(_manner(statement, Stance.NEUTRAL) for statement in _once(own))),
                within=" › ".join(names[:number]),
            )
        )
    return rows


def _row(voice: _Voice, paths: Mapping[str, _Key], parents: frozenset[str]) -> VoiceRow:
    """Put into words what a voice is cited for."""
    stances = {one.id: one.stance for one in voice.cited}
    spoken = {statement.voices[-1].attribution for statement in voice.said}
    silent = [one for one in voice.cited if one.id not in spoken]
    without = Counter("the words of others" if one.id in parents else "nothing of a known kind" for one in silent)
    without["the words of others"] += len(voice.outlet_of)
    manners = Counter(_manner(s, stances[s.voices[-1].attribution or ""]) for s in _once(voice.said))
    manners.update(_OF_STANCE[one.stance] for one in silent if one.stance in _OF_STANCE)
    manners.update("cited with distance" for one in voice.cited if one.stance is Stance.DISTANCING)
    within = [paths[one.id] for one in voice.cited] + [paths[one.id][:-1] for one in voice.outlet_of]
    return VoiceRow(
        name=voice.name,
        kind=_kind([*((q.role, q.named) for q in voice.cited), *((VoiceRole.OUTLET, True) for _ in voice.outlet_of)]),
        cited=len(voice.cited) + len(voice.outlet_of),
        statements=tuple(statement.id for statement in voice.said),
        about=_about(voice.said, without),
        surely=_listed(manners),
        within=_either(Counter(" › ".join(path) or DIRECTLY for path in within)),
    )


def _kind(told: Sequence[tuple[VoiceRole, bool]]) -> str:
    """Say in what capacity a voice speaks, by what is told of it most often, and whether it is named."""
    roles = Counter(role for role, _ in told if role != VoiceRole.OTHER)
    role = roles.most_common(1)[0][0] if roles else VoiceRole.OTHER
    return f"{_KINDS.get(role, role)}, {'named' if any(named for _, named in told) else 'unnamed'}"


def _once(statements: Sequence[Statement]) -> list[Statement]:
    """Give what one voice states, without what it only says again."""
    found: dict[str, Statement] = {}
    for statement in statements:
        found.setdefault(statement.same_as or statement.id, statement)
    return list(found.values())


def _manner(statement: Statement, stance: Stance) -> str:
    """Say how surely a voice states something; "certain" is never a bare word."""
    if stance in _OF_STANCE:
        return _OF_STANCE[stance]
    if statement.kind == StatementKind.QUESTION:
        return "asked"
    if statement.polarity == Polarity.UNKNOWN:
        return _OF_CERTAINTY[Certainty.UNKNOWN]
    if statement.polarity == Polarity.NEGATIVE and statement.certainty == Certainty.CERTAIN:
        return "stated not to have happened"
    return _OF_CERTAINTY[statement.certainty]


def _about(statements: Sequence[Statement], without: Counter[str]) -> str:
    """Count what is stated by kind, events by their types, and the attributions without a statement."""
    once = _once(statements)
    kinds = Counter(statement.kind.value for statement in once)
    types = Counter(statement.event.type.lower() for statement in once if statement.event is not None)
    told = [
        f"{kind} {count} ({_either(types)})" if kind == StatementKind.EVENT else f"{kind} {count}"
        for kind, count in kinds.most_common()
    ]
    return "; ".join([*told, *(f"{words} {count}" for words, count in without.most_common() if count)])


def _either(counts: Counter[str]) -> str:
    """Give the only thing counted without its count, which stands before it already, or all with theirs."""
    return _listed(counts) if len(counts) > 1 else "".join(counts)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{words} {count}" for words, count in counts.most_common() if count)
