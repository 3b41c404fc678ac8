"""The bytes of a sheet to a table: CSV in UTF-8, UTF-16 or GB18030, or the first sheet of an XLSX workbook.

A table is hostile until it is read: it may be a bomb, hold formulas, or be nothing of the sort.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _

from articles.store.sheets.cells import as_text

MOST_ROWS = 10_000
MOST_COLUMNS = 100
LARGEST_UNPACKED = 100 << 20
"""Bytes that the parts of a workbook may have together."""
SEPARATORS = ",;\t"
FORMULA = "⟨formula⟩"
"""Stands where a workbook has a formula: what it comes to is not known for sure, and it is nobody's word."""
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Unreadable(ValueError):
    """The file cannot be read as a sheet; the message says why, and what would help."""


@dataclass(frozen=True)
class Row:
    """`number`: as the spreadsheet program counts it, the head being row 1. `cells`: as long as the head."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes) -> Table:
    """The table in these bytes. Raises Unreadable."""
    rows = workbook_rows(data) if data.startswith(b"PK") else text_rows(decoded(data))
    head: tuple[str, ...] | None = None
    found: list[Row] = []
    for number, cells in rows:
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if head is None:
            head = tuple(cell.strip() for cell in cells)
            continue
        if len(found) == MOST_ROWS:
            raise Unreadable(_("The sheet has more than %(number)s rows: bring it in in parts.") % {"number": MOST_ROWS})
        if len(cells) > len(head):
            words = {"row": number, "cells": len(cells), "columns": len(head)}
            raise Unreadable(_("Row %(row)s has %(cells)s cells, and the first row names %(columns)s columns.") % words)
        found.append(Row(number, tuple(as_text(cell) for cell in cells) + ("",) * (len(head) - len(cells))))
    if head is None:
        raise Unreadable(_("The sheet is empty."))
    return Table(head, tuple(found))


def decoded(data: bytes) -> str:
    """The text of a CSV: by its mark, else UTF-8, else GB18030. Raises Unreadable."""
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encodings = [encoding for mark, encoding in marked.items() if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_("The file is neither a workbook (XLSX) nor a table in UTF-8 or GB18030. Save it as “CSV UTF-8” or as XLSX."))


def text_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, by number. Raises Unreadable."""
    told = re.match(r"sep=([,;\t])\r?\n", text)
    separator = told.group(1) if told else likeliest(text[: text.find("\n")] if "\n" in text else text)
    at, number = (told.end(), 1) if told else (0, 0)
    # A cell in quotes, in which a quote is written twice; or one without.
    cell = re.compile(rf'(?:"((?:[^"]|"")*+)"|([^"{separator}\r\n][^{separator}\r\n]*+)?)({separator}|\r\n|\n|\r|\Z)')
    cells: list[str] = []
    while at < len(text) or cells:
        found = cell.match(text, at)
        if found is None:
            words = {"row": number + 1}
            raise Unreadable(_("Row %(row)s: a quotation mark is never closed, or something stands behind a closed one.") % words)
        quoted, plain, end = found.groups()
        words_in = (plain or "") if quoted is None else quoted.replace('""', '"')
        cells.append(words_in.replace("\r\n", "\n").replace("\r", "\n"))
        at = found.end()
        if len(cells) > 10 * MOST_COLUMNS:
            raise Unreadable(_("Row %(row)s has more cells than any sheet of newsdb.") % {"row": number + 1})
        if end != separator:
            number += 1
            yield number, cells
            cells = []
            if not end:
                return


def likeliest(line: str) -> str:
    """What separates the cells of the first row.

    >>> likeliest("key;name;note"), likeliest("key"), likeliest("key\\tname, printed")
    (';', ',', '\\t')
    """
    counted = {separator: line.count(separator) for separator in ("\t", ";", ",")}
    return next((separator for separator, number in counted.items() if number and number >= max(counted.values())), ",")


def workbook_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a workbook's first sheet, by number. Raises Unreadable."""
    check_parts(data)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are nothing to us
            book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # what a workbook says about its size may be wrong
            rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=10 * MOST_COLUMNS)
            for number, row in enumerate(rows, start=1):
                yield number, [words_of(cell) for cell in row]
            book.close()
    except Unreadable:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:200]
        raise Unreadable(_("The workbook cannot be read (%(reason)s). Open it, and save it anew as XLSX.") % {"reason": reason}) from error


def check_parts(data: bytes) -> None:
    """Raises Unreadable for what is no workbook, or would be too much unpacked, or has entities of its own (which a bomb is made of)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Unreadable(_("The workbook is too large unpacked: save the sheet as CSV."))
            for part in parts:
                with archive.open(part) as file:
                    if has_entities(file):
                        raise Unreadable(_("The workbook has a part that no spreadsheet program writes: save it anew as XLSX."))
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise Unreadable(_("The file is an archive, but no workbook: save the sheet as XLSX or as CSV."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(_("The workbook is damaged (%(reason)s): save it anew.") % {"reason": str(error)[:100]}) from error


def has_entities(file: IO[bytes]) -> bool:
    """Whether a part declares a document type, or is written so that this cannot be seen."""
    before = b""
    while chunk := file.read(1 << 20):
        text = before + chunk
        if not before and (text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in text[:4]):
            return b"<" in text[:8]
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            return True
        before = text[-16:]
    return False


def words_of(cell: Any) -> str:
    """What a cell of a workbook says: days as ISO 8601, whole numbers without a point."""
    if cell.data_type == "f":
        return FORMULA
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def unfit(cells: Sequence[str]) -> bool:
    """Whether a cell holds what no database keeps."""
    return any(UNSTORABLE.search(cell) for cell in cells)
