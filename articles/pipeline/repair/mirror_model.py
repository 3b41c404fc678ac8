"""The damage mirror sites do, run forward: clean simplified text in, the text as such a site shows it out.

Real example: 以新的发展实绩为全市大局作出更大贡献 comes out as 以新的發(fā)展實(shí)績(jī)?yōu)槿∪写缶肿鞒龈筘暙I(xiàn).

What the sites do, in this order:

1. each simplified character becomes one traditional character, without regard to words (后 may stay 后);
2. the text is encoded as GBK, and for each character of a list its two bytes are replaced by the same bytes and the character's
   reading in brackets; full-width marks become ASCII. Both replace *bytes*: where the second byte of one character and the first of
   the next happen to be the bytes of a listed character or mark, the replacement falls between the two halves of characters;
3. the bytes are decoded. A first byte before an opening bracket takes the bracket with it and becomes `?`; before any other ASCII
   character it becomes `?` alone; pairs in the three user-defined areas vanish, save one that is seen to come out as `∪`.

Some sites do this sentence by sentence (`apart`): the text is first cut at every full stop that no closing quotation mark follows, and
the stops are kept out of it. So 潛力。 became 潛?jié)摿?。: the last byte of 力 was left alone before the stop.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

MARKS = {0xA300 | (ord(mark) + 0x80): mark for mark in "!,;:?()"}
"""Full-width marks by their GBK code, and what they become."""

_STOP_KEPT_APART = re.compile(r"(。(?!”))")
STRAY_SYMBOLS = {b"\xab\xca": "∪"}


@dataclass(frozen=True)
class Style:
    """How one site does it. `glosses`: (traditional character, reading), in the order of replacement."""

    table: Mapping[str, str]
    glosses: Sequence[tuple[str, str]] = ()
    blank: bool = False
    apart: bool = False
    marks: str = "!,;:?()"


def damage(text: str, style: Style) -> str:
    """The clean text as the mirror site shows it."""
    traditional = "".join(style.table.get(char, char) for char in text)
    parts = _STOP_KEPT_APART.split(traditional) if style.apart else [traditional]
    return "".join(decode_lossy(replace_bytes(encode(part), style)) for part in parts)


def encode(text: str) -> bytes:
    """GBK, with PUA characters of GB 18030 as their two bytes; what GBK has not becomes `?`."""
    return b"".join(_encode_character(char) for char in text)


def _encode_character(char: str) -> bytes:
    data = char.encode("gb18030", "replace")
    return data if len(data) <= 2 else b"?"


def replace_bytes(data: bytes, style: Style) -> bytes:
    """Readings after the listed characters, ASCII for full-width marks, wherever the bytes stand."""
    tail = b" )" if style.blank else b")"
    for char, reading in style.glosses:
        pair = encode(char)
        if pair in data:
            data = data.replace(pair, pair + b"(" + reading.encode("gb18030") + tail)
    for code, mark in MARKS.items():
        if mark in style.marks:
            data = data.replace(code.to_bytes(2, "big"), mark.encode())
    return data


def vanishes(first: int, second: int) -> bool:
    """Whether the pair has no character of its own: the user-defined areas of GBK, and its unassigned places."""
    return (first, second) in _vanishing_pairs()


@cache
def _vanishing_pairs() -> frozenset[tuple[int, int]]:
    return frozenset(
        (first, second)
        for first in range(0x81, 0xFF)
        for second in range(0x40, 0xFF)
        if second != 0x7F and not bytes((first, second)).decode("gbk", "ignore")
    )


def _decode_pair(data: bytes) -> str:
    return STRAY_SYMBOLS.get(data) or data.decode("gbk", "ignore")


def decode_lossy(data: bytes) -> str:
    """Decode as the mirror sites do: lost bytes become `?`, pairs without a character vanish."""
    out: list[str] = []
    at, end = 0, len(data)
    while at < end:
        first = data[at]
        if first < 0x80:
            out.append(chr(first))
            at += 1
            continue
        second = data[at + 1] if at + 1 < end else 0
        if first in (0x80, 0xFF) or (second < 0x40 and second != 0x28):
            out.append("?")
            at += 1
            continue
        if second == 0x28:
            out.append("?")
        else:
            out.append(_decode_pair(data[at : at + 2]))
        at += 2
    return "".join(out)


def gives_back(original: str, captured: str, glosses: Iterable[tuple[str, str]], blank: bool) -> bool:
    """Whether the damage, run forward over the traditional text, gives the captured text for some order of the list.

    The order matters only where two listed pairs of bytes overlap, so it is enough to let each character in turn go first.
    """
    listed = list(glosses)
    orders = [listed, listed[::-1]] + [[item, *(other for other in listed if other != item)] for item in listed]
    data = encode(original)
    return any(decode_lossy(replace_bytes(data, Style({}, order, blank))) == captured for order in orders)
