"""When something took place, as printed, with the year reasoned out: what is not printed is not known.

今天(3月12日), published 2024-03-13         2024-03-12
1月31日, published 2024-02-01               2024-01-31
12月29日, published 2025-01-02              2024-12-29        a month later than the publication's is the year before
12月29日, nothing says the year             --12-29
昨日上午, published 2021-06-16              2021-06-15
8月11日至12日                               --08-11/--08-12
26日下午, 近日                              none: a day of no month, no day
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

_FULL = r"(?:(?P<y>(?:19|20)\d{2})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
_DATE = re.compile(
    r"(?=[\d一二三四五六七八九十今昨前同当當近日连不最次翌第])(?:"  # what every form begins with: most places are told by this alone
    rf"{_FULL}(?:\s*(?:上午|下午|晚上?)?\s*(?:至|到|-|—|－|~|～)\s*(?:(?P<m2>\d{{1,2}})\s*月)?\s*(?P<d2>\d{{1,2}})\s*日)?"
    r"|(?P<ty>(?:19|20)\d{2})[-./](?P<tm>\d{1,2})[-./](?P<td>\d{1,2})"
    r"|(?P<of>[今昨前])\((?P<day>\d{1,2})日?\)日?"
    r"|(?P<hm>[一二三四五六七八九十]{1,2})月(?P<hd>[一二三四五六七八九十]{1,3})日"
    r"|(?P<rel>今天|今日|今(?=[上下]午|晚|晨)|昨天|昨日|昨(?=[上下]午|晚)|前天|前日(?!本))"
    r"|(?P<same>同日|当天|當天|当日|當日)|(?P<next>次日|翌日|第二天(?=[上下早,]))"
    r"|(?P<vague>近日|日前|近期|连日来|不久前|最近|前不久|(?<![月\d])\d{1,2}日(?=[,上下晚]))"
    r")"
)
_IN_BRACKETS = re.compile(r"(?:上午|下午|晚上?)?\(即?")
_DIGITS = "〇一二三四五六七八九"
_BACK = {"今": 0, "昨": 1, "前": 2}
_AHEAD = timedelta(days=2)
_ANY_YEAR = 2023
"""Stands for the year of a day printed without one: no leap year, so that the day before 1 March is one of every year."""


class When(NamedTuple):
    """`value`: an ISO prefix, `--MM-DD`, `A/B`, or None; `why` in Chinese and English; `vague`: printed, and yet no day.

    `same`, `following`: the day told of before, the day after it."""

    value: str | None
    start: int
    end: int
    why: tuple[str, str]
    vague: bool = False
    same: bool = False
    following: bool = False


def next_day(value: str) -> str | None:
    """The day after an ISO day or `--MM-DD`; None for what is no single day.

    >>> next_day("2024-02-28"), next_day("--12-31"), next_day("--08-11/--08-12")
    ('2024-02-29', '--01-01', None)
    """
    yearless = value.startswith("--")
    day = _day(f"{_ANY_YEAR}{value[1:]}" if yearless else value)
    following = (day + timedelta(days=1)).isoformat() if day else None
    return f"-{following[4:]}" if following and yearless else following


def day_within(span: str | None, printed: str) -> str | None:
    """8日 inside the days told of before; None outside them, or where these are no span of one month.

    >>> day_within("--09-08/--09-11", "9日"), day_within("--09-08/--09-11", "12日"), day_within("--09-08", "8日")
    ('--09-09', None, None)
    """
    first, _, last = (span or "").partition("/")
    if not last or first[:-2] != last[:-2] or not re.fullmatch(r"\d{1,2}日", printed):
        return None
    day = f"{int(printed[:-1]):02}"
    return first[:-2] + day if first[-2:] <= day <= last[-2:] else None


def find_dates(text: str, published_on: str | None, start: int = 0, end: int | None = None, year: int | None = None) -> list[When]:
    """The dates in text[start:end], in order. `published_on` is an ISO prefix or `--MM-DD`; `year` is one printed earlier in the text."""
    yearless = (published_on or "").startswith("--")
    published = _day(f"{_ANY_YEAR}{published_on[1:]}" if published_on and yearless else published_on)
    latest = None if yearless else published or _month_end(published_on)
    found: list[When] = []
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        when = _read(match, published, latest, year)
        if when is None:
            continue
        if yearless and (match["of"] or match["rel"]) and when.value:
            chinese, english = (why.replace(f"{_ANY_YEAR}-", "") for why in when.why)
            when = when._replace(value=f"-{when.value[4:]}", why=(chinese, english))
        if found and (match["m"] or match["hm"]) and _IN_BRACKETS.fullmatch(text, found[-1].end, when.start):
            found[-1] = when._replace(start=found[-1].start)
        else:
            found.append(when)
    return found


def _read(match: re.Match[str], published: date | None, latest: date | None, year: int | None) -> When | None:
    if match["m"]:
        first, why = _printed(match["y"], match["m"], match["d"], latest, year)
        if first is None:
            return None
        if match["d2"]:
            second, _ = _printed(match["y"], match["m2"] or match["m"], match["d2"], latest, year)
            first = f"{first}/{second}" if second else first
        return When(first, match.start(), match.end(), why)
    if match["ty"]:
        day = _make(int(match["ty"]), int(match["tm"]), int(match["td"]))
        return When(day.isoformat(), match.start(), match.end(), ("日期印出", "the date is printed")) if day else None
    if match["hm"]:
        first, why = _printed(None, str(_small(match["hm"])), str(_small(match["hd"])), latest, year)
        return When(first, match.start(), match.end(), why) if first else None
    if match["of"]:
        day = _day_before(published, int(match["day"]))
        why = (f"{match.group()}，发布于{published}", f"{match.group()}, published {published}")
        return When(day.isoformat() if day else None, match.start(), match.end(), why, vague=day is None)
    if match["rel"]:
        back = timedelta(days=_BACK[match["rel"][0]])
        if published is None:
            return When(
                None,
                match.start(),
                match.end(),
                (f"{match['rel']}，未印发布日期", f"{match['rel']}: no day of publication is printed"),
                vague=True,
            )
        value = (published - back).isoformat()
        return When(value, match.start(), match.end(), (f"{match['rel']}，发布于{published}", f"{match['rel']}, published {published}"))
    if match["next"]:
        why = (f"{match['next']}，前文之次日", f"{match['next']}: the day after the one before")
        return When(None, match.start(), match.end(), why, following=True)
    if match["same"]:
        return When(None, match.start(), match.end(), (f"{match['same']}，同前", f"{match['same']}: the same day as before"), same=True)
    return When(None, match.start(), match.end(), (f"{match['vague']}，不知何日", f"{match['vague']}: no day is said"), vague=True)


def _printed(year: str | None, month: str, day: str, published: date | None, known: int | None) -> tuple[str | None, tuple[str, str]]:
    """A month and day with its year: printed, else the publication's (or the one before it), else one printed earlier."""
    if year:
        full = _make(int(year), int(month), int(day))
        return (full.isoformat() if full else None), ("年月日印出", "year, month and day are printed")
    if _make(2024, int(month), int(day)) is None:
        return None, ("", "")
    if published is not None:
        for candidate in (published.year, published.year - 1):
            full = _make(candidate, int(month), int(day))
            if full and full <= published + _AHEAD:
                return full.isoformat(), (f"年份据发布日期{published}", f"the year follows from the publication on {published}")
    if known is not None:
        full = _make(known, int(month), int(day))
        if full:
            return full.isoformat(), (f"年份据前文{known}年", f"the year {known} is printed before")
    return f"--{int(month):02}-{int(day):02}", ("未印年份", "no year is printed")


def _small(digits: str) -> int:
    """A number below 40 in Chinese digits.

    >>> [_small(digits) for digits in ("六", "十", "十二", "二十", "三十一")]
    [6, 10, 12, 20, 31]
    """
    tens, ten, ones = digits.rpartition("十")
    return (_DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.find(ones) if ones else 0)


def _day_before(published: date | None, day: int) -> date | None:
    """The latest day of that number up to the publication, at most a month back: 今(17)日 of a page of the 18th is the 17th."""
    back = (published - timedelta(days=days) for days in range(31)) if published else ()
    return next((candidate for candidate in back if candidate.day == day), None)


def _day(text: str | None) -> date | None:
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text or "")
    return _make(*map(int, match.groups())) if match else None


def _month_end(text: str | None) -> date | None:
    """The last day a page of 2024-03 can have been published on."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", text or "")
    first = _make(int(match[1]), int(match[2]), 1) if match else None
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if first else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
