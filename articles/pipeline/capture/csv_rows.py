"""A CSV table with a header to one capture a row.

`name,url,captured_at,text`: the columns of JSON Lines; others are passed over. Separated by commas, tabs or semicolons; quoted as usual,
with line breaks inside quotes; UTF-8 with or without a mark, or GB18030 as Excel writes it in China. Rows are numbered from 1 below the
header. A cell may be as large as a page may be.
"""

import re
from collections.abc import Iterator

from articles.pipeline.capture.byte_stream import BLOCK, ByteStream, LineTooLong
from articles.pipeline.capture.jsonl import CONTENT, UTF8_MARK, read_object
from articles.pipeline.capture.limits import Limits, in_words
from articles.pipeline.capture.source import Source, TakeApart
from articles.pipeline.errors import BrokenContainer, CaptureError, EmptyCapture
from articles.pipeline.records import Found

COLUMNS = (*CONTENT, "name", "url", "captured_at")
SEPARATORS = (",", "\t", ";")
NAMES = (".csv", ".tsv")
ENCODINGS = ("utf-8", "gb18030")

_QUOTED = re.compile(r'[^"]*(?:""[^"]*)*')
_CURE = "Quote cells that hold separators, quotes or line breaks; double the quotes inside."


def read_csv(source: Source, _: TakeApart) -> Iterator[Found] | None:
    """One item a row. Raises BrokenContainer where the header has none of the columns text, html, base64."""
    first = source.stream.peek(BLOCK).removeprefix(UTF8_MARK).split(b"\n", 1)[0]
    header = _header(first.decode("ascii", "replace"))[1]
    # Without the name, the first line must be a header of nothing but our columns.
    if not source.name.lower().endswith(NAMES) and not (len(header) > 1 and set(header) <= set(COLUMNS) and set(header) & set(CONTENT)):
        return None
    return _captures(source)


def _captures(source: Source) -> Iterator[Found]:
    table = _Table(source.stream, source.limits)
    header = table.header
    if not set(header) & set(CONTENT):
        raise BrokenContainer(
            f"the table has none of the columns text, html, base64; its header is {', '.join(header)[:120]!r}",
            "Name the column that holds the page in the first line.",
        )
    number = 0
    for number, row in enumerate(table.rows(), 1):
        try:
            if isinstance(row, CaptureError):
                raise row
            if len(row) != len(header):
                raise BrokenContainer(f"the row has {len(row)} cells, the header {len(header)}", _CURE)
            told: dict[str, object] = {name: cell for name, cell in zip(header, row, strict=True) if name in COLUMNS and cell}
            if not told.keys() & set(CONTENT):
                raise EmptyCapture("the row's page is empty", "Fill it, or leave the row out.")
            yield read_object(source, number, told)
        except CaptureError as error:
            yield Found(source.path, number, error=error)
    if not number:
        raise EmptyCapture("the table has a header and no rows", "Give the table that holds the captures.")


def _header(line: str) -> tuple[str, list[str]]:
    line = line.strip().lstrip("\ufeff")
    splits = [(separator, [name.strip().strip('"').strip().lower() for name in line.split(separator)]) for separator in SEPARATORS]
    return max(splits, key=lambda split: len(set(split[1]) & set(COLUMNS)))


class _BadRow(BrokenContainer):
    """One row is broken; the rows below can be read, as they cannot after other errors."""


class _Table:
    """A table read line by line; `header` holds the names of its columns in lower case.

    Each line is decoded in the encoding that the last one with other than ASCII characters had, else in the other one.
    """

    def __init__(self, stream: ByteStream, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._encodings = ENCODINGS
        self._gone_on: list[bytes] = []
        if stream.peek(len(UTF8_MARK)) == UTF8_MARK:
            stream.skip(len(UTF8_MARK))
        self._separator, self.header = _header(self._line())
        self._plain = re.compile(rf"[^{self._separator}\r\n]*")

    def rows(self) -> Iterator[list[str] | CaptureError]:
        """The cells of each row, or what is wrong with it."""
        while True:
            self._gone_on.clear()
            try:
                line = self._line()
                if not line:
                    return
                if line.strip():
                    yield self._row(line)
            except (_BadRow, LineTooLong) as error:
                # An open quote has swallowed the lines below: they are read again as rows of their own.
                self._stream.push_back(b"".join(self._gone_on))
                yield error

    def _row(self, line: str) -> list[str]:
        cells: list[str] = []
        at = 0
        while True:
            cell = ""
            if line.startswith('"', at):
                cell, line, at = self._quoted(line, at + 1)
            # What stands between a closing quote and the separator belongs to the cell, as spreadsheets have it.
            end = _end(self._plain, line, at)
            cells.append(cell + line[at:end])
            if end >= len(line) or line[end] in "\r\n":
                return cells
            at = end + 1

    def _quoted(self, line: str, at: int) -> tuple[str, str, int]:
        """A cell from behind its opening quote, the line it ends in, and where it ends there."""
        parts: list[str] = []
        size = 0
        while (end := _end(_QUOTED, line, at)) >= len(line):
            parts.append(line[at:])
            size += len(line) - at
            if size > self._limits.payload:
                raise LineTooLong(f"a cell is larger than {in_words(self._limits.payload)}, or its quotes are never closed", _CURE)
            line, at = self._line(of_cell=True), 0
            if not line:
                raise _BadRow("a quoted cell is never closed", _CURE)
        parts.append(line[at:end])
        return "".join(parts).replace('""', '"'), line, end + 1

    def _line(self, *, of_cell: bool = False) -> str:
        """The next line; "" at the end. Raises LineTooLong, _BadRow for a line that is skipped."""
        data = self._stream.read_line(self._limits.line)
        if of_cell:
            self._gone_on.append(data)
        if data.isascii():
            return data.decode("ascii")
        for encoding in self._encodings:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding != self._encodings[0]:
                self._encodings = (encoding, self._encodings[0])
            return text
        raise _BadRow("the line is neither UTF-8 nor GB18030", "Save the table as UTF-8.")


def _end(pattern: re.Pattern[str], line: str, at: int) -> int:
    """Where the match of a pattern that always matches ends."""
    match = pattern.match(line, at)
    return match.end() if match else at
