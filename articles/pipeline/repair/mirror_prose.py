"""How likely a stretch of simplified prose is, read character by character: a search can drop bad readings early.

The cost of a stretch is that of its best division into words, each word weighed after the one before it (words.py).

>>> cost_of("作出更大贡献") < cost_of("作出阁贡献")
True
"""

import math
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.pipeline.words import NUMBER, as_token, cut, name_cost, pair_cost, word_cost

LONGEST_WORD = 7
_DIVISIONS_KEPT = 3
_START = "。"
_UNKNOWN_WORD_COST = 30.0
_PAIR = "\0"
NO_PAGE: Mapping[str, float] = {}


class Prose(NamedTuple):
    """What is known after some characters: the last ones, and for each of the last positions the best divisions up to there."""

    tail: str
    divisions: tuple[tuple[tuple[float, str], ...], ...]

    @property
    def cost(self) -> float:
        return self.divisions[-1][0][0]


BEGINNING = Prose("", (((0.0, _START),),))


def extend(prose: Prose, character: str, page: Mapping[str, float] = NO_PAGE) -> Prose:
    """The prose with one character more. `page`: what `words_of_page` says of the page it stands on."""
    token = as_token(character)
    tail = prose.tail + ("\n" if token == NUMBER else token)
    here: list[tuple[float, str]] = []
    for length in range(1, min(LONGEST_WORD, len(tail)) + 1):
        word = token if length == 1 else tail[-length:]
        alone = _word_or_name_cost(word)
        on_page = page.get(word)
        if alone is None:
            if on_page is None:
                continue
            alone = _UNKNOWN_WORD_COST
        for cost, before in prose.divisions[-length]:
            here.append((cost + _pair_cost(before, word, alone, on_page, page.get(before + _PAIR + word)), word))
    here.sort()
    return Prose(tail[-LONGEST_WORD:], (*prose.divisions[-LONGEST_WORD:], tuple(here[:_DIVISIONS_KEPT])))


def read(text: str, prose: Prose = BEGINNING, page: Mapping[str, float] = NO_PAGE) -> Prose:
    """The prose after all characters of the text."""
    for character in text:
        prose = extend(prose, character, page)
    return prose


def cost_of(text: str, page: Mapping[str, float] = NO_PAGE) -> float:
    """-ln of the chance of the text, as a stretch of prose of its own."""
    return read(text, BEGINNING, page).cost


def words_of_page(text: str) -> dict[str, float]:
    """What a page says once it says again: its words of two and more ideographs with a share, and under first + NUL + second how
    often one word or mark follows another."""
    words = [as_token(word) for word in cut(text)]
    counts = Counter(words)
    total = 3 * (len(words) + 50)
    page = {word: count / total for word, count in counts.items() if len(word) > 1 and "\u3400" <= word[0] <= "\u9fff"}
    for (first, second), count in Counter(pairwise(words)).items():
        page[first + _PAIR + second] = 0.5 * count / (counts[first] + 5)
    return page


@lru_cache(maxsize=200_000)
def _word_or_name_cost(word: str) -> float | None:
    word_, name = word_cost(word), name_cost(word)
    return min(word_, name) if word_ is not None and name is not None else (name if word_ is None else word_)


@lru_cache(maxsize=200_000)
def _pair_cost(first: str, second: str, alone: float, on_page: float | None, after_first: float | None) -> float:
    cost = pair_cost(first, second, alone)
    if on_page is None and after_first is None:
        return cost
    return -math.log(math.exp(-cost) + (on_page or 0.0) + (after_first or 0.0))
