"""The title of an HTML page: the heading a reader sees, which `<title>` begins with.

`<title>` repeats the heading and puts the site behind it (`区委召开会议_新闻中心_某区政府网`), but it may be cut short or hold keywords for
search engines; the meta ArticleTitle of Chinese government sites says it outright. So the line of the page is looked for that one of them
begins with; its characters, repaired like the rest, are the title. Only where no line answers the declaration itself is taken, without
its suffixes, and only if something was behind it or it reads like a headline: `某某区人民政府` alone is the site's name on a page
without a title.

>>> cut_suffix("区委召开会议_新闻中心_某区政府网"), cut_suffix("“十四五”规划-解读 | 某网站")
('区委召开会议', '“十四五”规划-解读')
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.pipeline.extract.breadcrumb import read_breadcrumb
from articles.pipeline.extract.chrome import is_chrome
from articles.pipeline.extract.html_dates import printed_day
from articles.pipeline.extract.html_page import Outline, PageLine, fold
from articles.pipeline.extract.metadata_line import read_metadata_line
from articles.pipeline.extract.sign_off import read_sign_off

TITLE_METAS = ("article:title", "og:title", "headline", "twitter:title", "dc.title", "citation_title")
SHORTEST, LONGEST = 4, 120
SHORTEST_LAST_PART = 8
LONGEST_ABOVE_DATE = 60
ABOVE_BODY = 6
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NO_HEADING = re.compile(r"[。|｜│>＞]|[:：]$|^(?:欢迎|谢谢|感谢)")
MOST_JOINED = 3
SEPARATORS = "_|｜-–—―·•»>＞<＜,，:：;；/\\"
_STRONG_SEPARATOR = re.compile(r"\s*(?:_+|\||｜|--+|\s[-–—·>»]+\s)\s*")
_WEAK_SEPARATOR = re.compile(r"\s*[-–—]\s*(?=[^-–—]{2,20}$)")
_SITE = re.compile(
    r"网|站|报|台|社|频道|新闻|政府|中心|首页|在线|门户|官网|资讯|网易|新浪|搜狐|腾讯|头条|百科|博客|论坛|\.com|\.cn|订阅|号$"
)
_ENDS_LIKE_SITE = re.compile(
    r"(?:网|网站|门户|政府|委员会|管委会|平台|在线|首页|频道|中心|公司|大学|学院|新闻|动态|公告|详情|正文|内容|局|厅)$"
)
_TRUNCATED = re.compile(r"(?:…+|\.{2,})$")
_FOLDED = str.maketrans("：，；！？（）｜“”‘’「」『』－", ":,;!?()|\"\"''\"\"''-")


class Heading(NamedTuple):
    """Lines first to last (inclusive) of the page; `last` < `first` where no line was found and `declared` alone is known."""

    first: int
    last: int
    declared: str


def find_heading(lines: Sequence[PageLine], outline: Outline, body_start: int) -> Heading | None:
    """Which lines are the page's title. `body_start`: the first line of the body; None where nothing is or declares a title."""
    article_title = outline.meta("articletitle")
    if article_title:
        return _find_lines(lines, article_title, body_start) or Heading(0, -1, article_title)
    declared = [text for text in (outline.title, *(outline.meta(name) for name in TITLE_METAS)) if text and len(fold(text)) >= SHORTEST]
    found = [heading for text in declared if (heading := _find_lines(lines, text, body_start))]
    if found:
        return max(found, key=lambda heading: sum(len(line.folded) for line in lines[heading.first : heading.last + 1]))
    above = _find_above_date(lines, body_start)
    if above is not None:
        return Heading(above, above, lines[above].text)
    return next((Heading(0, -1, cut) for text in declared if _reads_like_title(cut := cut_suffix(text), text)), None)


def cut_suffix(title: str) -> str:
    """A declared title without the names of site and channel behind it."""
    parts = _STRONG_SEPARATOR.split(title)
    cut = next((part for part in parts if part.strip()), "").strip()
    weak = _WEAK_SEPARATOR.search(cut)
    if weak and weak.start() >= SHORTEST and _SITE.search(cut, weak.end()):
        cut = cut[: weak.start()].strip()
    return cut


