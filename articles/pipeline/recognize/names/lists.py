"""Members of lists of names that are words first: 方便、向前、常青."""

import re

from articles.pipeline.recognize.names.anchors import LIST, closes, follows_names, heads_of_titles, titled
from articles.pipeline.recognize.names.forms import CJK, DOTS, Name, Sentence, looks_like_a_name

_ITEMS = re.compile(f"(?<![{CJK}{DOTS}])[{CJK}{DOTS}]++(?:、[{CJK}{DOTS}]++)++")  # never from the middle of an item, nothing given back


def continue_lists(sentence: Sentence, names: list[Name]) -> list[Name]:
    """市领导王平、李安邦、方向明、能盛等 and 副镇长方便、常青列席: what stands among the names of a list, and has a name's form, is a name.

    Fires where two members at least are known names, or one is and the list follows a title. Leaves alone: 王平、区发改委、科技局.
    """
    text = sentence.text
    if LIST not in text:
        return names
    found = list(names)
    known = {(name.start, name.end) for name in names}
    for match in _ITEMS.finditer(text):
        bounds = [match.start() + at for at, character in enumerate(match.group()) if character == LIST]
        items = [_last_item(sentence, found, bounds[-1] + 1)]
        for left, right in zip(reversed(bounds[:-1]), reversed(bounds[1:]), strict=True):
            items.append(_middle_item(sentence, found, left + 1, right))
        items.append(_first_item(sentence, found, bounds[0]))
        run: list[tuple[int, int]] = []
        for item in [*reversed(items), None]:
            if item is not None and (item in known or _is_like_a_name(text[item[0] : item[1]])):
                if run and text[item[0] - 1] != LIST:  # 副院长王平 begins a list of its own
                    found = _accept(sentence, found, known, run)
                    known, run = {(name.start, name.end) for name in found}, []
                run.append(item)
            elif run:
                found = _accept(sentence, found, known, run)
                known = {(name.start, name.end) for name in found}
                run = []
    return sorted(found)


def _is_like_a_name(text: str) -> bool:
    """张经理 among names is a surname with a title."""
    return len(text) <= 3 and looks_like_a_name(text) and text[1:] not in heads_of_titles()


def _accept(sentence: Sentence, names: list[Name], known: set[tuple[int, int]], run: list[tuple[int, int]]) -> list[Name]:
    """The names with those of a run that is a list of names; `known`: the places of the names."""
    count = sum(item in known for item in run)
    if count == len(run) or (3 * count < len(run) and not _is_attended_by(sentence, run)):
        return names
    if count < 2 and not titled(sentence.text, run[0][0]):
        return names
    new = [item for item in run if item not in known]
    kept = [name for name in names if not any(name.start < end and name.end > start for start, end in new)]
    return kept + [Name(start, end, "in a list") for start, end in new]


def _is_attended_by(sentence: Sentence, run: list[tuple[int, int]]) -> bool:
    """Whether three members or more stand between a title and 出席 or the like: that is enough without a known name."""
    return len(run) > 2 and titled(sentence.text, run[0][0]) and _ATTEND.match(sentence.text, run[-1][1]) is not None


_ATTEND = re.compile("等?(?:出席|参加|參加|列席|陪同)")


def _middle_item(sentence: Sentence, names: list[Name], start: int, end: int) -> tuple[int, int]:
    """The name behind a title, where a member has one: 党组成员、副院长王平、施安."""
    for name in names:
        if name.end == end and name.start > start and titled(sentence.text, name.start):
            return name.start, end
    return start, end


def _first_item(sentence: Sentence, names: list[Name], end: int) -> tuple[int, int]:
    """The list's first member ends at `end`; it begins where a known name does, or behind a title or 领导."""
    for name in names:
        if name.end == end:
            return name.start, end
    for size in (2, 3):
        start = end - size
        if start >= 0 and (titled(sentence.text, start) or sentence.text.endswith(("领导", "領導"), 0, start)):
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
        if end <= len(text) and (closes(text, end) or text[end] in "和与與及" or follows_names(text, end)):
            return start, end
    return start, start
