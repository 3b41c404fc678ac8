"""Names that the tagger did not see at all, between a title and a mark or a verb."""

import re

from articles.pipeline.recognize.names.anchors import (
    CLAUSE_START,
    MARK,
    NEVER_IN_NAMES,
    closes,
    heads_of_titles,
    kind_after,
    titled,
    words_after_names,
)
from articles.pipeline.recognize.names.forms import Name, Sentence, beginnings, looks_like_a_name, surname_of, surnames
from articles.pipeline.recognize.tagger import Tagged
from articles.pipeline.recognize.titles import ends_of_titles, title_before
from articles.pipeline.words import word_cost

_TITLE_AFTER = re.compile(
    r"(?:副?(?:会长|會長|市长|市長|县长|縣長|区长|區長|镇长|局长|部长|省长|书记|書記|主任|主席|院长|校长|董事长|总经理|理事长|秘书长|教授|院士))(?:在|说|說|指出|强调|表示|介绍|认为|主持|讲话|致辞|发来|一行|的|和|、|,|，|率)"
)


_ACTS = re.compile(
    "主持|宣读|宣讀|出席|致辞|致詞|讲话|講話|汇报|匯報|传达|通报|陪同|参加|參加|作(?:了)?(?:讲话|报告|总结|动员|主旨|发言|部署|交流)"
)


_MODAL = frozenset("都应從从未同并时來来到去后在当还又常会可须需要由")


_CONJUNCTIONS = "和与與及兼"


def find_between_anchors(sentence: Sentence, names: list[Name]) -> list[Name]:
    """特别助理由平、 and 何次安女士，: the tagger saw no name where a title stands before and a mark or 女士 after.

    Two or three characters with a surname in front that are no single word of the dictionary. Leaves alone: 书记安排，(安排 is a word),
    主任会议、(会 is no surname).
    """
    sentence = _split_at_titles(sentence)
    text = sentence.text
    found = list(names)
    starts = {name.start for name in names}
    known, firsts = surnames(), beginnings()
    for at, _, tag in sentence.words:
        if text[at] not in firsts or (text[at] not in known and text[at : at + 2] not in known) or tag in ("w", "PER") or at in starts:
            continue
        after_title = titled(text, at)
        if not after_title and at and text[at - 1] not in CLAUSE_START:
            continue
        for size in (3, 2, 4):
            end = at + size
            inside = [name for name in found if name.start < end and name.end > at]
            if any((looks_like_a_name(name.text(text)) and name.end == end) or name.end > end for name in inside):
                continue
            if end <= len(text) and _may_be_name(sentence, at, end, after_title):
                found = [name for name in found if name not in inside]
                found.append(Name(at, end, "between anchors"))
                break
    return sorted(found)


def _split_at_titles(sentence: Sentence) -> Sentence:
    """The sentence with 副局长宾 cut where the title ends: the tagger put the surname to it."""
    text = sentence.text
    words: list[Tagged] = []
    for word in sentence.words:
        cut = 0
        following = sentence.starts.get(word.end)
        if word.end - word.start > 2 and word.tag in _GLUED and following is not None and following.tag != "PER":
            for at in range(word.start + 1, min(word.end, word.start + 5)):
                if text[at] in surnames() and text[at - 1] in ends_of_titles() and title_before(text, word.start, at) is not None:
                    cut = at
        if word.tag in ("LOC", "nz") and text[word.start] in "长長" and _begins_a_name(text, word.start + 1):
            cut = word.start + 1
        words += [word] if not cut else [word._replace(end=cut, tag="n"), word._replace(start=cut, tag="nr")]
    return sentence if len(words) == len(sentence.words) else Sentence(text, words)


def _begins_a_name(text: str, at: int) -> bool:
    """镇长江玉刚、: 长江 is no river where a title ends in its 长 and what follows is a name of three characters that are no word."""
    end = at + 3
    return (
        text[at] in surnames()
        and titled(text, at)
        and (end == len(text) or MARK.match(text, end) is not None)
        and word_cost(text[at + 1 : end]) is None
        and text[end - 1] not in "县市区镇乡村路街桥港站段"
    )


_GLUED = frozenset({"n", "ORG", "nz", "nr", "LOC", "v", "vn"})


