"""Who looks, and which rows each may see: asked by doors that answer others than the people of the admin.

public   anybody: what store/public.py says
staff    those with a role: all that is kept, but for what is withheld
all      administrators
"""

from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from articles.models import Article, Capture, Witness
from articles.models.witness import WitnessQuerySet
from articles.store.public import public_rows, public_witnesses
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
