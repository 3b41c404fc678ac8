"""A query to pages of articles, counts and excerpts.

query = understand("标题:大会 -招聘 2024", resolvers={})
page = find_page(query)                      the newest twenty; page.after is the cursor of the next
found = present(page, query)                 articles with marked titles and excerpts
count_matches(query)                         "1,000+" or the number
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, SearchEntry
from articles.search.asking import Asked, parts_of
from articles.search.cursors import read_cursor, write_cursor
from articles.search.engine import engine
from articles.search.excerpts import Excerpt, cut_out, mark
from articles.search.parsing import parse
from articles.search.problems import CursorProblem
from articles.search.relevance import by_relevance
from articles.search.tree import All, Articles, Field, Named, Node, Not, Some, Word, in_title, positive_words
from articles.search.visible import Scope, masked

PAGE = 20
COUNTED = 1_000
COMPARED = 500
"""The newest matches, among which the most relevant are looked for."""
Resolver = Callable[[str], "QuerySet[Any] | Collection[int]"]
"""A folded word for a person, a body, a meeting or a place to the ids of the articles that have it."""


class Order(StrEnum):
    NEWEST = "newest"
    TITLE = "title"
    RELEVANCE = "relevance"


@dataclass(frozen=True)
class Page:
    """`hits`: (docid, article's id); `after`: the cursor of the next page, None at the end."""

    hits: tuple[tuple[int, int], ...]
    after: str | None


@dataclass(frozen=True)
class Count:
    number: int
    exact: bool

    def __str__(self) -> str:
        return f"{self.number:,}" + ("" if self.exact else "+")


@dataclass(frozen=True)
class Found:
    """One match as it may be shown. `article` comes without its body; `title` and `excerpt` are masked, and nothing is escaped."""

    article: Article
    title: Excerpt
    excerpt: Excerpt


def understand(query: str, resolvers: Mapping[Field, Resolver] | None = None) -> Node:
    """The tree of a query, its names resolved; where a field has no resolver, its word is looked for as text. Raises QueryProblem."""
    return resolved(parse(query), resolvers or {})


def resolved(node: Node, resolvers: Mapping[Field, Resolver]) -> Node:
    if isinstance(node, Named):
        resolver = resolvers.get(node.field)
        return Word(node.text) if resolver is None else Articles(resolver(node.text))
    if isinstance(node, Not):
        return Not(resolved(node.node, resolvers))
    if isinstance(node, All):
        return All(tuple(resolved(part, resolvers) for part in node.nodes))
    if isinstance(node, Some):
        return Some(tuple(resolved(part, resolvers) for part in node.nodes))
    return node


def find_page(query: Node, *, scope: Scope = Scope.PUBLIC, order: Order = Order.NEWEST, after: str | None = None, size: int = PAGE) -> Page:
    """A page of matches in this order, beginning after a cursor. Raises CursorProblem for one of another order, or of none."""
    numbers: list[int] = []
    if after is not None:
        name, numbers = read_cursor(after)
        if name != order or len(numbers) != (1 if order is Order.NEWEST else 2):
            raise CursorProblem(f"{after[:60]!r} is no cursor of the order {order}: take the one that came with the page before.")
    if order is Order.TITLE:
        return page_title_first(Asked(query, scope), numbers, size)
    if order is Order.RELEVANCE:
        return page_by_relevance(Asked(query, scope), numbers, size)
    hits = newest(Asked(query, scope), numbers[0] if numbers else None, size + 1)
    return Page(tuple(hits[:size]), write_cursor(order, hits[size - 1][0]) if len(hits) > size else None)


def newest(asked: Asked, before: int | None, limit: int) -> list[tuple[int, int]]:
    """The newest matches older than the docid `before`."""
    if before is not None:
        asked = Asked(asked.node, asked.scope, asked.low, min(asked.high, before - 1))
    hits: list[tuple[int, int]] = engine().find(asked, limit)
    return hits


def page_title_first(asked: Asked, numbers: Sequence[int], size: int) -> Page:
    """First the matches whose title alone answers the query, then the others, each the newest first."""
    parts = parts_of(asked.node)
    titled = [(part, in_title(part)) for part in parts]
    changed = tuple(asked_of_title for part, asked_of_title in titled if part != asked_of_title)
    groups = [Asked(All(tuple(asked_of_title for _, asked_of_title in titled)), asked.scope)]
    if changed:
        groups.append(Asked(All((*parts, Not(All(changed)))), asked.scope))
    group, before = (numbers[0], numbers[1]) if numbers else (0, None)
    hits: list[tuple[int, int, int]] = []
    while group < len(groups) and len(hits) <= size:
        hits += [(group, *hit) for hit in newest(groups[group], before, size + 1 - len(hits))]
        group, before = group + 1, None
    page = tuple((docid, article) for _, docid, article in hits[:size])
    return Page(page, write_cursor(Order.TITLE, hits[size - 1][0], hits[size - 1][1]) if len(hits) > size else None)


def page_by_relevance(asked: Asked, numbers: Sequence[int], size: int) -> Page:
    """The best of the newest matches. The cursor remembers the newest match there was, so that imports in between move nothing."""
    top, start = numbers or (None, 0)
    pool = newest(asked, None if top is None else top + 1, COMPARED)
    articles = dict(pool)
    words = [word.text for word in positive_words(asked.node) if word.field is not Field.SOURCE]
    ordered = by_relevance(engine().texts_of(list(articles)), words) if words else list(articles)
    page = tuple((docid, articles[docid]) for docid in ordered[start : start + size])
    more = start + size < len(ordered)
    return Page(page, write_cursor(Order.RELEVANCE, pool[0][0], start + size) if more else None)


def count_matches(query: Node, *, scope: Scope = Scope.PUBLIC, most: int = COUNTED) -> Count:
    """How many matches there are, exactly up to `most`."""
    number = engine().count(Asked(query, scope), most + 1)
    return Count(min(number, most), exact=number <= most)


def present(page: Page, query: Node) -> list[Found]:
    """The articles of a page, in its order, with what the query found in them marked."""
    marked = positive_words(query)
    in_text = [word.text for word in marked if word.field is None]
    in_titles = [word.text for word in marked if word.field is not Field.SOURCE]
    ids = [article for _, article in page.hits]
    articles = Article.objects.in_bulk(ids)
    hidden = dict(SearchEntry.objects.of(ids).values_list("article_id", "hidden"))
    found = []
    for pk in ids:
        if pk not in articles:
            continue
        article = articles[pk]
        spans = hidden.get(pk, {})
        title = mark(masked(article.title, spans.get("title", [])), in_titles)
        found.append(Found(article, title, cut_out(masked(article.body, spans.get("body", [])), in_text)))
    return found
