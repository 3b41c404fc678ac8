"""An article from an HTML page: libraries and our own count choose the body's lines, the repaired page supplies their characters.

    <title>某区召开经济工作会议_某区人民政府</title>                 title: the line of the page that it begins with
    <meta name="PubDate" content="2024-03-12 10:00">              published_on
    <a>首页</a> > <a>要闻</a> > 正文                                section
    <h1>某区召开经济工作会议</h1>
    2024-03-12 09:57 来源:某区融媒体中心                            source (and the day, where no meta has it)
    昨日,某区召开经济工作会议…                                     body

Menus, related headlines and footers are no damage, so what is left out leaves no record. What the page does not print or declare is None:
the site's name is no source, the day in the address no day of publication.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.pipeline.errors import ExtractError
from articles.pipeline.extract.breadcrumb import read_breadcrumb
from articles.pipeline.extract.chrome import BLANKS, is_clock
from articles.pipeline.extract.html_body import choose_lines
from articles.pipeline.extract.html_dates import declared_day, government_day, is_floor, printed_day
from articles.pipeline.extract.html_page import Outline, PageLine, page_lines, read_outline
from articles.pipeline.extract.html_prose import MOSTLY_LINKED, prose_lines
from articles.pipeline.extract.html_title import Heading, find_heading
from articles.pipeline.extract.metadata_line import MetadataLine, read_metadata_line
from articles.pipeline.extract.sign_off import SignOff, read_sign_off
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import ArticleText, Capture, DecodedText, RepairedText

LETTER = re.compile(r"[^\W\d_]")
DASHED = re.compile(r"\s*[—–―-]{1,2}\s*\S")
_LABEL = re.compile(r"(?:信息|稿件|文章)?(?:来源|來源|作者|原创)\s*[:：]\s*")
_OUTLET = re.compile(r"(?:网|網|报|報|社|台|臺|端|号|中心|发布|周刊|杂志|在线)$")
_PAIRS = {")": "(", "）": "（", "]": "[", "】": "【", "》": "《", "」": "「"}
_NO_NAME = re.compile(r"[。！？:：=<>\"{}]|https?|www\.|^(?:null|undefined|无|本站原创)$", re.I)
ABOVE_BODY, BELOW_BODY = 30, 6
LONGEST_NAME = 40
LONGEST_SUBTITLE = 90


@dataclass(frozen=True)
class _Printed:
    """What the lines around the body say."""

    published_on: str | None = None
    source: str | None = None
    author: str | None = None
    zone: str | None = None


def read_html(page: TracedText, repaired: RepairedText, decoded: DecodedText, capture: Capture) -> ArticleText:
    """The article of an HTML page; `page` is `flatten(decoded.text)`, `repaired` the same after the repairs.

    Raises ExtractError where the page shows no word.
    """
    outline = read_outline(decoded.text)
    if not LETTER.search(page.text):
        raise _nothing_to_read(outline)
    lines = page_lines(page, outline.links)
    start = next((index for index, taken in enumerate(prose_lines(lines)) if taken), len(lines))
    heading = find_heading(lines, outline, start)
    folded_heading = "".join(line.folded for line in lines[heading.first : heading.last + 1]) if heading else ""
    chosen = choose_lines(decoded.text, lines, outline, folded_heading or None)
    if not any(chosen):
        chosen = [True] * len(lines)
    subtitle = _find_subtitle(lines, heading)
    if subtitle is not None:
        chosen[subtitle] = False
    mended = _Mended(repaired)
    taken = _surviving(lines, mended, [index for index, take in enumerate(chosen) if take])
    body = mended.paragraphs([lines[index].span for index in taken])
    first, last = (taken[0], taken[-1]) if taken else (len(lines), len(lines) - 1)
    printed = _read_printed(lines, mended, heading, first, last)
    return ArticleText(
        body=body,
        title=_read_title(lines, mended, heading),
        subtitle=(mended.line(lines[subtitle]) or lines[subtitle].text.strip(BLANKS)) if subtitle is not None else None,
        published_on=_choose_day(government_day(outline), printed.published_on) or declared_day(outline),
        source=_read_name(outline.meta("contentsource")) or printed.source,
        author=printed.author or _read_declared_author(outline),
        section=_read_section(lines, mended, outline, first),
        zone=printed.zone,
    )


def _nothing_to_read(outline: Outline) -> ExtractError:
    if outline.frames:
        return ExtractError(
            f"the page is a frame around other pages and shows no text itself: {', '.join(outline.frames[:3])[:200]}",
            "Capture the pages in the frames and import those.",
        )
    if outline.leads_to:
        return ExtractError(
            f"the page shows no text and only leads on to {outline.leads_to[:200]}", "Capture the page it leads to and import that."
        )
    return ExtractError(
        "the HTML shows no word of any language", "If scripts make its text, capture the page with a browser; otherwise leave it out."
    )


def _choose_day(declared: str | None, printed: str | None) -> str | None:
    """Of a declared and a printed day the earlier one: a later one is the day of a change or of the crawl."""
    return min(filter(None, (declared, printed)), default=None)


def _read_name(text: str | None) -> str | None:
    """An outlet's or a person's name as printed; None where it is empty, an address, a sentence or a piece of markup."""
    name = _LABEL.sub("", (text or "").strip(BLANKS)).strip(BLANKS)
    parts = name.split()
    if len(parts) > 1 and _OUTLET.search(parts[0]):
        name = parts[0]  # the reporter, the place or a button stands behind it
    while name and name[-1] in _PAIRS and _PAIRS[name[-1]] not in name:
        name = name[:-1]
    if name.count("《") > name.count("》"):
        name += "》"
    return name if 0 < len(name) <= LONGEST_NAME and LETTER.search(name) and not _NO_NAME.search(name) else None


def _read_declared_author(outline: Outline) -> str | None:
    """The meta Author of a government page, if it is filled: a second one, of the publishing system, names who put the page there."""
    if not outline.meta("articletitle"):
        return None
    return next((_read_name(content) for name, content in outline.metas if name == "author"), None)


def _surviving(lines: Sequence[PageLine], mended: "_Mended", chosen: Sequence[int]) -> list[int]:
    """The chosen lines; for those that a repair took out because the page prints them twice, the copy that is left."""
    lost = {index for index in chosen if lines[index].folded and not mended.line(lines[index])}
    if not lost:
        return list(chosen)
    copies = {line.folded: index for index, line in enumerate(lines) if index not in lost and mended.line(line)}
    return sorted({copies.get(lines[index].folded, index) if index in lost else index for index in chosen})


def _find_subtitle(lines: Sequence[PageLine], heading: Heading | None) -> int | None:
    """The line under the title that a dash begins (——在某大会上的讲话)."""
    if heading is None or heading.last < heading.first or heading.last + 1 >= len(lines):
        return None
    below = lines[heading.last + 1]
    return heading.last + 1 if DASHED.match(below.text) and len(below.text) <= LONGEST_SUBTITLE and "。" not in below.text else None


def _read_title(lines: Sequence[PageLine], mended: "_Mended", heading: Heading | None) -> str | None:
    if heading is None:
        return None
    if heading.last < heading.first:
        return heading.declared
    # Where a page prints its article twice, one heading is taken out with its copy; the other reads the same.
    parts = [mended.line(line) or line.text.strip(BLANKS) for line in lines[heading.first : heading.last + 1]]
    spaced = " ".join(parts)
    return spaced if spaced in " ".join(heading.declared.split()) else "".join(parts)


def _read_section(lines: Sequence[PageLine], mended: "_Mended", outline: Outline, first: int) -> tuple[str, ...]:
    """The breadcrumb nearest above the body, else the column that the page declares."""
    texts = [mended.line(line) for line in lines[max(0, first - 2 * ABOVE_BODY) : first]]
    for index in range(len(texts) - 1, -1, -1):
        found = read_breadcrumb(texts, index) if texts[index] else None
        if found and found[1] and not any(item.startswith("首页") for item in found[1]):
            return found[1]
    column = _read_name(outline.meta("columnname"))
    return (column,) if column else ()


def _read_printed(lines: Sequence[PageLine], mended: "_Mended", heading: Heading | None, first: int, last: int) -> _Printed:
    """Date, source, author and zone as printed: between title and body, else shortly above, else signed below the body."""
    top = max(0, first - ABOVE_BODY)
    if heading and heading.first <= heading.last < first:
        top = max(top, heading.last + 1)
    above = [index for index in range(top, first) if lines[index].linked <= MOSTLY_LINKED or index >= first - 4]
    if heading and heading.first <= heading.last < first:
        above += [index for index in range(heading.first - 1, max(-1, heading.first - 5), -1) if lines[index].linked <= MOSTLY_LINKED]
    found = [fields for index in above if (fields := _read_line(lines, mended, index))]
    signed = [sign for line in lines[last + 1 : last + 1 + BELOW_BODY] if (sign := read_sign_off(mended.line(line)))]
    said: list[MetadataLine | SignOff] = [*found, *signed]
    return _Printed(
        published_on=next((item.published_on for item in said if item.published_on), None),
        source=next((name for item in said if (name := _read_name(item.source))), None),
        author=next((name for item in said if (name := _read_name(item.author))), None),
        zone=next((item.zone for item in found if item.zone), None),
    )


def _read_line(lines: Sequence[PageLine], mended: "_Mended", index: int) -> MetadataLine | None:
    """The fields of one line; a label that ends a line takes the next one as its value."""
    text = _spaced(mended, lines[index])
    following = mended.line(lines[index + 1]) if index + 1 < len(lines) else ""
    if not text or is_floor(text) or is_clock(text, following):
        return None
    before = mended.line(lines[index - 1]) if index else ""
    if before.endswith((":", "：")) and (read_metadata_line(before) or MetadataLine()).fields:
        return read_metadata_line(before + text)
    fields = read_metadata_line(text)
    if (fields is None or not fields.published_on) and (day := printed_day(text)):
        fields = replace(fields or MetadataLine(), published_on=day)
    return fields


def _spaced(mended: "_Mended", line: PageLine) -> str:
    """A line with a blank where a tag stands between its characters: style sheets, not blanks, keep its fields apart."""
    found = mended.text.find_origin(*line.span) if line.text else None
    if not found:
        return ""
    traced = mended.text.slice(*found)
    gaps = [index for index in range(1, len(traced)) if traced.starts[index] > traced.ends[index - 1]]
    return " ".join(traced.text[start:end] for start, end in pairwise([0, *gaps, len(traced)])).strip(BLANKS + "\n")


class _Mended:
    """The repaired text, asked by capture offsets."""

    def __init__(self, repaired: RepairedText) -> None:
        self.text = repaired.text
        self.lines = repaired.text.split_lines()

    def line(self, line: PageLine) -> str:
        """What a line of the unrepaired page reads now, without blanks at its ends."""
        found = self.text.find_origin(*line.span) if line.text else None
        return self.text.text[slice(*found)].strip(BLANKS + "\n") if found else ""

    def paragraphs(self, spans: Sequence[tuple[int, int]]) -> TracedText:
        """The repaired lines read from these spans (in order), one paragraph each.

        Of a line that reaches beyond them there remains what was read from them.
        """
        starts = [start for start, _ in spans]
        parts = []
        for line in self.lines:
            if not line.text or not _meet(spans, starts, line.starts[0], line.ends[-1]):
                continue
            kept = (0, len(line) - 1)
            if not all(_meet(spans, starts, line.starts[index], line.starts[index] + 1) for index in kept):
                inside = [index for index, start in enumerate(line.starts) if _meet(spans, starts, start, start + 1)]
                if not inside:
                    continue
                kept = (inside[0], inside[-1])
            part = line.slice(kept[0], kept[1] + 1).strip(BLANKS)
            if part.text:
                parts.append(part)
        return TracedText.join("\n", parts)


def _meet(spans: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int) -> bool:
    """Whether start to end has a character in common with one of the spans, which are in order and do not overlap."""
    index = bisect_left(starts, end) - 1
    return index >= 0 and spans[index][1] > start
