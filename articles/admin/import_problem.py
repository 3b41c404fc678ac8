"""Import problems: what could not be imported, why, and what cures it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.legible import legible
from articles.admin.looking import LookingAdmin, linked_words, shown_field
from articles.models import ImportProblem


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", gettext_lazy("open")), ("resolved", gettext_lazy("resolved"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"open", "resolved"}:
            return queryset
        return queryset.filter(resolved_in__isnull=self.value() == "open")


@admin.display(description=gettext_lazy("reason"), ordering="reason")
def reason_column(problem: ImportProblem) -> str:
    return legible(problem.reason, 120)


@admin.display(description=gettext_lazy("state"), ordering="resolved_in")
def state_column(problem: ImportProblem) -> str:
    return _("open") if problem.resolved_in_id is None else _("resolved")


@admin.display(description=gettext_lazy("try it again"))
def retry_line(problem: ImportProblem) -> SafeString | str:
    if problem.resolved_in_id is not None:
        return _("It has been resolved.")
    return format_html("<code>manage.py import_captures --retry {}</code>", problem.run_id)


@admin.register(ImportProblem)
class ImportProblemAdmin(LookingAdmin):
    list_display = (
        linked_words(ImportProblem, "path", 60),
        shown_field(ImportProblem, "record"),
        shown_field(ImportProblem, "stage"),
        shown_field(ImportProblem, "kind"),
        reason_column,
        state_column,
        shown_field(ImportProblem, "run"),
    )
    list_filter = (StateFilter, "stage", "kind")
    list_select_related = ("run",)
    search_fields = ("path", "reason")
    search_help_text = gettext_lazy("Searches path and reason.")
    empty_hint = gettext_lazy("No problems: everything that was imported could be read.")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *(shown_field(ImportProblem, name) for name in ("path", "record", "stage", "kind", "reason", "cure")),
                    *(shown_field(ImportProblem, name) for name in ("run", "capture", "resolved_in")),
                    retry_line,
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportProblem]:
        return ImportProblem.objects.all()
