"""Write the code book of events and tolls, ``docs/coding.md``, from the lexicon's tables.

coding.py           write it
coding.py --check   exit 1 if the file is not what the tables give
"""

from __future__ import annotations

import sys
from pathlib import Path

from sayso.brief.code_book import book

TARGET = Path(__file__).parent.parent / "docs/coding.md"


def main() -> int:
    """Write the code book, or check it."""
    text = book()
    if "--check" in sys.argv[1:]:
        if TARGET.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TARGET} is not what the tables give; run make coding", file=sys.stderr)
        return 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
