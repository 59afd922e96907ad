"""Briefs and posts: every sentence borne, every quotation verbatim, three formats that say the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES
from sayso.brief.brief_views import brief_data, brief_markdown, brief_page, runs
from sayso.brief.digest import brief_of
from sayso.brief.document import CUT, Sentence, Words
from sayso.brief.passages import link_to, shortened, stretch
from sayso.brief.post import Part, posts_of, quotation_faults
from sayso.brief.proving import faults, is_verbatim, sentences
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso import Incident, Report
    from sayso.brief.document import Brief

FOLDERS = ["amritsar", "durango-elorrio", "guernica", "halabja", "sharpeville-langa", "situation"]


def _folder(name: str) -> tuple[Report, ...]:
    items = sorted(file for file in (EXAMPLES / name).iterdir() if file.suffix in {".html", ".txt"})
    return tuple(sayso.read(item) for item in items)


@pytest.fixture(scope="module")
def examples() -> dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]]:
    """The reports of each example, and what is proposed of them."""
    read = {name: _folder(name) for name in FOLDERS}
    return {name: (reports, tuple(sayso.propose(reports))) for name, reports in read.items()}


def _told(text: str, publisher: str = "Daily Lantern", published: str = "2015-09-30", url: str | None = None) -> Report:
    return sayso.read_text(text, published=published, publisher=publisher, url=url)


def _brief(*reports: Report) -> Brief:
    return brief_of(sayso.propose(reports))


def _texts(brief: Brief) -> list[str]:
    return [one.text for one in sentences(brief)]


def _all(brief: Brief) -> str:
    return "\n".join(_texts(brief))


# Nothing without its words


@pytest.mark.parametrize("name", FOLDERS)
def test_everything_said_rests_on_the_reports(
    examples: dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]], name: str
) -> None:
    """Each sentence has a source, each quotation is verbatim, each number is told by what is cited."""
    reports, incidents = examples[name]
    brief = brief_of(incidents)
    assert len([one for one in sentences(brief) if one.said and one.passages]) > 5
    assert list(faults(brief, reports)) == []


@pytest.mark.parametrize("name", FOLDERS)
def test_quotations_of_posts_are_verbatim(
    examples: dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]], name: str
) -> None:
    """What a post quotes is the report's, our ellipses and insertions apart, and its lead rests on passages."""
    _, incidents = examples[name]
    posts = posts_of(incidents, limit=len(incidents))
    assert posts
    for post in posts:
        assert list(quotation_faults(post.quotation)) == []
        assert all(one.passages for one in (*post.lead, *post.questions))
        for text in post.quotation.texts:
            bare = re.sub(r"^\[[^\]]*\]", "", text.removesuffix(f" {CUT}"))
            assert is_verbatim(bare, post.quotation.report.document.text), text


def test_a_fault_is_found() -> None:
    """The proof fails where words are changed, a number is nobody's, or a source is missing."""
    report = _told("Russia bombed rebels in Homs on Monday, killing 12 people, residents said.")
    brief = _brief(report)
    assert list(faults(brief, [report])) == []
    first = brief.lead[0]
    wrong = {
        "no source": Sentence(pieces=first.pieces),
        "nobody told 99": replace(first, pieces=(*first.pieces, " 99 people fled.")),
        "not verbatim": replace(first, pieces=(Words(text="Russia flattened Homs", passage=1),)),
    }
    for fault, sentence in wrong.items():
        found = list(faults(replace(brief, lead=(sentence,)), [report]))
        assert found
        assert found[0].startswith(fault)


def test_a_changed_quotation_is_found() -> None:
    """A quotation fails where a part is not the report's, or where words of ours stand without brackets."""
    report = _told("Rebels shelled Homs. They killed 12 people in Homs, residents said.")
    (post,) = posts_of(sayso.propose([report]))
    for part in (Part(start=0, end=6, text="Troops"), Part(start=0, end=0, text="brutally", ours=True)):
        assert list(quotation_faults(replace(post.quotation, paragraphs=((part,),))))


# The example by eye


@pytest.mark.parametrize(("file", "style"), [("brief.md", "brief"), ("post.md", "post")])
def test_example_is_as_it_stands(
    examples: dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]], file: str, style: str
) -> None:
    """The example's brief and post, read and approved by eye; 'make briefs' writes them again."""
    _, incidents = examples["guernica"]
    assert sayso.write(incidents, style=style) == (EXAMPLES / "guernica" / file).read_text(encoding="utf-8")


