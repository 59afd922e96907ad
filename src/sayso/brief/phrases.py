"""How statements are put into words: who says it, how surely, and what is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.record import Certainty, Polarity, Stance, StatementKind, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.brief.situation import ToldVoice
    from sayso.record import Actor, Attribution, Place, Ref, Relation, Report, Statement, Time, Voice

_STAGES = {
    "ongoing": "under way",
    "attempted": "attempted",
    "threatened": "threatened, not done",
    "planned": "planned, not done",
    "failed": "failed",
    "hypothetical": "not said to have happened",
}
_CHANGES = {
    "holds": "holds",
    "gains": "gains",
    "loses": "loses",
    "advances": "advances towards",
    "retreats": "retreats",
    "besieges": "besieges",
    "contests": "contests",
}
# Where an event's place is known from, if not from its own sentence.
_KNOWN_FROM = {
    "story": "of the story around it",
    "dateline": "of the dateline",
    "report": "the country that the report is about",
}
# TimeML's codes, in words.
_PARTS_OF_DAY = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}


@dataclass(frozen=True, slots=True)
class _Tables:
    """A report's parts by their ids."""

    actors: dict[str, str]
    stances: dict[str, Stance]
    sources: dict[str, str]
    places: dict[str, Place]
    times: dict[str, Time]


# The tables of the report that was asked about last: views ask about all statements of one report in
# turn, and tables made anew for each would make a long report quadratic.
_last: tuple[Report, _Tables] | None = None


def _tables(report: Report) -> _Tables:
    global _last
    known = _last
    if known is None or known[0] is not report:
        made = _Tables(
            actors={actor.id: actor.name for actor in report.actors},
            stances={q.id: q.stance for q in report.attributions},
            sources={q.id: q.source.text for q in report.attributions if q.source is not None},
            places={place.id: place for place in report.places},
            times={time.id: time for time in report.times},
        )
        _last = known = (report, made)
    return known[1]


def sureness(statement: Statement, report: Report) -> str:
    """Say how surely the innermost voice says it, as a verb for that voice.

    "Certain" is never a bare word: it is "stated flatly by" the report itself,
    and others "say" it.
    """
    voice = lined_up(statement.voices)[-1]
    if statement.kind is StatementKind.QUESTION:
        return "asks"
    if statement.kind is StatementKind.FORECAST:
        return "expects" if statement.likelihood is None else f"expects (in the word “{statement.likelihood.text}”)"
    stance = _tables(report).stances.get(voice.attribution or "")
    if voice.polarity is Polarity.NEGATIVE:
        return "denies" if stance is Stance.DENYING else _hedged("says it did not happen", voice)
    if voice.polarity is Polarity.UNKNOWN:
        return "leaves open"
    if stance is Stance.DISTANCING:
        return _hedged("claims, the citing words keep their distance", voice)
    if voice.attribution is None and voice.certainty is Certainty.CERTAIN:
        return f"stated flatly by {voice_name(voice)}:"
    return _hedged("says", voice)


def _hedged(verb: str, voice: Voice) -> str:
    if voice.certainty is Certainty.PROBABLE:
        return f"{verb} (as probable)"
    if voice.certainty is Certainty.POSSIBLE:
        return f"{verb} (as possible)"
    return f"{verb} (leaving open how surely)" if voice.certainty is Certainty.UNKNOWN else verb


