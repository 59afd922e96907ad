"""The code book of events and tolls, made from the lexicon's tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEAD = """# How events and tolls are coded

Made by `make coding` from the tables in `src/sayso/lexicon/tables`; change those, not this file. A test fails where the
two differ, and every example below is read by a test.

An **event** is an act of one of the sixteen types of [PLOVER](https://github.com/openeventdata/PLOVER) 2.0. Before the
type it is decided whether the voice says that it happened (`polarity`), how far it got (`stage`) and how surely it is
told (`certainty`). The definitions are in our words.

- **Who.** `actors` do it, `recipients` have it done to them; a thing that is hit is a `target`. A place is neither: of
  "12 people were killed in Torvan" nobody is known to be the actor, and the list stays empty. Where fighting has two
  sides, all are actors. "suspected rebels bombed" makes the statement probable.
- **Words that are acts.** "threatened to bomb" is a THREATEN that happened and an ASSAULT that is threatened, `of` it.
  "will send aid" is AGREE, "will withdraw" CONCEDE, "will not withdraw" REJECT, "will attack" THREATEN where the doer
  says so itself; what is announced is a second event, planned, `of` the first. "must leave" is a REQUEST of whoever
  says it.
- **One act, one event.** "An air strike killed five" is told by "killed", with the mode of the strike. "Five were
  killed when the town was shelled" is the shelling; the five are a toll.
- **What did not come about.** "failed to", "refused to", "foiled": stage `failed`, polarity negative.
- **No war.** Accidents, disasters, sport, plays, markets, illness and plain crime use the words of war
  (`unwarlike.tsv`); they give no event, unless an armed side or arms are named.

A **toll** is how many people suffered what, in the speaker's own bounds; tolls are never added up.

## Types and modes
"""


def book() -> str:
    """Give the text of the code book."""
    parts = [_HEAD, *(text for row in lexicon.table("event_types") for text in _type(row))]
    parts += ["\n## Contexts\n", *_contexts(), "\n## Codes of other books\n", *_codes(), "\n## Tolls\n", *_tolls()]
    return "\n".join(parts).replace("\n\n\n", "\n\n").rstrip("\n") + "\n"


def example_rows() -> list[tuple[str, str, str]]:
    """Give an example for each type and mode as (type, mode, sentence); the mode is empty for the bare type."""
    chosen: dict[tuple[str, str], str] = {}
    for row in lexicon.table("triggers"):
        if not row["stage"]:
            for mode in row["modes"].split("|"):
                chosen.setdefault((row["type"], mode), row["example"])
    for row in lexicon.table("threat_modes"):
        chosen.setdefault(("THREATEN", row["value"]), row["example"])
    return [(kind, mode, sentence) for (kind, mode), sentence in sorted(chosen.items())]


def _type(row: Mapping[str, str]) -> Iterator[str]:
    kind = row["pattern"]
    yield f"\n### {kind}\n\n{row['value']} ({row['quad']})\n\n| mode | example |\n| --- | --- |"
    for name, mode, sentence in example_rows():
        if name == kind:
            yield f"| {mode or '–'} | {sentence} |"
    words: defaultdict[str, list[str]] = defaultdict(list)
    for trigger in lexicon.table("triggers"):
        if trigger["type"] == kind:
            words[trigger["pos"]].append(trigger["pattern"].replace("|", "/"))
    for pos, name in (("verb", "Verbs"), ("adj", "Adjectives"), ("noun", "Nouns")):
        if words[pos]:
            yield f"\n{name}: {'; '.join(sorted(words[pos]))}."


def _contexts() -> Iterator[str]:
    yield (
        "A context is what an event is about, in PLOVER's names. It is read from the event itself, not from the\n"
        "document: from the words of its own clause and, for acts of words, of what they say; from its modes; from\n"
        "the kinds of its sides. `terrorism` needs the report's own word. An event has all that apply, or none.\n"
        "\n| context | told by | in events of type | example |\n| --- | --- | --- | --- |"
    )
    for row in sorted(lexicon.table("contexts"), key=lambda row: row["value"]):
        words = row["pattern"].replace("|", "/")
        told = {"word": words, "mode": f"mode {words}", "sides": f"sides {words}"}[row["on"]].replace("*", "any")
        yield f"| {row['value']} | {told} | {row['type'].replace('|', ', ') or 'any'} | {row['example']} |"


def _codes() -> Iterator[str]:
    yield (
        "CAMEO by its authors' conversion of 2021, read backwards; ACLED by the sub-event types of its code book. The\n"
        "first mode that has a row decides, else the row without mode.\n\n| type | mode | CAMEO | ACLED |\n"
        "| --- | --- | --- | --- |"
    )
    for row in lexicon.table("crosswalk"):
        yield f"| {row['pattern']} | {row['mode'] or '–'} | {row['cameo']} | {row['acled'] or '–'} |"
    yield (
        "\nUCDP's three types of organised violence turn on who acts against whom. `ucdp` gives the type for an\n"
        "ASSAULT whose two sides are known; UCDP itself counts only events in which somebody was killed, which the\n"
        "tolls tell.\n\n| who against whom | UCDP |\n| --- | --- |"
    )
    for row in lexicon.table("ucdp"):
        yield f"| {row['pattern'].replace(' ', ' against ')} | {row['value']} |"


def _tolls() -> Iterator[str]:
    yield (
        "`at least 15` is 15 to open, `up to 60` open to 60, `between 30 and 40` both; `more than 3,000` keeps 3,000\n"
        "as its lower bound; `dozens` has no number; `nobody` is 0 to 0; `a nurse` is one. `five of them children` is\n"
        "a toll of its own, `part_of` the whole. Counts since a day or over a year have scope `period`, those over\n"
        "several places say so.\n"
        "\n| what | words |\n| --- | --- |"
    )
    words: defaultdict[str, list[str]] = defaultdict(list)
    for row in lexicon.table("tolls"):
        if row["pos"] in {"verb", "adj", "noun"}:
            words[row["value"]].append(row["pattern"])
    for what, patterns in words.items():
        yield f"| {what} | {', '.join(dict.fromkeys(patterns))} |"
