"""Development zones in a text: 常州国家高新区, 嵊州经济开发区, 如皋港区, 苏州工业园区.

>>> [zone.name for zone in find_zones("8月28日,常州国家高新区举行大会,相城高新区党工委书记出席")]
['常州国家高新区', '相城高新区']

A zone's name is a place's name (with or without its level word), a few characters, and a zone word; or stands in lexicon/zones.tsv.
A zone word alone (园区, 高新区, 开发区) names no zone: see home.py.
"""

import re
from functools import cache
from typing import NamedTuple

from articles.pipeline.lexicon import read_table
from articles.pipeline.recognize.places import Division, by_name, by_short_name, divisions, sizes_by_end

ZONE_WORDS = (
    "经济技术开发区|经济开发区|高新技术产业开发区|高新技术产业园区|高新技术开发区|高新区|经开区|开发区|工业园区|产业园区|科技园区|"
    "综合保税区|保税港区|保税区|自贸试验区|自贸区|自贸片区|新区|新城|示范区|合作区|度假区|试验区|港区|园区|科学城"
)
_FIRSTS = "".join(sorted({word[0] for word in ZONE_WORDS.split("|")}))
_ZONE = re.compile(rf"(?=[国省{_FIRSTS}])(国家级?|省级)?(?:{ZONE_WORDS})")
_BETWEEN = re.compile(
    r"[东西南北中省市县区]{0,3}(?:高铁|空港|临港|滨海|滨江|高教|高科技|航空|临空|经济|新兴|现代|大学|沿江|沿海|"
    r"开放|循环)?[东西南北中]{0,2}"
)


_LONGEST_PLACE = 8


class Zone(NamedTuple):
    """`division`: where it lies, None where that is not certain. `word`: the zone word it ends in."""

    start: int
    end: int
    name: str
    word: str
    division: Division | None


@cache
def _named() -> tuple[tuple[str, str, str], ...]:
    return tuple((row[0], row[1], row[2]) for row in read_table("zones.tsv"))


@cache
def _lasts() -> frozenset[str]:
    """What zones' names end in: a text without it holds no zone."""
    return frozenset(name[-1] for name in (*ZONE_WORDS.split("|"), *(row[0] for row in _named())))


def find_zones(text: str) -> list[Zone]:
    """Zones with their place, in order, without overlaps."""
    if _lasts().isdisjoint(text):
        return []
    zones = []
    done = 0
    for name, code, word in _named():
        at = text.find(name)
        if at >= 0:
            zones.append(Zone(at, at + len(name), name, word, divisions().get(code)))
    taken = {zone.end for zone in zones}
    for match in _ZONE.finditer(text):
        found = None if match.end() in taken else _place_before(text, done, match.start())
        if found is not None:
            start, division = found
            word = match.group().removeprefix("国家级").removeprefix("国家").removeprefix("省级")
            zones.append(Zone(start, match.end(), text[start : match.end()], word, division))
            done = match.end()
    return sorted(zones)


def _place_before(text: str, limit: int, end: int) -> tuple[int, Division | None] | None:
    """Where the place's name begins that stands before a zone word, at most a few characters of direction or trade between."""
    for gap in range(5):
        if end - gap - 2 < limit or (gap and not _BETWEEN.fullmatch(text, end - gap, end)):
            continue
        stop = end - gap
        last = text[max(0, stop - 2) : stop]
        sizes = {*sizes_by_end(short=False).get(last, ()), *sizes_by_end(short=True).get(last, ())}
        for start in sorted(stop - size for size in sizes if size <= _LONGEST_PLACE and stop - size >= limit):
            rows = by_name().get(text[start:stop]) or by_short_name().get(text[start:stop])
            if rows:
                return start, rows[0] if len(rows) == 1 else None
    return None
