"""WARC files: what is a page, codings, revisits, and reading on behind damage."""

import gzip
import io
import random
import zlib

import brotli
import pytest

from articles.pipeline.capture import Limits, find_captures
from articles.pipeline.errors import BinaryCapture, BrokenContainer, EmptyCapture, TooLarge, UnsafeContainer
from articles.pipeline.records import MediaType
from tests.pipeline.capture.building import PAGE, chunked, found_in, http, kind_of, numbers, only_error, texts, warc, zipped

BODY = PAGE.encode()
ONE, TWO, THREE = (warc(name, http(name.encode() * 30)) for name in "123")


def plain(records):
    return b"".join(records)


def by_record(records):
    return b"".join(map(gzip.compress, records))


def in_one(records):
    return gzip.compress(b"".join(records))


PACKINGS = [plain, by_record, in_one]


@pytest.mark.parametrize("pack", PACKINGS)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
def test_pages_with_address_time_and_charset(tmp_path, pack, name):
    records = [
        warc("info", b"software: x\r\n", "Content-Type: application/warc-fields", kind="warcinfo"),
        warc("1", b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        warc("1", http(BODY, media_type='text/html; Charset="GB2312"')),
        warc("2", "会议".encode(), "Content-Type: text/plain", kind="resource"),
    ]
    found = found_in(tmp_path, name, pack(records))
    assert numbers(found) == [3, 4]
    first, second = [item.capture for item in found]
    assert (first.payload, first.media_type, first.charset) == (BODY, MediaType.HTML, "GB2312")
    assert (first.name, first.url, first.captured_at) == ("http://www.example.com/1", "http://www.example.com/1", "2024-03-12T08:00:00Z")
    assert (second.payload.decode(), second.media_type, second.charset) == ("会议", MediaType.TEXT, None)


@pytest.mark.parametrize(
    "record",
    [
        warc("x", http(b"moved", status="301 Moved")),
        warc("x", http(b"gone", status="404 Not Found")),
        warc("x", http(b"\x89PNG\r\n\x1a\n", media_type="image/png")),
        warc("x", http(b"{}", media_type="application/json")),
        warc("x", http(b"a{}", media_type="text/css")),
        warc("x", http(b"\x89PNG\r\n\x1a\n" + bytes(99), media_type="application/octet-stream")),
        warc("x", http(b"\x89PNG\r\n\x1a\n" + bytes(99), media_type="")),
        warc("x", b"20240312 example.com", "Content-Type: text/dns"),
        warc("x", b"\x89PNG\r\n\x1a\n", "Content-Type: image/png", kind="resource"),
        warc("x", b"a: b", "Content-Type: application/warc-fields", kind="metadata"),
    ],
)
def test_what_is_no_page_is_passed_over(tmp_path, record):
    assert numbers(found_in(tmp_path, "a.warc", ONE + record + TWO)) == [1, 3]
    assert isinstance(only_error(found_in(tmp_path, "a.warc", record)), EmptyCapture)


@pytest.mark.parametrize("media_type", ["text/plain", "", "application/octet-stream", "application/xhtml+xml", "TEXT/HTML"])
def test_html_under_other_types(tmp_path, media_type):
    (found,) = found_in(tmp_path, "a.warc", warc("1", http(BODY, media_type=media_type)))
    assert found.capture.media_type is MediaType.HTML


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(BODY), ["Transfer-Encoding: chunked"]),
        (chunked(gzip.compress(BODY)), ["transfer-encoding: chunked", "content-encoding: gzip"]),
        (gzip.compress(BODY), ["Content-Encoding: x-gzip"]),
        (zlib.compress(BODY), ["Content-Encoding: deflate"]),
        (raw_deflate(BODY), ["Content-Encoding: deflate"]),
        (brotli.compress(BODY), ["Content-Encoding: br"]),
        (brotli.compress(gzip.compress(BODY)), ["Content-Encoding: gzip, br"]),
        (BODY, ["Content-Encoding: identity"]),
        # Bodies stored decoded, the headers left as they were.
        (BODY, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (BODY, ["Content-Encoding: deflate"]),
        (BODY, ["Content-Encoding: br"]),
    ],
)
def test_codings_are_undone(tmp_path, body, headers):
    assert texts(found_in(tmp_path, "a.warc", warc("1", http(body, *headers)))) == [PAGE]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(BODY)[:-30], ["Transfer-Encoding: chunked"]),
        (gzip.compress(BODY)[:-9], ["Content-Encoding: gzip"]),
        (zlib.compress(BODY)[:-9], ["Content-Encoding: deflate"]),
        (brotli.compress(BODY)[:-9], ["Content-Encoding: br"]),
        (b"\x01\x02\x03", ["Content-Encoding: br"]),
        (BODY, ["Content-Encoding: zstd"]),
    ],
)
def test_a_page_that_breaks_off_is_a_problem(tmp_path, body, headers):
    found = found_in(tmp_path, "a.warc", ONE + warc("1", http(body, *headers)) + TWO)
    assert numbers(found) == [1, 2, 3]
    assert texts(found)[1] == "<BrokenContainer>"


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate, brotli.compress])
def test_bombs_in_content_codings(tmp_path, pack):
    coding = {gzip.compress: "gzip", brotli.compress: "br"}.get(pack, "deflate")
    data = warc("1", http(pack(b"<p>" + bytes(5_000_000)), f"Content-Encoding: {coding}")) + TWO
    found = found_in(tmp_path, "a.warc", data, limits=Limits(payload=2_000_000))
    assert type(found[0].error) in (TooLarge, UnsafeContainer)
    assert texts(found)[1:] == ["2" * 30]


