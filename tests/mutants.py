"""The seed page under other names, figures, outlets, marks and orders of paragraphs.

``mutate`` draws what is changed; ``expected`` says what must then be told; ``told`` sums up a record in the same words.
Both are dictionaries with one entry for each thing that the seed's own tests ask for, so a mutant must read as well as
the seed. Names are of public actors of many conflicts, shuffled, or invented: none of the pages tells of anything true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.record import Change, EventType, Form, StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.record import Ref, Report, Statement, Voice

SEED_DATE = date(2015, 9, 30)
_T = TypeVar("_T")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV"}

# ---- what may stand in the place of what; the first of each list is the seed's own


@dataclass(frozen=True)
class State:
    """A state that strikes, with its adjective and its leader."""

    name: str = "Russia"
    adjective: str = "Russian"
    title: str = "President"
    leader: str = "Vladimir Putin"
    surname: str = "Putin"


@dataclass(frozen=True)
class Theatre:
    """The country fought over."""

    name: str = "Syria"
    adjective: str = "Syrian"
    code: str = "SY"
    capital: str = "Damascus"
    ruler: str = "Assad"


@dataclass(frozen=True)
class Group:
    """The group that is struck: its name, the name used later, and how it is described."""

    name: str = "Islamic State"
    short: str = "Isis"
    described: str = "the jihadist group"


STATES = (
    State(),
    State("Turkey", "Turkish", "President", "Recep Tayyip Erdogan", "Erdogan"),
    State("Egypt", "Egyptian", "President", "Abdel Fattah al-Sisi", "Sisi"),
    State("France", "French", "President", "François Hollande", "Hollande"),
    State("Kenya", "Kenyan", "President", "Uhuru Kenyatta", "Kenyatta"),
    State("Ethiopia", "Ethiopian", "Prime Minister", "Tadesse Worku", "Worku"),
    State("Saudi Arabia", "Saudi", "Foreign Minister", "Faisal Otaibi", "Otaibi"),
    State("Iran", "Iranian", "President", "Hassan Rouhani", "Rouhani"),
    State("Algeria", "Algerian", "Prime Minister", "Karim Belhadj", "Belhadj"),
    State("South Africa", "South African", "President", "Johan Mabena", "Mabena"),
)
THEATRES = (
    Theatre(),
    Theatre("Libya", "Libyan", "LY", "Tripoli", "Zwawi"),
    Theatre("Mali", "Malian", "ML", "Bamako", "Keita"),
    Theatre("Somalia", "Somali", "SO", "Mogadishu", "Warsame"),
    Theatre("Yemen", "Yemeni", "YE", "Sanaa", "Saleh"),
    Theatre("Nigeria", "Nigerian", "NG", "Abuja", "Buhari"),
    Theatre("Iraq", "Iraqi", "IQ", "Baghdad", "Maliki"),
    Theatre("Sudan", "Sudanese", "SD", "Khartoum", "Bashir"),
    Theatre("Colombia", "Colombian", "CO", "Bogotá", "Restrepo"),
    Theatre("Angola", "Angolan", "AO", "Luanda", "Neto"),
)
GROUPS = (
    Group(),
    Group("Boko Haram", "Boko Haram", "the jihadist group"),
    Group("Al-Shabaab", "Al-Shabaab", "the militant group"),
    Group("Ansar Dine", "Ansar Dine", "the Islamist group"),
    Group("Jabhat al-Nusra", "Nusra", "the jihadist group"),
    Group("Hezbollah", "Hezbollah", "the militant group"),
    Group("Renamo", "Renamo", "the rebel group"),
    Group("M23", "M23", "the rebel group"),
    Group("Red Harvest", "Red Harvest", "the insurgent group"),
    Group("Ansar al-Fajr", "Ansar al-Fajr", "the extremist group"),
)
POWERS = ("The US", "The UK", "China", "Britain", "Germany", "India")
MONITORS = (
    "the Syrian Observatory for Human Rights",
    "the Libyan Observatory for Human Rights",
    "Airwars",
    "the Yemen Data Project",
    "the Conflict Monitoring Centre",
    "the Lakeside Observatory",
)
MEETINGS = (
    "UN General Assembly meeting in New York",
    "UN Security Council session in Geneva",
    "African Union summit in Addis Ababa",
)
PUBLISHERS = ("Truthdig", "Harborlight", "Openfile", "Commonwire", "Meridian Post")
POSTERS = ("Alexander Reed Kelly", "Dana Whitfield", "Marco Ruiz", "Priya Raman")
REPORTERS = ("Patrick Cockburn", "Helen Marsh", "Samir Haddad", "Ingrid Solheim", "Anne-Marie Duval")
LEADS = ("Veteran Middle East reporter", "Veteran war correspondent", "Longtime Africa correspondent")
CITING = ("reports at", "writes in", "reports for")
OUTLETS = ("The Independent", "The Guardian", "The Harbour Gazette", "Le Monde", "Al Jazeera", "The New York Times")
SHARES: tuple[tuple[str, float, float | None], ...] = (
    ("more than 50 per cent", 0.5, None),
    ("more than 40 per cent", 0.4, None),
    ("over 60 per cent", 0.6, None),
    ("at least 35 per cent", 0.35, None),
    ("more than 70 percent", 0.7, None),
    ("more than 45%", 0.45, None),
    ("more than half", 0.5, None),
    ("about 30 per cent", 0.3, 0.3),
)
DISTANCES = (
    ("22 miles", 35.4),
    ("14 miles", 22.5),
    ("9 miles", 14.5),
    ("35 km", 35.0),
    ("18 kilometres", 18.0),
    ("40 kilometers", 40.0),
    ("12.5 miles", 20.1),
)
SPANS_OF_WAR = ("four years", "six years", "18 months", "two decades")
DASHES = (" – ", " — ", "—", " - ", " -- ")
POSTED = ("— Posted by", "– Posted by", "- Posted by", "Posted by")
ELLIPSES = ("…", "...", "[…]", "[...]")
APOSTROPHES = ("’", "'")
SPACES = ("\N{NO-BREAK SPACE}", " ")


@dataclass(frozen=True)
class Mutation:
    """All that is drawn for one page; without arguments it is the seed's own."""

    state: State = STATES[0]
    theatre: Theatre = THEATRES[0]
    group: Group = GROUPS[0]
    power: str = POWERS[0]
    monitor: str = MONITORS[0]
    meeting: str = MEETINGS[0]
    publisher: str = PUBLISHERS[0]
    poster: str = POSTERS[0]
    reporter: str = REPORTERS[0]
    lead: str = LEADS[0]
    citing: str = CITING[0]
    outlet: str = OUTLETS[0]
    share: tuple[str, float, float | None] = SHARES[0]
    distance: tuple[str, float] = DISTANCES[0]
    war: str = SPANS_OF_WAR[0]
    dash: str = DASHES[0]
    posted: str = POSTED[0]
    ellipsis: str = ELLIPSES[0]
    apostrophe: str = APOSTROPHES[0]
    space: str = SPACES[0]
    published: date = SEED_DATE
    ago: int = 0
    part: str = "morning"
    swapped: bool = False
    order: tuple[int, ...] = (0, 1, 2, 3)

    @property
    def day(self) -> date:
        """The day of the strike."""
        return self.published - timedelta(days=self.ago)

    def __str__(self) -> str:
        """Tell what was drawn otherwise than in the seed."""
        own = Mutation()
        drawn = ((one.name, getattr(self, one.name), getattr(own, one.name)) for one in fields(self))
        return ", ".join(f"{name}={value!r}" for name, value, old in drawn if value != old)


