"""The parts of a phrase before a name: each a body's name and a title, read from the name leftwards.

相城区委常委、副区长、高铁新城党工委书记|某某        相城区委+常委, +副区长, 高铁新城党工委+书记
元和街道党工委副书记,管委会主任|某某               a clause of nothing but posts goes on over its comma
市政协原主席|某某                                former: 原 stands before the title or before the body
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from articles.pipeline.lexicon import read_words
from articles.pipeline.recognize.bodies import body_start
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.places import find_places
from articles.pipeline.recognize.titles import Title, title_before

_FORMER = tuple(sorted(read_words("former_marks.tsv"), key=len, reverse=True))
_FORMER_ENDS = frozenset(mark[-1] for mark in _FORMER)
_NOT_FORMER = ("之前", "会前", "日前", "此前", "目前", "年前")
_LINK = re.compile(r"(?:[、/兼\s]|以及|和(?=[^、,]{0,12}$))$")

_NOTE = re.compile(r"\((?:兼|代|挂职|主持工作|[正副][部厅局处县科]级)\)$")
_ANOTHER = re.compile(r"(?:书记|主任|局长|[市区县院部校会镇]长|总经理|董事长|主席)[\u4e00-\u9fff]{2,3}[与同]")
_TERM = re.compile(r"(?:第[一二三四五六七八九十\d]+任|首任|新一任)$")
_LEADS = (
    "新任",
    "现任",
    "現任",
    "时任的",
    "著名",
    "监理单位",
    "施工单位",
    "建设单位",
    "承建单位",
    "设计单位",
    "子公司",
    "下属",
    "所属",
    "副会长单位",
    "会长单位",
    "副理事长单位",
    "理事长单位",
    "常务理事单位",
    "理事单位",
    "会员单位",
)
"""What stands before a body's name and says how it is concerned."""
_FIRST_PEOPLES = ("原民", "原住民")
_ACTING = ("署理", "署任", "候任")  # before the body in Hong Kong: 署理财政司司长
_HELD = re.compile(r"(?:担任|作为|身为|时任|现任)$")


@dataclass(frozen=True)
class Part:
    """One body and title of a phrase; offsets of the body's name (without 原) and the title."""

    start: int
    body_end: int
    title: Title
    former: bool
    outer: str = ""


def parts_before(page: Page, starts: list[int], limit: int, end: int) -> tuple[list[Part], int]:
    """The parts of the phrase that ends at `end`, left to right, and where it begins."""
    text = page.plain
    if end - 1 > limit and text[end - 1] == "的":
        return _told_of(page, starts, limit, end)
    parts: list[Part] = []
    position, begin = end, end
    while True:
        while position > limit and text[position - 1] in " \u3000\u00a0":
            position -= 1
        note = _NOTE.search(text, max(limit, position - 8), position)
        position = note.start() if note else position
        title = title_before(text, limit, position)
        if title is None:
            break
        part = _part(page, starts, limit, title)
        parts.append(part)
        begin = part.start
        link = _LINK.search(text, max(limit, begin - 2), begin)
        if link:
            position = link.start()
        elif begin > limit and text[begin - 1] in ",," and _whole_clause(page, starts, limit, begin - 1):
            position = begin - 1
        else:
            break
    parts.reverse()
    return _former_on(parts), begin


def _told_of(page: Page, starts: list[int], limit: int, end: int) -> tuple[list[Part], int]:
    """时任六合县委书记的|某某: 的 stands between post and name only where the post is said to be held."""
    parts, begin = parts_before(page, starts, limit, end - 1)
    if parts and (parts[0].former or _HELD.search(page.plain, max(limit, begin - 2), begin)):
        return parts, begin
    return [], end


def _former_on(parts: list[Part]) -> list[Part]:
    """区委原副书记、区长: 原 is said of all that follows without a body of its own."""
    told: list[Part] = []
    for part in parts:
        carried = bool(told) and told[-1].former and not part.outer
        told.append(replace(part, former=True) if carried else part)
    return told


def _part(page: Page, starts: list[int], limit: int, title: Title) -> Part:
    text = page.plain
    stop, former = _without_former(page, starts, limit, title.start)
    ordinal = _TERM.search(text, limit, stop) if text[stop - 1 : stop] == "任" else None
    stop = ordinal.start() if ordinal else stop
    begin = body_start(text, page.words, starts, limit, stop)
    inner = _ANOTHER.search(text, begin, stop)
    begin = inner.end() if inner else begin
    begin = _after_also(text, begin, stop)
    if stop - begin <= 1 and title.kind == "head":
        begin = next((place.start + limit for place in find_places(text[limit:stop]) if place.end == stop - limit), begin)
    for word in _LEADS:
        if text.startswith(word, begin) and begin + len(word) <= stop:
            begin += len(word)
    for word in ("原", "往届", "历任", "時任", "时任"):
        if begin < stop and text.startswith(word, begin) and begin + len(word) < stop and not text.startswith(_FIRST_PEOPLES, begin):
            begin += len(word)
            former = True
    for word in _ACTING:
        first = begin if text.startswith(word, begin) else begin - len(word)
        if stop > first + len(word) and first >= limit and text.startswith(word, first):
            begin, title = first + len(word), title._replace(text=word + title.text)
            break
    outer = ""
    left, marked = _without_former(page, starts, limit, begin)
    if marked:
        former = True
        first = body_start(text, page.words, starts, limit, left)
        outer = text[first:left]
        return Part(first, stop, title, True, outer + text[begin:stop])
    return Part(begin, stop, title, former, text[begin:stop])


def _after_also(text: str, begin: int, stop: int) -> int:
    """区工信局局长兼|经开区管委会: what stands before 兼 is a post of its own."""
    at = text.rfind("兼", begin, stop)
    return at + 1 if at > begin and title_before(text, begin, at) is not None else begin


def _without_former(page: Page, starts: list[int], limit: int, end: int) -> tuple[int, bool]:
    """Where the words before 原, 时任, 前 end; 前 must be a word of its own (仓前派出所 is none)."""
    for mark in _FORMER if page.plain[end - 1 : end] in _FORMER_ENDS else ():
        first = end - len(mark)
        if page.plain.endswith(mark, limit, end):
            at = bisect_left(starts, first)
            if mark != "前" or (at < len(starts) and starts[at] == first and not page.plain.endswith(_NOT_FORMER, limit, end)):
                return first, True
    return end, False


def _whole_clause(page: Page, starts: list[int], limit: int, end: int) -> bool:
    """Whether the clause that ends at this comma is nothing but bodies and titles: its name stands after the comma."""
    text = page.plain
    position = end
    while True:
        title = title_before(text, limit, position)
        if title is None or title.kind == "profession":
            return False
        begin = _part(page, starts, limit, title).start
        if begin <= limit or text[begin - 1] in "。,,;;::\n":
            return begin > limit or limit == 0 or text[limit - 1] in "。!?\n;"
        if text[begin - 1] not in "、兼":
            return False
        position = begin - 1