@pytest.mark.parametrize("pack", PACKINGS)
def test_revisits_are_sightings_of_the_earlier_payload(tmp_path, pack):
    digest = "WARC-Payload-Digest: sha1:ABC"
    records = [
        warc("1", http(chunked(BODY), "Transfer-Encoding: chunked", media_type="text/html; charset=gbk"), digest),
        TWO,
        warc("9", b"", digest, "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest", kind="revisit"),
        warc("8", http(b"", status="304 Not Modified"), "WARC-Refers-To: <urn:uuid:2>", kind="revisit"),
        THREE,
        warc("7", b"", "WARC-Refers-To-Target-URI: http://www.example.com/1", "WARC-Refers-To-Date: 2024-03-12T08:00:00Z", kind="revisit"),
    ]
    found = found_in(tmp_path, "a.warc.gz", pack(records))
    assert texts(found) == [PAGE, "2" * 30, PAGE, "2" * 30, "3" * 30, PAGE]
    assert [str(item.capture.url)[-1] for item in found] == list("129837")
    assert found[2].capture.charset == "gbk"
    assert found[2].capture.sha256 == found[0].capture.sha256


def test_revisits_that_cannot_be_resolved(tmp_path):
    lost = warc("9", b"", "WARC-Payload-Digest: sha1:LOST", kind="revisit")
    found = found_in(tmp_path, "a.warc", ONE + lost + TWO)
    assert texts(found)[1] == "<BrokenContainer>"
    assert "not in this file" in found[1].error.reason
    again = warc("9", b"", "WARC-Refers-To: <urn:uuid:1>", kind="revisit")
    found = found_in(tmp_path, "a.zip", zipped({"a.warc": ONE + again + TWO}))
    assert texts(found) == ["1" * 30, "<BrokenContainer>", "2" * 30]
    assert "inside something else" in found[1].error.reason


def test_revisits_of_what_is_no_page_are_passed_over(tmp_path):
    image = warc("i", http(b"\x89PNG", media_type="image/png"), "WARC-Payload-Digest: sha1:I")
    again = warc("9", b"", "WARC-Payload-Digest: sha1:I", kind="revisit")
    elsewhere = warc("9", http(b"", media_type="image/png"), "WARC-Payload-Digest: sha1:J", kind="revisit")
    assert numbers(found_in(tmp_path, "a.warc", ONE + image + again + elsewhere)) == [1]


BROKEN = {
    "length too great": warc("b", http(b"b" * 90), length=300),
    "length much too great": warc("b", http(b"b" * 90), length=10_000_000_000),
    "length too small": warc("b", http(b"b" * 90), length=100),
    "length no number": warc("b", http(b"b" * 90), length="x"),
    "no length": warc("b", http(b"b" * 90)).replace(b"Content-Length", b"Content-Lenght"),
    "bytes lost": warc("b", http(b"b" * 90))[:-70] + b"\r\n\r\n",
    "header overwritten": bytes(60) + warc("b", http(b"b" * 90))[60:],
    "noise": random.Random(3).randbytes(3000) + b"\r\n\r\n",
}


@pytest.mark.parametrize("pack", PACKINGS)
@pytest.mark.parametrize("damage", BROKEN)
def test_records_behind_a_broken_one_are_found(tmp_path, damage, pack):
    found = found_in(tmp_path, "a.warc.gz", pack([ONE, BROKEN[damage], TWO, THREE]))
    good = [text for text in texts(found) if not text.startswith("<")]
    assert good == ["1" * 30, "2" * 30, "3" * 30]
    problems = [item for item in found if item.error]
    assert 1 <= len(problems) <= 2
    assert all(item.error.cure for item in problems)


