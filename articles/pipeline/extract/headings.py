"""The head of a page's lines: breadcrumb, title, subtitle, metadata, and where the text begins.

    您现在的位置:首页 > 开发区新闻 > 常州            section
    某国家高新区举行高质量发展大会                  title: the first heading line after the breadcrumb
    发布时间:2022-08-29  来源:宣传统战部            metadata: read field by field
      而立之年再出发,激情奋进新时代。…             text

Every part may be missing. Above the breadcrumb all is chrome. Without a breadcrumb the title is the heading that stands nearest above the
metadata line or the first prose; a page that begins with prose has none, and none is made up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.pipeline.extract.breadcrumb import read_breadcrumb
from articles.pipeline.extract.chrome import is_caption, is_caption_sentence, is_chrome, is_clock, is_foot_mark, is_summary
from articles.pipeline.extract.metadata_line import MetadataLine, begins_with_label, read_metadata_line
from articles.pipeline.extract.sign_off import read_sign_off

DEEPEST_HEAD = 120
LETTER = re.compile(r"[^\W\d_]")
SHORTEST_TITLE, LONGEST_TITLE = 5, 90
SENTENCE_END = re.compile(r"[。！？!?;；…][”\"』」)）]?$|[:：]$")
FULL_STOP = re.compile(r"[｡．]|[\u4e00-\u9fff)）”]\.(?=$|[\u4e00-\u9fff“])")  # marks turned half-width or ASCII
SHORTEST_SENTENCE = 24
COMMA = re.compile("[,，]")
NUMBERED = re.compile(
    r"[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．](?!\d)|第[一二三四五六七八九十]+[条、]"
)
SITE = re.compile(
    r"[^\s_|｜-]{0,30}(?:门户网站|政府网|官网|官方网站|网站|信息网|新闻网|新聞網|在线|新[聞闻]公[報报]|人民政府|欢迎您|欢迎访问.*)|欢迎.{0,30}"
    r"|.{1,10}(?:融媒体|融媒体中心|日报|晚报|电视台|管委会|委员会|大学|学院|集团|有限公司)|.{1,20}\s(?:首页|主页|首頁)(?:\s.{0,30})?|.{1,4}(?:发布|融媒)"
)
SITE_SUFFIX = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|-+)\s*[^-_|｜,，]{2,30}$")
SURE_TITLE = 12
MOST_SUBHEADS = 3  # more lines than these between the head and the first paragraph are a list of links
LISTED = re.compile(r".{6,}[;；]$")  # one of a list of sentences: 田某某为某某区教育局局长;
APPOINTED = re.compile(
    r"[^\s,，。:：]{2,12}?(?:同志)?(?:[为任](?!民服务|务)|的)[^,，。:：]{4,40}(?:[长员任记]|职务)|(?:任命|免去|聘任)[^,，。:：]{8,50}(?:[长员任记]|职务)"
)
SUBTITLE = re.compile(r"[—–-]{1,2}|[(（]")
ADDRESS = re.compile(r"各位.{1,20}|同志们|尊敬的.{1,20}")


@dataclass
class Head:
    """What the head says. `start` is the first line of the text, `used` the lines that feed a field."""

    start: int = 0
    title: str | None = None
    subtitle: str | None = None
    published_on: str | None = None
    source: str | None = None
    author: str | None = None
    zone: str | None = None
    section: tuple[str, ...] = ()
    used: set[int] = field(default_factory=set)

    def take(self, line: int, fields: MetadataLine) -> None:
        self.used.add(line)
        self.published_on = self.published_on or fields.published_on
        self.source = self.source or fields.source
        self.author = self.author or fields.author
        self.zone = self.zone or fields.zone


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph of running text and no heading.

    >>> is_prose("会议强调,要抓好落实。"), is_prose("专题学习、有效链接、扎实推进!某区谋篇布局以科创赋能助推新型工业化发展工作")
    (True, False)
    >>> is_prose("贺某某为某某区教育局局长;")
    True
    """
    if LISTED.fullmatch(line):
        return True
    if "。" in line or (len(line) > SHORTEST_SENTENCE and FULL_STOP.search(line)):
        return True
    if len(line) > LONGEST_TITLE:
        return bool(COMMA.search(line))
    return len(line) > SHORTEST_SENTENCE and bool(SENTENCE_END.search(line)) and bool(COMMA.search(line))


