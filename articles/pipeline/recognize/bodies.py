"""Where the name of a body begins, read leftwards from its title: 近日,|国务院办公厅人事司|副司长.

A body's name is made of nouns, names and places without a break. It ends, going left, at a verb, a preposition, a word of time, 的 or a
mark - but not at the verbs that are part of such names (投资促进局, 应急管理厅), not at 和 between two of its own words (文体和旅游局) and
not at brackets inside it (长三角(苏州)创新研究院). Not at a place named late: 学院长三角中心 stays whole.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from articles.pipeline.lexicon import read_table
from articles.pipeline.recognize.page import Word

_INSIDE = frozenset(
    {"n", "nz", "nw", "vn", "an", "a", "s", "ORG", "LOC", "PER", "nr", "ns", "nt", "j", "b", "ng", "vg", "l", "i", "x", "eng"}
)
_VERBS_INSIDE = frozenset(row[0] for row in read_table("body_words.tsv") if row[1] == "inside")
_NOT_INSIDE = frozenset(row[0] for row in read_table("body_words.tsv") if row[1] == "stop")
_BRACKETS = frozenset('()()《》“”"·•-—')
_SOCIETIES = ("同乡会", "同鄉會", "校友会", "校友會", "联谊会", "聯誼會", "该会", "該會")
"""Bodies whose 会 the tagger may take for a verb."""
_FIELDS_OF_TIME = ("现代", "現代", "当代")
"""Words of time that name a field: 现代服务业集聚区."""
_DIRECTIONS = frozenset(["东", "西", "南", "北", "中", "东南", "东北", "西南", "西北", "华东", "华南", "华北", "华中", "中南"])
_JOINERS = frozenset({"和", "与", "及"})
_BODY_ENDINGS = (
    "中心",
    "研究院",
    "研究所",
    "委员会",
    "公司",
    "集团",
    "学院",
    "大学",
    "协会",
    "学会",
    "总部",
    "事业部",
    "管委会",
    "政府",
    "局",
    "厅",
    "医院",
    "银行",
)
_PLACE_START = re.compile(r"[省市区县州旗镇乡](?=委|政府|人大|政协|[^、,。]{0,12}[局厅委办处])|我[省市区县州旗镇乡校院会]|[全本][省市区县]")


def body_start(text: str, words: Sequence[Word], starts: Sequence[int], limit: int, end: int) -> int:
    """Where the body's name that ends at `end` begins, `end` itself where there is none. `starts` are the starts of `words`."""
    index = bisect_left(starts, end) - 1
    begin = end
    while index >= 0 and words[index].end > limit:
        word = words[index]
        if not _belongs(text, words, index, begin, limit=limit, end=end):
            break
        begin = max(word.start, limit)
        index -= 1
    return _trim(text, begin, end)


def _belongs(text: str, words: Sequence[Word], index: int, begin: int, *, limit: int, end: int) -> bool:
    word = words[index]
    piece = text[max(word.start, limit) : min(word.end, end)]
    if (piece == "经" and text.startswith("审委", begin)) or (
        word.tag == "w" and len(piece) > 4 and piece[0] in "(（" and piece.endswith(_BODY_ENDINGS)
    ):
        return True
    if not piece or (piece in _NOT_INSIDE and piece not in _JOINERS and not (piece == "领导" and text.startswith("小组", word.end))):
        return False
    if piece in _JOINERS:
        return _joins(text, words, index, begin, limit)
    if piece in _VERBS_INSIDE or word.tag in _INSIDE or (piece in _FIELDS_OF_TIME and begin < end):
        return piece[0] not in "、,;:。" and not piece.isspace()
    if word.tag == "w" or piece in _BRACKETS:
        return all(character in _BRACKETS for character in piece) and (begin < end or piece in "))》”")
    if piece.endswith(_BODY_ENDINGS) and len(piece) > 2:
        return True
    if word.tag == "f" and piece in "内外" and text[begin : begin + 2] in _WARDS:
        return True
    if _names_a_place(text, word, piece, begin):
        return True
    if piece in ("会", "會") and begin == end and text.endswith(_SOCIETIES, limit, word.end):
        return True
    if word.tag == "m":
        return piece[0] in "第一二三四五六七八九十" and begin < end and text[begin] not in "名位个家人年月日"
    if word.tag == "q":
        return piece in ("届", "號", "号", "局") and begin < end
    return (word.tag in ("f", "xc") and piece in _DIRECTIONS) or (
        word.tag in ("r",)
        and piece in ("我", "本", "我市", "我区", "我县", "我省", "我校", "我院", "我会", "该", "該", "该会", "該會", "该校", "該校")
    )


