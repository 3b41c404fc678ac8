"""The page's home: which 市, 区, 县, 镇, zone or institution a bare name means, and since what evidence.

    区委书记 in a page whose title names 相城        相城区委, 苏州市委 for 市委
    管委会主任 in a page of 相城高新区               相城高新区管委会
    校党委书记 where 我校 is one university          北京交通大学党委

One candidate or none: two counties with like weight, and 区委 stays 区委. The last place named decides nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.pipeline.lexicon import read_table
from articles.pipeline.recognize.localities import HEAD, Evidence, find_evidence, weigh
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.places import Division, ancestors, by_short_name, divisions, find_places
from articles.pipeline.recognize.reasons import told

ENOUGH = 1.6
"""Weight below which a place is not taken for the home."""
_LEAD = 1.15
_TOWN = re.compile(
    r"(?:^|[,。、,\s)】》;:::区县旗市州]|[在由])([\u4e00-\u9fff]{1,4}?(?:镇|乡|街道|鎮|鄉))(?=党|召|举|政|办|"
    r"人|纪|组|开|供|为|积|扎|镇|在|近|日|联|,|坚|迅|多|代表會|代下|公所)"
)
_NOT_TOWNS = (
    "乡镇",
    "各镇",
    "城镇",
    "全镇",
    "该镇",
    "本镇",
    "我镇",
    "家乡",
    "老乡",
    "故乡",
    "下乡",
    "镇街道",
    "各街道",
    "村镇",
    "小镇",
    "城乡",
    "重镇",
)
_UNIVERSITY = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:大学|学院|大學|學院|中学|党校)(?!生|[习士])")
_SHORT_UNIVERSITY = re.compile("|".join(row[0] for row in read_table("university_short_forms.tsv")))
_COMPANY = re.compile(r"[\u4e00-\u9fff()()]{3,25}?(?:有限公司|集团公司|股份公司|集团|公司)")
_ASSOCIATION = re.compile(r"[\u4e00-\u9fff]{3,15}?(?:协会|学会|商会|联合会|促进会|研究会|基金会|協會|學會|總會|商會)")
_WE = {
    "校": _UNIVERSITY,
    "院": re.compile(r"[\u4e00-\u9fff]{2,15}?(?:学院|研究院|医院|科学院|设计院|法院|检察院|中院|高院)"),
    "会": _ASSOCIATION,
    "公司": _COMPANY,
    "集团": _COMPANY,
}


_PARTNER = re.compile(
    r"(?:我校与|与|和|赴|来自|美国|英国|日本|德国|法国|澳大利亚|新加坡|加拿大|韩国|俄罗斯|意大利)(?P<name>[\u4e00-\u9fff]{2,12}?(?:大学|学院))"
)
_NO_NAME = re.compile(r"^(?:我|本)|[与和]")
_HOLDER = re.compile(
    r"(?:^|[,。\s日午])(?P<name>[\u4e00-\u9fff()]{3,22}?(?:有限公司|股份公司|集团公司|集团|公司))(?=召开|举行|举办|组织|开展)"
)


@dataclass(frozen=True)
class Home:
    """`levels`: what 省, 市, 区, 县 … mean here, each with its reason. `institutions`: what 校, 会, 公司 mean."""

    levels: dict[str, str] = field(default_factory=dict)
    why: dict[str, tuple[str, str]] = field(default_factory=dict)
    divisions: tuple[Division, ...] = ()
    zones: frozenset[str] = frozenset()
    zone: str | None = None
    zone_why: tuple[str, str] = ("", "")
    institutions: dict[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    def reason(self, division: Division) -> tuple[str, str]:
        """What speaks for a division, in Chinese and English."""
        lowest = self.divisions[0].name
        zh, en = _told(self.evidence, division)
        return (zh, en) if zh else (f"{lowest}的上级", f"lies above {lowest}")

    def town_of(self, organ: str) -> str | None:
        """The town or sub-district whose 党委, 人大 or 办事处 a bare name means; None in a page that speaks for more than a town."""
        keys = ("街道",) if organ.startswith(("党工委", "办事处")) else ("镇", "乡") if organ in ("党委", "人大", "纪委", "政府") else ()
        return next((self.levels[key] for key in keys if key in self.levels), None) if not (self.zone or self.institutions) else None

    @property
    def lowest(self) -> str | None:
        """The home's own division as printed, None where nothing decided."""
        return (
            next((self.levels[key] for key in ("区", "县", "旗", "市", "州", "盟", "地区", "省") if key in self.levels), None)
            if not self.divisions
            else self.levels.get("own")
        )


