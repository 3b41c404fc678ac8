"""Rows made anew from readings and decisions: all of them, or what one of them hangs on.

    rebuild() → every article's columns, witnesses, persons, bodies, meetings and facts, written where they differ
    what_differs() → the same, written nowhere: what a rebuilding would change

Nothing is thrown away first: whatever follows from readings and decisions stays as it is, row numbers and all.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from articles.models import Article, Capture, Meeting, Organization, Person, Statement, Witness
from articles.store import keeping
from articles.store.counting import settle_counted
from articles.store.exporting import write_part
from articles.store.exporting.parts import PARTS, Part
from articles.store.locking import one_writer_at_a_time
from articles.store.looking_up import look_up
from articles.store.marking import mark_stale
from articles.store.runs import Progress, Report
from articles.store.settling import settle
from articles.store.settling.rows import portions

KINDS = ("article", "person", "organization", "meeting")
"""What can be rebuilt alone."""
AT_ONCE = 50
SHOWN = 20
"""Differences of one file that are told one by one."""
Marks = Iterable[tuple[str, str]]


class NotHere(LookupError):
    """There is no such row; the message says so."""


@dataclass
class Differing:
    """What a rebuilding would do to the rows of one file: their keys, the first of them, and how many in all."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[tuple[str, list[str]]] = field(default_factory=list)
    count: int = 0


def rebuild(kind: str = "", key: str = "", report: Report = lambda progress: None) -> int:
    """Make rows anew: all, or those that hang on one row (`kind` is one of KINDS); gives how many articles were gone through.

    Settles what waits as well. Broken off, the next settling goes on with it. Raises NotHere.
    """
    articles = list(Article.objects.order_by("key").values_list("pk", flat=True)) if not kind else articles_of(kind, key)
    progress = Progress(total=len(articles))
    for start in range(0, len(articles), AT_ONCE):
        some = articles[start : start + AT_ONCE]
        with transaction.atomic():
            one_writer_at_a_time()
            renew_articles(some)
        progress.done = progress.counts.items = progress.done + len(some)
        report(progress)
    with transaction.atomic():
        one_writer_at_a_time()
        for marks in left_over() if not kind else ():
            mark_stale(marks)
    settle_reported(report, progress)
    return len(articles)


def articles_of(kind: str, key: str) -> list[int]:
    """The articles whose words the row was made from. Raises NotHere."""
    found = look_up(kind, key)
    if found is None:
        raise NotHere(f"there is no {kind} {key}, and never was one under this id")
    if isinstance(found.row, Article):
        return [found.row.pk]
    return sorted(set(Witness.objects.filter(**{kind: found.row}).order_by().values_list("article_id", flat=True)))


def renew_articles(articles: list[int]) -> None:
    """Bring the articles' own columns in step with their readings, and have all they say settled anew."""
    for article in Article.objects.filter(pk__in=articles).select_related("reading").order_by("key"):
        renew_article(article)
        mark_stale([("article", article.key)])


def renew_article(article: Article) -> None:
    row = Capture.objects.without_payload().get(pk=article.capture_id)
    wanted = keeping.article_fields(row, article.reading.data)
    changes = {name: value for name, value in wanted.items() if getattr(article, name) != value}
    if changes:
        Article.objects.filter(pk=article.pk).update(**changes)
    keeping.settle(article.pk, article.wording_id, {article.address, wanted["address"]})
    settle_counted({article.pk}, {article.group})


def left_over() -> Iterator[Marks]:
    """Marks for rows that no article's words lead to any more, and for all that is told of bodies and persons, some at a time."""
    for kind, model in (("person", Person), ("organization", Organization), ("meeting", Meeting)):
        yield from marked(kind, model, "block")
    yield from marked("facts", Person, "pk")
    yield from marked("post", Organization, "block")
    yield from marked("told", Statement, "digest", person=None)


def marked(kind: str, model: type[Model], column: str, **which: Any) -> Iterator[Marks]:
    values = model._default_manager.filter(**which).order_by().values_list(column, flat=True).distinct()
    for some in portions(values):
        yield [(kind, str(value)) for value in some]


def settle_reported(report: Report, progress: Progress) -> None:
    """Settle; the more is marked on the way, the longer it takes: `total` grows with it."""
    done = progress.done

    def tell(waiting: int) -> None:
        nonlocal done
        done += 1
        progress.waiting = waiting
        progress.total = max(progress.total, done + waiting)
        progress.done = max(progress.done, progress.total - waiting)
        report(progress)

    settle(tell)


def what_differs(kind: str = "", key: str = "", report: Report = lambda progress: None) -> dict[str, Differing]:
    """What a rebuilding would change, by file of the dataset; writes nothing that stays. Raises NotHere."""
    with tempfile.TemporaryDirectory(prefix="newsdb-") as folder, transaction.atomic():
        one_writer_at_a_time()
        parts = [part for part in PARTS if part.name not in ("captures", "readings", "decisions")]
        before, after = Path(folder) / "before", Path(folder) / "after"
        write_parts(parts, before)
        rebuild(kind, key, report)
        write_parts(parts, after)
        transaction.set_rollback(True)
        found = {part.name: differing(before / part.file, after / part.file) for part in parts}
    return {name: some for name, some in found.items() if some.count}


def write_parts(parts: Iterable[Part], folder: Path) -> None:
    folder.mkdir()
    for part in parts:
        write_part(part, folder / part.file)


def differing(before: Path, after: Path) -> Differing:
    """Two files of rows in the order of their keys, compared without holding either in memory."""
    found = Differing()
    with before.open("rb") as ours, after.open("rb") as theirs:
        one, other = next(ours, b""), next(theirs, b"")
        while one or other:
            if one == other:
                one, other = next(ours, b""), next(theirs, b"")
                continue
            mine, its = (json.loads(line) if line else {} for line in (one, other))
            found.count += 1
            if mine.get("key") == its.get("key"):
                remember(found.changed, (mine["key"], sorted(name for name in mine if mine[name] != its[name])))
                one, other = next(ours, b""), next(theirs, b"")
            elif its and (not mine or its["key"] < mine["key"]):
                remember(found.added, its["key"])
                other = next(theirs, b"")
            else:
                remember(found.removed, mine["key"])
                one = next(ours, b"")
    return found


def remember(found: list[Any], item: Any) -> None:
    if len(found) < SHOWN:
        found.append(item)
