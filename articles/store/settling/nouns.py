"""Persons, organizations, meetings: entries to rows, the same way for each.

The blocks are loaded, joined to those that a judgement ties them to, resolved, and written: a row for each group of entries.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from articles.models import Meeting, Organization, Person, Witness
from articles.pipeline.resolve.entries import Judgements, Link, Resolved
from articles.pipeline.spelling import spell
from articles.store.findings import Found, keep_findings_in
from articles.store.judging import blocks_of, corrections_of, entries_in, judgements_between
from articles.store.marking import fact_marks, mark_facts, mark_stale
from articles.store.settling.rows import chosen_by, components, free_keys, open_ones, point, portions, remember_keys, take_rows
from articles.store.settling.thin_rows import thin_rows
from articles.store.witnessing import STAMP, Stamp, stamped

LONGEST_PINYIN, LONGEST_INITIALS = 400, 100

MANY = 4
"""Reasons that are the same for so many entries are written with one statement."""


class Entry(NamedTuple):
    """A standing witness of a noun: one name in one article. `row`: the id of the row it has belonged to so far; `own`: whether it is
    withheld itself, `whole`: whether its article is."""

    key: str
    block: str
    values: dict[str, Any]
    company: list[str]
    row: int | None
    pk: int
    resolution: dict[str, Any]
    own: bool
    whole: bool
    article: Stamp

    @property
    def withheld(self) -> bool:
        return self.own or self.whole


@dataclass(frozen=True)
class Noun:
    """How one kind is settled. `load`: entries to what the resolver takes, by key; `describe`: one group's columns without its key."""

    kind: str
    model: type[Person] | type[Organization] | type[Meeting]
    load: Callable[[Sequence[Entry]], Mapping[str, Any]]
    resolve: Callable[[Sequence[Any], Judgements], Resolved]
    describe: Callable[[Sequence[Entry], Sequence[Any]], dict[str, Any]]
    correctable: tuple[str, ...]


class Stood(NamedTuple):
    """Where a row stood; `near`: of a body, see Identity.near."""

    block: str
    near: str


@dataclass(frozen=True)
class Settled:
    """What became of some blocks.

    `rows`: the ids of all their rows; `owners`: each entry's row, None for those that people rejected; `changed`: rows that are new, or of
    which a column is another than before, with these columns; `moved`: entries that belonged to another row before; `orphans`: rows that
    nobody belongs to any more, to be dropped (`drop`) when all that hangs on them has been led elsewhere; `former`: where each row stood
    before.
    """

    rows: tuple[int, ...]
    owners: dict[str, int | None]
    changed: dict[int, frozenset[str]]
    moved: frozenset[str]
    orphans: tuple[int, ...]
    former: dict[int, Stood]
    blocks: frozenset[str]


def settle_noun(noun: Noun, blocks: Collection[str]) -> Settled:
    """Settle these blocks, and those that judgements tie to them."""
    found, judgements = joined(noun.kind, blocks)
    entries = load_entries(noun.kind, found)
    by_key = {entry.key: entry for entry in entries}
    loaded = noun.load(entries)
    groups: list[tuple[str, ...]] = []
    links: list[Link] = []
    doubts: list[Link] = []
    for component in components(ties(found, by_key, judgements)):
        members = [loaded[entry.key] for entry in entries if entry.block in component]
        if members:
            resolved = noun.resolve(members, among(judgements, {member.key for member in members}))
            groups += resolved.groups
            links += resolved.links
            doubts += resolved.doubts
    keep_doubts(found, by_key, doubts)
    keep_reasons(by_key, links)
    return keep_groups(noun, found, by_key, loaded, groups)


def joined(kind: str, blocks: Collection[str]) -> tuple[set[str], Judgements]:
    """The blocks with all that judgements tie to them, and these judgements."""
    found, new = set(blocks), set(blocks)
    judgements = Judgements()
    while new:
        judgements, spoken = judgements_between(kind, entries_in(kind, found))
        new = blocks_of(kind, spoken) - found
        found |= new
    return found, judgements


