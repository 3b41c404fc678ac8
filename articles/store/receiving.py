"""Captures handed over by a program: one run, through the same import as the command's, with a word on what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from articles.models import Article, ImportProblem, ImportRun
from articles.store.importing import begin_run, keep_all
from articles.store.reading import item_of
from articles.store.runs import Counts, Progress

SOURCE = "api"


@dataclass(frozen=True)
class Received:
    """What became of one item. `article`: the id of the article read from it; `reason`, `cure`: of a problem."""

    result: str
    sha256: str | None = None
    article: str | None = None
    version: bool = False
    repost: bool = False
    reason: str = ""
    cure: str = ""


def receive(given: Sequence[Any], *, name: str) -> tuple[ImportRun, list[Received]]:
    """Import these captures, each told as a line of JSON Lines. `name`: of whoever hands them over.

    What cannot be read is kept as a problem of the run, with the reason; the others are imported.
    """
    path = f"{SOURCE}:{name}"
    items = [item_of(told, path, record) for record, told in enumerate(given, start=1)]
    run = begin_run(ImportRun.Kind.IMPORT, 1, paths=[path])
    kept: list[Counts] = []
    last = Counts()

    def tell(progress: Progress) -> None:
        nonlocal last
        now = progress.counts
        if now.items > last.items:
            kept.append(Counts(1, *(getattr(now, name) - getattr(last, name) for name in ("new", "seen", "versions", "reposts"))))
            last = replace(now)

    keep_all(run, iter(items), Progress(total=len(items)), tell)
    digests = [None if item.capture is None else item.capture.sha256 for item in items]
    articles = dict(Article.objects.filter(capture__sha256__in=[one for one in digests if one]).values_list("capture__sha256", "key"))
    problems = {row.record: row for row in ImportProblem.objects.filter(run=run)}
    return run, [
        received(counts, digest, articles.get(digest or ""), problems.get(record))
        for record, (counts, digest) in enumerate(zip(kept, digests, strict=True), start=1)
    ]


def received(counts: Counts, sha256: str | None, article: str | None, problem: ImportProblem | None) -> Received:
    if problem is not None:
        return Received("problem", sha256, article, reason=problem.reason, cure=problem.cure)
    return Received("new" if counts.new else "seen", sha256, article, bool(counts.versions), bool(counts.reposts))
