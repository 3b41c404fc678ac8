"""Rows to the bytes of a sheet: CSV that Excel opens as UTF-8, XLSX whose cells are all text."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX

from articles.store.sheets.cells import LONGEST_SHEET, as_cell, fitting
from articles.store.sheets.columns import SEEN, Kind, seen_marks
from articles.store.showable import showable

AT_ONCE = 500
FORMATS = {"csv": CSV, "xlsx": XLSX}
"""What sheets are written as; which file and media type each is, django-import-export knows."""
MARK = b"\xef\xbb\xbf"
"""By it Excel knows that a CSV is UTF-8."""
WIDEST = 40


class TooLarge(ValueError):
    """There is more than the format holds; the message says what would help."""


def heading(kind: Kind) -> list[str]:
    return [str(column.label) for column in kind.head]


def sheet_rows(kind: Kind, rows: QuerySet[Any], *, withheld: bool) -> Iterator[list[str]]:
    """The cells of these rows, in their order, as text. Only rows that may be seen are among them."""
    ids = list(showable(rows, withheld=withheld).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        by_id = {row.pk: row for row in kind.rows(kind.model._default_manager.filter(pk__in=some))}
        found = [by_id[pk] for pk in some if pk in by_id]
        more = kind.more(found, withheld)
        for row in found:
            told = {column.name: column.told(row, more) for column in kind.columns} | {
                "key": row.key,
                SEEN.name: seen_marks(kind, row, more),
            }
            yield [told.get(column.name, "") for column in kind.head]


def write_sheet(form: str, title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, total: int) -> IO[bytes]:
    """A file of this form (`FORMATS`), to be read from its beginning. Raises TooLarge."""
    file = io.BytesIO()
    if form == "csv":
        write_csv(file, head, rows)
    else:
        write_workbook(file, title, head, rows, total=total)
    file.seek(0)
    return file


def write_csv(file: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    file.write(MARK)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow([as_cell(words) for words in head])
    writer.writerows([as_cell(cell) for cell in row] for row in rows)
    text.detach()


def write_workbook(file: IO[bytes], title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, total: int) -> None:
    """One sheet, its head standing still. Raises TooLarge."""
    if total >= LONGEST_SHEET:
        words = {"rows": total, "most": LONGEST_SHEET - 1}
        raise TooLarge(_("A sheet of XLSX holds %(most)s rows, and these are %(rows)s: narrow the list down, or take the CSV.") % words)
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, NamedStyle
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    # As text, so that nobody's 2024-03 becomes a day, and no id a number.
    book.add_named_style(NamedStyle(name="text", number_format="@"))
    book.add_named_style(NamedStyle(name="head", number_format="@", font=Font(bold=True)))
    sheet: Any = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, label in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(12, 2 * len(label) + 2))

    def cell(text: str, style: str) -> Any:
        made = WriteOnlyCell(sheet, value=fitting(as_cell(text)))
        made.style = style
        return made

    sheet.append([cell(label, "head") for label in head])
    for row in rows:
        sheet.append([cell(text, "text") if text else None for text in row])
    book.save(file)
