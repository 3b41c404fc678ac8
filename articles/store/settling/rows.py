"""What the stages share: groups of entries to rows, and rows kept in step, writing only what differs."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from django.db import models
from django.db.models import Case, Model, Value, When
from django.db.models.functions import Cast, Concat

from articles.models import FormerKey, Witness

AT_ONCE = 500
Row = TypeVar("Row", bound=Model)


class MayBeWithheld(Protocol):
    @property
    def withheld(self) -> bool: ...


Said = TypeVar("Said", bound=MayBeWithheld)


def open_ones(items: Sequence[Said]) -> Sequence[Said]:
    """Of entries or words, none of them rejected, those that are not withheld: what is derived from the others is told to administrators
    alone, so all of them where nothing else says so."""
    return [item for item in items if not item.withheld] or items


def portions(items: Iterable[Any]) -> Iterator[list[Any]]:
    """The items in order, some at a time: a query takes only so many."""
    ordered = sorted(items)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def components(links: Mapping[str, Collection[str]]) -> list[set[str]]:
    """What hangs together, directly or through others; `links` leads from each to those it is linked with, itself among its keys.

    >>> [sorted(group) for group in components({"a": {"b"}, "b": {"a"}, "c": set()})]
    [['a', 'b'], ['c']]
    """
    left, found = set(links), []
    while left:
        group, frontier = set(), {min(left)}
        while frontier:
            group |= frontier
            frontier = {other for one in frontier for other in links.get(one, ())} - group
        left -= group
        found.append(group)
    return found


def take_rows(groups: Sequence[Sequence[str]], held: Mapping[str, int | None], keys: Mapping[int, str]) -> list[int | None]:
    """For each group of entries the row that has stood for it so far, None where a new one is wanted; no row twice.

    `held`: each entry's row; `keys`: each row's key. A row goes with the entry whose key it bears, else with most of its entries.
    """
    taken: set[int] = set()
    chosen: list[int | None] = [None] * len(groups)
    owners = {keys[row]: row for row in keys}
    for number, group in enumerate(groups):
        own = next((owners[key] for key in group if key in owners and owners[key] not in taken), None)
        if own is not None:
            chosen[number] = own
            taken.add(own)
    for number, group in enumerate(groups):
        if chosen[number] is None:
            counted = Counter(row for row in (held.get(key) for key in group) if row is not None and row not in taken)
            if counted:
                most = min(counted, key=lambda row: (-counted[row], row))
                chosen[number] = most
                taken.add(most)
    return chosen


def free_keys(model: type[Model], owners: Mapping[str, int | None]) -> None:
    """Take each key from any row but its owner: that row will be settled too, and until then bears a key nobody asks for."""
    manager = model._default_manager
    for some in portions(owners):
        for pk, key in list(manager.filter(key__in=some).values_list("pk", "key")):
            if owners[key] != pk:
                manager.filter(pk=pk).update(key=Concat(Value("~"), Cast("pk", models.CharField(max_length=15))))


def keep_rows(model: type[Row], existing: Iterable[Row], wanted: Mapping[Any, dict[str, Any]], identity: Sequence[str]) -> dict[Any, Row]:
    """Bring rows in step: `wanted` leads from each identity (the values of the `identity` columns) to all its columns, `key` among them.

    Rows not wanted are deleted, the others written where they differ. Gives the rows by identity.
    """
    former: dict[Any, Row] = {tuple(getattr(row, name) for name in identity): row for row in existing}
    gone = [row.pk for known_as, row in former.items() if known_as not in wanted]
    for some in portions(gone):
        model._default_manager.filter(pk__in=some).delete()
    free_keys(model, {columns["key"]: getattr(former.get(known_as), "pk", None) for known_as, columns in wanted.items()})
    rows, new, changed, written = {}, [], [], set()
    for known_as, columns in wanted.items():
        row = former.get(known_as)
        if row is None:
            row = model(**columns)
            new.append(row)
        else:
            differing = {name for name, value in columns.items() if getattr(row, name) != value}
            if differing:
                for name in differing:
                    setattr(row, name, columns[name])
                changed.append(row)
                written |= differing
        rows[known_as] = row
    model._default_manager.bulk_create(new, batch_size=200)
    if changed:
        model._default_manager.bulk_update(changed, sorted(written), batch_size=100)
    return rows


def point(column: str, owners: Mapping[str, int | None], held: Mapping[str, int | None]) -> None:
    """Write the witnesses' foreign key `column` where it differs: `owners`, `held` lead from a witness's key to the row wanted, and had."""
    moves = sorted((key, row) for key, row in owners.items() if held.get(key) != row)
    for start in range(0, len(moves), AT_ONCE):
        some = moves[start : start + AT_ONCE]
        Witness.objects.filter(key__in=[key for key, _row in some]).update(**{column: chosen_by("key", some)})


def chosen_by(column: str, owners: Sequence[tuple[Any, int | None]]) -> Any:
    """For each of these values of a column its row, as one expression: a statement for many rows, not one for each."""
    values: dict[int | None, list[Any]] = {}
    for value, row in owners:
        values.setdefault(row, []).append(value)
    if len(values) == 1:
        return next(iter(values))
    whens = [When(**{f"{column}__in": some}, then=Value(row)) for row, some in values.items() if row is not None]
    return Case(*whens, default=Value(None), output_field=models.BigIntegerField())


def remember_keys(kind: str, groups: Sequence[Sequence[str]], keys: Mapping[int, str], chosen: Sequence[int | None]) -> None:
    """Keep a row's id that no entry bears any more, so that it goes on leading to the row."""
    entries = {key for group in groups for key in group}
    for group, row in zip(groups, chosen, strict=True):
        if row is not None and keys[row] not in entries and not keys[row].startswith("~"):
            FormerKey.objects.update_or_create(key=keys[row], defaults={"kind": kind, "now": group[0]})


def bounds(dates: Iterable[str]) -> tuple[str, str]:
    """The first and last of these ISO 8601 prefixes, "" where there is none.

    >>> bounds(["2024-03", "", "2023-01-31"])
    ('2023-01-31', '2024-03')
    """
    known = sorted(date for date in dates if date)
    return (known[0], known[-1]) if known else ("", "")
