"""A body's name as written to its short canonical form with its place: 市委 to 常州市委, 管委会 to 相城高新区管委会.

    中共苏州市相城区委              相城区委            the nearest place is enough
    市委 (home 相城区)              苏州市委            what 市 means here: home.py
    组织部 after 沾化区委           沾化区委组织部      a part of the party committee said before
    纪委 after 福鼎市委             福鼎市纪委          the same place's
    党委 after 山东科技大学         山东科技大学党委    the same institution's
    商务部                          商务部              a body of the whole country
    发展大会                        (none)              not a body: no known ending

Where nothing decides, the body stays as written and `why` says so.
"""

import re
from functools import cache

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.recognize.body import NAMED, Body
from articles.pipeline.recognize.body_endings import PARTS_OF_COMMITTEE, base_of, kind_of
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.odd_names import by_region, ends_in, of_own_bureau, of_party
from articles.pipeline.recognize.parts_of_bodies import (
    BARE_ZONE,
    DEPARTMENT,
    OF_BUREAU,
    OF_COUNCIL,
    OF_COURT,
    OF_INSTITUTION,
    OF_PLACE,
    PARTS,
    SCHOOL_PART,
    SISTER,
    WE,
)
from articles.pipeline.recognize.places import by_name, by_short_name, find_places
from articles.pipeline.recognize.prefectures import SUFFIX, read_prefecture
from articles.pipeline.recognize.reasons import ABOVE, meant
from articles.pipeline.recognize.zones import find_zones

_PLAIN = tuple((re.compile(pattern), short) for pattern, short in (
    ("中国共产党", ""), ("中共(?!中央)", ""), ("人民代表大会常务委员会", "人大常委会"), ("人大常务委员会", "人大常委会"),
    ("人民代表大会", "人大"),     ("政治协商会议", "政协"), ("人民政协", "政协"), ("纪律检查委员会", "纪委"), ("监察委员会", "监委"),
    ("(?<=[省市区县州旗])人民政府", "政府"),
    ("(?<=[镇乡])人民政府", "政府"), ("管理委员会", "管委会"),
    ("党工作委员会", "党工委"), ("(?<=[省市区县州旗])委员会$", "委"), ("(?<=[区城园])工作委员会", "工委"),
    ("^([省縣市县])府$", r"\1政府"), ("(?<=區)管委$", "管委會"), ("管委$", "管委会"),
    (r"([省市区县州])\1(?=委|政府|人大|政协|纪委)", r"\1"),
))  # fmt: skip
_ANY_PLAIN = re.compile(r"中国共产党|中共|委员会|人民|政治协商会议|府$|管委$|([省市区县州])\1")
"""What a name must hold for `_PLAIN` to shorten it; seen fast."""
_LEVEL = re.compile(
    r"^(?:我|本|全)?(地区|[省市区县州旗盟镇乡縣區鎮鄉])(?!场|域|块|道|值|容|貌|长|民(?!政|族|宗|营|防|委|用)|"
    r"政(?!府|协|务|法|研|工|策)|级|直(?!机关|属))"
)
_SCHOOLS_AND_FIRMS = ("大学", "学院", "公司", "集团", "医院", "学校", "研究院", "银行")
_SIMPLE = {"縣": "县", "區": "区", "鎮": "镇", "鄉": "乡"}
_TERRITORY = "省市区县州旗盟镇乡縣鄉鎮區城"


def complete(written: str, home: Home, previous: Body | None = None) -> Body | None:
    """The body meant by `written`; `previous` is the body said before it in the same phrase or list. None where it is no body's name."""
    text = written.strip().replace("\u3000", "").replace(" ", "")
    text = _full_form(_plain(text))
    if not text:
        return None
    return (
        of_party(text, home, previous)
        or _national(text)
        or _of_prefecture(text, home)
        or _bare_zone(text, home, previous)
        or by_region(text, home)
        or of_own_bureau(text, previous)
        or _by_level(text, home, previous)
        or _by_we(text, home)
        or _named(text, home)
        or _of_town(text, home, previous)
        or _by_previous(text, home, previous)
        or _by_ending(text)
    )


def _plain(text: str) -> str:
    for pattern, short in _PLAIN if _ANY_PLAIN.search(text) else ():
        text = pattern.sub(short, text)
    return text


@cache
def _aliases() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("institution_aliases.tsv")}


@cache
def _full_names() -> frozenset[str]:
    return frozenset(_aliases().values())


def _full_form(text: str) -> str:
    return _aliases().get(text, text)


@cache
def _national_names() -> tuple[str, ...]:
    return tuple(sorted(read_words("national_bodies.tsv"), key=len, reverse=True))


