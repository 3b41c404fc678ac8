"""What is known of a person, a body, a meeting or a post, as their pages show it: some of everything, by a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Model, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from articles.models import Attendance, Decision, DecisionTarget, Finding, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from articles.store.settling.rows import portions
from articles.store.showable import open_witnesses, showable, with_quotes
from articles.store.targets import NOUNS, Row

MOST = 50
"""Facts of one sort on a page; the rest stands in a list of its own."""
WITNESSES = 3
"""Witnesses shown beside a fact."""
NEAREST = 20
"""Persons shown as met most often, and as colleagues."""


@dataclass(frozen=True)
class Some:
    """The first rows of a sort, and how many there are of it."""

    rows: tuple[Any, ...]
    total: int


@dataclass(frozen=True)
class Namesake:
    """Another row that may be taken for this one. `doubtful`: a finding asks about the two; `apart`: people said that they are two."""

    row: Any
    zh: str
    en: str
    score: float
    doubtful: bool = False
    apart: Decision | None = None


def some(rows: QuerySet[Any], most: int = MOST) -> Some:
    first = tuple(rows[: most + 1])
    return Some(first, len(first)) if len(first) <= most else Some(first[:most], rows.count())


def tenures_of(row: Person | Organization | Post, *, withheld: bool) -> Some:
    which = {Person: "person", Organization: "post__organization", Post: "post"}[type(row)]
    rows = Tenure.objects.filter(**{which: row}).select_related("person", "post__organization")
    return some(showable(rows, withheld=withheld).order_by("-last_seen", "-first_seen", "key"))


def attendances_of(row: Person | Meeting, *, withheld: bool) -> Some:
    """Of a person the latest meeting first; of a meeting in protocol order, those without a place in it last."""
    rows = showable(row.attendances.select_related("meeting", "person"), withheld=withheld)
    if isinstance(row, Person):
        return some(rows.order_by("-meeting__date", "order", "key"))
    return some(rows.order_by(Case(When(order=0, then=Value(1)), default=Value(0)), "order", "key"), most=200)


def statements_of(row: Person | Meeting, *, withheld: bool) -> Some:
    rows = showable(row.statements.select_related("meeting", "person"), withheld=withheld)
    return some(rows.order_by("-meeting__date", "key"))


def topics_of(person: Person, *, withheld: bool) -> list[tuple[str, int]]:
    """What the person speaks of: the words most of the statements are about."""
    counted: dict[str, int] = defaultdict(int)
    for topics in showable(Statement.objects.by(person), withheld=withheld).order_by().values_list("topics", flat=True)[:2000]:
        for topic in dict.fromkeys(map(str, topics)):
            counted[topic] += 1
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:NEAREST]


def mentions_of(row: Row, *, withheld: bool) -> Some:
    """Where the row is named, the latest article first."""
    kind = NOUNS[type(row)].kind
    rows = with_quotes(open_witnesses(withheld=withheld).filter(**{"kind": kind, kind: row}))
    return some(rows.order_by("-article__published_on", "key"), most=20)


def witnesses_of(column: str, facts: Collection[Model], *, withheld: bool) -> dict[int, list[Any]]:
    """For each fact (by its id) its first witnesses, the surest first, each with `number_of`: how many there are."""
    found: dict[int, list[Any]] = defaultdict(list)
    ids = [fact.pk for fact in facts]
    for portion in portions(ids):
        rows = with_quotes(open_witnesses(withheld=withheld).standing().filter(**{f"{column}__in": portion}))
        by_fact = F(f"{column}_id")
        rows = rows.annotate(
            place=Window(RowNumber(), partition_by=[by_fact], order_by=[F("confidence").desc(), F("key").asc()]),
            number_of=Window(Count("pk"), partition_by=[by_fact]),
        )
        for witness in rows.filter(place__lte=WITNESSES).order_by("place"):
            found[getattr(witness, f"{column}_id")].append(witness)
    return found


def met_most(person: Person, *, withheld: bool) -> list[tuple[Person, int]]:
    """With whom the person was at most meetings, and at how many."""
    mine = showable(Attendance.objects.filter(person=person), withheld=withheld).order_by()
    others = Attendance.objects.filter(meeting__in=mine.values("meeting")).exclude(person=person).order_by()
    counted = (
        others.values_list("person").annotate(number=Count("meeting", distinct=True)).order_by("-number", "person__name", "person__key")
    )
    pairs = [(pk, number) for pk, number in counted[:NEAREST]]
    rows = showable(Person.objects.filter(pk__in=[pk for pk, _number in pairs]), withheld=withheld).in_bulk()
    return [(rows[pk], number) for pk, number in pairs if pk in rows]


def colleagues_of(person: Person, *, withheld: bool) -> list[tuple[Person, list[str]]]:
    """Who holds or held posts in the same bodies, and in which: those of most shared bodies first."""
    bodies = Organization.objects.filter(posts__tenures__person=person)
    others = Tenure.objects.filter(post__organization__in=bodies).exclude(person=person)
    shared: dict[int, set[str]] = defaultdict(set)
    for pk, body in showable(others, withheld=withheld).order_by().values_list("person_id", "post__organization__name").distinct()[:2000]:
        shared[pk].add(body)
    nearest = sorted(shared, key=lambda pk: (-len(shared[pk]), pk))[:NEAREST]
    rows = showable(Person.objects.filter(pk__in=nearest), withheld=withheld).in_bulk()
    return [(rows[pk], sorted(shared[pk])) for pk in nearest if pk in rows]


def family_of(body: Organization, *, withheld: bool) -> list[tuple[str, Organization]]:
    """The bodies it hangs together with: parent, part, successor, predecessor; each with which of these it is."""
    parts = showable(Organization.objects.filter(parent=body), withheld=withheld).order_by("name", "key")[:MOST]
    heirs = showable(Organization.objects.filter(block__in=body.successors or ()), withheld=withheld).order_by("name", "key")
    near = showable(Organization.objects.exclude(successors=[]).filter(places=body.places), withheld=withheld)
    before = [row for row in near.order_by("name", "key")[:500] if body.block and body.block in row.successors]
    found: list[tuple[str, Organization]] = [("parent", body.parent)] if body.parent is not None else []
    found += [("part", row) for row in parts]
    return found + [("successor", row) for row in heirs] + [("predecessor", row) for row in before]


def namesakes_of(row: Row, *, withheld: bool) -> list[Namesake]:
    """Those of the same name and those a finding asks about, with what speaks for and against their being one."""
    kind = NOUNS[type(row)].kind
    keys = Witness.objects.filter(**{"kind": kind, kind: row})
    blocks = set(keys.order_by().values_list("block", flat=True).distinct()[:500])
    if isinstance(row, Organization):
        blocks.add(f"near {row.near}")
    mine = set(keys.values_list("key", flat=True))
    model: Any = type(row)
    others = (
        {other.pk: other for other in showable(model._default_manager.named(row.name), withheld=withheld)[:MOST]}
        if kind != "meeting"
        else {}
    )
    asked: dict[int, Finding] = {}
    findings = Finding.objects.filter(kind__in=("namesakes", "contradiction"), block__in=blocks).order_by("-score", "key")
    pairs = [(finding, set(finding.about) - mine) for finding in findings[:500] if set(finding.about) & mine]
    owners = dict(Witness.objects.filter(key__in={key for _one, keys in pairs for key in keys}).values_list("key", f"{kind}_id"))
    for finding, theirs in pairs:
        for key in theirs:
            if owners.get(key) not in (None, row.pk):
                asked.setdefault(int(owners[key]), finding)
    missing = asked.keys() - others.keys()
    others |= {other.pk: other for other in showable(model._default_manager.filter(pk__in=missing), withheld=withheld)}
    others.pop(row.pk, None)
    parted = parted_from(kind, mine, others)
    return [
        namesake(other, asked.get(pk), parted.get(pk)) for pk, other in sorted(others.items(), key=lambda pair: (pair[1].name, pair[1].key))
    ]


def namesake(other: Any, finding: Finding | None, apart: Decision | None) -> Namesake:
    if apart is not None:
        return Namesake(other, "裁定为不同", "people said that they are two", 0.0, apart=apart)
    if finding is not None:
        return Namesake(other, finding.why.get("zh", ""), finding.why.get("en", ""), finding.score, doubtful=True)
    return Namesake(other, "无共同的机构、地域或同场人员可据", "nothing ties them: no shared body, place or company", 0.0)


def parted_from(kind: str, mine: Collection[str], others: Collection[int]) -> dict[int, Decision]:
    """The standing decisions that say that the row with these mentions is not one with these others."""
    if not others:
        return {}
    touching: set[int] = set()
    for portion in portions(mine):
        targets = DecisionTarget.objects.standing().filter(kind=kind, decision__kind="different", key__in=portion)
        touching |= set(targets.values_list("decision_id", flat=True))
    found: dict[int, Decision] = {}
    for decision in Decision.objects.filter(pk__in=touching).order_by("at", "key"):
        sides = [{target["key"] for target in side} for side in decision.sides]
        theirs = set().union(*(side for side in sides if not side & set(mine)))
        rows = Witness.objects.filter(key__in=theirs, **{f"{kind}__in": list(others)}).order_by()
        found |= dict.fromkeys(rows.values_list(f"{kind}_id", flat=True).distinct(), decision)
    return found


def told_apart(rows: Sequence[Any]) -> dict[int, str]:
    """For each row (all of one model), by its id, what tells it from others of its name: posts, kind and place, or date."""
    if not rows:
        return {}
    if isinstance(rows[0], Person):
        posts: dict[int, list[str]] = defaultdict(list)
        tenures = Tenure.objects.filter(person__in=rows).select_related("post__organization").order_by("-articles_count", "key")
        for tenure in tenures[:2000]:
            posts[tenure.person_id].append(str(tenure.post))
        return {
            row.pk: " · ".join([*posts[row.pk][:3], f"{row.first_seen}–{row.last_seen}" if row.first_seen else ""]).strip(" ·")
            for row in rows
        }
    if isinstance(rows[0], Organization):
        return {row.pk: " · ".join(part for part in (row.kind, str(row.get_level_display() or ""), row.place_code) if part) for row in rows}
    return {row.pk: " · ".join(part for part in (row.date, row.place) if part) for row in rows}


@dataclass(frozen=True)
class Mention:
    """A mention with the posts its article gives the person: (body, title)."""

    witness: Any
    posts: tuple[tuple[str, str], ...]


def mentions_to_split(row: Row, *, withheld: bool, most: int = 500) -> Some:
    """All mentions of a row, by date, with their posts; the latest `most` of them where there are more."""
    kind = NOUNS[type(row)].kind
    rows = with_quotes(open_witnesses(withheld=withheld).standing().filter(**{"kind": kind, kind: row}))
    first = some(rows.order_by("-article__published_on", "key"), most)
    posts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for portion in portions(witness.key for witness in first.rows):
        hanging = open_witnesses(withheld=withheld).standing().filter(kind="post", subject__in=portion).order_by("start", "key")
        for subject, values in hanging.values_list("subject", "values"):
            posts[subject].append((str(values.get("organization") or ""), str(values.get("title") or "")))
    return Some(tuple(Mention(witness, tuple(posts[witness.key])) for witness in first.rows), first.total)
