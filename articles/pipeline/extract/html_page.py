"""HTML source to what an article is looked for in: lines with their share of links, and what the head of the page declares.

A line of navigation is link from end to end; a paragraph has a link here and there:

>>> source = "<title>会议_某区</title><meta name=PubDate content=2024-03-12>"
>>> source += "<p><a href=/>首页</a></p><p>区委召开<a href=x>会议</a></p>"
>>> from articles.pipeline.markup import flatten
>>> [(line.text, line.linked) for line in page_lines(flatten(source), read_outline(source).links)]
[('首页', 1.0), ('区委召开会议', 0.3333333333333333)]
>>> read_outline(source).title, read_outline(source).metas
('会议_某区', (('pubdate', '2024-03-12'),))
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from articles.pipeline.markup import attributes, resolve_entities, tags
from articles.pipeline.offsets import TracedText

_TAG_OR_BLANK = re.compile(r"<[^<>]*+>|\s++")
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\">]+)", re.I)
_ADDRESS = re.compile(r"\shref\s*=", re.I)
MOST_SCRIPTS = 20


@dataclass(frozen=True)
class Outline:
    """What the source declares. `links`: capture offsets of what stands inside `<a>`, in order. `metas`: (name in lower case, content)."""

    title: str
    metas: tuple[tuple[str, str], ...]
    json_ld: tuple[str, ...]
    links: tuple[tuple[int, int], ...]
    leads_to: str | None
    frames: tuple[str, ...]
    tag_count: int
    depth: int

    def meta(self, *names: str) -> str | None:
        """The first filled meta of the first of the names (in lower case) that has one."""
        for name in names:
            for found, content in self.metas:
                if found == name and content:
                    return content
        return None


@dataclass(frozen=True)
class PageLine:
    """One line of the page. `folded`: without blanks. `linked`: the share of its characters inside links."""

    traced: TracedText
    folded: str
    linked: float

    @property
    def text(self) -> str:
        return self.traced.text

    @property
    def span(self) -> tuple[int, int]:
        return self.traced.origin(0, len(self.traced))


def fold(text: str) -> str:
    """The text without blanks of any kind."""
    return "".join(text.split())


def read_outline(source: str) -> Outline:
    """The declarations of HTML source, read in one pass."""
    title, leads_to = "", None
    metas: list[tuple[str, str]] = []
    json_ld: list[str] = []
    links: list[tuple[int, int]] = []
    frames: list[str] = []
    opened: int | None = None
    count = depth = deepest = 0
    for tag in tags(source):
        count += 1
        if tag.name == "a":
            if opened is not None:
                links.append((opened, tag.start))
            opened = None if tag.closing or not _ADDRESS.search(source, tag.start, tag.end) else tag.end
        elif tag.name in ("div", "table", "ul", "ol", "dl", "section", "span", "font", "blockquote", "form", "article"):
            depth = max(0, depth + (-1 if tag.closing else 1))
            deepest = max(deepest, depth)
        elif tag.closing:
            continue
        elif tag.name == "title" and not title:
            title = _plain(source[tag.end : tag.after])
        elif tag.name == "meta":
            found = attributes(source[tag.start : tag.end])
            name = (found.get("name") or found.get("property") or found.get("itemprop") or "").strip().lower()
            if name:
                metas.append((name, _plain_value(found.get("content", ""))))
            elif found.get("http-equiv", "").lower() == "refresh" and (address := _REFRESH.search(found.get("content", ""))):
                leads_to = address[1].strip()
        elif tag.name == "script" and len(json_ld) < MOST_SCRIPTS and "ld+json" in source[tag.start : tag.end].lower():
            json_ld.append(source[tag.end : source.rfind("</", tag.end, tag.after)])
        elif tag.name in ("frame", "iframe"):
            frames.append(attributes(source[tag.start : tag.end]).get("src", ""))
    return Outline(title, tuple(metas), tuple(json_ld), tuple(links), leads_to, tuple(filter(None, frames)), count, deepest)


def page_lines(page: TracedText, links: Sequence[tuple[int, int]]) -> list[PageLine]:
    """The lines of a flattened page. `links` are capture offsets in order."""
    ends = [end for _, end in links]
    lines = []
    for traced in page.split_lines():
        linked = 0
        if traced.text:
            start, stop = traced.starts[0], traced.ends[-1]
            index = bisect_right(ends, start)
            while index < len(links) and links[index][0] < stop:
                first, last = traced.find_origin(*links[index]) or (0, 0)
                linked += last - first
                index += 1
        lines.append(PageLine(traced, fold(traced.text), linked / (len(traced) or 1)))
    return lines


def _plain(markup: str) -> str:
    """The text of a title element: entities resolved, tags and runs of blanks made one blank."""
    return _TAG_OR_BLANK.sub(" ", resolve_entities(_TAG_OR_BLANK.sub(" ", markup))).strip()


def _plain_value(content: str) -> str:
    """The value of a meta: some templates put markup into it."""
    return " ".join(re.sub(r"<[^<>]*+>", " ", content).split())
