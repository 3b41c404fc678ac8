"""The first bytes of a file to what it is, so that a wrong ending does no harm.

>>> binary_kind(b"%PDF-1.7 ...")
'a PDF document'
>>> is_html(b"<!-- saved --> <!DOCTYPE html><html>", "page")
True

A few NUL or control bytes do not make a file binary: captured text may hold them. Flattened text that begins with a stray tag
(`<legend id="x"></legend>`) is text: only a whole document's first tags count.
"""

import re

HEAD = 4096

HTML_NAMES = (".html", ".htm", ".shtml", ".xhtml")

_HTML_START = re.compile(rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html[\s>]|head[\s>])", re.I | re.S)

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"BZh", "a bzip2 file"),
    (b"filedesc://", "an ARC file"),
)

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


def is_html(head: bytes, name: str) -> bool:
    """Whether this is an HTML document, by its first tags, or else by its name where there are any tags."""
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in plain[:16]:
        # UTF-16 or UTF-32: what is left without mark and NULs is the markup.
        plain = plain.lstrip(b"\xff\xfe\0").replace(b"\0", b"")
    return bool(_HTML_START.match(plain)) or (name.lower().endswith(HTML_NAMES) and b"<" in plain)


def binary_kind(head: bytes) -> str | None:
    """What kind of file that is no text this is, in words; None for text."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "a tar archive"
    if head[4:8] == b"ftyp":
        return "a film"
    if head.startswith(_UNICODE_MARKS) or _looks_like_utf16(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # Random bytes hold 11 % of these; damaged text hardly ever reaches 5 %. Single control bytes in a few words are damage.
    return "no text" if controls > max(4, len(head) // 20) else None


def _looks_like_utf16(head: bytes) -> bool:
    """Without a mark: markup, digits and line feeds have their NULs on one side of the pairs, and hardly anything decodes to no text."""
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) < len(head) // 100 + 1 or min(zeros) * 10 > max(zeros):
        return False
    text = head[: len(head) & ~1].decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", "replace")
    return len(_NO_TEXT.findall(text)) <= len(text) // 50
