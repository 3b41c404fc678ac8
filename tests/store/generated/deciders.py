"""People who decide at random, and what must hold whatever they decide."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from articles.models import Article, Capture, Decision, Witness
from articles.store import deciding
from articles.store.targets import CannotDecide
from tests.store.generated.rows import NOUNS

NAMES = ("钭望舒", "郗砚舟", "王磊", "亓与归")
TITLES = ("书记", "副区长", "区长")
BODIES = ("相城区委", "泓海半导体科技有限公司", "区委")
Act = Callable[[random.Random, str], Any]


@contextmanager
def steady_clock() -> Iterator[None]:
    """Decisions a second apart, from the same moment in every run: their keys follow from it."""
    last = Decision.objects.order_by("-at").values_list("at", flat=True).first()
    moment = datetime.fromisoformat(last) if last else datetime(2026, 1, 1, tzinfo=UTC)

    def later() -> str:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment.isoformat(timespec="microseconds")

    with patch.object(deciding, "now", later):
        yield


def some(chance: random.Random, rows: Any, count: int = 1) -> list[Any]:
    found = list(rows.order_by("key"))
    return chance.sample(found, min(count, len(found)))


def any_witness(chance: random.Random, **which: Any) -> Witness | None:
    kind = chance.choice(["person", "organization", "meeting", "post", "post", "attendance", "attendance", "statement"])
    found = some(chance, Witness.objects.filter(**{"kind": kind} | which))
    return found[0] if found else None


def accept(chance: random.Random, by: str) -> Any:
    return deciding.accept(filter(None, [any_witness(chance)]), by=by)


def reject(chance: random.Random, by: str) -> Any:
    return deciding.reject(filter(None, [any_witness(chance)]), by=by)


def reject_several(chance: random.Random, by: str) -> Any:
    found = some(chance, Witness.objects.filter(kind__in=("post", "attendance")), 3)
    return deciding.reject(found, by=by, batch=f"batch {chance.randrange(3)}")


def lock(chance: random.Random, by: str) -> Any:
    return deciding.lock(filter(None, [any_witness(chance)]), by=by)


def correct(chance: random.Random, by: str) -> Any:
    row = any_witness(chance)
    if row is None:
        return None
    by_kind: dict[str, Any] = {
        "person": {"name": chance.choice(NAMES)},
        "organization": {"name": chance.choice(BODIES)},
        "meeting": {"date": chance.choice(["2021-05-06", "2021-05", ""])},
        "post": chance.choice(
            [{"title": chance.choice(TITLES)}, {"organization": chance.choice(BODIES)}, {"person": chance.choice(NAMES)}, {"former": True}]
        ),
        "attendance": chance.choice([{"role": "absent"}, {"person": chance.choice(NAMES)}, {"role": "speaker"}]),
        "statement": chance.choice([{"speaker": chance.choice(NAMES)}, {"text": "要抓好落实。"}]),
    }
    return deciding.correct(row, by_kind[row.kind], by=by)


def create(chance: random.Random, by: str) -> Any:
    articles = some(chance, Article.objects.all())
    if not articles:
        return None
    article = articles[0]
    names = list(Witness.objects.filter(article=article, kind="person").order_by("key").values_list("values__name", flat=True))
    events = list(Witness.objects.filter(article=article, kind="meeting").order_by("key").values_list("values__name", flat=True))
    name = chance.choice([*names, *NAMES])
    kind, values = chance.choice(
        [
            ("person", {"name": name}),
            ("organization", {"name": chance.choice(BODIES)}),
            ("post", {"person": name, "organization": chance.choice(BODIES), "title": chance.choice(TITLES)}),
            ("attendance", {"meeting": chance.choice([*events, "座谈会"]), "person": name, "role": chance.choice(["host", "speaker"])}),
            ("statement", {"speaker": name, "text": "要抓好落实。"}),
        ]
    )
    start = chance.randrange(len(article.body) - 9)
    return deciding.create(article, kind, values, start=start, end=start + chance.randrange(1, 8), by=by)


def any_rows(chance: random.Random, count: int) -> list[Any]:
    kind = chance.choice(["person", "person", "organization", "meeting"])
    return some(chance, NOUNS[kind].objects.all(), count)


def correct_row(chance: random.Random, by: str) -> Any:
    for row in any_rows(chance, 1):
        values = chance.choice([{"name": chance.choice(NAMES)}, {"note": f"note {chance.randrange(9)}"}])
        return deciding.lock_row(row, by=by) if chance.random() < 0.2 else deciding.correct_row(row, values, by=by)
    return None


def merge(chance: random.Random, by: str) -> Any:
    return deciding.merge(any_rows(chance, chance.choice([2, 2, 3])), by=by)


def separate(chance: random.Random, by: str) -> Any:
    rows = any_rows(chance, 2)
    return deciding.separate(*rows, by=by) if len(rows) == 2 else None


def split(chance: random.Random, by: str) -> Any:
    for row in any_rows(chance, 1):
        kind = next(kind for kind, model in NOUNS.items() if isinstance(row, model))
        keys = list(Witness.objects.standing().filter(kind=kind, **{kind: row}).order_by("key").values_list("key", flat=True))
        return deciding.split(row, chance.sample(keys, chance.randrange(len(keys) + 1)), by=by)
    return None


def set_aside(chance: random.Random, by: str) -> Any:
    found = list(Capture.objects.without_payload().order_by("sha256"))
    return deciding.set_aside(chance.sample(found, chance.choice([1, 1, 2])), by=by, batch=f"batch {chance.randrange(3)}")


def undo(chance: random.Random, by: str) -> Any:
    return [deciding.undo(row, by=by) for row in some(chance, Decision.objects.standing())]


def undo_batch(chance: random.Random, by: str) -> Any:
    return deciding.undo_batch(f"batch {chance.randrange(3)}", by=by)


ACTS: tuple[Act, ...] = (
    *(accept, reject, reject, reject_several, lock, correct, correct, create, create, correct_row),
    *(merge, merge, separate, split, set_aside, undo, undo, undo_batch),
)


def decide(chance: random.Random, count: int, acts: Sequence[Act] = ACTS) -> list[str]:
    """So many decisions, as far as they can be made; gives the names of those made."""
    made = []
    with steady_clock():
        for _ in range(count):
            act = chance.choice(acts)
            try:
                act(chance, chance.choice(["甲", "乙"]))
                made.append(act.__name__)
            except CannotDecide:
                continue
    return made


def undo_everything() -> None:
    with steady_clock():
        while standing := Decision.objects.standing().exclude(kind="undo").order_by("-at", "-key").first():
            deciding.undo(standing, by="丙")
