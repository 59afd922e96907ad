"""Lengths of time, times that come again and again, and vague times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times.amounts import count, part_code, unit_code
from sayso.grounding.times.seasons import season_code
from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import length, reference, repeated
from sayso.grounding.times.words import behind, compiled, plain, rows

if TYPE_CHECKING:
    from sayso.grounding.times.setting import Rule, Setting
    from sayso.grounding.times.values import Meaning

_OLD = re.compile(r"[\s-]+old\b|-(?:ago|earlier)\b", re.IGNORECASE)
_ONE = frozenset({"a", "an"})
_COUNTED = frozenset({"NN", "NNS", "CD", "$"})
_RATES = frozenset({"once", "twice", "times", "%", "percent"})


def _length(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "four years", "the last two weeks", "a year and a half", "ten-year", "several hours"."""
    unit, number = unit_code(match["unit"]), count(match["amount"])
    words, amount = plain(match["unit"]), plain(match["amount"])
    if _OLD.match(setting.text, match.end()) or (unit == "Q" and match["which"] is None):
        return None  # an age, "a year-earlier loss", "three quarters of"
    hyphen = setting.text[match.start("unit") - 1] == "-"
    if hyphen and match["the"]:
        return None  # "the ten-year war": the article is the war's
    counted = number is not None or hyphen
    if words in rows("unit") and (not counted or (words == "second" and amount in {*_ONE, "one"})):
        return None  # "some day", "a second attack"
    if words in rows("units") and amount in _ONE:
        return None
    if match["half"]:
        return length((number or 0) + 0.5, unit)
    if amount in _ONE and match.start() == match.start("amount") and _is_rate(match, setting):
        return repeated(length(1, unit).value or "")
    if unit == "D" and amount == "one" and setting.text.startswith(" of ", match.end()):
        return None
    return length(number, unit)


def _is_rate(match: re.Match[str], setting: Setting) -> bool:
    """Tell "50,000 a year" from "took a year": a noun or a number stands before."""
    before = setting.before(match.start())
    if before in _RATES:
        return True
    token = setting.clauses.token(match.start())
    previous = setting.clauses.token(max(0, match.start() - 2))
    if token is None or previous is None or previous.sentence != token.sentence:
        return False
    return previous.tag in _COUNTED and before not in behind("length")


def _half(match: re.Match[str], _setting: Setting) -> Meaning | None:
    """Read "half an hour", "a half-hour"."""
    return length(0.5, unit_code(match["unit"]))


def _hyphened(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "8-month-old", "day-long", "a several-year tenure"; the age of a person is none, nor are years of age."""
    if match["old"] and (plain(match["unit"]).startswith("year") or _of_a_person(match, setting)):
        return None
    unit, amount = unit_code(match["unit"]), match["amount"]
    if amount is None or plain(amount) in _ONE:
        return length(None if plain(match["unit"]) in rows("units") else 1, unit)
    return length(count(amount), unit)


def _of_a_person(match: re.Match[str], setting: Setting) -> bool:
    """Tell the age of a person ("her 6-month-old son") from that of a thing ("the 8-month-old truce")."""
    token = setting.clauses.token(match.end() - 1)
    head = setting.clauses.head(token) if token is not None else None
    return head is not None and (head.pos == "PROPN" or head.lemma in lexicon.by_pattern("actor_heads"))


def _units(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "for weeks", "years of war", "recent months": the unit is told, the number not."""
    unit, words = unit_code(match["unit"]), plain(match["unit"])
    if match["which"] is None and match["about"] is None:
        before = setting.before(match.start())
        token = setting.clauses.token(match.start("unit"))
        if before[:1].isdigit() or (token is not None and token.dep == "compound") or words in {"seconds", "quarters"}:
            return None
        if unit in {"TH", "TM"} and before not in behind("length"):
            return None  # "office hours", "the minutes of the meeting"
    return length(None, unit)


def _every(match: re.Match[str], _setting: Setting) -> Meaning | None:
    """Read "every two weeks", "each month", "twice a year"."""
    number = count(match["amount"]) if match["amount"] else 1
    return repeated(length(number, unit_code(match["unit"])).value or "")


def _every_part(match: re.Match[str], _setting: Setting) -> Meaning:
    """Read "every morning", "each summer", "every weekend", "each quarter"."""
    word = plain(match["word"])
    if word in rows("season"):
        return repeated(f"XXXX-{season_code(word)}")
    if word in rows("part"):
        return repeated(f"XXXX-XX-XXT{part_code(word)}")
    return repeated("XXXX-WXX-WE" if word == "weekend" else "P3M")


def _often(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "daily", "weekly", "per year"; with a capital inside a sentence it is a name ("the Daily Star")."""
    if match["often"][0].isupper() and setting.before(match.start()) not in {"", ".", "”", '"'}:
        return None
    return repeated(lexicon.by_pattern("time_words")[plain(match["often"])]["code"])


def _vague(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "now", "recently", "the future"."""
    word = plain(match["vague"])
    token = setting.clauses.token(match.start())
    if word == "current" and token is not None and token.pos != "ADJ":
        return None
    if word == "one day" and setting.tense(match.start()) is not Tense.FUTURE:
        return length(1, "D")
    if word == "soon" and (setting.before(match.start()) == "as" or setting.text.startswith(" after", match.end())):
        return None
    return reference(lexicon.by_pattern("time_words")[word]["value"])


_WHICH = "(?P<the>(?:the|these|those|its|their|his|her) )?(?:(?P<which>{which}) )?"
_MORE = "(?: (?:more|full|consecutive|straight|whole|long|additional|solid|successive|other|trading|working|business))?"
RULES: tuple[Rule, ...] = (
    (compiled("(?P<vague>{vague})"), _vague),
    (
        compiled(
            "(?:{about} )?",
            _WHICH,
            "(?:the )?(?:{about} )?(?P<amount>{amount})(?: (?:to|or|and) {number})?(?: or more| or so)?",
            _MORE,
            "(?: |-)(?P<unit>{unit})(?: or (?:so|more|two|longer))?(?P<half> and a half)?",
        ),
        _length,
    ),
    (
        compiled("(?:{about} )?(?:(?:a )?half[ -](?:an? )?|half of an? )(?P<unit>hour|year|day|decade|century|minute)"),
        _half,
    ),
    (
        compiled(
            "(?:(?P<amount>{number}|several|many|an?)[ -]|multi-?)?(?P<unit>{unit})(?:[ -](?P<old>old)|[ -]?long)"
        ),
        _hyphened,
    ),
    (
        compiled(
            _WHICH,
            "(?P<about>(?:{about}|dozens of|hundreds of|thousands of|scores of|many more) )?(?P<unit>{units})",
            "(?: (?:or|and) {units})?",
        ),
        _units,
    ),
    (compiled("(?:once|twice|(?:{number}|several|many) times) an? (?P<unit>{unit})(?P<amount>(?!))?"), _every),
    (compiled("(?:each|every)(?: (?P<amount>few|{number}))? (?P<unit>{unit})"), _every),
    (compiled("(?:each|every) (?P<word>{part}|{season}|weekend|quarter)"), _every_part),
    (compiled("(?P<often>{often})"), _often),
)
