"""Where each character of a text stood in the capture: a string that remembers.

>>> text = TracedText.of("區(qū)委")
>>> mended = text.replace([Edit(0, 5, "区")])
>>> mended.text
'区委'
>>> mended.origin(0, 1), mended.origin(1, 2)
((0, 5), (5, 6))
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

_NUMBERS = array("I", range(50_000))


class Edit(NamedTuple):
    """Replace text[start:end] by `after`. With `charwise` the k-th new character comes from the k-th old one (lengths must agree)."""

    start: int
    end: int
    after: str
    charwise: bool = False


@dataclass(frozen=True)
class TracedText:
    """A text and, for each of its characters, the half-open span of capture offsets it was read from."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    @classmethod
    def of(cls, text: str, start: int = 0) -> "TracedText":
        """A text that stands in the capture as it is, from capture offset `start` on."""
        end = start + len(text)
        if end < len(_NUMBERS):  # copying a stretch is ten times faster than counting it out
            return cls(text, _NUMBERS[start:end], _NUMBERS[start + 1 : end + 1])
        return cls(text, array("I", range(start, end)), array("I", range(start + 1, end + 1)))

    @classmethod
    def join(cls, separator: str, parts: Iterable["TracedText"]) -> "TracedText":
        """Like str.join; a separator belongs to the empty span at the end of the part before it."""
        texts: list[str] = []
        starts, ends = array("I"), array("I")
        for part in parts:
            if texts and separator:
                last = min([ends[-1] if ends else 0, *part.starts[:1]])
                starts.extend([last] * len(separator))
                ends.extend([last] * len(separator))
            texts.append(part.text)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return cls(separator.join(texts), starts, ends)

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int) -> "TracedText":
        """text[start:end] with its origins."""
        return TracedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self, blanks: str | None = None) -> "TracedText":
        """Like str.strip."""
        left = len(self.text) - len(self.text.lstrip(blanks))
        right = len(self.text.rstrip(blanks))
        return self.slice(left, max(left, right))

    def split_lines(self) -> list["TracedText"]:
        """The lines, without their line feeds."""
        lines, start = [], 0
        for line in self.text.split("\n"):
            lines.append(self.slice(start, start + len(line)))
            start += len(line) + 1
        return lines

    def replace(self, edits: Iterable[Edit]) -> "TracedText":
        """The text after all edits, which are given in order and do not overlap. Raises ValueError if they do."""
        texts: list[str] = []
        starts, ends = array("I"), array("I")
        done = 0
        for edit in edits:
            if edit.start < done or edit.end < edit.start:
                raise ValueError(f"edit {edit} overlaps the one before it or ends before it starts")
            texts.append(self.text[done : edit.start])
            starts.extend(self.starts[done : edit.start])
            ends.extend(self.ends[done : edit.start])
            texts.append(edit.after)
            if edit.charwise:
                if len(edit.after) != edit.end - edit.start:
                    raise ValueError(f"edit {edit} is charwise and changes the length")
                starts.extend(self.starts[edit.start : edit.end])
                ends.extend(self.ends[edit.start : edit.end])
            else:
                first, last = self.origin(edit.start, edit.end)
                starts.extend([first] * len(edit.after))
                ends.extend([last] * len(edit.after))
            done = edit.end
        texts.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return TracedText("".join(texts), starts, ends)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The capture offsets that text[start:end] was read from; an empty span where start == end."""
        if start < end:
            return min(self.starts[start:end]), max(self.ends[start:end])
        if start < len(self.text):
            return self.starts[start], self.starts[start]
        return (self.ends[-1], self.ends[-1]) if self.ends else (0, 0)

    def runs(self) -> list[tuple[int, int, int]]:
        """The origins in short: (start in this text, capture start, capture end) of each run; a run ends where the next one starts.

        A run as long as its capture span goes character by character; in any other, each character comes from the whole span.

        >>> TracedText.of("區(qū)委員").replace([Edit(0, 5, "区")]).runs()
        [(0, 0, 5), (1, 5, 7)]
        """
        runs: list[tuple[int, int, int]] = []
        growing = False
        for index, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            if growing and end == start + 1 and start == runs[-1][2]:
                runs[-1] = (runs[-1][0], runs[-1][1], end)
            elif growing or not runs or (start, end) != runs[-1][1:] or index - runs[-1][0] == end - start - 1:
                # The last condition ends a run before it would be as long as its span and be taken for one that goes by character.
                runs.append((index, start, end))
                growing = end == start + 1
        return runs

    @classmethod
    def from_runs(cls, text: str, runs: Iterable[Iterable[int]]) -> "TracedText":
        """The text again from what `runs` said."""
        starts, ends = array("I"), array("I")
        rows = [tuple(run) for run in runs]
        for index, (first, start, end) in enumerate(rows):
            length = (rows[index + 1][0] if index + 1 < len(rows) else len(text)) - first
            if length == end - start:
                starts.extend(range(start, end))
                ends.extend(range(start + 1, end + 1))
            else:
                starts.extend([start] * length)
                ends.extend([end] * length)
        return cls(text, starts, ends)

    def find_origin(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of this text that was read from the capture offsets start to end; None where nothing of it is left.

        Works on texts whose origins stand in the capture's order, which a body's do.
        """
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return (first, last) if first < last else None
