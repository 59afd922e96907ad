"""Learn the weights of ``parts.tsv``: which noun near an act of violence is its actor, recipient, target, instrument.

train_parts.py           learn from all texts and write the table
train_parts.py --check   learn from five sixths of them, measure on the others, write nothing

Learned from MUC-4's training texts (``incidents/muc4_train.jsonl`` in the
folder that ``SAYSO_CORPORA`` names), those that tell of incidents: a noun is
what the set's key says of the words it stands in, by the set's own relaxed
matching. Marks seen in fewer than ``LEAST`` nouns have no weights.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from common import rows, scorer  # noqa: E402
from learning import learn  # noqa: E402

from incidents import as_wired  # noqa: E402
from sayso.grounding import ground  # noqa: E402
from sayso.grounding.gazetteer import load_gazetteer  # noqa: E402
from sayso.intake import document_of  # noqa: E402
from sayso.reading import parse  # noqa: E402
from sayso.reading.parser import load_parser  # noqa: E402
from sayso.statements.events import find_events  # noqa: E402
from sayso.statements.outlook import find_questions  # noqa: E402
from sayso.statements.parts import PARTS, Scene, likely  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

TARGET = ROOT / "src/sayso/lexicon/tables/parts.tsv"
LEAST = 5  # nouns in which a mark must be seen
PENALTY = 1e-4
_ROLES = {"perp_individual": 0, "perp_org": 0, "victim": 1, "target": 2, "weapon": 3}
_NONE = len(PARTS)


class Noun(NamedTuple):
    """A noun of a text: its words, its marks, and the number of the part it plays (``len(PARTS)``: none)."""

    words: str
    marks: list[str]
    part: int


def nouns(row: Mapping[str, Any], reading: Reading, identities: Identities) -> Iterator[Noun]:
    """Give the nouns of a text that may play a part, with the part that the key gives them."""
    relaxed = scorer("incidents/score_incidents.py").relaxed
    asked = {draft.sentence for draft in find_questions(reading)}
    scene = Scene(reading, identities, list(find_events(reading, identities, asked)))
    keys = [(part, variants) for one in row["templates"] for role, part in _ROLES.items() for variants in one[role]]
    for i, n in scene.nouns():
        mention = identities.mention_at.get(i)
        first, last = (mention.first, mention.last - 1) if mention is not None else (_first(reading, i), i)
        words = reading.span(first, last).text[:200]
        part = min((part for part, variants in keys if variants and relaxed(words, variants)), default=_NONE)
        yield Noun(words, scene.marks(i, n), part)


def _first(reading: Reading, i: int) -> int:
    deps = ("compound", "amod", "poss", "det", "nummod")
    return min((reading.edges[k][0] for k in reading.kids(i, *deps) if k < i), default=i)


def read(row: Mapping[str, Any]) -> list[Noun]:
    """Read one text of the set."""
    document = document_of(as_wired(dict(row)), published=row["date_iso"])
    reading = parse(document, load_parser(), lambda: None)
    return list(nouns(row, reading, ground(reading, load_gazetteer())))


def weigh(data: Sequence[Noun]) -> dict[str, tuple[int, ...]]:
    """Give the weights of the marks of some nouns for each part, in hundredths."""
    # Class 0 is none, and the parts follow in their order.
    classes = [(noun.part + 1) % (len(PARTS) + 1) for noun in data]
    return learn([noun.marks for noun in data], classes, len(PARTS) + 1, least=LEAST, penalty=PENALTY)


def lines(weights: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Give the lines of the table."""
    yield "\t".join(["id", "pattern", *PARTS])
    for k, (mark, line) in enumerate(weights.items()):
        yield "\t".join([f"part-{k}", mark, *map(str, line)])


def report(data: Iterable[Noun], weights: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    """Tell precision and recall of each part, noun by noun, at several chances."""
    found = [(likely(noun.marks, weights), noun.part) for noun in data]
    for k, part in enumerate(PARTS):
        for least in (0.3, 0.4, 0.5):
            given = [right == k for chances, right in found if chances[part] >= least]
            asked = sum(right == k for _, right in found)
            yield f"{part} at {least}: precision {sum(given) / max(len(given), 1):.2f}, recall {sum(given) / asked:.2f}"


def main() -> None:
    """Learn, and write the table or tell how well it would do."""
    texts = [row for row in rows("incidents/muc4_train.jsonl") if row["templates"]]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        read_texts = list(pool.map(read, texts, chunksize=20))
    if "--check" in sys.argv[1:]:
        apart = [sha256(row["docid"].encode()).digest()[0] % 6 == 0 for row in texts]
        weights = weigh([noun for out, one in zip(apart, read_texts, strict=True) if not out for noun in one])
        data = [noun for out, one in zip(apart, read_texts, strict=True) if out for noun in one]
        print("\n".join(report(data, weights)))
        return
    TARGET.write_text("\n".join(lines(weigh([n for one in read_texts for n in one]))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
