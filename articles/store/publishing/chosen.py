"""Which rows go into a published dataset: all that anybody may see, or what the articles of a date or a query say.

An article is *since* a day where its capture was first fetched on that day (UTC) or later; where nobody said when, where it was published
then or later. It is found by a *query* as in the public search: one article for each group of versions and reposts. A fact goes with the
articles that say it, and takes along whom and what it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Model, Q, QuerySet

from articles.models import Article, Attendance, Meeting, Organization, Person, Post, Statement, Tenure
from articles.search.finding import find_page, understand
from articles.search.named import resolvers
from articles.search.visible import Scope
from articles.store.public import public_articles, public_rows, public_witnesses

FOUND_AT_ONCE = 1_000
READ_AT_ONCE = 2_000
WITNESSED = {
    Person: "person_id",
    Organization: "organization_id",
    Meeting: "meeting_id",
    Tenure: "tenure_id",
    Attendance: "attendance_id",
    Statement: "statement_id",
}
"""The column of witnesses that leads to rows of this model."""
TAKEN_ALONG: dict[type[Model], dict[str, type[Model]]] = {
    Tenure: {"person_id": Person, "post_id": Post, "post__organization_id": Organization},
    Attendance: {"person_id": Person, "meeting_id": Meeting},
    Statement: {"person_id": Person},
}


@dataclass(frozen=True)
class Chosen:
    """`ids`: the rows of each model that are in it; None where all are that anybody may see."""

    ids: dict[type[Model], set[int]] | None = None

    def has(self, model: type[Model], pk: int | None) -> bool:
        return pk is not None and (self.ids is None or pk in self.ids[model])


def choose(*, since: date | None = None, query: str = "") -> Chosen:
    """The rows wanted. Raises QueryProblem, with the place in the query."""
    if since is None and not query.strip():
        return Chosen()
    articles = set(dated(since).order_by().values_list("pk", flat=True).iterator(chunk_size=READ_AT_ONCE))
    if query.strip():
        articles &= set(found_by(query))
    ids: dict[type[Model], set[int]] = {Article: articles, Post: set()} | {model: set() for model in WITNESSED}
    nouns = {str(model._meta.model_name): model for model in (Person, Organization, Meeting)}
    columns = ("article_id", "kind", *WITNESSED.values())
    for article, kind, *rows in public_witnesses().order_by().values_list(*columns).iterator(chunk_size=READ_AT_ONCE):
        if article in articles:
            for model, pk in zip(WITNESSED, rows, strict=True):
                if pk is not None and (model in TAKEN_ALONG or nouns.get(kind) is model):
                    ids[model].add(pk)
    for fact, columns_of in TAKEN_ALONG.items():
        take_along(ids, fact, columns_of)
    return Chosen(ids)


def take_along(ids: dict[type[Model], set[int]], fact: type[Model], columns: dict[str, type[Model]]) -> None:
    """Whom and what these facts are about, as far as the facts may be seen."""
    rows = public_rows(fact._default_manager.all()).order_by().values_list("pk", *columns)
    for pk, *nouns in rows.iterator(chunk_size=READ_AT_ONCE):
        if pk in ids[fact]:
            for model, noun in zip(columns.values(), nouns, strict=True):
                if noun is not None:
                    ids[model].add(noun)


def dated(since: date | None) -> QuerySet[Article]:
    if since is None:
        return public_articles()
    midnight = datetime.combine(since, time.min, UTC)
    return public_articles().filter(Q(first_seen__gte=midnight) | Q(first_seen__isnull=True, published_on__gte=since.isoformat()))


def found_by(query: str) -> Iterator[int]:
    """The ids of the articles that the public search finds; persons, bodies and meetings are looked for by name."""
    node = understand(query, resolvers(Scope.PUBLIC))
    after = None
    while True:
        page = find_page(node, scope=Scope.PUBLIC, after=after, size=FOUND_AT_ONCE)
        yield from (article for _docid, article in page.hits)
        if page.after is None:
            return
        after = page.after