def find_home(page: Page) -> Home:
    evidence = find_evidence(page)
    weights = weigh(evidence)
    county, city, province = _choose(evidence, weights)
    if county is None and (_WE_HERE.search(page.plain) or _WE_HERE.search(page.article.title or "")):
        county = _only_county(page, evidence)
        line = ancestors(county)[1:] if county is not None else []
        if city is not None and county is not None and city not in line:
            county, line = None, []
        city = next((row for row in line if row.level == 2), city)
        province = next((row for row in line if row.level == 1), province)
    levels: dict[str, str] = {}
    why: dict[str, tuple[str, str]] = {}
    for division in (province, city, county):
        if division is None:
            continue
        name = _as_printed(division, evidence)
        level = _level_word(division, name)
        if level == "市" and division.level == 3 and "市" in levels:
            levels["地级市"] = levels["市"]
        levels[level], why[level] = name, _lies_in(_told(evidence, division), county or city)
        levels["own"] = name
    if county is None and city is None:
        _add_shared_name(levels, why, weights)
    town, town_why = _town(page)
    if town:
        for key in ("镇", "乡", "街道"):
            if town.endswith(key):
                levels[key], why[key] = town, town_why
    zone, zone_why = _zone(evidence)
    chosen = tuple(item for item in (county, city, province) if item is not None)
    zones = frozenset(item.name for item in evidence if item.zone)
    institutions = {key: _with_place(name, levels) for key, name in _institutions(page).items()}
    return Home(levels, why, chosen, zones, zone, zone_why, institutions, tuple(evidence))


def _with_place(name: str, levels: dict[str, str]) -> str:
    """市第一人民医院 in a page of 盐城市 is 盐城市第一人民医院."""
    return levels[name[0]] + name[1:] if name[0] in "省市区县" and name[0] in levels and len(name) > 3 else name


def _told(evidence: Sequence[Evidence], division: Division) -> tuple[str, str]:
    """The parts of the page that name a division; its zones only where nothing else in that part does."""
    rows = [item for item in evidence if item.division == division]
    named = {item.part for item in rows if not item.zone}
    return told((item.part, item.words, item.places) for item in rows if not item.zone or item.part not in named)


def _lies_in(reason: tuple[str, str], lowest: Division | None) -> tuple[str, str]:
    if reason[0] or lowest is None:
        return reason
    return f"为{lowest.name}的上级", f"it lies above {lowest.name}"


def _add_shared_name(levels: dict[str, str], why: dict[str, tuple[str, str]], weights: dict[str, float]) -> None:
    """A name that several counties bear (海州区) is still the name; which of them it is stays open."""
    rows = sorted(((weight, code) for code, weight in weights.items() if divisions()[code].level == 3), reverse=True)
    names = {divisions()[code].name for weight, code in rows if weight * _LEAD >= rows[0][0]}
    if rows and rows[0][0] >= ENOUGH and len(names) == 1:
        name = names.pop()
        level = {"縣": "县", "區": "区"}.get(name[-1], name[-1])
        levels[level] = levels["own"] = name
        why[level] = ("同名者不止一处", "of several that bear this name")


def _choose(evidence: list[Evidence], weights: dict[str, float]) -> tuple[Division | None, Division | None, Division | None]:
    """County, prefecture and province, lowest first decided; what lies above follows from it."""
    table = divisions()
    named = {item.division.code for item in evidence if item.division is not None and not item.zone}
    best: dict[int, Division | None] = {}
    for level in (3, 2, 1):
        rows = sorted(((weight, code) for code, weight in weights.items() if table[code].level == level), reverse=True)
        if level == 3:
            rows = [row for row in rows if row[1] in named or row[0] >= ENOUGH]
        clear = rows and rows[0][0] >= ENOUGH and (len(rows) == 1 or rows[0][0] >= _LEAD * rows[1][0])
        best[level] = table[rows[0][1]] if clear else None
    county, city, province = best[3], best[2], best[1]
    if county is not None and city is not None and city in ancestors(county)[1:] and _goes_to(evidence, city, county):
        county = None
    if county is not None and city is not None and city not in ancestors(county) and weights[city.code] > weights[county.code]:
        county = None
    if county is not None:
        line = ancestors(county)[1:]
        city = next((row for row in line if row.level == 2), None)
        province = next((row for row in line if row.level == 1), None)
    elif city is not None:
        province = next((row for row in ancestors(city)[1:] if row.level == 1), province)
    return county, city, province


def _goes_to(evidence: Sequence[Evidence], city: Division, county: Division) -> bool:
    """Whether the page's title and its address or owner are the city's, and the county is only told of in it."""
    parts = {item.part for item in evidence if item.division == city and not item.zone and item.weight >= _PLAIN}
    return (
        "title" in parts
        and not parts.isdisjoint(("address", "source", "section", "zone"))
        and not any(item.division == county and item.part != "body" and item.weight >= 1.0 for item in evidence)
    )