def test_guernica_reads_as_an_editor_would_write(
    examples: dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]],
) -> None:
    """Copies count once, a denial stands in the paragraph of its claim, bounds have their voices, questions stay."""
    brief = brief_of(examples["guernica"][1])
    section = brief.incidents[0]
    (germany,) = [
        " ".join(one.text for one in paragraph.sentences)
        for paragraph in section.paragraphs
        if paragraph.sentences[0].text.startswith("That Germany attacked Guernica from the air")
    ]
    assert "The German government (in Fenhurst Observer) denies that" in germany
    assert "Roman Herzog speaks for the side that is named" in germany
    text = _all(brief)
    assert "Aldermoor Gazette and Brackwater Courier carry the same copy (Corvane), which counts as one origin." in text
    assert "People killed: 150 by historians (not named, in The Fellgate Ledger) to 1,654 by" in text
    assert "over a longer time and so not to be compared with the above: 1,654" in text
    assert "“Red” (one origin)" in text
    assert "The latest: Roman Herzog, 28 April 1997." in text
    assert any(
        one.endswith("Who, then, set Guernica alight, and how much did Gen. Francisco Franco’s staff know?”")
        for one in _texts(brief)
    )
    assert "certain" not in text.replace("uncertain", "")


def test_what_only_a_quoted_denier_is_blamed_for_is_not_stated(
    examples: dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]],
) -> None:
    """Where a doer does not stand in the very words of an act, the sentence is quoted whole and blames nobody anew."""
    text = _all(brief_of(examples["guernica"][1]))
    assert "That the Nationalist headquarters" not in text
    assert (
        "Quaywater Dispatch writes: “The Nationalist headquarters at Salamanca denied that its planes had flown" in text
    )


# Sentences


def test_who_said_it_how_surely() -> None:
    """Reports state flatly, others say; the unnamed are said to be; denials and doubts have their own verbs."""
    brief = _brief(
        _told("Russia bombed rebels in Homs on Monday."),
        _told("Residents said Russia bombed rebels in Homs on Monday.", "Evening Kite"),
        _told("The Russian government denied that Russia had bombed rebels in Homs on Monday.", "Quiet Post"),
    )
    text = _all(brief)
    assert "stated flatly by Daily Lantern; said by residents (not named, in Evening Kite)" in text
    assert "The Russian government (in Quiet Post) denies that “Russia had bombed rebels in Homs on Monday”." in text
    assert "Two independent origins report" in text
    assert "certain" not in text


def test_nobody_named_is_passive_or_said_so() -> None:
    """An attack by nobody named has nobody put into it."""
    text = _all(_brief(_told("Rockets hit the town of Homs on Monday. Twelve people were killed in Homs on Monday.")))
    assert "Nobody is named as having done it." in text


def test_superseded_figure_is_marked() -> None:
    """A voice's later figure stands, its earlier one is told as replaced."""
    text = _all(
        _brief(
            _told("Russia bombed Homs on Monday, killing 12 people, the Syrian army said.", published="2015-09-29"),
            _told("Russia bombed Homs on Monday, killing 19 people, the Syrian army said.", "Kite", "2015-10-02"),
        )
    )
    assert "People killed: 19 by the Syrian army." in text
    assert "earlier figures that their own voices have replaced: 12 by the Syrian army." in text


def test_plans_and_forecasts_stand_apart_and_on_no_map() -> None:
    """What is planned, threatened or expected is in sections of its own; the map and the timeline do not know it."""
    report = _told(
        "Russia bombed Homs on Monday. Turkey will bomb Aleppo on Friday, the minister said. "
        "An assault on Idlib is likely, analysts said. The general threatened to bomb Hama."
    )
    brief = _brief(report)
    assert {section.key for section in brief.apart} >= {"plans"}
    assert [section.place.text for section in brief.incidents if section.place is not None] == ["Homs"]
    html = brief_page(brief)
    labels = re.findall(r"<text [^>]*>([^<]*)</text>", html)
    assert labels == ["Homs"]
    assert not [line for line in brief.days if "Aleppo" in line.sentence.text or "Idlib" in line.sentence.text]
    text = _all(brief)
    assert "According to the minister (not named, in Daily Lantern), Turkey will attack Aleppo." in text
    assert "Idlib was attacked" not in text
    assert "Daily Lantern tells of a threat: “The general threatened to bomb Hama”." in text
    assert text.count("Hama") == 1
    assert "something that is only expected: “assault on Idlib”." in text


def test_evidence_that_shows_something_else_stands_with_the_claim() -> None:
    """Footage of others than those said to be hit is told beside the claim; a voice heard again is a voice."""
    text = _all(
        _brief(
            _told(
                "Turkey bombed Islamic State in Syria on Monday, and footage of Turkish planes flying over Kurdish "
                "rebels has emerged. Turkey's president called it an attack on Islamic State militants."
            )
        )
    )
    assert "It shows Kurdish rebels; the attack is told to have been on Islamic State." in text
    assert "Two independent origins report an attack in Syria" in text


