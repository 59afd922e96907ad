"""The page it all began with must come out right (`make shared`)."""

from __future__ import annotations

import pytest

import sayso
from invariants import check
from sayso.record import (
    ActorKind,
    BlockKind,
    BylineRole,
    Change,
    EventType,
    Form,
    Polarity,
    Report,
    Stage,
    StatementKind,
)

pytestmark = pytest.mark.shared


def _mentions(seed: Report, actor: str | None) -> set[str]:
    return {mention.text for known in seed.actors if known.id == actor for mention in known.mentions}


def _actor_of(seed: Report, words: str) -> str:
    found = {actor.id for actor in seed.actors if any(mention.text == words for mention in actor.mentions)}
    assert len(found) == 1, f"{words} is {len(found)} actors"
    return found.pop()


def test_publisher_and_people(seed: Report) -> None:
    """The appeal names the publisher; the poster is a curator, the quoted journalist a reporter elsewhere."""
    document = seed.document
    assert (document.publisher, document.publisher_from) == ("Truthdig", "furniture")
    assert {(b.name, b.role, b.outlet) for b in document.bylines} == {
        ("Alexander Reed Kelly", BylineRole.CURATOR, None),
        ("Patrick Cockburn", BylineRole.REPORTER, "The Independent"),
    }


def test_furniture(seed: Report) -> None:
    """From "Wait, before you go…" to the end is appeal; the link and the "Posted by" line are named."""
    text = seed.document.text
    kinds = {text[block.start : block.end]: block.kind for block in seed.document.blocks}
    assert kinds["Read more here."] is BlockKind.READ_MORE
    assert kinds["— Posted by Alexander Reed Kelly."] is BlockKind.BYLINE
    at = text.index("Wait, before you go")
    assert {block.kind for block in seed.document.blocks if block.start >= at} == {BlockKind.APPEAL}


def test_nothing_is_read_from_furniture(seed: Report) -> None:
    """No span of content lies in furniture."""
    end = seed.document.text.index("Read more here.")
    spans = [
        *seed.statements,
        *seed.places,
        *seed.times,
        *seed.weapons,
        *(c for q in seed.attributions for c in q.content),
    ]
    assert max(span.end for span in spans) <= end
    assert max(mention.end for actor in seed.actors for mention in actor.mentions) <= end


def test_the_strike(seed: Report) -> None:
    """Russia's air strike on Islamic State in Syria, on Wednesday morning, a first, by the outlet's own word."""
    strike = seed.statements[0]
    event = strike.event
    assert event is not None
    assert (event.type, event.modes, event.stage, event.first) == (
        EventType.ASSAULT,
        ("aerial",),
        Stage.ACCOMPLISHED,
        True,
    )
    assert [ref.actor for ref in event.actors] == [_actor_of(seed, "Russia")]
    assert [ref.actor for ref in event.recipients] == [_actor_of(seed, "Islamic State")]
    place = next(p for p in seed.places if p.id == event.place)
    time = next(t for t in seed.times if t.id == event.time)
    assert (place.country, place.precision) == ("SY", "country")
    assert (time.value, time.earliest, time.latest) == ("2015-09-30TMO", "2015-09-30T06:00", "2015-09-30T12:00")
    assert [voice.name for voice in strike.voices] == ["Truthdig"]
    assert (strike.polarity, strike.certainty) == (Polarity.POSITIVE, "certain")


def test_the_block_quotation(seed: Report) -> None:
    """One block attribution over the four quoted paragraphs, with the editor's ellipsis and insertion."""
    blocks = [q for q in seed.attributions if q.form is Form.BLOCK]
    assert len(blocks) == 1
    block = blocks[0]
    assert block.source is not None
    assert "Patrick Cockburn" in block.source.text
    assert block.outlet is not None
    assert block.outlet.text == "The Independent"
    assert len(block.content) == 4
    assert [(a.kind, seed.document.text[a.start : a.end]) for a in block.alterations] == [
        ("ellipsis", "…"),
        ("insertion", "[Russia’s]"),
    ]


def test_control(seed: Report) -> None:
    """Islamic State holds more than half of Syria, says the Observatory inside the quotation."""
    statement = next(s for s in seed.statements if s.control is not None and s.control.change is Change.HOLDS)
    control = statement.control
    assert control is not None
    assert control.extent is not None
    assert (control.extent.low, control.extent.high, control.extent.unit) == (0.5, None, "share")
    assert [ref.actor for ref in control.holders] == [_actor_of(seed, "Islamic State")]
    names = [voice.name for voice in statement.voices]
    assert names == ["Truthdig", "The Independent", "Patrick Cockburn", "Syrian Observatory for Human Rights"]


def test_one_actor_each(seed: Report) -> None:
    """Names, adjectives, descriptions and pronouns of one body or person are one actor."""
    assert {"Islamic State", "Isis", "the jihadist group"} <= _mentions(seed, _actor_of(seed, "Isis"))
    assert {"Russia", "Russian"} <= _mentions(seed, _actor_of(seed, "Russia"))
    assert {"Vladimir Putin", "Putin", "he"} <= _mentions(seed, _actor_of(seed, "Putin"))
    assert {"the Syrian army", "President Assad’s army"} <= _mentions(seed, _actor_of(seed, "the Syrian army"))
    kinds = {actor.name: actor.kind for actor in seed.actors}
    assert kinds["Syrian Observatory for Human Rights"] is ActorKind.MONITOR
    assert kinds["The Independent"] is ActorKind.OUTLET


def test_events_are_few_and_none_is_asked(seed: Report) -> None:
    """No event comes from the questions, and there are no more than eight in all."""
    events = [s for s in seed.statements if s.kind is StatementKind.EVENT]
    assert len(events) <= 8
    start = seed.document.text.index("Why has he moved")
    end = seed.document.text.index("Veteran")
    assert not [s for s in events if start <= s.start < end]


def test_proposals(seed: Report) -> None:
    """The strike is an incident of its own: not what the US is said not to do, nor another fight in the country."""
    strike = next(one for one in sayso.propose([seed]) if seed.statements[0] in [m.statement for m in one.members])
    assert [member.event.trigger.text for member in strike.members] == ["carried out airstrikes"]
    assert strike.score == 1.0


def test_invariants(seed: Report) -> None:
    """The seed's record holds all invariants."""
    check(seed)
