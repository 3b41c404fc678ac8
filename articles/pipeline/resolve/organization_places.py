"""The place at the head of a body's name: 江苏省苏州市相城区|委 to 320507, and which of two 鼓楼区 a page means.

苏州市相城区委         320507, the rest 委
苏州相城高新区         320507, the rest 高新区: short names count where a zone or an organ follows
鼓楼区委               several; the page's home decides, or nothing does
沾化县委               371603 under its name of then: the county is a district today
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.resolve.organization_names import fold

MUNICIPALITIES = ("11", "12", "31", "50")
_AUTONOMOUS = re.compile(r"自治[州县旗]$")
_LONGEST = 15
_OLD_FORM = re.compile(r"(.{2,7}?)[市县区](?=委|政府|人大|政协|纪委|监委|法院|检察院|.{1,8}[局办委]|$)")


class Division(NamedTuple):
    """`name` as official bodies print it before 委 and 政府: 恩施州, 内蒙古自治区; `above`: the code of the division above, "" none."""

    code: str
    name: str
    full: str
    short: str
    above: str


class Head(NamedTuple):
    """Where the place's name ends, which divisions it may be, and the name of then where the division has changed its rank since."""

    end: int
    codes: tuple[str, ...]
    old_name: str = ""


@cache
def divisions() -> dict[str, Division]:
    return {
        row[0]: Division(row[0], _usual(row[1], row[3]), row[1], row[3], row[2].replace("-", "")) for row in read_table("divisions.tsv")
    }