def test_who_owns_up_after_others_have_told_of_it() -> None:
    """An admission is told where the same report had the act from others first."""
    told = "Rebels shelled the town of Homs on Monday, residents said. The rebels said that they had shelled Homs."
    assert "speak for the side that is named" in _all(_brief(_told(told)))


def test_what_nobody_says_happened() -> None:
    """What failed, or was not, is told by nobody: the lead says so, and the timeline has no first voice on it."""
    brief = _brief(_told("The United States is not bombing Islamic State in Homs, an analyst said on Monday."))
    assert "an attack, which no voice in these reports says happened." in _all(brief)
    assert not brief.days


def test_an_aim_is_told_as_an_aim_alone() -> None:
    """Who wants to do a thing is not said to be about to do it."""
    text = _all(_brief(_told("Russia bombed Homs on Monday. Turkey wants to bomb Aleppo, the minister said.")))
    assert "An aim of Turkey, as the minister (not named, in Daily Lantern) has it: “to bomb Aleppo”." in text
    assert "will attack" not in text


def test_likelihood_has_its_word_and_its_band(velmora: tuple[Report, ...]) -> None:
    """A forecast is given with its own word and the band of the scale, contested ground side by side."""
    text = _all(_brief(*velmora))
    assert "says “unlikely” (20 to 45 per cent, as ICD 203 reads the word)." in text
    assert re.search(r"The words in \[\d+\] stand against those in \[\d+\]: one says that it is so", text)


def test_aims_of_private_persons_are_left_out(velmora: tuple[Report, ...]) -> None:
    """What a baker wants is nobody's news; that it is left out is told."""
    brief = _brief(*velmora)
    assert _all(brief).count("Left out, since of private persons: one.") == 1
    assert "Torvay" not in brief_markdown(brief)


# What a brief says of itself


def test_head_says_who_has_looked_and_what_was_asked() -> None:
    """Machine-read, states, filters, reports, versions; every section bears its state."""
    report = _told("Russia bombed rebels in Homs on Monday.")
    (incident,) = sayso.propose([report])
    accepted = replace(incident, id="incident:b", status="accepted")
    taken = replace(incident, id="incident:c", threshold=0.5)
    brief = brief_of([incident, accepted, taken], filters=["where Homs"], written="2015-10-01")
    head = " ".join(one.text for one in brief.head)
    assert "Read and written by machine. Three incidents: " in head
    for words in (
        "one accepted by people",
        "one only proposed by machine",
        "one taken up by a score of 0.5 or more, not by people",
        "Asked for: where Homs.",
        "Rests on one report, published 30 September 2015.",
        f"Sayso {sayso.__version__}",
        "Written on 1 October 2015.",
    ):
        assert words in head
    states = {section.incident: section.paragraphs[0].sentences[0].text for section in brief.incidents}
    assert states["incident:b"] == "Accepted by people."
    assert states["incident:c"].startswith("Taken up by its score")
    assert "no person has accepted it" in states[incident.id]


@pytest.mark.parametrize("format", ["markdown", "html", "json"])
@pytest.mark.parametrize("style", ["brief", "post"])
def test_nothing_found_is_one_clear_line(format: str, style: str) -> None:  # noqa: A002 - the public name
    """An empty selection says so, and nothing else of substance."""
    text = sayso.write([], format, style=style)
    if format == "json" and style == "post":
        assert json.loads(text)["posts"] == []
    else:
        assert text.count("No incident answers what was asked for.") == (
            2 if format == "html" and style == "brief" else 1
        )


def test_many_incidents_are_limited() -> None:
    """Of more than the limit the number is told; those of most weight stand first."""
    (incident,) = sayso.propose([_told("Russia bombed rebels in Homs on Monday.")])
    many = [replace(incident, id=f"incident:{n:04}") for n in range(300)]
    brief = brief_of(many, limit=5)
    assert [section.incident for section in brief.incidents] == [*(f"incident:{n:04}" for n in range(5)), None]
    assert brief.incidents[-1].paragraphs[0].sentences[0].text == "295 more incidents not written out here."


def test_weight_is_the_dead_then_the_origins() -> None:
    """More dead told first, then more origins; who did it plays no part."""
    reports = [
        _told("Rebels shelled Idlib on Monday.", "A"),
        _told("Turkey bombed Aleppo on Monday, killing 40 people.", "B"),
        _told("Russia bombed Homs on Monday, killing 5 people.", "C"),
    ]
    places = [section.place.text for section in _brief(*reports).incidents if section.place is not None]
    assert places == ["Aleppo", "Homs", "Idlib"]


