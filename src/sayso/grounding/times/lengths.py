"""Lengths of time, and times that come again and again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times.values import length, reference, repeated
from sayso.grounding.times.words import compiled, count, plain, rows, unit_code

if TYPE_CHECKING:
    from sayso.grounding.times.setting import Rule, Setting
    from sayso.grounding.times.values import Meaning

_OLD = re.compile(r"[\s-]+old\b", re.IGNORECASE)
_HALVES = {"TH": ("TM", 30), "Y": ("M", 6), "D": ("TH", 12), "DE": ("Y", 5), "CE": ("Y", 50), "TM": ("TS", 30)}
_BEFORE_LENGTH = frozenset(
    ["in", "for", "of", "within", "after", "over", "during", "than", "to", "about", "nearly", "almost", "with", "by", "and", "or", "at", "from", "least", "be", "is", "was", "took", "take", "takes", "last", "lasted", "lasting", "spent", "spend", "every", "just", "only", "until", "before", "half"]
)  # fmt: skip


def _length(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "four years", "the last two weeks", "a year and a half", "ten-year", "several hours"."""
    unit, number = unit_code(match["unit"]), count(match["amount"])
    words, amount = plain(match["unit"]), plain(match["amount"])
    if _OLD.match(setting.text, match.end()):
        return None
    if unit == "Q" and match["which"] is None:
        return None  # "three quarters of"
    if words == "second" and amount in {"a", "an", "one", "some"}:
        return None
    if number is None and words in rows("unit"):
        return None  # "some day", "many a year"
    if amount in {"a", "an"} and words in rows("units"):
        return None
    if match["half"]:
        if number is None:
            return None
        number += 0.5
    if amount in {"a", "an"} and match["which"] is None and _is_rate(match, setting):
        return repeated(length(1, unit).value or "")
    if unit == "D" and amount == "one" and setting.text[match.end() : match.end() + 4].lower() == " of ":
        return None
    return length(number, unit)


def _is_rate(match: re.Match[str], setting: Setting) -> bool:
    """Tell "50,000 a year" from "took a year": a noun or a number stands before."""
    token = setting.clauses.token(match.start())
    before = setting.before(match.start("amount"))
    if before in {"once", "twice", "times", "%", "percent"}:
        return True
    if token is None or token.i == 0 or match.start() != match.start("amount"):
        return False
    previous = setting.clauses.token(max(0, token.start - 2))
    if previous is None or previous.sentence != token.sentence:
        return False
    return previous.tag in {"NN", "NNS", "CD", "$"} and before not in _BEFORE_LENGTH