_PLAIN = 1.5
_WE_HERE = re.compile("我[区县]")
_COME_TO_US = re.compile("[来到莅][临]?我[区县]")
"""Where somebody came to us, the county gone to is ours."""


def _only_county(page: Page, evidence: list[Evidence]) -> Division | None:
    """The one county that a page of 我区 or 我县 names in full, and not only as gone to."""
    spoken = {item.division.code for item in evidence if item.division and not item.zone}
    named = {place.name: place.divisions for place in find_places(page.plain[:HEAD]) if any(row.level == 3 for row in place.divisions)}
    rows = next(iter(named.values())) if len(named) == 1 else ()
    visited = _COME_TO_US.search(page.article.title or "") is not None
    return rows[0] if len(rows) == 1 and (visited or rows[0].code in spoken) else None


def _as_printed(division: Division, evidence: list[Evidence]) -> str:
    """增城市 stays 增城市 where the page prints it so; a name in another script likewise."""
    printed = [
        item.name
        for item in evidence
        if item.division == division and not item.zone and item.name[-1] in "省市区县州旗盟縣區" and item.name != division.short
    ]
    if printed and division.name not in printed:
        return printed[0]
    if division.traditional and any(item.name[-1] in "縣區" for item in evidence):
        return division.traditional
    return division.name


def _level_word(division: Division, name: str) -> str:
    if division.level == 1:
        return "市" if name.endswith("市") else "省"
    return "地区" if name.endswith("地区") else {"縣": "县", "區": "区"}.get(name[-1], name[-1])


def _town(page: Page) -> tuple[str | None, tuple[str, str]]:
    """The town or sub-district that the page's first lines speak of."""
    for where, text in (("title", page.article.title or ""), ("source", page.article.source or ""), ("body", page.plain[:300])):
        for match in _TOWN.finditer(text):
            if len(match[1]) > 2 and not match[1].endswith(_NOT_TOWNS) and not match[1].startswith(("全", "各", "该")):
                return match[1], told([(where, text, 1)])
        for suffix in ("镇", "街道", "乡"):
            if where == "source" and text.endswith(suffix) and 2 < len(text) < 7:
                return text, told([(where, text, 1)])
    return None, ("", "")


def _zone(evidence: list[Evidence]) -> tuple[str | None, tuple[str, str]]:
    """The zone the page speaks from, in the shortest form printed in the body or title."""
    weights: dict[str, float] = {}
    for item in evidence:
        if item.zone:
            key = _zone_key(item)
            weights[key] = weights.get(key, 0.0) + item.weight
    ranked = sorted(weights.items(), key=lambda row: -row[1])
    if not ranked or ranked[0][1] < (1.0 if len(ranked) > 1 else 0.5) or (len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]):
        return None, ("", "")
    rows = [item for item in evidence if item.zone and _zone_key(item) == ranked[0][0]]
    titles = [item for item in rows if item.part != "zone"]
    best = (titles or rows)[0]
    return best.name, told((item.part, item.words, item.places) for item in rows)


def _zone_key(item: Evidence) -> str:
    kind = "高新" if "高新" in item.name else "经" if re.search("经济|经开", item.name) else item.name[-2:]
    return (item.division.code if item.division else item.name) + kind


def _institutions(page: Page) -> dict[str, str]:
    """What 我校, 我会, 公司 mean: one institution named in title, source, section or zone, else the only one in the body."""
    found: dict[str, str] = {}
    fields = [text for text in (page.article.zone, page.article.source, page.article.title, *page.article.section) if text]
    body = page.plain[:3000]
    for key, pattern in _WE.items():
        if key not in body and (key != "会" or "會" not in body):
            continue
        named = {match.group() for text in fields for match in pattern.finditer(text) if not _NO_NAME.search(match.group())}
        if not named:
            named = {match.group() for text in _owner_lines(page) for match in pattern.finditer(text) if not _NO_NAME.search(match.group())}
        if not named and key == "公司":
            named = {match["name"] for match in _HOLDER.finditer(body[:400])} or _only_company(body)
        if key == "集团":
            named = {name for name in named if name.endswith("集团")} or {match["name"] for match in _GROUP.finditer(body[:400])}
        if len(named) == 1:
            found[key] = _without_lead(named.pop())
        elif key == "校":
            university = _own_university(body)
            if university:
                found[key] = university
    bodies = {page.plain[start:end] for start, end, kind in page.words if kind == "ORG"}
    society = {name for name in bodies if _ASSOCIATION.fullmatch(name)}
    if "会" not in found and len(society) == 1 and (name := society.pop()).endswith(("协会", "学会", "商会")):
        found[name[-2:]] = name
    if "会" not in found and (own := _society_of_meeting(page)):
        found["会"] = own
    for word in ("商会", "协会", "学会"):
        named = {match["name"] for match in _SOCIETY_OF_PLACE[word].finditer(body)} if word not in found and word in body else set()
        if len(named) == 1:
            found[word] = named.pop()
    houses = {name for name in bodies if _WE["院"].fullmatch(name)}
    if "院" not in found and len(houses) == 1 and len(name := houses.pop()) > 3:
        found["本院"] = name
    return found