def read_head(lines: Sequence[str]) -> Head:
    """The head of a page whose lines (stripped, none empty) are given."""
    head = Head()
    top = _read_breadcrumbs(lines, head)
    end = next((i for i in range(top, len(lines)) if _begins_the_text(lines, i) and not _is_head_line(lines, i, top)), None)
    if end is None:
        end = next((i for i in range(top + 1, len(lines)) if is_foot_mark(lines[i])), len(lines))
    metadata = _read_metadata(lines, top, end, head)
    free = [i for i in range(max(top, end - DEEPEST_HEAD), end) if i not in head.used and _may_be_heading(lines, i, end)]
    headings = [i for i in free if not is_caption(lines[i])]
    first, last = (min(metadata), max(metadata)) if metadata else (end, top - 1)
    above = [i for i in headings if i < first] or [i for i in free if i < first and metadata and top]
    if metadata and not above:
        below = [i for i in headings if first < i < end][: 1 if end < len(lines) else 0]
        above = below if top or min(metadata) < 3 else []
    if top == 0 or len(above) > 4:
        above = _nearest(lines, above, bool(metadata))
    if not metadata and end == len(lines):
        above = above[:1] if top else []
    _set_title(lines, above, head)
    head.start = max([last, *above[:2], top - 1]) + 1
    while head.start < end and _is_lead(lines, head.start, head.title):
        head.start += 1
    while end < len(lines) and head.start == end and is_caption_sentence(lines[end]) and any(map(is_prose, lines[end + 1 : end + 4])):
        head.start = end = end + 1
    links = [i for i in range(head.start, end) if not (ADDRESS.match(lines[i]) or NUMBERED.match(lines[i]))]
    if end < len(lines) and len(links) > MOST_SUBHEADS:
        head.start = end
    return head


def _begins_the_text(lines: Sequence[str], i: int) -> bool:
    """Whether running text begins here: a paragraph, or the first line of a list of appointments, whose lines may bear no mark."""
    return is_prose(lines[i]) or (i + 1 < len(lines) and all(APPOINTED.fullmatch(line) for line in lines[i : i + 2]))


def _read_breadcrumbs(lines: Sequence[str], head: Head) -> int:
    """The line after the last breadcrumb above the text; notes the section."""
    top = prose = 0
    for i in range(min(len(lines), DEEPEST_HEAD)):
        if i < top:
            continue
        found = read_breadcrumb(lines, i)
        if found and (not prose or prose < sum(len(line) for line in lines[i:] if is_prose(line))):
            top, head.section = found
            head.used.update(range(i, top))
            prose = 0
        elif is_prose(lines[i]):
            prose += len(lines[i])
            if top:
                break
    return top


def _is_head_line(lines: Sequence[str], i: int, top: int) -> bool:
    """Whether what looks like prose is an abstract, or one of at most two long headings between breadcrumb and metadata line."""
    if is_summary(lines[i]) and i + 1 < len(lines):
        return True
    between = 0 < i - top < 2 or i == top
    return between and top > 0 and "。" not in lines[i] and any(_read(lines, k) for k in (i + 1, i + 2) if k < len(lines))


def _read(lines: Sequence[str], i: int) -> MetadataLine | None:
    return None if is_clock(lines[i], lines[i + 1] if i + 1 < len(lines) else "") else read_metadata_line(lines[i])


