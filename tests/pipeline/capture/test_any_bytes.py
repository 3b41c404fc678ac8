"""What must hold for any bytes at all."""

import gzip
import io

from hypothesis import example, given
from hypothesis import strategies as st

from articles.pipeline.capture import Limits, find_captures
from articles.pipeline.decode import decode
from articles.pipeline.errors import DecodeError, ReadingError
from tests.pipeline.capture.building import PAGE, http, warc, zipped

GOOD = [
    PAGE.encode(),
    '{"text": "会议"}\n{"html": "<p>"}\n'.encode(),
    b'[{"text": "1"}, {"base64": "MQ=="}]',
    b'url,text\n,"1"\n,2\n',
    warc("1", http(b"1")) + warc("2", http(b"2")),
    gzip.compress(warc("1", http(b"1"))) + gzip.compress(warc("2", http(b"2"))),
    gzip.compress(PAGE.encode()),
    gzip.compress(b'url,text\n,"1"\n,2\n'),
    gzip.compress(b'{"text": "1"}\n{"text": "2"}\n'),
    gzip.compress(b'[{"text": "1"}, {"text": "2"}]'),
    zipped({"a.warc.gz": gzip.compress(warc("1", http(b"1"))) + gzip.compress(warc("2", http(b"2"))), "b.warc": warc("3", http(b"3"))}),
    zipped({"a.html": PAGE.encode(), "b.jsonl": b'{"text": "1"}', "c.zip": zipped({"d": b"1"})}),
]

damaged = st.tuples(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255), st.integers(0, 3)), max_size=6))


def mangled(case: tuple[bytes, list[tuple[int, int, int]]]) -> bytes:
    data = bytearray(case[0])
    for place, byte, how in case[1]:
        at = place % (len(data) + 1)
        data[at : at + how] = bytes([byte]) * (how != 3)
    return bytes(data)


def check(data: bytes, name: str = "") -> None:
    limits = Limits(payload=10_000, line=20_000, unpacked=100_000, total=200_000, spool=50_000, members=100)
    found = [*find_captures(["-"], stdin=io.BytesIO(data), limits=limits)]
    assert found
    for item in found:
        assert (item.capture is None) != (item.error is None)
        if item.error:
            assert isinstance(item.error, ReadingError)
            assert item.error.reason
            assert item.error.cure
            continue
        assert item.capture is not None
        try:
            text = decode(item.capture).text
        except DecodeError:
            continue
        assert not [
            char for char in text if (char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff"
        ]
    assert found == [*find_captures(["-"], stdin=io.BytesIO(data), limits=limits)] or any(item.error for item in found)


@given(st.binary(max_size=400))
@example(b"")
@example(b"\x1f\x8b\x08")
@example(b"PK\x03\x04")
@example(b"WARC/")
@example(b"{")
@example(b'[{"text":')
def test_any_bytes_become_captures_or_problems(data):
    check(data)


@given(damaged.map(mangled))
def test_any_damage_becomes_captures_or_problems(data):
    check(data)
