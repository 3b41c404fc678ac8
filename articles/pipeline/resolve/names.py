"""Names of persons: the block in which one is looked for, and how many people carry it.

>>> name_key("張  偉"), name_key("买买提•艾力"), name_key("Jane Doe")
('张伟', '买买提·艾力', 'janedoe')
>>> commonness("王伟") > 50_000 > 10 > commonness("郗砚舟")
True
"""

import math
import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

from articles.pipeline.lexicon import read_table

PEOPLE = 1.4e9
"""People of the country, to which the shares of names apply."""
_DOT = "·"
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･・᛫⸱●．"), _DOT)
_FULL_STOP = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_KEPT = "乾"
"""A character of simplified names too (乾隆): folding by itself would make 干 of it, another name."""
_ALONE = 0.16
"""Share of people with a given name of one character."""
_OF_A_STRANGER = 300.0
"""People who carry one name in transcription, or another that has no surname known here."""
_UNSEEN = 0.3
"""Names that hold a character which the corpus has in none."""
_SAME_SURNAME = {"肖": "萧", "闫": "阎", "付": "傅"}
"""Ways in which many write a surname that the table has under its old character."""


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The block of a name: one key for 張偉 and 张伟, whatever its blanks, width and middle dots. Names of different keys are different
    persons' unless people say otherwise. `name_key(name_key(name)) == name_key(name)`."""
    key = _BLANKS.sub("", unicodedata.normalize("NFKC", name).casefold())
    key = _FULL_STOP.sub(_DOT, unicodedata.normalize("NFKC", key).translate(_DOTS))
    return "".join(map(fold, key))


@cache
def fold(character: str) -> str:
    """The simplified character, by itself and not within a word; itself where there is none."""
    if character == _KEPT or not ("\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"):
        return character
    folded = _converter().convert(character)
    return character if folded == character or len(folded) != 1 else fold(folded)


@lru_cache(maxsize=1 << 16)
def commonness(name: str) -> float:
    """About how many people of China carry the name: its surname's share times those of its characters (lexicon/README.md)."""
    key = name_key(name)
    surname = _surname_of(key)
    given = key[len(surname) :]
    if not surname or _DOT in key or not 1 <= len(given) <= 2:
        return _OF_A_STRANGER
    alone, first, last = (_share_of_characters(column) for column in (1, 2, 3))
    if len(given) == 1:
        share = _ALONE * alone.get(given, alone[""])
    else:
        share = (1 - _ALONE) * first.get(given[0], first[""]) * last.get(given[1], last[""])
    return PEOPLE * _surname_shares()[surname] * share


def rarity(name: str, known: float) -> float:
    """-ln of how many of `known` people of the country (those of whom news tells) carry the name: 0 where just one is expected."""
    return -math.log(commonness(name) * known / PEOPLE)


def _surname_of(key: str) -> str:
    """Empty where the name has none that is known: foreign, or a mistake."""
    shares = _surname_shares()
    return next((key[:size] for size in (2, 1) if len(key) > size and key[:size] in shares), "")


@cache
def _surname_shares() -> dict[str, float]:
    """Surname -> its share of the people. What the table of shares lacks has what is left, evenly."""
    shares = {fold(surname): float(percent) / 100 for surname, percent in read_table("surname_shares.tsv")}
    for written, old in _SAME_SURNAME.items():
        shares.setdefault(written, shares[old])
    rest = {"".join(map(fold, row[0])) for row in read_table("surnames.tsv")} - shares.keys()
    left = max(0.01, 1 - sum(shares.values())) / 10  # most of what is left has surnames that no list names
    return shares | {surname: left / len(rest) for surname in rest}


@cache
def _share_of_characters(column: int) -> dict[str, float]:
    """Character -> share of the given names that have it there; "" for one that was in none. Those of one character draw on the last
    of two as well: the corpus has too few of them."""
    counts = {row[0]: float(row[column]) for row in read_table("given_name_characters.tsv")}
    if column == 1:
        lasts = {row[0]: float(row[3]) for row in read_table("given_name_characters.tsv")}
        scale = 0.5 * sum(counts.values()) / sum(lasts.values())
        counts = {character: count + scale * lasts[character] for character, count in counts.items()}
    total = sum(counts.values()) + _UNSEEN * 4 * len(counts)
    return {character: (count + _UNSEEN) / total for character, count in counts.items()} | {"": _UNSEEN / 3 / total}


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
