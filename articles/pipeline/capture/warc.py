"""WARC and WARC.gz to the pages in them: response and resource records, and revisits of pages earlier in the same file.

`WARC-Type: response, WARC-Target-URI: http://www.example.gov.cn/1.html, HTTP/1.1 200 OK, Content-Type: text/html; charset=gb2312`: the
payload is the body with its codings undone, the charset what the server said. A revisit says that the bytes were those of an earlier
record: a second sighting, at its own time and address.

Passed over without a word, for a crawl is full of them: other record types, answers that are no page (status other than 200, images,
styles, scripts, JSON, feeds). A file in which nothing but these is found is a problem, so that nobody waits for articles in vain.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from fastwarc.warc import HeaderMap, WarcRecord, WarcRecordPayloadReader, WarcRecordType

from articles.pipeline.capture.byte_stream import ByteStream
from articles.pipeline.capture.gzip_stream import MAGIC, GzipReader, inflated_head
from articles.pipeline.capture.http_body import undo_codings
from articles.pipeline.capture.limits import in_words
from articles.pipeline.capture.refused import binary
from articles.pipeline.capture.sniff import HEAD, binary_kind, is_html
from articles.pipeline.capture.source import Source, TakeApart, as_text, checked_time, page
from articles.pipeline.capture.warc_frames import BEGINS, Frame, read_frames
from articles.pipeline.errors import BrokenContainer, CaptureError, EmptyCapture, TooLarge
from articles.pipeline.records import Capture, Found, MediaType

HTML_TYPES = ("text/html", "application/xhtml+xml")
PAGE_TYPES = (*HTML_TYPES, "text/plain", "", "application/octet-stream", "unknown/unknown")
WANTED = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.revisit)
OK = 200

# Where a record begins: the offset of its gzip member in the file (0 without gzip), and its own offset in what comes out from there on.
Place = tuple[int, int]


@dataclass(frozen=True)
class _Record:
    """A record's headers with their names in lower case; `http` is None where it holds no HTTP message. `reader` gives the body."""

    kind: WarcRecordType
    headers: dict[str, str]
    http: dict[str, str] | None
    status: int | None
    reader: WarcRecordPayloadReader


def read_warc(source: Source, _: TakeApart) -> Iterator[Found] | None:
    """The pages. What is broken is reported as a record of its own, and the records behind it are still found."""
    head = source.stream.peek(1 << 10)
    if head.startswith(BEGINS):
        return _records(source, None)
    if head.startswith(MAGIC) and (inflated_head(head, len(BEGINS)) == BEGINS or source.name.lower().endswith(".warc.gz")):
        return _records(source, GzipReader(source.stream, source.limits, BEGINS))
    return None


def _records(source: Source, packed: GzipReader | None) -> Iterator[Found]:
    stream = ByteStream(packed.read) if packed else source.stream
    earlier: dict[str, Place | None] = {}
    shown = 0
    number = 0
    for number, frame in enumerate(read_frames(stream, source.limits), 1):
        try:
            found = _read_record(source, frame, number, _place(packed, frame), earlier)
        except CaptureError as error:
            found = Found(source.path, number, error=error)
        if found:
            shown += 1
            yield found
    if not shown:
        raise EmptyCapture(f"none of its {number:,} WARC records is a page", "Check that the crawl fetched pages (text/html, status 200).")


def _place(packed: GzipReader | None, frame: Frame) -> Place:
    if packed is None:
        return frame.start, 0
    while len(packed.starts) > 1 and packed.starts[1][0] <= frame.start:
        packed.starts.popleft()
    unpacked, offset = packed.starts[0] if packed.starts else (0, 0)
    return offset, frame.start - unpacked


def _read_record(source: Source, frame: Frame, number: int, place: Place, earlier: dict[str, Place | None]) -> Found | None:
    """The page in this record, None where it is none. Raises CaptureError."""
    if frame.error:
        raise frame.error
    record = _parsed(frame)
    if record.kind not in WANTED:
        return None
    if record.kind == WarcRecordType.revisit:
        capture = _revisited(source, record, number, earlier)
    else:
        is_page = _media_type(record) is not None
        for key in _keys(record.headers, "warc-record-id", "warc-target-uri", "warc-date"):
            earlier.setdefault(key, place if is_page else None)
        capture = _capture(source, record, number, frame.cut) if is_page else None
    return Found(source.path, number, capture) if capture else None


