"""Text to words: the only file that knows the segmenter.

The dictionary is jieba's; rjieba cuts with the same dictionary many times faster. What needs costs of words rather than one best
cut (the repair of damaged text weighs rival readings) takes `word_cost` and `pair_cost`, which also know which word follows which:
counts from a month of a national daily (lexicon/README.md).

>>> cut("全市经济工作会议")
['全市', '经济', '工作', '会议']
"""

import math
import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

import rjieba

from articles.pipeline.lexicon import read_table

NUMBER = "0"
_LATIN_OR_DIGITS = re.compile(r"[0-9A-Za-z.%]+")
_UNKNOWN_CHARACTER_COST = 19.0
_UNKNOWN_MARK_COST = 9.0
_ANY_NAME_COST = 4.0
_LEAST_BEARERS = 25
_TOPICAL = ("n", "vn", "l", "j")  # nouns, verbs used as such, idioms, short forms
_TRADE_WORDS = "trade_words.tsv"
_WORD_PAIRS = "word_pairs.tsv"


def cut(text: str) -> list[str]:
    """The words of a text, nothing left out: "".join(cut(text)) == text."""
    return list(rjieba.cut(text, False))


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text with the dictionary's part-of-speech tags (nr for a person's name, ns for a place …), nothing left out."""
    return list(rjieba.tag(text))


def keywords(text: str, count: int = 5) -> list[str]:
    """The nouns that a text is about, the weightiest first: how often here, times jieba's rareness. Two characters at least.

    >>> keywords("要抓好项目建设和招商引资,守住安全生产底线", 3)
    ['招商引资', '底线', '建设']
    """
    rareness, usual = _rareness()
    found = Counter([word for word, kind in rjieba.tag(text) if len(word) > 1 and kind.startswith(_TOPICAL)])
    weighed = sorted((-number * rareness.get(word, usual), word) for word, number in found.items())
    return [word for _, word in weighed[:count]]


@cache
def _rareness() -> tuple[dict[str, float], float]:
    """Word -> inverse document frequency as jieba counts it, and the median for words it does not know."""
    rows = (files("jieba") / "analyse" / "idf.txt").read_text(encoding="utf-8").splitlines()
    table = {word: float(value) for word, value in (row.split(" ") for row in rows)}
    return table, sorted(table.values())[len(table) // 2]


def as_token(word: str) -> str:
    """What stands for the word in the table of pairs: numbers and Latin are all one, full-width marks are ASCII."""
    word = unicodedata.normalize("NFKC", word) if "\uff01" <= word <= "\uff5e" else word
    return NUMBER if _LATIN_OR_DIGITS.fullmatch(word) else word


@cache
def word_costs() -> dict[str, float]:
    """Word -> -ln of its share of all words. Words of the dictionary, words of the trade, marks and single characters."""
    counts: dict[str, float] = {}
    for line in _dictionary():
        word, count, _ = line.split(" ")
        counts[word] = float(count)
    trade = {word: float(count) for word, count in read_table(_TRADE_WORDS)}
    for word, often in trade.items():
        counts[word] = max(counts.get(word, 0.0), often)
    total = sum(counts.values())
    share = 0.85  # the rest of the mass belongs to marks and numbers, which the dictionary does not count
    costs = {word: -math.log(share * (count + 0.5) / total) for word, count in counts.items()}
    firsts, _ = word_pairs()
    pair_total = sum(count for count, _ in firsts.values())
    for token, cost in costs.items():
        if len(token) == 1:  # the dictionary counts characters within words too; the corpus only those that stand alone
            alone = firsts[token][0] / pair_total if token in firsts else 0.0
            costs[token] = -math.log(0.2 * math.exp(-cost) + 0.8 * alone)
    for token, (times, _) in firsts.items():
        if len(token) == 1 and token not in counts:
            costs[token] = -math.log(times / pair_total)
    for word, often in trade.items():
        if len(word) == 1:
            costs[word] = min(costs[word], -math.log(often / total))
    return costs


def word_cost(word: str) -> float | None:
    """-ln of the word's share; None for what is no word. A single character always has a cost."""
    cost = word_costs().get(word)
    if cost is None and len(word) == 1:
        return _UNKNOWN_CHARACTER_COST if "\u3400" <= word <= "\u9fff" or word >= "\U00020000" else _UNKNOWN_MARK_COST
    return cost


@cache
def word_pairs() -> tuple[dict[str, tuple[int, int]], dict[str, dict[str, int]]]:
    """First word -> (how often, before how many words); first word -> {second word: count}."""
    firsts: dict[str, tuple[int, int]] = {}
    pairs: dict[str, dict[str, int]] = {}
    for first, count, distinct, listed in read_table(_WORD_PAIRS):
        firsts[first] = (int(count), int(distinct))
        followers: dict[str, int] = {}
        for item in listed.split(" "):
            second, _, times = item.rpartition(":")
            followers[second] = int(times)
        pairs[first] = followers
    return firsts, pairs


def pair_cost(first: str, second: str, cost_alone: float) -> float:
    """-ln of the chance of `second` after `first`; `cost_alone` is `second`'s own cost (Witten-Bell smoothing)."""
    firsts, pairs = word_pairs()
    seen = firsts.get(first)
    if seen is None:
        return cost_alone
    count, distinct = seen
    follows = pairs[first].get(second, 0)
    weight = count + distinct
    return -math.log(follows / weight + distinct / weight * math.exp(-cost_alone))


def name_cost(word: str) -> float | None:
    """-ln of the share a person's name of two or three characters has among the words; None where it does not look like one.

    Surnames and given characters weigh as in the names the dictionary holds.
    """
    if not 2 <= len(word) <= 3:
        return None
    surnames, given = _name_characters()
    cost = surnames.get(word[0])
    if cost is None:
        return None
    rarest = given[""]
    return _ANY_NAME_COST + (0.4 if len(word) == 3 else 1.1) + cost + sum(given.get(char, rarest) for char in word[1:])


@cache
def _name_characters() -> tuple[dict[str, float], dict[str, float]]:
    firsts: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for line in _dictionary():
        word, _, tag = line.split(" ")
        if tag == "nr" and len(word) == 3:
            firsts[word[0]] += 1
            given.update(word[1:])
    surnames = {char: count for char, count in firsts.items() if count >= _LEAST_BEARERS}
    total, total_given = sum(surnames.values()), given.total() + 500
    costs = {char: -math.log(count / total_given) for char, count in given.items()}
    costs[""] = -math.log(0.3 / total_given)
    return {char: -math.log(count / total) for char, count in surnames.items()}, costs


def _dictionary() -> list[str]:
    return (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