def _usual(full: str, short: str) -> str:
    if full.endswith("自治区"):
        return f"{short}自治区"
    if full.endswith("特别行政区"):
        return f"{short}特区"
    return short + full[-1] if _AUTONOMOUS.search(full) else full


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, row in divisions().items():
        region = f"{row.short}区" if row.full.endswith("自治区") else row.full
        for name in {row.full, row.name, region}:
            found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _by_short_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, row in divisions().items():
        if len(row.short) > 1:
            found.setdefault(row.short, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _words_first() -> frozenset[str]:
    return frozenset(read_words("place_words.tsv"))


def is_word_first(name: str) -> bool:
    """Whether the short name of a division is a word first: 和平, 建设."""
    return name in _words_first()


@cache
def chain(code: str) -> tuple[str, ...]:
    """The division and those above it, the narrowest first.

    >>> chain("320507")
    ('320507', '320500', '320000')
    """
    line = [code] if code in divisions() else []
    while line and divisions()[line[-1]].above in divisions():
        line.append(divisions()[line[-1]].above)
    return tuple(line)


def rank(code: str) -> str:
    """province, city or county, "" for no code."""
    if code not in divisions():
        return ""
    if code.endswith("0000"):
        return "province"
    if code.startswith("TW"):
        return "county" if divisions()[code].full.endswith("县") else "city"
    return "city" if code.endswith("00") else "county"


def is_mainland(code: str) -> bool:
    return code[:2].isdigit() and not code.startswith(("71", "81", "82"))


@lru_cache(maxsize=16_384)
def read_head(text: str, *, short: bool) -> Head:
    """The places at the head of a folded name, each within the one before; `short`: names without their level word count too."""
    found = Head(0, ())
    while True:
        following = _next(text, found, short)
        if following is None:
            return found
        found = following


def _next(text: str, before: Head, short: bool) -> Head | None:
    for table, old in ((_by_name(), False), (_old_forms(text, before.end), True), (_by_short_name() if short else {}, False)):
        for end in range(min(len(text), before.end + _LONGEST), before.end + 1, -1):
            name = text[before.end : end]
            codes = _within(table.get(name, ()), before.codes)
            if codes:
                return Head(end, codes, name if old else "")
    return None


def _within(codes: Sequence[str], outer: Sequence[str]) -> tuple[str, ...]:
    if not outer:
        return tuple(codes)
    return tuple(code for code in codes if code not in outer and any(place in outer for place in chain(code)))


def _old_forms(text: str, start: int) -> dict[str, tuple[str, ...]]:
    """增城市 before it was 增城区: the short name of a county-level division with another level word."""
    match = _OLD_FORM.match(text, start)
    if match is None or is_word_first(match[1]):
        return {}
    codes = tuple(code for code in _by_short_name().get(match[1], ()) if rank(code) == "county" and divisions()[code].full[-1] in "市区县")
    return {match.group(): codes}


def choose(codes: Sequence[str], home: Sequence[str]) -> str:
    """The one division meant on a page of this home (codes, the narrowest first), "" where nothing decides.

    A municipality's districts are known by their bare names in all provinces: 朝阳区 on a page from Jilin may still be Beijing's.

    >>> choose(("320106", "320302", "350102", "410204"), ("320115", "320100", "320000"))
    '320106'
    >>> choose(("110105", "220104"), ("220200", "220000"))
    ''
    """
    if len(codes) == 1:
        return codes[0]
    for place in home:
        inside = [code for code in codes if place in chain(code)]
        if len(inside) > 1:
            return ""
        if inside:
            called_bare = (
                rank(place) == "province" and place[:2] not in MUNICIPALITIES and any(code[:2] in MUNICIPALITIES for code in codes)
            )
            return "" if called_bare else inside[0]
    return ""


def settled(home: Sequence[str], *, city: bool) -> str:
    """The home's code where it tells bodies of a generic name apart: a county's; a city's where `city` says that this is enough."""
    if not home:
        return ""
    own = home[0]
    wide = rank(own) == "city" or own[:2] in MUNICIPALITIES
    return own if rank(own) == "county" or (city and wide) else ""


def official_place(code: str) -> str:
    """A district is called with its city: 苏州市相城区; others by their own name: 舞钢市, 上海市.

    >>> official_place("320507"), official_place("410481"), official_place("320000")
    ('苏州市相城区', '舞钢市', '江苏省')
    """
    row = divisions()[code]
    above = divisions().get(row.above)
    return above.full + row.full if above and rank(code) == "county" and row.full.endswith("区") else row.full


_REGIONS = re.compile(r"华东|华中|华南|华北|西南|西北|东北|中南|东南")


def full_university(text: str) -> str:
    """A university's short form behind a place or region, in full.

    >>> full_university("华东师大党委"), full_university("苏州海大物流公司")
    ('华东师范大学党委', '苏州海大物流公司')
    """
    region = _REGIONS.match(text)
    end = region.end() if region else read_head(text, short=True).end
    for short, full in read_table("university_short_forms.tsv"):
        if end and text.startswith(short, end) and not text.startswith(full, end) and not text.endswith(("公司", "集团")):
            return text[:end] + full + text[end + len(short) :]
    return text


class Zone(NamedTuple):
    """A zone of the lexicon, with the word it answers to where only one zone of a division can be meant."""

    name: str
    code: str
    word: str


@cache
def known_zones() -> dict[str, Zone]:
    """Zones of the lexicon by their names, other names included."""
    table = {row[0]: Zone(row[0], row[1], row[2]) for row in read_table("zones.tsv")}
    table.update({other: table[name] for other, name in read_table("zone_other_names.tsv")})
    return {fold(name): zone for name, zone in table.items()}


def zone_of_home(name: str, home: Sequence[str]) -> Zone | None:
    """苏州高铁新城 for 高铁新城 on a page from Suzhou: the one zone of the home's own divisions (no province) whose name ends so."""
    near = {code for code in home if rank(code) != "province" or code[:2] in MUNICIPALITIES}
    found = {zone.name: zone for zone in known_zones().values() if len(zone.name) > len(name) > 3 and zone.name.endswith(name)}
    inside = [zone for zone in found.values() if zone.code in near]
    return inside[0] if len(inside) == 1 else None
