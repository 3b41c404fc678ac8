"""The line in which a page's template says when, from where and by whom: labels in any order, fields that may be empty.

`来源:高新院 achie.org 日期:2024-03-13 点击:`, `时间:2023-02-03 10:20|来源:|浏览量:|字号:`, `2018-10-23 15:19:00 来源: 大众网`,
`2025-11-27天下`. Labels stand in lexicon/metadata_labels.tsv. A line of prose that happens to hold a label (`资金来源:财政拨款`,
`时间:5月6日上午,地点:三楼会议室`) is none: values must be short, free of sentence marks, and nothing but a date, an outlet or a short
word may stand outside the labels.

>>> line = read_metadata_line("来源:某区融媒体中心 www.example.cn 日期:2024-03-13 点击:")
>>> line.source, line.published_on
('某区融媒体中心', '2024-03-13')
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from articles.pipeline.extract.dates import find_date
from articles.pipeline.lexicon import read_table

LONGEST_LINE = 300
LONGEST_VALUE = 40
LONGEST_OUTLET = 20
LONGEST_GLUED = 3  # a longer label is one even where it is glued to the word before it
LONGEST_COLUMN = 6  # 2025-11-27天下: a column's name glued to the date
LABELS = {row[0]: row[1] for row in read_table("metadata_labels.tsv")}
FOLDED = {
    **dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\u200b\ufeff\t|｜丨┃【】[]〔〕"), " "),
    ord("："): ":",
    ord("（"): "(",
    ord("）"): ")",
}


def _label_pattern() -> str:
    names = sorted(LABELS, key=len, reverse=True)
    return "|".join(re.escape(name) + "|" + r"\s+".join(map(re.escape, name)) for name in names)


LABEL = re.compile(rf"(?P<label>{_label_pattern()})\s?(?P<tail>\s*:|(?=\d{{4}}\D)|(?<=\s)|$)")
HINT = re.compile(
    r"[:：]|\d{4}|民[國国]|[〇○零]|来源|來源|作者|[记記]者|通[讯訊][员員]|供稿|撰稿|摄影|文/图|图/文|责编|编辑|审核|校对|\d\d[-/年]\d"
)
SENTENCE_MARK = re.compile(r"[。！？!?；;]|[，,].{12}")
STRAY_LABEL = re.compile(r"(?<![\d/a-z]):(?!//)|:(?![\d/])")
OUTLET = re.compile(r"(?:网|網|网站|报|報|社|台|臺|客户端|融媒体中心|融媒体|融媒|发布|公众号|微信|在线|传媒|广电|周刊|杂志)$")
DOMAIN = re.compile(r"\s*[(（]?\s*(?:https?://)?(?:[\w-]+\.)+[a-z]{2,6}(?:/\S*)?\s*[)）]?$", re.I | re.A)
ADDRESS = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,6}(?:/\S*)?\s", re.I | re.A)
REPORTER = re.compile(r"\s*\((?:本[报报网]|)(?:记者|通讯员|作者|特约记者)[:\s]*([^()]{2,30})\)$")
REPORTED = re.compile(
    r"(?:本[报報])?[记記]者\s*(?P<name>[\u4e00-\u9fff]{2,4})\s*[/／]?\s*(?:[\u4e00-\u9fff]{2,4}\s*)?(?:报道|報導|攝影|摄影)"
)
CHROME = re.compile(
    r"[\s(](?:打印|关闭|分享|收藏|字体|字号|大\s*中\s*小|A[+-]|浏览|点击|阅读|编辑|保护视力|我要|纠错|扫一扫|\d+\s*次?$).*$"
)
NOTHING = frozenset({"", "无", "未知", "暂无", "null", "NULL", "None", "undefined", "/", "--"})
EDGES = " ,，;；、/\\-—–·>\"'"


@dataclass(frozen=True)
class MetadataLine:
    """What such a line says; None where it says nothing. `fields` names the labels printed, whether filled or empty."""

    published_on: str | None = None
    source: str | None = None
    author: str | None = None
    zone: str | None = None
    title: str | None = None
    fields: frozenset[str] = frozenset()


class _Field(NamedTuple):
    name: str
    value: str


def read_metadata_line(line: str) -> MetadataLine | None:
    """The fields of a metadata line; None if the line is none."""
    if not line or len(line) > LONGEST_LINE or "。" in line or not HINT.search(line):
        return None
    text = line.translate(FOLDED).strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    outside, fields = _split(text)
    if not fields:
        return _read_bare(text)
    found: dict[str, str] = {}
    loose = [_cut_date(outside, found, "date_alone")]
    for field in fields:
        if field.name.startswith("published") or field.name in ("updated", "written"):
            rest = _cut_date(field.value, found, field.name)
            if field.name == "published_weak" and ((field.name not in found and field.value) or STRAY_LABEL.search(rest)):
                return None
            loose.append(rest)
        elif field.name.startswith("title"):
            found.setdefault(field.name, field.value.strip())
        elif field.name in ("ignored", "editor"):
            _cut_date(field.value, found, "date_alone")
            if field.name == "editor" and (len(field.value) > LONGEST_VALUE or SENTENCE_MARK.search(field.value)):
                return None
        else:
            value = _clean(_cut_date(field.value, found, "date_alone"), found)
            if len(value) > LONGEST_VALUE or SENTENCE_MARK.search(value) or STRAY_LABEL.search(value):
                return None
            if value not in NOTHING:
                found.setdefault(field.name, value)
    return _judge({field.name for field in fields}, found, [part for part in map(_strip, loose) if part])


def begins_with_label(line: str) -> bool:
    """Whether a line begins with a template's label and a colon, whatever follows."""
    match = LABEL.match(line.translate(FOLDED).strip())
    return match is not None and match["tail"].endswith(":")


