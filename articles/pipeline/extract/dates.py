"""The dates a page prints, in every form its template may give them.

`发布日期: 2025- 05- 10 18: 52`, `2024年3月13日`, `2014.12.25`, `二〇二四年三月十三日`, `民國103年12月25日`. A date counts only if it is one
of the calendar and lies between 1990 and 2100, so that `2024-13-45`, a file number or a telephone number is none.

>>> find_day("发布时间:2024-3-1  来源:某区人民政府")
'2024-03-01'
>>> find_day("成立于2024年13月45日") is None
True
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1990, 2100
DIGITS = "〇一二三四五六七八九"
CHINESE_ZERO = str.maketrans("○零O0Ｏ０", "〇〇〇〇〇〇")
REPUBLIC = 1911  # 民國元年 is 1912

CLOCK = (
    r"(?:[T\s]*[(（]?\s*(?:上午|下午|晚上)?\s*\d{1,2}\s*[:：时時点點]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2}(?:\.\d+)?)?\s*[分秒]?"
    r"(?:Z|[+-]\d\d:?\d\d)?\s*[)）]?)?"
)
WEEKDAY = r"(?:[\s,，(（]*(?:星期|周|週|礼拜|禮拜)\s*[一二三四五六日天][)）]?)?"
NUMBERS = re.compile(r"(?<![\d.])(\d{4})\s*([-—–/.．年])\s*(\d{1,2})\s*([-—–/.．月])\s*(\d{1,2})(?!\d|\.\d)\s*[日号號]?")
MONTH = re.compile(r"(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月(?!\s*\d)")
SHORT = re.compile(r"(?<![\d.])(\d{2})\s*([-/年])\s*(\d{1,2})\s*([-/月])\s*(\d{1,2})(?![\d-])\s*[日号]?")
CHINESE = re.compile(
    r"([一二〇○零OＯ0０九][〇○零OＯ0０一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,4})[日号號]"
)
REPUBLICAN = re.compile(r"民[國国]\s*(\d{2,3})\s*[年.]\s*(\d{1,2})\s*[月.]\s*(\d{1,2})\s*日?")
STAMP = re.compile(WEEKDAY + CLOCK + WEEKDAY)


class PrintedDate(NamedTuple):
    """A date at text[start:end], with the time of day and the weekday printed behind it; `day` is an ISO 8601 prefix."""

    start: int
    end: int
    day: str
    has_weekday: bool


def find_day(text: str) -> str | None:
    """ISO 8601 prefix of the first date printed in the text: a day where one is printed, else a month (2024年3月), else None."""
    found = find_date(text)
    return found.day if found else None


def find_date(text: str) -> PrintedDate | None:
    """The first date printed in the text, days before months; a year of two digits only where nothing else is printed."""
    days = min(_find_days(text), default=None)
    if days is not None:
        return days
    for match in MONTH.finditer(text):
        if _is_day(int(match[1]), int(match[2]), 1):
            return PrintedDate(match.start(), match.end(), f"{int(match[1]):04}-{int(match[2]):02}", False)
    short = SHORT.match(text.strip())
    if short and not text.strip()[_stamp_end(text.strip(), short.end()) :].strip():
        year = int(short[1])
        year += 2000 if year < 70 else 1900
        if _is_day(year, int(short[3]), int(short[5])):
            return PrintedDate(0, len(text), _iso(year, int(short[3]), int(short[5])), False)
    return None


def _find_days(text: str) -> Iterator[PrintedDate]:
    """The first valid day of each form of printing."""
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int] | None]], ...] = (
        (NUMBERS, _read_numbers),
        (CHINESE, _read_chinese),
        (REPUBLICAN, lambda match: (int(match[1]) + REPUBLIC, int(match[2]), int(match[3]))),
    )
    for pattern, read in forms:
        for match in pattern.finditer(text):
            parts = read(match)
            if parts and _is_day(*parts):
                end = _stamp_end(text, match.end())
                yield PrintedDate(match.start(), end, _iso(*parts), _has_weekday(text[match.end() : end]))
                break


def _read_numbers(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Separators go together: 2024-03-13, 2024年3月13日, but not 2024年3-13."""
    if match[2] != match[4] and match[2] + match[4] != "年月":
        return None
    return int(match[1]), int(match[3]), int(match[5])


def _read_chinese(match: re.Match[str]) -> tuple[int, int, int]:
    year = int("".join(str(DIGITS.index(digit)) for digit in match[1].translate(CHINESE_ZERO)))
    return year, _read_small(match[2]), _read_small(match[3])


def _read_small(digits: str) -> int:
    """A number below 40 in Chinese digits; 0 where it is none.

    >>> [_read_small(digits) for digits in ("三", "十", "十三", "二十", "三十一", "廿三")]
    [3, 10, 13, 20, 31, 23]
    """
    digits = digits.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = digits.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens + ones:
        return 0
    return (10 * (DIGITS.index(tens) if tens else 1) if ten else 0) + (DIGITS.index(ones) if ones else 0)


def _stamp_end(text: str, end: int) -> int:
    """Where the weekday and the time of day behind a date end."""
    match = STAMP.match(text, end)
    return match.end() if match else end


def _has_weekday(stamp: str) -> bool:
    return any(word in stamp for word in ("星期", "周", "週", "礼拜", "禮拜"))


def _is_day(year: int, month: int, day: int) -> bool:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"
