"""JSON Lines, JSON objects and arrays."""

import base64
import json

import pytest

from articles.pipeline.capture import Limits
from articles.pipeline.errors import BinaryCapture, BrokenContainer, EmptyCapture, TooLarge
from articles.pipeline.records import MediaType
from tests.pipeline.capture.building import PAGE, found_in, kind_of, numbers, only_error, texts

GOOD = {"name": "会议", "url": "http://www.example.com/1", "captured_at": "2024-03-12", "text": "区委"}


def lines(*objects):
    return "\n".join(item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in objects).encode()


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt", "a"])
def test_one_capture_a_line(tmp_path, name):
    found = found_in(tmp_path, name, lines(GOOD, "", {"html": PAGE}, {"base64": base64.b64encode("区委".encode("gbk")).decode()}))
    assert numbers(found) == [1, 3, 4]
    first, page, raw = [item.capture for item in found]
    assert (first.name, first.url, first.captured_at, first.charset) == ("会议", "http://www.example.com/1", "2024-03-12", "utf-8")
    assert (first.payload.decode(), first.media_type) == ("区委", MediaType.TEXT)
    assert (page.payload.decode(), page.media_type, page.name, page.charset) == (PAGE, MediaType.HTML, name, "utf-8")
    assert (raw.payload, raw.media_type, raw.charset) == ("区委".encode("gbk"), MediaType.TEXT, None)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("data", [[GOOD, {"text": '二"}]{['}], [GOOD], GOOD])
def test_documents(tmp_path, data, indent):
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    for start in ("", "\ufeff"):
        found = found_in(tmp_path, "a.json", (start + text).encode())
        assert numbers(found) == list(range(1, 1 + (len(data) if isinstance(data, list) else 1)))
        assert texts(found)[0] == "区委"
        assert texts(found)[1:] in ([], ['二"}]{['])


def test_a_large_array_is_read_element_by_element(tmp_path):
    data = json.dumps([{"text": "第" * number} for number in range(1, 2001)], ensure_ascii=False, indent=1).encode()
    assert [len(text) for text in texts(found_in(tmp_path, "a.json", data, limits=Limits(line=70_000)))] == list(range(1, 2001))


def test_lone_surrogates_and_pairs(tmp_path):
    (found,) = found_in(tmp_path, "a.jsonl", rb'{"text": "a\ud800b\ud83d\ude00", "url": "http://x/\udfff", "name": "\u0000n"}')
    assert found.capture is not None
    assert found.capture.payload == b"a\xed\xa0\x80b\xf0\x9f\x98\x80"
    for text in (found.capture.url, found.capture.name):
        assert text is not None
        assert "\0" not in text
        text.encode("utf-8")


@pytest.mark.parametrize(
    ("line", "kind", "says"),
    [
        ("{", BrokenContainer, "no JSON"),
        ('{"text": "x"', BrokenContainer, "no JSON"),
        ("[]", BrokenContainer, "not an object"),
        ("null", BrokenContainer, "not an object"),
        ("区委", BrokenContainer, "no JSON"),
        ("[" * 100_000, BrokenContainer, "no JSON"),
        ('{"text": ' + "1" * 5000 + "}", BrokenContainer, ""),
        ({"url": "x"}, BrokenContainer, "none of text, html, base64"),
        ({"text": None}, BrokenContainer, "none of"),
        ({"text": "x", "html": "y"}, BrokenContainer, "both text and html"),
        ({"text": ["x"]}, BrokenContainer, "text is not a string"),
        ({"text": "x", "url": 5}, BrokenContainer, "url is not a string"),
        ({"text": "x", "name": ["x"]}, BrokenContainer, "name is not a string"),
        ({"text": "x", "captured_at": "昨天"}, BrokenContainer, "captured_at is no date"),
        ({"text": "x", "captured_at": 1710201600}, BrokenContainer, "captured_at is no date"),
        ({"base64": "not base64!"}, BrokenContainer, "base64 is damaged"),
        ({"base64": "区委"}, BrokenContainer, "base64 is damaged"),
        ({"base64": base64.b64encode(b"%PDF-1.4").decode()}, BinaryCapture, "PDF"),
        ({"text": ""}, EmptyCapture, "nothing in it"),
    ],
)
def test_a_bad_line_is_a_problem_and_the_rest_is_read(tmp_path, line, kind, says):
    found = found_in(tmp_path, "a.jsonl", lines(GOOD, line, GOOD))
    assert numbers(found) == [1, 2, 3]
    assert texts(found)[::2] == ["区委", "区委"]
    assert kind_of(found[1]) is kind
    assert says in found[1].error.reason
    assert found[1].error.cure


def test_bytes_that_are_no_utf8(tmp_path):
    found = found_in(tmp_path, "a.jsonl", lines(GOOD) + b"\n" + '{"text": "区委"}'.encode("gb18030") + b"\n" + lines(GOOD))
    assert texts(found) == ["区委", "<BrokenContainer>", "区委"]
    assert "not UTF-8" in found[1].error.reason


def test_lines_and_pages_have_limits(tmp_path):
    data = lines({"text": "1" * 150}, {"text": "2" * 900}, {"text": "3"})
    found = found_in(tmp_path, "a.jsonl", data, limits=Limits(payload=100, line=800))
    assert [item.error and kind_of(item) for item in found] == [TooLarge, TooLarge, None]
    assert "the page is larger than 100 bytes" in found[0].error.reason
    assert "one line is longer than 800 bytes" in found[1].error.reason
    found = found_in(tmp_path, "a.json", b'[{"text": "' + b"x" * 500_000 + b'"}]', limits=Limits(line=100_000))
    assert isinstance(only_error(found), TooLarge)


@pytest.mark.parametrize("data", [b'[{"text": "1"}, 5, {"text": "2"}]', b'[{"text": "1"}, {"text": "2"', b'{"text": "1"} oops'])
def test_broken_documents(tmp_path, data):
    assert texts(found_in(tmp_path, "a.json", data)) == ["1", "<BrokenContainer>"]


@pytest.mark.parametrize(("name", "data"), [("a.jsonl", b"\n\n"), ("a.json", b"[]"), ("a.json", b"  ")])
def test_without_objects(tmp_path, name, data):
    assert isinstance(only_error(found_in(tmp_path, name, data)), EmptyCapture)


@pytest.mark.parametrize("data", ['{"会议": "text"}', '{"title": "x"}', "{text: 会议}", '["text"]', '会议 {"text": "x"}'])
def test_braces_in_prose_are_text(tmp_path, data):
    (found,) = found_in(tmp_path, "a.txt", data.encode())
    assert found.capture is not None
    assert found.capture.payload.decode() == data


def test_only_some_records(tmp_path):
    path = str(tmp_path / "a.jsonl")
    data = lines({"text": "1"}, "{", {"text": "3"})
    assert texts(found_in(tmp_path, "a.jsonl", data, only=[(path, 3), (path, 2)])) == ["<BrokenContainer>", "3"]
