"""What a title says of its seat: whether one person holds it at a time, and which titles of a body exclude each other.

区长, 党工委书记, 董事长, 秘书长       one seat
副区长, 常委, 教授, 区长助理, 处长     several, or not said: a bureau has many 处长, and its name alone tells of none
区长 and 副区长, 代区长 and 区长       nobody is both at once in one body
副区长 and 代区长                      the same person at once, as a rule: nothing is excluded
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from articles.pipeline.lexicon import read_table

SINGLE_HEADS = (
    *("省长", "市长", "区长", "县长", "旗长", "盟长", "州长", "镇长", "乡长", "村长", "专员", "行政长官"),
    *("书记", "主席", "主任", "委员长", "秘书长", "议长", "主任委员", "总理"),
    *("部长", "厅长", "司长", "局长", "署长", "所长", "站长", "行长", "关长", "院长", "检察长", "庭长"),
    *("司令员", "司令", "政委", "政治委员", "参谋长", "总队长", "支队长", "大队长", "总指挥", "指挥长"),
    *("董事长", "总经理", "总裁", "首席执行官", "首席运营官", "首席财务官", "首席技术官", "监事长", "董事会秘书", "厂长", "矿长"),
    *("CEO", "CFO", "COO", "CTO"),
    *("校长", "馆长", "园长", "教务长", "总务长", "会长", "理事长", "总干事", "社长", "台长", "总编辑", "总编", "主编"),
    *("总规划师", "总经济师", "总工程师", "总会计师", "总审计师"),
    *("省長", "市長", "區長", "縣長", "鎮長", "鄉長", "里長", "村長", "書記", "議長", "主任委員", "秘書長", "秘書长"),
    *("部長", "廳長", "司長", "局長", "署長", "院長", "檢察長", "庭長", "董事長", "總經理", "總裁", "廠長", "執行長"),
    *("校長", "館長", "會長", "理事長", "監事長", "社長", "台長", "總編輯", "總幹事"),
)
"""Heads of titles of which a body has one. 处长, 科长, 组长 and 经理 are left out: the body printed is often the one above."""

_SHARED = ("车间主任", "班主任", "系主任", "学部主任", "支部书记", "督查专员", "督察专员", "警务专员", "主席团常务主席", "轮值主任")
"""Titles that end in such a head, and that several people of one body hold."""
_MARKS = re.compile(r"^(?:原任|前任|曾任|卸任的?|往届|历任|原|前|现任|現任|新任|兼任|兼)")
_AT_THE_TIME = re.compile(r"^(?:时任|時任)")
_ACTING = re.compile(r"代理|候任|署理|署任|^代(?!表)|(?<=[委局部厅组院会])代(?=[省市区县镇乡主书局部厅院])")
_DEPUTY = re.compile(r"(?:常务|常務|第一|执行|執行|专职|專職|兼职|挂职)*副")
_OTHER_SEAT = re.compile(
    r"名誉|名譽|荣誉|榮譽|永远|永遠|轮值|联席|执行(?=主席|会长|院长|校长|主任)|执委|高级|高級|资深|候补|特邀|特聘|客座|兼职|挂职"
)

_EXCLUSIVE = frozenset(
    frozenset(pair)
    for pair in (("full", "acting"), ("full", "deputy"), ("full", "assistant"), ("acting", "assistant"), ("deputy", "assistant"))
)


class Rank(NamedTuple):
    """`head`: the title without what marks its rank; `grade`: full, acting, deputy, assistant or other (honorary, rotating …)."""

    head: str
    grade: str


@lru_cache(maxsize=8192)
def plain_title(title: str) -> str:
    """The title without blanks and without the words that say since when or beside what it is held.

    >>> plain_title("原区长"), plain_title("兼主任"), plain_title("时任市长")
    ('区长', '主任', '市长')
    """
    left = _AT_THE_TIME.sub("", re.sub(r"\s", "", title))
    while match := _MARKS.match(left):
        left = left[match.end() :]
    return left


@lru_cache(maxsize=8192)
def told_of_then(title: str) -> bool:
    """Whether the title says that the post was held at the time told of (时任): that is neither now, nor no longer now."""
    return bool(_AT_THE_TIME.match(re.sub(r"\s", "", title)))


@lru_cache(maxsize=8192)
def rank_of(title: str) -> Rank:
    """
    >>> rank_of("常务副区长"), rank_of("代市长"), rank_of("校长助理")
    (Rank(head='区长', grade='deputy'), Rank(head='市长', grade='acting'), Rank(head='校长', grade='assistant'))
    """
    left = plain_title(title)
    if left.endswith("助理"):
        return Rank(left.removesuffix("助理"), "assistant")
    if _DEPUTY.search(left):
        return Rank(_DEPUTY.sub("", left, count=1), "deputy")
    if _OTHER_SEAT.search(left):
        return Rank(_OTHER_SEAT.sub("", left), "other")
    if _ACTING.search(left):
        return Rank(_ACTING.sub("", left, count=1), "acting")
    return Rank(left, "full")


@lru_cache(maxsize=8192)
def is_single_seat(title: str) -> bool:
    """Whether a body has one holder of the title at a time; False where that is not certain.

    >>> [is_single_seat(title) for title in ("区委书记", "代区长", "副区长", "常委", "秘书长", "副秘书长", "教授")]
    [True, True, False, False, True, False, False]
    """
    rank = rank_of(title)
    if rank.grade not in ("full", "acting") or rank.head.endswith(_SHARED):
        return False
    return _known_head(rank.head) in SINGLE_HEADS


@cache
def _heads() -> frozenset[str]:
    return frozenset(row[0] for row in read_table("titles.tsv"))


def _known_head(title: str) -> str:
    """The longest head of a title that it ends in: 主任科员 is a 科员, no 主任."""
    ends = (title[start:] for start in range(len(title)))
    return next((end for end in ends if end in _heads()), "")


def excludes(one: str, other: str) -> bool:
    """Whether nobody has both titles in one body at one time, for certain.

    >>> excludes("区长", "副区长"), excludes("区长", "代区长"), excludes("副区长", "代区长"), excludes("书记", "主任")
    (True, True, False, False)
    """
    first, second = rank_of(one), rank_of(other)
    if first.head != second.head or not first.head:
        return False
    return frozenset((first.grade, second.grade)) in _EXCLUSIVE
