"""Builds what crawlers write: HTTP messages, WARC records, zips; and sums up what was found."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from articles.pipeline.capture import find_captures
from articles.pipeline.records import Found

PAGE = "<html><head><title>会议</title></head><body><p>区委书记主持会议。</p></body></html>"


def http(body: bytes, *headers: str, status: str = "200 OK", media_type: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}" if media_type else "Server: x", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def warc(name: str, block: bytes, *headers: str, kind: str = "response", length: int | str | None = None) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        f"WARC-Target-URI: http://www.example.com/{name}",
        "WARC-Date: 2024-03-12T08:00:00Z",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
        "",
        "",
    ]
    if not any(line.startswith("Content-Type") for line in lines):
        lines.insert(5, "Content-Type: application/http; msgtype=response")
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def found_in(folder: Path, name: str, data: bytes, **options: Any) -> list[Found]:
    """What is found in a file of this name and content."""
    path = folder / name
    path.write_bytes(data)
    return list(find_captures([path], **options))


def texts(found: Iterable[Found]) -> list[str]:
    """The payloads in order, and for what is a problem the class of its error."""
    return [item.capture.payload.decode("utf-8", "replace") if item.capture else f"<{kind_of(item).__name__}>" for item in found]


def kind_of(item: Found) -> type:
    """The class of an item's error, of those that are drawn in the tree of errors."""
    return next(kind for kind in type(item.error).__mro__ if kind.__module__ == "articles.pipeline.errors")


def numbers(found: Iterable[Found]) -> list[int | None]:
    return [item.record for item in found]


def only_error(found: Sequence[Found]) -> Any:
    assert [type(item.capture) for item in found] == [type(None)], texts(found)
    return found[0].error
