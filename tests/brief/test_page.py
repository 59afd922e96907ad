"""The HTML page: the text unchanged under its marks, every statement with its voice, nothing from outside."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape
from typer.testing import CliRunner

from factories import EXAMPLES
from invariants import steps
from sayso import cli, codec
from sayso.brief.article import article
from sayso.brief.map import HEIGHT, WIDTH, known_places, outlines, panels
from sayso.brief.names import page_name
from sayso.brief.page import index_page, page_of, report_page
from sayso.brief.phrases import sureness
from sayso.brief.segments import Close, Open, Range, last_starts, pieces, segments
from sayso.brief.voices_table import voices_table
from sayso.errors import UsageError
from sayso.record import (
    Actor,
    ActorKind,
    Attribution,
    Block,
    BlockKind,
    Document,
    Form,
    MadeBy,
    Options,
    ParserStamp,
    Place,
    PlacePrecision,
    Position,
    Report,
    Source,
    Span,
    Stage,
    Stance,
    Statement,
    StatementKind,
    Voice,
)

if TYPE_CHECKING:
    from pathlib import Path

_VOID = {"meta", "link", "br", "img", "input", "base", "rect", "path", "circle"}
_MADE_BY = MadeBy(
    sayso="0",
    reader="rules",
    parser=ParserStamp(name="none", version="0", digest="sha256:0"),
    lexicon="sha256:0",
    gazetteer="none",
    options=Options(),
)


class Tree(HTMLParser):
    """Reads HTML strictly: every tag must close in order. Keeps text, ids, links and what stands where."""

    def __init__(self, html: str) -> None:
        """Read all at once."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags[tag] += 1
        known = dict(attrs)
        if name := known.get("id"):
            self.ids.append(name)
        if tag == "a":
            self.links.append(known["href"] or "")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself, as those within a drawing do."""
        assert tag in _VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Check that the tag closes what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text, but not the style sheet."""
        if "style" not in self.open:
            self.text += data


def _part(html: str, tag: str) -> str:
    found = re.search(rf"<{tag}[ >].*?</{tag}>", html, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.fixture(scope="module")
def fellgate(guernica: tuple[Report, ...]) -> Report:
    """One report of the example."""
    return guernica[0]


@pytest.fixture(scope="module")
def page(fellgate: Report) -> str:
    """Its page."""
    return report_page(fellgate)


# Segments

_RANGES = st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 32), st.integers(-2, 34)), max_size=12).map(
    lambda found: [Range(layer, start, end, f"r{n}") for n, (layer, start, end) in enumerate(found)]
)


@given(st.integers(0, 30), _RANGES, st.lists(st.integers(-3, 33), max_size=4))
def test_segments_cover_the_text_once(length: int, ranges: list[Range], cuts: list[int]) -> None:
    """Segments follow each other without gap, and each character is in the ranges that hold it, and no others."""
    parts = list(segments(length, ranges, cuts))
    assert [part.start for part in parts] == [0, *(part.end for part in parts)][: len(parts)]
    assert (parts[-1].end if parts else 0) == length
    for part in parts:
        assert part.start < part.end
        for at in range(part.start, part.end):
            assert set(part.ranges) == {one for one in ranges if one.start <= at < one.end}
        assert list(part.ranges) == sorted(part.ranges)


@given(_RANGES)
def test_marks_nest(ranges: list[Range]) -> None:
    """Marks close in the order in which they opened; each begins once, ends once, and holds exactly its words."""
    text = "abcdefghijklmnopqrstuvwxyz"
    parts = list(segments(len(text), ranges))
    stack: list[Range] = []
    began: Counter[Range] = Counter()
    ended: Counter[Range] = Counter()
    words: dict[Range, str] = {}
    out = ""
    for piece in pieces(text, parts, set(), last_starts(parts)):
        if isinstance(piece, Open):
            stack.append(piece.range)
            began[piece.range] += piece.first
        elif isinstance(piece, Close):
            assert stack.pop() == piece.range
            ended[piece.range] += piece.last
        else:
            out += piece
            for one in stack:
                words[one] = words.get(one, "") + piece
    assert (out, stack) == (text, [])
    real = {one for one in ranges if max(0, one.start) < min(len(text), one.end)}
    assert {one: count for one, count in began.items() if count} == dict.fromkeys(real, 1)
    assert {one: count for one, count in ended.items() if count} == dict.fromkeys(real, 1)
    assert words == {one: text[max(0, one.start) : one.end] for one in real}


