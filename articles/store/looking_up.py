"""A public id to the row it means now, whatever has become of it since it was given out.

Ids are keys of witnesses: each name in each article has one, and every row goes by the earliest of its own. So an id stays good when rows
are joined, taken apart, or an earlier article comes in: it leads to the row that has its witness now. Only where a newer reader no longer
finds the name at all, or people rejected it, a `FormerKey` is needed.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.timezone import localtime

from articles.models import (
    Article,
    Attendance,
    Decision,
    DecisionTarget,
    FormerKey,
    Meeting,
    Organization,
    Person,
    Post,
    Statement,
    Tenure,
    Witness,
)

MODELS: dict[str, type[Model]] = {
    "article": Article,
    "person": Person,
    "organization": Organization,
    "meeting": Meeting,
    "post": Post,
    "tenure": Tenure,
    "attendance": Attendance,
    "statement": Statement,
    "witness": Witness,
}
WITNESSES: dict[str, tuple[str, ...]] = {
    "person": ("person",),
    "organization": ("organization",),
    "meeting": ("meeting",),
    "post": ("post",),
    "tenure": ("post",),
    "attendance": ("attendance", "role"),
    "statement": ("statement",),
}
"""For each kind of row the kinds of its witnesses."""
NOUNS = ("person", "organization", "meeting")
FURTHEST = 10
"""Former ids followed one after the other."""


@dataclass(frozen=True)
class Found:
    """`why`: in Chinese (zh) and English (en) why the id asked for is not the row's own; empty where it is."""

    row: Any
    key_now: str
    why: dict[str, str] = field(default_factory=dict)


def look_up(kind: str, key: str) -> Found | None:
    """The row of this kind that the key leads to; None where it leads nowhere. Raises KeyError for a kind that is none.

    `kind`: article, person, organization, meeting, post, tenure, attendance, statement or witness.
    """
    row: Any = MODELS[kind]._default_manager.filter(key=key).first()
    if row is not None:
        return Found(row, row.key)
    if kind not in WITNESSES:
        return None
    led = by_witness(kind, key)
    return led if led is not None else by_former_key(kind, key)


def by_witness(kind: str, key: str) -> Found | None:
    """The row that the witness of this key is a witness of."""
    witness = Witness.objects.filter(key=key, kind__in=WITNESSES[kind]).first()
    row = None if witness is None else row_of(kind, witness)
    if witness is None or row is None:
        return None
    return Found(row, row.key, why_joined(kind, witness, row))


def row_of(kind: str, witness: Witness) -> Any:
    if kind == "post":
        return None if witness.tenure is None else witness.tenure.post
    return getattr(witness, kind)


def by_former_key(kind: str, key: str) -> Found | None:
    """The row that a key kept as a former one leads to, by way of further ones if need be."""
    now = key
    for _ in range(FURTHEST):
        former = FormerKey.objects.filter(key=now, kind=kind).first()
        if former is None:
            return None
        now = former.now
        row: Any = MODELS[kind]._default_manager.filter(key=now).first()
        found = Found(row, row.key) if row is not None else by_witness(kind, now)
        if found is not None:
            return Found(found.row, found.key_now, why_former(kind, key, found.row))
    return None


def why_joined(kind: str, witness: Witness, row: Any) -> dict[str, str]:
    """The decision that joined the witness to the row; else that an earlier article's word gives the row its id."""
    decision = joining(witness, row) if kind in NOUNS else None
    if decision is None:
        return {
            "zh": f"另有更早的文章提到，现编号为 {row.key}",
            "en": f"an earlier article was found that speaks of it: its id is {row.key} now",
        }
    return {
        "zh": f"并入{named(row)}（{row.key}）：{signed_zh(decision)}",
        "en": f"joined to {named(row)} ({row.key}): {signed_en(decision)}",
    }


def joining(witness: Witness, row: Any) -> Decision | None:
    """The last standing decision by which this witness, or one resolved together with it, and the row's first one are the same."""
    entries = Witness.objects.filter(Q(**{witness.kind: row}), kind=witness.kind)
    targets = DecisionTarget.objects.standing().filter(decision__kind="same", kind=witness.kind)
    if targets.filter(key=witness.key).exists():
        chosen = targets.filter(key=witness.key)
    else:
        # The decision names one mention for all that was resolved with it: what stands in the same block came along.
        along = entries.filter(block=witness.block).exclude(key=row.key)
        chosen = targets.filter(key__in=along.values("key")) if witness.block != row.block else targets.none()
    return Decision.objects.filter(pk__in=chosen.values("decision")).order_by("-at", "-key").first()


def why_former(kind: str, key: str, row: Any) -> dict[str, str]:
    """Why no standing witness bears this key: people rejected or corrected it, or a newer reader does not find it."""
    witness = Witness.objects.filter(key=key).first()
    decision = Decision.objects.filter(key=witness.decision).first() if witness is not None and witness.decision else None
    if decision is None:
        return {
            "zh": f"原编号所据的文字，重新读取后不再如此读出；现为{named(row)}（{row.key}）",
            "en": f"the words that gave this id are no longer read so; it is {named(row)} ({row.key}) now",
        }
    return {
        "zh": f"原编号所据的文字已经裁定（{signed_zh(decision)}）；现为{named(row)}（{row.key}）",
        "en": f"the words that gave this id were decided on ({signed_en(decision)}); it is {named(row)} ({row.key}) now",
    }


def named(row: Any) -> str:
    """What the row is called, in a word or two."""
    return str(getattr(row, "name", "") or getattr(row, "title", "") or getattr(row, "key", ""))


def day_of(decision: Decision) -> str:
    """The day of the decision where the readers are; it is kept in UTC.

    >>> day_of(Decision(at="2026-11-22T20:00:00.000000+00:00"))
    '2026-11-23'
    """
    return localtime(datetime.fromisoformat(decision.at)).date().isoformat()


def signed_zh(decision: Decision) -> str:
    """Who decided, when and why.

    >>> signed_zh(Decision(by="编者", at="2026-11-22T08:00:00.000000+00:00", why="同一单位"))
    '编者，2026-11-22，理由：同一单位'
    """
    return f"{decision.by}，{day_of(decision)}" + (f"，理由：{decision.why}" if decision.why else "")


def signed_en(decision: Decision) -> str:
    """The same in English.

    >>> signed_en(Decision(by="an editor", at="2026-11-22T08:00:00.000000+00:00"))
    'an editor, 2026-11-22'
    """
    return f"{decision.by}, {day_of(decision)}" + (f", because: {decision.why}" if decision.why else "")
