"""CSV tables."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.capture import Limits, find_captures
from articles.pipeline.errors import BrokenContainer, EmptyCapture, TooLarge
from tests.pipeline.capture.building import PAGE, found_in, kind_of, numbers, only_error, texts

TABLE = 'name,url,captured_at,text,note\n会议,http://www.example.com/1,2024-03-12,"区委,""书记""\n主持",x\n二,,,会议,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", ["a.csv", "a.CSV"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_capture_a_row(tmp_path, encoding, name, newline):
    found = found_in(tmp_path, name, TABLE.replace("\n", newline).encode(encoding))
    assert numbers(found) == [1, 2]
    assert texts(found) == [f'区委,"书记"{newline}主持', "会议"]
    first, second = [item.capture for item in found]
    assert (first.name, first.url, first.captured_at, first.charset) == ("会议", "http://www.example.com/1", "2024-03-12", "utf-8")
    assert (second.name, second.url, second.captured_at) == ("二", None, None)


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators(tmp_path, separator):
    data = separator.join(["URL", '"html"']) + "\n" + separator.join(["http://www.example.com/1", PAGE])
    assert texts(found_in(tmp_path, "a.csv", data.encode())) == [PAGE]


def test_known_by_its_header_alone(tmp_path):
    assert texts(found_in(tmp_path, "a", b"url,text\n,1\n")) == ["1"]


@pytest.mark.parametrize("data", ["text\n会议", "会议,text\n1,2", "url,name\n1,2"])
def test_prose_is_not_taken_for_a_table(tmp_path, data):
    assert texts(found_in(tmp_path, "a.txt", data.encode())) == [data]


@pytest.mark.parametrize("data", ["标题,正文\n1,2\n", "name,url\n1,2\n", "会议"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_without_its_column(tmp_path, data, encoding):
    error = only_error(found_in(tmp_path, "a.csv", data.encode(encoding)))
    assert isinstance(error, BrokenContainer)
    assert data.split("\n")[0].split(",")[0] in error.reason


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("a,b,c", BrokenContainer),
        ("a", BrokenContainer),
        ("x,", EmptyCapture),
        ("x,\udcff\udcff", BrokenContainer),
    ],
)
def test_a_bad_row_is_a_problem_and_the_rest_is_read(tmp_path, row, kind):
    found = found_in(tmp_path, "a.csv", f"url,text\n,1\n{row}\n,2\n".encode("utf-8", "surrogateescape"))
    assert numbers(found) == [1, 2, 3]
    assert texts(found)[::2] == ["1", "2"]
    assert kind_of(found[1]) is kind


def test_a_quote_never_closed_swallows_no_rows(tmp_path):
    found = found_in(tmp_path, "a.csv", b'url,text\n,1\n,"2\n,3\n,4\n')
    assert texts(found) == ["1", "<BrokenContainer>", "3", "4"]


def test_quotes_inside_plain_cells_are_characters(tmp_path):
    assert texts(found_in(tmp_path, "a.csv", 'url,text\n,他说"好"的\n,"好"的\n'.encode())) == ['他说"好"的', "好的"]


def test_cells_above_the_csv_modules_limit_and_above_ours(tmp_path):
    limit = csv.field_size_limit()
    data = b"url,text\n," + b"x" * (limit + 1) + b"\n,2\n"
    assert [len(text) for text in texts(found_in(tmp_path, "a.csv", data))] == [limit + 1, 1]
    found = found_in(tmp_path, "a.csv", b'url,text\n,"' + b"x\n" * 60 + b'"\n,2\n', limits=Limits(payload=100))
    assert isinstance(found[0].error, TooLarge)
    assert texts(found)[-1] == "2"
    assert csv.field_size_limit() == limit


def test_header_alone(tmp_path):
    assert isinstance(only_error(found_in(tmp_path, "a.csv", b"url,text\n")), EmptyCapture)


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\n\r\t'), max_size=8)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_reads_what_the_csv_module_writes(rows):
    rows = [(name, "p" + text) for name, text in rows]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([("name", "text"), *rows])
    found = list(find_captures(["-"], stdin=io.BytesIO(file.getvalue().encode())))
    if rows:
        assert [item.capture and (item.capture.name, item.capture.payload.decode()) for item in found] == [(n or "-", t) for n, t in rows]
    else:
        assert isinstance(found[0].error, EmptyCapture)
