"""What the documents show is true: README's excerpt, its library example, and the files they point to."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])


def test_excerpt_is_real(guernica: tuple[sayso.Report, ...]) -> None:
    """Every line of the excerpt stands in the example's output, in the same order."""
    excerpt = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert excerpt is not None
    printed = iter("".join(sayso.show(report, "text") for report in guernica).splitlines())
    for line in excerpt[1].splitlines():
        assert line in printed, line


def test_library_example_runs() -> None:
    """The library example runs as it stands."""
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    done = subprocess.run(  # noqa: S603 - our own example
        [sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "1,654" in done.stdout


def test_desk_example_runs(tmp_path: Path) -> None:
    """The library example of the desk's page runs as it stands, beside a report."""
    text = "Rebels dropped a barrel bomb on Homs on Monday. The army shelled Homs on Tuesday."
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "desk.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    done = subprocess.run(  # noqa: S603 - our own example
        [sys.executable, "-c", code[1]], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert [line.split()[2] for line in done.stdout.splitlines()[-2:]] == ["make", "undo"]


def test_brief_example_runs() -> None:
    """The library example of the page on briefs runs as it stands, and gives the range with its voices."""
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "briefs.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    done = subprocess.run(  # noqa: S603 - our own example
        [sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "People killed: 12 by residents" in done.stdout
    assert "to 19 by medics" in done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: object) -> None:
    """Links between the documents lead to files that exist."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
        assert (document.parent / target).exists(), target  # type: ignore[attr-defined]


def test_example_is_as_promised() -> None:
    """Two reports of 200 to 350 words, each opening with the line that says what it is."""
    files = sorted((ROOT / "examples" / "guernica").glob("*.txt"))
    assert len(files) == 2
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert text.startswith("Written for testing from published facts; see examples/README.md\n")
        assert 200 <= len(text.split()) <= 350


def test_what_is_invented_says_so() -> None:
    """Each page of the invented example says at its head and in its last line that it is invented."""
    files = sorted((ROOT / "examples" / "situation").iterdir())
    assert [file.suffix for file in files] == [".html"] * 3
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "<!-- Invented for testing: " in text.splitlines()[1]
        assert sayso.read(file).document.text.strip().endswith("neither the town nor anybody in it exists.")
