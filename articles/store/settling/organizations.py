"""Which body is meant."""

from collections.abc import Mapping, Sequence
from typing import Any

from articles.models import Organization, Witness
from articles.pipeline.resolve.entries import OrganizationEntry
from articles.pipeline.resolve.organization_facts import describe
from articles.pipeline.resolve.organization_identity import identify
from articles.pipeline.resolve.organizations import resolve_organizations
from articles.store.settling.nouns import Entry, Noun, Settled, lead, settle_noun
from articles.store.settling.rows import portions
from articles.store.witnessing import LONGEST_BLOCK, mark_stale, organization_entry

LONGEST_NAME = 400


def settle_organizations(blocks: list[str]) -> None:
    settled = settle_noun(ORGANIZATIONS, blocks)
    find_parents(settled.rows, blocks)
    pass_on(settled)


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


def find_parents(rows: Sequence[int], blocks: Sequence[str]) -> None:
    """Tie these bodies to their parents, and others to these as theirs."""
    children = [Organization.objects.filter(pk__in=some) for some in portions(rows)]
    children += [Organization.objects.filter(parent_block__in=some) for some in portions(blocks)]
    wanted = {row.pk: row for some in children for row in some.only("pk", "key", "parent_block", "parent_id")}
    parents = bodies_in({row.parent_block for row in wanted.values()} - {""})
    for row in wanted.values():
        parent = parents.get(row.parent_block)
        parent = None if parent == row.pk else parent
        if parent != row.parent_id:
            Organization.objects.filter(pk=row.pk).update(parent=parent)


def bodies_in(blocks: set[str]) -> dict[str, int]:
    """The body that stands in each block: where people split one, that with the earliest mention."""
    found: dict[str, int] = {}
    for some in portions(blocks):
        rows = Witness.objects.standing().filter(kind="organization", block__in=some, organization__isnull=False)
        for block, row, key, own in rows.values_list("block", "organization_id", "key", "organization__key"):
            if key == own or block not in found:
                found[block] = row
    return found


def pass_on(settled: Settled) -> None:
    """What else names these bodies in the same articles follows them; whoever serves them, or meets there, has to be settled."""
    moved = lead("organization", "of_body", settled.owners, kind__in=("post", "role"))
    marks = {("post", str(row)) for row in settled.rows} if any(kind == "role" for kind, *_ in moved) else set()
    subjects = {subject for _kind, _block, subject, *_ in moved if subject}
    changed = [key for key, row in settled.owners.items() if row in settled.changed]
    articles: set[int] = set()
    for some in portions(changed):
        subjects |= set(Witness.objects.filter(kind="post", of_body__in=some).values_list("subject", flat=True))
        articles |= set(Witness.objects.filter(key__in=some).values_list("article_id", flat=True))
    for some in portions(subjects):
        marks |= {("person", block) for block in Witness.objects.filter(kind="person", key__in=some).values_list("block", flat=True)}
    for some in portions(articles):
        marks |= {("meeting", block) for block in Witness.objects.filter(kind="meeting", article__in=some).values_list("block", flat=True)}
    mark_stale(marks)
