"""Which institution a part or a title belongs to that does not say it: 汉学院 beside a university's 国际交流处, 校长 of the page's own.

某某大学国际交流处处长李某、汉学院院长陈某        某某大学汉学院
校长王某 in a page of one university           that university
星河咖啡党工委                                  none: a working committee sits over a territory
"""

import re

from articles.pipeline.recognize.body import Body
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.places import by_short_name, find_places
from articles.pipeline.recognize.titles import Title

_UNIT = re.compile(r"(?:[处處部室系馆館院所]|中心)$")
_UNIT_OF = re.compile(r"(?P<institution>.{2,}?(?:大学|大學|职业技术学院|医院|集团))(?P<unit>.+)")


_LONGEST_UNIT, _SHORT_UNIT = 12, 6
_ELSEWHERE = re.compile("中国|国家|全国|中华|中科院|[省市县]|.*(?:职业|技师)")
_COLLEGE = re.compile("[\u4e00-\u9fff]{0,8}(?:学院|学系|研究生院|科研院|科技园|图书馆|学科办|办公室|[^党]办|中心|处)(?:党委|党总支|团委)?")


def with_institution(written: str, body: Body | None, home: Home) -> str:
    """汉学院 after 某某大学国际交流处 in one list is that university's; not another institution with a place of its own."""
    if body is None or not body.certain or body.name == written or len(written) > _LONGEST_UNIT or _ELSEWHERE.match(written):
        return written
    own = home.institutions.get("校", "")
    if not (own and body.base.startswith(own)) and len(written) <= _SHORT_UNIT:
        own = body.base
    if own.endswith(("大学", "大學")) and body.base.startswith(own) and _COLLEGE.fullmatch(written) and not written.startswith(own):
        return written if any(written[:size] in by_short_name() for size in (2, 3)) else own + written
    if not _UNIT.search(written):
        return written
    of = _UNIT_OF.fullmatch(body.name)
    if of is None or not _UNIT.search(of["unit"]) or _UNIT_OF.match(written + "-") or written[0] in "我本该":
        return written
    return written if any(written[:size] in by_short_name() for size in (2, 3)) else of["institution"] + written


_INSTITUTION_KEYS = {"校长": "校", "校長": "校"} | dict.fromkeys(
    ("会长", "會長", "理事长", "理事長", "秘书长", "秘書長", "监事长", "監事長"), "会"
)


def institution_of(title: Title, home: Home) -> Body | None:
    if title.kind == "company":
        key = "公司"
    elif title.head in ("院长", "院長"):
        key = "院" if "院" in home.institutions else "本院"
    else:
        key = _INSTITUTION_KEYS.get(title.head, "")
    if key and key in home.institutions:
        return Body(
            home.institutions[key],
            home.institutions[key],
            "institution",
            (f"页面所属{home.institutions[key]}", f"{home.institutions[key]} is the page's own"),
            True,
        )
    return None


_TERRITORIAL = re.compile("党工委|黨工委|管委会|管委會|办事处|街道党委|镇党委")
_LAND = re.compile(
    r"[区區园園城镇鎮乡鄉街道路村湖岛島港州市县縣江河山谷洲湾灣海口岸桥橋滩圈校地坝坪岭庄堡家景]$|"
    r"(?:高新|高新技术|经开|经济|开发|示范|保税|自贸|机关|直属|国资|新兴|产业|科技|工业|化工|生态|旅游|度假|物流|商务|合作|金融|文化)$"
)


def seats_a_company(written: str) -> bool:
    """星河咖啡党工委: a working committee sits over a territory, and the four characters or more before it are none.

    Shorter ones (东山党工委) are believed: towns and brands look alike there.
    """
    match = _TERRITORIAL.search(written)
    if match is None:
        return False
    land = written[: match.start()]
    name = land[max((place.end for place in find_places(land)), default=0) :]
    return len(name) >= 4 and not _LAND.search(name)
