"""The government that a 市长, 区长 or 里长 heads: of the place said with the title, of the one said before, or of the home.

大里區長 and 竹北市長 head a 公所: a Taiwanese township, a district of a great city and a city under a county have no 政府.
"""

import re

from articles.pipeline.recognize.body import NAMED, Body
from articles.pipeline.recognize.completion import complete
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.places import find_places
from articles.pipeline.recognize.reasons import ABOVE, meant
from articles.pipeline.recognize.titles import Title

_UNKNOWN_PLACE = ("名录中无此地", "no such place in the list of divisions")


def government_of(written: str, title: Title, home: Home, context: Body | None) -> tuple[Body | None, str]:
    """市长: the government of the place said with it, of the one before in the phrase, or of the home."""
    level = title.head[-2:-1] if len(title.head) > 1 else ""
    if title.head in ("行政长官", "行政長官"):
        place = written or "香港特别行政区"
        return Body(f"{place}政府", place, "government", NAMED, bool(written)), "named"
    if title.head in ("专员",):
        return (complete(written, home, context) if written else None), "named"
    place = re.sub(r"(?:人民)?政府$", "", re.sub(r"^.*?第\d+[届屆]", "", written))
    if place in _QUARTERS:
        return Body(place + "公所", place, "government", NAMED, False), "as_written"
    if place == level or place in ("我" + level, "本" + level):
        place = ""
    if place:
        found = [item for item in find_places(place + level) if item.end == len(place) + 1] or [
            item for item in find_places(place) if item.end == len(place)
        ]
        if found:
            name = found[-1].name
            seat = "公所" if name in _TAIWANESE_CITIES or (level == "區" and not found[-1].divisions) else "政府"
            return Body(name + seat, name, "government", NAMED, True), "named"
        if level in "镇乡村鎮鄉里" and 1 < len(place) < 8:
            name = place if place.endswith(level) else place + level
            return Body(name + _SEATS.get(level, "政府"), name, "village" if level == "里" else "government", NAMED, True), "named"
        if level in "市县区縣區" and 1 < len(place.removesuffix(level)) < 4 and written == place:
            unknown = place.removesuffix(level) + level
            seat = "公所" if level == "區" or unknown in _TAIWANESE_CITIES else "政府"
            return Body(f"{unknown}{seat}", unknown, "government", _UNKNOWN_PLACE, False), "as_written"
        return None, "unknown_body"
    same = {"县": "縣", "区": "區", "镇": "鎮", "乡": "鄉"}
    if (
        context is not None
        and context.certain
        and context.base
        and (context.base[-1] == level or same.get(context.base[-1]) == level or same.get(level) == context.base[-1])
    ):
        return Body(
            context.base + "政府", context.base, "government", (f"属前文的{context.base}", f"of {context.base}, said before"), True
        ), "carried"
    simple = {"縣": "县", "區": "区", "鎮": "镇", "鄉": "乡"}.get(level, level)
    if simple in home.levels:
        name = home.levels[simple]
        return Body(
            name + "政府",
            name,
            "government",
            meant(level, name, home.why.get(simple, ABOVE)),
            True,
        ), "completed"
    if level == "里":
        return None, "unknown_body"
    return Body(level + "政府", level, "government", (f"页面未言何{level}", f"nothing on the page says which {level}"), False), "as_written"


_TAIWANESE_CITIES = frozenset(
    [
        "竹北市",
        "苗栗市",
        "頭份市",
        "彰化市",
        "員林市",
        "南投市",
        "斗六市",
        "太保市",
        "朴子市",
        "屏東市",
        "宜蘭市",
        "花蓮市",
        "臺東市",
        "台東市",
        "馬公市",
    ]
)
"""Cities under a county, headed by a 公所 as the townships and the 區 of the great cities are."""
_QUARTERS = ("東區", "西區", "南區", "北區", "中區")
_SEATS = {"鎮": "公所", "鄉": "公所", "里": ""}
"""What a place's head heads, where it is no 政府: a Taiwanese township has its 公所, a 里 is headed as it is."""