def test_crossing_ranges_split_the_inner_one() -> None:
    """Of two ranges that cross, the one of the inner layer is split."""
    outer, inner = Range(0, 2, 6, "outer"), Range(1, 0, 4, "inner")
    parts = list(segments(8, [inner, outer]))
    found = list(pieces("abcdefgh", parts, set(), last_starts(parts)))
    assert found == [
        Open(inner, True), "ab", Close(inner, False),
        Open(outer, True), Open(inner, False), "cd", Close(inner, True), "ef", Close(outer, True), "gh",
    ]  # fmt: skip


# The article


def _report(text: str, spans: list[tuple[int, int]], cuts: list[int]) -> Report:
    """Make a record of a text with an attribution, a statement and a mention for each span, whatever they cross."""

    def span(at: tuple[int, int]) -> Span:
        return Span(start=at[0], end=at[1], text=text[at[0] : at[1]])

    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    kinds = [BlockKind.BODY, BlockKind.APPEAL, BlockKind.QUOTE]
    blocks = [
        Block(start=start, end=end, kind=kinds[n % 3]) for n, (start, end) in enumerate(pairwise(edges)) if n % 4 != 3
    ]
    marked = [span(at) for at in spans]
    said = Voice(
        name="Northwire", actor=None, attribution=None, role="outlet", named=True, known_from="text",
        polarity="positive", certainty="certain",
    )  # type: ignore[arg-type]  # fmt: skip
    return Report(
        id="sha256:0",
        made_by=_MADE_BY,
        document=Document(id="sha256:1", text=text, blocks=tuple(blocks)),
        actors=(
            Actor(
                id="a1", name="x", kind=ActorKind.OTHER, country=None, sector=None, registry=None,
                mentions=tuple(marked),
            ),
        ),
        attributions=tuple(
            Attribution(
                id=f"q{n}", form=Form.BLOCK, parent=f"q{n - 1}" if n else None,
                source=Source(start=one.start, end=one.end, text=one.text, actors=()),
                outlet=None, cue=one, content=(one,), stance=Stance.NEUTRAL, alterations=(), rule="test",
            )
            for n, one in enumerate(marked)
        ),
        statements=tuple(
            Statement(
                id=f"s{n}", kind=StatementKind.POSITION, start=one.start, end=one.end, text=one.text, same_as=None,
                rule="test", voices=(said,), polarity=said.polarity, certainty=said.certainty, open_to=(),
                likelihood=None, position=Position(who=(), place=None),
            )
            for n, one in enumerate(marked)
        ),
    )  # fmt: skip


@st.composite
def _records(draw: st.DrawFn) -> Report:
    alphabet = st.one_of(
        st.sampled_from(list("<>&\"'\r\n\t …“\u202e👍")),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    )
    text = draw(st.text(alphabet, min_size=1, max_size=40))
    at = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(at, at).filter(lambda pair: pair[0] < pair[1]), max_size=6))
    return _report(text, spans, draw(st.lists(at, max_size=5)))


@settings(max_examples=300, deadline=None)
@given(_records())
def test_text_of_the_article_is_the_text(report: Report) -> None:
    """Whatever crosses whatever, the article is well nested and its text is the document's, character by character."""
    tree = Tree(str(article(report).html))
    assert tree.text == report.document.text
    assert len(tree.ids) == len(set(tree.ids))


@settings(max_examples=150, deadline=None)
@given(_records())
def test_every_rendered_statement_has_one_anchor_and_one_way_back(report: Report) -> None:
    """A statement whose words stand in a block has its anchor and its number exactly once."""
    tree = Tree(str(article(report).html))
    words = [name for name in tree.ids if name.startswith("w-")]
    assert sorted(tree.links) == sorted(f"#{name.removeprefix('w-')}" for name in words)
    in_blocks = {
        f"w-{s.id}"
        for s in report.statements
        if any(b.start < s.end and s.start < b.end for b in report.document.blocks)
    }
    assert in_blocks <= set(words)