def _half(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "half an hour", "a half-hour"."""
    unit = unit_code(match["unit"])
    finer = _HALVES.get(unit)
    return length(finer[1], finer[0]) if finer else None


def _hyphened(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "two-year", "8-month-old", "day-long"; the age of a person is none."""
    if match["old"] and _of_a_person(match, setting):
        return None
    amount = match["amount"]
    unit = unit_code(match["unit"])
    if amount is None:
        return length(None if plain(match["unit"]) in rows("units") else 1, unit)
    number = count(amount)
    return None if number is None and plain(amount) not in {"several", "many", "some"} else length(number, unit)


def _of_a_person(match: re.Match[str], setting: Setting) -> bool:
    """Tell the age of a person ("a 27-year-old man", "her 6-month-old son") from that of a thing ("the 8-month-old truce").

    What is years old is left alone, too: an age, not a time told of.
    """
    if "year" in match["unit"].lower():
        return True
    token = setting.clauses.token(match.end() - 1)
    head = setting.clauses.head(token) if token is not None else None
    return head is not None and (head.pos == "PROPN" or head.lemma in lexicon.by_pattern("actor_heads"))


def _several_units(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "for weeks", "years of war", "recent months", "weeks or months": the unit told, the number not."""
    unit, words = unit_code(match["unit"]), plain(match["unit"])
    if words in {"seconds", "mins", "hrs"}:
        return None
    if match["which"] is None and match["about"] is None:
        token = setting.clauses.token(match.start("unit"))
        before = setting.before(match.start())
        if before.isdigit() or before in {"ve", "s"} or (token is not None and token.dep == "compound"):
            return None
        if words in {"hours", "minutes", "quarters"} and (words == "quarters" or before not in _BEFORE_LENGTH):
            return None
    return length(None, unit)


def _every(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "every two weeks", "each month", "twice a year"."""
    unit = unit_code(match["unit"])
    number = count(match["amount"]) if match["amount"] else 1
    if match["ordinal"]:
        return None
    return repeated(length(number, unit).value or "")


def _every_part(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "every morning", "each summer"."""
    word = plain(match["word"])
    if word in rows("season"):
        return repeated(f"XXXX-{rows('season')[word]['code']}")
    if word == "weekend":
        return repeated("XXXX-WXX-WE")
    if word == "quarter":
        return repeated("P3M")
    return repeated(f"XXXX-XX-XXT{rows('part')[word]['code']}")


def _often(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "daily", "weekly", "per year"."""
    word = plain(match["often"])
    code = lexicon.by_pattern("time_words")[word]["code"]
    if match["often"][:1].isupper() and setting.before(match.start()) not in {"", ".", "”", '"'}:
        return None  # "the Daily Star"
    return repeated(code)


def _vague(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "now", "recently", "in the future"."""
    word = plain(match["vague"])
    value = lexicon.by_pattern("time_words")[word]["value"]
    token = setting.clauses.token(match.start())
    if word == "current" and token is not None and token.pos != "ADJ":
        return None
    if word == "soon" and (
        setting.before(match.start()) == "as" or setting.text[match.end() : match.end() + 6] == " after"
    ):
        return None
    return reference(value)


_WHICH = r"(?:(?:the|these|those|its|their|his|her) )?(?:(?P<which>{which}) )?(?:the )?"
RULES: tuple[Rule, ...] = (
    (compiled(r"(?P<vague>{vague})"), _vague),
    (
        compiled(
            rf"(?:{{about}} )?{_WHICH}(?:{{about}} )?(?P<amount>{{amount}})(?: (?:to|or|and) {{number}})?(?: or more| or so)?(?: (?:more|full|consecutive|straight|whole|long|additional|solid|successive|other|trading|working|business|extra))?(?: |-)(?P<unit>{{unit}})(?: or (?:so|more|two|longer))?(?P<half> and a half)?"
        ),
        _length,
    ),
    (
        compiled(
            r"(?:{about} )?(?:(?:a )?half[ -](?:an? )?|half of an? )(?P<unit>hour|year|day|decade|century|minute)"
        ),
        _half,
    ),
    (
        compiled(r"(?:(?P<amount>{number}|several|many|multi)[ -])(?P<unit>{singular})(?:[ -](?P<old>old)|[ -]long)?"),
        _hyphened,
    ),
    (compiled(r"(?:(?P<amount>never)|(?P<unit>{unit}))[ -](?:long|(?P<old>old))"), _hyphened),
    (
        compiled(
            r"(?:(?:the|these|those|its|their|his|her) )?(?:(?P<which>{which}|few) )?(?P<about>(?:{about}|dozens of|hundreds of|thousands of|scores of|many more) )?(?P<unit>{units})(?: (?:or|and) {units})?"
        ),
        _several_units,
    ),
    (
        compiled(
            r"(?:once|twice|{number} times|several times|many times) an? (?P<unit>{unit})(?P<amount>(?!))?(?P<ordinal>(?!))?"
        ),
        _every,
    ),
    (
        compiled(r"(?:each|every)(?: (?P<amount>other|few|{number}))?(?: (?P<ordinal>{ordinal}))? (?P<unit>{unit})"),
        _every,
    ),
    (compiled(r"(?:each|every) (?P<word>{part}|{season}|weekend|quarter)"), _every_part),
    (compiled(r"(?P<often>{often})"), _often),
)
