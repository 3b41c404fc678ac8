"""What people decided about a row, now and before: every decision that bears or bore on it, the newest first, in words.

A row is what its witnesses together say, so its history is that of its witnesses: of those it has, of those it lost by a decision, and
of the same words in versions and reposts. Where two rows of one name lie in one block, a name that was rejected may have been either's, and
is told of with both unless the reason it was joined to others says whose it was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from articles.models import (
    Article,
    Attendance,
    Decision,
    DecisionTarget,
    FormerKey,
    Meeting,
    Organization,
    Person,
    Post,
    Statement,
    Tenure,
    Witness,
)
from articles.store.looking_up import day_of, signed_en, signed_zh

Fact = Person | Organization | Meeting | Post | Tenure | Attendance | Statement | Witness
Row = Fact | Article
REJECTED = Witness.Status.REJECTED
DEEPEST = 50
"""How often in a row a decision, its withdrawal, the withdrawal of that … are followed."""


@dataclass(frozen=True)
class Event:
    """One decision of a row's history. `withdrawn_by`: the standing decisions that withdraw it, empty where it stands."""

    decision: Decision
    zh: str
    en: str
    withdrawn_by: tuple[Decision, ...] = ()

    @property
    def standing(self) -> bool:
        return self.decision.standing


def history_of(row: Row) -> list[Event]:
    """All decisions that bear or bore on the row, the newest first."""
    decisions = {decision.pk: decision for decision in Decision.objects.filter(pk__in=bearing_on(row))}
    undone: dict[str, list[Decision]] = defaultdict(list)
    frontier = [decision.key for decision in decisions.values()]
    for _ in range(DEEPEST):
        if not frontier:
            break
        rows = DecisionTarget.objects.filter(kind="decision", key__in=frontier).select_related("decision")
        found = [(target.key, target.decision) for target in rows]
        for key, decision in found:
            undone[key].append(decision)
        new = {decision.pk: decision for _key, decision in found if decision.pk not in decisions}
        decisions |= new
        frontier = [decision.key for decision in new.values()]
    by_key = {decision.key: decision for decision in decisions.values()}
    ordered = sorted(decisions.values(), key=lambda decision: (decision.at, decision.key), reverse=True)
    return [event(decision, by_key, undone[decision.key]) for decision in ordered]


def bearing_on(row: Row) -> set[int]:
    """The ids of the decisions about the row's witnesses; those that withdraw decisions are not among them."""
    if isinstance(row, Article):
        about = Q(sha256=row.capture.sha256)
        witnesses: QuerySet[Witness] = Witness.objects.filter(article=row)
    else:
        witnesses = witnesses_of(row)
        about = Q(key__in=witnesses.values("key"))
    if isinstance(row, Person | Organization | Meeting):
        kind = type(row)._meta.model_name or ""
        former = FormerKey.objects.filter(Q(now=row.key) | Q(now__in=witnesses.values("key")), kind=kind)
        about |= Q(kind=kind, key__in=former.values("key"))
    targets = DecisionTarget.objects.exclude(kind="decision")
    direct = set(targets.filter(about).values_list("decision", flat=True))
    return direct | elsewhere(witnesses, targets) | withdrawn_additions(row, witnesses)


def elsewhere(witnesses: QuerySet[Witness], targets: QuerySet[DecisionTarget]) -> set[int]:
    """Decisions on the same words in a version or repost of the article, or in a capture that is not here."""
    signatures = witnesses.exclude(quote="").values("signature")
    rows = list(targets.filter(signature__in=signatures).exclude(signature="").values_list("decision", "signature", "sha256"))
    if not rows:
        return set()
    articles = Article.objects.filter(capture__sha256__in={sha256 for *_, sha256 in rows})
    there = {sha256: (group, address) for sha256, group, address in articles.values_list("capture__sha256", "group", "address")}
    ours: dict[str, list[tuple[str, str]]] = defaultdict(list)
    bearers = witnesses.filter(signature__in={signature for _pk, signature, _sha256 in rows})
    for signature, group, address in bearers.values_list("signature", "article__group", "article__address"):
        ours[signature].append((group, address))
    return {pk for pk, signature, sha256 in rows if any(kin(one, there.get(sha256)) for one in ours[signature])}


def kin(one: tuple[str, str], other: tuple[str, str] | None) -> bool:
    """Whether two articles, each (group, address), are versions or reposts; one that is not here is taken for one."""
    return other is None or one[0] == other[0] or bool(one[1] and one[1] == other[1])