def draw(number: int) -> Mutation:
    """Draw the mutation of that number, always the same one."""
    chance = Random(number)  # noqa: S311 - no secret hangs on it

    def one(values: Sequence[_T]) -> _T:
        return values[chance.randrange(len(values))]

    state = one(STATES)
    order = list(range(4))
    chance.shuffle(order)
    return Mutation(
        state=state,
        theatre=one(THEATRES),
        group=one(GROUPS),
        power=one([power for power in POWERS if power != state.name]),
        monitor=one(MONITORS),
        meeting=one(MEETINGS),
        publisher=one(PUBLISHERS),
        poster=one(POSTERS),
        reporter=one(REPORTERS),
        lead=one(LEADS),
        citing=one(CITING),
        outlet=one(OUTLETS),
        share=one(SHARES),
        distance=one(DISTANCES),
        war=one(SPANS_OF_WAR),
        dash=one(DASHES),
        posted=one(POSTED),
        ellipsis=one(ELLIPSES),
        apostrophe=one(APOSTROPHES),
        space=one(SPACES),
        published=date(2016, 1, 1) + timedelta(days=chance.randrange(366)),  # when all of these bore their names
        ago=chance.randrange(4),
        part=one(tuple(_PARTS)),
        swapped=chance.random() < 1 / 4,
        order=tuple(order),
    )


