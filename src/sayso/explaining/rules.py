"""Which rule a record names, what it does, and the rows of tables that fired.

``rules.tsv`` tells what each rule does, in which file, and how its row is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.cues import citing_verb
from sayso.explaining.model import Row, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.reading.model import Reading, Token

_ENDINGS = ("+parts", "-promised", "-refused")  # added to the name of the rule that found an act


def row_of(table: str, row: Mapping[str, str]) -> Row:
    """Give a row as it is shown: without empty cells and without its id."""
    return Row(table=table, id=row["id"], cells={name: cell for name, cell in row.items() if cell and name != "id"})


def explain_rule(rule: str, reading: Reading, start: int, end: int) -> tuple[Step, ...]:
    """Tell what a rule does and which rows fired.

    Args:
        rule: As an attribution or a statement names it.
        reading: The report's words, parsed.
        start: Where the words begin in which the rule's own word stands: the cue, or the statement.
        end: Where they end.

    Returns:
        A step for the rule, and one for each rule that added to what it found.
    """
    name = rule
    endings: list[str] = []
    while ending := next((one for one in _ENDINGS if name.endswith(one)), None):
        name, endings = name.removesuffix(ending), [ending, *endings]
    tokens = tokens_in(reading, start, end)
    steps = [_step(name, told, tuple(_rows(told, name, reading, tokens))) for told in _told(name)]
    for ending in endings:
        told = lexicon.by_pattern("rules")[ending]
        steps.append(_step(ending, told, tuple(_weights(name)) if told["key"] == "act" else ()))
    return tuple(steps) or (Step(about="rule", says=f"{rule}: no rule of that name is known to this program"),)


def tokens_in(reading: Reading, start: int, end: int) -> Sequence[Token]:
    """Give the tokens of a stretch of the text."""
    return reading.tokens[reading.first_at(start) : reading.first_at(end)]


def rows_in(table: str, tokens: Sequence[Token], **cells: str) -> Iterator[Row]:
    """Give the rows whose words stand side by side in some tokens, by lemma or as they are; ``cells`` must hold."""
    said = [{token.lemma, token.lower} for token in tokens]
    for row in lexicon.table(table):
        pattern = [set(word.split("|")) for word in row["pattern"].split()]
        if all(row[name] == cell for name, cell in cells.items()) and any(
            all(word & found for word, found in zip(pattern, said[i:], strict=False))
            for i in range(len(said) - len(pattern) + 1)
        ):
            yield row_of(table, row)


def _told(name: str) -> tuple[Mapping[str, str], ...]:
    """Give the row of ``rules.tsv`` for a rule: by its name, by its beginning, or by the table whose row it names."""
    rules = lexicon.by_pattern("rules")
    if name in rules:
        return (rules[name],)
    begun = (row for row in rules.values() if row["pattern"].endswith("-*") and name.startswith(row["pattern"][:-1]))
    named = (row for row in rules.values() if row["key"] == "id" and name in lexicon.by_id(row["table"]))
    found = next((*named, *begun).__iter__(), None)
    return () if found is None else (found,)


def _step(name: str, told: Mapping[str, str], rows: tuple[Row, ...]) -> Step:
    return Step(about="rule", says=f"{name}: {told['value']} ({told['home']})", rows=rows)


def _rows(told: Mapping[str, str], name: str, reading: Reading, tokens: Sequence[Token]) -> Iterator[Row]:
    table, key, own = told["table"], told["key"], name.removeprefix(told["pattern"].rstrip("*"))
    if key == "id":
        yield row_of(table, lexicon.by_id(table)[name])
    elif key == "verb" and table == "cues":
        verbs = (row for token in tokens if (row := citing_verb(reading, token.i)) is not None)
        yield from [row_of(table, row) for row in verbs if own == name or row["form"] == own][:1]
    elif key == "denying":
        yield from (row for token in tokens for row in rows_in(table, [reading.tokens[token.head]], value=key))
    elif key == "value":
        yield from rows_in(table, tokens, value=own)
    elif key == "what":
        rows = [row for row in rows_in(table, tokens) if own in row.cells["pattern"].split()]
        tags = {token.pos.lower() for token in tokens if own in {token.lemma, token.lower}}
        yield from [row for row in rows if row.cells["pos"] in tags] or rows
    elif key == "words":
        yield from rows_in(table, tokens)
    elif table:
        yield from rows_in(table, tokens, pos=key)


def _weights(name: str) -> Iterator[Row]:
    """Give the weights that the act itself adds; those of the marks of each noun are summed with them."""
    row = lexicon.by_pattern("parts").get(f"act={name}")
    if row is not None:
        yield row_of("parts", row)
