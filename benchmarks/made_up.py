"""Made-up reports for filling desks: records as if they had been read, without any reading.

Nothing in them happened. Each says so in its first line, in its publisher's name and in
``made_by.reader`` ("made-up"). Their sentences are the examples of ``triggers.tsv``, which are our own, each
with a place, a day and a speaker put behind it; the places are towns of the gazetteer, the sides and speakers are
invented names. All spans quote the text, and each record passes through the JSON door as real ones do.

    for report in made_up(10_000): ...

What is alike to a real desk, and how:
  - an archive grows in time and in space: its first year has ``PER_DAY`` reports a day of ``COUNTRIES`` countries, and
    each later year as many more of as many more countries. So 100,000 reports reach over almost five years and sixty
    countries, 10,000 over a year and a half and 24; what is told of one place in one day stays the same;
  - some places are always in the news: the first town of a country has every fifth of its incidents, the tenth every
    fiftieth;
  - an incident is told by one to five reports, on its day or up to two days later, each with its own number of dead;
  - a report tells of one incident, of others in passing, and of about eleven acts without place and day: 250 words;
  - so many events have neighbours in place and time.

    python benchmarks/made_up.py 1000 > made-up.jsonl
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count as counting
from itertools import islice, repeat
from random import Random
from typing import TYPE_CHECKING

from sayso import codec, lexicon
from sayso.grounding.gazetteer import load_gazetteer
from sayso.record import (
    Actor,
    ActorKind,
    Attribution,
    Block,
    BlockKind,
    Certainty,
    Document,
    Event,
    EventType,
    Form,
    KnownFrom,
    MadeBy,
    Options,
    ParserStamp,
    Place,
    PlacePrecision,
    Polarity,
    Ref,
    Report,
    Source,
    Span,
    Stage,
    Stance,
    Statement,
    StatementKind,
    Time,
    TimePrecision,
    TimeType,
    Toll,
    TollScope,
    TollWhat,
    TollWho,
    Voice,
    VoiceKnownFrom,
    VoiceRole,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding.entries import Entry

PER_DAY = 20  # reports, in the first year
COUNTRIES = 12  # in the first year
YEAR = 365  # days
FIRST_DAY = date(1990, 1, 1)
MARK = "Made up by a program to fill a desk; nothing in it happened."

_COLOURS = ("Amber", "Copper", "Ivory", "Jade", "Umber", "Silver", "Saffron", "Slate")
_BODIES = ("Column", "Banner", "Lantern Brigade", "River Guard", "Hill Front", "Seventh Watch")
_SPEAKERS = ("Marit Osgathorpe", "Colonel Teodor Vass", "the Lowmere Observatory", "the Greywell ministry",
             "Ilse Harrowgate", "the Fenwick relief mission", "a resident", "the governor")  # fmt: skip
_MADE_BY = MadeBy(
    sayso="0", reader="made-up", parser=ParserStamp(name="none", version="0", digest="none"), lexicon="none",
    gazetteer="none", options=Options(),
)  # fmt: skip


@dataclass(frozen=True)
class _Incident:
    """Something that did not happen, which several reports tell of."""

    row: Mapping[str, str]  # of triggers.tsv
    town: Entry
    day: date
    side: str


def made_up(count: int, *, seed: int = 1) -> Iterator[Report]:
    """Give made-up reports in order of publication, the same for the same seed; no two are alike."""
    chance = Random(seed)  # noqa: S311 - nothing secret
    open_ones: list[_Incident] = []
    for number, (year, day) in enumerate(islice(_days(), count)):
        open_ones = [one for one in open_ones if (day - one.day).days <= 2][-2 * PER_DAY * year :]
        if not open_ones or chance.random() < 0.4:
            side = f"{chance.choice(_COLOURS)} {chance.choice(_BODIES)}"
            towns = chance.choice(_towns()[: COUNTRIES * year])
            (town,) = chance.choices(towns, [1 / rank for rank in range(1, len(towns) + 1)])
            open_ones.append(_Incident(chance.choice(_rows()), town, day, side))
        told = chance.choice(open_ones)
        others = chance.sample(open_ones, k=min(2, len(open_ones)))
        yield _report(number, day, [told, *(one for one in others if one is not told)], chance)


def _days() -> Iterator[tuple[int, date]]:
    """Give the day of each report, and which year it is in, from 1 on."""
    for days in counting():
        year = days // YEAR + 1
        yield from repeat((year, FIRST_DAY + timedelta(days=days)), PER_DAY * year)


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    """Give the trigger words that have an example and one event type."""
    types = {kind.value for kind in EventType}
    return tuple(row for row in lexicon.table("triggers") if row["example"].endswith(".") and row["type"] in types)


@cache
def _towns() -> tuple[tuple[Entry, ...], ...]:
    """Give larger towns from all over the alphabet, by country, those first of which there are most."""
    gazetteer = load_gazetteer()
    found = {
        entry.key: entry
        for name in gazetteer.some_names(20_000)
        for entry in gazetteer.find(name)[:1]
        if entry.kind == "town" and entry.population > 5_000 and entry.lat is not None
    }
    by_country: dict[str, list[Entry]] = {}
    for entry in found.values():
        by_country.setdefault(entry.country, []).append(entry)
    largest = sorted(by_country, key=lambda code: (-len(by_country[code]), code))
    return tuple(tuple(sorted(by_country[code], key=lambda one: one.key)[:60]) for code in largest)


class _Writer:
    """Writes a text, and remembers where what stands."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start=start, end=len(self.text), text=words)

    def end_block(self, start: int, kind: BlockKind) -> None:
        self.blocks.append(Block(start=start, end=len(self.text), kind=kind))
        self.text += "\n\n"