def lined_up(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Give voices for a view, the reporters of one report as one: they stand beside, not inside, each other."""
    authors = [voice for voice in voices if voice.attribution is None and voice.role is VoiceRole.REPORTER]
    if len(authors) < 2:
        return tuple(voices)
    names = [author.name or "" for author in authors]
    together = replace(authors[0], name=f"{', '.join(names[:-1])} and {names[-1]}")
    return tuple(together if voice is authors[0] else voice for voice in voices if voice not in authors[1:])


def role_words(voice: Voice | ToldVoice) -> str:
    """Give in what capacity a voice speaks, and whether it is named."""
    return f"{voice.role.replace('-', ' ')}{'' if voice.named else ', not named'}"


def voice_name(voice: Voice) -> str:
    """Name a voice, or say that it is not named."""
    return voice.name or ("the report (publisher not known)" if voice.attribution is None else "somebody not named")


def gist(statement: Statement, report: Report) -> str:
    """Say in a line what kind of thing is stated: type, who, to whom, how many, how far."""
    actors = _tables(report).actors
    if statement.event is not None:
        event = statement.event
        modes = f" ({', '.join(event.modes)})" if event.modes else ""
        who = f": {names(event.actors, actors) or 'nobody named'}"
        whom = f" → {names(event.recipients, actors)}" if event.recipients else ""
        stage = f", {_STAGES[event.stage]}" if event.stage in _STAGES else ""
        first = ", for the first time" if event.first else ""
        return f"{event.type.lower()}{modes}{who}{whom}{stage}{first}"
    if statement.toll is not None:
        toll = statement.toll
        whose = f", of {names((toll.whose,), actors)}" if toll.whose is not None else ""
        kinds = [word for word in (toll.who if toll.who != "unknown" else "", toll.group or "") if word]
        kind = f" ({', '.join(kinds)}{whose})" if kinds else ""
        part = f", part of {toll.part_of}" if toll.part_of else ""
        return f"toll: {bounds(toll.low, toll.high, toll.words.text)} {toll.what}{kind}{part}"
    if statement.control is not None:
        control = statement.control
        extent = f" “{control.extent.text}”" if control.extent is not None else ""
        loser = f", from {names(control.taken_from, actors)}" if control.taken_from else ""
        return f"control: {names(control.holders, actors)} {_CHANGES[control.change]}{extent}{loser}"
    if statement.position is not None:
        return f"position: {names(statement.position.who, actors)}"
    if statement.aim is not None:
        rank = f" (priority {statement.aim.priority})" if statement.aim.priority else ""
        return f"aim{rank}: {names(statement.aim.holders, actors)} – “{statement.aim.goal.text}”"
    if statement.forecast is not None:
        likely = statement.likelihood
        band = f" (read as {likely.low:.0%} to {likely.high:.0%} on {likely.scale})" if likely is not None else ""
        return f"forecast{band}: “{statement.forecast.of.text}”"
    if statement.evidence is not None:
        evidence = statement.evidence
        shows = f": “{evidence.shows.text}”" if evidence.shows is not None else ""
        return f"evidence ({evidence.medium}){shows}"
    if statement.condition is not None:
        return f"condition ({statement.condition.relation}): “{statement.condition.of.text}”"
    return "question"


def names(refs: Sequence[Ref], actors: Mapping[str, str]) -> str:
    """Give the names of references, each once; words that were not resolved stand as they are."""
    return ", ".join(dict.fromkeys(actors[ref.actor] if ref.actor else ref.text for ref in refs))


def bounds(low: int | None, high: int | None, words: str) -> str:
    """Give a figure's bounds; a figure in words stays words."""
    if low is None and high is None:
        return f"“{words}”"
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"{low:,} or more"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def where(place: Place | None) -> str | None:
    """Name a place with its precision, so that no town is taken for a street."""
    if place is None:
        return None
    if place.name is None:
        return f"{place.text} ({_reach(place.relation) or ('an area' if place.country else 'not placed')})"
    country = f", {place.country}" if place.country and place.precision != "country" else ""
    named = place.text if place.text == place.name else f"{place.text} = {place.name}"
    return f"{named}{country} ({place.precision})"


def _reach(relation: Relation | None) -> str | None:
    """Say how far from its ground a place may be; words of direction stand in its text."""
    if relation is None or (relation.km_low is None and relation.km_high is None):
        return None
    if relation.km_low == relation.km_high:
        return f"{relation.km_low:g} km"
    if relation.km_high is None:
        return f"{relation.km_low:g} km or more"
    if relation.km_low is None:
        return f"up to {relation.km_high:g} km"
    return f"{relation.km_low:g} to {relation.km_high:g} km"


def when(time: Time | None) -> str | None:
    """Give a time as its value, with the words it came from."""
    if time is None:
        return None
    value = time.value or "day not known"
    day, _, part = value.partition("T")
    if part in _PARTS_OF_DAY:
        value = f"{day}, {_PARTS_OF_DAY[part]}"
    return f"{value} (“{time.text}”)"


def cited(attribution: Attribution, report: Report) -> str:
    """Name who an attribution cites: its source, and the outlet it speaks in."""
    actors = _tables(report).actors
    source, outlet = attribution.source, attribution.outlet
    who = [" and ".join(actors[actor] for actor in source.actors) or source.text] if source is not None else []
    where_said = [actors[outlet.actor] if outlet.actor else outlet.text] if outlet is not None else []
    return ", ".join(dict.fromkeys([*who, *where_said])) or "somebody not named"


def stated_places(statement: Statement) -> tuple[str, ...]:
    """Give the ids of the places that a statement is about."""
    if statement.toll is not None:
        return statement.toll.places
    for body in (statement.event, statement.control, statement.position, statement.evidence):
        if body is not None:
            return (body.place,) if body.place is not None else ()
    return ()


def facts(statement: Statement, report: Report) -> tuple[tuple[str, str], ...]:
    """Give what is known besides: ("where", …) for each place, ("when", …), and ("open", …) where voices are unsure."""
    tables = _tables(report)
    found = [("where", _where(statement, tables.places.get(place))) for place in stated_places(statement)]
    found.append(("when", _when(statement, tables.times.get(_stated_time(statement) or ""))))
    if statement.open_to:
        others = ", ".join(tables.sources.get(q, "somebody not named") for q in statement.open_to)
        found.append(("open", f"it may also be the word of {others}"))
    return tuple((name, value) for name, value in found if value)


def _when(statement: Statement, time: Time | None) -> str | None:
    """Give the time of a statement; where only the story around it tells, say so."""
    body = statement.event or statement.toll
    words = when(time)
    return f"{words}, of the story around it" if words and body is not None and body.time_basis == "story" else words


def _where(statement: Statement, place: Place | None) -> str | None:
    """Give the place of a statement; where its own sentence does not tell it, say from where it is known."""
    words = where(place)
    basis = statement.event.place_basis if statement.event is not None else None
    return f"{words}, {_KNOWN_FROM[basis]}" if words and basis in _KNOWN_FROM else words


def _stated_time(statement: Statement) -> str | None:
    """Give the id of the time that a statement is about, or as of which it counts."""
    if statement.toll is not None:
        return statement.toll.as_of or statement.toll.time
    for body in (statement.event, statement.control, statement.evidence, statement.forecast):
        if body is not None:
            return body.time
    return None


def belonging(actor: Actor, report: Report) -> str:
    """Tell what an actor is, and whose: "Foreign Minister of Russia", "of Russia", or nothing."""
    owner = _tables(report).actors[actor.of] if actor.of is not None else None
    return " ".join(part for part in (actor.office, f"of {owner}" if owner is not None else None) if part)
