"""A brief as Markdown, as a page and as JSON: the same sections, sentences and sources in each."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sayso.brief.digest import own
from sayso.brief.document import FORMAT, POST_FORMAT, Words, plain
from sayso.brief.map import HEIGHT, WIDTH, Known, panels
from sayso.brief.notes import LEADING, MARKS, escaped
from sayso.brief.page import is_web, rendered
from sayso.brief.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.brief.document import Brief, Day, Passage, Piece, Section, Sentence, Source
    from sayso.brief.post import Post

_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI"})
_ISOLATE, _END = "\u2068", "\u2069"


def brief_markdown(brief: Brief) -> str:
    """Write a brief in Markdown (CommonMark); numbers in brackets lead to the words in the list at its end."""
    lines = [f"# {escaped(brief.title)}", ""]
    for sentence in brief.head:
        lines += [f"*{_markdown(sentence)}*", ""]
    if brief.lead:
        lines += ["## In short", "", *(f"- {_markdown(one)}" for one in brief.lead), ""]
    if brief.incidents:
        lines += ["## Incidents", ""]
        for n, section in enumerate(brief.incidents, 1):
            lines += _markdown_section(section, f"{n}. " if section.incident else "", "###")
    if brief.days:
        lines += ["## Timeline", "", *(f"- **{_day(line)}**: {_markdown(line.sentence)}" for line in brief.days), ""]
    for section in brief.apart:
        lines += _markdown_section(section, "", "##")
    if brief.passages:
        lines += ["## The words", "", *map(_markdown_passage, brief.passages), ""]
    if brief.sources:
        lines += ["## Sources", "", *map(_markdown_source, brief.sources), ""]
    lines += ["---", ""]
    for sentence in brief.foot:
        lines += [_markdown(sentence), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_section(section: Section, before: str, marks: str) -> Iterator[str]:
    yield f"{marks} {before}{_words(section.heading)}"
    yield ""
    for paragraph in section.paragraphs:
        text = " ".join(map(_markdown, paragraph.sentences))
        if paragraph.label == "State":
            yield f"*{text}*" + (f" ({escaped(section.incident)})" if section.incident else "")
        else:
            yield (f"**{escaped(paragraph.label)}.** " if paragraph.label else "") + text
        yield ""


def _markdown(sentence: Sentence) -> str:
    numbers = ", ".join("–".join(f"[{n}](#w{n})" for n in run) for run in runs(sentence.passages))
    return _words(sentence.pieces) + (f" \\[{numbers}\\]" if numbers else "")


def runs(numbers: Iterable[int]) -> list[tuple[int, ...]]:
    """Give numbers in order as single ones and, of three or more without a gap, as the first and the last."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [part for run in found for part in ([(run[0], run[-1])] if len(run) > 2 else [(n,) for n in run])]


def _words(pieces: Iterable[Piece]) -> str:
    """Escape pieces as the beginning of a line."""
    line = "".join(_inline(piece if isinstance(piece, str) else isolated(piece.text)) for piece in pieces)
    return LEADING.sub(r"\1\\\2", line)


def _inline(words: str) -> str:
    return MARKS.sub(r"\\\g<0>", re.sub(r"\s", " ", words))


def isolated(words: str) -> str:
    """Keep words that run from right to left, or say so, from turning what stands around them."""
    turns = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in words)
    return f"{_ISOLATE}{words}{_END}" if turns else words


def _markdown_passage(one: Passage) -> str:
    voices = escaped(" › ".join(map(isolated, one.voices)))
    link = f" [words on the web](<{_address(one.link)}>)" if one.link else ""
    where = escaped(f"{', '.join(one.statements)}, {one.start}–{one.end}")
    words = f"“{_inline(isolated(one.text))}”"
    return (
        f'- <a id="w{one.number}"></a>{one.number}. {words} ({voices}; [r{one.source}](#r{one.source}), {where}){link}'
    )


