"""Word lists as tab-separated tables; README.md says where each came from.

>>> read_table("foot_marks.tsv")[0]
('上一条', 'start')
"""

from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of lexicon/NAME, each split at its tabs; lines that begin with # and empty lines are left out."""
    lines = files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def read_words(name: str) -> tuple[str, ...]:
    """The first column of lexicon/NAME."""
    return tuple(row[0] for row in read_table(name))
