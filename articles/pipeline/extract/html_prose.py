"""Where the prose of a page stands: the densest stretch of its lines, found without any tree.

A paragraph is long, holds commas and full stops and few links; navigation, lists of headlines and footers are short or link from end to
end. Each line gains or loses by that, and the stretch of lines with the greatest sum is the article:

>>> from articles.pipeline.extract.html_page import PageLine
>>> from articles.pipeline.offsets import TracedText
>>> def line(text, linked=0.0): return PageLine(TracedText.of(text), text, linked)
>>> texts = ["昨日上午，区委召开经济工作会议，部署下一年的重点工作。", "会议要求", "各部门要抓好落实，按时完成今年的各项任务。"]
>>> prose_lines([line("首页", 1.0), *map(line, texts), line("上一篇", 1.0)])
[False, True, True, True, False]

It knows nothing of templates: an encyclopedia page of short lines, or a forum with an answer longer than the post, misleads it. It is one
vote among others, and the last resort where the libraries give up.
"""

import re
from collections.abc import Sequence

from articles.pipeline.extract.chrome import is_foot_mark, is_tail_mark
from articles.pipeline.extract.html_page import PageLine

SENTENCE_MARK = re.compile("[，。；！？、：“”]")
SHORTEST_PROSE = 12
LONG_WITHOUT_MARKS = 30
MOST_GAIN = 200
LOSS = 20
LOSS_OF_LINKS = 40
MOSTLY_LINKED = 0.5


def prose_lines(lines: Sequence[PageLine]) -> list[bool]:
    """Which lines belong to the densest stretch, those made of links left out. All False where there is no prose."""
    best, best_start, best_end = 0, 0, 0
    current, start = 0, 0
    for index, line in enumerate(lines):
        if current <= 0:
            current, start = 0, index
        current += gain(line)
        if current > best:
            best, best_start, best_end = current, start, index + 1
    return [best_start <= index < best_end and line.linked <= MOSTLY_LINKED for index, line in enumerate(lines)]


def gain(line: PageLine) -> int:
    """How much a line speaks for prose; below 0 where it speaks against it."""
    length = len(line.folded)
    if line.linked > MOSTLY_LINKED:
        return -LOSS_OF_LINKS
    if is_foot_mark(line.text.strip()) or is_tail_mark(line.text.strip()):
        return -LOSS
    if length >= SHORTEST_PROSE and SENTENCE_MARK.search(line.text):
        return min(length, MOST_GAIN)
    if length > LONG_WITHOUT_MARKS:
        return min(length - LONG_WITHOUT_MARKS, MOST_GAIN)
    return -LOSS