def _national(text: str) -> Body | None:
    if text in _full_names() or text.startswith(_national_names()):
        kind = kind_of(re.sub(r"\([^()]*\)$", "", text)) or "department"
        base = base_of(text) if text.endswith(("党委", "党组", "纪委", "董事会", "工会")) else text
        return Body(text, base, kind, ("全国性机构", "a body of the whole country"), True)
    return None


def _by_level(text: str, home: Home, previous: Body | None) -> Body | None:
    match = _LEVEL.match(text)
    rest = text[match.end(1) :] if match else ""
    if not match or not rest or not (kind_of(rest) or rest in ("委", "直机关工委")):
        return None
    level = _SIMPLE.get(match[1], match[1])
    kind = kind_of(level + rest) or kind_of(rest) or "department"
    if previous is not None and previous.certain and ends_in(previous.base, level):
        return Body(
            previous.base + rest,
            _nearest(previous.base + rest, previous.base),
            kind,
            meant(level, previous.base, ("同列前文", "said before in the same list")),
            True,
        )
    if level in home.levels:
        place = home.levels[level]
        return Body(place + rest, _nearest(place + rest, place), kind, meant(level, place, home.why.get(level, ABOVE)), True)
    return Body(text, _nearest(text, level), kind, (f"页面未言何{level}", f"nothing on the page says which {level}"), False)


def _nearest(name: str, place: str) -> str:
    """The bureau of a bureau's party committee (市公安局党委: 市公安局); else the place."""
    return base_of(name) if name.endswith(("党委", "党组", "党总支", "党支部", "纪检组")) else place


_SPECIAL_REGIONS = ("香港特别行政区", "香港特別行政區", "澳门特别行政区", "澳門特別行政區")
_ZONES_OF_A_PLACE = ("高新区", "经开区", "高新技术产业开发区", "经济技术开发区", "经济开发区")


def _zone_of_home(word: str, home: Home) -> str | None:
    """经济技术开发区 in a page that speaks from a county and names no zone is the county's: 闻喜经济技术开发区."""
    lowest = home.divisions[0] if home.divisions else None
    return lowest.short + word if lowest is not None and not home.zones and word in _ZONES_OF_A_PLACE else None


def _bare_zone(text: str, home: Home, previous: Body | None) -> Body | None:
    """园区党工委, 区管委会, and 潍坊党工委 where the zone is Weifang's."""
    match = BARE_ZONE.match(text)
    organ = re.search(r"(?:党工委|工委|管委会|纪工委)", text)
    if match:
        word, rest = match[2], text[match.end() :]
        if previous is not None and previous.base.endswith(word) and word != "区":
            return Body(previous.base + rest, previous.base, "zone", meant(word, previous.base, ("见于前文", "said before")), True)
        if home.zone and (word in home.zone or word in ("区", "开发区", "园区")):
            return Body(home.zone + rest, home.zone, "zone", meant(word, home.zone, home.zone_why), True)
        named = {zone for zone in home.zones if zone.endswith(word)} if word not in ("区", "新区") else set()
        if len(named) == 1:
            zone = named.pop()
            return Body(zone + rest, zone, "zone", (f"页面只有{zone}", f"{zone} is the only one on the page"), True)
        own = _zone_of_home(word, home)
        if own:
            return Body(own + rest, own, "zone", (f"{home.lowest}的{word}", f"the {word} of {home.lowest}"), True)
        return Body(text, match.group(), "zone", (f"页面未言何{word}", f"nothing on the page says which {word}"), False)
    if (
        organ
        and home.zone
        and organ.start() in (2, 3)
        and text[: organ.start()] in by_short_name()
        and home.zone.startswith(text[: organ.start()])
    ):
        return Body(
            home.zone + text[organ.start() :],
            home.zone,
            "zone",
            (f"页面只有{home.zone}", f"of {text[: organ.start()]} only {home.zone} is on the page"),
            True,
        )
    return None


def _of_prefecture(text: str, home: Home) -> Body | None:
    """地委, 行署 and their parts."""
    found = read_prefecture(text, home.levels.get(SUFFIX))
    if found is None:
        return None
    name, place, rest, printed = found
    kind = kind_of(rest) or "department" if rest else "party" if name.endswith("委") else "government"
    if not place:
        return Body(name, name, kind, (f"页面未言何{SUFFIX}", "nothing on the page says which prefecture"), False)
    return Body(name, place, kind, NAMED if printed else meant(SUFFIX, place, home.why.get(SUFFIX, ABOVE)), True)


_ELSE = {"协会": "会", "学会": "会", "商会": "会", "院": "本院"}