def witnesses_of(row: Fact) -> QuerySet[Witness]:
    """The witnesses the row has, and those it lost by a decision."""
    every = Witness.objects.all()
    if isinstance(row, Witness):
        return every.filter(pk=row.pk)
    if isinstance(row, Person | Organization | Meeting):
        return every.filter(of_noun(row))
    if isinstance(row, Statement):
        return every.filter(Q(statement=row) | Q(kind="statement", block=row.digest, person=row.person, statement=None))
    if isinstance(row, Attendance):
        there = Q(values__role=row.role) | Q(machine__role=row.role)
        lost = Q(meeting=row.meeting, person=row.person) | Q(meeting=row.meeting, machine__person=row.person.name)
        return every.filter(Q(attendance=row) | (Q(kind__in=("attendance", "role")) & decided_on() & lost & there))
    if isinstance(row, Tenure):
        post, said = row.post, Q(values__title=row.post.title) | Q(machine__title=row.post.title)
        body = Q(organization=post.organization) | Q(machine__organization=post.organization.name)
        lost = (Q(person=row.person) & body) | Q(organization=post.organization, machine__person=row.person.name)
        return every.filter(Q(tenure=row) | (Q(kind="post") & decided_on() & lost & said))
    said = Q(values__title=row.title) | Q(machine__title=row.title)
    return every.filter(Q(tenure__post=row) | (Q(kind="post", organization=row.organization) & decided_on() & said))


def decided_on() -> Q:
    return ~Q(decision="")


def of_noun(row: Person | Organization | Meeting) -> Q:
    """What names the row or hangs on it; the names of it that people rejected or corrected into another's, and what they took from it."""
    kind = str(type(row)._meta.model_name)
    entries = Witness.objects.filter(**{"kind": kind, kind: row})
    names, lost = names_of(row), rejected_names(kind, entries)
    corrected = DecisionTarget.objects.filter(kind=kind, decision__scope="witness", decision__kind__in=("correct", "lock"))
    moved = Q(kind=kind, key__in=corrected.values("key"), machine__name__in=names)
    hanging = {"person": "subject", "organization": "of_body", "meeting": "event"}[kind]
    said = Q(**{f"machine__{kind}__in": names}) | (Q(machine__speaker__in=names) if kind == "person" else Q())
    taken = Q(article__in=entries.values("article")) & decided_on() & said
    return Q(**{kind: row}) | Q(key__in=lost) | Q(**{f"{hanging}__in": lost}) | moved | taken


def names_of(row: Person | Organization | Meeting) -> list[str]:
    return [row.name, *getattr(row, "other_names", [])]


def rejected_names(kind: str, entries: QuerySet[Witness]) -> set[str]:
    """The keys of rejected names that belonged with these entries, or may have."""
    rejected = Witness.objects.filter(kind=kind, status=REJECTED, block__in=entries.values("block"))
    reasons = {key: (reason or {}).get("with") for key, reason in rejected.values_list("key", "resolution")}
    ours = set(entries.filter(key__in={joined for joined in reasons.values() if joined}).values_list("key", flat=True))
    return {key for key, joined in reasons.items() if joined is None or joined in ours or joined in reasons}


def withdrawn_additions(row: Row, witnesses: QuerySet[Witness]) -> set[int]:
    """The ids of decisions that added a fact of the row by hand and were withdrawn: nothing is left of it but the decision."""
    captures = witnesses.values("article__capture__sha256")
    rows = DecisionTarget.objects.filter(decision__kind="create", decision__standing=False, sha256__in=captures)
    wanted = what_it_says(row)
    found = rows.values_list("decision", "kind", "decision__values")
    return {
        pk
        for pk, kind, values in found
        if any(kind == one and all(values.get(name) in allowed for name, allowed in said.items()) for one, said in wanted)
    }


def what_it_says(row: Row) -> list[tuple[str, dict[str, Collection[Any]]]]:
    """By what a fact made by hand is known as one of the row's: kinds of witnesses, each with the values it must have."""
    if isinstance(row, Person):
        names = names_of(row)
        return [
            ("person", {"name": names}),
            ("post", {"person": names}),
            ("attendance", {"person": names}),
            ("statement", {"speaker": names}),
        ]
    if isinstance(row, Organization):
        return [("organization", {"name": names_of(row)}), ("post", {"organization": names_of(row)})]
    if isinstance(row, Meeting):
        return [("meeting", {"name": names_of(row)}), ("attendance", {"meeting": names_of(row)})]
    if isinstance(row, Post):
        return [("post", {"title": [row.title], "organization": names_of(row.organization)})]
    if isinstance(row, Tenure):
        title, body = [row.post.title], names_of(row.post.organization)
        return [("post", {"title": title, "organization": body, "person": names_of(row.person)})]
    if isinstance(row, Attendance):
        return [("attendance", {"meeting": names_of(row.meeting), "person": names_of(row.person), "role": [row.role]})]
    return [("statement", {"text": [row.text]})] if isinstance(row, Statement) else []


