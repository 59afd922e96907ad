"""How statements are put into words: who says it, how surely, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.record import Certainty, Polarity, Stance, StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.record import Attribution, Place, Ref, Report, Statement, Time, Voice

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


def sureness(statement: Statement, report: Report) -> str:
    """Say how surely the innermost voice says it, as a verb for that voice.

    "Certain" is never a bare word: it is "stated flatly by" the report itself,
    and others "say" it.
    """
    voice = statement.voices[-1]
    if statement.kind is StatementKind.QUESTION:
        return "asks"
    if statement.kind is StatementKind.FORECAST:
        return "expects" if statement.likelihood is None else f"expects (in the word “{statement.likelihood.text}”)"
    stance = next((q.stance for q in report.attributions if q.id == voice.attribution), None)
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


def voice_name(voice: Voice) -> str:
    """Name a voice, or say that it is not named."""
    return voice.name or ("the report (publisher not known)" if voice.attribution is None else "somebody not named")


def gist(statement: Statement, report: Report) -> str:
    """Say in a line what kind of thing is stated: type, who, to whom, how many, how far."""
    actors = {actor.id: actor.name for actor in report.actors}
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
        return f"control: {names(control.holders, actors)} {_CHANGES[control.change]}{extent}"
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
        relation = place.relation
        if relation is not None and relation.km_low is not None and relation.km_low == relation.km_high:
            return f"{place.text} ({relation.km_low:g} km)"
        return f"{place.text} (not placed)"
    country = f", {place.country}" if place.country and place.precision != "country" else ""
    named = place.text if place.text == place.name else f"{place.text} = {place.name}"
    return f"{named}{country} ({place.precision})"


def when(time: Time | None) -> str | None:
    """Give a time as its value, with the words it came from."""
    if time is None:
        return None
    return f"{time.value or 'day not known'} (“{time.text}”)"


def cited(attribution: Attribution, report: Report) -> str:
    """Name who an attribution cites: its source, and the outlet it speaks in."""
    actors = {actor.id: actor.name for actor in report.actors}
    source, outlet = attribution.source, attribution.outlet
    who = [" and ".join(actors[actor] for actor in source.actors) or source.text] if source is not None else []
    where_said = [actors[outlet.actor] if outlet.actor else outlet.text] if outlet is not None else []
    return ", ".join(dict.fromkeys([*who, *where_said])) or "somebody not named"
