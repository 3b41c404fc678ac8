"""Text, HTML, empty and binary files."""

import io
import os

import pytest

from articles.pipeline.capture import Limits, find_captures
from articles.pipeline.errors import BinaryCapture, EmptyCapture, TooLarge
from articles.pipeline.records import MediaType
from tests.pipeline.capture.building import PAGE, found_in, only_error, texts

TEXT = "区委书记主持会议。\n他指出，要抓好落实。"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", TEXT, MediaType.TEXT),
        ("a", TEXT, MediaType.TEXT),
        ("a.html", PAGE, MediaType.HTML),
        ("a.HTM", "<p>会议</p>", MediaType.HTML),
        ("a.shtml", "<p>会议</p>", MediaType.HTML),
        ("a.txt", PAGE, MediaType.HTML),
        ("a", "\ufeff\n<!-- kept -->\n<!DOCTYPE HTML PUBLIC><HTML>", MediaType.HTML),
        ("a", '<?xml version="1.0"?><html xmlns="x">', MediaType.HTML),
        ("a", "<head><title>x</title>", MediaType.HTML),
        # Named a page, but flattened to text.
        ("a.html", TEXT, MediaType.TEXT),
        # Flattened text with stray tags, and prose about tags.
        ("a.txt", '<legend id="x"></legend>\n会议', MediaType.TEXT),
        ("a.txt", "<header>会议", MediaType.TEXT),
        ("a.txt", "讲讲<html>标签", MediaType.TEXT),
        ("a.txt", "{会议}纪要\n[1] 讲话", MediaType.TEXT),
    ],
)
def test_media_type_by_content_then_name(tmp_path, name, content, media_type):
    (found,) = found_in(tmp_path, name, content.encode())
    assert found.capture is not None
    assert (found.capture.media_type, found.capture.name, found.capture.payload) == (media_type, name, content.encode())
    assert (found.path, found.record, found.capture.charset, found.capture.url) == (str(tmp_path / name), None, None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "content",
    ["會議\n主持會議 講話。", PAGE.replace("议", "議").replace("记", "記").replace("区", "區").replace("书", "書").replace("会", "會")],
)
def test_text_in_any_encoding_is_no_binary(tmp_path, encoding, content):
    (found,) = found_in(tmp_path, "a", content.encode(encoding))
    assert found.capture is not None
    assert found.capture.payload == content.encode(encoding)
    assert found.capture.media_type is (MediaType.HTML if "<html" in content else MediaType.TEXT)


def test_a_few_nuls_are_text(tmp_path):
    (found,) = found_in(tmp_path, "a.txt", ("会\0议\x01" + TEXT).encode())
    assert found.capture is not None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4 \x00\x01", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\x7fELF\x02\x01\x01" + bytes(50), "program"),
        (b"SQLite format 3\0" + bytes(50), "SQLite"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "7-Zip"),
        (bytes(257) + b"ustar" + bytes(50), "tar"),
        (bytes(range(256)) * 20, "no text"),
        (bytes(4096), "no text"),
    ],
)
def test_binary_files_are_refused(tmp_path, data, kind):
    error = only_error(found_in(tmp_path, "page.html", data))
    assert isinstance(error, BinaryCapture)
    assert kind in error.reason
    assert error.cure


def test_empty_file(tmp_path):
    assert isinstance(only_error(found_in(tmp_path, "a.txt", b"")), EmptyCapture)


def test_a_long_line_is_refused_at_the_limit(tmp_path):
    limits = Limits(payload=1000)
    error = only_error(found_in(tmp_path, "a.txt", b"x" * 1001, limits=limits))
    assert isinstance(error, TooLarge)
    assert "1000 bytes" in error.reason
    assert len(texts(found_in(tmp_path, "a.txt", b"x" * 1000, limits=limits))[0]) == 1000


def test_a_hundred_megabytes_in_one_line_are_not_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(100 << 20)
        file.write(b"x" * 5000)
    stream = io.FileIO(os.open(path, os.O_RDONLY))
    with stream:
        (found,) = find_captures(["-"], stdin=stream, limits=Limits(payload=1 << 20))
        assert isinstance(found.error, TooLarge)
        assert stream.tell() < 2 << 20


@pytest.mark.parametrize("content", [TEXT, PAGE])
def test_standard_input(content):
    (found,) = find_captures(["-"], stdin=io.BytesIO(content.encode()))
    assert found.capture is not None
    assert (found.path, found.capture.name, found.capture.payload.decode()) == ("-", "-", content)


def test_deep_nesting_is_left_to_later_steps(tmp_path):
    assert found_in(tmp_path, "a.html", b"<html>" + b"<div>" * 100_000)[0].capture is not None
