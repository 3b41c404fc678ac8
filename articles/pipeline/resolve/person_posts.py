"""What a post says of who may hold it: its sector and rank, and how two posts stand to each other.

>>> sector(PostSeen("局长", "k", "相城区科技局")), sector(PostSeen("总经理", "k", "明远科技有限公司"))
('official', 'company')
>>> leads(PostSeen("副区长", "k", "相城区政府")), leads(PostSeen("局长", "k", "相城区科技局"))
(True, False)
"""

import re
from functools import lru_cache

from articles.pipeline.resolve.entries import PostSeen
from articles.pipeline.resolve.names import name_key
from articles.pipeline.resolve.person_places import level_of, place_relation

_SECTORS = {
    "official": "head party congress organ justice force discipline government department committee conference court police army zone",
    "company": "company media",
    "academy": "academy university institute school hospital",
    "association": "association",
}
_SECTOR_OF = {kind: name for name, kinds in _SECTORS.items() for kind in kinds.split()}
_BODY_SECTORS = (
    (re.compile(r"公司|集团|厂$|银行|事务所$|报社|电视台|日报"), "company"),
    (re.compile(r"大学|学院|研究院|研究所|[小中]学|医院|幼儿园|实验室|科学院"), "academy"),
    (re.compile(r"协会|商会|学会|联合会|基金会|联盟"), "association"),
    (
        re.compile(
            r"委$|局$|厅$|政府$|人大|政协|管委会|办$|办公室$|法院|检察院|党工委|委员会$|部$|支队|大队|街道|中心$|党组$|党支部$|党总支$"
        ),
        "official",
    ),
)
_LEADING_BODY = re.compile(
    r"(?:[省市区县州旗盟]|自治区)(?:委|政府|人大|政协)$|人大常委会$|人民政府$|人民代表大会常务委员会$|[省市区县州旗盟]委员会$"
)
_SEATED_IN_COMMITTEE = re.compile(r"[省市区县州旗盟](?:纪委|监委|委组织部|委宣传部|委统战部|委政法委)$")
"""Bodies whose heads sit in the party committee."""
_TOWN = re.compile(r"镇|乡|街道|村|社区")
_LIGHT = re.compile(
    r"代表|委员$|常委$|理事|会长|顾问|兼职|名誉|荣誉|特聘|客座|挂职|外聘|组长$|成员$|总指挥|河长|董事$|监事|院士|专家|导师|党员"
)
_SHARED = re.compile(
    r"副|助理|委员$|常委$|成员$|教授|顾问|代表|理事$|董事$|院士|研究员|巡视员|调研员|主任科员|科长|监事$|工程师|医师|医生|教师|讲师|专家|队员|党员|律师|记者|经理$"
)
_CHIEF = re.compile(r"(?:书记|主任|[省市区县州旗镇乡村局厅部院校行所处团会]长|主席|董事长|总经理|总裁|总干事)$")
_OF_MANY = re.compile(r"^(?:代表|党员|会员|职工|教师|村民|居民|市民|学生|队员|志愿者|企业家|律师|记者|医生|工程师)$")
_ACTING = re.compile(r"^(?:代理|代|署理)(?=\w{0,2}(?:长|主任|主席|书记)$)")
_STEM = 5
"""So many characters that two bodies' names begin with are the name of one thing: 相城高新区."""
_BESIDES = re.compile(r"委\w*部$|纪委|监委|党委$|工委$|党组$|公安局$|法委$|园区|开发区|高新区|新城|管委会$|指挥部$|领导小组|办$|办公室$")
"""Bodies that are headed beside another post of the same place."""
_LEVELS = {"province": 3.0, "city": 2.0, "county": 1.0}
_DEPUTY = re.compile(r"^(?:常务|第一|执行)?副")


@lru_cache(maxsize=4096)
def level_title(title: str) -> str:
    """The title in one form: simplified, no blanks, 代市长 as 市长."""
    return _ACTING.sub("", name_key(title))


@lru_cache(maxsize=4096)
def acting(title: str) -> bool:
    return bool(_ACTING.match(name_key(title)))


def body_of(post: PostSeen) -> tuple[str, ...]:
    """What the body is known by; empty where none is said. A body that no record knows is its name in its place."""
    if post.organization:
        return (post.organization,)
    return (name_key(post.body), *post.places[:1]) if post.body else ()


