"""Which places the page speaks from: every place named where it counts, with its weight and the reason.

    title 相城高新区高质量发展大会召开        相城区 +3, 相城高新区 +3
    source 苏州日报                          苏州市 +3
    section 今日卫滨                         卫滨区 +3
    address http://www.taixing.cn/…          泰兴市 +2
    body 沾化区委副书记 …                     沾化区 +1

A place that is only gone to (到慈溪市考察, 赴上海), or named late, weighs little. What is read from this is in home.py.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from articles.pipeline.lexicon import read_words
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.places import Division, Place, ancestors, by_name, by_short_name, divisions, find_places, find_short_names
from articles.pipeline.recognize.zones import Zone, find_zones

HEAD = 1200
"""Characters of the body that are searched for places: what a page speaks from is said early."""
_TITLE, _SOURCE, _SECTION, _ZONE, _HOST, _PATH, _DATELINE, _SUBJECT, _BODY = 3.0, 3.0, 3.0, 3.0, 2.0, 2.0, 2.0, 2.0, 0.5
_TO = 0.3
"""What is left of a place's weight in a field where it is only gone to."""
_VISITORS = re.compile("[^,。;]{0,12}?(?:考察团|代表团|参访团|访问团)(?:赴|来|到|莅临|一行)")
_GONE_TO = re.compile(
    r"(?:到|赴|来|往|由|自|从|与|和|、|在|向|是|至|位于|走访|到访|拜访|走进|参观|考察|视察|会见|欢迎|接待|邀请)(?:了|的)?$"
)
_SPEAKS = re.compile(
    r"(?:召开|举行|举办|召集|組織|组织|开展|委|政府|(?:人民)?(?:法院|检察院)|公安局|总工会|人大|政协|舉行|舉辦|召開|各界|全域|上下|长(?=[\u4e00-\u9fff]{2,3}[会視视])|長(?=[\u4e00-\u9fff]{2,3})|为|供稿|第?[一二三四五六七八九十]+届(?:人大|人民代表|政协|委员会|党代)|"
    r"[^,。;在]{2,20}(?:召开|举行|举办|开幕)(?=[,。]))"
)
_ORGAN = re.compile(r"委(?!员)|(?:人民)?政府|人大|政协")
_DATELINE_MARK = re.compile(r"[^。]{0,30}?讯|[^。]{0,20}?\d+日[电電]|据[^。,]{2,20}?消息")
_REPORTS = re.compile("報導|报道")
_REPORTED = re.compile(r"[\u4e00-\u9fff]{2,4}[/／ ](?:記者)?\s*(?P<place>[\u4e00-\u9fff]{2,3}[縣市县]?)\s*[/／]?\s*(?:報導|报道)")
_FIRST_LINES, _FIRST_LINES_LENGTH = 15, 200
_NEWS_PATH = re.compile(r"(?:xinwen|news|xw|yaowen|zhengfu|gov|jinri|ribao|shi|qu|xian)$")
_ZONE_HOST = re.compile(r"([a-z]{2,3})(jkq|jjkfq|jjq|gxq|gxjskfq|kfq|etdz)$")
_ZONE_WORDS = {
    "jkq": "经济开发区",
    "jjkfq": "经济开发区",
    "jjq": "经济区",
    "gxq": "高新区",
    "gxjskfq": "高新区",
    "kfq": "开发区",
    "etdz": "经济技术开发区",
}
_LEVEL_LETTER = {"s": "市", "q": "区", "x": "县"}


class Evidence(NamedTuple):
    """`division` is None for a zone's bare name; `name` as printed. `part` of the page (reasons.py), its words, in how many places."""

    name: str
    division: Division | None
    weight: float
    part: str
    words: str = ""
    places: int = 1
    zone: bool = False