def _find_lines(lines: Sequence[PageLine], declared: str, body_start: int) -> Heading | None:
    """The longest run of up to three lines that the declared title begins or ends with; among equals the last one above the body."""
    wanted = _Wanted(declared)
    best: Heading | None = None
    longest = 0
    for index, line in enumerate(lines):
        text = line.folded.translate(_FOLDED)
        if not text or not wanted.may_begin_with(text):
            continue
        last = index
        while last + 1 < min(len(lines), index + MOST_JOINED) and not wanted.ends_behind(text):
            text += lines[last + 1].folded.translate(_FOLDED)
            last += 1
        if not SHORTEST <= len(text) <= LONGEST or not wanted.ends_behind(text) or is_chrome(line.text.strip()):
            continue
        if len(text) > longest or (len(text) == longest and index < body_start):
            best, longest = Heading(index, last, declared), len(text)
    return best


class _Wanted:
    """A declared title, asked what it begins with. Blanks and the width of marks do not count, but a blank may end a title."""

    def __init__(self, declared: str) -> None:
        self.text = fold(declared).translate(_FOLDED)
        parts = declared.split()
        self.gaps = {sum(map(len, parts[:count])) for count in range(1, len(parts))}
        cut = fold(cut_suffix(declared)).translate(_FOLDED)
        self.stump = _TRUNCATED.sub("", cut) if _TRUNCATED.search(cut) else ""

    def may_begin_with(self, text: str) -> bool:
        return self.text.startswith(text) or self._is_last_part(text) or self._is_whole_of_stump(text)

    def ends_behind(self, text: str) -> bool:
        """Whether this is all of the title: behind it the declaration ends, or goes on with a separator or a blank."""
        if self.text.startswith(text):
            return (
                len(text) == len(self.text)
                or self.text[len(text)] in SEPARATORS + "("
                or (len(text) in self.gaps and len(_CHINESE.findall(text)) >= SHORTEST)
            )
        return self._is_last_part(text) or self._is_whole_of_stump(text)

    def _is_last_part(self, text: str) -> bool:
        """The site stands first: `某网站 » 标题`."""
        return len(text) >= SHORTEST_LAST_PART and self.text.endswith(text) and self.text[-len(text) - 1 : -len(text)] in ("»", ">", "›")

    def _is_whole_of_stump(self, text: str) -> bool:
        """The declaration was cut short: `区委召开会议部署…`."""
        return len(self.stump) >= SHORTEST_LAST_PART and text.startswith(self.stump)


def _find_above_date(lines: Sequence[PageLine], body_start: int) -> int | None:
    """Where no declaration answers: the line right above the one that holds the date of publication."""
    for index in range(max(1, body_start - ABOVE_BODY), min(len(lines), body_start + 3)):
        text = lines[index].text.strip()
        fields = read_metadata_line(text)
        if lines[index].linked > 0.5 or not (printed_day(text) or (fields and fields.published_on)):
            continue
        above = lines[index - 1]
        heading = above.text.strip()
        if not 5 <= len(above.folded) <= LONGEST_ABOVE_DATE or above.linked > 0.5 or _NO_HEADING.search(heading):
            return None
        if (
            is_chrome(heading)
            or read_metadata_line(heading)
            or printed_day(heading)
            or read_sign_off(heading)
            or read_breadcrumb([heading], 0)
        ):
            return None
        return index - 1
    return None


def _reads_like_title(cut: str, declared: str) -> bool:
    if (
        not SHORTEST < len(cut) <= LONGEST
        or is_chrome(cut)
        or _ENDS_LIKE_SITE.search(cut)
        or re.match("欢迎|谢谢|感谢", cut)
        or not re.search("[\u4e00-\u9fff]{4}", cut)
    ):
        return False
    return len(cut) < len(declared) or len(cut) >= 10
