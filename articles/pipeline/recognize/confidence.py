"""How sure a fact is: from what its rule got right and wrong on all gold at hand, kept as data.

>>> 0.5 < confidence("posts", "named") <= 0.99
True

lexicon/rule_record.tsv holds hits and tries by kind of fact and rule (tests/measure/rules.py counts them anew); a rule never tried has
the confidence of one hit in two. Nothing is surer than 0.99.
"""

from functools import cache

from articles.pipeline.lexicon import read_table

MOST = 0.99


@cache
def _record() -> dict[tuple[str, str], tuple[int, int]]:
    return {(row[0], row[1]): (int(row[2]), int(row[3])) for row in read_table("rule_record.tsv")}


@cache
def confidence(kind: str, rule: str) -> float:
    """Laplace's rule of succession over the rule's record."""
    hits, tries = _record().get((kind, rule), (0, 0))
    return min(MOST, round((hits + 1) / (tries + 2), 2))