@pytest.mark.parametrize("seed", range(20))
def test_damage_in_the_middle_of_a_member_costs_that_record_only(tmp_path, seed):
    chance = random.Random(seed)
    records = [warc(str(number), http(chance.randbytes(200).hex().encode())) for number in range(8)]
    packed = [bytearray(gzip.compress(record)) for record in records]
    for _ in range(3):
        packed[3][chance.randrange(12, len(packed[3]))] ^= 1 << chance.randrange(8)
    if seed % 4 == 0:
        del packed[3][-50:]
    found = found_in(tmp_path, "a.warc.gz", b"".join(packed))
    assert [str(item.capture.url)[-1] for item in found if item.capture] == list("0124567")
    assert [kind_of(item) for item in found if item.error] == [BrokenContainer]


@pytest.mark.parametrize("pack", PACKINGS)
@pytest.mark.parametrize("cut", [5, 40, 130])
def test_a_last_record_cut_off(tmp_path, pack, cut):
    data = pack([ONE, TWO, THREE])
    found = found_in(tmp_path, "a.warc.gz", data[:-cut])
    assert texts(found)[-1] == "<BrokenContainer>"
    if pack is not in_one:
        assert texts(found)[:-1] == ["1" * 30, "2" * 30]


@pytest.mark.parametrize("ending", [b"", b"\r\n", b"\n\n", b"\r\n" * 5])
def test_sloppy_line_ends_are_no_damage(tmp_path, ending):
    data = b"".join(record.removesuffix(b"\r\n\r\n") + ending for record in (ONE, TWO, THREE))
    assert len([item for item in found_in(tmp_path, "a.warc", data) if item.capture]) == 3


def test_a_page_that_speaks_of_warc_is_whole(tmp_path):
    body = b"<p>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n</p>"
    assert texts(found_in(tmp_path, "a.warc", warc("1", http(body)) + TWO)) == [body.decode(), "2" * 30]


def test_sizes_have_limits(tmp_path):
    limits = Limits(payload=1000)
    video = warc("v", http(b"v" * 3_000_000, media_type="video/mp4"))
    found = found_in(
        tmp_path, "a.warc", ONE + warc("l", http(b"<p>" + b"l" * 2000)) + video + warc("h", http(b"h" * 3_000_000)) + TWO, limits=limits
    )
    assert numbers(found) == [1, 2, 4, 5]
    assert texts(found)[1:3] == ["<TooLarge>", "<TooLarge>"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [(b"", EmptyCapture), (b"\x89PNG\r\n\x1a\n" + bytes(99), BinaryCapture)],
)
def test_pages_that_hold_no_page(tmp_path, body, wanted):
    found = found_in(tmp_path, "a.warc", ONE + warc("x", http(body)) + TWO)
    assert type(found[1].error) is wanted


def test_a_segment_is_no_whole_page(tmp_path):
    assert "segments" in str(only_error(found_in(tmp_path, "a.warc", warc("1", http(b"x"), "WARC-Segment-Number: 1"))))


def test_odd_headers(tmp_path):
    record = warc("x", b"HTTP/1.1 200\r\nContent-Type : text/html\r\n folded\r\nno colon\r\n\xff\xfe: \xff\r\n\r\nbody")
    record = record.replace(b"http://www.example.com/x", "<http://www.example.com/会议>".encode("gbk")).replace(
        b"2024-03-12T", b"yesterday "
    )
    found = found_in(tmp_path, "a.warc", record + TWO)
    assert texts(found)[-1] == "2" * 30
    for item in found:
        str(item.capture).encode("utf-8")


def test_from_standard_input():
    assert texts(find_captures(["-"], stdin=io.BytesIO(by_record([ONE, TWO])))) == ["1" * 30, "2" * 30]


@pytest.mark.parametrize("pack", PACKINGS)
def test_a_damaged_zip_around_it_ends_it(tmp_path, pack):
    # Stored, and the checksum of the zip is wrong: nothing in it can be gone on behind.
    data = zipped({"a.warc.gz": pack([ONE, TWO])}, 0)
    at = data.index(b"PK\x01\x02") + 16
    found = found_in(tmp_path, "a.zip", data[:at] + b"\0\0\0\0" + data[at + 4 :])
    assert texts(found)[-1] == "<BrokenContainer>"
    assert len(found) <= 3


def test_a_member_that_is_a_bomb_costs_that_record_only(tmp_path):
    records = [ONE, warc("b", http(b"x" * 3_000_000)), TWO]
    found = found_in(tmp_path, "a.warc.gz", by_record(records), limits=Limits(ratio_from=1 << 16))
    assert [text[:9] for text in texts(found)] == ["1" * 9, "<BrokenCo", "2" * 9]
    assert "200 times" in found[1].error.reason
