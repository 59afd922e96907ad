"""How sentences of a brief are made: templates and acts from their tables, filled with names, numbers and days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.brief.document import Words
from sayso.record import ActorKind, PlacePrecision, Ref, RelationKind, Stage, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.brief.document import Piece
    from sayso.record import Actor, Event, Place, Report, Span, Voice

Pieces = tuple["Piece", ...]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY = 10  # characters of an ISO 8601 day
_LONGEST = 6  # words of an object that a sentence takes in
_EXACT = frozenset(
    {PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.DISTRICT, PlacePrecision.ADMIN1, PlacePrecision.UNKNOWN}
)
_TOLD_ROLES = frozenset(
    {VoiceRole.WITNESS, VoiceRole.MEDIC, VoiceRole.AID_WORKER, VoiceRole.ANALYST, VoiceRole.SOCIAL_MEDIA}
)
_ENDS = frozenset(".?!…")  # of a quotation that ends a sentence itself
_OFFICE_WORDS = 5  # of an office that is short enough to stand beside a name


def fill(key: str, **slots: Piece | Iterable[Piece]) -> Pieces:
    """Fill a template of the table ``sentences``; its first letter becomes a capital.

    Raises:
        KeyError: No template of that name, or a slot is not given.
    """
    pieces: list[Piece] = []
    for own, slot, _, _ in Formatter().parse(lexicon.by_id("sentences")[key]["pattern"]):
        if own:
            pieces.append(own)
        if slot:
            value = slots[slot]
            pieces += [value] if isinstance(value, (str, Words)) else value
    if len(pieces) > 2 and pieces[-2:] == ["”", "."] and str(getattr(pieces[-3], "text", ""))[-1:] in _ENDS:
        pieces.pop()
    return capitalised(pieces)


def capitalised(pieces: Iterable[Piece]) -> Pieces:
    """Give pieces with a capital at the beginning, unless a quotation begins them."""
    found = [piece for piece in pieces if (piece if isinstance(piece, str) else piece.text)]
    if found:
        first = found[0]
        if isinstance(first, str):
            found[0] = first[:1].upper() + first[1:]
        elif first.passage is None:
            found[0] = Words(text=first.text[:1].upper() + first.text[1:])
    return tuple(found)


def listed(items: Sequence[Iterable[Piece]], last: str = " and ", between: str = ", ") -> Pieces:
    """Join as English does: "A, B and C"."""
    pieces: list[Piece] = []
    for n, item in enumerate(items):
        if n:
            pieces.append(last if n == len(items) - 1 else between)
        pieces += item
    return tuple(pieces)


def number(count: int) -> str:
    """Give a count in words up to twelve, above in digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, noun: str) -> str:
    """Give a count with its noun in the right number."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def day(told: str | None) -> str:
    """Write an ISO 8601 day (or month, or year) in English."""
    if told is None:
        return "day not known"
    year, _, rest = told[:_DAY].partition("-")
    month, _, date = rest.partition("-")
    if not month.isdecimal():
        return year
    name = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(date)} {name}" if date.isdecimal() else name


def days(earliest: str | None, latest: str | None) -> str:
    """Write a span of days."""
    if earliest is None or latest is None or earliest[:_DAY] == latest[:_DAY]:
        return day(earliest or latest)
    same = earliest[:7] == latest[:7] and earliest[8:10] and latest[8:10]
    return f"{int(earliest[8:10])} to {day(latest)}" if same else f"{day(earliest)} to {day(latest)}"


def on_days(earliest: str | None, latest: str | None) -> str:
    """Give the days as the end of a clause, or nothing."""
    if earliest is None and latest is None:
        return ""
    one = earliest is None or latest is None or earliest[:_DAY] == latest[:_DAY]
    if one or earliest is None or latest is None:
        return f" on {day(earliest or latest)}"
    first = str(int(earliest[8:10])) if earliest[:7] == latest[:7] and latest[8:10] else day(earliest)
    return f" between {first} and {day(latest)}"


def is_pronoun(words: str) -> bool:
    """Tell a pronoun."""
    return words.casefold() in lexicon.by_pattern("pronouns")


def is_plural(words: str) -> bool:
    """Tell words for several people; names in capitals count as one ("United States")."""
    last = words.split()[-1] if words.split() else ""
    if last[:1].isupper() and len(words.split()) > 1:
        return False
    low = last.casefold()
    if low == "headquarters":
        return False
    if low in lexicon.by_pattern("plural_nouns") or low in {"they", "them"}:
        return True
    if low.removesuffix("s") in lexicon.by_pattern("actor_heads") and low.endswith("s"):
        return True
    return last[:1].islower() and (
        low.endswith(("men", "people", "children")) or (low.endswith("s") and not low.endswith("ss"))
    )


def with_article(name: str) -> str:
    """Put "the" before a description of one body ("Basque government"), or a name that takes it."""
    words = name.split()
    if not words or words[0].casefold() in {"the", "a", "an", "some", "one"} or "’s" in name or "'s" in name:
        return name
    if name.startswith("United "):
        return f"the {name}"
    head = next((words[n - 1] for n, word in enumerate(words) if n and word in {"of", "for", "in"}), words[-1])
    is_head = head.casefold() in lexicon.by_pattern("actor_heads") and not is_plural(head)
    if len(words) == 1 and is_head:
        return f"the {name.lower()}"
    plain = head.isalpha() and head.islower() and (not is_plural(head) or head == "police")
    return f"the {name}" if plain or is_head else name


def uncapitalised(name: str) -> str:
    """Give a description without the capital that the head of its sentence gave it ("Officials")."""
    first, _, rest = name.partition(" ")
    if first in {"The", "A", "An"} and rest[:1].islower():
        return f"{first.lower()} {rest}"
    if first in {"The", "A", "An"}:
        return name
    low = first.casefold()
    common = any(
        low in lexicon.by_pattern(table) or low.removesuffix("s") in lexicon.by_pattern(table)
        for table in ("actor_heads", "function_words", "stop_words", "numbers", "capacities")
    )
    return f"{low} {rest}".strip() if common and not first.isupper() else name


def voice_words(voice: Voice, report: Report) -> tuple[Pieces, Pieces]:
    """Give a voice's name, and behind it what it is ("witness", "not named", or nothing)."""
    actor = actor_of(voice.actor, report)
    name = voice.name
    if name is not None and is_pronoun(name):
        name = actor.name if actor is not None and not is_pronoun(actor.name) else None
    if name is None:
        return ("somebody not named",), ()
    if not voice.named:
        return (Words(text=uncapitalised(name)),), ("not named",)
    what = ""
    if actor is not None and actor.kind is ActorKind.PERSON:
        office = actor.office if actor.office and len(actor.office.split()) <= _OFFICE_WORDS else None
        owner = actor_of(actor.of, report)
        what = " of ".join(part for part in (office, with_article(owner.name) if office and owner else None) if part)
        what = what or (voice.role.replace("-", " ") if voice.role in _TOLD_ROLES else "")
    return (
        Words(text=with_article(uncapitalised(name) if name[:4] in {"The ", "A "} or " " not in name else name)),
    ), ((Words(text=uncapitalised(what)),) if what else ())


