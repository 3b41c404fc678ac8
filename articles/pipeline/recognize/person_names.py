"""Persons' names in one sentence: the tagger's, mended by what stands around them.

>>> from articles.pipeline.recognize.tagger import tag
>>> text = "区委副书记吴平宣读表彰决定，副区长高能、方向明、能盛出席。"
>>> [name.text(text) for name in find_persons(text, tag([text])[0])]
['吴平', '高能', '方向明', '能盛']

What the tagger gets wrong in this prose follows a few patterns, and each rule below mends one. A name is *anchored* on the left by a
title, by a name and a 、 before it, or by the beginning of a clause, and on the right by a mark, by 等, or by a word that follows names
(主持, 指出, 先生 …). Where both anchors hold, the characters between them are a name if they begin with a surname, whatever the tagger
thought of them; where none holds, the tagger is believed.

The rules run in the order of RULES. None of them takes a name away that the tagger saw between two anchors.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.recognize.tagger import Tagged
from articles.pipeline.recognize.titles import title_before

DOTS = "·•・‧･"
_CJK = r"\u3400-\u9fff\U00020000-\U0003134f"
_HAN = re.compile(f"[{_CJK}]+")
_MARK = re.compile(r"[\s,，。、；;：:!！?？（）()《》〈〉【】\[\]“”\"「」『』/—…|]")
_LIST = "、"
_BLANKS = " \u3000\u00a0\u2002\u2003"
_LONGEST_TITLE = 10


class Name(NamedTuple):
    """A person's name: half-open offsets into the sentence, and the rule that found or mended it."""

    start: int
    end: int
    rule: str

    def text(self, sentence: str) -> str:
        return sentence[self.start : self.end]


@dataclass(frozen=True)
class Sentence:
    """A sentence with its words, and where they begin and end."""

    text: str
    words: Sequence[Tagged]

    @cached_property
    def starts(self) -> dict[int, Tagged]:
        return {word.start: word for word in self.words}

    @cached_property
    def ends(self) -> dict[int, Tagged]:
        return {word.end: word for word in self.words}


Rule = Callable[[Sentence, list[Name]], list[Name]]


def find_persons(text: str, words: Sequence[Tagged]) -> list[Name]:
    """The names in order, none within another. `words` are those of `tagger.tag`."""
    sentence = Sentence(text, words)
    names = [Name(word.start, word.end, "tagged") for word in words if word.tag == "PER"]
    for rule in RULES:
        names = rule(sentence, names)
    return names


def is_han(text: str) -> bool:
    return _HAN.fullmatch(text) is not None


@cache
def surnames() -> dict[str, str]:
    """Surname -> common, rare or compound."""
    return {row[0]: row[1] for row in read_table("surnames.tsv")}


@cache
def _after_names() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("words_after_names.tsv")}


@cache
def _titles() -> frozenset[str]:
    return frozenset(read_words("titles.tsv"))


def surname_of(name: str) -> str:
    """The surname a name begins with, a compound one first; empty where there is none.

    >>> surname_of("欧阳明"), surname_of("高能"), surname_of("的话")
    ('欧阳', '高', '')
    """
    if surnames().get(name[:2]) == "compound" and len(name) > 2:
        return name[:2]
    return name[:1] if surnames().get(name[:1], "compound") != "compound" else ""


def looks_like_a_name(text: str) -> bool:
    """Whether it has a Chinese name's form: a surname and one or two characters (two surnames and two in Hong Kong: 林郑明珠)."""
    surname = surname_of(text)
    if not surname or not is_han(text):
        return False
    rest = len(text) - len(surname)
    return 1 <= rest <= 2 or (rest == 3 and text[1] in surnames() and len(surname) == 1)


def titled(text: str, at: int) -> bool:
    """Whether a title ends at `at`, or before the blanks that end there: 区委书记|王明, 记者 |王明."""
    while at and text[at - 1] in _BLANKS:
        at -= 1
    return at > 1 and title_before(text, max(0, at - _LONGEST_TITLE), at) is not None


