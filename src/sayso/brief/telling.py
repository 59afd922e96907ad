"""One incident in sentences: what is told alike, what is disputed, the figures, the first and the latest voice."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.brief.document import Day, Paragraph, Section, Sentence, Words
from sayso.brief.map import Plans, is_coming
from sayso.brief.outlook import open_sentence
from sayso.brief.passages import stretch
from sayso.brief.wording import (
    Telling,
    act_of,
    act_rank,
    actor_of,
    actor_words,
    capitalised,
    clause,
    counted,
    day,
    days,
    fill,
    in_place,
    is_name,
    is_plural,
    is_pronoun,
    listed,
    number,
    objects,
    on_days,
    place_name,
    verbs,
)
from sayso.incidents.attestation import attest, heard
from sayso.incidents.model import Incident, Member
from sayso.record import EventType, Form, PlacePrecision, Polarity, Stance, TimePrecision
from sayso.threads.who import private_persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.brief.document import Piece
    from sayso.brief.passages import Passages
    from sayso.brief.tellers import Tellers, Told
    from sayso.brief.wording import Act, Pieces
    from sayso.incidents.figures import Figure, Figures
    from sayso.incidents.origins import Origins
    from sayso.record import Actor, Place, Report

_BASES = {"clause": 4, "sentence": 3, "story": 2}  # of a place: how near to the act it is told
_WIDER = {"several-places": "several places", "period": "a longer time"}
_WITHIN = frozenset({TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY})
_HARMING = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
_BEFORE = 2  # words that may stand before whoever did it ("some of the")
_FEW = 2  # words
_QUOTABLE = 3  # words: fewer say too little alone


class Account:
    """An incident, set out for a brief; passages are numbered as its sentences are asked for."""

    def __init__(self, incident: Incident, origins: Origins, passages: Passages, tellers: Tellers) -> None:
        """Take an incident with where its reports come from."""
        self.incident = incident
        self._passages = passages
        self._tellers = tellers
        plans = {m.report.id: Plans(m.report.statements) for m in incident.members}
        self.coming = [m for m in incident.members if is_coming(m.statement) or plans[m.report.id].hold(m.statement)]
        self._ahead = {id(m) for m in self.coming}
        self.members = [m for m in incident.accounts if id(m) not in self._ahead]
        self._told: set[str] = set()  # members that have been quoted in its section
        self.attested = attest(incident, origins)
        claims = {m.key for m in self.attested.occurrence.claims}
        self._claims = [m for m in self.members if m.key in claims]

    # What it is, where and when

    @cached_property
    def act(self) -> Act:
        """The act that the incident is: the commonest of its members', the one that says more of two as common."""
        kinds = Counter(_kind(m) for m in self._claims or self.members or self.incident.members)
        return act_of(*min(kinds, key=lambda kind: (-kinds[kind] if kind[1] else 0, act_rank(*kind))))

    @cached_property
    def place(self) -> Place | None:
        """Where most of its members tell it to be, those first that tell it in their own words."""
        weights: Counter[str] = Counter()
        shown: dict[str, Place] = {}
        for member in sorted(
            self.members or self.incident.members, key=lambda m: m.report.document.published or "9999"
        ):
            place = member.place
            if place is None:
                continue
            key = _key(place)
            weights[key] += _BASES.get(member.event.place_basis or "", 0)
            if key not in shown or shown[key].text.isupper():
                shown[key] = place
        return shown[max(weights, key=lambda key: weights[key])] if weights else self.incident.place

    @property
    def heading(self) -> Pieces:
        """What, where and when, for a heading."""
        act = self.act if self._mostly else act_of(self.incident.type, ())
        return (f"{act.heading}: ", *_headed(self.place), f", {days(self.incident.earliest, self.incident.latest)}")

    @property
    def _mostly(self) -> bool:
        """Tell whether at least half of the origins tell of this very act."""
        exact = [m for m in self._claims if act_of(*_kind(m)) == self.act]
        return 2 * len(self._origins(exact)) >= len(self._origins(self._claims))

    # How much it weighs

    @property
    def weight(self) -> tuple[int, int, int, str, str]:
        """Sort by the lowest number of dead that stands, by independent origins, then by type; never by who did it."""
        types = list(EventType)
        kind = types.index(EventType(self.incident.type)) if self.incident.type in set(types) else -1
        dead = max(
            (f.low or 0 for f in self.attested.figures if f.what == "killed" and f.scope == "incident"), default=0
        )
        origins = len(self.attested.occurrence.origins)
        return (-dead, -origins, -kind, self.incident.earliest or "9999", self.incident.id)

    # Sentences

    def lead(self) -> Sentence:
        """One sentence: what, where, when, by how many told, by whom denied, how many dead."""
        denials, parts = self._denials
        denied: list[Piece] = []
        for key, some in (("lead.denied", denials), ("lead.denied-part", parts)):
            denied += fill(key, voices=self._tellers.names(_pairs(some), short=True)[0]) if some else ()
        toll: Pieces = ()
        numbers: tuple[int, ...] = ()
        figures = next(iter(self._ranges(("killed",))), None)
        if figures is not None:
            bounds, numbers = self._range(figures)
            toll = fill("lead.toll", what=_what(figures), range=bounds)
        return self._sentence(
            fill(
                "lead.told" if self._claims else "lead.untold",
                where=_headed(self.place),
                when=f", {days(self.incident.earliest, self.incident.latest)}",
                noun=self._noun(self._claims or self.members),
                origins=self._counted(self._claims),
                denied=denied,
                toll=toll,
            ),
            [*self._claims, *denials, *parts],
            numbers,
        )

    def section(self, position: int, status: Sentence) -> Section:
        """Give the section of the brief that tells of it."""
        self._tellers.begin()
        paragraphs = [Paragraph(label="State", sentences=(status,))]
        for label, sentences in (
            ("Told", self._occurrence()),
            ("Who did it", self._named() if self.incident.type in _HARMING else ()),
            *(("", self._of_doers(doers, members)) for doers, members in self._by_doers()),
            ("Harmed", self._harmed()),
            ("Figures", self._figures()),
            ("Evidence", self._unlike()),
            ("Open", self._open()),
            ("Voices", self._voices()),
        ):
            if found := tuple(sentences):
                paragraphs.append(Paragraph(label=label, sentences=found))
        return Section(
            key=f"incident-{position}",
            heading=self.heading,
            paragraphs=tuple(paragraphs),
            incident=self.incident.id,
            status=self.incident.status,
            place=self.place,
        )

    def _occurrence(self) -> Iterator[Sentence]:
        slots = {"where": in_place(self.place), "when": _days_of(self._claims or self.members)}
        count = len(self._origins(self._claims))
        if not self._claims:
            yield self._sentence(fill("told.none"), self.members)
        else:
            told = self._tellers.surely(_pairs(self._claims))
            key = "told.one" if count == 1 else "told.many"
            noun = self._noun(self._claims)
            yield self._sentence(fill(key, n=number(count), noun=noun, voices=told, **slots), self._claims)
            exact = [m for m in self._claims if act_of(*_kind(m)) == self.act]
            if self.act.noun != noun and exact:
                voices, several = self._tellers.names(_pairs(exact))
                yield self._sentence(
                    fill("told.exactly", voices=voices, noun=self.act.noun, **verbs(several=several)), exact
                )
        for outlets, origin in self._tellers.copies(_pairs(self.members)):
            yield Sentence(pieces=fill("told.copies", outlets=outlets, origin=origin), said=False)
        for key, members in _disagreeing([m for m in self.members if not _doers(m)]):
            voices, several = self._tellers.names(_pairs(members))
            told = fill(f"told.{key}", voices=voices, noun=self._noun(members), **verbs(several=several), **slots)
            yield self._sentence(told, members)

    @cached_property
    def _denials(self) -> tuple[list[Member], list[Member]]:
        """Give those who deny that it happened, and those who deny that somebody named did it."""
        denials = [m for m in self.members if m.statement.polarity is Polarity.NEGATIVE and _is_denial(m)]
        return [m for m in denials if not _doers(m)], [m for m in denials if _doers(m)]

    def _noun(self, members: Sequence[Member]) -> str:
        """Give the noun that fits what all of these members tell."""
        acts = list(dict.fromkeys(act_of(*_kind(m)) for m in members))
        return acts[0].noun if len(acts) == 1 else act_of(self.incident.type, ()).noun

    def _named(self) -> Iterator[Sentence]:
        """Say that nobody is named, or that those named differ; only names that stand in the very words count."""
        named = [
            (doers, claims)
            for doers, members in self._by_doers()
            if (claims := [m for m in _positive(members) if _is_within(doers, m)])
        ]
        if not any(_doers(m) for m in self.members) and self._claims:
            yield self._sentence(fill("actor.nobody"), self._claims)
        if len(named) > 1:
            actors = [
                (
                    *listed([actor_words(actor) for actor in doers]),
                    f" ({counted(len(self._origins(claims)), 'origin')})",
                )
                for doers, claims in named
            ]
            yield self._sentence(
                fill("actor.rivals", actors=listed(actors)), [m for _, claims in named for m in claims]
            )

    def _of_doers(self, doers: Sequence[Actor], members: Sequence[Member]) -> Iterator[Sentence]:
        """Set out who says of somebody that they did it, then who denies it; what all say alike is one sentence."""
        claims = _positive(members)
        groups = list(self._alike(doers, claims))
        own = [m for m in claims if _is_within(doers, m)]
        most = max((len(self._origins(same)) for _, same in groups), default=0)
        if all(map(is_name, doers)) and len(self._origins(own)) > most:
            named = listed([actor_words(actor) for actor in doers])
            yield self._sentence(fill("actor.alike", doers=named, voices=self._tellers.surely(_pairs(own))), own)
        for told, same in groups:
            if told is None or len(self._origins(same)) == 1:
                yield from self._quoted(same)
                continue
            yield self._sentence(fill("actor.claim", clause=told, voices=self._tellers.surely(_pairs(same))), same)
            first = min(same, key=_since)
            if len(first.statement.text.split()) > _QUOTABLE:
                voice = self._tellers.one(first.report, first.statement, short=True)
                quote = self._passages.quote(first.report, first.statement)
                yield self._sentence(fill("actor.first", voice=voice, quote=quote), [first])
        yield from self._contrary(doers, members)
        admissions = [m for m in members if m.key in self._admitting]
        if admissions:
            voices, several = self._tellers.names(_pairs(admissions))
            yield self._sentence(fill("actor.admitted", voices=voices, **verbs(several=several)), admissions)

    def _contrary(self, doers: Sequence[Actor], members: Sequence[Member]) -> Iterator[Sentence]:
        """Set out who denies that somebody did it, says that they did not, or leaves it open."""
        for key, others in _disagreeing(members):
            for told, same in self._alike(doers, others, negative=key == "not"):
                voices, several = self._tellers.names(_pairs(same))
                slots = {"voices": voices, **verbs(several=several)}
                if told is not None and (len(self._origins(same)) > 1 or not _is_whole(same[0])):
                    yield self._sentence(fill(f"actor.{key}", clause=told, **slots), same)
                elif not _is_whole(same[0]):
                    yield self._written("actor.writes", same)
                else:
                    quote = self._passages.quote(same[0].report, same[0].statement)
                    yield self._sentence(fill(f"actor.{key}-words", quote=quote, **slots), same)

    def _alike(
        self, doers: Sequence[Actor], members: Sequence[Member], *, negative: bool = False
    ) -> Iterator[tuple[Pieces | None, list[Member]]]:
        """Give the clauses that members come to, each once, what most tell first; ``None`` where there is none."""
        groups: dict[Pieces | None, list[Member]] = {}
        for member in sorted(members, key=_since):
            told = None
            if _is_within(doers, member) and all(map(is_name, doers)):
                told = clause(self._told_by(doers, member), negative=negative)
            groups.setdefault(told, []).append(member)
        order = sorted(groups.items(), key=lambda one: (one[0] is None, -len(self._origins(one[1]))))
        for told, same in order:
            if told is not None:
                yield told, same
            else:  # each speaks for itself
                yield from ((None, some) for some in self._in_same_words(same))

    def _in_same_words(self, members: Sequence[Member]) -> list[list[Member]]:
        groups: dict[str, list[Member]] = {}
        for member in members:
            groups.setdefault(" ".join(member.statement.text.casefold().split()), []).append(member)
        return list(groups.values())

    def _quoted(self, members: Sequence[Member]) -> Iterator[Sentence]:
        """Let members speak for themselves, the same words once; words that cannot stand alone with their sentence."""
        for same in self._in_same_words(members):
            fresh = [m for m in same if m.key not in self._told]
            self._told.update(m.key for m in fresh)
            if fresh and _is_whole(fresh[0]):
                quote = self._passages.quote(fresh[0].report, fresh[0].statement)
                yield self._sentence(
                    fill("actor.words", voices=self._tellers.saying(_pairs(fresh)), quote=quote), fresh
                )
            elif fresh and not self._written_already(fresh):
                yield self._written("actor.writes", fresh)

    def _written_already(self, members: Sequence[Member]) -> bool:
        """Tell whether the sentence that members stand in was quoted, and note that it is now."""
        stretches = {f"{m.report.id} {stretch(m.report, m.statement.start, m.statement.end)}" for m in members}
        known = stretches <= self._told
        self._told |= stretches
        return known

    def _written(self, key: str, same: Sequence[Member]) -> Sentence:
        """Quote the whole sentence, as the words of whoever publishes it, or of whom it is quoted from."""
        quote = self._passages.fuller(same[0].report, same[0].statement, whole=True)
        if _is_quoted(same[0]):
            return self._sentence(fill("actor.words", voices=self._tellers.saying(_pairs(same[:1])), quote=quote), same)
        outlets = list(dict.fromkeys(self._passages.publisher(m.report) for m in same))
        write = verbs(several=len(outlets) > 1)["write"]
        return self._sentence(fill(key, outlets=listed(outlets), write=write, quote=quote), same)

    def _harmed(self) -> Iterator[Sentence]:
        if self.incident.type not in _HARMING:
            return
        found: dict[Pieces, list[Member]] = {}
        for claim in self.attested.recipients:
            for member in claim.claims:
                for ref in member.event.recipients if id(member) not in self._ahead else ():
                    actor = actor_of(ref.actor, member.report)
                    if actor is not None and _same(actor, claim.said) and is_name(actor):
                        found.setdefault(actor_words(actor), []).append(member)
        if found:
            said = [
                (*words, ", as told by ", *self._tellers.names(_pairs(members), short=True)[0])
                for words, members in found.items()
            ]
            yield self._sentence(
                fill("harmed", recipients=listed(said, "; ", "; ")), [m for members in found.values() for m in members]
            )

    # Figures

    def _ranges(self, what: Sequence[str] = ()) -> Iterator[Figures]:
        """Give the groups of figures that count this incident alone and have a number, the most told first."""
        found = [f for f in self.attested.figures if f.scope == "incident" and (not what or f.what in what)]
        yield from sorted(
            (f for f in found if _numbered(f)), key=lambda f: (f.what != "killed", -len(_numbered(f)), f.who)
        )

    def _range(self, figures: Figures) -> tuple[Pieces, tuple[int, ...]]:
        """Give the bounds of figures, each with its voice, and their passages."""
        told = _numbered(figures)
        low, high = _lowest(told), _highest(told)
        if _bound(low) == _bound(high) and _low(low) == _high(high):
            same = [f for f in told if _bound(f) == _bound(low)]
            voices = self._tellers.names(((f.report, f.statement) for f in same), short=True)[0]
            return (_bound(low), " by ", *voices), self._cite_figures(same)
        lows, highs = [f for f in told if _low(f) == _low(low)], [f for f in told if _high(f) == _high(high)]
        shown = (*self._figure(lows, f"{_low(low):,}"), " to ", *self._figure(highs, _upper(high)))
        return shown, self._cite_figures([*lows, *highs])

    def _figures(self) -> Iterator[Sentence]:
        for figures in self._ranges():
            told = _numbered(figures)
            low, high = _lowest(told), _highest(told)
            what = capitalised([_what(figures)])
            shown, passages = self._range(figures)
            yield Sentence(pieces=fill("figures.range", what=what, range=shown), passages=passages)
            between = [f for f in told if _low(f) != _low(low) and _high(f) != _high(high)]
            if between:
                yield self._figure_list("figures.between", what, between)
        for figures in self.attested.figures:
            what = capitalised([_what(figures)])
            positive = [f for f in figures.told if f.statement.polarity is not Polarity.NEGATIVE]
            groups: dict[str, list[Figure]] = {
                "figures.words": [f for f in positive if f.toll.low is None and f.toll.high is None],
                "figures.earlier": [f for f in positive if f.superseded],
                "figures.denied": [f for f in figures.told if f.statement.polarity is Polarity.NEGATIVE],
            }
            if figures.scope != "incident":
                groups = {"figures.wider": [f for f in positive if not f.superseded]}
            for key, some in groups.items():
                if some:
                    yield self._figure_list(key, what, some, scope=_WIDER.get(figures.scope, figures.scope))

    def _figure_list(self, key: str, what: Pieces, some: Sequence[Figure], **slots: str) -> Sentence:
        groups: dict[str, list[Figure]] = {}
        for figure in some:
            groups.setdefault(_bound(figure) or f"“{figure.toll.words.text.casefold()}”", []).append(figure)
        shown = [self._figure(same, _bound(same[0])) for same in groups.values()]
        return Sentence(
            pieces=fill(key, what=what, figures=listed(shown, "; ", "; "), **slots), passages=self._cite_figures(some)
        )

    def _figure(self, same: Sequence[Figure], shown: str) -> Pieces:
        """Give a number, or else the words in which it is told, with those who give it."""
        first = same[0]
        words: Pieces = (
            (shown,) if shown else self._passages.quote(first.report, first.statement, first.toll.words.text)
        )
        return (*words, " by ", *self._tellers.names(((f.report, f.statement) for f in same), short=True)[0])

    def _cite_figures(self, some: Iterable[Figure]) -> tuple[int, ...]:
        return tuple(sorted({self._passages.cite(f.report, f.statement) for f in some}))

    def _unlike(self) -> Iterator[Sentence]:
        """Tell of evidence that shows something else than a report says happened."""
        own = {(m.report.id, m.statement.id): m for m in self.members}
        for report in {m.report.id: m.report for m in self.members}.values():
            by_id = {statement.id: statement for statement in report.statements}
            for dispute in report.disputes:
                told = next((own[report.id, one] for one in dispute.statements if (report.id, one) in own), None)
                shown = next((by_id[one] for one in dispute.statements if by_id[one].evidence is not None), None)
                if told is None or shown is None or shown.evidence is None or self.is_private(told):
                    continue
                harmed = [ref.text for refs in (told.event.recipients, told.event.targets) for ref in refs]
                seen = [ref.text for ref in shown.evidence.recipients]
                voices, several = self._tellers.names([(report, shown)])
                pieces = fill(
                    "evidence.unlike",
                    voice=voices,
                    medium=lexicon.by_pattern("brief_words")[shown.evidence.medium.value]["value"],
                    quote=self._passages.fuller(report, shown),
                    seen=listed([(Words(text=words),) for words in seen]),
                    harmed=listed([(Words(text=words),) for words in harmed]),
                    **verbs(several=several),
                )
                yield self._sentence(pieces, [told], [self._passages.cite(report, shown)])

    # What is open, and when who spoke

    def _open(self) -> Iterator[Sentence]:
        for member in self.members:
            if member.statement.open_to:
                yield open_sentence(member.report, member.statement, self._passages)

    @cached_property
    def _dated(self) -> list[Member]:
        return sorted((m for m in self.members if m.report.document.published), key=_since)

    def _voices(self) -> Iterator[Sentence]:
        if not self._dated:
            return
        first, last = self._dated[0], self._dated[-1]
        undated = [m for m in self.members if not m.report.document.published]
        if len(self._origins(self._dated)) == 1:
            key = "voices.dated" if undated else "voices.one"
            yield self._sentence(fill(key, first=self._tellers.dated(first.report, first.statement)), [first])
        elif _since(first)[0] == _since(last)[0]:
            told = self._sentence(fill("voices.same", day=day(first.report.document.published)), [first, last])
            yield told
        else:
            dated = [self._tellers.dated(m.report, m.statement) for m in (first, last)]
            yield self._sentence(fill("voices.two", first=dated[0], last=dated[1]), [first, last])
        if undated:
            outlets = list(dict.fromkeys(self._passages.publisher(m.report) for m in undated))
            yield Sentence(pieces=fill("voices.undated", outlets=listed(outlets)), said=False)

    def timeline(self) -> Iterator[Day]:
        """Give its lines of the timeline: when it was, when it was first told, denied, admitted and last told."""
        slots: dict[str, Piece | Pieces] = {
            "noun": self._noun(self._claims or self.members),
            "where": in_place(self.place),
        }
        if self._claims:
            yield Day(
                day=self.incident.earliest,
                sentence=self._sentence(
                    fill("day.happened", origins=self._counted(self._claims), **slots), self._claims
                ),
            )
        for member in _positive(self._dated)[:1]:
            yield self._said("day.first", member, slots)
        for key, some in (
            ("day.denied", sorted((m for m in self._denials[0] if m.report.document.published), key=_since)),
            ("day.denied-part", sorted((m for m in self._denials[1] if m.report.document.published), key=_since)),
            ("day.admitted", [m for m in self._dated if m.key in self._admitting]),
        ):
            for members in _by_day_and_voice(some):
                voices, several = self._tellers.names(_pairs(members), short=True)
                sentence = self._sentence(fill(key, voices=voices, **verbs(several=several), **slots), members)
                yield Day(day=members[0].report.document.published, sentence=sentence)
        if len(self._dated) > 1 and _since(self._dated[0])[0] != _since(self._dated[-1])[0]:
            yield self._said("day.latest", self._dated[-1], slots)

    def _said(self, key: str, member: Member, slots: dict[str, Piece | Pieces]) -> Day:
        voice = self._tellers.one(member.report, member.statement, short=True)
        return Day(
            day=member.report.document.published, sentence=self._sentence(fill(key, voice=voice, **slots), [member])
        )

    def plans(self) -> Iterator[Sentence]:
        """Tell of what is threatened, planned or only thought of, each with its voice."""
        threats = {m.statement.id for m in self.coming if m.event.type is EventType.THREATEN}
        for member in self.coming:
            if member.event.of in threats or self.is_private(member):
                continue  # what a threat is about stands in its words; private persons' plans are left out
            doers = _doers(member)
            told = None
            if member.event.type is not EventType.THREATEN and is_coming(member.statement) and all(map(is_name, doers)):
                told = clause(self._told_by(doers, member))
            voices, several = self._tellers.names(_pairs([member]))
            if told is not None and member.statement.polarity is Polarity.POSITIVE:
                yield self._sentence(
                    fill("coming.planned", voices=voices, clause=told, **verbs(several=several)), [member]
                )
                continue
            stage = "threatened" if member.event.type is EventType.THREATEN else member.event.stage.value
            what = lexicon.by_pattern("brief_words")[stage]["value"]
            quote = self._passages.fuller(member.report, member.statement)
            yield self._sentence(
                fill("coming.words", voices=voices, what=what, quote=quote, **verbs(several=several)), [member]
            )

    def own_voice(self) -> Iterator[Sentence]:
        """Tell it in the voice of a post: what most say was done and by whom, who denies it, and how many died."""
        groups = self._by_doers()
        best = next(
            (
                (told, same)
                for doers, members in groups
                for told, same in self._alike(doers, _positive(members))
                if told is not None
            ),
            None,
        )
        told, same = best if best is not None else (None, self._claims)
        voices, several = self._tellers.names(_pairs(same), short=True)
        as_told = ("as ", *voices, f" {verbs(several=several)['have']} it")
        if told is not None:
            yield self._sentence(fill("post.lead", clause=(*told, _days_of(same)), voices=as_told), same)
        elif same:
            noun, where = self._noun(same), in_place(self.place)
            yield self._sentence(
                fill("post.lead-noun", noun=noun, where=where, when=_days_of(same), voices=as_told), same
            )
        told_already = {id(m) for m in same}
        if best is not None:
            others = [m for _, members in groups for m in _positive(members) if id(m) not in told_already]
            others = [m for m in others if _is_within(_doers(m), m)]
            mine = {actor.name for m in same for actor in _doers(m)}
            rivals = {actor.name: actor for m in others for actor in _doers(m) if actor.name not in mine}
            if rivals and self.incident.type in _HARMING:
                voices, _ = self._tellers.names(_pairs(others), short=True)
                actors = listed([actor_words(actor) for actor in rivals.values()])
                yield self._sentence(fill("post.rivals", actors=actors, voices=voices), others)
        for key, members in _disagreeing([m for m in self.members if not _doers(m)]):
            voices, several = self._tellers.names(_pairs(members), short=True)
            slots = {"noun": self._noun(members), "where": in_place(self.place), "when": ""}
            yield self._sentence(fill(f"told.{key}", voices=voices, **slots, **verbs(several=several)), members)
        for doers, members in groups:
            yield from self._contrary(doers, members)
        for figures in list(self._ranges(("killed",)))[:1]:
            shown, passages = self._range(figures)
            yield Sentence(pieces=fill("figures.range", what=_what(figures), range=shown), passages=passages)

    def is_private(self, member: Member) -> bool:
        """Tell what a private person is said to do."""
        private = private_persons(member.report)
        return any(actor.id in private for actor in _doers(member))

    # Helpers

    def _told_by(self, doers: Sequence[Actor], member: Member) -> Telling:
        """Give the parts of the clause that a member comes to; its place only where its own words tell it."""
        act, place = act_of(*_kind(member)), self._place_of(member)
        told, several, placed = (
            objects(member.event, member.report, place) if act.takes != "none" else ((), False, False)
        )
        return Telling(
            act=act,
            stage=member.event.stage,
            doers=listed([actor_words(actor) for actor in doers]),
            several=len(doers) > 1 or any(is_plural(actor.name) for actor in doers),
            object=told,
            several_objects=several,
            place=() if placed or act.takes == "none" else in_place(place),
        )

    def _place_of(self, member: Member) -> Place | None:
        """Give where a member's own words put it, or, told elsewhere in its story, if it is where the incident is."""
        place, basis = member.place, member.event.place_basis
        if id(member) in self._ahead:
            return place if basis == "clause" else None
        if place is not None and (basis == "clause" or (basis in _BASES and _key(place) == self._key)):
            return place
        return self.place if basis != "clause" and self.place is not None and basis not in {None, "report"} else None

    @cached_property
    def _key(self) -> str | None:
        return _key(self.place) if self.place is not None else None

    @cached_property
    def _admitting(self) -> set[str]:
        return {m.key for claim in self.attested.actors for m in claim.admissions}

    def _by_doers(self) -> list[tuple[list[Actor], list[Member]]]:
        """Give who is said to have done it with the members that say so; those always named together as one."""
        members: dict[str, list[Member]] = {}
        actors: dict[str, Actor] = {}
        for member in self.members:
            for actor in _doers(member):
                key = actor.registry or actor.name.lower()
                actors.setdefault(key, actor)
                members.setdefault(key, []).append(member)
        together: dict[tuple[str, ...], list[str]] = {}
        for key, told in members.items():
            together.setdefault(tuple(m.key for m in told), []).append(key)
        found = [([actors[key] for key in keys], members[keys[0]]) for keys in together.values()]
        return sorted(
            found,
            key=lambda one: (-len(self._origins(_positive(one[1]))), one[0][0].name),
        )

    def _origins(self, members: Sequence[Member]) -> set[str]:
        return {teller.origin for teller in self._tellers.of(_pairs(heard(members)))}

    def _counted(self, members: Sequence[Member]) -> str:
        count = len(self._origins(members))
        return counted(count, "independent origin" if count > 1 else "origin")

    def _cited(self, members: Iterable[Member]) -> tuple[int, ...]:
        return tuple(sorted({self._passages.cite(m.report, m.statement) for m in members}))

    def _sentence(self, pieces: Pieces, members: Iterable[Member], more: Iterable[int] = ()) -> Sentence:
        return Sentence(pieces=pieces, passages=tuple(sorted({*self._cited(members), *more})))


