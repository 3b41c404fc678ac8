"""Names of two characters set as wide as three: 高　能."""

import re

from articles.pipeline.recognize.names.anchors import LIST, titled
from articles.pipeline.recognize.names.forms import BLANKS, CJK, Name, Sentence, looks_like_a_name, surnames

_SPACED = re.compile(f"[{CJK}][{BLANKS}]{{1,4}}[{CJK}](?=[、,，。;；)）\n]|等|出席|参加|列席|陪同|到会|到场|主持|$)")


_BLANK_BEHIND = re.compile(f"[{BLANKS}](?<=[{CJK}].)")
"""A blank behind a character: what a sentence must hold for the patterns above and below; seen fast."""


_SPACED_RUN = re.compile(f"[{CJK}]{{1,12}}(?:[{BLANKS}]{{1,4}}[{CJK}]{{1,3}}){{3,}}")


def close_spaced_names(sentence: Sentence, names: list[Name]) -> list[Name]:
    """副区长高　能、王　平: lists set two characters as wide as three. After a title or 、 or before one, with a mark behind.

    Leaves alone: 王平 李安 (two names), 会 议 (会 is no surname).
    """
    text = sentence.text
    if not _BLANK_BEHIND.search(text):
        return names
    found = list(names)
    for match in _SPACED.finditer(text):
        start, end = match.span()
        if start and text[start - 1] in BLANKS and not titled(text, start):
            continue
        if text[start] not in surnames() or not (titled(text, start) or (start and text[start - 1] == LIST) or text[end : end + 1] == LIST):
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
    pieces = [(start + match.start(), start + match.end()) for match in re.finditer(f"[{CJK}]+", text[start:end])]
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
