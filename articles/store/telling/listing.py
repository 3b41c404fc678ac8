"""A list of rows as pages: which columns, which filters, which orders, told as data; read by values() and by cursors.

A list makes a fixed number of queries, however many rows are on its page: one for the rows, and those of its `more`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Field, Model, QuerySet

from articles.store.audiences import Audience, rows_for
from articles.store.telling.cursors import after, read_cursor, write_cursor

Item = dict[str, Any]
Rows = QuerySet[Any]
Filter = Callable[[Rows, Any, Audience], Rows]
More = Callable[[Sequence[Item], Audience, set[str]], None]
SORTED = {"CharField": str, "TextField": str, "FloatField": float}


@dataclass(frozen=True)
class Listing:
    """`columns`: where each member of an item is looked up; `person.key` is the member key of the member person, which is null where the
    key is. `orders`: two columns each, the second one's own to every row; the first order is what is given if none is asked for. `more`:
    fills in members that come from other tables, and masks; told which members are wanted. `further`: the names of those members.
    `assumed`: parameters that hold where they are not given.
    """

    name: str
    model: type[Model]
    columns: Mapping[str, str]
    orders: Mapping[str, tuple[str, str]]
    filters: Mapping[str, Filter]
    more: More = lambda items, audience, wanted: None
    further: frozenset[str] = frozenset()
    key: str = "key"
    assumed: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def members(self) -> tuple[str, ...]:
        told = (path.partition(".")[0] for path in self.columns if not path.startswith("_"))
        return tuple(dict.fromkeys([*told, *sorted(self.further)]))


def narrowed(listing: Listing, audience: Audience, given: Mapping[str, Any]) -> Rows:
    """The rows that they may see and that these parameters leave."""
    rows: Rows = rows_for(listing.model, audience)
    for name, narrow in listing.filters.items():
        if name in given:
            rows = narrow(rows, given[name], audience)
        elif name in listing.assumed:
            rows = narrow(rows, listing.assumed[name], audience)
    return rows


def taken(
    listing: Listing,
    rows: Rows,
    audience: Audience,
    ordering: str | None = None,
    limit: int = 1,
    wanted: set[str] | None = None,
    cursor: str | None = None,
) -> tuple[list[Item], str | None]:
    """The first rows in an order, or those after a cursor, as items; and the cursor of what follows them, None at the end."""
    ordering = ordering or next(iter(listing.orders))
    order = listing.orders[ordering]
    wanted = set(listing.members) if wanted is None else wanted
    if cursor is not None:
        rows = rows.filter(after(order, read_cursor(cursor, ordering, [type_of(listing.model, name) for name in order])))
    found = items_of(listing, rows.order_by(*order)[: limit + 1], wanted, order)
    items = [item for item, _ends in found[:limit]]
    listing.more(items, audience, wanted)
    for item in items:
        for name in item.keys() - wanted:
            del item[name]
    return items, write_cursor(ordering, found[limit - 1][1]) if len(found) > limit else None


def items_of(listing: Listing, rows: Rows, wanted: set[str], order: Sequence[str]) -> list[tuple[Item, list[Any]]]:
    """The rows as items with the members that are wanted, each with its values in the order."""
    paths = [path for path in listing.columns if path.partition(".")[0] in wanted or path.startswith("_")]
    flat = [path for path in paths if "." not in path]
    nested: dict[str, list[str]] = {}
    for path in paths:
        if "." in path:
            nested.setdefault(path.partition(".")[0], []).append(path.partition(".")[2])
    inner = [f"{name}.{part}" for name, parts in nested.items() for part in parts]
    lookups = [listing.columns[path] for path in (*flat, *inner)]
    found = []
    for values in rows.values_list(*lookups, *(name.removeprefix("-") for name in order)):
        item: Item = dict(zip(flat, values, strict=False))
        at = len(flat)
        for name, parts in nested.items():
            # The key comes first; where there is none, there is no row.
            item[name] = None if values[at] is None else dict(zip(parts, values[at : at + len(parts)], strict=True))
            at += len(parts)
        found.append((item, list(values[at:])))
    return found


def type_of(model: type[Model], column: str) -> type:
    """What the values of a column are, by which rows are ordered."""
    at: Any = model
    for name in column.removeprefix("-").split("__"):
        found: Field[Any, Any] = at._meta.get_field(name)
        at = found.related_model
    return SORTED.get(found.get_internal_type(), int)
