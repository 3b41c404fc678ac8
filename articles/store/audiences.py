"""Who looks, and which rows each may see: asked by doors that answer others than the people of the admin.

public   anybody: what store/public.py says
staff    those with a role: all that is kept, but for what is withheld
all      administrators
"""

from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Case, Model, Q, QuerySet, Value, When

from articles.models import Article, Capture, Witness
from articles.models.witness import WitnessQuerySet
from articles.store.public import openly, public_rows, public_witnesses
from articles.store.showable import OPEN, showable
from articles.store.withholding import captures_withheld

Row = TypeVar("Row", bound=Model)


class Audience(StrEnum):
    PUBLIC = "public"
    STAFF = "staff"
    ALL = "all"

    @property
    def sees_withheld(self) -> bool:
        return self is Audience.ALL


def witnesses_for(audience: Audience) -> WitnessQuerySet:
    """The witnesses that are shown to them, those that people rejected not among them."""
    if audience is Audience.PUBLIC:
        return public_witnesses()
    standing = Witness.objects.standing()
    return standing if audience.sees_withheld else standing.filter(OPEN)


def words_among(rows: WitnessQuerySet, audience: Audience, **which: Any) -> WitnessQuerySet:
    """Of rows chosen already, by their article or fact, those shown to them, and such as `which` says; looked at one by one.

    A database without statistics takes an index of kinds or statuses for such conditions otherwise, and goes through nearly all witnesses.
    """
    shown = openly() if audience is Audience.PUBLIC else ~Q(status=Witness.Status.REJECTED) & (Q() if audience.sees_withheld else OPEN)
    return rows.alias(told=Case(When(shown & Q(**which), then=Value(True)), default=Value(False))).filter(told=True)


def rows_for(model: type[Row], audience: Audience) -> "QuerySet[Row]":
    """The rows of a model (an article, a capture, a noun, a fact) that they may see, in no order."""
    rows: QuerySet[Any] = model._default_manager.order_by()
    if audience.sees_withheld:
        return rows
    if model is Capture:
        # Those that could not be read are nothing to the public.
        return rows.filter(article__withheld=False) if audience is Audience.PUBLIC else rows.exclude(sha256__in=captures_withheld())
    if model is Article:
        return rows.filter(withheld=False)
    return public_rows(rows) if audience is Audience.PUBLIC else showable(rows, withheld=False)