def anchored_right(text: str, at: int) -> bool:
    """Whether a name may end at `at`: at a mark, the end, 等, or a word that follows names (主持, 先生, 在)."""
    if at >= len(text) or _MARK.match(text, at) or text[at] == "等":
        return True
    return any(text[at : at + size] in _after_names() for size in range(1, 5))


def follows_names(text: str, at: int) -> bool:
    """Whether a word that follows names begins at `at`, a word of two characters at least."""
    return any(text[at : at + size] in _after_names() for size in (4, 3, 2))


def does_or_says(text: str, at: int) -> bool:
    """Whether what the person does or says follows at `at`: 主持, 指出."""
    return any(_after_names().get(text[at : at + size]) in ("role", "speech") for size in (4, 3, 2))


def is_addressed(text: str, at: int) -> bool:
    """Whether 先生, 同志 or the like follows at `at`."""
    return _after_names().get(text[at : at + 2]) == "address"


# ---- the rules -------------------------------------------------------------------------------------------------------------


def join_dotted(sentence: Sentence, names: list[Name]) -> list[Name]:
    """斯里·巴旺 and 托合提·买买提江: a name goes on through its middle dots, over whatever words the tagger made of it.

    At least one part must be tagged as a person, or a title stand before the whole. Leaves alone: 嵊州·唐诗之城 (no person in it).
    """
    text = sentence.text
    found = list(names)
    for start, end in _dotted_spans(sentence):
        inside = [name for name in found if name.start < end and name.end > start]
        if not inside and not titled(text, start):
            continue
        found = [name for name in found if name not in inside]
        first = next((at for at in range(start + 1, start + 3) if text[at] not in DOTS and titled(text, at)), start)
        found.append(Name(first if inside else start, max([end, *(name.end for name in inside)]), "dotted"))
    return sorted(found)


def _dotted_spans(sentence: Sentence) -> list[tuple[int, int]]:
    """From the word before a dot to the word after it, joined where they meet."""
    text = sentence.text
    spans: list[tuple[int, int]] = []
    for dot in (at for at, character in enumerate(text) if character in DOTS):
        before = next((word for word in sentence.words if word.start < dot <= word.end), None)
        after = next((word for word in sentence.words if word.end > dot + 1), None)
        if (
            before is None
            or after is None
            or not is_han(text[dot - 1])
            or not is_han(text[dot + 1 : dot + 2])
            or (after.tag == "w"
            and dot < after.start)
        ):
            continue
        end = after.end
        while (follower := sentence.starts.get(end)) is not None and follower.tag == "PER":
            if looks_like_a_name(text[follower.start : follower.end]):
                break
            end = follower.end
        start = before.start
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def strip_titles(sentence: Sentence, names: list[Name]) -> list[Name]:
    """孙主席 is the surname 孙 and a title, 周平委员长 a name and a title: the tagger often takes both as one.

    王总, 李阿姨, 张老师 name nobody who could be told apart: they are left out.
    """
    stripped = []
    for name in names:
        text = name.text(sentence.text)
        match = _WITH_TITLE.search(text)
        if match is None or match.start() == 0:
            stripped.append(name)
        elif match.group() not in _FAMILIAR or match.start() > 1:
            stripped.append(Name(name.start, name.start + match.start(), "title taken off"))
    return stripped


_FAMILIAR = (
    "总",
    "老师",
    "阿姨",
    "大侠",
    "姥姥",
    "奶奶",
    "爷爷",
    "大妈",
    "大爷",
    "叔叔",
    "大姐",
    "大哥",
    "师傅",
    "老板",
    "妈妈",
    "爸爸",
    "导",
)
_FORMAL = (
    "先生",
    "女士",
    "小姐",
    "同志",
    "修女",
    "总书记",
    "主席",
    "总理",
    "总统",
    "委员长",
    "委员",
    "书记",
    "部长",
    "省长",
    "市长",
    "州长",
    "区长",
    "县长",
    "局长",
    "会长",
    "院长",
    "校长",
    "主任",
    "将军",
    "元帅",
    "大使",
    "教授",
    "博士",
    "博士后",
    "經理",
    "经理",
    "总监",
    "董事长",
)
_WITH_TITLE = re.compile("(?:副?(?:" + "|".join(sorted(_FORMAL, key=len, reverse=True)) + ")|" + "|".join(_FAMILIAR) + ")$")


