"""What made one part of a record: a statement, attribution, actor, place, time or dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.explaining.model import Row, Step
from sayso.explaining.rules import explain_rule, row_of, rows_in, tokens_in
from sayso.grounding.gazetteer import load_gazetteer
from sayso.grounding.registry import load_registry
from sayso.record import Certainty, Polarity, Span, TollScope
from sayso.statements.codes import codes_of, ucdp_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sayso.reading.model import Reading, Token
    from sayso.record import (
        Actor,
        ActorKind,
        Attribution,
        Dispute,
        Event,
        Place,
        Ref,
        Report,
        Statement,
        Time,
        Toll,
        Voice,
    )

_AROUND = 60  # characters of context on each side
_SCOPES = {
    TollScope.INCIDENT: "the sentence names one place or a time that is not long: the figure counts one incident",
    TollScope.SEVERAL_PLACES: "the sentence speaks of several settlements: the figure counts over them",
    TollScope.PERIOD: "the sentence tells of a length of time (since, during, over; a month, season or year): the "
    "figure counts over it",
    TollScope.UNKNOWN: "the sentence names neither a place nor a time, so over what the figure counts is not known",
}
_PLACES = {
    "clause": "the place stands in the act's own clause",
    "sentence": "the place stands in the same sentence",
    "story": "the place is that of the story around it",
    "dateline": "the place is that of the dateline",
    "report": "the place is the country that the report is about",
}
_TIMES = {
    "clause": "the time stands in the act's own clause",
    "sentence": "the time stands in the same sentence",
    "story": "the time is that of the story around it",
}


class Parts:
    """The parts of one record by their ids, and how each came about."""

    def __init__(self, report: Report, reading: Reading) -> None:
        """Index a record; ``reading`` is its text, parsed."""
        self._report = report
        self._reading = reading
        self._actors = {actor.id: actor for actor in report.actors}
        self._places = {place.id: place for place in report.places}
        self._times = {time.id: time for time in report.times}
        self._attributions = {one.id: one for one in report.attributions}
        self._statements = {one.id: one for one in report.statements}
        self._disputes = {f"d{n}": one for n, one in enumerate(report.disputes, 1)}

    def explain(self, ident: str) -> tuple[str, tuple[Step, ...]] | None:
        """Give what a part is, in a few words, and the steps that made it; None where there is no such part."""
        if ident in self._statements:
            statement = self._statements[ident]
            return _titled(statement), tuple(self._statement(statement))
        kinds: tuple[tuple[str, Mapping[str, object], Callable[..., Iterator[Step]]], ...] = (
            ("attribution", self._attributions, self._attribution),
            ("actor", self._actors, self._actor),
            ("place", self._places, self._place),
            ("time", self._times, self._time),
            ("dispute", self._disputes, self._dispute),
        )
        return next(((what, tuple(steps(kept[ident]))) for what, kept, steps in kinds if ident in kept), None)

    def named(self) -> str:
        """Say which ids there are, for whoever asked for another."""
        kept = (self._statements, self._attributions, self._actors, self._places, self._times, self._disputes)
        return ", ".join(f"{next(iter(some))} to {[*some][-1]}" if len(some) > 1 else next(iter(some))
                         for some in kept if some)  # fmt: skip

    def _words(self, about: str, says: str, span: Span, **more: tuple[Step, ...] | tuple[Row, ...]) -> Step:
        text = self._report.document.text
        before, after = text[max(span.start - _AROUND, 0) : span.start], text[span.end : span.end + _AROUND]
        return Step(about=about, says=says, words=span, before=before, after=after, **more)  # type: ignore[arg-type]

    def _at(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self._report.document.text[start:end])

    # Statements

    def _statement(self, statement: Statement) -> Iterator[Step]:
        yield self._words("words", "these words state it", self._at(statement.start, statement.end))
        yield from explain_rule(statement.rule, self._reading, statement.start, statement.end)
        if statement.same_as is not None:
            yield Step(about="repeats", says=f"the report says the same before, as {statement.same_as}")
        for number, voice in enumerate(statement.voices):
            yield self._voice(voice, "outermost" if number == 0 else f"inside voice {number}")
        for ident in statement.open_to:
            inner = tuple(self._attribution(self._attributions[ident]))
            yield Step(
                about="open", says=f"whether {ident} reaches it is left open; it may be its word too", steps=inner
            )
        yield from self._sureness(statement)
        if statement.event is not None:
            yield from self._event(statement.event)
        if statement.toll is not None:
            yield from self._toll(statement.toll)
        for other in (statement.control, statement.position, statement.forecast, statement.evidence):
            if other is not None:
                yield from self._where_when(getattr(other, "place", None), None, getattr(other, "time", None), None)
        for name in ("holders", "taken_from", "who", "actors", "recipients"):
            bodies = (statement.control, statement.position, statement.aim, statement.evidence)
            refs: tuple[Ref, ...] = next((getattr(b, name) for b in bodies if b is not None and hasattr(b, name)), ())
            yield from self._refs(name.replace("_", " "), refs)

    def _voice(self, voice: Voice, where: str) -> Step:
        name = voice.name or "nobody named"
        sure = f"{_POLARITIES[voice.polarity]}, {_CERTAINTIES[voice.certainty]}"
        known = f"name known from {voice.known_from.value}"
        attribution = self._attributions.get(voice.attribution or "")
        inner = tuple(self._attribution(attribution)) if attribution is not None else ()
        by = f" by {attribution.id}" if attribution is not None else ", the report itself"
        return Step(about="voice", says=f"{name} ({voice.role.value}, {known}), {where}{by}: {sure}", steps=inner)

    def _sureness(self, statement: Statement) -> Iterator[Step]:
        tokens = tokens_in(self._reading, statement.start, statement.end)
        rows = tuple(rows_in("certainty", tokens))
        if rows and statement.certainty in {Certainty.POSSIBLE, Certainty.PROBABLE}:
            yield Step(about="certainty", says="words of its own by which it is less than sure", rows=rows)
        told = statement.likelihood
        if told is not None:
            scale = rows_in("likelihood", tokens, value=told.scale)
            near = [row for row in scale if row.cells["pattern"] in told.text.lower()]
            near.sort(key=lambda row: -len(row.cells["pattern"]))
            rows = tuple(near[:1])
            band = f"{told.low:g} to {told.high:g} on the scale {told.scale}"
            turned = any(float(row.cells["low"]) == told.low and float(row.cells["high"]) == told.high for row in rows)
            how = "" if turned or not rows else "; denied, so what the row gives is taken from 1"
            yield self._words("likelihood", f"{band}{how}", self._at(told.start, told.end), rows=rows)

    def _event(self, event: Event) -> Iterator[Step]:
        modes = f", {', '.join(event.modes)}" if event.modes else ""
        says = f"{event.type.value}{modes}, {event.stage.value}"
        yield self._words("trigger", says, event.trigger)
        codes = codes_of(event.type, event.modes)
        if codes:
            told = " · ".join(
                f"{name} {code}" for name, code in (("CAMEO", event.cameo), ("ACLED", event.acled)) if code
            )
            yield Step(about="codes", says=told or "no code of another book", rows=(row_of("crosswalk", codes),))
        if event.ucdp is not None:
            row = ucdp_row(self._kinds(event.actors), self._kinds(event.recipients))
            by = (row_of("ucdp", row),) if row is not None and row["value"] == event.ucdp else ()
            yield Step(about="codes", says=f"UCDP {event.ucdp}, by the kinds of who acts and who is acted on", rows=by)
        for context in event.contexts:
            found = tuple(rows_in("contexts", self._sentence(event.trigger), value=context, on="word"))
            sides = (row for row in lexicon.table("contexts") if row["value"] == context and row["on"] != "word")
            found = found or tuple(row_of("contexts", row) for row in sides if event.type in row["type"].split("|"))
            yield Step(about="context", says=context, rows=found)
        yield from self._refs("actor", event.actors)
        yield from self._refs("recipient", event.recipients)
        for name, spans in (("target", event.targets), ("instrument", event.instruments)):
            for span in spans:
                tokens = tokens_in(self._reading, span.start, span.end)
                yield self._words(name, f"{name} of the act", span, rows=tuple(rows_in("weapons", tokens)))
        yield from self._where_when(event.place, event.place_basis, event.time, event.time_basis)
        if event.of is not None:
            yield Step(about="of", says=f"an act of words about {event.of}")

    def _kinds(self, refs: Sequence[Ref]) -> list[ActorKind]:
        actors = (self._actors.get(ref.actor or "") for ref in refs)
        return [actor.kind for actor in actors if actor is not None]

    def _sentence(self, span: Span) -> Sequence[Token]:
        first = self._reading.first_at(span.start)
        sentence = self._reading.sentence_of(first)
        return self._reading.tokens[sentence.first : sentence.last]

    def _toll(self, toll: Toll) -> Iterator[Step]:
        tokens = tokens_in(self._reading, toll.words.start, toll.words.end)
        number = "no number" if toll.low is None and toll.high is None else f"low {toll.low}, high {toll.high}"
        about = ", approximate" if toll.approximate else ""
        rows = tuple(row for table in ("number_bounds", "vague_numbers", "numbers") for row in rows_in(table, tokens))
        yield self._words("figure", f"{toll.what.value}: {number}{about}", toll.words, rows=rows)
        heads = tuple(rows_in("counted_groups", tokens)) + tuple(
            row for row in rows_in("actor_heads", tokens) if row.cells.get("who") or row.cells.get("group")
        )
        group = f", {toll.group}" if toll.group else ""
        yield Step(about="counted", says=f"who: {toll.who.value}{group}", rows=heads)
        yield Step(about="scope", says=f"{toll.scope.value}: {_SCOPES[toll.scope]}")
        for name, part in (("part of", toll.part_of), ("told of the event", toll.event)):
            if part is not None:
                yield Step(about=name, says=f"{name} {part}")
        yield from self._refs("whose", (toll.whose,) if toll.whose is not None else ())
        for place in toll.places:
            yield from self._where_when(place, None, None, None)
        yield from self._where_when(None, None, toll.time, toll.time_basis)

    def _refs(self, name: str, refs: tuple[Ref, ...]) -> Iterator[Step]:
        for ref in refs:
            actor = self._actors.get(ref.actor or "")
            inner = tuple(self._actor(actor, brief=True)) if actor is not None else ()
            who = f"{actor.id}, {actor.name}" if actor is not None else "nobody whom the record knows"
            yield self._words(name, who, self._at(ref.start, ref.end), steps=inner)

    def _where_when(
        self, place: str | None, place_basis: str | None, time: str | None, time_basis: str | None
    ) -> Iterator[Step]:
        if place is not None:
            how = _PLACES.get(place_basis or "", place_basis or "named with it")
            yield Step(about="place", says=f"{place}: {how}", steps=tuple(self._place(self._places[place])))
        if time is not None:
            how = _TIMES.get(time_basis or "", time_basis or "told with it")
            yield Step(about="time", says=f"{time}: {how}", steps=tuple(self._time(self._times[time])))

    # What statements are made with

    def _attribution(self, one: Attribution) -> Iterator[Step]:
        start, end = (one.cue.start, one.cue.end) if one.cue is not None else (one.content[0].start, one.content[0].end)
        if one.source is not None:
            actors = ", ".join(self._actors[actor].name for actor in one.source.actors) or "nobody known"
            says = f"who is cited: {actors} ({one.role.value}, {'named' if one.named else 'not named'})"
            yield self._words("source", says, self._at(one.source.start, one.source.end))
        else:
            yield Step(about="source", says="nobody is named")
        if one.cue is not None:
            yield self._words("cue", f"what cites; stance {one.stance.value}", one.cue)
        yield from explain_rule(one.rule, self._reading, start, end)
        for span in one.content:
            yield self._words("content", f"what is cited ({one.form.value})", span)
        if one.outlet is not None:
            yield self._words("outlet", "through whom", self._at(one.outlet.start, one.outlet.end))
        if one.parent is not None:
            yield Step(about="parent", says=f"stands inside {one.parent}")

    def _actor(self, actor: Actor, *, brief: bool = False) -> Iterator[Step]:
        facts = ", ".join(fact for fact in (actor.kind.value, actor.country, actor.sector) if fact)
        yield Step(about="actor", says=f"{actor.name} ({facts})", rows=tuple(_registry_rows(actor)))
        listed = load_registry().by_id.get(actor.registry or "")
        if listed is None and actor.registry is not None and ":" not in actor.registry:
            stamp = self._report.made_by.options.actors
            file = f"the user's file {stamp.name} ({stamp.digest})" if stamp is not None else "another table of actors"
            yield Step(about="registry", says=f"{actor.registry} is a row of {file}")
        if actor.registry is None:
            yield Step(about="registry", says="in no table of actors; name and kind are read off the words")
        if actor.of is not None:
            yield Step(about="of", says=f"belongs to {actor.of}, {self._actors[actor.of].name}, as the words say")
        for mention in () if brief else actor.mentions:
            yield self._words("mention", "named here", mention)

    def _place(self, place: Place) -> Iterator[Step]:
        point = f", {place.lat:g} {place.lon:g}" if place.lat is not None and place.lon is not None else ", no point"
        radius = f", within {place.radius_km:g} km" if place.radius_km is not None else ""
        says = f"{place.name or 'a place without a name of its own'} ({place.precision.value}{point}{radius})"
        yield self._words("place", says, self._at(place.start, place.end))
        yield Step(about="basis", says=place.basis)
        if place.same_as is not None:
            yield Step(about="same as", says=f"the place named before as {place.same_as}")
        if place.geonames_id is not None:
            yield Step(about="gazetteer", says=_entry(place.geonames_id), rows=tuple(_own_rows(place.geonames_id)))
        for one in place.candidates:
            says = f"{one.name}, score {one.score:g}"
            told = f" ({_entry(one.geonames_id)})" if one.geonames_id is not None else ""
            yield Step(about="candidate", says=f"{says}{told}")
        if place.relation is not None:
            near = place.relation
            low, high = near.km_low, near.km_high
            far = f", {low:g} to {high:g} km" if low is not None and high is not None else ""
            rows = tuple(rows_in("place_relations", tokens_in(self._reading, place.start, place.end)))
            yield Step(about="relation", says=f"{near.kind.value} {', '.join(near.of)}{far}", rows=rows)

    def _time(self, time: Time) -> Iterator[Step]:
        bounds = f"{time.earliest or '?'} to {time.latest or '?'}"
        tokens = tokens_in(self._reading, time.start, time.end)
        tables = ("calendar", "time_words", "holidays")
        rows = tuple(row for table in tables for row in rows_in(table, tokens))
        says = f"{time.type.value} {time.value or 'without a value'}: {bounds} ({time.precision.value})"
        yield self._words("time", says, self._at(time.start, time.end), rows=rows)
        document = self._report.document
        yield Step(about="basis", says=f"{time.basis}; published {document.published or 'on a day not known'}")

    def _dispute(self, dispute: Dispute) -> Iterator[Step]:
        yield Step(about="rule", says=f"{dispute.field.value}: {dispute.why}")
        for ident in dispute.statements:
            statement = self._statements[ident]
            says = f"{ident}: {_titled(statement)}"
            voices = tuple(self._voice(voice, "of its voices") for voice in statement.voices[-1:])
            yield self._words("statement", says, self._at(statement.start, statement.end), steps=voices)


_POLARITIES = {
    Polarity.POSITIVE: "says that it happened",
    Polarity.NEGATIVE: "says that it did not happen",
    Polarity.UNKNOWN: "leaves open whether it happened",
}
_CERTAINTIES = {
    Certainty.CERTAIN: "flatly",
    Certainty.PROBABLE: "as probable",
    Certainty.POSSIBLE: "as possible",
    Certainty.UNKNOWN: "how surely is open",
}


def _titled(statement: Statement) -> str:
    event, toll = statement.event, statement.toll
    what = event.type.value if event is not None else toll.what.value if toll is not None else ""
    return f"{statement.kind.value} {what}".rstrip()


def _registry_rows(actor: Actor) -> Iterator[Row]:
    """Give the row of an actor: its own, or that of the state whose body it is."""
    ident = actor.registry or ""
    if ident in lexicon.by_id("actors"):
        yield row_of("actors", lexicon.by_id("actors")[ident])
    code = ident.partition(":")[2]
    if code in lexicon.by_pattern("states"):
        yield row_of("states", lexicon.by_pattern("states")[code])


def _own_rows(geonames_id: int) -> Iterator[Row]:
    """Give the row of a place that our own table adds or corrects."""
    yield from (row_of("places", row) for row in lexicon.table("places") if row["geonames_id"] == str(geonames_id))


def _entry(geonames_id: int) -> str:
    entry = load_gazetteer().entry(geonames_id)
    if entry is None:
        return f"GeoNames {geonames_id}, not in the gazetteer as it is now"
    within = [load_gazetteer().entry(key) for key in (entry.admin2, entry.admin1) if key is not None]
    names = [one.name for one in within if one is not None]
    people = f", {entry.population} inhabitants" if entry.population else ""
    return f"GeoNames {geonames_id}: {', '.join([entry.name, *names, entry.country])}, {entry.kind}{people}"
