"""What a query says, as a tree. Words are folded already; `start`, `end` are the place in the query that was typed."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from django.db.models import QuerySet


class Field(StrEnum):
    TITLE = "title"
    SOURCE = "source"
    PERSON = "person"
    ORGANIZATION = "organization"
    MEETING = "meeting"
    PLACE = "place"
    DATE = "date"


@dataclass(frozen=True)
class Word:
    """Characters that stand next to each other: in title or body (`field` None), in the title, or in the source."""

    text: str
    field: Field | None = None


@dataclass(frozen=True)
class Named:
    """Something with rows of its own - a person, a body, a meeting, a place - by a word for it."""

    field: Field
    text: str


@dataclass(frozen=True)
class Dates:
    """Days from `first` to `last`, both in, as numbers (see docids)."""

    first: int
    last: int


@dataclass(frozen=True)
class Articles:
    """Articles by their ids, as a resolver gave them for a Named."""

    ids: "QuerySet[Any] | Collection[int]"


@dataclass(frozen=True)
class Not:
    node: "Node"


@dataclass(frozen=True)
class All:
    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Some:
    """At least one of them."""

    nodes: tuple["Node", ...]


Node: TypeAlias = Word | Named | Dates | Articles | Not | All | Some
EVERYTHING = All(())


def positive_words(node: Node) -> list[Word]:
    """The words that a match may hold, in the order in which they were typed, none twice: those that are not excluded."""
    if isinstance(node, Word):
        return [node]
    if isinstance(node, All | Some):
        return list(dict.fromkeys(word for part in node.nodes for word in positive_words(part)))
    return []


def in_title(node: Node) -> Node:
    """The same query, with every word that may stand in title or body asked of the title. What it finds, the query finds too."""
    if isinstance(node, Word):
        return Word(node.text, Field.TITLE) if node.field is None else node
    if isinstance(node, All):
        return All(tuple(in_title(part) for part in node.nodes))
    if isinstance(node, Some):
        return Some(tuple(in_title(part) for part in node.nodes))
    return node
