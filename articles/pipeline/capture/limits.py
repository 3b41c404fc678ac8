"""How much of what is taken in, so that no input can fill memory or disk."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """All sizes in bytes. They are enforced on the bytes that come out, not on what a container's header promises.

    payload   one capture; also a cell of a CSV table
    line      one line of JSON Lines or CSV, one element of a JSON array (twice a payload: escapes and base64 make text longer)
    unpacked  all that comes out of one compressed member (a zip member, a gzip file; in a WARC.gz each record is a member)
    total     all that comes out of one zip
    spool     a zip that is no file of its own (inside another container, from standard input) and has to lie on disk to be read
    ratio     unpacked bytes for each packed one, from `ratio_from` unpacked bytes on (text shrinks to 1/3 to 1/30, a bomb to 1/1000)
    depth     containers within containers
    members   of one zip
    """

    payload: int = 32 * MIB
    line: int = 64 * MIB
    unpacked: int = 4096 * MIB
    total: int = 65536 * MIB
    spool: int = 1024 * MIB
    ratio: int = 200
    ratio_from: int = 8 * MIB
    depth: int = 3
    members: int = 1_000_000


def in_words(size: int) -> str:
    """A size for people.

    >>> in_words(32 << 20), in_words(1500), in_words(12)
    ('32 MiB', '1.5 KiB', '12 bytes')
    """
    value = float(size)
    for unit in ("bytes", "KiB", "MiB"):
        if value < 1024:
            return f"{value:.1f}".removesuffix(".0") + f" {unit}"
        value /= 1024
    return f"{value:.1f}".removesuffix(".0") + " GiB"