def actor_of(ident: str | None, report: Report) -> Actor | None:
    """Give an actor of a report by its id."""
    return next((actor for actor in report.actors if actor.id == ident), None) if ident is not None else None


def is_name(actor: Actor) -> bool:
    """Tell a name that can stand in a sentence of ours; "Red", of "Red forces", cannot."""
    one = len(actor.name.split()) == 1 and actor.name[:1].isupper() and not is_plural(actor.name)
    alone = one and actor.registry is None and actor.kind is not ActorKind.PERSON
    return not alone and not is_pronoun(actor.name)


def actor_words(actor: Actor) -> Pieces:
    """Name an actor; what is no name stands between quotation marks."""
    return (Words(text=with_article(actor.name)),) if is_name(actor) else ("“", Words(text=actor.name), "”")


@dataclass(frozen=True, slots=True)
class Act:
    """How an act is told: the forms of its verb, what follows it, and its noun with the article."""

    base: str
    past: str
    participle: str
    going: str
    tail: str
    link: str
    takes: str
    noun: str

    @property
    def heading(self) -> str:
        """The noun without its article, for a heading."""
        bare = self.noun.removeprefix("an ").removeprefix("a ")
        return bare[:1].upper() + bare[1:]


@cache
def _acts() -> Mapping[tuple[str, str], tuple[int, Act]]:
    return {
        (row["pattern"], row["mode"]): (
            rank,
            Act(
                row["base"], row["past"], row["participle"], row["going"], row["tail"], row["link"], row["object"],
                row["noun"],
            ),
        )
        for rank, row in enumerate(lexicon.table("acts"))
    }  # fmt: skip


def act_rank(event_type: str, modes: Iterable[str]) -> int:
    """Give where an act stands in the table: what says more stands first."""
    found = [_acts()[event_type, mode][0] for mode in modes if (event_type, mode) in _acts()]
    return min(found) if found else _acts().get((event_type, ""), (len(_acts()), None))[0]


