"""Bodies of nearly the same name: the same or not? The program never joins them; the queue asks."""

from collections import defaultdict

from articles.models import Organization, Witness
from articles.pipeline.resolve.entries import Judgements
from articles.pipeline.resolve.organizations import resolve_organizations
from articles.store.findings import Found, keep_findings
from articles.store.judging import judgements_between
from articles.store.settling.nouns import Entry, doubt_of, entries_from
from articles.store.settling.rows import portions
from articles.store.witnessing import organization_entry

MOST = 200
"""Bodies of one kind of name in one place: beyond that, nearly the same name says nothing."""


def settle_near_names(nears: list[str]) -> None:
    """`nears`: see Identity.near."""
    for near in nears:
        rows = dict(Organization.objects.filter(near=near).order_by("key").values_list("pk", "key")[: MOST + 1])
        keep_findings("namesakes", f"near {near}", doubts_among(rows) if 1 < len(rows) <= MOST else [])


def doubts_among(rows: dict[int, str]) -> list[Found]:
    """The pairs of these bodies that people should judge; `rows` leads from their ids to their keys."""
    entries: dict[str, Entry] = {}
    keys: dict[str, str] = {}
    for some in portions(rows):
        found = Witness.objects.standing().filter(kind="organization", organization__in=some).order_by()
        keys |= {key: rows[row] for key, row in found.values_list("key", "organization_id")}
        first = found.filter(key__in=[rows[row] for row in some])
        entries |= {entry.key: entry for entry in entries_from(first, "organization")}
    loaded = [organization_entry(entry.article, entry.key, entry.values) for entry in entries.values()]
    resolved = resolve_organizations(loaded, between(keys))
    return [doubt_of(link, entries) for link in resolved.doubts]


def between(keys: dict[str, str]) -> Judgements:
    """What people judged different, said of the bodies' first entries; what they judged the same is one body already."""
    judged, _spoken = judgements_between("organization", portions(keys))
    apart: dict[frozenset[str], set[str]] = defaultdict(set)
    for one, other in judged.different:
        mine, its = ({keys[key] for key in side if key in keys} for side in (one, other))
        if mine and its:
            apart[frozenset(mine)] |= its
    return Judgements(
        different=tuple(sorted(((one, frozenset(other)) for one, other in apart.items()), key=lambda pair: sorted(map(sorted, pair))))
    )
