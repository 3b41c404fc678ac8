"""What all witnesses together say of a person: tenures, attendances, statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from django.db.models import Exists, OuterRef, Q

from articles.models import Attendance, Organization, Post, Statement, Tenure, Witness
from articles.store.marking import mark_stale
from articles.store.settling.rows import keep_rows, open_ones, point, portions
from articles.store.settling.thin_rows import thin_rows
from articles.store.witnessing import STAMP, Stamp, stamped

LONGEST_TITLE = 200
SETTLED = (Witness.Status.ACCEPTED, Witness.Status.CORRECTED, Witness.Status.LOCKED, Witness.Status.CREATED)


FACTS: dict[str, type[Tenure] | type[Attendance] | type[Statement]] = {"tenure": Tenure, "attendance": Attendance, "statement": Statement}


class Word(NamedTuple):
    """One article's word for a fact. `row`: the id of the fact it has been a witness of so far; `own`: whether it is withheld itself,
    `whole`: whether its article is."""

    key: str
    kind: str
    block: str
    values: dict[str, Any]
    confidence: float
    status: str
    person: int | None
    organization: int | None
    meeting: int | None
    row: int | None
    own: bool
    whole: bool
    article: Stamp

    @property
    def withheld(self) -> bool:
        return self.own or self.whole


def settle_facts(persons: list[str]) -> None:
    """All that is said of these persons. `persons` are the ids of rows; one that is no longer there is passed over."""
    ids = {int(pk) for pk in persons}
    keep_tenures(ids)
    keep_attendances(ids)
    keep_statements(ids)
    for column in FACTS:
        loosen(column, ids)


def settle_tenures(pairs: list[str]) -> None:
    """`pairs`: the ids of a person and of a body, as `fact_marks` writes them; so those of meetings, and the digest of words, below.

    Whoever is marked is settled with every body that is: more than is asked for changes nothing.
    """
    persons, bodies = parted(pairs)
    keep_tenures(persons, {int(pk) for pk in bodies})


def settle_attendances(pairs: list[str]) -> None:
    persons, meetings = parted(pairs)
    keep_attendances(persons, {int(pk) for pk in meetings})


def settle_statements(pairs: list[str]) -> None:
    persons, digests = parted(pairs)
    keep_statements(persons, digests)


def settle_accepted(facts: list[str]) -> None:
    """Whether people settled one of the witnesses. `facts`: the sort and the id of a row; one that is no longer there is passed over."""
    ids: dict[str, set[int]] = defaultdict(set)
    for fact in facts:
        column, _, pk = fact.partition(" ")
        ids[column].add(int(pk))
    for column, some in ids.items():
        own = Witness.objects.filter(**{column: OuterRef("pk")})
        openly = own.filter(withheld=False, article__withheld=False)
        settled = Q(Exists(openly.filter(status__in=SETTLED))) | Q(~Exists(openly), Exists(own.filter(status__in=SETTLED)))
        rows = FACTS[column]._default_manager.filter(pk__in=some)
        accepted = set(rows.filter(settled).values_list("pk", flat=True))
        rows.filter(pk__in=accepted, accepted=False).update(accepted=True)
        rows.filter(accepted=True).exclude(pk__in=accepted).update(accepted=False)


def parted(pairs: Iterable[str]) -> tuple[set[int], set[str]]:
    persons, others = set(), set()
    for pair in pairs:
        person, _, other = pair.partition(" ")
        persons.add(int(person))
        others.add(other)
    return persons, others


def words(column: str, **which: Any) -> list[Word]:
    """The standing witnesses of this kind, as they came into the world; `column`: that of the fact they are witnesses of."""
    rows = Witness.objects.standing().filter(**which)
    own = ("key", "kind", "block", "values", "confidence", "status", "person_id", "organization_id", "meeting_id")
    names = (*own, f"{column}_id", "withheld", "article__withheld")
    found = [Word._make((*row[:12], stamped(*row[12:]))) for row in thin_rows(rows, (*names, *STAMP))]
    return sorted(found, key=lambda word: (word.article.order, word.key))


def together(group: Sequence[Word]) -> dict[str, Any]:
    """What every fact says of its witnesses; the first of them gives it its key."""
    told = open_ones(group)
    return {
        "key": group[0].key,
        "articles_count": len({word.article.counted for word in told}),
        "confidence": max(word.confidence for word in told),
        "accepted": any(word.status in SETTLED for word in told),
    }


def grouped(found: Iterable[Word], identity: Any) -> dict[Any, list[Word]]:
    groups: dict[Any, list[Word]] = defaultdict(list)
    for word in found:
        groups[identity(word)].append(word)
    return groups


def tie(column: str, groups: dict[Any, list[Word]], rows: dict[Any, Any]) -> None:
    """Make the witnesses point to their fact."""
    owners = {word.key: rows[known_as].pk for known_as, group in groups.items() for word in group}
    point(column, owners, {word.key: word.row for group in groups.values() for word in group})


def loosen(column: str, persons: Collection[int]) -> None:
    """What was rejected is a witness of nothing."""
    rejected = Witness.objects.filter(person__in=persons, status=Witness.Status.REJECTED)
    rejected.exclude(**{column: None}).update(**{column: None})


def keep_tenures(persons: Collection[int], of: Collection[int] | None = None) -> None:
    """The tenures of these persons, in these bodies or in all."""
    found = words("tenure", kind="post", person__in=persons, **among("organization", of))
    posts = keep_posts({(word.organization, word.values["title"][:LONGEST_TITLE]) for word in found})
    groups = grouped(found, lambda word: (word.person, posts[word.organization, word.values["title"][:LONGEST_TITLE]]))
    wanted = {(person, post): {"person_id": person, "post_id": post, **together(group)} for (person, post), group in groups.items()}
    existing = list(Tenure.objects.filter(person__in=persons, **among("post__organization", of)).select_related("post"))
    bodies = {tenure.post.organization_id for tenure in existing}.union((word.organization for word in found), of or ())
    rows = keep_rows(Tenure, existing, wanted, ("person_id", "post_id"))
    tie("tenure", groups, rows)
    for some in portions(body for body in bodies if body):
        mark_stale(("post", block) for block in Organization.objects.filter(pk__in=some).values_list("block", flat=True))


def among(column: str, of: Collection[Any] | None) -> dict[str, Any]:
    return {f"{column}__isnull": False} if of is None else {f"{column}__in": of}


def keep_posts(wanted: set[tuple[Any, str]]) -> dict[tuple[Any, str], int]:
    """The ids of these posts, by body and title; those not there yet get a key of their own until their tenures are settled."""
    posts: dict[tuple[Any, str], int] = {}
    for some in portions({body for body, _title in wanted}):
        rows = Post.objects.filter(organization__in=some)
        posts |= {(body, title): pk for pk, body, title in rows.values_list("pk", "organization_id", "title")}
    new = [Post(organization_id=body, title=title, key=f"~{uuid4().hex[:15]}") for body, title in sorted(wanted - posts.keys())]
    Post.objects.bulk_create(new, batch_size=200)
    return posts | {(post.organization_id, post.title): post.pk for post in new}


def keep_attendances(persons: Collection[int], at: Collection[int] | None = None) -> None:
    """The attendances of these persons, at these meetings or at all."""
    found = words("attendance", kind__in=("attendance", "role"), person__in=persons, **among("meeting", at))
    groups = grouped(found, lambda word: (word.meeting, word.person, word.values["role"]))
    wanted = {}
    for (meeting, person, role), group in groups.items():
        told = open_ones(group)
        orders = [word.values.get("order") or 0 for word in told]
        wanted[meeting, person, role] = {
            "meeting_id": meeting,
            "person_id": person,
            "role": role,
            "order": next((order for order in orders if order), 0),
            "inferred": all(word.kind == "role" for word in told),
            **together(group),
        }
    existing = Attendance.objects.filter(person__in=persons, **among("meeting", at))
    rows = keep_rows(Attendance, existing, wanted, ("meeting_id", "person_id", "role"))
    tie("attendance", groups, rows)


def keep_statements(persons: Collection[int], saying: Collection[str] | None = None) -> None:
    """The statements of these persons, of these words (by their digests) or of all."""
    found = words("statement", kind="statement", person__in=persons, **({} if saying is None else {"block__in": saying}))
    keep_said(found, list(Statement.objects.filter(person__in=persons, **among("digest", saying))))


def keep_said(found: Sequence[Word], existing: Sequence[Statement]) -> None:
    """The same words of one speaker at one meeting are one statement; of meetings unknown, one for each text that prints them."""
    groups = grouped(found, lambda word: (word.person, word.block, word.meeting, "" if word.meeting else word.article.counted))
    wanted = {(group[0].key,): said(group) for group in groups.values()}
    rows = keep_rows(Statement, existing, wanted, ("key",))
    tie("statement", groups, {known_as: rows[(group[0].key,)] for known_as, group in groups.items()})


def said(group: Sequence[Word]) -> dict[str, Any]:
    """The statement's columns, as its first witness prints it."""
    values = open_ones(group)[0].values
    return {
        "digest": group[0].block,
        "person_id": group[0].person,
        "meeting_id": group[0].meeting,
        "speaker": (values["speaker"] or "")[:200],
        "verb": (values.get("verb") or "")[:32],
        "text": values["text"],
        "quoted": bool(values.get("quoted")),
        "topics": list(values.get("topics") or ()),
        **together(group),
    }