def act_of(event_type: str, modes: Iterable[str]) -> Act:
    """Give how an act of a type is told, by the first of its modes in the table."""
    rank = act_rank(event_type, modes)
    return next(act for place, act in _acts().values() if place == rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a clause is made of."""

    act: Act
    stage: Stage
    doers: Pieces
    several: bool
    object: Pieces
    several_objects: bool
    place: Pieces


def clause(told: Telling, *, negative: bool = False) -> Pieces | None:
    """Make a clause in the past tense or, of what is to come, with "will"; ``None`` where too little is known."""
    act = told.act
    if act.takes == "must" and not told.object:
        return None
    behind: Pieces = (*((f" {act.tail}",) if act.tail else ()), *told.place)
    if told.doers:
        verb = _active(act, told.stage, several=told.several, negative=negative)
        if told.object and act.tail and act.link:  # "withheld pay from them"
            return (*told.doers, f" {verb} {act.tail} {act.link} ", *told.object, *told.place)
        link = f" {act.link}" if act.link and told.object else ""
        return (*told.doers, f" {verb}{link}", *((" ", *told.object) if told.object else ()), *behind)
    if not act.participle or not told.object or told.stage is Stage.ATTEMPTED:
        return None
    verb = _passive(act, told.stage, several=told.several_objects, negative=negative)
    return (*told.object, f" {verb}", f" {act.link}" if act.link else "", *behind)


def _active(act: Act, stage: Stage, *, several: bool, negative: bool) -> str:
    be, no = ("were" if several else "was"), (" not" if negative else "")
    if stage is Stage.ONGOING:
        return f"{be}{no} {act.going}"
    if stage is Stage.ATTEMPTED:
        return f"did not try to {act.base}" if negative else f"tried to {act.base}"
    if stage in {Stage.PLANNED, Stage.THREATENED}:
        return f"will{no} {act.base}"
    if stage is Stage.HYPOTHETICAL:
        return f"might{no} {act.base}"
    return f"did not {act.base}" if negative or stage is Stage.FAILED else act.past


def _passive(act: Act, stage: Stage, *, several: bool, negative: bool) -> str:
    be, no = ("were" if several else "was"), (" not" if negative or stage is Stage.FAILED else "")
    if stage is Stage.ONGOING:
        return f"{be}{no} being {act.participle}"
    if stage in {Stage.PLANNED, Stage.THREATENED}:
        return f"will{no} be {act.participle}"
    if stage is Stage.HYPOTHETICAL:
        return f"might{no} be {act.participle}"
    return f"{be}{no} {act.participle}"


def objects(event: Event, report: Report, place: Place | None) -> tuple[Pieces, bool, bool]:
    """Give to whom or what it was done, whether those are several, and whether the place is told in it.

    A town that its report only calls "the town" is named, and where nobody is
    told of, the place stands for whoever was there.
    """
    spans: list[Ref | Span] = [*event.recipients, *event.targets]
    found: list[Pieces] = []
    placed = False
    for span in spans:
        actor = actor_of(span.actor, report) if isinstance(span, Ref) else None
        if actor is not None and actor.registry is not None:
            words: Pieces = (Words(text=with_article(actor.name)),)
        elif _is_settlement(span.text) and place is not None:
            words, placed = (Words(text=place_name(place)),), True
        elif is_pronoun(span.text):
            continue
        else:
            words = (Words(text=_with_determiner(span, report)),)
        if len(span.text.split()) <= _LONGEST and words not in found:
            found.append(words)
    if not found and place is not None and place.precision in _EXACT:
        return (Words(text=place_name(place)),), False, True
    several = len(found) > 1 or any(is_plural(w.text) for words in found for w in words if isinstance(w, Words))
    return listed(found), several, placed


def _is_settlement(words: str) -> bool:
    return words.casefold().split()[-1] in lexicon.by_pattern("settlements")


def _with_determiner(span: Ref | Span, report: Report) -> str:
    """Give words with the article or number that stands before them."""
    before = report.document.text[max(0, span.start - 12) : span.start]
    last = before.split()[-1] if before.endswith(" ") and before.split() else ""
    words = " ".join(span.text.split())
    if last.casefold() in {"a", "an", "the"}:
        return f"{last.casefold()} {words}"
    return uncapitalised(words)


def place_name(place: Place) -> str:
    """Give a place as its report has it; a dateline's capitals become a name's."""
    text = " ".join(place.text.split())
    return text.title() if text.isupper() and len(text) > 3 else text


def in_place(place: Place | None) -> Pieces:
    """Give a place as the end of a clause; what is told by how it lies to another stands as its report has it."""
    if place is None:
        return ()
    within = place.relation is None or place.relation.kind is RelationKind.WITHIN
    return (" in " if within else " ", Words(text=place_name(place)))


_VERBS = {"deny": "denies", "have": "has"}
_BASES = ("deny", "say", "leave", "speak", "own", "tell", "expect", "make", "ask", "have", "write", "name")


def verbs(*, several: bool) -> dict[str, str]:
    """Give the verbs of the templates in the right number, each under its base."""
    return {base: base if several else _VERBS.get(base, f"{base}s") for base in _BASES}
