"""How often the encoding of a page is found, by our own scoring and by charset_normalizer, and how long that takes.

    python -m tests.measure.decoding PAGES.jsonl.gz      one object a line with "html" and "body"

Every page and the first 20, 60 and 200 characters of its body and markup, with its declaration taken out, are written as GB18030, in
traditional characters as Big5, and as UTF-8, and read again. Figures: texts that came back, of all; milliseconds a text.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import opencc

from articles.pipeline.decode import decode
from articles.pipeline.errors import DecodeError
from articles.pipeline.records import Capture

LENGTHS = (20, 60, 200, None)
# charset_normalizer takes seconds on whole pages.
LONGEST_FOR_LIBRARY = 20_000


def own(payload: bytes) -> str:
    try:
        return decode(Capture("a", payload)).text
    except DecodeError:
        return ""


def library(payload: bytes) -> str:
    import charset_normalizer

    return str(charset_normalizer.from_bytes(payload).best() or "")


def misdeclared(payload: bytes) -> str:
    """Our own, with the server declaring an encoding that does not fit, or Latin-1."""
    for charset in ("big5", "gbk"):
        try:
            payload.decode(charset)
        except UnicodeDecodeError:
            return decode(Capture("a", payload, charset=charset)).text
    return decode(Capture("a", payload, charset="iso-8859-1")).text


def samples(path: str) -> Iterator[tuple[str, int | None, bytes]]:
    convert = opencc.OpenCC("s2hk").convert
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            bare = re.sub(r"charset\s*=\s*[\"']?[\w-]+", "", page["html"] or "")
            for text in (page["body"], bare):
                for length in LENGTHS:
                    for encoding, written in (("gb18030", text[:length]), ("big5hkscs", convert(text[:length])), ("utf-8", text[:length])):
                        if not written.isascii():
                            yield encoding, length, written.encode(encoding, "ignore")


def same(one: str, other: str) -> bool:
    """But for blanks and control characters, which decoding cleans."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "", one) == re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "", other)


def main(path: str) -> None:
    ways: dict[str, Callable[[bytes], str]] = {"own": own, "own, misdeclared": misdeclared, "charset_normalizer": library}
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    took: defaultdict[str, float] = defaultdict(float)
    for encoding, _, payload in samples(path):
        for name, way in ways.items():
            if way is library and len(payload) > LONGEST_FOR_LIBRARY:
                continue
            began = time.process_time()
            text = way(payload)
            took[name] += time.process_time() - began
            right[name, encoding] += same(text, payload.decode(encoding))
            total[name, encoding] += 1
    for (name, encoding), count in sorted(total.items()):
        print(f"{name:20} {encoding:10} {right[name, encoding]:4} of {count:4}")
    for name in ways:
        print(f"{name:20} {took[name] * 1000 / sum(count for (of, _), count in total.items() if of == name):.2f} ms a text")


if __name__ == "__main__":
    main(sys.argv[1])