def _markdown_source(one: Source) -> str:
    parts = [
        escaped(isolated(one.publisher)) if one.publisher else "publisher not known",
        f"“{_inline(isolated(one.title))}”" if one.title else "a report without a title",
        *(escaped(isolated(name)) for name in one.bylines),
        day(one.published) if one.published else "day of publication not known",
        *([f"counted with its origin, {escaped(one.copy_of)}"] if one.copy_of else []),
        *([f"<{_address(one.url)}>" if is_web(one.url) else escaped(one.url)] if one.url else []),
        escaped(one.report),
    ]
    return f'- <a id="r{one.number}"></a>r{one.number}: {", ".join(parts)}'


def _address(url: str) -> str:
    """Write an address so that it cannot leave its brackets."""
    return re.sub(r"[<>\s\\]", lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), url)


def _day(line: Day) -> str:
    return day(line.day)


# Posts


def posts_markdown(posts: Sequence[Post]) -> str:
    """Write posts in Markdown, a rule between two."""
    return "\n---\n\n".join(map(_post_markdown, posts)) or f"{_markdown(own('empty'))}\n"


def _post_markdown(post: Post) -> str:
    lines = [f"# {_words(post.title)}", "", " ".join(map(_markdown, post.lead)), ""]
    if post.questions:
        lines += [" ".join(map(_markdown, post.questions)), ""]
    lines += [_words(post.lead_in), ""]
    for text in post.quotation.texts:
        lines += [f"> {_words((Words(text=text),))}", ">"]
    lines[-1:] = [""]
    lines += [_more_markdown(post), "", _words(post.byline), "", *(f"*{_markdown(note)}*" for note in post.notes), ""]
    lines += ["## The words", "", *map(_markdown_passage, post.passages), ""]
    lines += ["## Sources", "", *map(_markdown_source, post.sources), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _more_markdown(post: Post) -> str:
    if post.more is not None:
        return f"[Read more here](<{_address(post.more)}>)."
    return f"Read more in the report itself, [r{post.source.number}](#r{post.source.number}); its address is not known."


def posts_json(posts: Sequence[Post]) -> str:
    """Write posts as JSON, in the format ``sayso-post/1``."""
    return (
        json.dumps({"format": POST_FORMAT, "posts": list(map(_post_data, posts))}, ensure_ascii=False, indent=2) + "\n"
    )


def _post_data(post: Post) -> dict[str, Any]:
    return {
        "title": plain(post.title),
        "lead": list(map(_sentence_data, post.lead)),
        "questions": list(map(_sentence_data, post.questions)),
        "lead_in": plain(post.lead_in),
        "quotation": {
            "report": post.quotation.report.id,
            "paragraphs": [
                [{"start": p.start, "end": p.end, "text": p.text, "ours": p.ours} for p in paragraph]
                for paragraph in post.quotation.paragraphs
            ],
        },
        "more": post.more,
        "byline": plain(post.byline),
        "notes": list(map(_sentence_data, post.notes)),
        "passages": list(map(_passage_data, post.passages)),
        "sources": list(map(_source_data, post.sources)),
    }


def posts_page(posts: Sequence[Post]) -> str:
    """Lay posts out as one page that needs nothing else."""
    return rendered(
        "post.html.j2",
        posts=posts,
        words=_html,
        runs=runs,
        day=day,
        is_web=is_web,
        title=plain(posts[0].title) if posts else "Post",
    )


# JSON


def brief_json(brief: Brief) -> str:
    """Write the format ``sayso-brief/1``, indented."""
    return json.dumps(brief_data(brief), ensure_ascii=False, indent=2) + "\n"


def brief_data(brief: Brief) -> dict[str, Any]:
    """Give a brief as plain data; quotations are told apart from our own words, places have no coordinates."""
    return {
        "format": FORMAT,
        "title": brief.title,
        "written": brief.written,
        "sayso": brief.version,
        "head": [one.text for one in brief.head],
        "lead": list(map(_sentence_data, brief.lead)),
        "incidents": list(map(_section_data, brief.incidents)),
        "timeline": [{"day": line.day, **_sentence_data(line.sentence)} for line in brief.days],
        "apart": list(map(_section_data, brief.apart)),
        "passages": list(map(_passage_data, brief.passages)),
        "sources": list(map(_source_data, brief.sources)),
        "foot": [one.text for one in brief.foot],
    }


def _passage_data(one: Passage) -> dict[str, Any]:
    return asdict(one)


def _source_data(one: Source) -> dict[str, Any]:
    return asdict(one)


def _section_data(section: Section) -> dict[str, Any]:
    place = section.place
    return {
        "key": section.key,
        "heading": section.title,
        "incident": section.incident,
        "status": section.status,
        "place": None
        if place is None
        else {
            "text": place.text,
            "name": place.name,
            "country": place.country,
            "geonames_id": place.geonames_id,
            "precision": place.precision.value,
        },
        "paragraphs": [
            {"label": one.label, "sentences": list(map(_sentence_data, one.sentences))} for one in section.paragraphs
        ],
    }


def _sentence_data(sentence: Sentence) -> dict[str, Any]:
    quotes = [
        {"text": piece.text, "passage": piece.passage}
        for piece in sentence.pieces
        if not isinstance(piece, str) and piece.passage is not None
    ]
    return {"text": sentence.text, "passages": list(sentence.passages), "quotations": quotes}


# HTML


def brief_page(brief: Brief) -> str:
    """Lay a brief out as one HTML page that needs nothing else: no script runs, nothing is fetched."""
    known = list(_known(brief))
    return rendered(
        "brief.html.j2",
        brief=brief,
        words=_html,
        runs=runs,
        day=day,
        is_web=is_web,
        panels=panels(known),
        map_size=(WIDTH, HEIGHT),
        off=[(one.place.text, _why_off(one)) for one in known if not one.is_drawn],
        linked=_json_ld(brief),
    )


def _html(pieces: Iterable[Piece]) -> Markup:
    return Markup("").join(
        piece if isinstance(piece, str) else Markup("<bdi>{}</bdi>").format(piece.text) for piece in pieces
    )


def _known(brief: Brief) -> Iterator[Known]:
    """Give the places of the incidents written out, each once, with the sections that are about them."""
    groups: dict[object, list[Section]] = {}
    for section in brief.incidents:
        if section.place is not None:
            groups.setdefault(section.place.geonames_id or section.place.text.casefold(), []).append(section)
    for sections in groups.values():
        place = sections[0].place
        if place is not None:
            yield Known(place, (place,), tuple(section.key for section in sections), coming=False)


def _why_off(known: Known) -> str:
    return "its extent is not known" if known.place.lat is not None else known.place.basis


def _json_ld(brief: Brief) -> Markup:
    """Describe a brief for machines (schema.org), so written that no text in it can end its element."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "headline": brief.title,
        "creativeWorkStatus": "Drafted by machine",
        "creditText": f"Drafted by machine (Sayso {brief.version})",
        "abstract": " ".join(one.text for one in (*brief.head, *brief.lead)),
        "isBasedOn": [_work(one) for one in brief.sources],
        "citation": [
            {
                "@type": "Quotation",
                "text": one.text,
                "spokenByCharacter": [{"@type": "Thing", "name": name} for name in one.voices[-1:]],
                "isPartOf": {"@id": f"#r{one.source}"},
            }
            for one in brief.passages
        ],
        **({"dateCreated": brief.written} if brief.written else {}),
    }
    line = json.dumps(told, ensure_ascii=False)
    return Markup(line.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - escaped here


def _work(one: Source) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "NewsArticle", "@id": f"#r{one.number}", "identifier": one.report}
    facts = {
        "headline": one.title,
        "datePublished": one.published,
        "url": one.url if is_web(one.url) else None,
        "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher else None,
        "author": [{"@type": "Person", "name": name} for name in one.bylines] or None,
    }
    return {**told, **{name: value for name, value in facts.items() if value is not None}}
