"""Which body is meant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from articles.models import Organization, Witness
from articles.pipeline.resolve.entries import OrganizationEntry
from articles.pipeline.resolve.organization_facts import describe
from articles.pipeline.resolve.organization_identity import identify
from articles.pipeline.resolve.organizations import resolve_organizations
from articles.store.marking import LONGEST_BLOCK, mark_stale
from articles.store.settling.nouns import Entry, Noun, Settled, drop, lead, settle_noun
from articles.store.settling.rows import portions
from articles.store.witnessing import STAMP, organization_entry, stamped

LONGEST_NAME = 400
TELLING = {"key", "name", "kind", "block", "places", "successors"}
"""Columns of a body by which persons and their posts are known."""


def settle_organizations(blocks: list[str]) -> None:
    settled = settle_noun(ORGANIZATIONS, blocks)
    pass_on(settled, find_parents(settled))
    # Judgements change what is to be asked, though they may change no row.
    nears = {near for some in portions(settled.rows) for near in Organization.objects.filter(pk__in=some).values_list("near", flat=True)}
    mark_stale(("near", near) for near in nears.union(stood.near for stood in settled.former.values()) - {""})
    drop(ORGANIZATIONS, settled)


def load(entries: Sequence[Entry]) -> Mapping[str, OrganizationEntry]:
    return {entry.key: organization_entry(entry.article, entry.key, entry.values) for entry in entries}


def columns(entries: Sequence[Entry], loaded: Sequence[OrganizationEntry]) -> dict[str, Any]:
    facts, identity = describe(loaded), identify(loaded[0])
    return {
        "name": facts.name[:LONGEST_NAME],
        "other_names": list(facts.other_names),
        "kind": facts.kind,
        "level": facts.level,
        "place_code": facts.place,
        "places": list(identity.places),
        "near": identity.near[:LONGEST_BLOCK],
        "parent_block": facts.parent[:LONGEST_BLOCK],
        "successors": sorted(successor.text for successor in identity.successors),
        "begun": facts.begun,
        "ended": facts.ended,
    }


ORGANIZATIONS = Noun(
    kind="organization",
    model=Organization,
    load=load,
    resolve=resolve_organizations,
    describe=columns,
    correctable=("name", "other_names", "kind", "level", "place_code", "begun", "ended", "note"),
)


def find_parents(settled: Settled) -> set[int]:
    """Tie these bodies to their parents, and others to these as theirs. Gives the bodies whose parent is another one than before."""
    children = [Organization.objects.filter(pk__in=some) for some in portions(settled.rows)]
    children += [Organization.objects.filter(parent_block__in=some) for some in portions(settled.blocks)]
    wanted = {row.pk: row for some in children for row in some.only("pk", "key", "parent_block", "parent_id")}
    parents = bodies_in({row.parent_block for row in wanted.values()} - {""})
    changed = set()
    for row in wanted.values():
        parent = parents.get(row.parent_block)
        parent = None if parent == row.pk else parent
        if parent != row.parent_id:
            Organization.objects.filter(pk=row.pk).update(parent=parent)
            changed.add(row.pk)
    return changed


def bodies_in(blocks: set[str]) -> dict[str, int]:
    """The body that stands in each block: where people split one, that with the earliest mention."""
    first: dict[str, tuple[Any, ...]] = {}
    for some in portions(blocks):
        rows = Witness.objects.standing().filter(kind="organization", block__in=some, organization__isnull=False)
        for block, row, key, *stamp in rows.order_by().values_list("block", "organization_id", "key", *STAMP):
            place = (stamped(*stamp).order, key, row)
            first[block] = min(first.get(block, place), place)
    return {block: row for block, (_order, _key, row) in first.items()}


def pass_on(settled: Settled, adopted: Collection[int]) -> None:
    """What else names these bodies in the same articles follows them; whoever serves them, or meets there, has to be settled.

    `adopted`: bodies that have another parent now.
    """
    moved = lead("organization", "of_body", settled)
    telling = {pk for pk, columns in settled.changed.items() if columns & TELLING}
    changed = telling | set(adopted)
    parts = (Organization.objects.filter(parent__in=some).values_list("pk", flat=True) for some in portions(changed))
    touched = changed.union(*parts)
    left = {row.row for row in moved if row.row}
    marks = {("post", settled.former[pk].block) for pk in (*telling, *settled.orphans, *left) if pk in settled.former}
    marks |= {("post", block) for block in blocks_of_rows(telling)}
    if any(row.kind == "role" for row in moved):
        marks |= {("post", block) for block in settled.blocks}
        for some in portions(settled.owners):
            # A post of no body is nobody's.
            roles = Witness.objects.filter(of_body__in=some).order_by().values_list("pk", "kind", "organization_id")
            homeless = [pk for pk, kind, body in roles if kind == "role" and body is None]
            Witness.objects.filter(pk__in=homeless).update(person=None, resolution={})
    subjects = {row.subject for row in moved if row.subject}
    for some in portions(touched):
        serving = Witness.objects.filter(kind="post", organization__in=some).exclude(subject="").order_by()
        subjects |= set(serving.values_list("subject", flat=True).distinct())
    marks |= {("person", block) for block in blocks_where("person", "key", subjects)}
    renamed = {pk for pk, columns in settled.changed.items() if "key" in columns}
    named = [key for key, row in settled.owners.items() if row in renamed or key in settled.moved]
    articles = {pk for some in portions(named) for pk in Witness.objects.filter(key__in=some).values_list("article_id", flat=True)}
    marks |= {("meeting", block) for block in blocks_where("meeting", "article", articles)}
    mark_stale(marks)


def blocks_of_rows(rows: Iterable[int]) -> set[str]:
    return {block for some in portions(rows) for block in Organization.objects.filter(pk__in=some).values_list("block", flat=True)}


def blocks_where(kind: str, column: str, values: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for some in portions(values):
        found |= set(Witness.objects.filter(**{"kind": kind, f"{column}__in": some}).order_by().values_list("block", flat=True).distinct())
    return found
