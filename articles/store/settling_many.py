"""Decisions on whole facts and rows: accepted, rejected, withheld by way of all their witnesses, as one batch."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Decision, Witness
from articles.store.deciding import accept, lock_row, reject, withhold
from articles.store.showable import open_witnesses
from articles.store.targets import NOUNS, CannotDecide

FACTS = ("tenure", "attendance", "statement", "witness")
"""What a decision on a fact may be about."""
MOST = 2000
"""Witnesses that one answer settles."""


def witnesses_to_settle(rows: Sequence[Any], *, withheld: bool) -> QuerySet[Witness]:
    """The standing witnesses of these rows, all of one model: of persons, bodies and meetings the words that name them."""
    kind = str(rows[0]._meta.model_name)
    found = open_witnesses(withheld=withheld).standing().select_related("article")
    ids = [row.pk for row in rows]
    if kind == "witness":
        return found.filter(pk__in=ids)
    if kind == "post":
        return found.filter(tenure__post__in=ids)
    named = {"kind": kind} if type(rows[0]) in NOUNS else {}
    return found.filter(**named, **{f"{kind}__in": ids})


def some_of(rows: Sequence[Any], *, withheld: bool) -> list[Witness]:
    witnesses = list(witnesses_to_settle(rows, withheld=withheld).order_by("key")[: MOST + 1]) if rows else []
    if len(witnesses) > MOST:
        raise CannotDecide(_("more than %(most)s words would be settled at once: choose fewer") % {"most": MOST})
    return witnesses


def accept_all(rows: Sequence[Any], *, by: str, why: str = "", batch: str, withheld: bool) -> list[Decision]:
    """Accept what is not accepted yet. Raises CannotDecide."""
    settled = (Witness.Status.ACCEPTED, Witness.Status.LOCKED)
    wanted = [witness for witness in some_of(rows, withheld=withheld) if witness.status not in settled]
    return accept(wanted, by=by, why=why, batch=batch) if wanted else []


def reject_all(rows: Sequence[Any], *, by: str, why: str = "", batch: str, withheld: bool) -> list[Decision]:
    wanted = some_of(rows, withheld=withheld)
    return reject(wanted, by=by, why=why, batch=batch) if wanted else []


def withhold_all(rows: Sequence[Any], *, by: str, why: str, batch: str, withheld: bool) -> list[Decision]:
    """Keep them from the public. Raises CannotDecide without a reason."""
    with transaction.atomic():
        wanted = [witness for witness in some_of(rows, withheld=withheld) if not witness.withheld]
        return [withhold(witness, by=by, why=why, batch=batch) for witness in wanted]


def lock_all(rows: Sequence[Any], *, by: str, why: str = "", batch: str, withheld: bool) -> list[Decision]:
    """Keep the fields of these persons, bodies or meetings as they are. Locking one changes no other."""
    with transaction.atomic():
        return [lock_row(row, by=by, why=why, batch=batch) for row in rows]
