"""A page's rows for programs: JSON-LD in the page itself, by schema.org, as published datasets have it."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles.store.citing import Cited, cited
from articles.store.exporting import written
from articles.store.publishing import linked_data as ld
from articles.store.telling.listing import Item

LONGEST_TITLE = 1_000
"""Characters; a page that prints more has no title, whatever it says."""


def block(address: str, node: ld.Node, more: list[ld.Node] | None = None) -> SafeString:
    """What stands in the page's element `script`: a data block, which no browser runs; nothing in it can end the element."""
    return mark_safe(ld.in_json(ld.document([node | {"mainEntityOfPage": address}, *(more or ())])))  # noqa: S308


def article_record(item: Item) -> dict[str, Any]:
    """An article as the publishing formats take it. Its text is not said twice: it stands in the page."""
    told = item | {"title": item["title"][:LONGEST_TITLE], "body": "", "repost_of": key_of(item["repost_of"])}
    return told | {"first_seen": written(item["first_seen"])}


def citation(item: Item) -> Cited:
    return cited(article_record(item))


def organization_record(item: Item) -> dict[str, Any]:
    return item | {"parent": key_of(item["parent"])}


def tenure_node(item: Item) -> ld.Node:
    about = {"title": item["post"]["title"], "person": key_of(item["person"]), "organization": key_of(item["organization"])}
    return ld.tenure(item | about | {"former_only": item["former"]})


def key_of(row: Mapping[str, Any] | None) -> str | None:
    return row["key"] if row else None