def _may_be_name(sentence: Sentence, start: int, end: int, after_title: bool) -> bool:
    text = sentence.text
    if end - start == 4 and text[start : start + 2] not in surnames() and not after_title:
        return False
    written = text[start:end]
    if not looks_like_a_name(written) or not NEVER_IN_NAMES.isdisjoint(written[1:]) or text[start] in _CONJUNCTIONS:
        return False
    if text[end - 1] in "作做" and kind_after(text, end - 1) is not None:
        return False
    surname = surname_of(written)
    given = written[len(surname) :]
    if text[start] in NEVER_IN_NAMES and (len(given) < 2 or word_cost(given) is not None):
        return False
    if text.endswith(_CROWDS, 0, start) and sentence.starts[start].end - start == 2:
        return False
    if any(part in words_after_names() or part in heads_of_titles() for part in (given, given[-2:])):
        return False
    if _has_no_part_of_a_name(sentence, start, end):
        return False
    return _after_title(sentence, start, end, surname) if after_title else _before_address(sentence, start, end, surname)


def _has_no_part_of_a_name(sentence: Sentence, start: int, end: int) -> bool:
    """于近日主持: 于 is a preposition there; 高兴地宣布: 地 is a particle; 相关负责同志: an office, and no name."""
    begun = (sentence.starts.get(at) for at in range(start, end))
    inside = [word for word in begun if word is not None and word.end <= end]
    if any(word.tag == "u" for word in inside[1:]):
        return True
    return any(
        (word.tag == "TIME" and sentence.text[word.start : word.end] not in _NAMING_DAYS)
        or sentence.text[word.start : word.end] in _OFFICES
        for word in inside
    )


_NAMING_DAYS = frozenset(["国庆", "元旦", "重阳", "立春", "谷雨", "八一", "七一"])
"""Days that children are named after: 查国庆."""
_CROWDS = ("干部", "群众", "职工", "党员")
"""What ends like a title and is many: 干部能力强."""
_OFFICES = frozenset(["相关", "有关", "负责", "领导", "分管", "主要"])


def _after_title(sentence: Sentence, start: int, end: int, surname: str) -> bool:
    text = sentence.text
    word = sentence.starts[start]
    whole = word.end >= end
    if end - start == 2 and _ACTS.match(text, end) and text[start] not in _MODAL and not whole:
        return True
    if end - start == 3 and word.end == end + 1 and text[end] in _LEADS and word.tag in (*_NOT_WORDS, "ORG"):
        return True
    if end not in sentence.ends or (whole and word.tag not in _NOT_WORDS and not _is_rare_word(text[start:end], surname)):
        return False
    marked = end == len(text) or MARK.match(text, end) is not None or text[end] == "等"
    unheard = end - start == 3 and word_cost(text[start + 1 : end]) is None
    return marked or ((surnames()[surname] == "common" or unheard) and (closes(text, end) or (unheard and text[end] in _LEADS)))


def _is_rare_word(written: str, surname: str) -> bool:
    """高垒 is in the dictionary, but behind a title and before a mark a name rather than that word (安排, 高度 are words)."""
    return len(written) in (2, 3) and surnames()[surname] == "common" and (word_cost(written) or 0.0) >= _RARE


def _before_address(sentence: Sentence, start: int, end: int, surname: str) -> bool:
    """Whether 先生, 男 or a title follows: 何次安女士, 师达会长在会上."""
    text = sentence.text
    if _ADDRESS.match(text, end):
        return end in sentence.ends or text.startswith(("先生", "女士"), end)
    if end not in sentence.ends:
        return False
    if sentence.starts[start].end - start != len(surname) or not _TITLE_AFTER.match(text, end):
        return False
    inside = [word for word in sentence.words if word.start < end and word.end > start]
    return not any(word.tag in ("LOC", "ORG", "TIME") or word.end - word.start == end - start for word in inside)


_RARE = 14.0
"""The cost (words.py) from which a word is rarer than its characters are in names."""
_LEADS = "带率携"
_NOT_WORDS = ("nz", "nr", "xc", "LOC")
_ADDRESS = re.compile("[,，、：:（(]?(?:男|女|先生|女士|同志|小姐)")