def move_glued_ends(sentence: Sentence, names: list[Name]) -> list[Name]:
    """吴平宣|读 and 周庆作|主旨演讲: the verb's first character was glued to the name; 郜明摄, 张平和|李安: a whole word was.

    Fires where a name's form is left, and the characters taken off begin a word that follows names. Leaves alone: 周庆作 before a mark.
    """
    text = sentence.text
    moved = []
    for name in names:
        end = name.end
        for size in (1, 2):
            cut = name.end - size
            if cut - name.start >= 2 and looks_like_a_name(text[name.start : cut]) and _begins_a_verb(sentence, cut, name.end):
                end = cut
                break
        moved.append(name if end == name.end else Name(name.start, end, "verb taken off"))
    return moved


def _begins_a_verb(sentence: Sentence, cut: int, end: int) -> bool:
    """Whether a word that follows names lies across the tagger's end, or fills the place up to it and more than a mark follows."""
    text = sentence.text
    for size in (4, 3, 2):
        if cut + size > end and _after_names().get(text[cut : cut + size]) in ("role", "speech"):
            return True
    taken = text[cut:end]
    if taken in "摄攝" and (end == len(text) or _MARK.match(text, end)):
        return True
    if taken == "等":
        return True
    if taken in ("和", "与", "與", "及"):
        follower = sentence.starts.get(end)
        return follower is not None and (
            follower.tag in ("PER", "ORG", "LOC") or (looks_like_a_name(text[end : end + 3]) and follower.tag != "w")
        )
    return taken in ("率", "任", "兼") and end < len(text) and not _MARK.match(text, end)


def split_run_together(sentence: Sentence, names: list[Name]) -> list[Name]:
    """王平李安邦赵明: names printed one after the other in a list without marks, as in lists of committees.

    Fires where the whole divides into names with common surnames, and is too long for one. Leaves alone: 卡斯特罗, 司马相如.
    """
    split: list[Name] = []
    for name in names:
        parts = _parts(name.text(sentence.text)) if name.end - name.start >= 5 else None
        if parts is None:
            split.append(name)
            continue
        at = name.start
        for size in parts:
            split.append(Name(at, at + size, "run together"))
            at += size
    return split


def _parts(text: str) -> list[int] | None:
    """Lengths of the names it divides into, three characters first; None where it does not."""
    if not text:
        return []
    if surnames().get(text[0]) != "common":
        return None
    for size in (3, 2):
        if len(text) >= size:
            rest = _parts(text[size:])
            if rest is not None:
                return [size, *rest]
    return None


def complete_given_names(sentence: Sentence, names: list[Name]) -> list[Name]:
    """王有|为：男 and 曹国|其先生: the second character of the given name is a word of its own, and was left out.

    Fires between a left anchor and a right one. Leaves alone: 刘永说：, 王平在会上 (words that follow names).
    """
    text = sentence.text
    completed = []
    for name in names:
        follower = sentence.starts.get(name.end)
        size = name.end - name.start
        if (
            follower is not None
            and follower.tag != "w"
            and size < 3
            and looks_like_a_name(text[name.start : follower.end])
            and follower.end - follower.start <= 3 - size
            and anchored_left(sentence, name.start, completed)
            and (
                (_closes(text, follower.end, "和与與及")
                and text[name.end] not in _NEVER_IN_NAMES)
                or _third_of_three(sentence, name, follower)
            )
        ):
            completed.append(Name(name.start, follower.end, "completed"))
        else:
            completed.append(name)
    return completed


def _third_of_three(sentence: Sentence, name: Name, follower: Tagged) -> bool:
    """主席林政|則指派: names of Taiwan have three characters, and 則 between a title's name and a verb is more likely the third."""
    text = sentence.text
    return (
        name.end - name.start == 2
        and text[name.end] in "則"
        and titled(text, name.start)
        and sentence.starts.get(follower.end, follower).tag == "v"
    )