def _by_we(text: str, home: Home) -> Body | None:
    match = WE.match(text)
    if not match:
        return None
    said = match[2] or match[3]
    word = match[1] or {"学校": "校", "集团公司": "公司", "集团": "公司", "学院": "院"}.get(said, said)
    word = "集团" if (said or match[1] or "").startswith("集团") and "集团" in home.institutions else word
    rest = match[2] + text[match.end() :] if match[2] == "学校" and text[match.end() :] in ("办公室", "办") else text[match.end() :]
    institution = home.institutions.get(word) or home.institutions.get(_ELSE.get(word, ""))
    kind = kind_of(rest) or {"校": "university", "会": "association", "公司": "company"}.get(word, "institute")
    if institution:
        return Body(institution + rest, institution, kind, (f"{match.group()}指{institution}", f"{match.group()} is {institution}"), True)
    return Body(text, match.group(), kind, (f"页面未言何{match.group()}", f"nothing on the page says which {match.group()}"), False)


def _named(text: str, home: Home) -> Body | None:
    """A name with its place, or an institution's own name; the chain 江苏省苏州市相城区 is cut to its last place before a public body."""
    places = find_places(text)
    if places and places[0].start and text[: places[0].start] in by_short_name():
        return _named(text[places[0].start :], home)  # 安徽宣城市委
    at = 0
    for place in places:
        if place.start != at:
            break
        at = place.end
    if at:
        last = next(place for place in places if place.end == at)
        rest = text[at:]
        if not rest:
            return Body(last.name, last.name, "government", NAMED, True)
        kind = kind_of(text)  # with its place: 委 alone may be a department, 区委 is the party's
        if kind is None:
            return None
        public = rest[0] in "委政人纪监" or kind in (
            "party",
            "congress",
            "conference",
            "discipline",
            "government",
            "department",
            "police",
            "court",
            "zone",
            "army",
        )
        town = re.match(r"[\u4e00-\u9fff]{1,5}?(?:(?<!城)镇|(?<!城)乡|街道)", rest)
        if town and public and len(rest) > len(town.group()):
            return Body(rest, town.group(), kind, NAMED, True)
        name = (last.name if public else text[:at]) + rest
        if (public and last.start == 0) or public:
            name = text[last.start :]
        return Body(name, base_of(name) if public else name, kind, NAMED, True)
    zones = [zone for zone in find_zones(text) if zone.start == 0]
    if zones:
        return Body(text, zones[0].name, kind_of(text) or "zone", NAMED, True)
    short = next((text[:size] for size in (4, 3, 2) if text[:size] in by_short_name() and text[:size] not in _place_words()), None)
    kind = kind_of(text)
    if short and kind:
        return Body(text, base_of(text), kind, NAMED, True)
    return None


@cache
def _place_words() -> frozenset[str]:
    """公安局 is no body of 公安县."""
    return frozenset(read_words("place_words.tsv"))


def _of_town(text: str, home: Home, previous: Body | None) -> Body | None:
    """中同街街道办事处: a town or sub-district by its own name; 街道党工委 after one, or in its page, is its."""
    if text.startswith("街道") and kind_of(text) and len(text) > 2:
        before = previous.base if previous is not None and previous.certain and previous.base.endswith("街道") else None
        street = before or home.levels.get("街道")
        if street:
            return Body(street + text[2:], street, kind_of(text) or "party", meant("街道", street, ("见于前文", "said before")), True)
    match = re.match(r"[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道)(?=党委|党工委|政府|办事处|人大|纪委|纪工委|$)", text)
    if match is None or match.end() < 3 or text.startswith(("各", "全", "该", "镇街道", "乡镇")):
        return None
    return Body(text, match.group(), kind_of(text) or "government", NAMED, True)


def _committee_of(place: str) -> str:
    return place.removesuffix(SUFFIX) + "地委" if place.endswith(SUFFIX) else place + "委"


def _college_of(base: str, school: str | None) -> bool:
    """Whether the 学院 said before is a part of the page's university: 机械工程学院 is, 江东职业技术学院 is none."""
    if not school or not school.endswith("大学"):
        return False
    return base.startswith(school) or not ("职业" in base or any(base[:size] in by_short_name() for size in (2, 3)))