def plans_in(report: Report, status: str) -> Incident:
    """Gather what a report tells of threats, plans and acts only thought of; not one incident, but told as one is.

    What is told as somebody's aim stands with the aims.
    """
    goals = [one.aim.goal for one in report.statements if one.aim is not None]
    places = {place.id: place for place in report.places}
    times = {time.id: time for time in report.times}
    members = tuple(
        Member(
            report=report,
            statement=one,
            event=one.event,
            place=places.get(one.event.place or ""),
            time=times.get(one.event.time or ""),
        )
        for one in report.statements
        if one.event is not None
        and one.same_as is None
        and is_coming(one)
        and not any(goal.start <= one.event.trigger.start < goal.end for goal in goals)
    )
    kind = members[0].event.type.value if members else ""
    return Incident(
        id="",
        status=status,
        type=kind,
        place=None,
        earliest=None,
        latest=None,
        members=members,
        score=1.0,
        reasons=(),
    )


def _kind(member: Member) -> tuple[str, tuple[str, ...]]:
    return member.event.type.value, member.event.modes


def _positive(members: Iterable[Member]) -> list[Member]:
    """Give those who say that it happened."""
    return [m for m in members if m.statement.polarity is Polarity.POSITIVE]


def _doers(member: Member) -> list[Actor]:
    found = (actor_of(ref.actor, member.report) for ref in member.event.actors)
    return list({actor.id: actor for actor in found if actor is not None}.values())