def ties(blocks: Collection[str], entries: Mapping[str, Entry], judgements: Judgements) -> dict[str, set[str]]:
    tied: dict[str, set[str]] = {block: {block} for block in blocks}
    for keys in (*judgements.same, *(one | other for one, other in judgements.different)):
        together = {entries[key].block for key in keys if key in entries}
        for block in together:
            tied[block] |= together
    return tied


def among(judgements: Judgements, keys: set[str]) -> Judgements:
    """The judgements as far as they speak of these entries."""
    same = tuple(side & keys for side in judgements.same if len(side & keys) > 1)
    different = tuple((one & keys, other & keys) for one, other in judgements.different if one & keys and other & keys)
    return Judgements(same, different)


def entries_from(rows: QuerySet[Witness], kind: str) -> Iterator[Entry]:
    names = ("key", "block", "values", "company", f"{kind}_id", "pk", "resolution", "withheld", "article__withheld")
    for row in thin_rows(rows, (*names, *STAMP)):
        yield Entry._make((*row[: len(names)], stamped(*row[len(names) :])))


def load_entries(kind: str, blocks: Collection[str]) -> list[Entry]:
    """The standing witnesses of these blocks, in the order in which they came into the world."""
    entries: list[Entry] = []
    for some in portions(blocks):
        rows = Witness.objects.standing().filter(kind=kind, block__in=some)
        entries += entries_from(rows, kind)
    return sorted(entries, key=lambda entry: (entry.article.order, entry.key))


def keep_groups(
    noun: Noun, blocks: Collection[str], entries: Mapping[str, Entry], loaded: Mapping[str, Any], groups: Sequence[Sequence[str]]
) -> Settled:
    held = {key: entry.row for key, entry in entries.items()}
    former, elsewhere = former_rows(noun, blocks, held)
    stood = {pk: Stood(row.block, getattr(row, "near", "")) for pk, row in former.items()}
    keys = {pk: row.key for pk, row in former.items()}
    # A row of other blocks that others still hold stays with those.
    barred = {pk for pk in elsewhere if stood[pk].block not in blocks}
    chosen = take_rows(groups, {key: None if row in barred else row for key, row in held.items()}, keys)
    remember_keys(noun.kind, groups, keys, chosen)
    free_keys(noun.model, {group[0]: row for group, row in zip(groups, chosen, strict=True)})
    kept, changed = write_rows(noun, former, chosen, described(noun, entries, loaded, groups))
    owners: dict[str, int | None] = {key: pk for group, pk in zip(groups, kept, strict=True) for key in group}
    point(f"{noun.kind}_id", owners, held)
    rejected, unseated = unseat(noun.kind, blocks)
    mark_stale((noun.kind, block) for some in elsewhere.values() for block in some)
    return Settled(
        rows=tuple(kept),
        owners=owners | dict.fromkeys(rejected),
        changed=changed,
        moved=frozenset(unseated | {key for key, row in owners.items() if held[key] != row}),
        orphans=tuple(sorted(former.keys() - set(kept) - elsewhere.keys())),
        former=stood,
        blocks=frozenset(blocks),
    )


def former_rows(noun: Noun, blocks: Collection[str], held: Mapping[str, int | None]) -> tuple[dict[int, Any], dict[int, set[str]]]:
    """The rows that have stood in these blocks, or that these entries have belonged to; and those of them that entries of other blocks
    hold as well, with these blocks: they have to be settled too."""
    manager: Any = noun.model._default_manager
    former: dict[int, Any] = {row.pk: row for some in portions(blocks) for row in manager.filter(block__in=some)}
    strangers = {row for row in held.values() if row is not None} - former.keys()
    former |= {row.pk: row for some in portions(strangers) for row in manager.filter(pk__in=some)}
    elsewhere: dict[int, set[str]] = defaultdict(set)
    for some in portions(former):
        others = Witness.objects.filter(**{"kind": noun.kind, f"{noun.kind}__in": some}).exclude(block__in=blocks).order_by()
        for pk, block in others.values_list(f"{noun.kind}_id", "block").distinct():
            elsewhere[pk].add(block)
    return former, elsewhere


