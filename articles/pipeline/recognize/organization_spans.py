"""Bodies' names in any sentence: the tagger's, mended where the trade's grammar tells better.

>>> from articles.pipeline.recognize.tagger import tag
>>> text = "历任甲乙股份有限公司财务部经理、江州省腐蚀与防护学会理事长。"
>>> [text[start:end] for start, end in find_organizations(text, tag([text])[0])]
['甲乙股份有限公司', '江州省腐蚀与防护学会']

In a career's line a company's department belongs to the title (title_spans.py), and 公司 alone before a title is a body. The bodies of a
page, with their place and kind, are read elsewhere (bodies.py).
"""

import re
from collections.abc import Sequence

from articles.pipeline.recognize.tagger import Tagged

_NO_BODY = re.compile(r"[\u3400-\u9fff]{1,3}族|.*党员|国务卿|讯|盛大|参政党|任|不")
_SUFFIX = re.compile(
    r".*(?:学会|协会|研究会|委员会|公司|厂|学院|大学|研究所|研究院|实验室|集团|银行|医院|总局|管理局|总公司|事务所|联合会|基金会|俱乐部|出版社|委员会|商会|联盟|友协|中学|小学|总站)$"
)
_SUFFIX_ALONE = re.compile(r"(?:公司|本公司|本集团|集团公司)$")
_INNER = frozenset({"n", "vn", "nz", "LOC", "ORG", "an", "c"})
_WITH_DEPARTMENT = re.compile(r"(.*?(?:有限公司|公司|集团|总厂|厂))((?:[^公司集团厂]{1,10}?(?:部|处|科|室|车间))+)$")


def find_organizations(text: str, words: Sequence[Tagged], titles: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Half-open offsets, in order, none within another. `titles`: the titles of the sentence."""
    spans: list[tuple[int, int]] = []
    before_title = {start for start, _ in titles}
    inside_title = {at for start, end in titles for at in range(start, end)}
    for index, word in enumerate(words):
        written = text[word.start : word.end]
        span: tuple[int, int] | None = None
        if word.tag == "ORG":
            span = _mended(text, word, before_title, inside_title)
        elif word.tag in ("n", "vn", "nz") and _SUFFIX_ALONE.fullmatch(written) and word.end in before_title:
            span = (word.start - 1, word.end) if text[: word.start].endswith("本") and written == "公司" else (word.start, word.end)
        elif word.tag in ("n", "vn", "nz", "LOC") and _SUFFIX.fullmatch(written):
            span = _with_words_before(text, words, index)
        if span is None:
            continue
        while spans and spans[-1][1] > span[0]:
            spans.pop()
        spans.append(span)
    return spans


def _mended(text: str, word: Tagged, before_title: set[int], inside_title: set[int]) -> tuple[int, int] | None:
    written = text[word.start : word.end]
    if _NO_BODY.fullmatch(written):
        return None
    start = word.start + (1 if written[0] == "任" and len(written) > 3 else 0)
    split = _WITH_DEPARTMENT.fullmatch(written)
    if split and word.start + split.start(2) in before_title and word.end in inside_title:
        return start, word.start + split.start(2)
    return start, word.end


def _with_words_before(text: str, words: Sequence[Tagged], index: int) -> tuple[int, int] | None:
    """中国|企业管理|研究会: from a place or a body through the words between to the suffix; None where neither begins it."""
    at = index
    while at and words[at - 1].tag in _INNER and words[index].end - words[at - 1].start < 25:
        at -= 1
        if words[at].tag in ("LOC", "ORG"):
            return words[at].start, words[index].end
    return None
