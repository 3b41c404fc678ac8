"""Divisions of China in a text: the longest name that ends at a level word (市, 区, 县 …), looked up, never guessed.

>>> [(place.start, place.end, place.divisions[0].code) for place in find_places("滨州市沾化区召开大会")]
[(0, 3, '371600'), (3, 6, '371603')]

A name without its level word (潍坊, 沾化) is a place only where `find_short_names` is asked: 和平 and 建设 are words first.
Old names are found by their short form: 增城市 is the division that is 增城区 today, and stays 增城市 as printed.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articles.pipeline.lexicon import read_table

_LEVEL_WORD = re.compile("省|市|区|县|州|旗|盟|縣|區|地区")  # letters, not a set: so the engine sees what a match begins with
_LEVELS = "省市区县州旗盟"
_WORDS_FIRST = frozenset(
    [
        "城区",
        "郊区",
        "市区",
        "新区",
        "园区",
        "矿区",
        "林区",
        "地区",
        "山区",
        "库区",
        "城市",
        "县市",
        "全市",
        "全区",
        "全县",
        "全省",
        "各市",
        "各区",
        "各县",
    ]
)


class Division(NamedTuple):
    """`level`: 1 province, 2 prefecture, 3 county; `above`: the code of the division above."""

    code: str
    name: str
    short: str
    above: str
    level: int
    pinyin: str
    traditional: str = ""


class Place(NamedTuple):
    """A place's name in a text; several divisions may bear it (鼓楼区)."""

    start: int
    end: int
    name: str
    divisions: tuple[Division, ...]


@cache
def divisions() -> dict[str, Division]:
    """All divisions by code."""
    return {row[0]: Division(row[0], row[1], row[3], row[2], _level(row[0]), row[4], *row[5:6]) for row in read_table("divisions.tsv")}


def _level(code: str) -> int:
    if not code[:2].isdigit():
        return 2
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


@cache
def by_name() -> dict[str, tuple[Division, ...]]:
    """Divisions by full name, traditional names of Taiwan, Hong Kong and Macau included."""
    found: dict[str, list[Division]] = {}
    for row in read_table("divisions.tsv"):
        names = [row[1], *([row[5], row[5].replace("臺", "台")] if len(row) > 5 and row[5] else [])]
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(divisions()[row[0]])
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def by_short_name() -> dict[str, tuple[Division, ...]]:
    """Divisions by the name without its level word, two characters at least."""
    found: dict[str, list[Division]] = {}
    for row in read_table("divisions.tsv"):
        if len(row[3]) < 2:
            continue
        traditional = row[5][: len(row[3])] if len(row) > 5 and row[5] else ""
        for name in dict.fromkeys([row[3], traditional, traditional.replace("臺", "台")]):
            if name:
                found.setdefault(name, []).append(divisions()[row[0]])
    return {name: tuple(rows) for name, rows in found.items()}


def find_places(text: str) -> list[Place]:
    """Places named in full, in order, without overlaps."""
    places: list[Place] = []
    done = 0
    for level in _LEVEL_WORD.finditer(text):
        place = _ending_at(text, level.start(), level.end(), done)
        if place is not None:
            if places and place.start < places[-1].end:
                places.pop()
            places.append(place)
            done = place.end
    return places


@cache
def sizes_by_end(short: bool) -> dict[str, tuple[int, ...]]:
    """How long the names are, full or `short`, that end in two given characters, the longest first: most places of a text end none."""
    found: dict[str, set[int]] = {}
    for name in by_short_name() if short else by_name():
        found.setdefault(name[-2:], set()).add(len(name))
    return {end: tuple(sorted(sizes, reverse=True)) for end, sizes in found.items()}


def _ending_at(text: str, level_start: int, end: int, done: int) -> Place | None:
    """The longest name that ends at a level word. A name known only in its short form must not be a common word."""
    full, short = by_name(), by_short_name()
    for size in sizes_by_end(short=False).get(text[max(0, end - 2) : end], ()):
        start = end - size
        if start >= done and (name := text[start:end]) in full:
            return Place(start, end, name, full[name])
    for size in sizes_by_end(short=True).get(text[max(0, level_start - 2) : level_start], ()):
        start = level_start - size
        if start < done:
            continue
        rest = text[start:level_start]
        if rest in short and text[start:end] not in _WORDS_FIRST and text[level_start:end] in _LEVELS:
            rows = tuple(row for row in short[rest] if _may_have_been(row, text[level_start:end]))
            if rows:
                return Place(start, end, text[start:end], rows)
    return None


def _may_have_been(row: Division, level: str) -> bool:
    """Counties became districts and cities, prefectures became cities; 黔东南州 is the autonomous prefecture; a province stays one."""
    if row.level == 3:
        return level in "市区县" and row.name[-1] in "市区县"
    return row.level == 2 and row.name.endswith({"市": "地区", "州": "自治州"}.get(level, "-"))


@cache
def _sizes_by_beginning() -> dict[str, tuple[int, ...]]:
    """How long the short names are that begin with two given characters, the longest first."""
    found: dict[str, set[int]] = {}
    for name in by_short_name():
        found.setdefault(name[:2], set()).add(len(name))
    return {beginning: tuple(sorted(sizes, reverse=True)) for beginning, sizes in found.items()}


def find_short_names(text: str) -> Iterator[Place]:
    """Every name without its level word that stands in the text; the caller knows that a place is to be expected here."""
    short, sizes = by_short_name(), _sizes_by_beginning()
    start = 0
    while start < len(text) - 1:
        for length in sizes.get(text[start : start + 2], ()):
            name = text[start : start + length]
            if name in short:
                yield Place(start, start + length, name, short[name])
                start += length - 1
                break
        start += 1


def ancestors(division: Division) -> list[Division]:
    """The division and those above it, lowest first."""
    line = [division]
    while line[-1].above in divisions():
        line.append(divisions()[line[-1].above])
    return line
