"""Saved searches: what came in since last time. Whatever the search of the public finds, in the order in which it came in."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from articles.models import Article, SavedSearch, SearchEntry, Sighting
from articles.search.finding import find_page, understand
from articles.search.named import resolvers
from articles.search.problems import QueryProblem
from articles.search.tree import All, Articles, Node
from articles.search.visible import Scope, masked
from articles.store.radar import Change, changes_since

MOST = 50
"""What is told at once."""
LOOKED_AT = 10_000
"""The articles that came in last, among which a feed looks."""


@dataclass(frozen=True)
class News:
    """Something to be told. `key`: what it is known by, the same whenever it is told; `article`: the public id of the article that brought
    it; `summary`: plain text; `url`: of the page it was read from, empty where it has none; `at`: when it came in."""

    key: str
    article: str
    title: str
    summary: str
    url: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """What is new to a saved search. `more`: what was left out for its number; `up_to`: the last article that was looked at."""

    news: tuple[News, ...]
    more: int
    up_to: int


def save(search: SavedSearch) -> None:
    """Keep a new or changed search. It tells of what comes in from now on. Raises QueryProblem."""
    check(search)
    if not search.token:
        search.token = new_token()
    if search.pk is None:
        search.told_up_to = last_article()
    search.paused = ""
    search.save()


def check(search: SavedSearch) -> None:
    """Raises QueryProblem where the query cannot be understood."""
    if search.kind == SavedSearch.Kind.ARTICLES:
        understand(search.query, resolvers(Scope.PUBLIC))


def new_token() -> str:
    return secrets.token_urlsafe(32)


def last_article() -> int:
    return Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def whats_new(search: SavedSearch, after: int, *, chinese: bool = True) -> Told:
    """What came in after an article. A query that can no longer be understood pauses the search; it is kept. Raises QueryProblem then."""
    up_to = last_article()
    if search.kind == SavedSearch.Kind.PERSONNEL:
        changes = changes_since(after, search.query)
        return Told(tuple(changes_as_news(changes[:MOST], chinese)), max(0, len(changes) - MOST), up_to)
    try:
        node = understand(search.query, resolvers(Scope.PUBLIC))
    except QueryProblem as problem:
        SavedSearch.objects.filter(pk=search.pk).update(paused=str(problem))
        raise
    found = came_last(node, after)
    return Told(tuple(as_news(found[:MOST])), max(0, len(found) - MOST), up_to)


def came_last(node: Node, after: int) -> list[int]:
    """The ids of the public matches that came in after an article, the last first."""
    recent = Articles(Article.objects.filter(pk__gt=after).order_by().values_list("pk", flat=True))
    hits = find_page(All((node, recent)), size=LOOKED_AT).hits
    return sorted((article for _docid, article in hits), reverse=True)


def recently() -> int:
    """The article from which on a feed looks."""
    return max(0, last_article() - LOOKED_AT)


def newest_articles(query: str) -> list[News]:
    """The articles of a query that came in last. Raises QueryProblem."""
    return as_news(came_last(understand(query, resolvers(Scope.PUBLIC)), recently())[:MOST])


def articles_about(kind: str, key: str) -> list[News]:
    """The articles that came in last of a person, an organization or a meeting, by its public id."""
    return newest_articles(f"{kind}:{key}")


def changes_as_news(changes: list[Change], chinese: bool) -> list[News]:
    rows = Article.objects.in_bulk({change.article for change in changes})
    times = came_in(rows.values())
    told = []
    for change in changes:
        row = rows[change.article]
        told.append(News(change.key, row.key, change.zh if chinese else change.en, row.published_on, safe(row.url), times[row.pk]))
    return told


def as_news(articles: list[int]) -> list[News]:
    rows = Article.objects.in_bulk(articles)
    hidden: dict[int, dict[str, Any]] = dict(SearchEntry.objects.of(articles).values_list("article_id", "hidden"))
    times = came_in(rows.values())
    told = []
    for pk in articles:
        row, spans = rows[pk], hidden.get(pk, {})
        title = masked(row.title, spans.get("title", []))
        body = masked(row.body, spans.get("body", []))
        summary = " · ".join(part for part in (row.published_on, masked(row.source, spans.get("source", []))) if part)
        told.append(News(row.key, row.key, title or body[:40], "\n".join(filter(None, (summary, body[:200]))), safe(row.url), times[pk]))
    return told


def came_in(articles: Iterable[Article]) -> dict[int, datetime]:
    """When each article was imported for the first time."""
    by_capture = {article.capture_id: article.pk for article in articles}
    first = Sighting.objects.filter(capture__in=by_capture).order_by().values_list("capture").annotate(first=Min("run__started_at"))
    return dict.fromkeys(by_capture.values(), timezone.now()) | {by_capture[capture]: at for capture, at in first}


def safe(url: str | None) -> str:
    """An address that may stand in a link."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


def tell(search: SavedSearch, told: Told) -> None:
    """It has been told: what comes in from now on is new."""
    with transaction.atomic():
        SavedSearch.objects.filter(pk=search.pk).update(told_up_to=told.up_to, told_at=timezone.now())
