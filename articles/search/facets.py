"""What the newest matches have in common: sources, places, years and months, persons and bodies, with how many articles each.

Counted over the newest matches only, as many as the engine counts in a few hundredths of a second; `over` and `all_of_them` say so.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Model

from articles.models import Organization, Person, SearchTerm
from articles.search.asking import Asked
from articles.search.docids import year_and_month
from articles.search.engine import engine
from articles.search.named import facts
from articles.search.tree import Node
from articles.search.visible import Scope

MOST = 20
"""Values of one facet."""
_AT_ONCE = 1_000
_SOURCES = "SELECT e.source_id, count(*) FROM articles_searchentry e WHERE e.docid IN ({docids}) GROUP BY e.source_id"
# The sign keeps the planner from beginning with the places.
_PLACES = """
    SELECT u.term_id, count(*) FROM articles_searchuse u
    WHERE u.entry_id IN ({docids}) AND +u.term_id IN (SELECT id FROM articles_searchterm WHERE kind = 'place') GROUP BY u.term_id
"""
Values = tuple[tuple[str, int], ...]
NAMES_OVER = 500
"""Matches, the newest, over which persons and bodies are counted: each has ten or more."""


@dataclass(frozen=True)
class NameValue:
    """A person or a body and how many articles speak of it; namesakes are told apart by `key`."""

    key: str
    name: str
    number: int


@dataclass(frozen=True)
class Facets:
    """Each facet: (value, articles that have it), the most frequent first; years and months from the newest. `over`: how many matches
    were counted (`names_over`: for persons and organizations); `all_of_them`: whether there are no more."""

    sources: Values
    places: Values
    years: Values
    months: Values
    persons: tuple[NameValue, ...]
    organizations: tuple[NameValue, ...]
    over: int
    names_over: int
    all_of_them: bool


def find_facets(query: Node, *, scope: Scope = Scope.PUBLIC) -> Facets:
    """Facets of the newest matches."""
    most = engine().FACETS_OVER
    found = engine().find(Asked(query, scope), most + 1)
    docids = [docid for docid, _ in found[:most]]
    articles = [article for _, article in found[:NAMES_OVER]]
    dates = [year_and_month(docid) for docid in docids]
    years = Counter(f"{year:04}" for year, _ in dates if year)
    months = Counter(f"{year:04}-{month:02}" for year, month in dates if month)
    return Facets(
        sources=most_frequent(_SOURCES, docids),
        places=most_frequent(_PLACES, docids),
        years=tuple(sorted(years.items(), reverse=True)[:MOST]),
        months=tuple(sorted(months.items(), reverse=True)[:MOST]),
        persons=most_named(Person, articles, scope),
        organizations=most_named(Organization, articles, scope),
        over=len(docids),
        names_over=len(articles),
        all_of_them=len(found) <= most,
    )


def most_named(model: type[Model], articles: list[int], scope: Scope) -> tuple[NameValue, ...]:
    """The rows that most of these articles speak of; of those that tie, the first by key."""
    kind = str(model._meta.model_name)
    of_kind = facts(scope).filter(kind=kind, article__in=articles).exclude(**{kind: None}).order_by()
    counted = of_kind.values_list(f"{kind}__key", f"{kind}__name").annotate(number=Count("article", distinct=True))
    return tuple(NameValue(*row) for row in counted.order_by("-number", f"{kind}__key")[:MOST])


def most_frequent(sql: str, docids: list[int]) -> Values:
    counted: Counter[int] = Counter()
    with connection.cursor() as cursor:
        for start in range(0, len(docids), _AT_ONCE):
            cursor.execute(sql.format(docids=",".join(str(int(docid)) for docid in docids[start : start + _AT_ONCE])))
            counted.update(dict(cursor.fetchall()))
    # As many as tie with the last one that is told: among equals the text decides.
    least = min(number for _, number in counted.most_common(MOST)) if counted else 0
    texts = SearchTerm.objects.in_bulk([term for term, number in counted.items() if number >= least and term is not None])
    told = ((texts[term].text, number) for term, number in counted.items() if term in texts)
    return tuple(sorted(told, key=lambda item: (-item[1], item[0]))[:MOST])
