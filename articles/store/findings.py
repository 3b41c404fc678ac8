"""Findings: what people should look at, made anew with the rows they are about."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.models import Finding

AT_ONCE = 500


@dataclass(frozen=True)
class Found:
    """`about`: the keys of what it is about, in a fixed order. `zh`, `en`: the reason in a short sentence."""

    about: tuple[str, ...]
    zh: str
    en: str
    score: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)


def keep_findings(kind: str, block: str, found: Iterable[Found]) -> None:
    """Replace the findings of this kind in this block; only what differs is written."""
    keep_findings_in({kind: {block: found}})


def keep_findings_in(kinds: Mapping[str, Mapping[str, Iterable[Found]]]) -> None:
    """Replace the findings of these kinds, of each in its blocks; of all kinds the blocks are the same."""
    wanted = {
        finding_key(kind, item.about): (kind, block, item)
        for kind, blocks in kinds.items()
        for block, found in sorted(blocks.items())
        for item in found
    }
    every = set().union(*kinds.values())
    former = {row.key: row for some in portions(every) for row in Finding.objects.filter(kind__in=kinds, block__in=some).order_by()}
    for gone in portions(former.keys() - wanted.keys()):
        Finding.objects.filter(key__in=gone).delete()
    # A finding about the same keys may stand in another block, of which these keys are no longer a part.
    for elsewhere in portions(wanted.keys() - former.keys()):
        Finding.objects.filter(key__in=elsewhere).delete()
    new = []
    for key, (kind, block, item) in sorted(wanted.items()):
        columns = {"block": block, "about": list(item.about), "score": item.score, "details": item.details}
        columns["why"] = {"zh": item.zh, "en": item.en}
        known = former.get(key)
        if known is None:
            new.append(Finding(key=key, kind=kind, **columns))
        elif any(getattr(known, name) != value for name, value in columns.items()):
            Finding.objects.filter(pk=known.pk).update(**columns)
    Finding.objects.bulk_create(new, batch_size=200)


def portions(items: Iterable[str]) -> Iterator[list[str]]:
    """The items in order, some at a time: a query takes only so many."""
    ordered = sorted(items)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def finding_key(kind: str, about: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join([kind, *about]).encode()).hexdigest()[:16]