_TITLE_AFTER = re.compile(
    r"(?:副?(?:会长|會長|市长|市長|县长|縣長|区长|區長|镇长|局长|部长|省长|书记|書記|主任|主席|院长|校长|董事长|总经理|理事长|秘书长|教授|院士))(?:在|说|說|指出|强调|表示|介绍|认为|主持|讲话|致辞|发来|一行|的|和|、|,|，|率)"
)
_ACTS = re.compile(
    "主持|宣读|宣讀|出席|致辞|致詞|讲话|講話|汇报|匯報|传达|通报|陪同|参加|參加|作(?:了)?(?:讲话|报告|总结|动员|主旨|发言|部署|交流)"
)
_MODAL = frozenset("都应從从未同并时來来到去后在当还又常会可须需要由")
_CONJUNCTIONS = "和与與及兼"
_NEVER_IN_NAMES = frozenset("说說称稱道问問答曰的了是等与與在及或又也已曾将將把被让讓摄攝致以而则則就对對向从從图讯今昨")
_CLAUSE_START = frozenset("，,。；;！!？?：:）)】」』”\n\t \u3000")


def anchored_left(sentence: Sentence, at: int, names: list[Name]) -> bool:
    """Whether a name may begin at `at`: after a title, after another name and 、, or at the beginning of a clause."""
    text = sentence.text
    if at == 0 or text[at - 1] in _CLAUSE_START or titled(text, at):
        return True
    return text[at - 1] in _LIST and any(name.end == at - 1 for name in names)


def _closes(text: str, at: int, more: str = "") -> bool:
    """A right anchor that no name's own character can be mistaken for: a mark, the end, 等, a word of two characters, one of `more`."""
    if at >= len(text) or _MARK.match(text, at) or text[at] == "等" or text[at] in more:
        return True
    return any(_after_names().get(text[at : at + size]) in ("role", "speech", "address") for size in (4, 3, 2))


def find_between_anchors(sentence: Sentence, names: list[Name]) -> list[Name]:
    """特别助理由平、 and 何次安女士，: the tagger saw no name where a title stands before and a mark or 女士 after.

    Two or three characters with a surname in front that are no single word of the dictionary. Leaves alone: 书记安排，(安排 is a word),
    主任会议、(会 is no surname).
    """
    text = sentence.text
    found = list(names)
    starts = {name.start for name in names}
    for word in sentence.words:
        at = word.start
        if at in starts or word.tag in ("w", "PER") or (text[at] not in surnames() and text[at : at + 2] not in surnames()):
            continue
        if not titled(text, at) and not (at == 0 or text[at - 1] in _CLAUSE_START):
            continue
        for size in (3, 2, 4):
            end = at + size
            inside = [name for name in found if name.start < end and name.end > at]
            if any((looks_like_a_name(name.text(text)) and name.end == end) or name.end > end for name in inside):
                continue
            if end <= len(text) and _may_be_name(sentence, at, end, titled(text, at)):
                found = [name for name in found if name not in inside]
                found.append(Name(at, end, "between anchors"))
                break
    return sorted(found)


def _may_be_name(sentence: Sentence, start: int, end: int, after_title: bool) -> bool:
    text = sentence.text
    if not looks_like_a_name(text[start:end]) or any(c in _NEVER_IN_NAMES for c in text[start:end]):
        return False
    given = text[start + len(surname_of(text[start:end])) : end]
    if text[start] in _CONJUNCTIONS or given in _after_names() or given in _titles():
        return False
    whole = sentence.starts[start].end >= end
    if after_title:
        marked = end == len(text) or _MARK.match(text, end) is not None or text[end] == "等"
        if end - start == 2 and _ACTS.match(text, end) and text[start] not in _MODAL and not whole:
            return True
        if end not in sentence.ends:
            return False
        return (
            marked or (surname_of(text[start:]) in surnames() and surnames()[surname_of(text[start:])] == "common" and _closes(text, end))
        ) and (not whole or sentence.starts[start].tag in ("nz", "nr", "xc"))
    if end not in sentence.ends:
        return False
    if re.match(r"[,，、：:（(]?(?:男|女|先生|女士|同志|小姐)", text[end:]):
        return True
    inside = [word for word in sentence.words if word.start < end and word.end > start]
    alone = sentence.starts[start].end - start == len(surname_of(text[start:end]))
    return (
        alone
        and _TITLE_AFTER.match(text, end) is not None
        and not any(word.tag in ("LOC", "ORG", "TIME") or word.end - word.start == end - start for word in inside)
    )


