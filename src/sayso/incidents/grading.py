"""Grades suggested for review, by a table; people grade.

The supplied table (``lexicon/tables/grades.tsv``) is in the manner of the scheme that Airwars publishes: three
questions (did it happen, who did it, who was harmed) by five grades. The grades ``confirmed`` and ``discounted`` are
judgements on the facts and are never suggested. Denials play no part, in either direction.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sayso.incidents.attestation import Attestation, Claim

QUESTIONS = ("happened", "actor", "harmed")
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
_PEOPLES = frozenset({"confirmed", "discounted"})
_COLUMNS = ("question", "grade", "origins", "rivals", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of a table of grades: the first row of a question whose numbers are reached gives the grade.

    ``origins`` independent origins at least, for ``rivals`` different answers
    at least; ``why`` is shown with both filled in.
    """

    question: str
    grade: str
    origins: int
    rivals: int
    why: str

    def because(self, *, origins: int, names: Sequence[str]) -> str:
        """Give the reason with its numbers and names filled in."""
        return self.why.format(origins=origins, rivals=len(names), names=", ".join(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A grade for a person to look at, and why."""

    question: str
    grade: str
    why: str


def supplied_rules() -> tuple[Rule, ...]:
    """Give the supplied table."""
    return tuple(_rule(row["pattern"], row) for row in lexicon.table("grades"))


def read_rules(file: Path) -> tuple[Rule, ...]:
    """Read a table of one's own: CSV with the columns question, grade, origins, rivals and why.

    Raises:
        UsageError: The file cannot be read, or a line is not as it should be; names the line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise UsageError(f"{file}: line 1: no column {missing[0]}; a table of grades has {', '.join(_COLUMNS)}")
            return tuple(_checked(file, reader.line_num, row) for row in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file}: not a table of grades: {error}") from error


def _checked(file: Path, line: int, row: Mapping[str, str]) -> Rule:
    where = f"{file}: line {line}"
    if row["question"] not in QUESTIONS:
        raise UsageError(f"{where}: no question {row['question']!r}; choose from {', '.join(QUESTIONS)}")
    if row["grade"] in _PEOPLES:
        raise UsageError(f"{where}: {row['grade']!r} is for people to give; it is never suggested")
    if row["grade"] not in GRADES:
        raise UsageError(f"{where}: no grade {row['grade']!r}; choose from {', '.join(GRADES[1:4])}")
    if not (row["origins"] or "").isdecimal() or not (row["rivals"] or "").isdecimal():
        raise UsageError(f"{where}: origins and rivals are whole numbers")
    rule = _rule(row["question"], row)
    try:
        rule.because(origins=0, names=())
    except (KeyError, IndexError, ValueError):
        raise UsageError(f"{where}: why may hold {{origins}}, {{rivals}} and {{names}}, and no other braces") from None
    return rule


def _rule(question: str, row: Mapping[str, str]) -> Rule:
    return Rule(
        question=question,
        grade=row["grade"],
        origins=int(row["origins"]),
        rivals=int(row["rivals"]),
        why=row["why"],
    )


def suggest(attestation: Attestation, rules: Sequence[Rule] | None = None) -> tuple[Suggestion, ...]:
    """Suggest a grade for each question that the reports answer, by ``rules`` or the supplied table."""
    return tuple(_suggestions(attestation, supplied_rules() if rules is None else rules))


def _suggestions(attestation: Attestation, rules: Sequence[Rule]) -> Iterator[Suggestion]:
    answers: Mapping[str, Sequence[Claim]] = {
        "happened": [attestation.occurrence],
        "actor": [claim for claim in attestation.actors if claim.claims],
        "harmed": [claim for claim in attestation.recipients if claim.claims],
    }
    for question, claims in answers.items():
        names = [claim.said for claim in claims if claim.said is not None]
        origins = len({origin for claim in claims for origin in claim.origins})
        for rule in rules:
            if rule.question == question and origins >= rule.origins and len(names) >= rule.rivals:
                why = rule.because(origins=origins, names=names)
                yield Suggestion(question=question, grade=rule.grade, why=why)
                break
