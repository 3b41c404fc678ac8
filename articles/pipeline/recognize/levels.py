"""The administrative level of the place a body belongs to: national, province, city, county, town.

>>> level_of("六合区委组织部", "department"), level_of("南京市政府", "government"), level_of("商务部", "department")
('county', 'city', 'national')
>>> level_of("星河智能科技有限公司", "company") is None
True

Read from the completed name and the divisions' codes: 省 and 直辖市 are provinces, 地级市 and 州 cities, 县, 市辖区 and 县级市 counties.
A zone has the level of the place it lies in. A company, a school or a society has none, unless its name begins with a place and its level
word (南京市第二中学).
"""

import re
from functools import cache

from articles.pipeline.lexicon import read_words
from articles.pipeline.recognize.places import Division, find_places, find_short_names
from articles.pipeline.recognize.zones import find_zones

_OF_THE_STATE = frozenset(
    ["party", "discipline", "committee", "congress", "conference", "government", "zone", "department", "army", "police", "court"]
)
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,5}?(?:镇|乡|街道|鎮|鄉)(?=党|黨|工委|政府|人民|公所|人大|办事处|辦事處|纪|团委|派出所|社区|$)")
_NO_BODIES = ("国际", "世界", "亚洲", "联合国", "中国", "中华", "全国")
_SENT_TO = re.compile("驻.*")
_DIRECTIONS = ("城东", "城西", "城南", "城北", "城中", "城区", "郊区", "矿区", "东区", "西区")
_NAMES = {1: "province", 2: "city", 3: "county"}


def level_of(name: str, kind: str | None) -> str | None:
    """The level, None where the name does not tell it or the body belongs to no place."""
    places = find_places(name)
    end = 0
    for place in places:
        if place.start == end:
            end = place.end
    state = kind in _OF_THE_STATE
    if (state or end) and _TOWN.match(name, end) and not name.startswith(("各", "全")):
        return "town"
    if end:
        return _level(next(place.divisions for place in places if place.end == end))
    if not state:
        return None
    if name.startswith(_national()) and kind != "zone":
        here = _SENT_TO.sub("", name)
        places = find_places(here)
        return _level(places[-1].divisions) if places else None if any(find_short_names(here)) else "national"
    zone = next((zone for zone in find_zones(name) if zone.start == 0), None)
    if zone is None or zone.division is None or name.startswith(_DIRECTIONS):
        return None
    return _level((zone.division,))


def _level(divisions: tuple[Division, ...]) -> str | None:
    """The one level of all divisions that bear the name."""
    levels = {"county" if not row.code[:2].isdigit() and row.name[-1] in "县縣" else _NAMES[row.level] for row in divisions}
    return levels.pop() if len(levels) == 1 else None


@cache
def _national() -> tuple[str, ...]:
    return tuple(word for word in read_words("national_bodies.tsv") if word not in _NO_BODIES)
