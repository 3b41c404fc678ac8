"""Findings: what people should look at, made anew with the rows they are about."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from articles.models import Finding


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
    wanted = {finding_key(kind, item.about): item for item in found}
    former = {row.key: row for row in Finding.objects.filter(kind=kind, block=block)}
    gone = [row.pk for key, row in former.items() if key not in wanted]
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    # A finding about the same keys may stand in another block, of which these keys are no longer a part.
    elsewhere = [key for key in wanted if key not in former]
    if elsewhere:
        Finding.objects.filter(key__in=elsewhere).delete()
    new = []
    for key, item in sorted(wanted.items()):
        columns = {"about": list(item.about), "score": item.score, "details": item.details, "why": {"zh": item.zh, "en": item.en}}
        known = former.get(key)
        if known is None:
            new.append(Finding(key=key, kind=kind, block=block, **columns))
        elif any(getattr(known, name) != value for name, value in columns.items()):
            Finding.objects.filter(pk=known.pk).update(**columns)
    Finding.objects.bulk_create(new, batch_size=200)


def finding_key(kind: str, about: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join([kind, *about]).encode()).hexdigest()[:16]