def _capture(source: Source, record: _Record, number: int, cut: bool) -> Capture | None:
    if cut:
        raise TooLarge(f"the page is larger than {in_words(source.limits.payload)}", "Leave it out: no page of news is that long.")
    if "warc-segment-number" in record.headers:
        raise BrokenContainer("the page is spread over several WARC records (segments)", "Join the segments with a WARC tool.")
    body = record.reader.read()
    if record.http:
        body = undo_codings(body, record.http.get("transfer-encoding", ""), record.http.get("content-encoding", ""), source.limits)
    told = _media_type(record)
    kind = binary_kind(body[:HEAD])
    if kind and body:
        if told in (*HTML_TYPES, "text/plain"):
            raise binary(kind)
        return None
    media_type = MediaType.HTML if told in HTML_TYPES or is_html(body[:HEAD], "") else MediaType.TEXT
    url, captured_at = _address(record)
    charset = _parameter(_content_type(record), "charset")
    return page(source, body, media_type, number, name=url, url=url, captured_at=captured_at, charset=charset).capture


def _revisited(source: Source, record: _Record, number: int, earlier: dict[str, Place | None]) -> Capture | None:
    keys = _keys(record.headers, "warc-refers-to", "warc-refers-to-target-uri", "warc-refers-to-date")
    known = next((key for key in keys if key in earlier), None)
    if known is None:
        if record.http is not None and _content_type(record) and _media_type(record, any_status=True) is None:
            return None
        raise BrokenContainer(
            "a revisit record: its bytes are those of an earlier capture that is not in this file",
            "Import the WARC file that holds the first capture; what it holds is then known.",
        )
    place = earlier[known]
    if place is None:
        return None
    file = source.file
    if file is None:
        raise BrokenContainer(
            "a revisit record in a WARC file inside something else: the earlier record cannot be gone back to",
            "Unpack the WARC file and import it as a file of its own.",
        )
    first = _read_again(source, file, place, number)
    url, captured_at = _address(record)
    return replace(first, name=url or first.name, url=url or first.url, captured_at=captured_at) if first else None


def _read_again(source: Source, file: BinaryIO, place: Place, number: int) -> Capture | None:
    """The capture of the record at `place`. The file is left where it stood."""
    stands = file.tell()
    try:
        file.seek(place[0])
        packed = ByteStream(file.read)
        gzipped = packed.peek(len(MAGIC)) == MAGIC
        stream = ByteStream(GzipReader(packed, source.limits, BEGINS).read) if gzipped else packed
        stream.skip(place[1])
        frame = next(read_frames(stream, source.limits))
        if frame.error:
            raise frame.error
        return _capture(source, _parsed(frame), number, frame.cut)
    finally:
        file.seek(stands)


def _parsed(frame: Frame) -> _Record:
    try:
        record = WarcRecord.from_bytes(frame.head + frame.body)
        if record.is_http:
            record.parse_http(strict_mode=False)
        http = record.http_headers if record.is_http else None
        status = http.status_code if http else None
        return _Record(record.record_type, _headers(record.headers), _headers(http) if http else None, status, record.reader)
    except (OSError, ValueError) as error:
        raise BrokenContainer(f"a WARC record cannot be read: {str(error)[:80]}", "Fetch or copy the file again.") from error


def _media_type(record: _Record, *, any_status: bool = False) -> str | None:
    """The media type where it is one of a page's, None otherwise."""
    if record.http is not None:
        if not any_status and record.status != OK:
            return None
    elif record.kind == WarcRecordType.response:
        return None
    media_type = _content_type(record).split(";", 1)[0].strip().lower()
    return media_type if media_type in PAGE_TYPES else None


def _content_type(record: _Record) -> str:
    return (record.headers if record.http is None else record.http).get("content-type", "")


def _parameter(content_type: str, name: str) -> str | None:
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip(" \t\"'") or None
    return None


def _address(record: _Record) -> tuple[str | None, str | None]:
    url = record.headers.get("warc-target-uri", "").strip("<>") or None
    try:
        # A date that is none is the crawler's fault, and no reason to lose the page.
        return url, checked_time(record.headers.get("warc-date"))
    except BrokenContainer:
        return url, None


def _keys(headers: dict[str, str], record_id: str, uri: str, date: str) -> list[str]:
    """What a record is known by, surest first: its id, its payload's digest, its address and time."""
    values = [headers.get(record_id, ""), headers.get("warc-payload-digest", "")]
    if headers.get(uri) and headers.get(date):
        values.append(f"{headers[uri]} {headers[date]}")
    return [value for value in values if value]


def _headers(headers: HeaderMap) -> dict[str, str]:
    """The first of each name, as HTTP's rules have it for the fields of interest here."""
    told: dict[str, str] = {}
    for name, value in headers.items_bytes():
        text = value.decode("ascii") if value.isascii() else as_text(value.decode("utf-8", "surrogateescape"))
        told.setdefault(name.decode("latin-1").strip().lower(), text.strip())
    return told
