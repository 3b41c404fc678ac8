"""The day an HTML page was published: metas of government sites, what the page prints, then other declarations.

`<meta name="PubDate" content="2024-03-12 10:00">`; the line `2024-03-12 09:57 来源:某区发布` between title and text;
`"datePublished": "2024-03-12T10:00:00+08:00"`. A date inside the text is what the text speaks of, a date beside a headline of another
page is that page's, a date in the footer is the day of the crawl, and the address is no print: none of them counts. A forum's floors
(第2楼 时间:…) date the answer, not the page.

>>> [read_declared_day(value) for value in ("2024-03-12T23:30:00Z", "9/17/2024 5:54:13 AM", "7/5/2024", "today")]
['2024-03-12', '2024-09-17', None, None]
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from articles.pipeline.extract.dates import find_date, find_day
from articles.pipeline.extract.html_page import Outline

GOVERNMENT_METAS = ("pubdate",)
PRINTED_METAS = (
    "publishdate",
    "article:published_time",
    "og:release_date",
    "og:published_time",
    "datepublished",
    "og:time",
    "publish_time",
    "published_time",
    "publication_date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dc.date",
    "weibo: article:create_at",
    "bytedance:published_time",
)
JSON_KEYS = ("datePublished", "pubDate", "dateCreated")
FLOOR = re.compile(r"第\s*\d+\s*[楼樓]|[楼樓]层|\d+[楼樓]|[沙板地]发|楼主")
_MONTH_FIRST = re.compile(r"^\D{0,8}(\d{1,2})/(\d{1,2})/(\d{4})\b")
_LABELLED = re.compile(r"(?:发布|发表|更新)(?:日期|时间|于)\s*[:：]?\s*(.{8,30})")
EVENT = re.compile(r"(?:会议|活动|报名|截止|召开|举办|举行|开庭|直播|开始|结束|考试|面试|公示)(?:时间|日期|期)?")
MOST_DEPTH = 6
LONGEST_LINE = 120


def read_declared_day(value: str) -> str | None:
    """The ISO day of a machine-readable value. Month/day/year counts only where the second number can be no month."""
    day = find_day(value)
    if day is None and (american := _MONTH_FIRST.match(value.strip())) and int(american[2]) > 12:
        day = find_day(f"{american[3]}-{american[1]}-{american[2]}")
    return day if day and len(day) == 10 else None


def printed_day(text: str) -> str | None:
    """The day in a line between title and text that no label introduces: a date with the time of day, or with little else.

    >>> printed_day("http://www.example.cn 2005年03月21日 11:21 《某某周刊》"), printed_day("2024-05-13 06:16发布于某地某报官方账号")
    ('2005-03-21', '2024-05-13')
    >>> printed_day("会议时间:2024-05-13 14:30"), printed_day("2024年5月13日,某区召开会议") is None
    (None, True)
    """
    if len(text) > LONGEST_LINE or "。" in text or is_floor(text) or EVENT.search(text):
        return None
    labelled = _LABELLED.search(text)
    if labelled and (day := read_declared_day(labelled[1])):
        return day
    date = find_date(text)
    if date is None or len(date.day) != 10:
        return None
    rest = (text[: date.start] + text[date.end :]).strip()
    return (
        date.day if ":" in text[date.start : date.end].replace("：", ":") or (len(rest) <= 12 and not re.search("[，,：:]", rest)) else None
    )


def government_day(outline: Outline) -> str | None:
    """PubDate, which the publishing system of a Chinese government site writes."""
    return _first(content for name in GOVERNMENT_METAS for found, content in outline.metas if found == name)


def declared_day(outline: Outline) -> str | None:
    """What other metas and JSON-LD declare as the day of publication; never the day of a change."""
    metas = _first(content for name in PRINTED_METAS for found, content in outline.metas if found == name)
    return metas or _first(value for script in outline.json_ld for value in _json_values(script))


def is_floor(text: str) -> bool:
    """Whether a line dates one answer of a forum."""
    return bool(FLOOR.search(text))


def _first(values: Iterator[str]) -> str | None:
    return next((day for day in map(read_declared_day, values) if day), None)


def _json_values(script: str) -> Iterator[str]:
    """The dates of publication in a JSON-LD script; nothing where it is no JSON."""
    try:
        tree = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    level: Sequence[Any] = [tree]
    for _ in range(MOST_DEPTH):
        objects = [item for item in level if isinstance(item, dict)]
        for key in JSON_KEYS:
            yield from (item[key] for item in objects if isinstance(item.get(key), str))
        level = [child for item in level for child in (item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())]
