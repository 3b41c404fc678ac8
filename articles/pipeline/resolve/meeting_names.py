"""The name of a meeting, taken apart: what it is about, whose it is, its numbers, its form.

中共苏州市相城区委五届九次全会 (home 320507)      about 区委五届九次全会 · holder 320507 · numbers 五届, 九次
2024年全市高质量发展大会 (home 320507)            about 高质量发展 · holder 320500, said · year 2024
召开高质量发展大会                                about 高质量发展 · nothing said
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from articles.pipeline.lexicon import read_table

_FORMS = (
    *("集体学习", "学习会", "座谈会", "推进会", "动员会", "部署会", "调度会", "协调会", "分析会", "汇报会", "通报会", "交流会"),
    *("研讨会", "推介会", "洽谈会", "对接会", "招商会", "发布会", "说明会", "论证会", "评审会", "咨询会", "听证会", "总结会", "表彰会"),
    *("誓师会", "现场会", "联席会", "茶话会", "恳谈会", "欢迎会", "欢送会", "宣讲会", "报告会", "民主生活会", "组织生活会", "年会", "晚会"),
    *("全会", "常委会", "常务会", "党组会", "办公会", "党委会", "理事会", "董事会", "人代会"),
    *("峰会", "论坛", "仪式", "典礼", "活动", "讲座", "党课", "培训班", "研讨班", "读书班", "启动会", "运动会", "博览会", "交易会"),
)
_STANDING = ("全会", "常委会", "常务会", "党组会", "办公会", "党委会", "理事会", "董事会", "人代会")
"""Forms that tell what the meeting is: its body holds one of them on a day."""
_GENERAL = re.compile(r"(?:(?:工作|专题|视频|全体|重点|有关|相关|全体干部|干部|现场)*(?:会议|大会|会))+$")
_HELD = re.compile(
    r"^(?:在[^,。]{2,12}?)?(?:(?:隆重|胜利|顺利|圆满|成功|正式|专题|主持|组织|联合|共同)*(?:召开|举行|举办|开展|召集))了?"
    r"|(?:在[^,。]{2,20}?)?(?:隆重|胜利|顺利|圆满|成功|正式|如期)?(?:召开|举行|举办|开幕|闭幕|落幕)$"
)
_SPELLINGS = (
    (re.compile(r"[\s“”‘’\"'《》<>「」『』【】\[\]·,、:;—-]"), ""),
    (re.compile(r"[(]?扩大[)]?"), ""),
    (re.compile(r"[()]"), ""),
    (re.compile(r"中国共产党"), "中共"),
    (re.compile(r"人民代表大会(?!常)"), "人大"),
    (re.compile(r"人民代表大会常务委员会"), "人大常委会"),
    (re.compile(r"中国人民政治协商会议|人民政治协商会议|政治协商会议"), "政协"),
    (re.compile(r"常务委员会"), "常委会"),
    (re.compile(r"(?<=届)(?:中央|[省市区县州旗]?委|[省市区县州旗]?委?委员会|纪律检查委员会)(?=第?[一二三四五六七八九十\d]+次)"), ""),
    (re.compile(r"全体会议|全委会|全委扩大会议"), "全会"),
    (re.compile(r"(常委|党组|党委|常务|办公|常委会|党组会|党委会|常务会|办公会)会议$"), r"\1会"),
    (re.compile(r"会会$"), "会"),
    (re.compile(r"(推进|动员|部署|调度|表彰|总结|誓师|推介|交流|启动|招商|宣讲|报告|发布)(?:工作)?(?:大会|会议|会)$"), r"\1会"),
    (re.compile(r"签约式|簽約儀式"), "签约仪式"),
    (re.compile(r"第(?=[一二三四五六七八九十百\d]+[届次期场])"), ""),
)
_YEAR = re.compile(r"((?:19|20)\d{2}|[二一][〇零九][〇零一二三四五六七八九]{2})年?(?:度|(?<=年))?")
_NUMBER = re.compile(r"[一二三四五六七八九十百]+(?=[届次期场])[届次期场]")
_LEVELS = "省市区县旗州镇乡"
_LEVEL_WORD = re.compile(rf"^(?:全|我|本|各)([{_LEVELS}])(?:各?级)?|^([{_LEVELS}])(?=委|政府|人大|政协|纪委|[一二三四五六七八九十]+届)")
_ZONE = re.compile(
    r"^(?:国家级?|省级)?(?:[\u4e00-\u9fff]{0,6}?(?:高新技术产业开发区|经济技术开发区|高新区|经开区|开发区|工业园区|产业园区?|园区)|"
    r"[\u4e00-\u9fff]{1,6}?(?:新城|科技城|保税区|度假区|示范区|街道|社区|(?<![城乡])镇(?!村)|(?<!城)乡(?![村镇亲])))(?=.{2})"
)
_COMMITTEE = re.compile(rf"^[{_LEVELS}]委?(?=[一二三四五六七八九十]+届)")
_VISITING = re.compile(
    r"(?:调研|考察|视察|检查|走访|慰问|督查|督导|参观|参访|观摩|拜访|察看|访问|看望|指导|学习|交流|工作|活动|一行|率队|带队|来到|前往|赴|到|来|莅临|深入)+"
)
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class MeetingName:
    """`about`: what is left without place, year and general words; `year`, `numbers` as said.

    `parts`: of a name with 暨 each part, of any other the whole: what it is about and its form (座谈会, 仪式; "" for 大会 and 会议).
    `holder`: the division code of whose meeting it is, and whether the name says it (`said`); `zone`: the zone or town named, "".
    """

    about: str
    parts: tuple[tuple[str, str], ...]
    year: str = ""
    numbers: tuple[str, ...] = ()
    holder: str = ""
    said: bool = False
    zone: str = ""

    @property
    def forms(self) -> frozenset[str]:
        return frozenset(form for _, form in self.parts if form)

    @property
    def standing(self) -> bool:
        """Whether a body meets so again and again: 常委会, 党组会."""
        return any(form in _STANDING for form in self.forms)


@cache
def _divisions() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, ...]]]:
    """Code to name and short name; full name to codes."""
    names: dict[str, tuple[str, str]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    for row in read_table("divisions.tsv"):
        names[row[0]] = (row[1], row[3])
        codes[row[1]] = (*codes.get(row[1], ()), row[0])
    return names, codes


def take_apart(name: str, kind: str, places: tuple[str, ...], people: tuple[str, ...] = ()) -> MeetingName:
    """The parts of a meeting's name. `places`: the codes of the page's home, narrowest first; `people`: whom a visit's name may tell."""
    left = plain_name(name)
    found = _YEAR.search(left)
    year, left = _western(found[1]) if found else "", _YEAR.sub("", left, count=1)
    home = places[0] if places else ""
    if kind == "visit":
        for person in people:
            left = left.replace(person, "")
        about = _VISITING.sub("", left)
        return MeetingName(about, ((about, ""),), year, (), home)
    holder, left = _holder(left.removeprefix("中共"), places)
    zone, left = _zone(left)
    left = _COMMITTEE.sub("", left)
    parts = tuple(map(_part, left.split("暨")))
    return MeetingName(
        "暨".join(about for about, _ in parts), parts, year, tuple(_NUMBER.findall(left)), holder or home, bool(holder), zone
    )


