"""What every noun's pages have in common: they show, and do not write. Edits will be decisions, and those are made elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import display_for_field
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import isolated, legible, row_link

FIRST = 50
"""Rows of a table within a page; the rest stands in a list of its own."""


@dataclass(frozen=True)
class Table:
    """Rows that belong to a page. `more`: the address of the whole list, where not all are given; `empty`: what to say of none."""

    title: str | Promise
    head: Sequence[str | Promise]
    rows: Sequence[Sequence[object]]
    empty: str | Promise
    more: str = ""
    total: int = 0
    hint: str | Promise = ""

    @property
    def lines(self) -> list[list[tuple[object, object]]]:
        """The rows, each cell with its heading: on a telephone it stands before it."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


def limited(rows: models.QuerySet[Any], address: str) -> tuple[list[Any], str, int]:
    """The first rows, the address of them all if there are more, and how many there are."""
    first = list(rows[: FIRST + 1])
    if len(first) <= FIRST:
        return first, "", len(first)
    return first[:FIRST], address, rows.count()


def moment(time: datetime | None) -> str:
    """A point in time in the language and zone of the page."""
    return formats.localize(localtime(time)) if time else "-"


def minute(at: str) -> str:
    """A point in time that is kept as text, in the zone of the page; as it is where it is none.

    >>> minute("soon")
    'soon'
    """
    try:
        return localtime(datetime.fromisoformat(at)).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return legible(at, 32)


def shown_field(model: type[models.Model], name: str, *, words: Callable[[Any], object] | None = None) -> Callable[[Any], Any]:
    """A model's field as a column or line that is safe to show. `words` turns its value into what is shown (escaped if it is text)."""
    field: Any = model._meta.get_field(name)

    def show(row: Any) -> object:
        value = getattr(row, name)
        if words is not None:
            said = words(value)
            return said if hasattr(said, "__html__") else isolated(said)
        if isinstance(value, models.Model):
            return row_link(value)
        if isinstance(value, str) and not getattr(field, "choices", None):
            return isolated(value)
        return display_for_field(value, field, "-")

    show.__name__ = name
    show.short_description = field.verbose_name  # type: ignore[attr-defined]
    show.admin_order_field = name  # type: ignore[attr-defined]
    return show


def linked_words(model: type[models.Model], name: str, limit: int = 80) -> Callable[[Any], Any]:
    """A text field as the column that leads to the row's page."""
    field: Any = model._meta.get_field(name)

    def show(row: Any) -> object:
        return legible(getattr(row, name), limit) or "-"

    show.__name__ = name
    show.short_description = field.verbose_name  # type: ignore[attr-defined]
    show.admin_order_field = name  # type: ignore[attr-defined]
    return show


class KeysFirst(Paginator):
    """Of a later page the keys first, then the rows of these: PostgreSQL works out every column, subqueries too, of all the rows that a
    page passes over.
    """

    def _get_page(self, rows: Any, number: int, *others: Any) -> Any:
        if number > 1:
            every: Any = self.object_list
            rows = every.filter(pk__in=list(rows.values_list("pk", flat=True)))
        return super()._get_page(rows, number, *others)  # type: ignore[misc]


class LookingAdmin(admin.ModelAdmin):
    """View permission shows; nobody adds, changes or deletes. A noun says what an empty list means, and which tables its page has."""

    # Django takes functions for columns and lines, which its stubs do not know.
    list_display: Any = ("__str__",)
    fieldsets: ClassVar[Any] = None
    actions = None
    list_per_page = 50
    paginator = KeysFirst
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_hint: str | Promise = ""
    page_hint: str | Promise = _("These pages show what was read; nothing is changed here.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def tables(self, row: Any) -> list[Table]:
        return []

    def page_context(self, row: Any) -> dict[str, Any]:
        """What the page of a row needs besides its fields."""
        return {"tables": self.tables(row), "page_hint": self.page_hint}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"empty_hint": self.empty_hint, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False, form_url: str = "", obj: Any = None
    ) -> HttpResponse:
        name = legible(obj, 80)
        context.update(self.page_context(obj), legible_name=name, subtitle=name)
        return super().render_change_form(request, context, add, change, form_url, obj)
