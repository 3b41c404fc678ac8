"""Parts of the lists: rows with doubts, of a year, of a place; and what there is to choose from."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr

from articles.models import Article, Decision, Finding, Meeting, Person, Tenure, Witness
from articles.store.settling.rows import portions

YEAR = {Person: ("first_seen", "last_seen"), Tenure: ("first_seen", "last_seen"), Meeting: ("date", "date")}
"""The columns between which a row is seen."""
MOST_FINDINGS = 20_000


def doubtful(rows: QuerySet[Any], yes: bool) -> QuerySet[Any]:
    """The rows of which a finding asks who is meant, or those of which none does."""
    kind = str(rows.model._meta.model_name)
    keys: set[str] = set()
    for about in Finding.objects.filter(kind__in=("namesakes", "contradiction")).order_by().values_list("about", flat=True)[:MOST_FINDINGS]:
        keys.update(map(str, about))
    ids: set[int] = set()
    for portion in portions(keys):
        found = Witness.objects.filter(kind=kind, key__in=portion).exclude(**{kind: None}).order_by()
        ids.update(found.values_list(f"{kind}_id", flat=True))
    return rows.filter(pk__in=ids) if yes else rows.exclude(pk__in=ids)


def of_articles(rows: QuerySet[Any], least: int, most: int | None) -> QuerySet[Any]:
    found = rows.filter(articles_count__gte=least)
    return found if most is None else found.filter(articles_count__lte=most)


def of_year(rows: QuerySet[Any], year: str) -> QuerySet[Any]:
    """Those seen in the year, or both before and after it."""
    first, last = YEAR[rows.model]
    return rows.filter(**{f"{first}__lt": str(int(year) + 1), f"{last}__gte": year}).exclude(**{first: ""})


def of_month(rows: QuerySet[Any], month: str) -> QuerySet[Any]:
    """Articles published in the month (2024-03); of other rows those seen in it, or both before and after it."""
    if rows.model is Article:
        return rows.filter(month=month)
    first, last = YEAR[rows.model]
    return rows.filter(**{f"{first}__lt": f"{month}~", f"{last}__gte": month}).exclude(**{first: ""})


def years_listed(model: type[Model]) -> Sequence[str]:
    """The years of the rows, the latest first."""
    _first, last = YEAR[model]
    years = model._default_manager.order_by().values_list(Substr(last, 1, 4), flat=True).distinct()
    return sorted((year for year in years if year.isdecimal() and len(year) == 4), reverse=True)[:60]


def of_place(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return rows.filter(place_code__startswith=code)


def places_listed(model: type[Model], most: int) -> list[tuple[str, int]]:
    """The cities (the first four digits of division codes) of most rows, and how many each has."""
    counted = Counter[str]()
    rows = model._default_manager.exclude(place_code="").order_by().values_list("place_code").annotate(number=Count("pk"))
    for code, number in rows:
        counted[code[:4]] += number
    return sorted(counted.most_common(most))


def who_decided() -> list[str]:
    """Everybody who ever decided, in the order of their names."""
    return sorted(set(Decision.objects.order_by().values_list("by", flat=True).distinct()))


def undone_in(batch: str) -> tuple[int, int]:
    """How many decisions were made in the batch, and how many of them stand."""
    counted = Decision.objects.filter(batch=batch).aggregate(made=Count("pk"), standing=Count("pk", filter=Q(standing=True)))
    return counted["made"], counted["standing"]


def with_holders(posts: QuerySet[Any]) -> QuerySet[Any]:
    """The posts with how many persons held each (`holders`), counted for the rows shown alone."""
    counted = Tenure.objects.filter(post=OuterRef("pk")).order_by().values("post").annotate(number=Count("pk")).values("number")
    return posts.annotate(holders=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