def test_example_article_is_the_text(guernica: tuple[Report, ...]) -> None:
    """So for the example, within the whole page."""
    for report in guernica:
        html = report_page(report)
        assert Tree(_part(html, "article")).text == report.document.text
        Tree(html)


def test_a_carriage_return_stays_one() -> None:
    """A bare carriage return would become a line feed in every browser, so it is written as a reference."""
    assert "a&#13;b" in str(article(_report("a\rb", [], [])).html)


def test_a_voice_is_marked_once(fellgate: Report) -> None:
    """What is boxed is not underlined too: each content is either of them, whole."""
    filled = {(block.start, block.end) for block in fellgate.document.blocks}
    inline = [span for q in fellgate.attributions for span in q.content if (span.start, span.end) not in filled]
    assert str(article(fellgate).html).count('class="content') == len(inline)


def test_voices_are_marked_one_within_another(fellgate: Report) -> None:
    """Beevor's paragraphs stand in one box, and within it the government's words are underlined once more."""
    html = str(article(fellgate).html)
    box = html[html.index('<div class="voice"') : html.index("</div>")]
    assert 'data-voice="Antony Beevor, The Battle for Spain"' in box
    assert box.count("<p ") == 2
    assert '<span class="content d1">' in box
    assert '<span class="cue">according to</span>' in box
    nested = _report("abcdef", [(0, 5), (1, 4), (2, 3)], [])
    assert [f'"content d{n}"' in str(article(nested).html) for n in (1, 2, 3)] == [True, True, True]


def test_furniture_is_greyed_and_named(fellgate: Report) -> None:
    """Furniture says what it is, once a run, and that it is not read."""
    html = str(article(fellgate).html)
    assert html.count('data-label="appeal, not read for content"') == 1
    assert html.count('class="block furniture"') == sum(b.kind.is_furniture for b in fellgate.document.blocks)


# The page


def test_links_lead_both_ways(fellgate: Report, page: str) -> None:
    """Every statement leads to its words and they to it; no link of the page leads nowhere; ids are unique."""
    tree = Tree(page)
    assert len(tree.ids) == len(set(tree.ids))
    assert {link[1:] for link in tree.links if link.startswith("#")} <= set(tree.ids)
    for statement in fellgate.statements:
        assert {statement.id, f"w-{statement.id}"} <= set(tree.ids)
        assert f'<a class="to" href="#{statement.id}"' in page
        assert f'<blockquote><a href="#w-{statement.id}">' in page
    for actor in fellgate.actors:
        for number in range(1, len(actor.mentions) + 1):
            assert f"#m-{actor.id}-{number}" in tree.links


def test_every_statement_has_its_voices_outermost_first(fellgate: Report, page: str) -> None:
    """A card names the whole chain, and how surely the last of it says so."""
    for statement in fellgate.statements:
        card = Tree(re.search(rf'<li id="{statement.id}".*?</blockquote>', page, re.DOTALL)[0] + "</li>").text  # type: ignore[index]
        at = [card.index(voice.name or "") for voice in statement.voices]
        assert at == sorted(at)
        assert f"“{statement.text}”" in card
    denial = next(s for s in fellgate.statements if s.polarity == "negative")
    assert f"<b>{sureness(denial, fellgate)}</b>" in page


def test_certain_is_never_a_bare_word(fellgate: Report, page: str) -> None:
    """Nothing is called certain; a flat statement is "stated flatly by" somebody."""
    text = Tree(page).text
    assert not re.search(r"\bcertain(ly|ty)?\b", text, re.IGNORECASE)
    flat = [sureness(s, fellgate) for s in fellgate.statements if sureness(s, fellgate).startswith("stated flatly by ")]
    assert flat
    assert all(words in text for words in flat)
    assert text.count("no person has checked it") == 2


def test_tables(fellgate: Report, page: str) -> None:
    """Voices, actors and places have tables with captions and headers; every voice has its row."""
    tree = Tree(page)
    assert tree.tags["caption"] == tree.tags["table"] == 3
    assert page.count('scope="col"') == 6 + 5 + 5
    for row in voices_table(fellgate):
        assert f'<bdi>{escape(row.name)}</bdi></th><td role="cell" data-label="What kind">{row.kind}</td>' in page
    row = next(row for row in page.split('<tr role="row">') if re.match("<th[^>]*><bdi>Basque government<", row))
    text = Tree(f"<table><tbody><tr>{row.partition('</tr>')[0]}</tr></tbody></table>").text
    said = [s.id for s in fellgate.statements if s.voices[-1].name == "Basque government"]
    assert f"toll {len(said)} {' '.join(said)}" in " ".join(text.split())
    assert "The Battle for Spain › Antony Beevor" in text


