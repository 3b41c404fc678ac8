"""Characters on both sides of the damage: traditional ones with their simplified forms, GBK pairs, readings.

The way back from a character made traditional is unique for most; AMBIGUOUS lists those where one traditional character stands for
itself as well (著名, 乾坤, 瞭望), so that only the words around it tell.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin.constants import PINYIN_DICT

AMBIGUOUS: Mapping[str, tuple[str, ...]] = {
    "著": ("着", "著"),
    "乾": ("干", "乾"),
    "徵": ("征", "徵"),
    "瞭": ("了", "瞭"),
    "藉": ("借", "藉"),
    "夥": ("伙", "夥"),
    "昇": ("升", "昇"),
    "璿": ("璇", "璿"),
    "陞": ("升", "陞"),
    "彫": ("雕", "彫"),
    "脩": ("修", "脩"),
    "鉅": ("巨", "钜"),
    "鍾": ("钟", "锺"),
    "餘": ("余", "馀"),
    "於": ("于", "於"),
    "摺": ("折", "摺"),
    "麽": ("么", "麽"),
    "噁": ("恶", "噁"),
}

_MARKS_IN_PROSE = "、。·—…‘’“”〈〉《》「」『』【】○℃％"  # those the sites turn ASCII are not among them: they never stay in a run
_TONES = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ", "n": "ńňǹ"}
_TONELESS = {toned: plain for plain, all_toned in _TONES.items() for toned in all_toned}
_FIRST_BYTES = range(0x81, 0xFF)
_SECOND_BYTES = [byte for byte in range(0x40, 0xFF) if byte != 0x7F]


@cache
def pairs() -> dict[tuple[int, int], str]:
    """GBK bytes -> character, for ideographs and the marks that stand in prose."""
    table: dict[tuple[int, int], str] = {}
    for first in _FIRST_BYTES:
        for second in _SECOND_BYTES:
            try:
                char = bytes((first, second)).decode("gbk")
            except UnicodeDecodeError:
                continue
            if "\u4e00" <= char <= "\u9fff" or char in _MARKS_IN_PROSE:
                table[first, second] = char
    return table


@cache
def by_first_byte() -> dict[int, list[tuple[int, str]]]:
    """First byte -> the second bytes and characters that go with it."""
    table: dict[int, list[tuple[int, str]]] = {}
    for (first, second), char in pairs().items():
        table.setdefault(first, []).append((second, char))
    return table


@cache
def by_second_byte() -> dict[int, list[tuple[int, str]]]:
    """Second byte -> the first bytes and characters that go with it."""
    table: dict[int, list[tuple[int, str]]] = {}
    for (first, second), char in pairs().items():
        table.setdefault(second, []).append((first, char))
    return table


@cache
def simplified_table() -> dict[str, str]:
    """Traditional character -> its (first) simplified form, for every ideograph of GBK that has one."""
    chars = [char for char in pairs().values() if "\u4e00" <= char <= "\u9fff"]
    simple = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    table = {char: form for char, form in zip(chars, simple, strict=True) if char != form and len(form) == 1}
    table.update({char: forms[0] for char, forms in AMBIGUOUS.items()})
    return table


@cache
def simplified_only() -> frozenset[str]:
    """Simplified characters that no traditional text holds: a mirror site would have changed them."""
    return frozenset(form for form in simplified_table().values() if not _is_big5(form))


def _is_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def simple_forms(char: str) -> tuple[str, ...]:
    """All simplified forms the character may stand for; the character itself where it has none."""
    return AMBIGUOUS.get(char) or (simplified_table().get(char, char),)


def simplify(text: str) -> str:
    """Each character in its first simplified form."""
    table = simplified_table()
    return "".join([table.get(char, char) for char in text])


@lru_cache(maxsize=30_000)
def readings(char: str) -> frozenset[str]:
    """All readings of a character, with tone marks."""
    known = set(PINYIN_DICT.get(ord(char), "").split(",")) if len(char) == 1 else set()
    for form in simple_forms(char) if char else ():
        known |= set(PINYIN_DICT.get(ord(form), "").split(","))
    return frozenset(known - {""})


def fits(char: str, reading: str) -> bool:
    """Whether it is a reading of the character. Tones may differ: the sites' list is not always right about them."""
    return reading in readings(char) or without_tone(reading) in {without_tone(known) for known in readings(char)}


def without_tone(reading: str) -> str:
    """
    >>> without_tone("lǜ"), without_tone("jīng")
    ('lü', 'jing')
    """
    return "".join(_TONELESS.get(char, char) for char in reading)


@cache
def by_reading() -> dict[str, list[tuple[int, int, str]]]:
    """Reading -> (first byte, second byte, character)."""
    table: dict[str, list[tuple[int, int, str]]] = {}
    for (first, second), char in pairs().items():
        for reading in readings(char):
            table.setdefault(reading, []).append((first, second, char))
    return table