def test_no_place_and_no_day() -> None:
    """What has neither says so in its heading, and the order of the reports makes no difference."""
    reports = [sayso.read_text("Rebels shelled soldiers."), _told("Russia bombed rebels in Homs on Monday.")]
    brief = _brief(*reports)
    assert any("place not known, day not known" in section.title for section in brief.incidents)
    assert brief.days[-1].day is None
    backwards = brief_of(list(sayso.propose(reports[::-1]))[::-1])
    assert brief_markdown(backwards) == brief_markdown(brief)


# Three formats


class _Page(HTMLParser):
    """Gathers the words of a page, its ids and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._inside: str = ""
        self.data = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self._inside = tag
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if "href" in told else []

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.data += data
        else:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside


@pytest.mark.parametrize("name", FOLDERS)
def test_formats_say_the_same(examples: dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]], name: str) -> None:
    """Each sentence stands in all three formats, word for word."""
    brief = brief_of(examples[name][1])
    page = " ".join("".join(_Page(brief_page(brief)).words).split())
    markdown = re.sub(r"\\(.)", r"\1", brief_markdown(brief))
    told = json.dumps(brief_data(brief), ensure_ascii=False)
    for sentence in sentences(brief):
        assert sentence.text in page
        assert sentence.text in markdown
        assert json.dumps(sentence.text, ensure_ascii=False)[1:-1] in told


def test_links_lead_to_the_words(examples: dict[str, tuple[tuple[Report, ...], tuple[Incident, ...]]]) -> None:
    """Every anchor that a page or a Markdown file links to is there, once."""
    brief = brief_of(examples["guernica"][1])
    page = _Page(brief_page(brief))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    markdown = brief_markdown(brief)
    anchors = re.findall(r'<a id="(\w+)">', markdown)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#(\w+)\)", markdown)) <= set(anchors)
    for style in ("brief", "post"):
        held = _Page(sayso.write(examples["guernica"][1], "html", style=style, limit=3))
        assert len(held.ids) == len(set(held.ids))
        assert {link[1:] for link in held.links if link.startswith("#")} <= set(held.ids)


def test_page_describes_itself_to_machines() -> None:
    """The JSON-LD names its sources and quotations, and that a machine drafted it."""
    brief = _brief(_told("Russia bombed rebels in Homs on Monday.", url="https://example.org/a"))
    told = json.loads(_Page(brief_page(brief)).data)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Report")
    assert [work["url"] for work in told["isBasedOn"]] == ["https://example.org/a"]
    assert told["citation"][0]["text"] == "Russia bombed rebels in Homs on Monday."
    assert "machine" in told["creditText"]


def test_words_on_the_web_are_linked() -> None:
    """A passage with an address has a link with a text fragment; other schemes than the web's have none."""
    report = _told("Well-armed rebels, 12 & more, shelled the old town of Homs on Monday.", url="https://example.org/a")
    assert link_to(report, 0, 17) == "https://example.org/a#:~:text=Well%2Darmed%20rebels"
    whole = link_to(report, 0, len(report.document.text)) or ""
    assert whole == "https://example.org/a#:~:text=Well%2Darmed%20rebels%2C%2012%20%26,of%20Homs%20on%20Monday."
    assert link_to(_told("Rebels shelled Homs.", url="javascript:alert(1)"), 0, 5) is None


HOSTILE = (
    "Rebels of the <script>alert(1)</script> Brigade shelled Homs on Monday. "
    "*Residents* said [click](javascript:alert(2)) rebels shelled Homs on Monday "
    "& killed 5 people </script> <img src=x>."
)


@pytest.mark.parametrize("style", ["brief", "post"])
def test_hostile_words_stay_words(style: str) -> None:
    """Neither HTML nor Markdown of a report, its title, publisher or address becomes ours."""
    report = sayso.read_text(
        HOSTILE,
        published="2015-09-30",
        publisher="</script><script>alert(3)</script>",
        title="# [x](javascript:alert(4)) <b>",
        url="https://example.org/<script>",
    )
    incidents = list(sayso.propose([report]))
    page = _Page(sayso.write(incidents, "html", style=style, byline="<script>alert(5)</script>", limit=9))
    assert page.tags.count("script") == (1 if style == "brief" else 0)
    assert "img" not in page.tags
    assert not [link for link in page.links if link.startswith("javascript")]
    markdown = sayso.write(incidents, style=style, byline="[x](javascript:alert(6)) <script>", limit=9)
    assert not re.search(r"(?<!\\)\]\(javascript", markdown)
    assert not re.search(r"(?<!\\)<(?!a id=|/a>|https)", markdown)