def find_evidence(page: Page) -> list[Evidence]:
    """All that speaks for a place, in the order of the page's fields."""
    article = page.article
    found: list[Evidence] = []
    for field, text, weight in (
        ("zone", article.zone, _ZONE),
        ("title", article.title, _TITLE),
        ("title", article.subtitle, _TITLE / 2),
        ("source", article.source, _SOURCE),
        *(("section", part, _SECTION) for part in article.section),
    ):
        if text:
            found += _in_field(text, weight, field)
    found += _in_reporters_line(page)
    found += _in_address(page.url)
    found += _in_body(page.plain[:HEAD])
    return found


def _in_field(text: str, weight: float, field: str) -> Iterator[Evidence]:
    """Places in a short field; a name without its level word counts when it is not a word first."""
    places = find_places(text)
    zones = find_zones(text)
    for zone in zones:
        yield Evidence(zone.name, zone.division, weight, field, text, zone=True)
    for place in places:
        gone = _TO if _is_gone_to(text, place.start) or _VISITORS.match(text, place.end) else 1.0
        yield from _each(place, weight * gone, field, text)
    covered = [(item.start, item.end) for items in (places, zones) for item in items]
    for place in find_short_names(text):
        if any(start <= place.start < end for start, end in covered) and not _starts_a_zone(place, zones):
            continue
        if place.name in _place_words() or (len(place.name) == 2 and _inside_a_word(text, place)):
            continue
        gone = _TO if _is_gone_to(text, place.start) else 0.9
        yield from _each(place, weight * gone, field, text)


def _is_gone_to(text: str, at: int) -> bool:
    """Whether the place is only gone to: 赴湖州, and 赴浙江|湖州, where what lies above is named before it."""
    for size in range(2, 5):
        if text[max(0, at - size) : at] in by_short_name() or text[max(0, at - size) : at] in by_name():
            return _GONE_TO.search(text, 0, at - size) is not None
    return _GONE_TO.search(text, 0, at) is not None


def _starts_a_zone(place: Place, zones: list[Zone]) -> bool:
    return any(zone.start == place.start and zone.division is None for zone in zones)


def _inside_a_word(text: str, place: Place) -> bool:
    """深圳 in 深圳市 is found in full; 山东 in 中山东路 is no province."""
    return text[place.end : place.end + 1] in ("路", "街", "桥", "山") and True


@cache
def _place_words() -> frozenset[str]:
    return frozenset(read_words("place_words.tsv"))


def _each(place: Place, weight: float, part: str, words: str = "", places: int = 1) -> Iterator[Evidence]:
    share = weight if len(place.divisions) == 1 else weight * 0.9
    for division in place.divisions:
        yield Evidence(place.name, division, share, part, words, places)


def _in_body(text: str) -> Iterator[Evidence]:
    """Places in the body's first part: the dateline and the subject of the first sentences weigh more than the rest."""
    dateline = _DATELINE_MARK.match(text)
    seen: dict[str, float] = {}
    if dateline:
        for place in find_short_names(dateline.group()):
            if place.name not in _place_words():
                yield from _each(place, _DATELINE, "dateline", dateline.group().strip())
    places = find_places(text)
    for place in places:
        gone = _is_gone_to(text, place.start)
        subject = place.start < 150 and not gone and _SPEAKS.match(text, place.end)
        organ = not gone and _ORGAN.match(text, place.end)
        weight = _SUBJECT if subject and seen.get(place.name, 0) < _SUBJECT else 0.0 if gone else _BODY * 2 if organ else _BODY
        total = seen.get(place.name, 0.0)
        if weight and total < _SUBJECT + 1:
            seen[place.name] = total + weight
            yield from _each(place, weight, "body", places=text.count(place.name) if total == 0 else 0)
            short = place.divisions[0].short
            if total == 0 and short not in _place_words():
                often = text.count(short) - text.count(place.name)
                yield from _each(place, 0.3 * min(often, 5), "body", places=often) if often > 1 else ()
    for zone in find_zones(text):
        before = next((place.start for place in places if place.end == zone.start), zone.start)
        gone = _is_gone_to(text, before)
        weight = 0.3 if gone else _SUBJECT if zone.start < 60 and _SPEAKS.match(text, zone.end) else _BODY
        yield Evidence(zone.name, zone.division, weight, "body", zone=True)