def write_rows(
    noun: Noun, former: Mapping[int, Any], chosen: Sequence[int | None], columns: Sequence[dict[str, Any]]
) -> tuple[list[int], dict[int, frozenset[str]]]:
    """Write a row for each group, in the place of the one chosen; gives the rows' ids, and what changed of which (of a new one all)."""
    manager: Any = noun.model._default_manager
    rows, new, changed, differences = [], [], [], {}
    for pk, values in zip(chosen, columns, strict=True):
        row = noun.model(**values) if pk is None else former[pk]
        rows.append(row)
        if pk is None:
            new.append(row)
            continue
        differing = {name for name, value in values.items() if getattr(row, name) != value}
        for name in differing:
            setattr(row, name, values[name])
        if differing:
            changed.append(row)
            differences[row.pk] = frozenset(differing)
    if changed:
        manager.bulk_update(changed, sorted(frozenset().union(*differences.values())), batch_size=100)
    manager.bulk_create(new, batch_size=200)
    every = frozenset(columns[0]) if columns else frozenset()
    return [row.pk for row in rows], differences | {row.pk: every for row in new}


def drop(noun: Noun, settled: Settled) -> None:
    """Delete the rows that nobody belongs to any more."""
    for some in portions(settled.orphans):
        noun.model._default_manager.filter(pk__in=some).delete()


def unseat(kind: str, blocks: Collection[str]) -> tuple[set[str], set[str]]:
    """What was rejected belongs to nobody, nor does what hangs on it. Gives these entries, and those that belonged to somebody."""
    rejected, seated = set(), set()
    for some in portions(blocks):
        rows = Witness.objects.filter(kind=kind, block__in=some, status=Witness.Status.REJECTED)
        for key, row in rows.order_by().values_list("key", f"{kind}_id"):
            rejected.add(key)
            if row is not None:
                seated.add(key)
        if rejected:
            rows.exclude(**{kind: None, "resolution": {}}).update(**{kind: None, "resolution": {}})
    return rejected, seated


