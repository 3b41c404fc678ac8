"""What an engine is asked: a tree whose words are resolved, the articles it may find, and where to begin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from articles.search.docids import docids_of
from articles.search.tree import All, Articles, Dates, Node
from articles.search.visible import Scope

Parameters = list[Any]
Sql = tuple[str, Parameters]
"""A piece of SQL and the values for its %s."""


@dataclass(frozen=True)
class Asked:
    """`low`, `high`: the docids, both in, among which is looked."""

    node: Node
    scope: Scope = Scope.PUBLIC
    low: int = 0
    high: int = 2**63 - 1


def within_dates(asked: Asked) -> tuple[list[Node], int, int]:
    """The parts of the query that must all hold, without its dates, and the docids that the dates leave."""
    parts = parts_of(asked.node)
    bounds = [docids_of(part.first, part.last) for part in parts if isinstance(part, Dates)]
    low = max([asked.low, *(first for first, _ in bounds)])
    high = min([asked.high, *(last for _, last in bounds)])
    return [part for part in parts if not isinstance(part, Dates)], low, high


def parts_of(node: Node) -> list[Node]:
    """The parts that must all hold, those of nested parts with them."""
    return [inner for part in node.nodes for inner in parts_of(part)] if isinstance(node, All) else [node]


def articles_condition(articles: Articles) -> Sql:
    """`e.article_id IN …`, by the ids themselves or by the query that gives them."""
    if isinstance(articles.ids, QuerySet):
        sql, parameters = articles.ids.query.sql_with_params()
        return f"e.article_id IN ({sql})", list(parameters)
    if not articles.ids:
        return "1 = 0", []
    return "e.article_id IN (" + ",".join(str(int(number)) for number in sorted(articles.ids)) + ")", []


def joined(word: str, parts: list[Sql], nothing: str) -> Sql:
    """The pieces joined by AND or OR, in brackets; `nothing` where there are none."""
    if not parts:
        return nothing, []
    return "(" + f" {word} ".join(sql for sql, _ in parts) + ")", [value for _, values in parts for value in values]
