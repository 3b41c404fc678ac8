"""What would become of rows: the change is made, looked at, and taken back, so that a preview shows what really comes of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model

from articles.models import DecisionTarget, Meeting, Organization, Person, Witness
from articles.store.showable import open_witnesses, showable
from articles.store.targets import NOUNS

Noun = Person | Organization | Meeting
LONGEST_LIST = 100
"""Facts of one sort that a preview names one by one."""


@dataclass(frozen=True)
class Snapshot:
    """A row as it stands. `fields`: by column; `facts`: for each sort how many there are, and the first of them in words."""

    key: str
    name: str
    fields: dict[str, Any]
    facts: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rehearsal:
    before: tuple[Snapshot, ...]
    after: tuple[Snapshot, ...]

    @property
    def same(self) -> bool:
        """Whether nothing would become of it."""
        return self.before == self.after


def rehearse(kind: str, keys: Collection[str], change: Callable[[], object], *, withheld: bool) -> Rehearsal:
    """The rows of these mentions before the change and after it. Nothing is kept; whatever `change` raises goes on to the caller."""
    with transaction.atomic():
        before = take(kind, keys, withheld=withheld)
        mentions = set(
            Witness.objects.filter(**{"kind": kind, f"{kind}__key__in": [row.key for row in before]}).values_list("key", flat=True)
        )
        change()
        after = take(kind, mentions | set(keys), withheld=withheld)
        transaction.set_rollback(True)
    return Rehearsal(before, after)


def take(kind: str, keys: Collection[str], *, withheld: bool) -> tuple[Snapshot, ...]:
    """The rows that these mentions belong to, in the order of their keys."""
    model = model_of(kind)
    rows: Any = model._default_manager.filter(witnesses__in=Witness.objects.filter(kind=kind, key__in=list(keys))).distinct()
    return tuple(snapshot(row, withheld=withheld) for row in showable(rows, withheld=withheld).order_by("key"))


def model_of(kind: str) -> type[Model]:
    return next(model for model, noun in NOUNS.items() if noun.kind == kind)


def snapshot(row: Any, *, withheld: bool) -> Snapshot:
    names = [*NOUNS[type(row)].correctable, "articles_count"]
    return Snapshot(row.key, row.name, {name: getattr(row, name) for name in names}, facts_of(row, withheld=withheld))


def facts_of(row: Any, *, withheld: bool) -> dict[str, tuple[int, tuple[str, ...]]]:
    """All that hangs on a row and would go where it goes."""
    kind = NOUNS[type(row)].kind
    mentions = open_witnesses(withheld=withheld).filter(**{"kind": kind, kind: row})
    decisions = DecisionTarget.objects.standing().filter(kind=kind, key__in=mentions.values("key")).values("decision").distinct()
    found = {"mentions": in_words(mentions.select_related("article").defer("article__body"), mention_words)}
    if isinstance(row, Person):
        tenures = row.tenures.select_related("person", "post__organization").order_by("post__organization__name", "post__title")
        found["tenures"] = in_words(showable(tenures, withheld=withheld), tenure_words)
    if isinstance(row, Organization):
        found["posts"] = in_words(showable(row.posts.order_by("title"), withheld=withheld), lambda post: post.title)
    if not isinstance(row, Organization):
        attendances = row.attendances.select_related("meeting", "person").order_by("meeting__date", "order", "key")
        found["attendances"] = in_words(showable(attendances, withheld=withheld), str)
        found["statements"] = in_words(showable(row.statements.order_by("key"), withheld=withheld), str)
    return {**found, "decisions": (decisions.count(), ())}


def in_words(rows: Any, words: Callable[[Any], str]) -> tuple[int, tuple[str, ...]]:
    first = rows[: LONGEST_LIST + 1]
    told = tuple(words(row) for row in first)
    return (len(told), told) if len(told) <= LONGEST_LIST else (rows.count(), told[:LONGEST_LIST])


def mention_words(witness: Any) -> str:
    return " · ".join(part for part in (witness.article.published_on, witness.article.title or witness.article.key, witness.quote) if part)


def tenure_words(tenure: Any) -> str:
    dates = " – ".join(dict.fromkeys(part for part in (tenure.first_seen, tenure.last_seen) if part))
    return f"{tenure.post} {dates}".strip()


def moved(before: Sequence[Snapshot], sort: str) -> list[tuple[str, str]]:
    """What is told of each row before, with the row's name: what a merge brings together."""
    return [(row.name, words) for row in before for words in row.facts.get(sort, (0, ()))[1]]
