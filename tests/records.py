"""Records built by hand: what each sentence states is set beside it, so that threads are tested without the parser."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.record import (
    Actor,
    ActorKind,
    Aim,
    Certainty,
    Change,
    Control,
    Document,
    Extent,
    ExtentUnit,
    MadeBy,
    Options,
    ParserStamp,
    Place,
    PlacePrecision,
    Polarity,
    Ref,
    Report,
    Span,
    Statement,
    StatementKind,
    Time,
    TimePrecision,
    TimeType,
    Voice,
    VoiceKnownFrom,
    VoiceRole,
)

MADE_BY = MadeBy(
    sayso="0",
    reader="rules",
    parser=ParserStamp(name="none", version="0", digest="sha256:0"),
    lexicon="sha256:0",
    gazetteer="none",
    options=Options(),
)


@dataclass(frozen=True)
class Said:
    """A statement in short: who has what, by whose word. ``share`` is an extent; an ``aim`` has no place."""

    holder: str = "Karsk Army"
    change: Change = Change.HOLDS
    place: str | None = "Velmora"
    day: str | None = None
    voice: str = "Harbour Monitor"
    polarity: Polarity = Polarity.POSITIVE
    loser: str | None = None
    share: float | None = None
    aim: bool = False
    words: str = "it is so"
    same_as: int | None = None
    kind: ActorKind = ActorKind.MILITARY
    sector: str | None = "MIL"


@dataclass
class _Making:
    text: str = ""
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    times: dict[str, Time] = field(default_factory=dict)

    def written(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += f"{words} "
        return start, start + len(words)

    def ref(self, name: str, kind: ActorKind, sector: str | None) -> Ref:
        start, end = self.written(name)
        made = self.actors.setdefault(
            name,
            Actor(
                id=f"a{len(self.actors)}", name=name, kind=kind, country=None, sector=sector, registry=None,
                mentions=(Span(start=start, end=end, text=name),),
            ),
        )  # fmt: skip
        return Ref(actor=made.id, start=start, end=end, text=name)

    def place(self, name: str) -> str:
        start, end = self.written(name)
        made = Place(
            id=f"p{len(self.places)}", start=start, end=end, text=name, name=None, country=None, admin1=None, lat=None,
            lon=None, geonames_id=None, precision=PlacePrecision.UNKNOWN, radius_km=None, same_as=None, candidates=(),
            basis="built",
        )  # fmt: skip
        return self.places.setdefault(name, made).id

    def time(self, day: str) -> str:
        start, end = self.written(day)
        made = Time(
            id=f"t{len(self.times)}", start=start, end=end, text=day, type=TimeType.DATE, value=day, earliest=day,
            latest=day, precision=TimePrecision.DAY, basis="built",
        )  # fmt: skip
        return self.times.setdefault(day, made).id


def report(name: str, *said: Said, published: str | None = "2026-03-20") -> Report:
    """Build a record of a report by the outlet ``name``."""
    making = _Making()
    statements = []
    for n, one in enumerate(said):
        holders = (making.ref(one.holder, one.kind, one.sector),)
        losers = (making.ref(one.loser, ActorKind.MILITARY, "MIL"),) if one.loser else ()
        place = making.place(one.place) if one.place else None
        time = making.time(one.day) if one.day else None
        start, end = making.written(one.words)
        voices = tuple(
            Voice(
                name=who, actor=None, attribution=None, role=VoiceRole.OUTLET if who == name else VoiceRole.MONITOR,
                named=True, known_from=VoiceKnownFrom.TEXT, polarity=one.polarity, certainty=Certainty.CERTAIN,
            )
            for who in (name, one.voice)
        )  # fmt: skip
        extent = (
            Extent(start=start, end=end, text=one.words, low=one.share, high=None, unit=ExtentUnit.SHARE)
            if one.share is not None
            else None
        )
        statements.append(
            Statement(
                id=f"s{n}", kind=StatementKind.AIM if one.aim else StatementKind.CONTROL, start=start, end=end,
                text=one.words, same_as=None if one.same_as is None else f"s{one.same_as}", rule="built",
                voices=voices, polarity=one.polarity, certainty=Certainty.CERTAIN, open_to=(), likelihood=None,
                aim=Aim(holders=holders, goal=Span(start=start, end=end, text=one.words), priority=None)
                if one.aim else None,
                control=None if one.aim else Control(
                    holders=holders, taken_from=losers, change=one.change, extent=extent, place=place, time=time
                ),
            )
        )  # fmt: skip
    return Report(
        id=f"sha256:{name}",
        made_by=MADE_BY,
        document=Document(id=f"sha256:{name}", text=making.text, publisher=name, published=published),
        actors=tuple(making.actors.values()),
        places=tuple(making.places.values()),
        times=tuple(making.times.values()),
        statements=tuple(statements),
    )