def described(noun: Noun, entries: Mapping[str, Entry], loaded: Mapping[str, Any], groups: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Each group's columns, with people's corrections over them, the last one last."""
    owner = {key: number for number, group in enumerate(groups) for key in group}
    columns = []
    for group in groups:
        members = open_ones([entries[key] for key in group])
        values = noun.describe(members, [loaded[entry.key] for entry in members])
        counted = len({entry.article.counted for entry in members})
        columns.append({"key": group[0], "block": members[0].block, "articles_count": counted, "note": "", **values})
    for key, decision in corrections_of(noun.kind, {entry.block for entry in entries.values()}):
        if key in owner:
            columns[owner[key]] |= {name: value for name, value in decision.values.items() if name in noun.correctable}
    for values in columns:
        pinyin, initials = spell(values["name"], person=noun.kind == "person")
        values |= {"pinyin": pinyin[:LONGEST_PINYIN], "initials": initials[:LONGEST_INITIALS]}
    return columns


def keep_reasons(entries: Mapping[str, Entry], links: Sequence[Link]) -> None:
    """The score and its features, beside every entry that was joined to others."""
    none: dict[str, Any] = {}
    wanted = {key: none for key in entries}  # noqa: C420
    # Thousands of entries of one profile are there for one reason.
    reasons = {(link.one, id(link.features)): link for link in links}
    told = {known_as: shown(link) for known_as, link in reasons.items()}
    wanted |= {link.other: told[link.one, id(link.features)] for link in links}
    alike: dict[int, list[int]] = defaultdict(list)
    reason_of = {id(reason): reason for reason in wanted.values()}
    compared: dict[tuple[int, int], bool] = {}
    for key, entry in entries.items():
        pair = id(entry.resolution), id(wanted[key])
        if pair not in compared:
            compared[pair] = entry.resolution != wanted[key]
        if compared[pair]:
            alike[pair[1]].append(entry.pk)
    few = [Witness(pk=pk, resolution=reason_of[known]) for known, rows in alike.items() if len(rows) < MANY for pk in rows]
    Witness.objects.bulk_update(few, ["resolution"], batch_size=100)
    for known, rows in alike.items():
        for some in portions(rows if len(rows) >= MANY else ()):
            Witness.objects.filter(pk__in=some).update(resolution=reason_of[known])


def shown(link: Link) -> dict[str, Any]:
    features = [{"name": item.name, "weight": round(item.weight, 3), "zh": item.zh, "en": item.en} for item in link.features]
    return {"with": link.one, "score": round(link.score, 3), "features": features}


def keep_doubts(blocks: Collection[str], entries: Mapping[str, Entry], doubts: Sequence[Link]) -> None:
    """Pairs that people should judge, each in the block of its first entry."""
    sorted_out: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for link in doubts:
        kind = "contradiction" if any(feature.name == "contradiction" for feature in link.features) else "namesakes"
        sorted_out[kind, entries[link.one].block].append(doubt_of(link, entries))
    kinds = ("namesakes", "contradiction")
    keep_findings_in({kind: {block: sorted_out.get((kind, block), ()) for block in blocks} for kind in kinds})


def doubt_of(link: Link, entries: Mapping[str, Entry]) -> Found:
    """The pair with its evidence, as people are asked about it."""
    names = [entries[link.one].values["name"], entries[link.other].values["name"]]
    zh = "；".join(feature.zh for feature in link.features if feature.zh) or "证据不足"
    en = "; ".join(feature.en for feature in link.features if feature.en) or "too little to go by"
    return Found((link.one, link.other), zh, en, round(link.score, 3), {"names": names, **shown(link)})


class Moved(NamedTuple):
    """A witness that hangs on an entry, with the rows it belonged to before it was led elsewhere. `row`: that of the entry's kind."""

    pk: int
    kind: str
    block: str
    subject: str
    person: int | None
    organization: int | None
    meeting: int | None
    row: int | None


def lead(column: str, key_column: str, settled: Settled) -> list[Moved]:
    """Make what hangs on the entries of these blocks (`key_column`: subject, event, of_body) point to their rows.

    What moves is a witness of no fact until its facts are settled: they are marked. Gives what was moved. It is looked up by keys, some at
    a time: left to join so many rows without knowing how many they are, a database may compare each with each.
    """
    columns = ("pk", "kind", "block", "subject", "person_id", "organization_id", "meeting_id", f"{column}_id")
    loose = {"tenure": None, "attendance": None, "statement": None}
    owned: dict[int, int | None] = {}
    for some in portions(settled.owners):
        rows = Witness.objects.filter(**{f"{key_column}__in": some}).order_by()
        owned |= {
            pk: settled.owners[key] for pk, key, row in rows.values_list("pk", key_column, f"{column}_id") if settled.owners[key] != row
        }
    moved: list[Moved] = []
    for some in portions(owned):
        moved += map(Moved._make, Witness.objects.filter(pk__in=some).order_by().values_list(*columns))
        Witness.objects.filter(pk__in=some).update(**{column: chosen_by("pk", [(pk, owned[pk]) for pk in some]), **loose})
    mark_facts({mark for row in moved for mark in marks_of(row, column, owned[row.pk])})
    return moved


def marks_of(row: Moved, column: str, owned: int | None) -> set[tuple[str, str]]:
    """The facts it was, and will be, a witness of."""
    rows = {"person": row.person, "organization": row.organization, "meeting": row.meeting}
    return fact_marks(row.kind, row.block, **rows) | fact_marks(row.kind, row.block, **(rows | {column: owned}))
