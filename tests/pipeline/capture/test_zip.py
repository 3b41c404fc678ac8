"""Zips: order, names, nesting, and everything that can be wrong with a member or the whole."""

import gzip
import io
import struct
import zipfile

import pytest

from articles.pipeline.capture import Limits, find_captures
from articles.pipeline.errors import BinaryCapture, BrokenContainer, EmptyCapture, TooLarge, UnsafeContainer
from tests.pipeline.capture.building import PAGE, found_in, http, only_error, texts, warc, zipped


def members(found):
    return [item.path.split("!", 1)[1] for item in found]


def test_members_in_order_of_names(tmp_path):
    data = zipped({"b.html": PAGE.encode(), "a/2.txt": "二".encode(), "a/1.txt": "一".encode(), ".DS_Store": b"x", "__MACOSX/._b": b"x"})
    found = found_in(tmp_path, "a.zip", data)
    assert members(found) == ["a/1.txt", "a/2.txt", "b.html"]
    assert [item.capture.name for item in found] == ["a/1.txt", "a/2.txt", "b.html"]
    assert texts(found) == ["一", "二", PAGE]


@pytest.mark.parametrize("from_stdin", [False, True])
def test_any_kind_inside_and_zips_within_zips(tmp_path, from_stdin):
    data = zipped(
        {
            "1.jsonl": b'{"text": "1"}\n{"text": "2"}',
            "2.csv": b"text,url\n3,\n",
            "3.txt.gz": gzip.compress(b"4"),
            "4.warc": warc("5", http(b"5")),
            "5.zip": zipped({"6.txt": b"6"}),
        }
    )
    found = list(find_captures(["-"], stdin=io.BytesIO(data))) if from_stdin else found_in(tmp_path, "a.zip", data)
    assert texts(found) == list("123456")
    assert members(found)[-1] == "5.zip!6.txt"
    assert [item.record for item in found] == [1, 2, 1, None, 1, None]


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:\\x.txt", "..\\x.txt", "\\\\host\\x.txt"])
def test_names_that_lead_out_are_refused_one_by_one(tmp_path, name):
    found = found_in(tmp_path, "a.zip", zipped({name: b"1", "good.txt": b"2"}))
    assert sorted(texts(found)) == ["2", "<UnsafeContainer>"]
    (error,) = (item for item in found if item.error)
    assert error.path == f"{tmp_path}/a.zip!{name}"


def test_dots_inside_names_are_good(tmp_path):
    assert texts(found_in(tmp_path, "a.zip", zipped({"a..b/..c/d...txt": b"1"}))) == ["1"]


def test_links_are_refused(tmp_path):
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert isinstance(only_error(found_in(tmp_path, "a.zip", file.getvalue())), UnsafeContainer)


def test_names_in_gbk(tmp_path):
    raw = "相城/会议.txt".encode("gb18030")
    data = zipped({"x" * len(raw): b"1"}).replace(b"x" * len(raw), raw)
    assert members(found_in(tmp_path, "a.zip", data)) == ["相城/会议.txt"]