def _read_metadata(lines: Sequence[str], top: int, end: int, head: Head) -> list[int]:
    """The lines of metadata in the head; notes their fields. A label may stand on one line and its value on the next."""
    found: list[int] = []
    titles: list[str] = []
    skip = -1
    for i in range(max(top, end - DEEPEST_HEAD), end):
        if i <= skip:
            continue
        fields = _read(lines, i)
        if fields is None:
            byline = read_sign_off(lines[i])
            if byline is None or not (byline.author or byline.source) or (i == 0 and not byline.published_on):
                continue
            fields = MetadataLine(byline.published_on, byline.source, byline.author)
        if lines[i].endswith((":", "：")) and i + 1 < end and len(fields.fields) == 1 and not (fields.source or fields.published_on):
            joined = _read_pair(lines, i, end)
            if joined:
                fields, skip = joined, i + 1
                head.used.add(skip)
                found.append(skip)
        if fields.title:
            titles.append(fields.title)
        if fields.fields & {"title_weak"} and not found:
            continue
        head.take(i, fields)
        found.append(i)
    if titles and not head.title:
        head.title = titles[0]
    return found


def _read_pair(lines: Sequence[str], i: int, end: int) -> MetadataLine | None:
    """Label on one line, value on the next: where the value is a date, or the line after it is a label again."""
    value = lines[i + 1]
    if len(value) > 40 or _has_label(value):
        return None
    joined = read_metadata_line(lines[i] + value)
    if joined and (joined.published_on or (i + 2 < end and _has_label(lines[i + 2]))):
        return joined
    return None


def _has_label(line: str) -> bool:
    fields = read_metadata_line(line)
    return fields is not None and bool(fields.fields - {"weekday"})


def _may_be_heading(lines: Sequence[str], i: int, end: int) -> bool:
    line = lines[i]
    if not SHORTEST_TITLE <= len(line) <= LONGEST_TITLE * 2 or line.endswith((":", "：", ",", "，")) or NUMBERED.match(line):
        return False
    if (
        ADDRESS.fullmatch(line)
        or not LETTER.search(line)
        or begins_with_label(line)
        or is_clock(line, lines[i + 1] if i + 1 < len(lines) else "")
    ):
        return False
    if line.isascii() and end < len(lines) and not lines[end].isascii():
        return False
    return not (is_chrome(line) or is_summary(line) or is_foot_mark(line))


def _nearest(lines: Sequence[str], headings: list[int], has_metadata: bool) -> list[int]:
    """Without a breadcrumb: the title and perhaps the subtitle among the lines of the head, which may hold the site's name and menus."""
    named = [i for i in headings if not SITE.fullmatch(lines[i])]
    for i in named:
        repeated = [k for k in named if k > i and lines[i].startswith(lines[k]) and SITE_SUFFIX.fullmatch(lines[i], len(lines[k]))]
        if repeated:
            return named[named.index(repeated[0]) :][:2]
    group = named[-1:]
    while group and group[0] - 1 in named:
        group.insert(0, group[0] - 1)
    if group and group[0] == 0 and len(group) <= 2 and has_metadata:
        return group
    if len(group) > 1 and (SUBTITLE.match(lines[group[-1]]) or len(lines[group[-2]]) >= SURE_TITLE):
        return group[-2:]
    return group[-1:]


def _set_title(lines: Sequence[str], headings: list[int], head: Head) -> None:
    headings = [i for i in headings if lines[i] not in head.section] or headings
    if not headings:
        return
    first, second = headings[0], headings[1] if len(headings) > 1 else None
    head.used.add(first)
    title = lines[first]
    suffix = SITE_SUFFIX.search(title)
    if suffix and SITE.fullmatch(suffix[0].strip(" _|｜-–—")):
        title = title[: suffix.start()]
    head.title = title
    if second == first + 1 and lines[second] != title and len(lines[second]) <= LONGEST_TITLE:
        head.subtitle = lines[second]
        head.used.add(second)
    if head.section and (head.section[-1] == title or (len(head.section[-1]) > 10 and title.startswith(head.section[-1].rstrip(".…")))):
        head.section = head.section[:-1]


def _is_lead(lines: Sequence[str], i: int, title: str | None) -> bool:
    """Whether a line between the head and the first paragraph is left out: buttons, pictures, the title again, an abstract."""
    line = lines[i]
    if len(line) <= 2 or (title is not None and len(line) >= SHORTEST_TITLE and line.replace(" ", "") in title.replace(" ", "")):
        return True
    return is_chrome(line) or is_caption(line) or is_foot_mark(line) or is_clock(line) or (is_summary(line) and i + 1 < len(lines))
