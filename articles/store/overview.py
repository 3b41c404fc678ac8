"""What stands at the head of the house: what waits, what came in, what is damaged, what is covered. All counted from narrow columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from articles.models import Article, Finding, ImportProblem, ImportRun, Witness
from articles.store.reviewing.queue import COUNTED, open_findings
from articles.store.showable import OPEN, showable_findings

DOUBTFUL = 0.75
"""Up to this confidence a fact counts as doubtful."""
RUNS = 5
MONTHS, OUTLETS = 12, 12


@dataclass(frozen=True)
class Waiting:
    """Facts of a kind that nobody has looked at, and the doubtful ones of them; neither counted further than COUNTED + 1."""

    kind: str
    number: int
    doubtful: int


@dataclass(frozen=True)
class Coverage:
    """Articles by outlet and month. `months`: the newest first; `outlets`: those with most articles in these months; `counts`: by both."""

    months: Sequence[str]
    outlets: Sequence[str]
    counts: Mapping[tuple[str, str], int]


def what_waits(*, withheld: bool) -> tuple[list[Waiting], dict[str, int]]:
    """Facts by kind, and findings by kind. `withheld`: whether what is withheld counts."""
    rows = Witness.objects.filter(status=Witness.Status.UNREVIEWED).order_by()
    rows = rows if withheld else rows.filter(OPEN)
    words = [
        Waiting(kind, some(rows.filter(kind=kind)), some(rows.filter(kind=kind, confidence__lte=DOUBTFUL))) for kind in Witness.Kind.values
    ]
    counted = dict(showable_findings(open_findings(), withheld=withheld).order_by().values_list("kind").annotate(number=Count("pk")))
    return words, {kind: counted.get(kind, 0) for kind in Finding.Kind.values}


def some(rows: QuerySet[Witness]) -> int:
    return rows.values("pk")[: COUNTED + 1].count()


def last_runs() -> tuple[list[ImportRun], int]:
    """The last runs, the newest first, and how many problems are open."""
    runs = ImportRun.objects.defer("paths", "options").order_by("-pk")[:RUNS]
    return list(runs), ImportProblem.objects.filter(resolved_in=None).count()


def counted_articles(*, withheld: bool) -> QuerySet[Article]:
    """One article of each group of versions and reposts, as the list shows them."""
    rows = Article.objects.shown().order_by()
    return rows if withheld else rows.filter(withheld=False)


def damaged(*, withheld: bool) -> tuple[dict[str, int], dict[str, int]]:
    """How many articles have warnings, by kind, and repairs, by proof."""
    rows = counted_articles(withheld=withheld)
    warned: Counter[str] = Counter()
    for kinds, number in rows.exclude(warning_kinds="").values_list("warning_kinds").annotate(number=Count("pk")):
        warned.update(dict.fromkeys(kinds.strip(",").split(","), number))
    repaired: Counter[str] = Counter()
    for kinds, number in rows.exclude(repair_kinds="").values_list("repair_kinds").annotate(number=Count("pk")):
        repaired.update(dict.fromkeys({one.rpartition(":")[2] for one in kinds.strip(",").split(",")}, number))
    return dict(warned), dict(repaired)


def covered(*, withheld: bool) -> Coverage:
    rows = counted_articles(withheld=withheld)
    months = list(rows.exclude(month="").values_list("month", flat=True).distinct().order_by("-month")[:MONTHS])
    within = rows.filter(month__in=months)
    most = within.values_list("outlet").annotate(number=Count("pk")).order_by("-number", "outlet")[:OUTLETS]
    outlets = [outlet for outlet, _number in most]
    cells = within.filter(outlet__in=outlets).values_list("outlet", "month").annotate(number=Count("pk"))
    return Coverage(months, outlets, {(outlet, month): number for outlet, month, number in cells})
