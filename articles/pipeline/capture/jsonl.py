r"""JSON Lines, or one JSON document holding an object or an array of objects, to the captures in it.

`{"name": "1", "url": "http://www.example.gov.cn/1.html", "captured_at": "2024-03-12", "text": "…"}`, with `html` or `base64` in place of
`text`. The record's number is the line's (the element's in an array), so that a bad line is found at once; the lines after it are read.
Text may hold lone surrogates (`"\ud800"`): the payload keeps them, in the three bytes UTF-8 would give them.

A JSON file without any of these fields - a page's own data, a configuration - is a problem, never taken for text.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator

from articles.pipeline.capture.byte_stream import BLOCK, ByteStream, LineTooLong
from articles.pipeline.capture.limits import Limits, in_words
from articles.pipeline.capture.refused import binary
from articles.pipeline.capture.sniff import HEAD, binary_kind, is_html
from articles.pipeline.capture.source import Source, TakeApart, as_text, checked_time, page
from articles.pipeline.errors import BrokenContainer, CaptureError, EmptyCapture, TooLarge
from articles.pipeline.records import Found, MediaType

LINE_NAMES = (".jsonl", ".ndjson")
CONTENT = ("text", "html", "base64")
UTF8_MARK = b"\xef\xbb\xbf"

_FIELD = re.compile(rb'"(?:text|html|base64)"\s*:')
_TOKEN = re.compile(rb'["\\{}\[\]]')
_SHAPE = 'Write {"name", "url", "captured_at", "text" or "html" or "base64"}, the first three as you have them.'


def read_json(source: Source, _: TakeApart) -> Iterator[Found] | None:
    """One item a line or element."""
    head = source.stream.peek(BLOCK).removeprefix(UTF8_MARK).lstrip()
    name = source.name.lower()
    named = name.endswith((*LINE_NAMES, ".json"))
    # A note in braces is text; without the name, an object must show one of the fields.
    if not named and not (head[:1] in (b"{", b"[") and re.match(rb'[\[\s]*\{\s*"', head) and _FIELD.search(head)):
        return None
    if binary_kind(head[:HEAD]) or (named and is_html(head[:HEAD], "")):
        return None
    in_lines = name.endswith(LINE_NAMES) or (head[:1] != b"[" and _is_object(head.split(b"\n", 1)[0]))
    return _items(source, _lines(source.stream, source.limits) if in_lines else _elements(source.stream, source.limits))


def read_object(source: Source, record: int, told: object) -> Found:
    """The capture that one object or row gives. Raises CaptureError."""
    if not isinstance(told, dict):
        raise BrokenContainer("it is JSON, but not an object", _SHAPE)
    fields = [field for field in CONTENT if told.get(field) is not None]
    if len(fields) != 1:
        raise BrokenContainer("it has none of text, html, base64" if not fields else f"it has both {fields[0]} and {fields[1]}", _SHAPE)
    content = told[fields[0]]
    for field in (fields[0], "name", "url"):
        if not isinstance(told.get(field) or "", str):
            raise BrokenContainer(f"its {field} is not a string", _SHAPE)
    captured_at = checked_time(told.get("captured_at"))
    if fields[0] == "base64":
        payload, charset = _unbase64(content), None
        kind = binary_kind(payload[:HEAD]) if payload else None
        if kind:
            raise binary(kind)
        media_type = MediaType.HTML if is_html(payload[:HEAD], told.get("name") or "") else MediaType.TEXT
    else:
        payload, charset = content.encode("utf-8", "surrogatepass"), "utf-8"
        media_type = MediaType(f"text/{'html' if fields[0] == 'html' else 'plain'}")
    return page(source, payload, media_type, record, name=told.get("name"), url=told.get("url"), captured_at=captured_at, charset=charset)


def _items(source: Source, texts: Iterator[tuple[int, bytes | CaptureError]]) -> Iterator[Found]:
    number = 0
    for number, text in texts:
        try:
            if isinstance(text, CaptureError):
                raise text
            yield read_object(source, number, _loaded(text))
        except CaptureError as error:
            yield Found(source.path, number, error=error)
    if not number:
        raise EmptyCapture("it holds no JSON object", _SHAPE)


def _loaded(text: bytes) -> object:
    try:
        return json.loads(text.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenContainer(f"it is not UTF-8 (byte {error.start + 1})", "Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BrokenContainer(f"it is no JSON: {as_text(str(error))[:80]}", "Mend or remove this record; the others were read.") from error


def _lines(stream: ByteStream, limits: Limits) -> Iterator[tuple[int, bytes | CaptureError]]:
    number = 0
    while True:
        number += 1
        try:
            line = stream.read_line(limits.line)
        except LineTooLong as error:
            yield number, error
            continue
        if not line:
            return
        if number == 1:
            line = line.removeprefix(UTF8_MARK)
        if line.strip():
            yield number, line


def _elements(stream: ByteStream, limits: Limits) -> Iterator[tuple[int, bytes | CaptureError]]:
    """The objects of an array, or one after the other, found by their brackets, so that no more than one has to be held."""
    if stream.peek(3) == UTF8_MARK:
        stream.skip(3)
    number = 0
    while True:
        between = _skip_between(stream)
        if between is None:
            return
        number += 1
        if between != b"{":
            # Behind what is no object no brackets can be trusted.
            yield number, BrokenContainer("where an object should begin stands something else", _SHAPE)
            return
        element = _bracketed(stream, limits)
        yield number, element
        if isinstance(element, CaptureError):
            return


def _skip_between(stream: ByteStream) -> bytes | None:
    while byte := stream.peek(1):
        if byte not in b" \t\r\n,[]":
            return byte
        stream.skip(1)
    return None


def _bracketed(stream: ByteStream, limits: Limits) -> bytes | CaptureError:
    """From an opening bracket to the one that closes it."""
    size = BLOCK
    depth, at, in_string = 0, 0, False
    while True:
        ahead = stream.peek(size)
        while match := _TOKEN.search(ahead, at):
            byte, at = match[0], match.end()
            if byte == b"\\":
                at += 1
            elif byte == b'"':
                in_string = not in_string
            elif not in_string:
                depth += 1 if byte in b"{[" else -1
                if depth == 0:
                    return stream.read(at)
        at = max(at, len(ahead))
        if len(ahead) < size:
            stream.skip(size)
            return BrokenContainer("the JSON breaks off before its last bracket", "Fetch or write the file again.")
        if size > limits.line:
            return TooLarge(f"one object is longer than {in_words(limits.line)}", "Split it.")
        size *= 2


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s+", "", text), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BrokenContainer(f"its base64 is damaged: {str(error)[:60].lower()}", "Write the page's bytes anew as base64.") from error
