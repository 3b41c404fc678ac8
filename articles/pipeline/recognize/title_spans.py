"""Titles and callings in any sentence, in a career's line with the department they are held in: 财务部经理, 第六届董事会独立董事.

>>> from articles.pipeline.recognize.tagger import tag
>>> text = "曾任甲乙股份有限公司财务部经理、总会计师，现任丙丁集团董事。"
>>> [text[start:end] for start, end in find_titles(text, tag([text])[0])]
['财务部经理', '总会计师', '董事']

The head is a word of the title list (titles.py), or a word with a calling's last character (分析师, 收藏家, 飞行员). Leftwards it takes
in what is said of it (高级, 销售, 第六届董事会) up to the body's own name, a mark, or another part of the sentence; before a person's name
the department is left to the body (财务部|经理王平). Posts are read elsewhere (posts.py); these spans say only where a title stands.
"""

import re
from collections.abc import Sequence
from functools import cache

from articles.pipeline.lexicon import read_table
from articles.pipeline.recognize.names.forms import Name
from articles.pipeline.recognize.tagger import Tagged
from articles.pipeline.recognize.titles import Title, title_before

_CALLING = re.compile(r"[\u3400-\u9fff]{2,}[师員员家长長官]")
_NO_CALLING = re.compile(
    r".*(?:国家|國家|大家|人家|回家|全家|人员|人員|成员|动员|職員|队员|团员|官员|店家|商家|买家|卖家|玩家|独家|厂家|赢家|家长|成长|增长|延长|驾驶员|"
    r"特长|船员|雇员|球员|学员|教员|议员|吏员|店员|委员|社员|百家|万家|皇家|出师|感官|器官|五官|会员|专家)"
)
_DEPARTMENT = re.compile(
    r".*(?:部|处|科|室|车间|分厂|分场|党委|纪委|团委|工会|董事会|监事会|董事局|支部|总支|办|大区|片区|区域|地区|组|中心)$"
)
_BODY = re.compile(
    r".*(?:公司|集团|工厂|总厂|厂|大学|学院|医院|银行|研究所|研究院|研究中心|学会|协会|学校|院|局|社|企业|机构|研究会|委员会|矿|俱乐部|战队|"
    r"集团公司|事务所|政府|市委|省委|县委|区委|联盟|基金会|人大|政协|报|网|站|分行|支行|店)$"
)
_ORGANIZATION_AND_DEPARTMENT = re.compile(
    r"(.*?(?:公司|集团|厂|大学|学院|研究所|银行|医院|研究院|石油中心|党委|市委))((?:[^公]{1,12}?(?:部|处|科|室|车间|办))+)$"
)
_TERM = re.compile(r"第?[一二三四五六七八九十百\d]+、?第?[一二三四五六七八九十百\d]*[届屆]$")
_MODIFIERS = frozenset({"n", "vn", "nz", "an"})
_NOT_BEFORE = re.compile(
    r"(?:专业|资格|证书|证|学院|系|师范|制|岗位|职务|职位|工作|会议|会|学历|毕业|班|节|奖|队|团|学位|办公|办法|处|科|室|席|级|课程|考试|群体|教育|人数|们家|培训|学会|协会)"
)
_ASSISTANT = re.compile("助理|秘书")


def find_titles(text: str, words: Sequence[Tagged], names: Sequence[Name] = ()) -> list[tuple[int, int]]:
    """Half-open offsets, in order, none within another. `names`: the persons of the sentence (else those the tagger gives)."""
    persons = [(name.start, name.end) for name in names] or [(word.start, word.end) for word in words if word.tag == "PER"]
    before_name, after_name = {start for start, _ in persons}, {end for _, end in persons}
    words = _without_persons(words, persons)
    spans: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        if word.tag in ("w", "PER"):
            continue
        limit = max([end for _, end in persons if end <= word.start], default=0)
        title = _head(text, word, limit, {other.start for other in words})
        if title is None:
            continue
        start, end, head = title.start, title.end, title.text
        follower = words[index + 1] if index + 1 < len(words) else None
        if follower is not None and follower.tag != "w" and end not in before_name:
            if _ASSISTANT.fullmatch(text[follower.start : follower.end]):
                end = follower.end
            elif _NOT_BEFORE.match(text, end):
                continue
        if _heads().get(head) == "beside_names" and end not in before_name and start not in after_name:
            continue
        if title.kind != "profession" and end not in before_name:
            start = _leftwards(text, words, start, limit, head)
        while spans and spans[-1][1] > start:
            spans.pop()
        spans.append((start, end))
    return spans


@cache
def _heads() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("title_span_heads.tsv")}


def _without_persons(words: Sequence[Tagged], persons: Sequence[tuple[int, int]]) -> list[Tagged]:
    """The words with the persons cut out of those they share characters with: 王主任 is 王 and 主任."""
    cut: list[Tagged] = []
    for word in words:
        overlapping = [(start, end) for start, end in persons if start < word.end and end > word.start]
        at = word.start
        for start, end in overlapping:
            if at < start:
                cut.append(Tagged(at, start, "n" if word.tag == "PER" else word.tag))
            if start >= word.start:
                cut.append(Tagged(start, end, "PER"))
            at = max(at, end)
        if at < word.end:
            cut.append(Tagged(at, word.end, "n" if overlapping or word.tag == "PER" else word.tag))
    return cut


def _head(text: str, word: Tagged, limit: int, starts: set[int]) -> Title | None:
    title = title_before(text, limit, word.end)
    if title is not None and not text.endswith("工作者", 0, word.end):
        if title.start in starts or title.start > word.start:
            return title
        return None
    written = text[word.start : word.end]
    if word.tag in ("n", "nz") and _CALLING.fullmatch(written) and not _NO_CALLING.fullmatch(written) and word.start >= limit:
        return Title(word.start, word.end, written, "profession", written)
    return None


def _leftwards(text: str, words: Sequence[Tagged], start: int, limit: int, head: str) -> int:
    """Over what is said of the head and over the departments it is in, up to the body's own name."""
    inside = next((word for word in words if word.start < start < word.end), None)
    at = start
    if inside is not None:
        prefix = text[inside.start : start]
        if inside.tag in ("ORG", "LOC"):
            return start
        if not _BODY.fullmatch(prefix) and inside.start >= limit:
            at = inside.start
    department = bool(_DEPARTMENT.fullmatch(text[at:start])) if at < start else False
    for word in reversed([word for word in words if limit <= word.start and word.end <= at]):
        written = text[word.start : word.end]
        if word.end != at:
            break
        if word.tag == "ORG":
            split = _ORGANIZATION_AND_DEPARTMENT.fullmatch(written)
            return word.start + split.start(2) if split else at
        if _TERM.fullmatch(written):
            at, department = word.start, True
        elif _BODY.fullmatch(written):
            break
        elif _DEPARTMENT.fullmatch(written) and word.tag in ("n", "vn", "nz", "ORG", "LOC", "m"):
            at, department = word.start, True
        elif word.tag in _MODIFIERS and (department or _heads().get(head) == "modified") and start - word.start < 14:
            at = word.start
        else:
            break
    return at
