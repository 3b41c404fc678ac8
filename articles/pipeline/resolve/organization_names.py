"""A body's name on one level: width, script, and the long forms of departments to the short ones that the trade prints.

    中共苏州市相城区委員會          苏州市相城区委
    科学技术局, 科技局              科技局
    发展和改革委员会, 发展改革委    发改委
    中国计算机学会(CCF)业务总部     中国计算机学会业务总部

What is compared is folded; what is shown keeps its script (南投縣政府).
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from opencc import OpenCC

from articles.pipeline.lexicon import read_table

_LATIN_GLOSS = re.compile(r"\([A-Za-z0-9&. -]+\)")
_QUOTES = re.compile(r"[\s@“”\"'《》〈〉「」『』]")
_LEVELS = "省市区县州旗盟"
_LONG_FORMS = tuple((re.compile(pattern), short) for pattern, short in (
    ("^(?:中国共产党|中共)(?!中央)", ""), ("^中国人民政治协商会议(?!全国)(.*?)(?:委员会)?$", r"\1政协"),
    ("中国人民政治协商会议", "政协"),
    (r"^(?:中国)?(?:共产主义青年团|共青团|团)(?!中央)(.+?[省市区县州旗盟])委(?:员会)?$", r"\1团委"),
    (r"^(?:中国)?政协(?!全国)(.+?[省市区县州旗盟])委(?:员会)?$", r"\1政协"), ("(?<=政协)委员会$", ""),
    ("^国家税务总局(?=.+税务局)", ""),
    ("(?<=新区)区(?=委|政府|人大|政协|纪委)", ""), ("人民代表大会常务委员会|人大常务委员会", "人大常委会"), ("人民代表大会", "人大"),
    ("纪律检查委员会|纪检委", "纪委"), ("纪律检查工作委员会", "纪工委"), ("监察委员会", "监委"),
    (r"政治协商会议(?:\S+?)?委员会|人民政协", "政协"),
    (rf"(?<=[{_LEVELS}镇乡])人民政府", "政府"), (rf"(?<=[{_LEVELS}])府(?=$|办)", "政府"), ("自治区人民政府", "自治区政府"),
    ("管理委员会", "管委会"), ("党工作委员会", "党工委"), ("(?<=[区城园道])工作委员会", "党工委"), ("(?<=[区城园道])工委", "党工委"),
    (rf"(?<=[{_LEVELS}])委员会", "委"), ("(?<=[镇乡])(?:委员会|委)$", "党委"),
    ("(?<=街道)办$", "办事处"), ("纪检监察工作委员会|纪检监察工委", "纪工委"),
    ("(?<=大学)学校(?=办公室)", ""),
))  # fmt: skip


@cache
def _script() -> dict[int, str]:
    """Traditional characters with their simplified forms, one by one."""
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(one): other for one, other in zip(characters, simple, strict=True) if one != other}


def fold(text: str) -> str:
    """Simplified, character by character.

    >>> fold("南投縣政府")
    '南投县政府'
    """
    return text.translate(_script())


def printed(name: str) -> str:
    """Width and brackets on one level, no blanks, quotation marks or @, no Latin gloss; the script stays.

    >>> printed("泓海（苏州） 半导体“星河”公司"), printed("中国计算机学会(CCF)")
    ('泓海(苏州)半导体星河公司', '中国计算机学会')
    """
    text = _QUOTES.sub("", unicodedata.normalize("NFKC", name)).replace("〔", "(").replace("〕", ")")
    return _LATIN_GLOSS.sub("", text) or text


def level(name: str) -> str:
    """The name to be compared: folded, and with the usual short forms of the organs of party and state.

    >>> level("中共苏州市相城区委員會"), level("中国人民政治协商会议舞阳县委员会")
    ('苏州市相城区委', '舞阳县政协')
    """
    text = fold(printed(name))
    text = _aliases().get(text, text)
    for pattern, short in _LONG_FORMS:
        text = pattern.sub(short, text)
    return text


@cache
def _aliases() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("institution_aliases.tsv")}


class Organ(NamedTuple):
    """`before`: what the official name puts before the place; `above`: the organ it is part of, ^ the same one level up, "" none."""

    short: str
    full: str
    before: str
    kind: str
    above: str


@cache
def organs() -> dict[str, Organ]:
    """The organs of a territory by the short form that stands behind the place's name."""
    rows = [Organ(*(cell.replace("-", "") for cell in row)) for row in read_table("territory_organs.tsv")]
    table = {row.short: row for row in rows}
    for row in rows:  # the party's departments are printed without 委 as well: 相城区组织部
        if row.short.startswith("委") and row.above == "委" and department(row.short[1:]) is None:
            table.setdefault(row.short[1:], row)
            table.setdefault(row.full.removeprefix("委员会"), row)
        if row.full != "委员会":
            table.setdefault(row.full, row)
        if row.short.startswith("委") and row.full.startswith("委员会"):
            table.setdefault("委" + row.full.removeprefix("委员会"), row)
    table.update({form: table[short] for form, short in (("委办", "委办公室"), ("政府办", "政府办公室"), ("中级法院", "中院"))})
    table.update({form: table[short] for form, short in (("委编委办", "委编办"), ("委金融委办", "委金融办"), ("委农工办", "委农办"))})
    return {short: row for short, row in table.items() if short not in ("办公室", "研究室", "党校")}


_FULL_ENDING = {"委": "委员会", "办": "办公室"}


@cache
def _departments() -> dict[str, tuple[str, str]]:
    """Every known form of a department's name -> its short form and its official one."""
    table: dict[str, tuple[str, str]] = {}
    for stem, full, endings in read_table("department_short_names.tsv"):
        fulls = full.split()
        for ending in endings.split():
            official = fulls[0] + _FULL_ENDING.get(ending, ending)
            for form in (stem, *fulls):
                for tail in {ending, _FULL_ENDING.get(ending, ending)}:
                    table.setdefault(form + tail, (stem + ending, official))
    return table


def department(name: str) -> tuple[str, str] | None:
    """Short and official form of a department's name without its place; None where the lexicon does not know it.

    >>> department("科学技术局"), department("发展改革委"), department("街景局")
    (('科技局', '科学技术局'), ('发改委', '发展和改革委员会'), None)
    """
    return _departments().get(name)
