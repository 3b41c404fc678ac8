"""The text of an article as it is compared with others; what makes two of them alike. No database here.

Compared are letters, characters and digits alone, in one width and case: reposts differ in blanks and marks. Two texts are alike where

* the Jaccard index of their shingles (runs of four characters) reaches the threshold, and
* one of them holds every number of the other. Notices written after one pattern differ in dates, numbers and sums and in little else,
  and are different documents; a repost that leaves a paragraph out, or puts a line of its own before the text, passes.

>>> one = comparable("　　相城区召开高质量发展大会，5月8日起报名。")
>>> one == comparable("相城区召开高质量发展大会,５月８日起报名。")
True
>>> same_numbers(one, comparable("相城区召开高质量发展大会，6月9日起报名。"))
False
"""

import hashlib
import re
import unicodedata
import zlib
from dataclasses import dataclass

SHINGLE = 4
SHORTEST = 20
"""Texts shorter than this many characters say too little to be known again by (详见附件)."""
THRESHOLD = 0.8
BANDS, ROWS = 20, 6
"""Twenty bands of six rows: two texts at the threshold share a band with probability 0.998, two with an index of 0.3 with 0.014."""
SLACK = 0.15
"""How far the estimate may stay below the threshold before the pair is dropped unread: four standard errors."""
NUMBER = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百千万亿]{2,}")


@dataclass(frozen=True)
class Fingerprint:
    """What a wording is known and found by. `signature`: BANDS * ROWS unsigned 32-bit numbers, the lowest byte first."""

    sha256: str
    length: int
    signature: bytes


def comparable(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


def shingles(text: str) -> set[str]:
    """The runs of SHINGLE characters of a comparable text."""
    return {text[start : start + SHINGLE] for start in range(max(1, len(text) - SHINGLE + 1))}


def take_fingerprint(body: str) -> Fingerprint | None:
    """The fingerprint of an article's body; None where it is too short to be compared."""
    # datasketch takes most of a second to load, and reading without a database does not need it.
    from datasketch import MinHash

    text = comparable(body)
    if len(text) < SHORTEST:
        return None
    minhash = MinHash(num_perm=BANDS * ROWS, seed=1, scheme="affine32", hashfunc=zlib.crc32)
    minhash.update_batch([shingle.encode() for shingle in sorted(shingles(text))])
    return Fingerprint(hashlib.sha256(text.encode()).hexdigest(), len(text), minhash.hashvalues.astype("<u4").tobytes())


def band_numbers(signature: bytes) -> list[int]:
    """The numbers under which a signature is found, as signed 64-bit integers: one for each band, none twice."""
    width = 4 * ROWS
    return [
        int.from_bytes(
            hashlib.blake2b(signature[band * width : (band + 1) * width], digest_size=8, salt=bytes([band])).digest(), "big", signed=True
        )
        for band in range(BANDS)
    ]


def estimated_likeness(one: bytes, other: bytes) -> float:
    """The Jaccard index as two signatures estimate it: the share of equal numbers."""
    same = sum(one[at : at + 4] == other[at : at + 4] for at in range(0, len(one), 4))
    return same / (BANDS * ROWS)


def exact_likeness(one: set[str], other: set[str]) -> float:
    """The Jaccard index of two sets of shingles."""
    return len(one & other) / len(one | other)


def same_numbers(one: str, other: str) -> bool:
    """Whether one of two comparable texts holds every number of the other."""
    ours, theirs = set(NUMBER.findall(one)), set(NUMBER.findall(other))
    return ours <= theirs or theirs <= ours
