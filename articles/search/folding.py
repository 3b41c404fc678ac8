"""Text to the form in which it is searched: one width, one case, simplified characters.

Character by character NFKC, lower case and traditional to simplified; so what stands next to each other stays so, and a text holds a
word exactly if the folded text holds the folded word. Three things go beyond single characters' forms:

* characters that are not seen (zero width, direction, soft hyphen) are left out;
* blanks between two Chinese characters are left out, for names of two characters are set wide (高　能); other runs of blanks are one blank;
* a line feed stays: nothing is found across the end of a paragraph.

>>> fold("副区长高　能、王　平出席ＡＢＣ開幕式")
'副区长高能、王平出席abc开幕式'
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from opencc import OpenCC

_DOTS = dict.fromkeys("・‧•∙⋅‧", "·")
"""The dots that part the names of foreigners, all written as one."""
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BLANKS = re.compile(f"(?<=[{_HAN}]) +(?=[{_HAN}])| {{2,}}")


class _Table(dict[int, str]):
    """Code point -> its folded form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """The text as it is searched."""
    return _BLANKS.sub(_one_or_none, text.translate(_TABLE))


@dataclass(frozen=True)
class FoldedText:
    """A folded text and the way back. `places`: rows of (start in the folded text, start before blanks were taken out), in order; `ends`:
    where each character of the original ends in the text before blanks were taken out."""

    text: str
    places: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original's characters from which this span of `text` came.

        >>> FoldedText.of("高　能：ＡＢ").original(0, 2)
        (0, 3)
        """
        return self._character(start), self._character(end - 1) + 1

    def _character(self, at: int) -> int:
        row = self.places[bisect_right(self.places, at, key=lambda row: row[0]) - 1]
        return bisect_right(self.ends, row[1] + at - row[0])

    @classmethod
    def of(cls, text: str) -> "FoldedText":
        forms = [_TABLE[ord(character)] for character in text]
        whole = "".join(forms)
        places, taken = [(0, 0)], 0
        for blanks in _BLANKS.finditer(whole):
            kept = len(_one_or_none(blanks))
            taken += len(blanks[0]) - kept
            places.append((blanks.end() - taken, blanks.end()))
        return cls(_BLANKS.sub(_one_or_none, whole), tuple(places), tuple(accumulate(map(len, forms))))


def _one_or_none(blanks: "re.Match[str]") -> str:
    before, after = blanks.start() - 1, blanks.end()
    between_han = before >= 0 and after < len(blanks.string) and _is_han(blanks.string[before]) and _is_han(blanks.string[after])
    return "" if between_han else " "


@cache
def _is_han(character: str) -> bool:
    return re.match(f"[{_HAN}]", character) is not None


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def _fold_character(character: str) -> str:
    if character == "\n":
        return character
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).lower())
    return "".join(_fold_form(form) for form in plain)


def _fold_form(form: str) -> str:
    kind = unicodedata.category(form)
    if kind == "Cf" or "\ufe00" <= form <= "\ufe0f":
        return ""
    if form.isspace() or kind == "Cc":
        return " "
    if kind == "Cs" or "\ue000" <= form <= "\ue0ff":
        return "\ufffd"  # no database keeps the one, and the index of SQLite uses the other
    return _DOTS.get(form) or (_to_simplified().convert(form) if re.match(f"[{_HAN}]", form) else form)
