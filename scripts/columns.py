"""Write the table of columns into docs/exports.md, from ``lexicon/tables/columns.tsv``."""

from __future__ import annotations

from pathlib import Path

from sayso.brief.exports.columns import fields

PAGE = Path(__file__).parent.parent / "docs" / "exports.md"
BEGIN, END = "<!-- columns -->\n", "<!-- end of columns -->"


def columns() -> str:
    """Give the table as Markdown."""
    rows = []
    for field in fields():
        kind = f"{field.type}, {field.unit}" if field.unit else field.type
        rows.append(f"| `{field.name}` | {kind} | {field.description} | {'' if field.edit == 'no' else field.edit} |")
    return "\n".join(["| column | type | what it tells | edited |", "| --- | --- | --- | --- |", *rows]) + "\n"


def page(said: str) -> str:
    """Give the page with the table put in."""
    before, _, rest = said.partition(BEGIN)
    return before + BEGIN + columns() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(PAGE)
