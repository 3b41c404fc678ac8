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


def settle(report: Report = lambda waiting: None, *, after: int = 0) -> None:
    """Settle all that waits; with `after`, only what was marked after that row of `Stale` (see `mark`), and what follows from it.

    `report` is told how much still waits after every portion.
    """
    while kind := next_kind(after):
        stage = dict(STAGES)[kind]
        with transaction.atomic():
            one_writer_at_a_time()
            some = FACTS_AT_ONCE if kind in ("tenure", "attendance", "statement", "accepted") else AT_ONCE
            rows = list(Stale.objects.filter(kind=kind, pk__gt=after).order_by("pk")[:some])
            # Taken away first: what the stage itself marks anew has to wait again.
            Stale.objects.filter(pk__in=[row.pk for row in rows]).delete()
            with uncollected():
                stage([row.block for row in rows])
        report(Stale.objects.filter(pk__gt=after).count())


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


def next_kind(after: int) -> str:
    """The first stage for which something waits; "" where nothing does."""
    waiting = set(Stale.objects.filter(pk__gt=after).order_by().values_list("kind", flat=True).distinct())
    return next((kind for kind, _stage in STAGES if kind in waiting), "")


def mark() -> int:
    """Where the marks stand now: what is marked from here on is settled by `settle(after=…)`, and what others wait for is not."""
    return Stale.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