ZH = {"accept": "确认", "reject": "驳回", "correct": "更正", "lock": "锁定", "create": "手工添加", "withhold": "不予公开"}
EN = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "lock": "locked",
    "create": "added by hand",
    "withhold": "withheld",
}
KINDS_ZH = {
    "article": "文章",
    "person": "人物",
    "organization": "机构",
    "meeting": "会议",
    "post": "职务",
    "attendance": "出席",
    "statement": "发言",
    "role": "无名职务",
}
KINDS_EN = {"role": "post without a name"}
NAMED = 3
"""Names of one side that are told one by one."""


def event(decision: Decision, by_key: dict[str, Decision], undone: Sequence[Decision]) -> Event:
    zh, en = told(decision, by_key)
    batch_zh, batch_en = (f"（批次 {decision.batch}）", f" (batch {decision.batch})") if decision.batch else ("", "")
    return Event(
        decision,
        f"{signed_zh(decision)}：{zh}{batch_zh}",
        f"{signed_en(decision)}: {en}{batch_en}",
        ()
        if decision.standing
        else tuple(sorted((one for one in undone if one.standing), key=lambda one: (one.at, one.key), reverse=True)),
    )


def told(decision: Decision, by_key: dict[str, Decision]) -> tuple[str, str]:
    """What was decided, in Chinese and English."""
    kind, sides = decision.kind, decision.sides
    if kind == "undo":
        target = by_key.get(sides[0][0]["key"])
        zh, en = told(target, by_key) if target is not None else ("", "")
        by = f"{target.by} {day_of(target)} " if target is not None else ""
        return f"撤回：{by}{zh}", f"withdrew: {by}{en}"
    names = [names_in(side) for side in sides]
    if kind == "same":
        return f"裁定为同一个：{'、'.join(names)}", f"one and the same: {', '.join(names)}"
    if kind == "different":
        return f"裁定为不同：{' ≠ '.join(names)}", f"not the same: {' ≠ '.join(names)}"
    target = sides[0][0]
    if decision.scope == "capture":
        return f"移出采集页 {names[0]}", f"set aside the capture {names[0]}"
    quote = f"“{target['quote'][:20]}”" if target.get("quote") else ""
    zh = f"{ZH[kind]}{KINDS_ZH.get(target['kind'], '')} {names[0]}{quote}"
    en = f"{EN[kind]} {KINDS_EN.get(target['kind'], target['kind'])} {names[0]} {quote}".rstrip()
    values = values_in(decision)
    return f"{zh}{'：' if values else ''}{values}", f"{en}{': ' if values else ''}{values}"


def names_in(side: Collection[dict[str, Any]]) -> str:
    """What a side speaks of, each name once: those of one thing joined by dots, several by 、."""
    names = list(dict.fromkeys("·".join(part for part in target.get("names") or () if part) for target in side))
    return "、".join(names[:NAMED]) + (f" …（{len(side)}）" if len(names) > NAMED else "")


def values_in(decision: Decision) -> str:
    """The new values of a correction, as they were given; "" for what has none to tell."""
    if decision.kind != "correct":
        return ""
    return "; ".join(f"{name} = {shown(value)}" for name, value in sorted(decision.values.items()))


def shown(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str | dict) else str(value)


def words_of(decisions: Sequence[Decision]) -> dict[int, tuple[str, str]]:
    """What each decision says (by its id), in Chinese and English, without who made it; of an undo also what it withdraws."""
    by_key = {decision.key: decision for decision in decisions}
    wanted = {decision.sides[0][0]["key"] for decision in decisions if decision.kind == "undo"} - by_key.keys()
    for _ in range(DEEPEST):
        if not wanted:
            break
        found = list(Decision.objects.filter(key__in=wanted))
        by_key |= {decision.key: decision for decision in found}
        wanted = {decision.sides[0][0]["key"] for decision in found if decision.kind == "undo"} - by_key.keys()
    return {decision.pk: told(decision, by_key) for decision in decisions}