_GROUP = re.compile(r"(?:^|[,。\s日午])(?P<name>[\u4e00-\u9fff]{3,12}?集团)(?=在|召开|举行|举办|组织|党委)")
_NAMED_COMPANY = re.compile(r"(?:走访|参观|到访|走进|察看|考察|到|在|赴)(?P<name>[\u4e00-\u9fff()]{4,20}?有限公司)")


def _only_company(body: str) -> set[str]:
    """The one company gone to, where 公司 is said after it: 走访海州齿轮有限公司。公司董事长…"""
    named = {match["name"] for match in _NAMED_COMPANY.finditer(body)}
    return named if len(named) == 1 and body.count("有限公司") == body.count(next(iter(named))) else set()


def _society_of_meeting(page: Page) -> str | None:
    """The society whose meeting the first sentence tells of: 某某协会第三届第一次会员大会, 某某商会成立大会."""
    match = _SOCIETY_MEETS.search(page.plain[:_FIRST_SENTENCE])
    return _without_lead(match["name"]) if match else None


def _owner_lines(page: Page) -> list[str]:
    """The lines around the article that say whose page it is: the first ones, and those of the foot that name an owner."""
    lines = [line for line in page.chrome if len(line) <= _LONGEST_OWNER]
    return [_OWNED_BY.sub(" ", line) for line in lines if line in page.chrome[:_FIRST_LINES] or _OWNED_BY.search(line)]


_SOCIETY_OF_PLACE = {
    word: re.compile(rf"(?:与|和|到|对|访|、|^|[,。;:\s])(?P<name>[\u4e00-\u9fff]{{2,4}}[省市区县][\u4e00-\u9fff]{{2,8}}?{word})")
    for word in ("商会", "协会", "学会")
}
_SOCIETY_MEETS = re.compile(
    r"(?:^|[,。\s:日午由】]|消息)(?P<name>(?:(?![了的召开在为由])[\u4e00-\u9fff]){2,18}?(?:协会|学会|商会|联合会|促进会|研究会|基金会|協會|學會|商會|總會|聯合會|聯誼會|同鄉會|校友會|婦女會|青年會|宗親會|同乡会|联谊会|校友会))"
    r"(?=第[一二三四五六七八九十]+[届屆次]|慶祝|就職|成立|换届|召开|举行|举办|舉行|召開|年会|理事会|会员|先后|组织|开展|赴)"
)
_FIRST_SENTENCE = 160
_OWNED_BY = re.compile(r"版权所有|主办单位|主办|[Cc]opyright")
_FIRST_LINES = 2
_LONGEST_OWNER = 40


def _without_lead(name: str) -> str:
    """中国开发区协会, not 三十周年中国开发区协会."""
    leads = find_leads(name)
    return name[leads[0] :] if leads and leads[0] < len(name) - 4 else name


def find_leads(name: str) -> list[int]:
    return [at for at in (name.find(word) for word in ("中国", "全国", "中华")) if at > 0]


def _own_university(body: str) -> str | None:
    """The one university of the body that is not the partner (我校与某大学) - full names and short forms (某交大) together."""
    if "我院" in body and "我校" not in body:
        return None
    partners = {match["name"] for match in _PARTNER.finditer(body)}
    named = set()
    table = {row[0]: row[1] for row in read_table("university_short_forms.tsv")}
    for match in _SHORT_UNIVERSITY.finditer(body):
        place = _short_place(body, match.start())
        if place and not body.startswith("大学", match.start()):
            named.add(place + table[match.group()])
    for match in re.finditer(r"(?:大学|学院)(?!生|[习士])", body):
        place = _place_of_university(body, match.start())
        if place:
            named.add(place + match.group())
    own = {name for name in named if not any(partner.endswith(name) or name.endswith(partner) for partner in partners)}
    return own.pop() if len(own) == 1 else None


def _short_place(body: str, end: int) -> str | None:
    return next((body[start:end] for start in (end - 3, end - 2) if start >= 0 and body[start:end] in by_short_name()), None)


def _place_of_university(body: str, end: int) -> str | None:
    """北京科技 before 大学: a place's name and at most six characters of its field."""
    for size in range(7):
        place = _short_place(body, end - size)
        if place and re.fullmatch(r"(?!.*(?:大学|学院))[\u4e00-\u9fff]*", body[end - size : end]):
            return place + body[end - size : end]
    return None
