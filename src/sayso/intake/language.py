"""English or not: Sayso reads English, and says so when a text is something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.errors import ItemError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.record import Block

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_FEW = 12  # words; a shorter text is taken as it is, its language cannot be told
_SAMPLE = 20_000  # characters
# Share of English function words: 0.25 to 0.50 on 84 English news articles,
# under 0.06 on pages in other languages; between the two the identifier decides.
_SURE = 0.2


def check_language(text: str, blocks: Sequence[Block], name: str) -> str:
    """Tell that a text is English; give ``"en"``.

    Raises:
        ItemError: It is in another language; the message names it.
    """
    read = " ".join(text[block.start : block.end] for block in blocks if not block.kind.is_furniture)[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(read)]
    common = lexicon.by_pattern("function_words")
    if len(words) < _FEW or sum(word in common for word in words) >= _SURE * len(words):
        return "en"
    # py3langid costs a second to load, so only the doubtful text pays for it.
    import py3langid

    code, _ = py3langid.classify(read)
    if code != "en":
        raise ItemError(f"{name} seems to be in another language ({code}); Sayso reads English")
    return "en"