def _in_reporters_line(page: Page) -> Iterator[Evidence]:
    """記者某某/南投報導, and a line above the article that is a place's name and nothing else."""
    for line in (*page.chrome[:_FIRST_LINES], page.plain[:_FIRST_LINES_LENGTH]):
        for match in _REPORTED.finditer(line) if _REPORTS.search(line) else ():
            for place in find_short_names(match["place"]):
                if place.start == 0 and place.name not in _place_words():
                    yield from _each(place, _DATELINE, "dateline", match.group().strip())
    alone = {line: places[0] for line in page.chrome[:_FIRST_LINES] if (places := find_places(line)) and places[0].name == line}
    if len(alone) == 1:
        for line, place in alone.items():
            yield from _each(place, _DATELINE, "section", line)


def _in_address(url: str | None) -> Iterator[Evidence]:
    """Places spelled in the address: taixing.cn, wbq.gov.cn with a name that begins so, /fudingxinwen/, zbjkq.gov.cn."""
    if not url:
        return
    parts = urlsplit(url)
    host = parts.hostname or ""
    labels = host.split(".")
    for label in labels[:-1]:
        rows = _by_letters().get(label, ())
        for division in rows:
            below = division.level > rows[0].level  # lishui.gov.cn is the prefecture's, not the county's that reads alike
            yield Evidence(division.name, division, _HOST / 2 if below else _HOST, "address", host)
        zone = _ZONE_HOST.match(label)
        if zone and "gov" in labels:
            cities = [row for row in _by_acronym().get(zone[1], ()) if row.level == 2]
            if len(cities) == 1:
                yield Evidence(cities[0].short + _ZONE_WORDS[zone[2]], cities[0], _HOST, "address", host, zone=True)
        if "gov" in labels and label[-1:] in _LEVEL_LETTER:
            for division in _by_acronym().get(label[:-1], ()):
                if division.name.endswith(_LEVEL_LETTER[label[-1]]):
                    yield Evidence(division.name, division, _HOST / 4, "address", host)
    for part in parts.path.split("/")[:5]:
        stem = _NEWS_PATH.sub("", part)
        if len(stem) >= 5 and stem != part:
            for division in _by_letters().get(stem, ()):
                yield Evidence(division.name, division, _PATH, "address", f"/{part}/")


@cache
def _by_letters() -> dict[str, tuple[Division, ...]]:
    """Divisions by their name in letters (taixing), five letters at least, prefectures before counties."""
    found: dict[str, list[Division]] = {}
    for division in divisions().values():
        letters = division.pinyin.replace(" ", "")
        if len(letters) >= 5:
            found.setdefault(letters, []).append(division)
    return {letters: tuple(sorted(rows, key=lambda row: row.level)) for letters, rows in found.items()}


@cache
def _by_acronym() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in divisions().values():
        found.setdefault("".join(syllable[0] for syllable in division.pinyin.split()), []).append(division)
    return {letters: tuple(rows) for letters, rows in found.items()}


def weigh(evidence: list[Evidence]) -> dict[str, float]:
    """Weight by division code: its own evidence, and half of what speaks for the divisions above it (they tell 鼓楼区 from 鼓楼区)."""
    own: dict[str, float] = {}
    for item in evidence:
        if item.division is not None:
            own[item.division.code] = own.get(item.division.code, 0.0) + (item.weight * 0.7 if item.zone else item.weight)
    return {
        code: weight + sum(min(own.get(above.code, 0.0), 2.0) / 2 for above in ancestors(divisions()[code])[1:])
        for code, weight in own.items()
    }
