"""Which lines of an HTML page are the article's body: a vote of trafilatura, our own count of prose, and readability.

trafilatura, set to precision, is right most often; our own stretch of prose costs next to nothing. Where the two agree, trafilatura's
choice stands. Where they do not, readability is asked as well, and the choice that agrees best with the others wins: each goes wrong on
pages of its own (a template that looks like comments, a page of short lines, an article in one table cell), seldom two on the same page.

All three choose from the page's own lines; a library's characters are never used, so every character of the body keeps its place in the
capture. None remembers earlier pages: trafilatura's deduplication is off.
"""

import logging
import re
from collections.abc import Callable, Sequence

from readability import Document
from trafilatura.core import bare_extraction

from articles.pipeline.extract.html_align import align
from articles.pipeline.extract.html_page import Outline, PageLine, fold
from articles.pipeline.extract.html_prose import prose_lines
from articles.pipeline.extract.html_trim import trim
from articles.pipeline.markup import flatten

# On the pages measured, asking readability below 0.97 (on one page in three) gives what asking it always gives; below 0.9, 0.4 points less.
AGREED = 0.97
LEAST_WITHOUT_PROSE = 0.3
# The libraries' time grows with the square of nesting and with the number of tags; pages beyond these have our own count of prose alone.
MOST_TAGS = 20_000
MOST_DEPTH = 120
MOST_SOURCE = 4_000_000

# Both report every page they cannot make sense of; that is what the vote is for.
for _library in ("trafilatura", "readability"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

Choice = list[bool]

# trafilatura prints a table row as | one | two |, and a bar that stood in the text as \\|.
_CELL_OR_LINE = re.compile(r"\n|(?<!\\)\|")


def choose_lines(source: str, lines: Sequence[PageLine], outline: Outline, heading: str | None = None) -> Choice:
    """Which lines are the body, head and foot trimmed; all False where nothing looks like one. Never raises.

    `heading`: the title without blanks.
    """
    folded = [line.folded for line in lines]
    prose = trim(lines, prose_lines(lines), heading)
    if outline.tag_count > MOST_TAGS or outline.depth > MOST_DEPTH or len(source) > MOST_SOURCE:
        return prose
    first = trim(lines, align(folded, _ask(_ask_trafilatura, source)), heading)
    if agreement(folded, first, prose) >= AGREED:
        return first
    third = trim(lines, align(folded, _ask(_ask_readability, source)), heading)
    choices = [choice for choice in (first, prose, third) if any(choice)]
    best = max(choices, key=lambda choice: sum(agreement(folded, choice, other) for other in choices), default=prose)
    # A page without prose is a list or a menu, and one line of its footer no article.
    return best if any(prose) or agreement(folded, best, [True] * len(best)) >= LEAST_WITHOUT_PROSE else [False] * len(best)


def agreement(folded: Sequence[str], one: Choice, other: Choice) -> float:
    """How much two choices share, 0 to 1: twice the common characters by the sum of both."""
    common = sum(len(line) for line, a, b in zip(folded, one, other, strict=True) if a and b)
    total = sum(len(line) * (a + b) for line, a, b in zip(folded, one, other, strict=True))
    return 2 * common / total if total else 0.0


def _ask(library: Callable[[str], list[str]], source: str) -> list[str]:
    """The paragraphs a library chooses, without blanks. A library that fails on a page has no vote on it."""
    try:
        return [fold(paragraph) for paragraph in library(source)]
    except Exception:  # noqa: BLE001 - lxml and both libraries raise what they like on broken markup
        return []


def _ask_trafilatura(source: str) -> list[str]:
    document = bare_extraction(source, favor_precision=True, include_comments=False, deduplicate=False, with_metadata=False)
    return [] if document is None or isinstance(document, dict) else _CELL_OR_LINE.split(document.text or "")


def _ask_readability(source: str) -> list[str]:
    return flatten(Document(source).summary()).text.split("\n")
