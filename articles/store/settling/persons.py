"""Who is meant."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from articles.models import Organization, Person, Witness
from articles.pipeline.resolve.entries import PersonEntry, PostSeen
from articles.pipeline.resolve.persons import resolve_persons
from articles.store.marking import mark_stale
from articles.store.settling.nouns import Entry, Noun, drop, lead, settle_noun
from articles.store.settling.rows import bounds, portions
from articles.store.settling.thin_rows import thin_rows

LONGEST_NAME = 200
TOLD = {"key", "name"}
"""Columns of a person that the reasons for others' tenures tell of."""


class Body(NamedTuple):
    """Of an organization what tells persons apart."""

    pk: int
    key: str
    name: str
    kind: str
    block: str
    places: list[str]
    parent: str
    successors: list[str]


def settle_persons(blocks: list[str]) -> None:
    settled = settle_noun(PERSONS, blocks)
    # What is said of a person goes where the person goes.
    moved = lead("person", "subject", settled)
    mark_stale(("told", row.block) for row in moved if row.kind == "statement")
    renamed = {pk for pk, columns in settled.changed.items() if columns & TOLD}
    for some in portions(renamed.union(settled.orphans)):
        bodies = Organization.objects.filter(posts__tenures__person__in=some)
        mark_stale(("post", block) for block in bodies.order_by().values_list("block", flat=True).distinct())
    drop(PERSONS, settled)


def load(entries: Sequence[Entry]) -> Mapping[str, PersonEntry]:
    """The entries with their posts, as the resolver takes them."""
    posts = posts_of([entry.key for entry in entries])
    return {
        entry.key: PersonEntry(
            key=entry.key,
            name=entry.values["name"],
            group=entry.article.counted,
            order=entry.article.order,
            date=entry.article.date,
            posts=posts.get(entry.key, ()),
            places=tuple(entry.article.places),
            company=frozenset(entry.company),
            label=entry.values.get("label") or "",
        )
        for entry in entries
    }


def posts_of(entries: Iterable[str]) -> dict[str, tuple[PostSeen, ...]]:
    """The posts that their articles give these entries (by their keys), in the order of the page."""
    rows: list[Any] = []
    for some in portions(entries):
        found = Witness.objects.standing().filter(kind="post", subject__in=some)
        rows += thin_rows(found, ("subject", "start", "key", "values", "organization_id"))
    bodies = load_bodies({row[4] for row in rows if row[4]})
    kin = {body.key: related(body, bodies.values()) for body in bodies.values()}
    posts: dict[str, list[PostSeen]] = defaultdict(list)
    known: dict[tuple[int | None, str, bool], PostSeen] = {}
    for subject, _start, _key, values, organization in sorted(rows, key=lambda row: (row[0], row[1] is None, row[1], row[2])):
        said = (organization, values["title"], bool(values.get("former")))
        if said not in known:
            known[said] = post_seen(bodies.get(organization), kin, *said[1:])
        posts[subject].append(known[said])
    return {subject: tuple(some) for subject, some in posts.items()}


def post_seen(body: Body | None, kin: Mapping[str, frozenset[str]], title: str, former: bool) -> PostSeen:
    if body is None:
        return PostSeen(title=title, former=former)
    return PostSeen(title, body.key, body.name, body.kind, tuple(body.places), kin[body.key], former)


def load_bodies(rows: set[int]) -> dict[int, Body]:
    bodies: dict[int, Body] = {}
    for some in portions(rows):
        found = Organization.objects.filter(pk__in=some)
        columns = found.values_list("pk", "key", "name", "kind", "block", "places", "parent__key", "successors")
        bodies |= {row[0]: Body._make((*row[:6], row[6] or "", row[7])) for row in columns}
    return bodies


def related(body: Body, others: Any) -> frozenset[str]:
    """The body it is part of, those it took over from, and those that took over from it."""
    kin = {other.key for other in others if other.block in body.successors or body.block in other.successors}
    return frozenset((kin | {body.parent}) - {"", body.key})


def columns(entries: Sequence[Entry], loaded: Sequence[PersonEntry]) -> dict[str, Any]:
    # The name most articles print; of two as frequent the one first in the order of characters.
    counted = Counter(entry.values["name"] for entry in entries)
    name = min(counted, key=lambda one: (-counted[one], one))
    first, last = bounds(entry.article.date for entry in entries)
    return {
        "name": name[:LONGEST_NAME],
        "other_names": sorted(set(counted) - {name}),
        "first_seen": first,
        "last_seen": last,
    }


PERSONS = Noun(
    kind="person",
    model=Person,
    load=load,
    resolve=resolve_persons,
    describe=columns,
    correctable=("name", "other_names", "note"),
)