def find_transliterated(sentence: Sentence, names: list[Name]) -> list[Name]:
    """旗委书记那顺巴雅尔， and 州长达瓦次仁一行: Mongolian and Tibetan names without dots, which the tagger cuts up.

    Four to seven characters that such names are written with, from a title to a mark or a word that follows names.
    Leaves alone: 书记高度重视 (not such characters).
    """
    text = sentence.text
    found = list(names)
    for match in _TRANSLITERATED.finditer(text):
        start, limit = match.span()
        if not (titled(text, start) or (start and text[start - 1] == _LIST)):
            continue
        end = next((at for at in range(limit, start + 3, -1) if _closes(text, at)), None)
        if (
            end is None
            or any(word.tag == "LOC" and word.start <= start and word.end >= end for word in sentence.words)
            or any(name.start < start < name.end or name.start < end < name.end for name in found)
        ):
            continue
        found = [name for name in found if name.end <= start or name.start >= end]
        found.append(Name(start, end, "transliterated"))
    return sorted(found)


_TRANSLITERATED = re.compile(
    "[扎西顿珠达瓦次仁尼玛多吉旦丹增格桑卓央金拉姆平措索朗洛罗布边巴普贡嘎白江村强曲杰旺加才让措毛洋那顺雅尔乌云其木娜塔日勒斯琴高娃孟克苏德毕力朝"
    "鲁宝音特哈森额敦图嘎阿艾买提吾力古丽热依江不都里合曼托肯赛孜别汗坦麦提莎木沙衣甫拜热孜亚努兰玉素依明萨迪克图尔逊司马义牙生肉孜米吉提]{4,7}"
)


def continue_lists(sentence: Sentence, names: list[Name]) -> list[Name]:
    """市领导王平、李安邦、方向明、能盛等 and 副镇长方便、常青列席: what stands among the names of a list, and has a name's form, is a name.

    Fires where two members at least are known names, or one is and the list follows a title. Leaves alone: 王平、区发改委、科技局.
    """
    text = sentence.text
    found = list(names)
    for match in _ITEMS.finditer(text):
        bounds = [at for at in range(match.start(), match.end()) if text[at] == _LIST]
        items = [_last_item(sentence, found, bounds[-1] + 1)]
        for left, right in zip(reversed(bounds[:-1]), reversed(bounds[1:]), strict=True):
            items.append((left + 1, right))
        items.append(_first_item(sentence, found, bounds[0]))
        run: list[tuple[int, int]] = []
        for item in [*reversed(items), None]:
            if item is not None and _known_or_like(sentence, found, *item):
                run.append(item)
                continue
            found = _accept(sentence, found, run)
            run = []
    return sorted(found)


_ITEMS = re.compile(f"[{_CJK}{DOTS}]+(?:、[{_CJK}{DOTS}]+)+")


def _known_or_like(sentence: Sentence, names: list[Name], start: int, end: int) -> bool:
    return any((name.start, name.end) == (start, end) for name in names) or (looks_like_a_name(sentence.text[start:end]) and end - start <= 3)


def _accept(sentence: Sentence, names: list[Name], run: list[tuple[int, int]]) -> list[Name]:
    known = {(name.start, name.end) for name in names}
    count = sum(item in known for item in run)
    if count < 1 or count == len(run) or (count < 2 and not titled(sentence.text, run[0][0])) or 3 * count < len(run):
        return names
    new = [item for item in run if item not in known]
    kept = [name for name in names if not any(name.start < end and name.end > start for start, end in new)]
    return kept + [Name(start, end, "in a list") for start, end in new]


