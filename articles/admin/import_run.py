"""Import runs: what was asked for, what came of it, and the problems that were met with."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.legible import inward, isolated, joined, legible, list_address, page_address
from articles.admin.looking import FIRST, LookingAdmin, Table, limited, shown_field
from articles.admin.roles import may_import, may_undo_imports
from articles.admin.run_standing import standing_context, standing_urls
from articles.admin.run_undoing import undone_line
from articles.admin.upload import upload_urls
from articles.models import ImportRun
from articles.store.background.uploads import are_here


def in_words(duration: timedelta) -> str:
    """A duration: "0:00:07", from a minute on without fractions.

    >>> in_words(timedelta(seconds=7.25)), in_words(timedelta(days=1, seconds=61))
    ('0:00:07', '1 day, 0:01:01')
    """
    return str(timedelta(seconds=int(duration.total_seconds())))


@admin.display(description=gettext_lazy("duration"))
def duration_column(run: ImportRun) -> str:
    return in_words(run.finished_at - run.started_at) if run.finished_at else "-"


@admin.display(description=gettext_lazy("import run"), ordering="pk")
def number_column(run: ImportRun) -> str:
    return str(run.pk)


@admin.display(description=gettext_lazy("problems"), ordering="problems")
def problems_column(run: ImportRun) -> SafeString | str:
    if not run.problems:
        return "0"
    return inward(list_address("importproblem", {"run__id__exact": run.pk}), run.problems)


@admin.display(description=gettext_lazy("try the problems again"))
def retry_line(run: ImportRun) -> SafeString | str:
    if not run.problem_set.open().exists():
        return _("Nothing to try again: no problem is open.")
    return format_html("<code>manage.py import_captures --retry {}</code>", run.pk)


@admin.register(ImportRun)
class ImportRunAdmin(LookingAdmin):
    list_display = (
        number_column,
        "kind",
        "status",
        "started_at",
        duration_column,
        "items",
        "new",
        problems_column,
        "seen",
        "versions",
        "reposts",
    )
    list_filter = ("kind", "status")
    page_hint = ""
    empty_hint = gettext_lazy("Nothing has been imported yet: manage.py import_captures PATH… (or manage.py import_seeds for the samples).")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "kind",
                    "status",
                    "started_at",
                    "finished_at",
                    duration_column,
                    shown_field(ImportRun, "reader"),
                    shown_field(ImportRun, "paths", words=lambda paths: joined(paths, "\n")),
                    shown_field(ImportRun, "options", words=isolated),
                    "asked_at",
                    shown_field(ImportRun, "asked_by"),
                    "jobs",
                    shown_field(ImportRun, "retry_of"),
                    retry_line,
                    undone_line,
                )
            },
        ),
        (
            gettext_lazy("What came of it"),
            {"fields": ("items", "new", "seen", "versions", "reposts", "changed", problems_column)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return ImportRun.objects.all()

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [*upload_urls(guard), *standing_urls(guard, self.has_view_permission), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_import": may_import(request.user), **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        context.update(standing_context(kwargs["obj"], may_ask=may_import(request.user), may_undo=may_undo_imports(request.user)))
        return super().render_change_form(request, context, *args, **kwargs)

    def tables(self, row: ImportRun) -> list[Table]:
        return [problem_table(row), *([upload_table(row)] if row.uploads.exists() else [])]


def upload_table(run: ImportRun) -> Table:
    uploads = list(run.uploads.order_by("pk")[: FIRST + 1])
    return Table(
        title=gettext_lazy("Uploaded files"),
        head=(gettext_lazy("name"), gettext_lazy("size"), gettext_lazy("SHA-256")),
        rows=[(legible(row.name, 120), filesizeformat(row.size), row.sha256) for row in uploads[:FIRST]],
        empty="",
        hint=files_hint(run, more=len(uploads) > FIRST),
    )


def files_hint(run: ImportRun, *, more: bool) -> str:
    words = _("They are kept on the server as long as the run may need them.") if are_here(run) else _("They are no longer on the server.")
    first = _("The first %(number)d of them:") % {"number": FIRST}
    return f"{words} {first}" if more else words


def problem_table(run: ImportRun) -> Table:
    rows, more, total = limited(run.problem_set.all(), list_address("importproblem", {"run__id__exact": run.pk}))
    state = run.problem_set.aggregate(open=Count("pk", filter=Q(resolved_in=None)))
    return Table(
        title=gettext_lazy("Problems"),
        head=(
            gettext_lazy("path"),
            gettext_lazy("record"),
            gettext_lazy("stage"),
            gettext_lazy("reason"),
            gettext_lazy("cure"),
            gettext_lazy("state"),
        ),
        rows=[
            (
                inward(page_address("importproblem", row.pk), row.path),
                row.record or "-",
                row.stage,
                legible(row.reason, 200),
                legible(row.cure, 200),
                _("open") if row.resolved_in_id is None else _("resolved"),
            )
            for row in rows
        ],
        empty=gettext_lazy("No problem was met with."),
        more=more,
        total=total,
        hint=_("Still open: %(number)d") % {"number": state["open"]} if rows else "",
    )
