"""What stands behind the place: organ, department, town, zone or part of an institution, each in short and official form.

委组织部                 part of 委
科学技术局党组           科技局党组, part of 科技局
政府外事办公室           外办, part of 政府
元和街道办事处           the town 元和街道 with its 办事处
漕湖国家级经济技术开发区管委会     the zone 漕湖经开区 with its 管委会
上海某大学材料学院       part of 上海某大学
"""

import re
from functools import cache
from typing import NamedTuple

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.resolve.organization_names import Organ, department, organs


class Part(NamedTuple):
    """`above`: what it is part of, by its short form at the same place; ^ the same one level up (^公安局: that
    one), "" none. `before`: as in `Organ`."""

    short: str
    official: str
    kind: str
    above: str = ""
    before: str = ""


_TAIL = re.compile(r"(?:机关党委|党组|党委|党总支|党支部|工会|团委|团工委|纪检组|纪检监察组|驻.{1,4}纪检监察组)$")
_DEPARTMENT_END = re.compile(
    r"(?:局|厅|委|办|署|办公室|办公厅|委员会|领导小组|工作小组|指挥部|总指挥部|专班|总队|支队|大队|管理处|督查室|研究室)$"
)
_OF_THE_STATE = ("税务局", "国税局")
"""Bureaus under the one of their kind a level up, not under the government of the place."""
_SUBUNIT = re.compile(r"^(.+?(?:局|厅|委|办公室|办公厅|支队|总队|大队))([^党].*(?:处|科|室|股|队|所|站|分局|中心|学校))$")
_BRANCH = re.compile(r"^(.{2,}局)(?!分局)(.{2,})分局$")
_TOWN = re.compile(
    r"^([\u4e00-\u9fff]{1,6}?(?:街道|镇|乡))(|党委|党工委|政府|办事处|人大|人大主席团|人大工委|纪委|纪工委|政协工委|人武部|武装部|党政办|党政办公室|"
    r"团委|妇联|工会|总工会|综合行政执法局|综合执法局|[\u4e00-\u9fff]{2,8}(?:办公室|办|所|站|局|科))$"
)
_NO_TOWN = re.compile(r"^(?:各|全|该|本|我|镇|乡|街道|乡镇|城乡)|[和与]城乡|城乡(?:建设|规划|管理|融合|一体)")
_PARTY_TAILS = ("党委", "党工委", "团委")
ZONE_WORDS = (
    ("经济技术开发区", "经开区"), ("经济开发区", "经开区"), ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"), ("高新技术开发区", "高新区"),
    ("自由贸易试验区", "自贸区"), ("自贸试验区", "自贸区"), ("旅游度假区", "旅游度假区"),
    *((word, word) for word in (
        "高新区", "经开区", "工业开发区", "开发区", "工业园区", "产业园区", "科技园区", "综合保税区", "保税港区", "保税区",
        "自贸区", "自贸片区", "新片区", "新区", "新城", "示范区", "合作区", "度假区", "试验区", "港区", "园区",
        "科学城", "知识城", "生态城",
    )),
)  # fmt: skip
_ZONE_SHORT = dict(ZONE_WORDS)
_ZONE = re.compile(
    r"^(?P<middle>[\u4e00-\u9fff]{0,6}?)(?:国家级?|省级)?(?P<word>" + "|".join(_ZONE_SHORT) + r")"
    r"(?P<tail>|党工委|党委|管委会|纪工委|工会|团工委|党政办|[\u4e00-\u9fff]{1,10}(?:局|委|办|办公室|部|中心|处|公室))$"
)
_INSTITUTION_END = (
    "有限责任公司|股份有限公司|有限公司|公司|集团|科学院|研究院|研究所|实验室|大学|学院|医院|学校|中学|小学|协会|学会|商会|联合会|促进会|基金会|"
    "研究会|银行|电视台|报社|出版社|委员会|中心"
)
_MEMBER = re.compile(
    rf"^(?P<whole>.{{2,}}(?:{_INSTITUTION_END}))(?!业(?!务)|[城生路街])(?P<part>(?!附属|有限|股份|责任|集团|大学|医院|公司)[^()]*?"
    r"(?:部|中心|室|所|院|系|处|科|司|总部|委员会|分会|党委|党组|纪委|团委|工会|党总支|党支部|学院|事业部|办公室|董事会|监事会|理事会|分公司|支行|"
    r"分行|校区|分校|基地|队))$"
)


@cache
def _endings() -> tuple[dict[str, str], int]:
    table = {row[0]: row[1] for row in read_table("organization_suffixes.tsv")}
    return table, max(map(len, table))


def kind_of(name: str) -> str:
    """The kind of body by the longest known ending, "" where none is known."""
    table, longest = _endings()
    return next((table[name[-size:]] for size in range(min(longest, len(name)), 0, -1) if name[-size:] in table), "")


def of_territory(rest: str, *, known_only: bool) -> Part | None:
    """What stands behind a territory's name; `known_only`: nothing that is not in the lexicon."""
    organ = organs().get(rest)
    if organ:
        return _of_organ(organ)
    tail = _TAIL.search(rest)
    if tail and tail.start():
        whole = of_territory(rest[: tail.start()], known_only=known_only)
        return whole and Part(whole.short + tail.group(), whole.official + tail.group(), kind_of(rest) or "party", whole.short)
    known = department(rest)
    if known:
        if known[0] in _OF_THE_STATE:
            return Part(*known, "department", "^")
        above = f"^{known[0].removesuffix('分局')}局" if known[0].endswith("分局") else "政府"
        return Part(*known, _kind_of_department(rest), above)
    return _under_organ(rest) or _under_department(rest) or (None if known_only else _other(rest))


