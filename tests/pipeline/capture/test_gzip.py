"""gzip of anything: whole, cut off, damaged, and bombs."""

import gzip

import pytest

from articles.pipeline.capture import Limits
from articles.pipeline.errors import BrokenContainer, TooLarge, UnsafeContainer
from tests.pipeline.capture.building import PAGE, found_in, numbers, only_error, texts, zipped

LINES = "".join(f'{{"text": "第{number}次会议"}}\n' for number in range(1, 1001)).encode()


@pytest.mark.parametrize("name", ["a.html.gz", "a.gz", "a"])
def test_a_page(tmp_path, name):
    (found,) = found_in(tmp_path, name, gzip.compress(PAGE.encode()))
    assert found.capture is not None
    assert (found.capture.payload, found.capture.media_type, found.capture.name) == (PAGE.encode(), "text/html", name.removesuffix(".gz"))
    assert found.path == str(tmp_path / name)


def test_several_members_and_padding_are_one_file(tmp_path):
    data = gzip.compress("区委".encode()) + gzip.compress("书记".encode()) + bytes(1000)
    assert texts(found_in(tmp_path, "a.txt.gz", data)) == ["区委书记"]


@pytest.mark.parametrize("inner", ["jsonl", "csv", "zip", "gz", "warc"])
def test_containers_in_gzip(tmp_path, inner):
    from tests.pipeline.capture.building import http, warc

    data = {
        "jsonl": b'{"text": "1"}\n{"text": "2"}',
        "csv": b"text,url\n1,\n2,\n",
        "zip": zipped({"1": b"1", "2": b"2"}),
        "gz": gzip.compress(b'{"text": "1"}\n{"text": "2"}'),
        "warc": warc("1", http(b"1")) + warc("2", http(b"2")),
    }[inner]
    assert texts(found_in(tmp_path, f"a.{inner}.gz", gzip.compress(data))) == ["1", "2"]


def test_a_cut_off_page_is_not_imported_in_part(tmp_path):
    error = only_error(found_in(tmp_path, "a.html.gz", gzip.compress(PAGE.encode() * 50)[:-20]))
    assert isinstance(error, BrokenContainer)
    assert "cut off" in error.reason


def test_only_the_trailer_missing_is_cut_off_too(tmp_path):
    assert isinstance(only_error(found_in(tmp_path, "a.html.gz", gzip.compress(PAGE.encode())[:-8])), BrokenContainer)


def test_damage_is_found_by_the_checksum(tmp_path):
    data = bytearray(gzip.compress(PAGE.encode()))
    data[-6] ^= 1
    assert "damaged" in only_error(found_in(tmp_path, "a.html.gz", bytes(data))).reason


def test_whole_lines_before_the_break_are_read(tmp_path):
    found = found_in(tmp_path, "a.jsonl.gz", gzip.compress(LINES)[:-2000])
    assert texts(found)[-1] == "<BrokenContainer>"
    assert len(found) > 100
    assert texts(found)[:-1] == [f"第{number}次会议" for number in range(1, len(found))]
    assert numbers(found)[-2:] == [len(found) - 1, None]


def test_something_else_behind_the_member(tmp_path):
    assert isinstance(only_error(found_in(tmp_path, "a.txt.gz", gzip.compress(b"1") + b"rest")), BrokenContainer)


def test_an_empty_one_is_empty(tmp_path):
    assert type(only_error(found_in(tmp_path, "a.txt.gz", gzip.compress(b"")))).__name__ == "EmptyCapture"


def test_a_bomb_is_stopped_by_its_ratio(tmp_path):
    bomb = gzip.compress(b'{"text": "1"}\n' * 2_000_000)
    found = found_in(tmp_path, "a.jsonl.gz", bomb, limits=Limits(ratio_from=1 << 16))
    assert isinstance(found[-1].error, UnsafeContainer)
    assert "200 times" in found[-1].error.reason
    assert len(found) < 50_000


def test_a_bomb_of_one_page_is_stopped_by_its_size(tmp_path):
    assert isinstance(only_error(found_in(tmp_path, "a.txt.gz", gzip.compress(b"x" * 3000), limits=Limits(payload=1000))), TooLarge)


def test_what_comes_out_has_a_limit(tmp_path):
    found = found_in(tmp_path, "a.jsonl.gz", gzip.compress(LINES * 9), limits=Limits(unpacked=100_000))
    assert isinstance(found[-1].error, TooLarge)
    assert not any(item.error for item in found[:-1])
    assert "97.7 KiB" in found[-1].error.reason


def test_depth_has_a_limit(tmp_path):
    data = PAGE.encode()
    for _ in range(3):
        data = gzip.compress(data)
    assert texts(found_in(tmp_path, "a.html.gz.gz.gz", data)) == [PAGE]
    assert isinstance(only_error(found_in(tmp_path, "a", gzip.compress(data))), UnsafeContainer)


@pytest.mark.parametrize(("name", "head"), [("a.csv.gz", "url,text\n"), ("a.jsonl.gz", ""), ("a.json.gz", "[\n")])
def test_rows_before_the_break_are_read_and_the_break_is_one_problem(tmp_path, name, head):
    row = '{"text": "%d"},\n' if "json." in name else '{"text": "%d"}\n' if "json" in name else ",%d\n"
    data = gzip.compress((head + "".join(row % number for number in range(40_000))).encode())
    found = found_in(tmp_path, name, data[:-9000])
    assert len(found) > 10_000
    assert [isinstance(item.error, BrokenContainer) for item in found] == [False] * (len(found) - 1) + [True]