# ---- the page


def mutate(seed: str, to: Mutation) -> str:
    """Give the seed page as the mutation has it."""
    words = _words(to)
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    paragraphs = [pattern.sub(lambda found: words[found.group()], one) for one in seed.split("\n\n")]
    if to.swapped:
        paragraphs[0], paragraphs[1] = paragraphs[1], paragraphs[0]
    paragraphs[3:7] = [paragraphs[3 + i] for i in to.order]
    return "\n\n".join(paragraphs)


def _words(to: Mutation) -> dict[str, str]:
    state, theatre, group = to.state, to.theatre, to.group
    power = to.power.replace("The ", "the ")
    return {
        "Russian President Vladimir Putin": f"{state.adjective} {state.title} {state.leader}",
        "Mr Putin": f"Mr {state.surname}",
        "Russian": state.adjective,
        "Russia": state.name,
        "Islamic State": group.name,
        "Isis": group.short,
        "the jihadist group": group.described,
        "the Syrian Observatory for Human Rights": to.monitor,
        "Syrian": theatre.adjective,
        "Syria": theatre.name,
        "Damascus": theatre.capital,
        "Assad": theatre.ruler,
        "The US": to.power,
        "the US": power,
        MEETINGS[0]: to.meeting,
        f"{LEADS[0]} {REPORTERS[0]} {CITING[0]} {OUTLETS[0]}": f"{to.lead} {to.reporter} {to.citing} {to.outlet}",
        PUBLISHERS[0]: to.publisher,
        POSTERS[0]: to.poster,
        SHARES[0][0]: to.share[0],
        DISTANCES[0][0]: to.distance[0],
        SPANS_OF_WAR[0]: to.war,
        "Wednesday morning": f"{_DAYS[to.day.weekday()]} {to.part}",
        POSTED[0]: to.posted,
        DASHES[0]: to.dash,
        ELLIPSES[0]: to.ellipsis,
        "before you go…": "before you go" + (to.ellipsis if "[" not in to.ellipsis else ELLIPSES[0]),
        APOSTROPHES[0]: to.apostrophe,
        SPACES[0]: to.space,
    }


# ---- what must be told of it, and what is

Told = dict[str, Any]


def expected(to: Mutation) -> Told:
    """Give what must be told of a mutated page."""
    block, monitor = ("publisher", "outlet", "reporter"), ("publisher", "outlet", "reporter", "monitor")
    aims: dict[int, list[tuple[str, int | None]]] = {
        1: [("to prevent collapse", 1)],
        3: [
            (f"to defeat {to.group.short}", 1),
            (f"save the {to.theatre.ruler} regime in {to.theatre.capital}", 2),
            (f"to stop {to.group.short}", None),
            ("defeat it", None),
        ],
    }
    forecasts = {1: ["collapse"], 3: ["defeat it"]}
    alterations = {2: ("ellipsis", to.ellipsis), 3: ("insertion", f"[{to.state.name}{to.apostrophe}s]")}
    return {
        "publisher": (to.publisher, "furniture"),
        "bylines": {(to.poster, "curator", None), (to.reporter, "reporter", to.outlet)},
        "furniture": ["read-more", "byline", "appeal"],
        "read from furniture": [],
        "strike": ("aerial", "accomplished", True, ["state"], ["group"], "positive", "certain", ("publisher",)),
        "strike’s place": (to.theatre.code, "country"),
        "strike’s time": f"{to.day.isoformat()}T{_PARTS[to.part]}",
        "claim": [("leader", "distancing")],
        "footage": ("video", ["state"], [f"anti-{to.theatre.ruler} rebels"]),
        "disputes": [("recipients", {"event", "evidence"})],
        "block": (True, to.outlet, 4, [alterations[i] for i in to.order if i in alterations]),
        "holds": (["group"], to.share[1], to.share[2], "share", to.theatre.code, monitor),
        "advances": (["group"], block),
        "stands": (["group"], to.distance[1], to.distance[1], block),
        "retreats": (["army"], block),
        "aims": [(*aim, ["state"], block) for i in to.order for aim in aims.get(i, [])],
        "forecasts": [(of, 0.2, 0.45, "positive", block) for i in to.order for of in forecasts.get(i, [])],
        "not bombing": [("negative", ["power"], ["group"], block)],
        "conditions": [("the war would carry on in either case", "either", block)],
        "questions": 1,
        "from “stay or go” or asked": [],
        "many events": False,
        "one actor each": [],
        "kinds": ("monitor", "outlet"),
    }


