"""Titles, read from their end leftwards: 党工委副书记 ends in 副书记, 常务副所长 in 常务副所长.

>>> title_before("区委政法委常务副书记", 0, 10)
Title(start=5, end=10, text='常务副书记', kind='party', head='书记')
>>> title_before("全体参会人员", 0, 6) is None
True

`kind` is the kind of body that has such a title (lexicon/README.md); `profession` names people and is no post (大律师, 经济学家).
"""

import re
from functools import cache
from typing import NamedTuple

from articles.pipeline.lexicon import read_table, read_words

SHARED = (
    "委员",
    "常委",
    "成员",
    "委員",
    "教授",
    "顾问",
    "代表",
    "理事",
    "董事",
    "院士",
    "研究员",
    "巡视员",
    "调研员",
    "專員",
    "议员",
    "議員",
    "监事",
)
"""Heads of titles that several people hold at once; every title with 副 is one of these too."""
_PROFESSION_ENDINGS = ("学家", "艺术家", "企业家", "工程师", "律师", "記者", "记者", "劳模", "劳动模范", "运动员", "经济师")
_BLANKS = " \u3000\u00a0"


_CHAIRED_BY_SEVERAL = ("执行主席", "常务主席", "執行主席", "常務主席", "轮值主席")
"""Chairs of a congress session, several at once."""


class Title(NamedTuple):
    """`text` without blanks (区 长 is 区长); `head`: what is left without 副, 常务 and the like."""

    start: int
    end: int
    text: str
    kind: str
    head: str

    @property
    def shared(self) -> bool:
        """Whether one title said before a list of names may be meant for all of them."""
        return "副" in self.text or self.head in SHARED or self.text in _CHAIRED_BY_SEVERAL


@cache
def _heads() -> tuple[dict[str, str], int]:
    heads = {row[0]: row[1] for row in read_table("titles.tsv")}
    return heads, max(map(len, heads))


@cache
def ends_of_titles() -> frozenset[str]:
    """What titles end in: most places of a text are no title's end, and this tells quickly."""
    return frozenset(head[-1] for head in (*_heads()[0], *_PROFESSION_ENDINGS))


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted(read_words("title_prefixes.tsv"), key=len, reverse=True))


@cache
def _ends_of_prefixes() -> frozenset[str]:
    return frozenset(prefix[-1] for prefix in _prefixes())


def title_before(text: str, limit: int, end: int) -> Title | None:
    """The title that ends at `end` and does not begin before `limit`; its prefixes belong to it."""
    if end < 1 or text[end - 1] not in ends_of_titles():
        return None
    heads, longest = _heads()
    for start in range(max(limit, end - longest), end - 1):
        head = text[start:end]
        if head in heads and not (head == "工会主席" and text.endswith("总", limit, start)):
            first = _with_prefixes(text, limit, start)
            return Title(first, end, text[first:end], heads[head], head)
    if text.endswith(_PROFESSION_ENDINGS, limit, end):
        return Title(end - 3, end, text[end - 3 : end], "profession", text[end - 3 : end])
    return _spaced(text, limit, end)


_HONORIFIC = re.compile(
    r"(?:副|常务副|代)?(?:书记|市长|县长|区长|省长|镇长|乡长|主任|局长|会长|理事长|主席|部长|厅长|院长|校长|"
    r"董事长|总经理|总裁|秘书长|总监|处长|"
    r"縣長|市長|局長|書記|會長|理事長|董事長|總經理|校長|部長|院長|處長|議長|主任委員|"
    r"主委)(?![期远短寿助理室办会团制令级岗层们医职责课题])|教授|院士|同志|先生|女士|博士|老师"
)


def title_after(text: str, end: int) -> int:
    """Where a title or form of address ends that follows a name right away (师某某会长, 某某同志); `end` itself where there is none."""
    match = _HONORIFIC.match(text, end)
    return match.end() if match else end


def _with_prefixes(text: str, limit: int, start: int) -> int:
    found = True
    while found and start > limit and text[start - 1] in _ends_of_prefixes():
        found = False
        for prefix in _prefixes():
            if text.endswith(prefix, limit, start):
                start -= len(prefix)
                found = True
                break
    return start


def _spaced(text: str, limit: int, end: int) -> Title | None:
    """区 长, 书 记: hotline lists set two characters as wide as three."""
    if end - 3 >= limit and text[end - 2] in _BLANKS:
        middle = end - 2
        while middle > limit and text[middle - 1] in _BLANKS:
            middle -= 1
        word = text[middle - 1 : middle] + text[end - 1]
        kind = _heads()[0].get(word)
        if kind in ("head", "party", "organ", "congress"):
            return Title(middle - 1, end, word, kind, word)
    return None