def test_encrypted_members(tmp_path):
    data = bytearray(zipped({"a.txt": b"1", "b.txt": b"2"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    found = found_in(tmp_path, "a.zip", bytes(data))
    assert texts(found) == ["<BrokenContainer>", "2"]
    assert "encrypted" in found[0].error.reason


def test_damaged_members(tmp_path):
    data = bytearray(zipped({"a.txt": b"11111", "b.txt": b"2"}, zipfile.ZIP_STORED))
    data[data.index(b"11111")] ^= 1
    assert texts(found_in(tmp_path, "a.zip", bytes(data))) == ["<BrokenContainer>", "2"]


def test_methods_that_are_not_read(tmp_path):
    data = bytearray(zipped({"a.txt": b"1"}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", 97)
    assert isinstance(only_error(found_in(tmp_path, "a.zip", bytes(data))), BrokenContainer)


@pytest.mark.parametrize("cut", [10, 40, 100])
def test_a_cut_off_zip(tmp_path, cut):
    assert isinstance(only_error(found_in(tmp_path, "a.zip", zipped({"a.txt": b"1" * 50}, zipfile.ZIP_STORED)[:-cut])), BrokenContainer)


def test_no_members(tmp_path):
    assert isinstance(only_error(found_in(tmp_path, "a.zip", zipped({}))), EmptyCapture)


@pytest.mark.parametrize("member", ["[Content_Types].xml", "META-INF/container.xml"])
def test_office_files_and_books_are_refused(tmp_path, member):
    assert isinstance(only_error(found_in(tmp_path, "a.docx", zipped({member: b"<x/>", "word/document.xml": b"<x/>"}))), BinaryCapture)


def test_a_bomb_is_refused_and_the_rest_read(tmp_path):
    found = found_in(tmp_path, "a.zip", zipped({"a.txt": b" " * 3_000_000, "b.txt": b"2"}), limits=Limits(ratio_from=1 << 16))
    assert texts(found) == ["<UnsafeContainer>", "2"]


def test_a_header_that_lies_is_not_believed(tmp_path):
    # The header promises 10 bytes; zipfile then stops there, and the checksum does not fit.
    data = zipped({"a.jsonl": b'{"text": "1"}\n' * 100_000, "b.txt": b"2"})
    data = data.replace(struct.pack("<L", 1_400_000), struct.pack("<L", 10))
    found = found_in(tmp_path, "a.zip", data)
    assert texts(found)[-2:] == ["<BrokenContainer>", "2"]


def test_a_member_of_ten_gigabytes_is_refused_unread(tmp_path):
    data = zipped({"a.txt": b"x" * 77_777, "b.txt": b"2"}).replace(struct.pack("<L", 77_777), struct.pack("<L", 4_200_000_000))
    found = found_in(tmp_path, "a.zip", data, limits=Limits(unpacked=4_000_000_000))
    assert texts(found) == ["<TooLarge>", "2"]
    assert "3.7 GiB" in found[0].error.reason


def test_all_members_together_have_a_limit(tmp_path):
    data = zipped({f"{number}.txt": b"x" * 400 for number in range(5)})
    found = found_in(tmp_path, "a.zip", data, limits=Limits(total=1000))
    assert [type(item.error) for item in found] == [type(None), type(None), TooLarge, TooLarge, TooLarge]


def test_too_many_members(tmp_path):
    data = zipped({f"{number}.txt": b"x" for number in range(5)})
    assert isinstance(only_error(found_in(tmp_path, "a.zip", data, limits=Limits(members=4))), TooLarge)


def test_depth_and_spool_have_limits(tmp_path):
    data = zipped({"1.txt": b"1"})
    for level in range(3):
        data = zipped({f"{level}.zip": data})
    assert isinstance(only_error(found_in(tmp_path, "a.zip", data)), UnsafeContainer)
    inner = zipped({"i.zip": zipped({"1.txt": bytes(range(65, 91)) * 100}, zipfile.ZIP_STORED), "b.txt": b"2"})
    assert texts(found_in(tmp_path, "a.zip", inner, limits=Limits(spool=1000))) == ["2", "<TooLarge>"]


def test_only_reads_the_member_wanted(tmp_path, monkeypatch):
    data = zipped({"a.txt": b"1", "b/c.jsonl": b'{"text": "2"}\n{"text": "3"}', "d.txt": b"4", "../e": b"5"})
    path = str(tmp_path / "a.zip")
    opened = []
    really = zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda self, info, *rest: (opened.append(info.filename), really(self, info, *rest))[1])
    assert texts(found_in(tmp_path, "a.zip", data, only=[(f"{path}!b/c.jsonl", 2)])) == ["3"]
    assert opened == ["b/c.jsonl"]
    assert texts(found_in(tmp_path, "a.zip", data, only=[(f"{path}!b/c.jsonl", None)])) == ["2", "3"]
    assert texts(found_in(tmp_path, "a.zip", data, only=[(f"{path}!../e", None)])) == ["<UnsafeContainer>"]
    assert len(found_in(tmp_path, "a.zip", data, only=[(path, None)])) == 5