@lru_cache(maxsize=4096)
def sector(post: PostSeen) -> str:
    """official, company, academy, association, or "" where the post does not tell. The body's name goes before its kind: that of a
    title (主任) may be of several."""
    body = name_key(post.body)
    by_name = next((name for pattern, name in _BODY_SECTORS if pattern.search(body)), "")
    return by_name or _SECTOR_OF.get(post.kind, "")


@lru_cache(maxsize=4096)
def leads(post: PostSeen) -> bool:
    """Whether it is one of the few dozen posts that lead a territory: in its party committee, government, congress or conference."""
    body = name_key(post.body)
    seated = chief(post) and bool(_SEATED_IN_COMMITTEE.search(body))
    return (seated or bool(_LEADING_BODY.search(body))) and not _OF_MANY.match(level_title(post.title)) and not _TOWN.search(body[-6:])


@lru_cache(maxsize=4096)
def chief(post: PostSeen) -> bool:
    """Whether one person at a time has it."""
    title = level_title(post.title)
    return bool(_CHIEF.search(title)) and not _SHARED.search(title.replace("总经理", ""))


def of_many(post: PostSeen) -> bool:
    """Whether it is no post in truth: 代表, 党员, 教师."""
    return bool(_OF_MANY.match(level_title(post.title)))


@lru_cache(maxsize=4096)
def full_time(post: PostSeen) -> bool:
    """Whether it fills a working life: what is held by the way (委员, 会长, 特聘教授) does not."""
    return (
        bool(body_of(post)) and not post.former and not _LIGHT.search(level_title(post.title)) and sector(post) not in ("", "association")
    )


@lru_cache(maxsize=4096)
def rank(post: PostSeen) -> float | None:
    """How high an official's post stands: 3 for a province's head, 2 a city's, 1 a county's, half a step less for who leads none and for a
    deputy; None for what is no official post, or of no known place."""
    if sector(post) != "official" or not post.places:
        return None
    base = _LEVELS.get(level_of(post.places[0]))
    if base is None:
        return None
    base -= 0.0 if leads(post) else 0.6
    base -= 0.4 if _TOWN.search(name_key(post.body)[-6:]) else 0.0
    return base - (0.0 if chief(post) else 0.4)


def rises(one: PostSeen, other: PostSeen) -> bool:
    """Whether the other is what the one is a deputy of, in one body: 副校长, then 校长."""
    earlier, later = level_title(one.title), level_title(other.title)
    return body_of(one) == body_of(other) and earlier != later == _DEPUTY.sub("", earlier)


def related(one: PostSeen, other: PostSeen) -> bool:
    """Whether the one's body is part of the other's or took over from it. A district's committee is no part of its city's."""
    known = one.organization and other.organization
    if not known or (other.organization not in one.related and one.organization not in other.related):
        return False
    return place_relation(one.places, other.places) in ("same", "unknown")


def kin(one: PostSeen, other: PostSeen) -> bool:
    """Whether both bodies belong to a third, as two schools do to one university, or bear its name as a zone's office and company do."""
    if place_relation(one.places, other.places) not in ("same", "unknown"):
        return False
    stems = name_key(one.body)[:_STEM], name_key(other.body)[:_STEM]
    return bool(one.related & other.related) or (stems[0] == stems[1] and len(stems[0]) == _STEM)


def incompatible(one: PostSeen, other: PostSeen) -> float:
    """The weight (negative, or 0) of one person holding both at one time."""
    if not full_time(one) or not full_time(other) or body_of(one) == body_of(other):
        return 0.0
    kinds = {sector(one), sector(other)}
    relation = place_relation(one.places, other.places)
    if kinds == {"official"}:
        if relation == "same":
            return _two_offices(one, other)
        return -9.0 if relation in ("city", "province", "apart") else 0.0
    if related(one, other) or kin(one, other):
        return 0.0
    if kinds == {"official", "company"}:
        return -1.5 if relation == "same" and any("董事长" in post.title for post in (one, other)) else -5.0
    if kinds == {"official", "academy"}:
        return -3.0
    return -3.0 if kinds == {"academy"} else -1.0


def _two_offices(one: PostSeen, other: PostSeen) -> float:
    """Whoever leads a district may head its police, a department of its party or a zone too; who heads one office heads no other."""
    offices = [post for post in (one, other) if not leads(post)]
    if not offices or any(_BESIDES.search(name_key(post.body)) for post in offices):
        return 0.0
    return -2.5