def test_right_to_left_names_are_kept_apart() -> None:
    """A name from right to left is isolated in Markdown and on the page, and unchanged in JSON."""
    report = _told("Rebels shelled Homs on Monday.", publisher="صحيفة الفجر")
    brief = _brief(report)
    assert "\u2068صحيفة الفجر\u2069" in brief_markdown(brief)
    assert "<bdi>صحيفة الفجر</bdi>" in brief_page(brief)
    assert "\u2068" not in json.dumps(brief_data(brief), ensure_ascii=False)
    assert list(faults(brief, [report])) == []


# Small parts


@pytest.mark.parametrize(
    ("words", "longest", "expected"),
    [("one two three", 20, "one two three"), ("one  two\nthree", 8, f"one two {CUT}"), ("x" * 9, 5, f"xxxxx {CUT}")],
)
def test_long_words_are_cut_with_our_mark(words: str, longest: int, expected: str) -> None:
    """White space is made single, what is too long ends at a word with our mark; cut words are still verbatim."""
    assert shortened(words, longest) == expected
    assert is_verbatim(shortened(words, longest), words)


def test_a_long_sentence_is_cut_around_the_statement() -> None:
    """Whatever is left out of a long sentence, the words of the statement stand in what is quoted."""
    before = ", ".join(["the talks in Geneva went on"] * 14)
    report = _told(f"While {before}, rebels shelled Homs on Monday.")
    brief = _brief(report)
    (passage,) = [one for one in brief.passages if "shelled Homs" in one.text]
    assert passage.text.startswith(f"{CUT} ")
    assert len(passage.text) < 330
    assert list(faults(brief, [report])) == []


def test_a_passage_is_a_sentence() -> None:
    """A passage runs from full stop to full stop; a title's is none, a headline is its own."""
    text = "Rebels fell back. Gen. Omar Haddad said the U.S. troops shelled Homs. Nobody died."
    report = _told(text)
    start = text.index("shelled")
    low, high = stretch(report, start, start + 7)
    assert text[low:high] == "Gen. Omar Haddad said the U.S. troops shelled Homs."


@pytest.mark.parametrize(("numbers", "expected"), [((), []), ((1, 2), [(1,), (2,)]), ((4, 1, 2, 3, 7), [(1, 4), (7,)])])
def test_runs(numbers: Iterable[int], expected: list[tuple[int, ...]]) -> None:
    """Three numbers in a row or more become the first and the last."""
    assert runs(numbers) == expected


def test_unknown_style() -> None:
    """An unknown style is refused, and the message names those that exist."""
    with pytest.raises(UsageError, match="brief, post"):
        sayso.write([], style="poem")


def test_post_is_signed_by_whoever_is_named(velmora: tuple[Report, ...]) -> None:
    """A byline is printed as it is given; without one the post says that a machine drafted it."""
    incidents = list(sayso.propose(velmora))
    assert "— Posted by Mara Quill." in sayso.write(incidents, style="post", byline="Mara Quill")
    assert "— Drafted by machine; nobody has put a name to it." in sayso.write(incidents, style="post")


def test_pronoun_at_the_beginning_is_filled_in() -> None:
    """A quotation that would begin with a pronoun names whom it means, in brackets of ours."""
    report = _told(
        "The Karsk Army rested on Sunday in its barracks. It shelled the town of Homs on Monday, killing 12 people."
    )
    (post,) = posts_of(sayso.propose([report]))
    assert post.quotation.texts[0].startswith("[The Karsk Army] shelled the town of Homs on Monday")
    assert list(quotation_faults(post.quotation)) == []


@pytest.mark.shared
def test_seed_page_is_made_again(seed: Report) -> None:
    """From the seed page a post is made as the page is: lead, questions, lead-in, quotation with brackets, link."""
    report = replace(seed, document=replace(seed.document, url="https://example.org/russia"))
    text = sayso.write(sayso.propose([report]), style="post", byline="A Curator")
    order = [
        "Russia attacked Islamic State from the air in Syria on 30 September 2015, as Truthdig has it.",
        "Truthdig asks: “Why has he moved now, and what is his government’s goal?”",
        "Patrick Cockburn reports at The Independent:",
        "> Isis holds more than 50 per cent of Syria according to the Syrian Observatory for Human Rights",
        "> \\[Russia’s\\] priority is to defeat Isis",
        "[Read more here](<https://example.org/russia#:~:text=",
        "— Posted by A Curator.",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
