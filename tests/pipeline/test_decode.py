"""Bytes to text: the encoding, how it is known, and clean characters."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.decode import decode
from articles.pipeline.errors import DecodeError
from articles.pipeline.records import Capture, WarningKind

CASES = json.loads((Path(__file__).parents[1] / "cases/decode/cases.json").read_text(encoding="utf-8"))
SENTENCE = "区委书记主持召开会议并讲话，强调要抓好落实。"


def text_of(payload: bytes, charset: str | None = None) -> str:
    return decode(Capture("a", payload, charset=charset)).text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_encoding_and_how_it_is_known(case):
    decoded = decode(Capture("a", case["text"].encode(case["written"]), charset=case.get("server")))
    assert (decoded.text, decoded.encoding, decoded.why) == (case["text"], case["encoding"], case["why"])
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("一\r\n二\r三\n四\x85五\u2028六\u2029七\x0b八\x0c九".encode(), "一\n二\n三\n四\n五\n六\n七\n八\n九"),
        ("一\r\n\r\n二\n\r三".encode(), "一\n\n二\n\n三"),
        ("会\0议\x01\x1b\x7f\t好".encode(), "会议\t好"),
        # Windows' quotes under the numbers of C1 controls, as a wrong conversion leaves them.
        ("\x93会议\x94\x96好\x81".encode(), "“会议”–好"),
        ("会议\ufeff\u200b\u3000\xa0".encode(), "会议\ufeff\u200b\u3000\xa0"),
        ("\ufeff会议".encode(), "会议"),
    ],
)
def test_clean_text(payload, text):
    decoded = decode(Capture("a", payload))
    assert (decoded.text, decoded.warnings) == (text, ())


def test_lone_surrogates_become_replacement_characters():
    decoded = decode(Capture("a", "a\ud800b\udfff\udffe区委\ud83d\ude00".encode("utf-8", "surrogatepass"), charset="utf-8"))
    assert (decoded.text, decoded.encoding, decoded.why) == ("a\ufffdb\ufffd\ufffd区委\U0001f600", "utf-8", "UTF-8 with lone surrogates")
    assert [(w.kind, w.start, w.end, w.text) for w in decoded.warnings] == [
        (WarningKind.REPLACED_BYTES, 1, 2, "\ufffd"),
        (WarningKind.REPLACED_BYTES, 3, 5, "\ufffd\ufffd"),
    ]


@pytest.mark.parametrize("charset", [None, "utf-8", "gbk"])
def test_utf8_with_few_broken_bytes(charset):
    payload = (SENTENCE * 3).encode()
    decoded = decode(Capture("a", payload[:4] + b"\xff" + payload[6:-1], charset=charset))
    assert (decoded.encoding, decoded.why) == ("utf-8", "UTF-8 with 3 broken places" if decoded.text.count("\ufffd") == 3 else decoded.why)
    assert decoded.text.startswith("区\ufffd")
    assert decoded.text.endswith("抓好落实\ufffd")
    for warning in decoded.warnings:
        assert warning.kind is WarningKind.REPLACED_BYTES
        assert decoded.text[warning.start : warning.end] == warning.text


def test_warnings_count_in_the_clean_text():
    decoded = decode(Capture("a", b"\r\n\r\n\0\0" + SENTENCE.encode() + b"\xff" + SENTENCE.encode()))
    (warning,) = decoded.warnings
    assert decoded.text[warning.start] == "\ufffd"


def test_replacement_characters_of_the_capture_itself_are_no_warning():
    decoded = decode(Capture("a", "高新事\ufffd高兴办".encode()))
    assert (decoded.text, decoded.warnings) == ("高新事\ufffd高兴办", ())


def test_gbk_with_broken_bytes_is_still_gbk():
    payload = (SENTENCE * 3).encode("gbk")
    decoded = decode(Capture("a", payload[:20] + b"\xff\xff" + payload[20:], charset="gb2312"))
    assert decoded.encoding == "gb18030"
    assert len(decoded.warnings) == 1
    assert decoded.text.replace("\ufffd", "") == SENTENCE * 3


@pytest.mark.parametrize(
    "payload",
    [b"", b"\0\0\0", b" \r\n\t", b"\xff\xfe", bytes(range(128, 256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4],
)
def test_what_gives_no_text(payload):
    with pytest.raises(DecodeError) as caught:
        text_of(payload)
    assert caught.value.reason
    assert caught.value.cure


def test_a_mark_in_front_of_another_encoding_is_not_believed():
    decoded = decode(Capture("a", b"\xef\xbb\xbf" + (SENTENCE * 2).encode("gbk")))
    assert decoded.encoding == "gb18030"
    assert decoded.text.endswith(SENTENCE * 2)


# What the encodings hold and people write: the first level of GB2312 and of Big5, full-width marks, ASCII.
def _level_one(encoding: str, first: int, last: int) -> str:
    return b"".join(bytes([lead, trail]) for lead in range(first, last) for trail in range(0xA1, 0xFF)).decode(encoding, "ignore")


simplified = st.text(st.sampled_from(_level_one("gb2312", 0xB0, 0xD7) + "，。、：（）“”"), min_size=8, max_size=60)
traditional = st.text(st.sampled_from(_level_one("big5", 0xA4, 0xC6) + "，。、：（）“”"), min_size=8, max_size=60)


@given(simplified, st.sampled_from(["gbk", "GB2312", "gb18030"]))
def test_declared_gb_comes_back(text, label):
    assert text_of(text.encode("gb18030"), label) == text


@given(traditional, st.sampled_from(["big5", "Big5-HKSCS"]))
def test_declared_big5_comes_back(text, label):
    assert text_of(text.encode("big5"), label) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), min_size=1).filter(str.strip))
def test_utf8_comes_back_whatever_is_declared(text):
    for charset in (None, "utf-8", "gb2312", "big5", "iso-8859-1"):
        assert text_of(text.encode(), charset) == text


@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-16-le", "gb18030"]))
def test_text_is_always_clean(text, encoding):
    try:
        decoded = decode(Capture("a", text.encode(encoding, "surrogatepass" if encoding != "gb18030" else "replace"), charset=encoding))
    except DecodeError:
        return
    assert not [
        char for char in decoded.text if "\ud800" <= char <= "\udfff" or "\x7f" <= char <= "\x9f" or (char < " " and char not in "\n\t")
    ]
    for warning in decoded.warnings:
        assert set(decoded.text[warning.start : warning.end]) == {"\ufffd"}


@given(st.binary(min_size=1, max_size=300), st.sampled_from([None, "utf-8", "gbk", "big5", "utf-16", "hz", "shift_jis"]))
def test_any_bytes_give_clean_text_or_an_error(payload, charset):
    try:
        text = text_of(payload, charset)
    except DecodeError:
        return
    assert text.strip()
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text