def _days_of(members: Sequence[Member]) -> str:
    """Give the days that members themselves tell, as the end of a clause; a night is of the day on which it begins."""
    told = [m.time for m in members if m.time is not None and m.time.earliest and m.time.latest]
    firsts = [(time.earliest or "")[:10] for time in told]
    lasts = [((time.earliest if time.precision in _WITHIN else time.latest) or "")[:10] for time in told]
    return on_days(min(firsts), max(lasts)) if told else ""


def _pairs(members: Iterable[Member]) -> list[Told]:
    return [(m.report, m.statement) for m in members]


def _since(member: Member) -> tuple[str, str, int]:
    return ((member.report.document.published or "9999")[:10], member.report.id, member.statement.start)


def _key(place: Place) -> str:
    return str(place.geonames_id or place.text.casefold())


def _is_within(doers: Sequence[Actor], member: Member) -> bool:
    """Tell whether these doers are named in a member's own words, and as themselves ("Mola's troops" are not Mola)."""
    text, statement, event = member.report.document.text, member.statement, member.event
    wanted = {actor.id for actor in doers} | {actor.registry or actor.name.lower() for actor in doers}
    for ref in event.actors:
        actor = actor_of(ref.actor, member.report)
        if actor is None or not {actor.id, actor.registry or actor.name.lower()} & wanted:
            continue
        beyond = not statement.start <= ref.start < statement.end
        owned = text[ref.end : ref.end + 2] in {"’s", "'s"}
        part = actor.registry is None and any(one.start == ref.end + 1 for one in event.instruments)
        if beyond or owned or part:
            return False
    return True


