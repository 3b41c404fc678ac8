"""What the end of a body's name tells: what kind of body it is, and what it belongs to.

>>> kind_of("沾化区委组织部"), base_of("沾化区委组织部")
('department', '沾化区')
"""

import re
from functools import cache

from articles.pipeline.lexicon import read_table

PARTS_OF_COMMITTEE = (
    "组织部|宣传部|统战部|统一战线工作部|政法委员?会?|政研室|政策研究室|编办|机构编制委员会办公室|巡察办|"
    "巡察组|巡视办|老干部局|网信办|社会工作部|社工部|"
    "直属机关工委|直属机关工作委员会|区级机关工委|市级机关工委|机关工委|农工办|农工委|党校|财经办|国安办|深改办|督查室"
)
_TAIL = re.compile(
    rf"(?:委(?:{PARTS_OF_COMMITTEE}|办公室|办)|委|人大常委会|人大|政协|人民政府|政府办公室|政府|纪委监委|纪委|"
    rf"监委|党工委|工委|纪工委|管委会|办事处|党委办公室|党委|党组|党总支|党支部|"
    r"團委|团委|工会|人武部|縣府|市府|省府|董事会|监事会|校办|学校办公室|办公室|行署)$"
)
ENDINGS = "organization_suffixes.tsv"


def base_of(name: str) -> str:
    """相城区 of 相城区委组织部, 相城高新区 of 相城高新区管委会, 南京大学 of 南京大学党委; the name itself where it has no such ending.

    >>> base_of("沾化区委组织部"), base_of("商务部")
    ('沾化区', '商务部')
    """
    match = _TAIL.search(name)
    return name[: match.start()] if match and match.start() > 1 else name


def kind_of(name: str) -> str | None:
    """The kind of body by the longest known ending."""
    for ending, kind in _endings().get(name[-1:], ()):
        if name.endswith(ending):
            return kind
    return None


@cache
def _endings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Last character -> the endings that have it with their kinds, the longest first."""
    table = {row[0]: row[1] for row in read_table(ENDINGS)}
    found: dict[str, list[tuple[str, str]]] = {}
    for ending in sorted(table, key=len, reverse=True):
        found.setdefault(ending[-1], []).append((ending, table[ending]))
    return {last: tuple(rows) for last, rows in found.items()}