def _by_previous(text: str, home: Home, previous: Body | None) -> Body | None:
    """Parts and sister bodies of the one said before, else of the home."""
    base = previous.base if previous is not None and previous.certain else None
    court = base or home.institutions.get("院") or home.institutions.get("本院") or ""
    if court.endswith(("法院", "检察院")) and OF_COURT.fullmatch(text):
        return Body(court + text, court, kind_of(text) or "court", (f"属{court}", f"of {court}"), True)
    if previous is not None and previous.name.endswith(("人大常委会", "人大", "政协")) and OF_COUNCIL.fullmatch(text):
        return Body(previous.name + text, base or "", "committee", (f"属前文的{previous.name}", f"of {previous.name}, said before"), True)
    if PARTS.fullmatch(text) or re.fullmatch(rf"(?:{PARTS_OF_COMMITTEE})(?:.{{0,6}})", text):
        if base and base.endswith(_SCHOOLS_AND_FIRMS):
            return Body(base + text, base, "department", (f"属前文的{base}", f"of {base}, said before"), True)
        place = base if base and base[-1] in _TERRITORY else home.lowest
        return (
            Body(_committee_of(place) + text, place, "department", (f"{place}委的部门", f"a part of the party committee of {place}"), True)
            if place
            else None
        )
    if text.endswith(("厅", "廳")) and "省" in home.levels and not text.endswith(("办公厅", "餐厅", "大厅")):
        return Body(
            home.levels["省"] + text,
            home.levels["省"],
            "department",
            (f"厅属省级，省指{home.levels['省']}", f"a provincial department, of {home.levels['省']}"),
            True,
        )
    if OF_PLACE.fullmatch(text) or (DEPARTMENT.search(text) and text not in _national_names()):
        place = base if base and base[-1] in _TERRITORY else home.lowest
        kind = kind_of(text) or "department"
        if place in _SPECIAL_REGIONS and re.search("[局廳]$", text):
            return Body(text, text, kind, NAMED, True)  # 財經事務及庫務局 needs no place before it
        if previous is not None and previous.certain and base and base[-1] not in _TERRITORY and OF_INSTITUTION.match(text):
            return Body(base + text, base, kind, (f"属前文的{base}", f"of {base}, said before"), True)
        school = home.institutions.get("校") or home.institutions.get("院")
        if base is None and not DEPARTMENT.search(text) and school:
            place = school
        return (
            Body(place + text, place, kind, (f"属{place}", f"of {place}"), True)
            if place
            else Body(text, text, kind, ("页面未言所属", "nothing on the page says whose"), False)
        )
    school = home.institutions.get("校") or home.institutions.get("院")
    if school and text.startswith(school) and text != school:
        return Body(text, school, kind_of(text) or "department", NAMED, True)
    if SCHOOL_PART.fullmatch(text) and base and base.endswith("学院") and not _college_of(base, school):
        return Body(base + text, base, "department", (f"属前文的{base}", f"of {base}, said before"), True)
    if SCHOOL_PART.fullmatch(text) and school and not (base and base.endswith(("大学", "学校"))):
        return Body(school + text, school, "department", (f"属{school}", f"of {school}"), True)
    if OF_INSTITUTION.match(text):
        kind = kind_of(text) or "department"
        if base and previous is not None and DEPARTMENT.search(base_of(previous.name)) and OF_BUREAU.search(text):
            base = base_of(previous.name)  # the bureau said before, not its place
        elif base and previous is not None and (sister := SISTER.fullmatch(previous.name)) and text[-1] in "处科股":
            base = sister["bureau"]
        if text[-1] == "队" and (previous is None or not base_of(previous.name).endswith(("局", "总队", "支队"))):
            return None
        if base and text.startswith(("经审委", "经费", "女")):
            base = previous.name.removesuffix("党组") if previous is not None else base
        hospital = home.institutions.get("院") or home.institutions.get("本院") or ""
        if base is None and hospital.endswith("医院") and text[-1] in "科部室":
            base = hospital
        if base and text.startswith(base):
            return Body(text, base, kind, NAMED, True)
        if base:
            name = base + text.removeprefix("村") if base.endswith("村") else base + text
            return Body(name, base, kind, (f"属前文的{base}", f"of {base}, said before"), True)
        town = home.town_of(text)
        if town:
            return Body(town + text, town, kind, (f"属{town}", f"of {town}"), True)
        if home.zone and re.match(r"党工委|工委|管委会|纪工委", text):
            return Body(
                home.zone + text, home.zone, "zone", (f"属{home.zone}，{home.zone_why[0]}", f"of {home.zone}, {home.zone_why[1]}"), True
            )
        for word in ("校", "公司", "会", "院"):
            if word in home.institutions and (text[-1] not in "部处科室办" or text == "秘书处"):
                return Body(
                    home.institutions[word] + text,
                    home.institutions[word],
                    kind,
                    (f"属{home.institutions[word]}", f"of {home.institutions[word]}"),
                    True,
                )
        return Body(text, text, kind, ("页面未言所属", "nothing on the page says whose"), False)
    return None


def _by_ending(text: str) -> Body | None:
    kind = kind_of(text)
    if kind is None or (len(text) < 3 and text not in ("国资委",)):
        return None
    short = re.match(r"([\u4e00-\u9fff]{2,3})(交大|师大|农大|工大|林大|医大|财大)", text)
    if short and short[1] in by_short_name():
        table = {row[0]: row[1] for row in read_table("university_short_forms.tsv")}
        text = short[1] + table[short[2]] + text[short.end() :]
    return Body(text, base_of(text), kind, NAMED, len(text) > 3 or text[-1] == "矿" or text in by_name())