def _of_organ(organ: Organ) -> Part:
    return Part(organ.short, organ.full, organ.kind, organ.above, organ.before)


def _kind_of_department(name: str) -> str:
    return "police" if name.startswith("公安") else "department"


def _under_organ(rest: str) -> Part | None:
    """委外事工作委员会办公室, 政府采购中心, 人大常委会法制工委: after the longest organ that begins the rest."""
    for size in range(len(rest) - 1, 0, -1):
        organ = organs().get(rest[:size])
        if organ is None or organ.kind not in ("party", "government", "congress", "conference", "discipline", "department", "court"):
            continue
        more = rest[size:]
        if more[0] in "省市区县":
            return None
        known = department(more)
        if known and organ.short == "政府":
            return Part(*known, _kind_of_department(more), "政府")
        kind = kind_of(more)
        if not kind or (organ.short == "委" and more[0] in "员托") or kind in ("company", "school", "university"):
            return None
        return Part(organ.short + more, organ.full + more, "department" if kind == "institution" else kind, organ.short, organ.before)
    return None


def _under_department(rest: str) -> Part | None:
    branch = _BRANCH.match(rest)
    inner = _SUBUNIT.match(rest)
    if inner is None or (branch and branch[2]):
        return None
    known = department(inner[1])
    if known is None and not inner[1].endswith(("局", "厅")):
        return None
    short, official = known or (inner[1], inner[1])
    return Part(short + inner[2], official + inner[2], kind_of(rest) or "department", short)


def _other(rest: str) -> Part | None:
    if not _DEPARTMENT_END.search(rest) or _TOWN.match(rest) or len(rest) < 2:
        return None
    kind = kind_of(rest) or "department"
    return Part(rest, rest, kind)


def branch_of(rest: str) -> tuple[str, str] | None:
    """The bureau and the place of its branch: 公安局相城分局 to 公安局, 相城."""
    match = _BRANCH.match(rest)
    return (match[1], match[2]) if match else None


def is_common_town(stem: str) -> bool:
    """Whether many towns of one city bear the name, so that their county alone tells them apart."""
    return stem in _common_towns()


class Town(NamedTuple):
    """`common`: many towns of one city bear the name."""

    name: str
    tail: str
    kind: str
    common: bool


@cache
def _common_towns() -> frozenset[str]:
    return frozenset(read_words("common_town_names.tsv"))


def town_of(rest: str) -> Town | None:
    """A town or sub-district, with its organ or office behind it.

    >>> town_of("元和街道办事处")
    Town(name='元和街道', tail='办事处', kind='government', common=False)
    """
    match = _TOWN.match(rest)
    if match is None or _NO_TOWN.search(rest) or len(match[1]) < 2:
        return None
    stem = match[1].removesuffix("街道").removesuffix("镇").removesuffix("乡")
    if not stem:
        return None
    kind = "party" if match[2] in _PARTY_TAILS else kind_of(match[2]) if match[2] else "government"
    return Town(match[1], match[2], kind or "department", is_common_town(stem) or len(stem) < 2)


class ZoneName(NamedTuple):
    """`short`: the zone's name behind its place, in the form the trade prints; `bare`: nothing but a zone word."""

    short: str
    tail: str
    kind: str
    bare: bool
    printed: str


def zone_of(rest: str) -> ZoneName | None:
    """A zone's name behind its place; 国家, 国家级 and 省级 tell its rank, not its name.

    >>> zone_of("国家级高新技术产业开发区管委会")
    ZoneName(short='高新区', tail='管委会', kind='zone', bare=True, printed='高新技术产业开发区')
    """
    match = _ZONE.match(rest)
    if match is None:
        return None
    kind = "party" if match["tail"] in ("党工委", "党委", "团工委") else kind_of(match["tail"]) if match["tail"] else "zone"
    short = match["middle"] + _ZONE_SHORT[match["word"]]
    return ZoneName(short, match["tail"], kind or "department", not match["middle"], match["middle"] + match["word"])


def member_of(name: str) -> tuple[str, str] | None:
    """An institution and its part: 上海某大学材料学院 to 上海某大学, 材料学院; None where the name is one.

    >>> member_of("江苏省银行业协会"), member_of("星河设计研究院有限公司")
    (None, None)
    """
    match = _MEMBER.match(name)
    if match is None or match["part"].endswith(("有限公司", "中学", "小学")) or len(match["whole"]) < 4:
        return None
    return match["whole"], match["part"]


_NUMBER = re.compile(r"第?[一二三四五六七八九十百\d]+")


@cache
def _generic() -> tuple[frozenset[str], re.Pattern[str]]:
    words = sorted(read_words("generic_body_words.tsv"), key=len, reverse=True)
    return frozenset(words), re.compile("|".join((_NUMBER.pattern, *map(re.escape, words))))


def is_generic(name: str) -> bool:
    """Whether the name is made of words that many bodies share.

    >>> is_generic("第一人民医院"), is_generic("城市建设投资集团有限公司"), is_generic("星河创新研究院")
    (True, True, False)
    """
    words, _ = _generic()
    reached = {0}  # not one expression for the whole name: words that overlap would make it exponential
    for start in range(len(name)):
        if start in reached:
            number = _NUMBER.match(name, start)
            reached |= {end for end in range(start + 1, min(len(name), start + 8) + 1) if name[start:end] in words}
            reached |= {number.end()} if number else set()
    return len(name) in reached and bool(name)


def telling(name: str) -> int:
    """How many characters of the name are not of words that many bodies share."""
    return len(_generic()[1].sub("", name))
