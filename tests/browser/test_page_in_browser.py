"""The page in a real browser: accessible, quiet, and with links that lead there and back (`make browser`)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

import sayso
from sayso.brief.page import index_page, page_of, report_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from sayso.record import Report

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = 1280, 360
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; its absence is an error, never a skip."""
    program = shutil.which("chromium")
    if program is None or not AXE.exists():
        pytest.fail("these tests need chromium on the path and axe-core; 'make browser' installs the latter")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(
    guernica: tuple[Report, ...], velmora: tuple[Report, ...], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The example's pages, their index, a situation, a brief, a post and a notebook's frame, on disk."""
    folder = tmp_path_factory.mktemp("pages")
    held = {f"report-{n}": report_page(report) for n, report in enumerate(guernica)}
    held["index"] = index_page([page_of(report, f"report-{n}.html") for n, report in enumerate(guernica)])
    held["situation"] = sayso.show(sayso.situation([*guernica, *velmora]), "html")
    incidents = list(sayso.propose([*guernica, *velmora]))
    held["brief"] = sayso.write(incidents, "html")
    held["post"] = sayso.write(incidents, "html", style="post", limit=2)
    held["frame"] = f"<!DOCTYPE html><title>A notebook</title><body>{guernica[0]._repr_html_()}"
    for name, html in held.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in held}


def _opened(browser: Browser, file: Path, width: int, **settings: Any) -> tuple[Page, list[str]]:
    """Open a page, and note whatever it says or asks for."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **settings)
    noted: list[str] = []
    page.on("console", lambda message: noted.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: noted.append(f"error: {error}"))
    page.on("request", lambda request: noted.append(f"request: {request.url}"))
    page.goto(file.as_uri())
    assert noted.pop(0) == f"request: {file.as_uri()}"
    return page, noted


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", ["report-0", "report-1", "index", "situation", "brief", "post"])
def test_no_violations(browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    """All rules of axe hold, by day and by night, on wide and narrow screens."""
    page, noted = _opened(browser, pages[name], width, color_scheme=scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    broken = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]]
    assert broken == []
    assert len(found["passes"]) > 15
    assert noted == []
    page.close()


def test_axe_would_tell(browser: Browser, pages: dict[str, Path]) -> None:
    """A page with an unnamed link and pale text is found out, so that the test above means something."""
    page, _ = _opened(browser, pages["report-0"], WIDE)
    page.evaluate("document.querySelector('article .to').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.gist').style.color = '#ccc'")
    page.evaluate("document.querySelector('article .to').removeAttribute('data-n')")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {rule["id"] for rule in page.evaluate("axe.run()")["violations"]}
    assert {"link-name", "color-contrast"} <= rules
    page.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_links_lead_there_and_back(
    browser: Browser, pages: dict[str, Path], guernica: tuple[Report, ...], width: int
) -> None:
    """From the words to the statement and back, for every statement, by clicking; nothing is fetched meanwhile."""
    page, noted = _opened(browser, pages["report-0"], width)
    for statement in guernica[0].statements:
        page.locator(f'article a.to[href="#{statement.id}"]').click()
        _arrived(page, page.locator(f"#{statement.id}"), statement.id)
        page.locator(f"#{statement.id} blockquote a").click()
        _arrived(page, page.locator(f"#w-{statement.id}"), f"w-{statement.id}")
    assert noted == []
    page.close()


def _arrived(page: Page, goal: Locator, name: str) -> None:
    """Check that the goal is shown, and is marked as what was asked for."""
    assert page.evaluate("location.hash") == f"#{name}"
    assert page.evaluate(f"document.querySelector(':target').id === '{name}'")
    box = goal.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800
    assert goal.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_works_without_scripts(browser: Browser, pages: dict[str, Path], guernica: tuple[Report, ...]) -> None:
    """With scripts switched off everything is there, and the links work."""
    page, noted = _opened(browser, pages["report-0"], WIDE, java_script_enabled=False)
    page.locator('article a.to[href="#s2"]').click()
    assert page.url.endswith("#s2")
    assert page.locator("li.statement").count() == len(guernica[0].statements)
    assert noted == []
    page.close()


@pytest.mark.parametrize("width", [320, NARROW, 768, WIDE])
def test_nothing_is_cut_off(browser: Browser, pages: dict[str, Path], width: int) -> None:
    """No page is wider than its screen, and no cell or mark reaches beyond it."""
    for name in ("report-0", "report-1", "index", "situation", "brief", "post"):
        page, _ = _opened(browser, pages[name], width)
        assert _fits(page)
        beyond = page.evaluate(
            "[...document.querySelectorAll('article *, .statement, td, svg, h1')]"
            ".filter(node => node.getBoundingClientRect().right > window.innerWidth + 1).length"
        )
        assert beyond == 0
        page.close()


def test_text_shown_is_the_text(browser: Browser, pages: dict[str, Path], guernica: tuple[Report, ...]) -> None:
    """The browser reads the article as exactly the report's text."""
    for n, report in enumerate(guernica):
        page, _ = _opened(browser, pages[f"report-{n}"], WIDE)
        assert page.evaluate("document.querySelector('article').textContent") == report.document.text
        page.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_rivals_lead_to_one_another(browser: Browser, pages: dict[str, Path], width: int) -> None:
    """From an entry to each that it stands against, and back, by clicking; nothing is fetched meanwhile."""
    page, noted = _opened(browser, pages["situation"], width)
    links = page.locator(".statement dl a.ref")
    assert links.count() > 3
    for n in range(links.count()):
        rival = (links.nth(n).get_attribute("href") or "").removeprefix("#")
        links.nth(n).click()
        _arrived(page, page.locator(f"#{rival}"), rival)
        assert page.locator(f"#{rival} dl a.ref").count() > 0
    assert noted == []
    page.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_numbers_lead_to_the_words(browser: Browser, pages: dict[str, Path], width: int) -> None:
    """From a sentence of a brief to the words that bear it, and from there to the report; nothing is fetched."""
    page, noted = _opened(browser, pages["brief"], width)
    links = page.locator("#incidents .borne a")
    assert links.count() > 20
    for n in range(0, links.count(), 5):
        number = (links.nth(n).get_attribute("href") or "").removeprefix("#")
        links.nth(n).click()
        _arrived(page, page.locator(f"#{number}"), number)
    page.locator("#w1 small a").first.click()
    assert page.evaluate("document.querySelector(':target').id").startswith("r")
    assert noted == []
    page.close()


def test_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    """The first stop is the way past the heading, and it is seen once it is reached."""
    page, _ = _opened(browser, pages["report-0"], NARROW)
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#text"
    page.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_links_work_within_a_notebook(browser: Browser, pages: dict[str, Path], width: int) -> None:
    """In a notebook's frame the links move within the frame, and the notebook stays."""
    page, noted = _opened(browser, pages["frame"], width)
    page.frame_locator("iframe").locator('article a.to[href="#s1"]').click()
    (frame,) = page.frames[1:]
    assert frame.url == "about:srcdoc#s1"
    assert frame.locator("li.statement").count() > 0
    assert page.url == pages["frame"].as_uri()
    assert [note for note in noted if "srcdoc" not in note] == []
    page.close()
