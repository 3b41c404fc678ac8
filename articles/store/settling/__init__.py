"""Witnesses to rows: who and what is meant, and what all witnesses together say.

`Stale` says what has to be settled. The stages go in a fixed order, each from what the ones before have written, and mark what the later
ones have to do; so the rows follow from witnesses and decisions alone, whatever the order in which these came. Each portion is one
transaction: killed at any moment, the next call goes on.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from articles.models import Stale
from articles.store.locking import one_writer_at_a_time
from articles.store.settling.articles import settle_articles
from articles.store.settling.changes import settle_changes
from articles.store.settling.facts import settle_accepted, settle_attendances, settle_facts, settle_statements, settle_tenures
from articles.store.settling.meetings import settle_meetings
from articles.store.settling.near_names import settle_near_names
from articles.store.settling.organizations import settle_organizations
from articles.store.settling.persons import settle_persons
from articles.store.settling.posts import settle_posts
from articles.store.settling.told import settle_told

Stage = Callable[[list[str]], None]

STAGES: tuple[tuple[str, Stage], ...] = (
    ("article", settle_articles),  # articles to witnesses, where all is made anew
    ("version", settle_changes),  # what later versions changed, names among it
    ("organization", settle_organizations),
    ("near", settle_near_names),
    ("person", settle_persons),  # persons are known by the bodies they serve
    ("meeting", settle_meetings),
    ("facts", settle_facts),  # tenures, attendances and statements of persons: all of them,
    ("tenure", settle_tenures),  # or those that lost or gained a witness, or of which one changed
    ("attendance", settle_attendances),
    ("statement", settle_statements),
    ("accepted", settle_accepted),  # of facts whose witnesses stand as before
    ("post", settle_posts),  # ends of tenures are bounded by the other holders
    ("told", settle_told),  # posts named without their holder, statements of meetings
)
AT_ONCE = 50
FACTS_AT_ONCE = 500
"""Single facts are small; what they are settled with is read once for all."""
Report = Callable[[int], None]


def settle(report: Report | None = None, *, after: int = 0) -> None:
    """Settle all that waits; with `after`, only what was marked after that row of `Stale` (see `mark`), and what follows from it.

    `report` is told how much still waits after every portion.
    """
    while settle_portion(after):
        if report is not None:
            report(Stale.objects.filter(pk__gt=after).count())


def settle_portion(after: int) -> bool:
    """Settle some of what waits, in one transaction; gives whether anything did."""
    with transaction.atomic():
        one_writer_at_a_time()
        kind, marks = next_portion(after)
        # Taken away first: what the stage itself marks anew has to wait again.
        Stale.objects.filter(pk__in=[pk for pk, _block in marks]).delete()
        with uncollected():
            if marks:
                dict(STAGES)[kind]([block for _pk, block in marks])
    return bool(marks)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles: a stage may hold many thousands of rows, and looking through them again and again takes its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def next_portion(after: int) -> tuple[str, list[tuple[int, str]]]:
    """The first stage for which something waits, and what it is to settle now, each with its id; nothing where nothing waits."""
    rows = Stale.objects.filter(pk__gt=after).order_by("pk")
    # After an answer little waits: one look is enough.
    waiting = list(rows.values_list("kind", "pk", "block")[: FACTS_AT_ONCE + 1])
    few = len(waiting) <= FACTS_AT_ONCE
    kinds = {kind for kind, *_ in waiting} if few else set(rows.order_by().values_list("kind", flat=True).distinct())
    first = next((kind for kind, _stage in STAGES if kind in kinds), "")
    some = FACTS_AT_ONCE if first in ("tenure", "attendance", "statement", "accepted") else AT_ONCE
    if few:
        return first, [(pk, block) for kind, pk, block in waiting if kind == first][:some]
    return first, list(rows.filter(kind=first).values_list("pk", "block")[:some])


def mark() -> int:
    """Where the marks stand now: what is marked from here on is settled by `settle(after=…)`, and what others wait for is not."""
    return Stale.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
