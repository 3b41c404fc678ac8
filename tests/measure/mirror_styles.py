"""Mirror sites as the measures draw them: a table, a list of glossed characters and an order each."""

import math
import random
from collections import defaultdict
from functools import cache

from opencc import OpenCC
from pypinyin.constants import PINYIN_DICT

from articles.pipeline.repair.mirror_model import MARKS, Style, decode_lossy, encode, replace_bytes, vanishes
from articles.pipeline.words import word_costs

STYLES = ("dense", "sparse", "blank", "none")
SHARES = {"dense": 0.4, "sparse": 0.12, "blank": 0.2, "none": 0.0}
FREQUENT = 700
LEFT_ALONE = "干后里范于云准采松征余制只面谷斗杰咸卷冲志台系周占布游升借伙着了姜丑曲才朱舍胡回向御愿划岩群峰"
SOMETIMES = {  # what some sites change and others leave
    "着": "著",
    "后": "後",
    "里": "裏",
    "干": "幹",
    "冲": "衝",
    "台": "臺",
    "只": "隻",
    "准": "準",
    "志": "誌",
    "系": "係",
    "签": "籤",
    "斗": "鬥",
    "面": "麵",
    "汇": "彙",
    "了": "瞭",
    "家": "傢",
    "借": "藉",
    "征": "徵",
}
ASCII_MARKS = {char: mark for code, mark in MARKS.items() for char in [code.to_bytes(2, "big").decode("gbk")]}


@cache
def plain_table() -> dict[str, str]:
    """Simplified to traditional, character by character, for what GBK holds."""
    converter = OpenCC("s2t")
    chars = [bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF) if (a, b) < (0xD7, 0xFA) or a >= 0xD8]
    changed = zip(chars, converter.convert("\n".join(chars)).split("\n"), strict=True)
    return {
        char: other
        for char, other in changed
        if char != other and len(other) == 1 and char not in LEFT_ALONE and len(other.encode("gb18030")) == 2
    }


@cache
def frequent_characters() -> list[str]:
    """The characters with a traditional form that stand most often in the dictionary's words, most frequent first."""
    counts: defaultdict[str, float] = defaultdict(float)
    for word, cost in word_costs().items():
        for char in word:
            counts[char] += math.exp(-cost)
    by_frequency = sorted(counts, key=lambda char: (-counts[char], char))
    return [char for char in by_frequency if char in plain_table()][:FREQUENT]


def draw_style(kind: str, random_: random.Random) -> Style:
    """A site of this kind. Half of them work sentence by sentence, which keeps full stops out of shifted runs."""
    table = {**plain_table(), **{char: other for char, other in SOMETIMES.items() if random_.random() < 0.25}}
    frequent = {table[char] for char in frequent_characters() if char in table}
    listed = [(char, PINYIN_DICT[ord(char)].split(",")[0]) for char in sorted(frequent) if random_.random() < SHARES[kind]]
    random_.shuffle(listed)
    return Style(table, tuple(listed), blank=kind == "blank", apart=random_.random() < 0.5)


def as_ascii(text: str) -> str:
    return "".join(ASCII_MARKS.get(char, char) for char in text)


def lost_pairs(sentence: str, style: Style) -> tuple[bool, bool]:
    """Whether the sentence has a shifted run, and whether a pair vanished in it."""
    traditional = "".join(style.table.get(char, char) for char in sentence)
    data = replace_bytes(encode(traditional), style)
    vanished, at = False, 0
    while at < len(data) - 1:
        if data[at] < 0x80:
            at += 1
            continue
        if vanishes(data[at], data[at + 1]):
            vanished = True
        at += 1 if (data[at + 1] < 0x40 and data[at + 1] != 0x28) or data[at] in (0x80, 0xFF) else 2
    expected = "".join(
        char + (f"({dict(style.glosses)[char]}{' ' * style.blank})" if char in dict(style.glosses) else "")
        for char in as_ascii(traditional)
    )
    return decode_lossy(data) != expected, vanished
