"""File names for the pages of a folder."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80  # characters, so that the name fits every file system with room for a number
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)$")  # names of Windows' devices, and our own index


def page_name(item: str, taken: set[str]) -> str:
    """Name the page of an item after it: lower case, safe on every system, and not yet taken.

    "reports/Türkei 1.txt" gives "turkei-1.html", the next such item
    "turkei-1-2.html". The name is added to ``taken``.
    """
    base = re.split(r"[/\\]", item.rstrip("/\\"))[-1]
    stem = base.rpartition(".")[0] or base
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9_]+", "-", plain)[:_LONGEST].strip("-") or "report"
    if _RESERVED.match(slug):
        slug = f"report-{slug}"
    name, number = f"{slug}.html", 1
    while name in taken:
        number += 1
        name = f"{slug}-{number}.html"
    taken.add(name)
    return name
