"""What a person's name looks like by itself, and the sentence it is sought in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.recognize.tagger import Tagged

CJK = r"\u3400-\u9fff\U00020000-\U0003134f"


DOTS = "·•・‧･"


MINORITY_LETTERS = "".join(read_words("minority_name_characters.tsv"))


BLANKS = " \u3000\u00a0\u2002\u2003"


_HAN = re.compile(f"[{CJK}]+")


def is_han(text: str) -> bool:
    return _HAN.fullmatch(text) is not None


@cache
def surnames() -> dict[str, str]:
    """Surname -> common, rare or compound."""
    return {row[0]: row[1] for row in read_table("surnames.tsv")}


@cache
def beginnings() -> frozenset[str]:
    """What surnames begin with: most words do not, and this tells quickly."""
    return frozenset(surname[0] for surname in surnames())


def surname_of(name: str) -> str:
    """The surname a name begins with, a compound one first; empty where there is none.

    >>> surname_of("欧阳明"), surname_of("高能"), surname_of("的话")
    ('欧阳', '高', '')
    """
    known = surnames()
    if len(name) > 2 and known.get(name[:2]) == "compound":
        return name[:2]
    return name[:1] if known.get(name[:1], "compound") != "compound" else ""


def looks_like_a_name(text: str) -> bool:
    """Whether it has a Chinese name's form: a surname and one or two characters (two surnames and two in Hong Kong: 林郑明珠)."""
    surname = surname_of(text)
    if not surname or not is_han(text):
        return False
    rest = len(text) - len(surname)
    return 1 <= rest <= 2 or (rest == 3 and surnames().get(text[0]) == surnames().get(text[1]) == "common")


class Name(NamedTuple):
    """A person's name: half-open offsets into the sentence, and the rule that found or mended it."""

    start: int
    end: int
    rule: str

    def text(self, sentence: str) -> str:
        return sentence[self.start : self.end]


@dataclass(frozen=True)
class Sentence:
    """A sentence with its words, and where they begin and end."""

    text: str
    words: Sequence[Tagged]

    @cached_property
    def starts(self) -> dict[int, Tagged]:
        return {word[0]: word for word in self.words}

    @cached_property
    def ends(self) -> dict[int, Tagged]:
        return {word[1]: word for word in self.words}


Rule = Callable[[Sentence, list[Name]], list[Name]]