def _split(text: str) -> tuple[str, list[_Field]]:
    """What stands before the first label, and the fields."""
    starts: list[tuple[int, int, str]] = []
    for match in LABEL.finditer(text):
        name = LABELS[re.sub(r"\s", "", match["label"])]
        before = text[match.start() - 1] if match.start() else " "
        apart, weak, long = not before.isalpha() or before.isascii(), name.endswith("weak"), len(match["label"]) > LONGEST_GLUED
        if match["tail"].endswith(":"):
            is_label = apart or long or name == "source" or (len(starts) > 0 and not weak)
        elif text[match.end() - 1].isspace():
            is_label = before == " " and not weak and (len(starts) > 0 or len(text) < LONGEST_VALUE)
        else:
            is_label = long and name.startswith("published")
        if is_label:
            starts.append((match.start(), match.end(), name))
    if not starts:
        return text, []
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return text[: starts[0][0]], [_Field(name, text[begin:end].strip()) for (_, begin, name), end in zip(starts, ends, strict=True)]


def _cut_date(value: str, found: dict[str, str], name: str) -> str:
    """Takes the first date out of a value and notes it under the name."""
    date = find_date(value)
    if date is None:
        return value
    found.setdefault(name, date.day)
    return value[: date.start] + " " + value[date.end :]


def _clean(value: str, found: dict[str, str]) -> str:
    """An outlet's or a person's name without the domain, the reporter and the buttons printed behind it."""
    value = CHROME.sub("", " " + value).strip()
    reporter = REPORTER.search(value)
    if reporter:
        found.setdefault("author", _strip(reporter[1]))
        value = value[: reporter.start()]
    domain = DOMAIN.search(value)
    if domain and domain.start():
        value = value[: domain.start()]
    return _strip(value)


def _strip(value: str) -> str:
    value = re.sub(r"\s+", " ", value).strip(EDGES)
    if value.startswith(("《", "“")) and value.endswith(("》", "”")) and value.count(value[0]) == 1:
        value = value[1:-1]
    for opening, closing in (("(", ")"), ("《", "》"), ("“", "”")):
        if value.endswith(closing) and opening not in value:
            value = value[:-1]
    return value


def _judge(names: set[str], found: dict[str, str], loose: list[str]) -> MetadataLine | None:
    """Whether what was found makes a metadata line: what stands outside the labels must be an outlet, a short word or a heading."""
    day = found.get("published") or found.get("published_weak") or found.get("date_alone") or found.get("updated")
    firm = {name for name in names if not name.endswith("weak")}
    source, title = found.get("source") or found.get("issuer"), found.get("title") or found.get("title_weak")
    for part in (part.removeprefix("来源") for part in loose):
        if not source and len(part) <= LONGEST_OUTLET and OUTLET.search(part):
            source = part
        elif "。" in part or (not day and not (firm and part.isascii())):
            return None
        elif len(part) > 12:
            if title or not firm & {"published", "source", "ignored"} or len(part) > 80:
                return None
            title = part
    if not firm and not day and not source and names != {"title_weak"} and len(names) < 2:
        return None
    return MetadataLine(day, source, found.get("author") or found.get("author_weak"), found.get("zone"), title, frozenset(names))


def _read_bare(text: str) -> MetadataLine | None:
    """A line without labels: a date, perhaps with an outlet or a short word beside it."""
    date = find_date(text)
    if date is None:
        return None
    before, after = _strip(ADDRESS.sub("", text[: date.start])), _strip(CHROME.sub("", " " + text[date.end :]))
    reported = REPORTED.fullmatch(before)
    if reported:
        before = ""
    if (
        len(date.day) < len("2024-03-13")
        or len(before) > LONGEST_OUTLET
        or len(after) > LONGEST_OUTLET
        or SENTENCE_MARK.search(before + after)
    ):
        return None
    outlet = next((part for part in (after, before) if len(part) > 2 and OUTLET.search(part)), None)
    if (before and before != outlet) or (after and after != outlet and (len(after) > LONGEST_COLUMN or "年" in text)):
        return None
    author = reported["name"] if reported else None
    return MetadataLine(date.day, outlet, author, fields=frozenset({"weekday"} if date.has_weekday else ()))