def _is_whole(member: Member) -> bool:
    """Tell whether a member's words can stand alone: they begin with whoever did it."""
    text, statement = member.report.document.text, member.statement
    begins = any(
        len(text[statement.start : ref.start].split()) <= _BEFORE and not is_pronoun(ref.text)
        for ref in member.event.actors
        if ref.start >= statement.start
    )
    return begins and len(statement.text.split()) > _FEW


def _is_quoted(member: Member) -> bool:
    """Tell a statement whose whole sentence is quoted from its voice."""
    voice = member.statement.voices[-1].attribution
    low, high = stretch(member.report, member.statement.start, member.statement.end)
    return any(
        span.start <= low and high <= span.end
        for said in member.report.attributions
        if said.id == voice and said.form in {Form.BLOCK, Form.DIRECT}
        for span in said.content
    )


def _is_denial(member: Member) -> bool:
    voice = member.statement.voices[-1]
    return any(q.id == voice.attribution and q.stance is Stance.DENYING for q in member.report.attributions)


def _disagreeing(members: Sequence[Member]) -> Iterator[tuple[str, list[Member]]]:
    """Give those who deny it, who say that it is not so, and who leave it open."""
    negative = [m for m in members if m.statement.polarity is Polarity.NEGATIVE]
    groups = {
        "denied": [m for m in negative if _is_denial(m)],
        "not": [m for m in negative if not _is_denial(m)],
        "unsure": [m for m in members if m.statement.polarity is Polarity.UNKNOWN],
    }
    yield from ((key, some) for key, some in groups.items() if some)