def _part(name: str) -> tuple[str, str]:
    """What one part of a name is about, and its form, "" for 大会 and 会议.

    >>> _part("项目签约仪式"), _part("区委常委会"), _part("教育工作会议")
    (('项目签约', '仪式'), ('区委常委会', '常委会'), ('教育', ''))
    """
    form = next((form for form in _FORMS if name.endswith(form)), "")
    if form in _STANDING:
        return name, form
    return name.removesuffix(form) if form else _GENERAL.sub("", name), form


def _zone(name: str) -> tuple[str, str]:
    """The zone, street or town whose meeting it is, and the rest; 开发区工作会议 is about such, and of none."""
    found = _ZONE.match(name)
    rest = name[found.end() :] if found else ""
    if found is None or not _GENERAL.sub("", rest):
        return "", name
    zone = re.sub(r"^(?:国家级?|省级)|技术|产业", "", found.group())
    return zone.replace("高新开发区", "高新区").replace("经济开发区", "经开区"), rest


def plain_name(name: str) -> str:
    """One spelling for what is one name: 第5次全体(扩大)会议 and 五次全会, 常委会会议 and 常委会.

    >>> plain_name("中国共产党相城区第五届委员会第9次全体(扩大)会议"), plain_name("隆重召开“高质量发展”推进大会")
    ('中共相城区五届九次全会', '高质量发展推进会')
    """
    left = unicodedata.normalize("NFKC", name)
    left = re.sub(r"(?<!\d)\d{1,2}(?=[届次期场])", lambda found: _chinese(int(found.group())), left)
    left = _HELD.sub("", left)
    for pattern, spelling in _SPELLINGS:
        left = pattern.sub(spelling, left)
    return left


def _chinese(number: int) -> str:
    """1 to 99 in Chinese numerals; 0 as 零."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def _western(year: str) -> str:
    return "".join(
        str(_DIGITS.replace("零", "〇").index(char)) if char in "〇一二三四五六七八九" else char for char in year.replace("零", "〇")
    )


def _holder(name: str, places: tuple[str, ...]) -> tuple[str, str]:
    """The code of the division the name begins with, "" where it says none, and the rest of the name, which keeps 区 before 委."""
    names, codes = _divisions()
    holder, left = "", name
    while True:
        found = next(((len(name), code) for code in places if code in names for name in names[code] if left.startswith(name)), None)
        if found is None:
            length = next((size for size in range(min(12, len(left)), 2, -1) if left[:size] in codes), 0)
            if not length:
                break
            known = codes[left[:length]]
            found = (length, known[0] if len(known) == 1 else "name:" + left[:length])
        full = left[: found[0]]
        holder, left = found[1], left[found[0] :]
        if left.startswith(("委", "政府", "人大", "政协", "纪委")) and full[-1] in _LEVELS:
            left = full[-1] + left
    level = _LEVEL_WORD.match(left)
    if level is None:
        return holder, left
    sign = level[1] or level[2]
    said = next((code for code in places if code in names and names[code][0].endswith(sign)), "")
    if level[1]:
        left = left[level.end() :]
    return holder or said or f"level:{sign}", left


def level_of(holder: str) -> str:
    """The level word of a holder: the last character of its division's name, 区 of level:区.

    >>> level_of("320507"), level_of("level:市"), level_of("name:鼓楼区")
    ('区', '市', '区')
    """
    names, _ = _divisions()
    return names[holder][0][-1] if holder in names else holder[-1:]
