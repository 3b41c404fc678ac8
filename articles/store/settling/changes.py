"""What the later versions of a page changed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import pairwise

from articles.models import Article, Witness
from articles.pipeline.resolve.changes import Changes, VersionText, what_changed
from articles.store.findings import Found, keep_findings_in
from articles.store.marking import LONGEST_BLOCK
from articles.store.settling.rows import portions

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
SHOWN = 5
"""Names and numbers that the reason gives; the details hold them all."""


def settle_changes(addresses: list[str]) -> None:
    """`addresses` are comparable ones, their first characters where they are longer than a block's name may be."""
    found: dict[str, list[Found]] = {address: [] for address in addresses}
    for address in addresses:
        which = {"address": address} if len(address) < LONGEST_BLOCK else {"address__startswith": address}
        versions: dict[str, list[Article]] = defaultdict(list)
        for article in Article.objects.filter(**which).only("key", "address", "title", "body", "last_seen", "published_on"):
            versions[article.address].append(article)
        for some in versions.values():
            found[address] += changes_of(sorted(some, key=lambda one: (one.last_seen or BEFORE_ALL, one.published_on, one.key)))
    keep_findings_in({"version_changed": found})


def changes_of(versions: Sequence[Article]) -> list[Found]:
    """From each version to the next, as far as anything changed."""
    if len(versions) < 2:
        return []
    names: dict[int, set[str]] = defaultdict(set)
    for some in portions(article.pk for article in versions):
        people = Witness.objects.standing().filter(kind="person", article__in=some).order_by()
        for article, name in people.values_list("article_id", "values__name"):
            names[article].add(name)
    texts = [VersionText(article.title, article.body, frozenset(names[article.pk])) for article in versions]
    compared = [(one, other, what_changed(*pair)) for (one, other), pair in zip(pairwise(versions), pairwise(texts), strict=True)]
    return [found_in(one, other, changes) for one, other, changes in compared if changes != Changes()]


def found_in(earlier: Article, later: Article, changes: Changes) -> Found:
    numbers = [f"{number.before}→{number.after}" for number in changes.numbers]
    zh = ("删去" + listed(changes.names_removed), "新增" + listed(changes.names_added), "数字" + listed(numbers))
    en = (f"{listed(changes.names_removed)} gone", f"{listed(changes.names_added)} new", f"numbers {listed(numbers)}")
    there = (changes.names_removed, changes.names_added, numbers)
    return Found(
        (earlier.key, later.key),
        "；".join(words for words, some in zip(zh, there, strict=True) if some) or "文字有改动",
        "; ".join(words for words, some in zip(en, there, strict=True) if some) or "the wording changed",
        # By way of JSON, so that it compares equal to what the database gives back.
        details=json.loads(json.dumps(asdict(changes))),
    )


def listed(words: Iterable[str]) -> str:
    every = list(words)
    return "、".join(every[:SHOWN]) + ("…" if len(every) > SHOWN else "")
