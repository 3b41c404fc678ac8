"""The divisions that places are named by: their names, and which stands above which."""

from functools import cache

from articles.pipeline.lexicon import read_table


@cache
def divisions() -> dict[str, tuple[str, str]]:
    """Code to name and code of the division above, "" for none.

    >>> divisions()["110000"]
    ('北京市', '')
    """
    return {row[0]: (row[1], "" if row[2] == "-" else row[2]) for row in read_table("divisions.tsv")}


def with_those_above(codes: set[str]) -> list[str]:
    """These codes and all above them that have a name, in order."""
    found: set[str] = set()
    waiting = [code for code in codes if code in divisions()]
    while waiting:
        code = waiting.pop()
        above = divisions()[code][1]
        if code not in found and above in divisions():
            waiting.append(above)
        found.add(code)
    return sorted(found)
