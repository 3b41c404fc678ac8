"""What decisions are about, in words that need no database: a witness by capture, names and quote; a row by a mention of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Article, Capture, Meeting, Organization, Person, Witness
from articles.pipeline.resolve.claims import context
from articles.store.settling.meetings import MEETINGS
from articles.store.settling.organizations import ORGANIZATIONS
from articles.store.settling.persons import PERSONS
from articles.store.settling.rows import portions

Row = Person | Organization | Meeting
Target = dict[str, Any]
NOUNS = {Person: PERSONS, Organization: ORGANIZATIONS, Meeting: MEETINGS}


class CannotDecide(ValueError):
    """What was asked for makes no decision; the message says why, and what would. `field`: the value it is about, "" where it is none."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def target_of(witness: Witness) -> Target:
    return targets_of([witness])[0]


def targets_of(witnesses: Sequence[Witness]) -> list[Target]:
    """The witnesses in words that do not need this database."""
    articles = {witness.article_id for witness in witnesses}
    captures = {pk: sha256 for some in portions(articles) for pk, sha256 in captures_of(some)}
    return [as_target(witness, captures[witness.article_id]) for witness in witnesses]


def captures_of(articles: Sequence[int]) -> Iterable[tuple[int, str]]:
    return Article.objects.filter(pk__in=articles).order_by().values_list("pk", "capture__sha256")


def as_target(witness: Witness, sha256: str) -> Target:
    article = witness.article
    before, after = context(article.body, witness.start, witness.end)
    return {
        "kind": witness.kind,
        "key": witness.key,
        "signature": witness.signature,
        "names": witness.names,
        "quote": witness.quote,
        "before": before,
        "after": after,
        "start": witness.start,
        "end": witness.end,
        "spans": witness.spans,
        "sha256": sha256,
        "values": witness.values,
        "machine": witness.machine,
        "subject": witness.subject,
        "event": witness.event,
        "of_body": witness.of_body,
    }


def capture_target(capture: Capture) -> Target:
    return {"kind": "capture", "key": capture.sha256[:16], "names": [capture.name], "quote": "", "sha256": capture.sha256}


def anchor(row: Row) -> Target:
    """The earliest mention of the row, which stands for it."""
    entries = entries_of(row)
    if not entries:
        raise CannotDecide(_("this row has no mention to hang a decision on; rebuild first"))
    return next((entry for entry in entries if entry["key"] == row.key), entries[0])


def entries_of(row: Row) -> list[Target]:
    """The row's mentions, in the order of their keys."""
    kind = NOUNS[type(row)].kind
    rows = Witness.objects.standing().filter(**{"kind": kind, kind: row}).order_by("key")
    columns = ("kind", "key", "signature", "names", "quote", "article__capture__sha256")
    return [dict(zip((*columns[:-1], "sha256"), values, strict=True)) for values in rows.values_list(*columns)]


def sha256_of(article: Article) -> str:
    return str(Article.objects.filter(pk=article.pk).values_list("capture__sha256", flat=True)[0])
