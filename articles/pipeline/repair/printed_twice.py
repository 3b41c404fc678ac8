"""The article printed twice, once for each layout of the page.

    当前位置:主页 > 新闻中心 >  /  标题  /  来源:… 日期:2024-03-13  /  段一  /  段二
    主页 > 新闻中心 >  /  标题  /  2024-03-13 来源:…  /  段一  /  段二

The second printing goes, with the heading lines between the two if every word of them stands above the first printing too (their order may
differ). `proved`: what goes is to the letter what stays. Where single paragraphs differ in a word or two, the second printing goes as
`likely`, its other wording given as rivals: most of it is proved, and a page read twice would count every fact twice.

Left alone: a refrain, a motto, a short line said again; a paragraph quoted again further down (it does not follow a whole printing);
notices alike but for names and numbers (no paragraph is the same to the letter).
"""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from articles.pipeline.offsets import Edit, TracedText
from articles.pipeline.records import Proof, Repair, RepairedText, RepairKind

LINE = re.compile(r"[^\s|｜][^\n]*")
SHORTEST_PARAGRAPH = 15
SHORTEST_PRINTING = 40
SHORTEST_PART = 80  # of a second printing that breaks off
SHORTEST_ALIKE = 24
ALIKE = 0.9
MOST_ALTERED = 0.3  # share of the paragraphs that may differ in a word
MOST_PRINTINGS = 6
WORDS = re.compile(r"[^\s:：|｜>＞]+")
EDGES = " \t\xa0\u2002\u3000|｜"


class _Line(NamedTuple):
    start: int
    end: int
    text: str


class _Second(NamedTuple):
    """Paragraphs i to i + size were printed again as j to j + size; `rivals`: those that differ, as printed the second time."""

    i: int
    j: int
    size: int
    rivals: tuple[str, ...]


def mend(text: TracedText) -> RepairedText:
    """The text with every further printing of its paragraphs taken out."""
    repairs: list[Repair] = []
    for _ in range(MOST_PRINTINGS):
        edits, rivals = _find_copy(text.text)
        if not edits:
            break
        for edit in edits:
            start, end = text.origin(edit.start, edit.end)
            before = text.text[edit.start : edit.end]
            repairs.append(Repair(RepairKind.PRINTED_TWICE, start, end, before, "", Proof.LIKELY if rivals else Proof.PROVED, rivals))
        text = text.replace(edits)
    return RepairedText(text, tuple(repairs))


def _find_copy(text: str) -> tuple[list[Edit], tuple[str, ...]]:
    """The edits that take one further printing out."""
    lines = [_Line(match.start(), match.start() + len(line), line) for match in LINE.finditer(text) if (line := match[0].rstrip(EDGES))]
    paragraphs = [line for line in lines if len(line.text) >= SHORTEST_PARAGRAPH]
    texts = [line.text for line in paragraphs]
    if len(set(texts)) == len(texts):
        return _find_in_line(lines), ()
    if len(texts) > 3 and texts[::2] == texts[1::2] and len("".join(texts)) > 4 * SHORTEST_PRINTING and any("。" in line for line in texts):
        doubled = paragraphs[1::2]
        return [Edit(_end_before(lines, line), line.end, "") for line in doubled], ()
    second = _find_second(texts)
    if second is None:
        return [], ()
    return _cut(text, lines, paragraphs, second), second.rivals


def _find_second(texts: list[str]) -> _Second | None:
    """Where a whole printing ends and the next begins."""
    seen: dict[str, int] = {}
    for here, line in enumerate(texts):
        i, j = seen.setdefault(line, here), here
        if i == j or "。" not in line:
            continue
        while i and j - 1 > i and _are_alike(texts[i - 1], texts[j - 1]):
            i, j = i - 1, j - 1
        size = 0
        while i + size < j and j + size < len(texts) and _are_alike(texts[i + size], texts[j + size]):
            size += 1
        rivals = tuple(b for a, b in zip(texts[i : i + size], texts[j : j + size], strict=True) if a != b)
        return _Second(i, j, size, rivals) if _is_printing(texts, i, j, size, len(rivals)) else None
    return None


def _is_printing(texts: list[str], i: int, j: int, size: int, altered: int) -> bool:
    """Whether paragraphs i to i + size are a whole article printed again from j on, and no refrain or quotation."""
    characters = sum(map(len, texts[i : i + size]))
    if characters < SHORTEST_PRINTING or altered > size * MOST_ALTERED or any("。" in line for line in texts[:i]):
        return False
    whole = not any("。" in line for line in texts[i + size : j])
    if whole:
        return size > 1 or j + size == len(texts) or j == i + 1
    return size > 1 and characters >= SHORTEST_PART and not any("。" in line for line in texts[j + size :])


def _are_alike(first: str, second: str) -> bool:
    if first == second:
        return True
    if min(len(first), len(second)) < SHORTEST_ALIKE or abs(len(first) - len(second)) > 8:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _cut(text: str, lines: list[_Line], paragraphs: list[_Line], second: _Second) -> list[Edit]:
    """Takes the second printing out, and the headings before it and short lines in it that the first one has too."""
    first_end = paragraphs[second.i + second.size - 1].end
    copy = paragraphs[second.j : second.j + second.size]
    goes = set(copy)
    head = set(WORDS.findall(text[: paragraphs[second.i].start]))
    known = {line.text for line in lines if line.end <= copy[0].start and line.end <= first_end}
    edits: list[Edit] = []
    before = first_end
    for line in lines:
        if line.end > copy[-1].end:
            break
        if line.start < first_end:
            continue
        if line in goes or line.text in known or set(WORDS.findall(line.text)) <= head:
            if edits and edits[-1].end == before:
                edits[-1] = Edit(edits[-1].start, line.end, "")
            else:
                edits.append(Edit(before, line.end, ""))
        before = line.end
    return edits


def _find_in_line(lines: list[_Line]) -> list[Edit]:
    """A line that holds its paragraph twice."""
    for line in lines:
        if len(line.text) < 2 * SHORTEST_PRINTING or "。" not in line.text:
            continue
        again = line.text.find(line.text[:SHORTEST_PARAGRAPH], SHORTEST_PRINTING)
        if again > 0 and line.text[:again].rstrip(EDGES) == line.text[again:]:
            return [Edit(line.start + len(line.text[:again].rstrip(EDGES)), line.end, "")]
    return []


def _end_before(lines: list[_Line], line: _Line) -> int:
    return lines[lines.index(line) - 1].end