_WARDS = tuple(f"{number}科" for number in "一二三四五六七八九")
_NO_PART_OF_A_NAME = frozenset({"w", "p", "c", "u", "r", "d", "m", "q", "TIME", "t"})
_SETTLEMENT = re.compile("(?:社区|村)(?=党|居委|村委|两委|团支)")


def _names_a_place(text: str, word: Word, piece: str, begin: int) -> bool:
    """召镇|党委, 团结|社区党委, 中區分|署長: the tagger took part of a settlement's or branch's name for a verb."""
    if piece == "里" and text.startswith(("里長", "里长"), begin):
        return True
    if piece == "里" and text.startswith(("长联谊", "長聯誼"), begin):
        return True
    if word.tag in _NO_PART_OF_A_NAME:
        return False
    if piece[-1] in "镇乡" and len(piece) > 1:
        return text.startswith(("党委", "政府", "人大", "人民政府"), begin)
    if piece in ("分", "區分"):
        return text[begin : begin + 1] in ("局", "署") or text.startswith("党组", begin)
    return len(piece) < 4 and piece not in _NOT_INSIDE and _SETTLEMENT.match(text, begin) is not None


def _joins(text: str, words: Sequence[Word], index: int, begin: int, limit: int) -> bool:
    """Whether 和 stands inside one name: nouns on both sides, and no new place or level word after it."""
    before = words[index - 1] if index else None
    if before is None or before.end <= limit or begin == words[index].start:
        return False
    left = text[before.start : before.end]
    if before.tag == "ORG" and left.endswith(tuple(_VERBS_INSIDE)):
        return True
    if before.tag in ("PER", "LOC", "ORG", "TIME") or left.endswith(("委", "局", "厅", "部", "办", "会", "政府", "大学", "公司")):
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    if _goes_on_after(text, words, index, left):
        return True
    return (
        (before.tag in _INSIDE or left in _VERBS_INSIDE)
        and (following is None or following.tag not in ("PER", "LOC", "ORG"))
        and not _PLACE_START.match(text, begin)
    )


def _goes_on_after(text: str, words: Sequence[Word], index: int, left: str) -> bool:
    """民政及|青年事務局: what stands before 及 is a field of work, and the body after it has no place of its own."""
    following = words[index + 1] if index + 1 < len(words) else None
    piece = text[following.start : following.end] if following else ""
    return (
        left in _FIELDS
        and (piece.endswith(("局", "厅", "廳", "委", "委员会", "部")) or _OF_MINISTRY.search(piece) is not None)
        and not _PLACE_START.match(piece)
    )


_OF_MINISTRY = re.compile("[部委局].{2,8}[司署局]$")
_FIELDS = frozenset(
    [
        "民政",
        "文化",
        "运输",
        "贸易",
        "貿易",
        "運輸",
        "商务",
        "商務",
        "工业",
        "创新",
        "教育",
        "卫生",
        "环境",
        "環境",
        "房屋",
        "劳工",
        "勞工",
        "发展",
        "發展",
        "财经",
        "財經",
        "創新",
        "食物",
        "政制",
        "醫務",
        "衞生",
        "經濟",
        "體育",
        "旅遊",
        "物流",
        "福利",
        "康樂",
        "事務",
    ]
)


def _trim(text: str, begin: int, end: int) -> int:
    """Without unbalanced brackets and blanks at the front, nor a word of time that the tagger took for part of a name (会后镇党委)."""
    while text.startswith(("会后", "会上", "会前", "随后", "期间"), begin) and begin + 2 < end:
        begin += 2
    if text.startswith("代表", begin) and begin + 3 < end and text[begin + 2] not in "大团处会":
        begin += 2
    while begin < end and (text[begin].isspace() or text[begin] in '))》”"·•-—(《“'):
        if text[begin] in "(《“" and ")》”"["(《“".index(text[begin])] in text[begin:end]:
            break
        begin += 1
    for opening, closing in (("(", ")"), ("“", "”"), ("《", "》")):
        if text.count(closing, begin, end) > text.count(opening, begin, end):
            begin = text.index(closing, begin, end) + 1
        elif text.count(opening, begin, end) > text.count(closing, begin, end):
            begin = text.rindex(opening, begin, end) + 1
    return begin
