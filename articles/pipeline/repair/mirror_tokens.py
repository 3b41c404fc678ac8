"""What a damaged stretch consists of, as bytes: the input of the search for what stood there.

>>> [token.kind.name for token in tokens_of("?yōu)槿I(xiàn)。", 0, 14)]
['LOST', 'PAIR', 'ASCII', 'GLOSS', 'PAIR']
"""

import re
from enum import Enum
from typing import NamedTuple

from articles.pipeline.repair.mirror_model import STRAY_SYMBOLS

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
SYLLABLE = rf"[a-zü{TONED}]{{1,6}}"
GLOSS = re.compile(rf"\(({SYLLABLE})( ?)\)")
LOST_WITH_READING = re.compile(rf"\?({SYLLABLE})( ?)\)")
MAYBE_SHIFTED = re.compile(rf"\?(?:[!,;:?(]|{SYLLABLE} ?\))[^\x00-\x7f]*")
"""A `?` that may have been a byte, and the characters after it that may be out of step."""

_PAIR_OF_STRAY = {symbol: pair for pair, symbol in STRAY_SYMBOLS.items()}


class Kind(Enum):
    PAIR = "two bytes that were decoded together"
    ASCII = "one byte"
    LOST = "a first byte that became ?"
    GLOSS = "a reading in brackets: no bytes of the text, but the two bytes before it are a character with that reading"
    STRAY = "a symbol that may be a pair of a user-defined area"


class Token(NamedTuple):
    """`data`: the bytes (none for LOST and GLOSS). `reading`: for GLOSS, and for LOST where the byte took the bracket with it."""

    kind: Kind
    start: int
    end: int
    data: bytes = b""
    reading: str = ""


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end]; it stops before a character that GBK has not."""
    tokens: list[Token] = []
    at = start
    while at < end:
        char = text[at]
        if char == "?":
            found = LOST_WITH_READING.match(text, at, end)
            stop = found.end() if found else at + 1
            tokens.append(Token(Kind.LOST, at, stop, b"", found[1] if found else ""))
        elif char == "(" and (found := GLOSS.match(text, at, end)):
            stop = found.end()
            tokens.append(Token(Kind.GLOSS, at, stop, b"", found[1]))
        elif char < "\x80":
            stop = at + 1
            tokens.append(Token(Kind.ASCII, at, stop, char.encode()))
        else:
            stop = at + 1
            data = _PAIR_OF_STRAY.get(char) or char.encode("gb18030", "replace")
            if len(data) != 2:
                break
            stray = 0xA1 <= data[0] <= 0xA9 and data[0] != 0xA3 and not (data[0] == 0xA1 and data[1] <= 0xBF)
            tokens.append(Token(Kind.STRAY if stray else Kind.PAIR, at, stop, data))
        at = stop
    return tokens