def test_nothing_comes_from_outside(fellgate: Report, page: str) -> None:
    """No script, image, font or style is fetched, and the page forbids it to the browser too."""
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|@import|url\(|https?:", page)
    assert not Tree(page).tags["script"]
    linked = report_page(replace(fellgate, document=replace(fellgate.document, url="https://example.org/1?a=1&b=2")))
    assert '<a href="https://example.org/1?a=1&amp;b=2" rel="noopener noreferrer">' in linked


@pytest.mark.parametrize("url", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc"])
def test_only_web_addresses_become_links(fellgate: Report, url: str) -> None:
    """An address that could do harm stays words."""
    html = report_page(replace(fellgate, document=replace(fellgate.document, url=url)))
    assert url not in Tree(html).links
    assert url in Tree(html).text


_BREAKING = r"""\"><b x='"""  # as long as the words it takes the place of


def test_all_text_is_escaped(fellgate: Report) -> None:
    """With <script> for a town's name in every place of the record, the page has no script."""
    hostile = codec.from_json(codec.to_json(fellgate).replace("Guernica", "<script>").replace("Fellgate", _BREAKING))
    assert "<script>" in hostile.document.text
    html = report_page(replace(hostile, warnings=("<script>",)))
    tree = Tree(html)
    assert tree.tags["script"] == 0
    assert "<script>" in tree.text
    assert Tree(_part(html, "article")).text == hostile.document.text
    assert Tree(index_page([page_of(hostile, "a.html")])).tags["script"] == 0


def test_same_record_same_page(fellgate: Report, page: str) -> None:
    """The page is a function of the record."""
    assert report_page(codec.from_json(codec.to_json(fellgate))) == page


def test_long_reports_take_work_in_proportion() -> None:
    """Ten times the text is at most about ten times the work."""

    def work(paragraphs: int) -> int:
        sentence = "The army said that rebels shelled the town. "
        text = sentence * paragraphs
        spans = [(n * len(sentence), n * len(sentence) + 40) for n in range(paragraphs)]
        report = _report(text, spans, [n * len(sentence) for n in range(1, paragraphs)])
        flat = replace(report, attributions=tuple(replace(q, parent=None) for q in report.attributions))
        return steps(lambda: report_page(flat))

    work(1)  # what is made once
    assert work(1000) <= 14 * work(100)


def test_a_notebook_shows_the_page(fellgate: Report) -> None:
    """A report shows itself in a frame in which nothing can run."""
    frame = Tree(fellgate._repr_html_())
    assert frame.tags == Counter({"iframe": 1})
    held = re.search(r'srcdoc="([^"]*)"', fellgate._repr_html_())
    assert held is not None
    assert 'sandbox=""' in fellgate._repr_html_()
    assert "&lt;base href=&#34;about:srcdoc&#34;&gt;" in held[1]


# The map


def _placed(*names: str) -> Report:
    """Make a record that names places of known position."""
    known = {
        "Homs": (34.73, 36.72, PlacePrecision.TOWN, None),
        "Hama": (34.73, 36.76, PlacePrecision.TOWN, None),
        "Syria": (35.0, 38.0, PlacePrecision.COUNTRY, 242.8),
        "Suva": (-18.14, 178.44, PlacePrecision.TOWN, None),
        "Apia": (-13.83, -171.77, PlacePrecision.TOWN, None),
        "New York": (40.71, -74.01, PlacePrecision.TOWN, None),
    }
    text = " ".join(names)
    places = []
    for number, name in enumerate(names, 1):
        lat, lon, precision, radius = known[name]
        places.append(
            Place(
                id=f"p{number}", start=text.index(name), end=text.index(name) + len(name), text=name, name=name,
                country="SY", admin1=None, lat=lat, lon=lon, geonames_id=None, precision=precision, radius_km=radius,
                same_as=None, candidates=(), basis="test",
            )
        )  # fmt: skip
    return replace(_report(text, [], [len(text)]), places=tuple(places))


def test_towns_are_points_and_countries_areas() -> None:
    """A country is drawn as a circle of its size, never as a point."""
    report = _placed("Homs", "Syria")
    (panel,) = panels(known_places(report))
    radii = {mark.known.label: mark.radius for mark in panel.marks}
    assert radii["Homs"] is None
    assert radii["Syria"] is not None
    assert 50 < radii["Syria"] < HEIGHT / 2
    html = report_page(report)
    assert html.count('class="area"') == 1
    assert html.count('class="point') == 1


def test_an_area_of_unknown_size_is_not_drawn() -> None:
    """Neither as a point nor as a circle; the table says why."""
    report = _placed("Syria")
    html = report_page(replace(report, places=(replace(report.places[0], radius_km=None),)))
    assert "<svg" not in html
    assert "not drawn: its extent is not known" in html


def test_a_point_is_filled_where_a_statement_is_about_it(fellgate: Report) -> None:
    """A town that the text merely names is hollow."""
    assert 'class="point named"' in report_page(_placed("Homs"))
    event = next(s for s in fellgate.statements if s.event is not None and s.event.place is not None)
    assert 'class="point"' in report_page(replace(fellgate, statements=(event,)))


def test_places_on_both_sides_of_the_date_line_are_near() -> None:
    """Fiji and Samoa share a map that is not as wide as the world, with Fiji's outline, from either side."""
    for names, sign in ((("Suva", "Apia"), 1), (("Apia", "Suva"), -1)):
        (panel,) = panels(known_places(_placed(*names)))
        first, second = panel.marks
        assert (second.x - first.x) * sign > 50
        assert len(panel.outlines) < 20
        suva = first if first.known.label == "Suva" else second
        points = re.findall(r"(-?\d+) (-?\d+)", " ".join(path for path, _ in panel.outlines))
        assert min(abs(int(x) - suva.x) + abs(int(y) - suva.y) for x, y in points) < 25


def test_labels_of_near_towns_do_not_cover_each_other() -> None:
    """Homs and a town beside it have their names one above the other."""
    (panel,) = panels(known_places(_placed("Homs", "Hama")))
    first, second = panel.marks
    assert abs(first.label_y - second.label_y) >= 12


def test_marks_lie_on_the_map_and_labels_within_it(guernica: tuple[Report, ...]) -> None:
    """Nothing that is drawn is cut off, and no label covers another."""
    for report in guernica:
        for panel in panels(known_places(report)):
            rows = []
            for mark in panel.marks:
                width = len(mark.known.label) * 6.6
                left = mark.label_x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
                assert 0 <= mark.x <= WIDTH
                assert 0 <= mark.y <= HEIGHT
                assert left >= 0
                assert left + width <= WIDTH
                rows.append((left, left + width, mark.label_y))
            for n, (left, right, y) in enumerate(rows):
                assert not any(left < r and l < right and abs(y - o) < 10 for l, r, o in rows[n + 1 :])  # noqa: E741


def test_what_has_not_happened_stands_on_no_map(fellgate: Report) -> None:
    """A place of which only plans are told is listed, not drawn."""
    event = next(s for s in fellgate.statements if s.event is not None and s.event.place is not None)
    assert event.event is not None
    planned = replace(event, event=replace(event.event, stage=Stage.PLANNED))
    report = replace(fellgate, statements=(planned,))
    held = {known.place.id: known for known in known_places(report)}
    root = next(p for p in fellgate.places if p.id == event.event.place)
    known = held[root.same_as or root.id]
    assert known.coming
    assert not known.is_drawn
    assert f"<bdi>{root.text}</bdi></a>: not drawn: what is said of it has not happened" in report_page(report)


def test_unplaced_places_are_listed_and_all_stand_in_the_table(fellgate: Report) -> None:
    """Where no place is known, there is no map, and the table still has every place."""
    lost = tuple(
        replace(p, lat=None, lon=None, precision=PlacePrecision.UNKNOWN, basis="not in the gazetteer")
        for p in fellgate.places
    )
    html = report_page(replace(fellgate, places=lost))
    assert "<svg" not in html
    assert "No place of this report can be drawn." in html
    roots = [p for p in lost if p.same_as is None]
    assert html.count("not drawn: not in the gazetteer") == 2 * len(roots)


def test_far_places_have_maps_of_their_own() -> None:
    """Places on two continents are drawn on two maps, each with title and description."""
    html = report_page(_placed("Homs", "New York", "Syria"))
    assert html.count("<svg") == html.count("</title>\n<desc") == 2
    assert "Map of Homs and Syria" in html or "Map of Syria and Homs" in html


def test_outlines_cover_what_they_should() -> None:
    """Most countries have outlines; rings that cross the date line run on."""
    found = outlines()
    assert len(found) > 160
    assert {"SY", "UA", "SD", "IL", "ES", "YE"} <= found.keys()
    for rings in found.values():
        for ring in rings:
            assert all(abs(a[1] - b[1]) <= 180 for a, b in pairwise(ring))


# Folders of pages


def _read(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, ["read", *arguments])
    if isinstance(done.exception, UsageError):
        return cli.USAGE, str(done.exception)
    return done.exit_code, done.output


FILES = [str(path) for path in sorted((EXAMPLES / "guernica").glob("*.txt"))]


def test_several_items_make_a_folder_of_pages(tmp_path: Path) -> None:
    """One page an item and an index that links them; the folder is made."""
    folder = tmp_path / "new" / "pages"
    assert _read(*FILES, FILES[0], "--format", "html", "--output", str(folder)) == (0, "")
    names = {"fellgate-ledger.html", "fellgate-ledger-2.html", "quaywater-dispatch.html"}
    assert {path.name for path in folder.iterdir()} == {*names, "index.html"}
    index = Tree((folder / "index.html").read_text(encoding="utf-8"))
    assert set(index.links) == names
    assert "Later studies put Guernica’s dead in the low hundreds" in index.text


def test_an_item_that_cannot_be_read_stands_in_the_index(tmp_path: Path) -> None:
    """The index names it with the reason, and the exit code tells."""
    code, _ = _read(FILES[0], str(tmp_path / "no-such.txt"), "--format", "html", "--output", str(tmp_path / "out"))
    assert code == cli.UNREADABLE
    text = Tree((tmp_path / "out" / "index.html").read_text(encoding="utf-8")).text
    assert "no-such.txt" in text
    assert "does not exist" in text


def test_several_items_want_a_folder(tmp_path: Path) -> None:
    """Without --output, or with a file for it, the call makes no sense."""
    code, says = _read(*FILES, "--format", "html")
    assert code == cli.USAGE
    assert "--output the name of a folder" in says
    (tmp_path / "x").write_text("before", encoding="utf-8")
    code, says = _read(*FILES, "--format", "html", "--output", str(tmp_path / "x"))
    assert (code, (tmp_path / "x").read_text(encoding="utf-8")) == (cli.USAGE, "before")
    assert "is a file" in says


def test_no_folder_appears_if_nothing_could_be_read(tmp_path: Path) -> None:
    """A call that reads nothing leaves nothing behind."""
    _read(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--format", "html", "--output", str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_one_item_goes_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    """One item needs no folder."""
    out = tmp_path / "page.html"
    assert _read(FILES[0], "--format", "html", "--published", "2017-04-26", "--output", str(out)) == (0, "")
    code, printed = _read(FILES[0], "--format", "html", "--published", "2017-04-26")
    assert (code, printed) == (0, out.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("reports/Türkei 1.txt", "turkei-1.html"),
        ("a\\b\\C.TXT", "c.html"),
        ("index.txt", "report-index.html"),
        ("con.txt", "report-con.html"),
        ("../..", "report.html"),
        ("сводка.txt", "report.html"),
        ("<script>.html", "script.html"),
        ("x" * 300 + ".txt", "x" * 80 + ".html"),
        (".hidden", "hidden.html"),
    ],
)
def test_page_names_are_safe(item: str, name: str) -> None:
    """A page is named after its item, safely on every system."""
    assert page_name(item, set()) == name


@given(st.lists(st.text(max_size=12), max_size=8))
def test_page_names_are_unique(items: list[str]) -> None:
    """No two items share a page, and none takes the index's name."""
    taken: set[str] = set()
    names = [page_name(item, taken) for item in items]
    assert len(set(names)) == len(items)
    assert all(re.fullmatch(r"[a-z0-9_-]+\.html", name) and name != "index.html" for name in names)
