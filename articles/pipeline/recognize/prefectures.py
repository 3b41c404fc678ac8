"""Bodies of a prefecture that is called 地区: its 地委 and its 行署, each with the short form it is known by.

    喀什地委, 喀什地区地委, 地委 (home 喀什地区)        喀什地委
    地委组织部                                    喀什地委组织部
    行署, 地区行署, 喀什地区行政公署                 喀什地区行署

No other kind of place has them: where the page names no prefecture, they stay as written.
"""

import re

from articles.pipeline.recognize.places import by_short_name

SUFFIX = "地区"
_COMMITTEE = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,6}?)?(?:地区)?地委(?P<rest>[\u4e00-\u9fff]{0,12})")
_OFFICE = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,6}?)?(?:地区)?(?:行署|行政公署)(?P<rest>[\u4e00-\u9fff]{0,12})")


def read_prefecture(text: str, home: str | None) -> tuple[str, str, str, bool] | None:
    """Name, place, what follows 地委 or 行署, and whether the place is printed; `home`: the page's prefecture. None if it is no such body.

    >>> read_prefecture("地委组织部", "喀什地区")
    ('喀什地委组织部', '喀什地区', '组织部', False)
    >>> read_prefecture("行署", None)
    ('行署', '', '', False)
    >>> read_prefecture("各地委", "喀什地区") is None
    True
    """
    for pattern, organ in ((_COMMITTEE, "地委"), (_OFFICE, "行署")):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        place = _full_name(match["place"]) if match["place"] else home
        if match["place"] and place is None:
            return None
        if place is None:
            return organ + match["rest"], "", match["rest"], False
        name = (place.removesuffix(SUFFIX) if organ == "地委" else place) + organ + match["rest"]
        return name, place, match["rest"], bool(match["place"])
    return None


def _full_name(short: str) -> str | None:
    return next((row.name for row in by_short_name().get(short, ()) if row.name.endswith(SUFFIX)), None)