def told(report: Report, to: Mutation) -> Told:
    """Sum up what a record tells of a mutated page."""
    return _Summary(report, to).whole()


class _Summary:
    """A record seen through its mutation: people and bodies go by what they are in the seed."""

    def __init__(self, report: Report, to: Mutation) -> None:
        self.report, self.to = report, to
        self.text = report.document.text
        army = f"the {to.theatre.adjective} army"
        power = to.power.removeprefix("The ")
        self.names = {
            "group": {to.group.name, to.group.short, to.group.described},
            "state": {to.state.name, to.state.adjective},
            "leader": {to.state.leader, to.state.surname, "he"},
            "army": {army, f"President {to.theatre.ruler}{to.apostrophe}s army"},
            "power": {power},
            "monitor": {to.monitor.removeprefix("the ")},
            "outlet": {to.outlet},
            "reporter": {to.reporter},
        }
        self.mentions = {actor.id: {mention.text for mention in actor.mentions} for actor in report.actors}

    def who(self, actor: str | None, words: str) -> str:
        """Give what an actor is in the seed, else the words that name it."""
        mentions = self.mentions.get(actor or "", set())
        return next((role for role, names in self.names.items() if names & mentions), words)

    def refs(self, refs: Sequence[Ref]) -> list[str]:
        return [self.who(ref.actor, ref.text) for ref in refs]

    def voices(self, voices: Sequence[Voice]) -> tuple[str, ...]:
        return tuple(
            "publisher" if voice.name == self.to.publisher else self.who(voice.actor, voice.name or "nobody")
            for voice in voices
        )

    def of(self, kind: StatementKind) -> list[Statement]:
        return [statement for statement in self.report.statements if statement.kind is kind]

    def whole(self) -> Told:
        return {**self.page(), **self.strike(), **self.ground(), **self.outlook(), **self.actors()}

    def page(self) -> Told:
        document, report = self.report.document, self.report
        end = self.text.index("Read more here.")
        spans: list[Any] = [*report.statements, *report.places, *report.times, *report.weapons]
        spans += [content for one in report.attributions for content in one.content]
        spans += [mention for actor in report.actors for mention in actor.mentions]
        kinds = [block.kind for block in document.blocks if block.start >= end]
        blocks = [one for one in report.attributions if one.form is Form.BLOCK]
        block = blocks[0] if len(blocks) == 1 else None
        return {
            "publisher": (document.publisher, document.publisher_from),
            "bylines": {(one.name, one.role.value, one.outlet) for one in document.bylines},
            "furniture": [kind.value for kind in dict.fromkeys(kinds)],
            "read from furniture": [span.text for span in spans if span.end > end],
            "block": block
            and (
                block.source is not None and self.to.reporter in block.source.text,
                block.outlet and block.outlet.text,
                len(block.content),
                [(one.kind.value, self.text[one.start : one.end]) for one in block.alterations],
            ),
        }

    def strike(self) -> Told:
        found = next((s for s in self.of(StatementKind.EVENT) if s.event and s.event.type is EventType.ASSAULT
                      and s.event.modes), None)  # fmt: skip
        sides: Told = {}
        if found is not None and found.event is not None:
            event = found.event
            place = next((one for one in self.report.places if one.id == event.place), None)
            time = next((one for one in self.report.times if one.id == event.time), None)
            people = self.refs(event.actors), self.refs(event.recipients)
            sides = {
                "strike": (*event.modes, event.stage.value, event.first, *people, found.polarity.value,
                           found.certainty.value, self.voices(found.voices)),
                "strike’s place": place and (place.country, place.precision.value),
                "strike’s time": time and time.value,
            }  # fmt: skip
        shown = next((s.evidence for s in self.of(StatementKind.EVIDENCE)), None)
        kinds = {statement.id: statement.kind.value for statement in self.report.statements}
        spoken = [(one.source, one.stance) for one in self.report.attributions if one.stance == "distancing"]
        return sides | {
            "claim": [
                (self.who(source.actors[0], source.text) if source and source.actors else None, stance.value)
                for source, stance in spoken
            ],
            "footage": shown and (shown.medium.value, self.refs(shown.actors), [ref.text for ref in shown.recipients]),
            "disputes": [
                (one.field.value, {kinds[statement] for statement in one.statements}) for one in self.report.disputes
            ],
        }

    def ground(self) -> Told:
        moves = {s.control.change: s for s in self.of(StatementKind.CONTROL) if s.control}
        found: Told = {}
        for change, name in ((Change.ADVANCES, "advances"), (Change.RETREATS, "retreats")):
            statement = moves.get(change)
            if statement is not None and statement.control is not None:
                found[name] = (self.refs(statement.control.holders), self.voices(statement.voices))
        holds = moves.get(Change.HOLDS)
        if holds is not None and holds.control is not None and holds.control.extent is not None:
            extent = holds.control.extent
            place = next((one.country for one in self.report.places if one.id == holds.control.place), None)
            bounds = extent.low, extent.high, extent.unit.value
            found["holds"] = (self.refs(holds.control.holders), *bounds, place, self.voices(holds.voices))
        for statement in self.of(StatementKind.POSITION)[:1]:
            position = statement.position
            place_of = {place.id: place.relation for place in self.report.places}
            relation = place_of.get(position.place or "") if position else None
            if position is not None and relation is not None:
                distance = relation.km_low, relation.km_high
                found["stands"] = (self.refs(position.who), *distance, self.voices(statement.voices))
        return found

    def outlook(self) -> Told:
        bombing = [s for s in self.of(StatementKind.EVENT) if s.event and s.event.trigger.text == "bombing"]
        calm = [
            stretch.span()
            for words in (r"Despite all the controversy.*?should stay or go", r"Why has he moved now.*?\?")
            for stretch in re.finditer(words, self.text)
        ]
        return {
            "aims": [(s.aim.goal.text, s.aim.priority, self.refs(s.aim.holders), self.voices(s.voices))
                     for s in self.of(StatementKind.AIM) if s.aim],
            "forecasts": [(s.forecast.of.text, s.likelihood and s.likelihood.low, s.likelihood and s.likelihood.high,
                           s.polarity.value, self.voices(s.voices)) for s in self.of(StatementKind.FORECAST)
                          if s.forecast and s.likelihood],
            "not bombing": [(s.polarity.value, self.refs(s.event.actors), self.refs(s.event.recipients),
                             self.voices(s.voices)) for s in bombing if s.event],
            "conditions": [(s.text, s.condition.relation.value, self.voices(s.voices))
                           for s in self.of(StatementKind.CONDITION) if s.condition],
            "questions": len(self.of(StatementKind.QUESTION)),
            "from “stay or go” or asked": [s.text for s in self.report.statements
                                           if s.kind is not StatementKind.QUESTION
                                           and any(start <= s.start < end for start, end in calm)],
            "many events": len(self.of(StatementKind.EVENT)) > 8,
        }  # fmt: skip

    def actors(self) -> Told:
        kinds = {
            role: actor.kind.value
            for actor in self.report.actors
            if (role := self.who(actor.id, "")) in {"monitor", "outlet"}
        }
        return {
            "one actor each": [
                role
                for role in ("group", "state", "leader", "army")
                if not any(self.names[role] <= mentions for mentions in self.mentions.values())
            ],
            "kinds": (kinds.get("monitor"), kinds.get("outlet")),
        }
