"""Whether a page is a mirror site's, a genuine traditional one, or neither: the judgement its repairs share.

A mirror page is simplified prose made traditional character by character. It gives itself away by

* readings in brackets after traditional characters in running prose, the same characters glossed wherever they stand
  (經(jīng)濟(jì) ... 經(jīng)過); a page that teaches pinyin glosses simplified characters, or a word once;
* words half converted: 干部, 關系, 以后, where every writer of traditional characters has 幹部, 關係, 以後;
* the words of the mainland (黨工委, 高質量, 信息) in mainland marks: “ ” instead of 「 」, commas turned ASCII beside full stops that
  were not.

Against it speak words well converted where none is half converted (幹部, 以後), 「 」, the words of Taiwan and Hong Kong (資訊, 立法會,
縣議會), and characters GBK has not. A page on which the signs do not decide stays as it is.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from opencc import OpenCC

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.repair.mirror_characters import fits, simple_forms, simplified_only, simplified_table, simplify
from articles.pipeline.repair.mirror_tokens import GLOSS

LEAST_SCORE = 4.0
"""A traditional page without readings is a mirror's from this score on."""
FEW_TRADITIONAL = 3
MOST_BY_WORDS = 3.5
"""Words alone do not make a page a mirror's: somebody may write of the mainland elsewhere."""
_ASCII_COMMA = re.compile(r"(?<=[\u4e00-\u9fff”》]),(?=[\u4e00-\u9fff“《])")
_FORMS_OF_TABLES = "爲衆喫麪"  # where Taiwan and Hong Kong write 為眾吃麵
_CANTONESE = "嘅喺咗冇嚟哋啲唔佢"


class Signs(NamedTuple):
    """`glossed`: character -> reading, as in brackets after it. `score`: how much speaks for a mirror, where nothing is glossed."""

    traditional: int
    glossed: tuple[tuple[str, str], ...]
    blank: bool
    score: float

    @property
    def is_mirror(self) -> bool:
        return bool(self.glossed) or (self.traditional > 0 and self.score >= LEAST_SCORE)

    @property
    def is_genuine_traditional(self) -> bool:
        return not self.is_mirror and self.traditional >= FEW_TRADITIONAL


NO_SIGNS = Signs(0, (), False, 0.0)


def signs_of(text: str) -> Signs:
    """The signs on a page. Fast where there is no traditional character."""
    return _weigh(text) if _traditional_characters().search(text) else NO_SIGNS


@lru_cache(maxsize=8)
def _weigh(text: str) -> Signs:
    table = simplified_table()
    traditional = sum(char in table for char in text)
    ideographs = sum("\u4e00" <= char <= "\u9fff" for char in text)
    if sum("\u3041" <= char <= "\u30fa" for char in text) > 0.05 * ideographs:
        return NO_SIGNS  # Japanese
    if traditional <= sum(char in simplified_only() for char in text) or traditional < 0.04 * ideographs:
        return NO_SIGNS  # a simplified page that quotes something, or a name kept in its old form
    glossed, blank = _glosses(text)
    bare = GLOSS.sub("", text)
    score = 0.0 if glossed else _score(bare)
    return Signs(traditional, glossed, blank, score)


def _glosses(text: str) -> tuple[tuple[tuple[str, str], ...], bool]:
    """The characters a mirror site glossed, empty where the brackets have another reason."""
    counts: dict[tuple[str, str], int] = {}
    foreign = blanks = alone = 0
    for match in GLOSS.finditer(text):
        char = text[match.start() - 1] if match.start() else ""
        if char not in simplified_table() or not fits(char, match[1]):
            foreign += "\u4e00" <= char <= "\u9fff"
            continue
        counts[char, match[1]] = counts.get((char, match[1]), 0) + 1
        blanks += bool(match[2])
        before, after = text[match.start() - 2 : match.start() - 1], text[match.end() : match.end() + 1]
        alone += not (_is_prose(before) and _is_prose(after))
    total = sum(counts.values())
    if not total or foreign > 0.3 * total or alone > 0.5 * total:
        return (), False
    occurrences = sum(text.count(char) for char in {char for char, _ in counts})
    if total < 0.75 * occurrences:
        return (), False
    if total < 3 and _score(GLOSS.sub("", text)) < 0:
        return (), False
    return tuple(sorted(counts)), blanks * 2 > total


def _is_prose(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char in "、。，,”“;；:：!！)》《?" or char.isdigit()


def _score(text: str) -> float:
    """What speaks for a mirror page (positive) and for a genuine traditional one (negative)."""
    told = [weight for word, weight in _words_that_tell() if word in text]
    score = min(MOST_BY_WORDS, sum(weight for weight in told if weight > 0)) + sum(weight for weight in told if weight < 0)
    half = sum(text.count(word) for word in read_words("half_converted_words.tsv"))
    score += 2.5 * min(3, half)
    if any(char in text for char in _FORMS_OF_TABLES):
        score += 2.0
    elif not half:
        score -= 1.5 * min(3, sum(text.count(word) for word in _well_converted_words()))
    score -= 3.0 * min(3, text.count("「"))
    score += 0.5 * min(2, text.count("“"))
    if "，" in text:
        score -= 1.0
    elif "。" in text and _ASCII_COMMA.search(text):
        score += 1.5
    if any(char in _CANTONESE or "\u3400" <= char <= "\u4dbf" for char in set(text)):
        score -= 4.0
    return score


@lru_cache(maxsize=1)
def _well_converted_words() -> frozenset[str]:
    """The half-converted words as somebody writing traditional characters writes them."""
    words = read_words("half_converted_words.tsv")
    simple = [simplify(word) for word in words]
    well: set[str] = set()
    for name in ("s2t", "s2tw", "s2hk"):
        for word, plain, form in zip(words, simple, OpenCC(name).convert("\n".join(simple)).split("\n"), strict=True):
            if any(left == char != other for left, char, other in zip(word, plain, form, strict=True)):
                well.add(form)
    return frozenset(well - set(words))


@lru_cache(maxsize=1)
def _words_that_tell() -> tuple[tuple[str, float], ...]:
    return tuple((word, float(weight)) for word, weight in read_table("traditional_page_words.tsv"))


@lru_cache(maxsize=1)
def _traditional_characters() -> re.Pattern[str]:
    """One character of no simplified text: with a simplified form, and never standing for itself."""
    return re.compile("[" + re.escape("".join(char for char in simplified_table() if char not in simple_forms(char))) + "]")
