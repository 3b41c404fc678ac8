"""Names that are words, or that the tagger made words of: 田野, 夏天, 黄金 in a list of titles and names; 雷鸣, 方向明 after one title.

What stands between a title and a verb, or between two titles, is a name if it has a name's form. How much is asked for depends on what
the dictionary thinks of it: a word it holds for a name, or does not know, needs a title and a verb (政委雷鸣出席); another one needs a list
in which a name is known, or that ends in 出席 or the like (教育局局长黄金、民政局局长平安出席).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from articles.pipeline.recognize.names.anchors import MARK, NEVER_IN_NAMES, closes, heads_of_titles, kind_after, titled, words_after_names
from articles.pipeline.recognize.names.forms import BLANKS, Name, Sentence, looks_like_a_name, surname_of, surnames
from articles.pipeline.recognize.titles import ends_of_titles, title_before
from articles.pipeline.words import tagged, word_costs

_LINK = re.compile(r"[、,，和与與及]{1,2}(?:[^\s、,，。;；:：]{1,24})?")
_ATTEND = re.compile(r"等?(?:一同|共同|分别|先后|应邀)?(?:出席|参加|參加|列席|陪同|到会|参会|先后|受到表彰|当选|作|通报|汇报)")
_NO_PART = frozenset({"p", "u", "r", "c", "TIME", "f", "w", "q", "xc", "m"})
_NO_NAME_TAGS = frozenset({"v", "vn", "vd", "d", "ad", "p", "c", "r", "m", "f", "b", "u", "q"})
_NOUNS = frozenset(
    [
        "单位",
        "干部",
        "全体",
        "全程",
        "管理",
        "关系",
        "安全",
        "支部",
        "党员",
        "党课",
        "居民",
        "车队",
        "方面",
        "项目",
        "任务",
        "计划",
        "方案",
        "时间",
    ]
)
_CONJUNCTIONS = "和与與及兼同"


@dataclass(frozen=True)
class _Place:
    """A known name, or a candidate: `sure` where the dictionary has nothing against it."""

    start: int
    end: int
    known: bool
    sure: bool


def find_word_names(sentence: Sentence, names: list[Name]) -> list[Name]:
    """教育局局长黄金、民政局局长平安参加 and 旅长雷鸣、政委韩冰到会.

    Leaves alone: 书记安排，主任部署 (安排 is a verb); 区长于近日主持 (近日 is a time); 市长热线、局长信箱 (no surnames).
    """
    text = sentence.text
    candidates = [place for at in _beginnings(sentence) if (place := _candidate(sentence, names, at)) is not None]
    if not candidates:
        return names
    known = [_Place(name.start, name.end, True, True) for name in names]
    kept = [place for place in known if not any(place.start < other.end and place.end > other.start for other in candidates)]
    accepted: list[_Place] = []
    for chain in _chains(text, sorted([*kept, *candidates], key=lambda place: place.start)):
        certain = sum(place.known or _is_said_to_act(text, place) for place in chain)
        listed = len(chain) > 1 and (certain or (_ATTEND.match(text, chain[-1].end) and _holds_post(text, chain[-1].start)))
        accepted += [place for place in chain if not place.known and (listed or _is_said_to_act(text, place))]
    free = [name for name in names if not any(name.start < place.end and name.end > place.start for place in accepted)]
    return sorted(free + [Name(place.start, place.end, "word as a name") for place in accepted])


def _beginnings(sentence: Sentence) -> Iterator[int]:
    """Where words begin, and where a title ends inside a long one: 代区长|韦安国作政府."""
    text = sentence.text
    ends = ends_of_titles()
    before_names = _ends_and_blanks()
    for start, end, tag in sentence.words:
        if text[start - 1] in before_names:
            yield start
        if end - start > 4 and tag != "PER":
            yield from (at for at in range(start + 2, end - 1) if text[at - 1] in ends and _deputy_ends(text, start, at))


@cache
def _ends_and_blanks() -> frozenset[str]:
    return ends_of_titles().union(BLANKS)


def _deputy_ends(text: str, first: int, at: int) -> bool:
    """Whether 副区长 or 代区长 ends at `at`; a bare 市长 inside a word may be a part of a place (南京市长江路)."""
    title = title_before(text, first, at)
    return title is not None and title.kind != "profession" and title.text[0] in "副代"


def _candidate(sentence: Sentence, names: list[Name], at: int) -> _Place | None:
    text = sentence.text
    if text[at] not in surnames() and text[at : at + 2] not in surnames():
        return None
    if text[at] in _CONJUNCTIONS or not titled(text, at) or any(name.start == at and name.end - at > 1 for name in names):
        return None
    for size in (3, 2, 4):
        end = at + size
        if size == 4 and surnames().get(text[at : at + 2]) != "compound":
            break
        if end > len(text) or not looks_like_a_name(text[at:end]) or not (closes(text, end, "与與和") or _ATTEND.match(text, end)):
            continue
        if any(name.end > end > name.start or at < name.start < end for name in names):
            continue
        sure = _like_a_name(sentence, at, end)
        if sure is not None:
            return _Place(at, end, False, sure)
    return None


def _like_a_name(sentence: Sentence, start: int, end: int) -> bool | None:
    """True where the dictionary holds it for a name or does not know it, False where it is another word, None where it cannot be one."""
    text = sentence.text
    written = text[start:end]
    given = written[len(surname_of(written)) :]
    if written in _NOUNS or any(part in words_after_names() or part in heads_of_titles() for part in (written, given, given[-2:])):
        return None
    inside = [word for word in sentence.words if word.start < end and word.end > start]
    if inside[0].start != start or inside[-1].end != end:
        acts = inside[-1].end == end or (kind_after(text, end) in ("role", "speech") and surnames()[surname_of(written)] == "common")
        return True if acts and len(inside) == 1 and not NEVER_IN_NAMES.intersection(written) else None
    for word in inside[1:]:
        if word.tag in _NO_PART or (word.end - word.start == 1 and text[word.start] in NEVER_IN_NAMES):
            return None
    if len(inside) > 1:
        return inside[0].tag not in _NO_PART or inside[0].tag == "m"
    if written not in word_costs():
        return inside[0].tag not in ("d", "p", "c", "TIME")
    kinds = [kind for _, kind in tagged(written)]
    if kinds == ["nr"]:
        return True
    return None if kinds[0] in _NO_NAME_TAGS else False


def _is_said_to_act(text: str, place: _Place) -> bool:
    """Whether a sure candidate has a verb right behind it and a title that is a post before it."""
    acts = kind_after(text, place.end) is not None and not MARK.match(text, place.end)
    return not place.known and place.sure and acts and _holds_post(text, place.start)


def _holds_post(text: str, at: int) -> bool:
    title = title_before(text, max(0, at - 10), at)
    return title is not None and title.kind != "profession"


def _chains(text: str, places: list[_Place]) -> list[list[_Place]]:
    """Places that stand in one list: marks between them, or a mark and the next one's title."""
    chains: list[list[_Place]] = []
    for place in places:
        if chains and _linked(text, chains[-1][-1].end, place.start):
            chains[-1].append(place)
        else:
            chains.append([place])
    return chains


def _linked(text: str, end: int, start: int) -> bool:
    return bool(_LINK.fullmatch(text, end, start)) and (start - end == 1 or titled(text, start))