def _first_item(sentence: Sentence, names: list[Name], end: int) -> tuple[int, int]:
    """The list's first member ends at `end`; it begins where a known name does, or behind a title or 领导."""
    for name in names:
        if name.end == end:
            return name.start, end
    for size in (2, 3):
        start = end - size
        if start >= 0 and (titled(sentence.text, start) or sentence.text[:start].endswith(("领导", "領導"))):
            return start, end
    return end, end


def _last_item(sentence: Sentence, names: list[Name], start: int) -> tuple[int, int]:
    """The list's last member begins at `start`; it ends where a known name does, or before a mark, 等, 和 or what the persons do."""
    for name in names:
        if name.start == start:
            return start, name.end
    text = sentence.text
    for size in (2, 3):
        end = start + size
        if end <= len(text) and (_closes(text, end) or text[end] in "和与與及"):
            return start, end
    return start, start


def close_spaced_names(sentence: Sentence, names: list[Name]) -> list[Name]:
    """副区长高　能、王　平: lists set two characters as wide as three. After a title or 、 or before one, with a mark behind.

    Leaves alone: 王平 李安 (two names), 会 议 (会 is no surname).
    """
    text = sentence.text
    found = list(names)
    for match in _SPACED.finditer(text):
        start, end = match.span()
        if text[start] not in surnames() or not (titled(text, start) or (start and text[start - 1] == _LIST) or text[end : end + 1] == _LIST):
            continue
        found = [name for name in found if name.end <= start or name.start >= end]
        found.append(Name(start, end, "spaced"))
    for match in _SPACED_RUN.finditer(text):
        run = _spaced_names(text, match.start(), match.end())
        if len(run) > 2:
            found = [name for name in found if not any(name.start < item.end and name.end > item.start for item in run)] + run
    return sorted(found)


def _spaced_names(text: str, start: int, end: int) -> list[Name]:
    """王 强 李小华 张 伟: the names of a run of pieces with blanks between; what stands before the first one is its label."""
    pieces = [(start + match.start(), start + match.end()) for match in re.finditer(f"[{_CJK}]+", text[start:end])]
    names: list[Name] = []
    at = 0
    while at < len(pieces):
        first, last = pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else (0, 0)
        if looks_like_a_name(text[first:last]):
            names.append(Name(first, last, "spaced"))
        elif last - first == 1 and following[1] - following[0] == 1 and text[first] in surnames():
            names.append(Name(first, following[1], "spaced"))
            at += 1
        elif names:
            return []
        at += 1
    return names


def drop_what_is_none(sentence: Sentence, names: list[Name]) -> list[Name]:
    """A single character that is no surname (议会议|长); what is named after a person (毕加索旧居); Latin letters without a title or 先生."""
    kept = []
    for name in names:
        text = name.text(sentence.text)
        if len(text) == 1 and text not in surnames():
            continue
        if _NAMED_AFTER.search(text):
            continue
        if _LATIN.fullmatch(text) and not titled(sentence.text, name.start) and not _ADDRESS.match(sentence.text, name.end):
            continue
        kept.append(name)
    return kept


_NAMED_AFTER = re.compile("(?:旧居|故居|大街|音乐厅|派出所|半岛|纪念馆|公司|集团)$")
_SPACED = re.compile(f"(?<![{_BLANKS}])[{_CJK}][{_BLANKS}]{{1,4}}[{_CJK}](?=[、,，。;；)）\n]|等|$)")
_SPACED_RUN = re.compile(f"[{_CJK}]{{1,12}}(?:[{_BLANKS}]{{1,4}}[{_CJK}]{{1,3}}){{3,}}")
_LATIN = re.compile(r"[\x20-\x7e\uff01-\uff5e]*")
_ADDRESS = re.compile("先生|女士|小姐|博士|教授|同志|老师|[（(]")


RULES: tuple[Rule, ...] = (
    join_dotted,
    strip_titles,
    move_glued_ends,
    split_run_together,
    complete_given_names,
    find_between_anchors,
    find_transliterated,
    continue_lists,
    close_spaced_names,
    drop_what_is_none,
)


def in_order(names: Sequence[Name]) -> list[Name]:
    """Names without those that lie in another."""
    ordered = sorted(names, key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in ordered:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