def _by_day_and_voice(members: Sequence[Member]) -> Iterator[list[Member]]:
    groups: dict[str, list[Member]] = {}
    for member in members:
        groups.setdefault((member.report.document.published or "")[:10], []).append(member)
    yield from groups.values()


def _same(actor: Actor, said: str | None) -> bool:
    return said is not None and actor.name.casefold() == said.casefold()


def _headed(place: Place | None) -> Pieces:
    """Name a place for a heading, with what tells it from its namesakes."""
    if place is None:
        return ("place not known",)
    beside = [
        word
        for word in (
            place.name if place.name not in {None, place_name(place)} else None,
            place.country if place.precision is not PlacePrecision.COUNTRY else None,
        )
        if word
    ]
    coarse = (
        []
        if place.precision in {PlacePrecision.SITE, PlacePrecision.TOWN}
        else [
            "on no map"
            if place.lat is None and place.relation is None
            else f"somewhere in the {_COARSE[place.precision]}"
        ]
    )
    more = ", ".join([*beside, *coarse])
    return (Words(text=place_name(place)), *((f" ({more})",) if more else ()))


_COARSE = {
    PlacePrecision.DISTRICT: "district",
    PlacePrecision.ADMIN1: "province",
    PlacePrecision.COUNTRY: "country",
    PlacePrecision.REGION: "region",
    PlacePrecision.UNKNOWN: "area",
}