def _report(number: int, day: date, told: list[_Incident], chance: Random) -> Report:
    out = _Writer()
    places: list[Place] = []
    times: list[Time] = []
    actors: dict[str, Actor] = {}
    attributions: list[Attribution] = []
    statements: list[Statement] = []

    def actor(span: Span, kind: ActorKind) -> Ref:
        known = actors.get(span.text)
        made = Actor(
            id=known.id if known else f"a{len(actors) + 1}", name=span.text, kind=kind, country=None, sector=None,
            registry=None, mentions=(*(known.mentions if known else ()), span),
        )  # fmt: skip
        actors[span.text] = made
        return Ref(actor=made.id, start=span.start, end=span.end, text=span.text)

    def state(start: int, end: int, voice: str | None, **body: Event | Toll) -> None:
        (kind,) = body
        voices = [_voice(publisher, None, VoiceRole.OUTLET, VoiceKnownFrom.OPTION, certain=voice is None)]
        if voice is not None:
            voices.append(_voice(voice, attributions[-1].id, VoiceRole.OTHER, VoiceKnownFrom.TEXT, certain=True))
        statements.append(
            Statement(
                id=f"s{len(statements) + 1}", kind=StatementKind(kind), start=start, end=end, text=out.text[start:end],
                same_as=None, rule="made-up", voices=tuple(voices), polarity=Polarity.POSITIVE,
                certainty=Certainty.CERTAIN, open_to=(), likelihood=None, **body,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    publisher = f"Made-up Courier {number % 40 + 1}"
    title = out.put(f"{told[0].side} named in {told[0].town.name}, no. {number}")
    out.end_block(0, BlockKind.HEADLINE)
    out.put(MARK)
    out.end_block(title.end + 2, BlockKind.BODY)
    for n, one in enumerate(told):
        begin = len(out.text)
        side = actor(out.put(one.side), ActorKind.ARMED_GROUP)
        out.put(", it was said: ")
        start = len(out.text)
        example = out.put(one.row["example"].removesuffix("."))
        out.put(" near ")
        place = out.put(one.town.name)
        out.put(" on ")
        when = out.put(f"{one.day.day} {one.day:%B %Y}")
        content = Span(start=start, end=len(out.text), text=out.text[start:])
        out.put(", ")
        voice = out.put(chance.choice(_SPEAKERS))
        out.put(" ")
        cue = out.put("said")
        out.put(".")
        places.append(_place(len(places) + 1, place, one.town))
        times.append(_time(len(times) + 1, when, one.day))
        speaker = actor(voice, ActorKind.PERSON)
        attributions.append(
            Attribution(
                id=f"q{len(attributions)}", form=Form.INDIRECT, parent=None,
                source=Source(start=voice.start, end=voice.end, text=voice.text, actors=(speaker.actor or "",)),
                outlet=None, cue=cue, content=(content,), stance=Stance.NEUTRAL, alterations=(), rule="made-up",
                named=True,
            )
        )  # fmt: skip
        event = _event(one.row, example, (side,), places[-1].id, times[-1].id)
        state(content.start, content.end, voice.text, event=event)
        if n == 0:
            out.put(" ")
            dead = chance.randint(1, 40)
            words = out.put(f"{dead} people were killed")
            out.put(" there.")
            toll = Toll(
                what=TollWhat.KILLED, who=TollWho.UNKNOWN, group=None, whose=None, low=dead, high=dead,
                approximate=False, words=words, part_of=None, scope=TollScope.INCIDENT, places=(places[-1].id,),
                as_of=None, event=statements[-1].id,
            )  # fmt: skip
            state(words.start, words.end, None, toll=toll)
        out.end_block(begin, BlockKind.BODY)
    for _ in range(3):  # other acts, without place and day, so that words and statements are as many as in real reports
        begin = len(out.text)
        for row in chance.sample(_rows(), k=9):
            out.put(" " if len(out.text) > begin else "")
            example = out.put(row["example"])
            if chance.random() < 0.4:
                state(example.start, example.end, None, event=_event(row, example, (), None, None))
        out.end_block(begin, BlockKind.BODY)
    text = out.text.rstrip()
    document = _digest(text)
    return Report(
        id=_digest(f"{document}\n{publisher}\n"),
        made_by=_MADE_BY,
        document=Document(
            id=document,
            title=title.text,
            publisher=publisher,
            publisher_from=KnownFrom.OPTION,
            published=day.isoformat(),
            published_from=KnownFrom.OPTION,
            text=text,
            blocks=tuple(out.blocks),
        ),
        actors=tuple(actors.values()),
        places=tuple(places),
        times=tuple(times),
        attributions=tuple(attributions),
        statements=tuple(statements),
    )


def _digest(said: str) -> str:
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def _event(
    row: Mapping[str, str], example: Span, actors: tuple[Ref, ...], place: str | None, time: str | None
) -> Event:
    first = example.text.split(" ", 1)[0]
    return Event(
        type=EventType(row["type"]), modes=tuple(filter(None, row["modes"].split("|"))), contexts=(), cameo=None,
        acled=None, ucdp=None, stage=Stage.ACCOMPLISHED, first=True, actors=actors, recipients=(), instruments=(),
        targets=(), place=place, place_basis="sentence" if place else None, time=time, of=None,
        time_basis="sentence" if time else None,
        trigger=Span(start=example.start, end=example.start + len(first), text=first),
    )  # fmt: skip


def _voice(name: str, attribution: str | None, role: VoiceRole, known_from: VoiceKnownFrom, *, certain: bool) -> Voice:
    sure = (Polarity.POSITIVE, Certainty.CERTAIN) if certain else (Polarity.UNKNOWN, Certainty.UNKNOWN)
    return Voice(
        name=name, actor=None, attribution=attribution, role=role, named=True, known_from=known_from, polarity=sure[0],
        certainty=sure[1],
    )  # fmt: skip


def _place(number: int, span: Span, town: Entry) -> Place:
    return Place(
        id=f"p{number}", start=span.start, end=span.end, text=span.text, name=town.name, country=town.country,
        admin1=None, lat=town.lat, lon=town.lon, geonames_id=town.geonames_id, precision=PlacePrecision.TOWN,
        radius_km=None, same_as=None, candidates=(), basis="made-up",
    )  # fmt: skip


def _time(number: int, span: Span, day: date) -> Time:
    said = day.isoformat()
    return Time(
        id=f"t{number}", start=span.start, end=span.end, text=span.text, type=TimeType.DATE, value=said, earliest=said,
        latest=said, precision=TimePrecision.DAY, basis="made-up",
    )  # fmt: skip


if __name__ == "__main__":
    for made in made_up(int(sys.argv[1])):
        print(codec.to_json(made))