# Figures


def _numbered(figures: Figures) -> list[Figure]:
    return [
        f
        for f in figures.told
        if not f.superseded
        and f.statement.polarity is not Polarity.NEGATIVE
        and (f.toll.low is not None or f.toll.high is not None)
    ]


def _low(figure: Figure) -> int:
    return figure.toll.low if figure.toll.low is not None else figure.toll.high or 0


def _high(figure: Figure) -> int:
    return figure.toll.high if figure.toll.high is not None else figure.toll.low or 0


def _lowest(told: Sequence[Figure]) -> Figure:
    return min(told, key=lambda f: (_low(f), f.report.document.published or "9999"))


def _highest(told: Sequence[Figure]) -> Figure:
    return max(told, key=lambda f: (_high(f), f.toll.high is None))


def _upper(figure: Figure) -> str:
    return f"{_high(figure):,}{' or more' if figure.toll.high is None else ''}"


def _bound(figure: Figure) -> str:
    """Give a figure as it is told: a number, a range, or nothing where it has none."""
    toll = figure.toll
    about = "about " if toll.approximate else ""
    if toll.low is None and toll.high is None:
        return ""
    if toll.high is None:
        return f"{about}{toll.low:,} or more"
    if toll.low is None:
        return f"{about}up to {toll.high:,}"
    return f"{about}{toll.low:,}" if toll.low == toll.high else f"{about}{toll.low:,} to {toll.high:,}"


def _what(figures: Figures) -> str:
    """Say whom figures count and what became of them: "civilians killed"."""
    told = figures.group or figures.who
    who = lexicon.by_pattern("brief_words").get(told, {"value": told})["value"]
    return f"casualties among {who}" if figures.what == "casualties" else f"{who} {figures.what}"
