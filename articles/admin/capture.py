"""Captures: what is known of the bytes; the bytes themselves are given as a download and never rendered."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.legible import inward, legible, list_address, outward, page_address, row_link
from articles.admin.looking import LookingAdmin, Table, limited, linked_words, shown_field
from articles.admin.roles import hidden_captures
from articles.models import Article, Capture
from articles.store.judging import aside_by, set_aside


@admin.display(description=gettext_lazy("article"))
def article_line(capture: Capture) -> SafeString | str:
    article = Article.objects.light().filter(capture=capture).first()
    if article is not None:
        return row_link(article, article.title or article.key)
    decision = aside_by(capture.sha256)
    if decision is None:
        return _("none: the capture could not be read")
    return format_html("{} · {}", _("none: the capture is set aside"), row_link(decision))


@admin.display(description=gettext_lazy("the bytes"))
def download_line(capture: Capture) -> SafeString:
    address = reverse("admin:articles_capture_download", args=[capture.pk])
    return format_html(
        '<a href="{}" download>{}</a> <span class="quiet">{}</span>',
        address,
        _("Download as fetched"),
        _("They may hold anything a web page may hold: open them as plain text."),
    )


@require_safe
def download(request: HttpRequest, capture: Capture) -> HttpResponse:
    """The bytes as fetched, in a form that no browser renders."""
    response = HttpResponse(capture.payload, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{capture.sha256}.bin"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


class AsideFilter(admin.SimpleListFilter):
    title = gettext_lazy("set aside")
    parameter_name = "aside"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Capture]) -> QuerySet[Capture]:
        if self.value() == "yes":
            return queryset.filter(sha256__in=set_aside())
        return queryset.exclude(sha256__in=set_aside()) if self.value() == "no" else queryset


@admin.register(Capture)
class CaptureAdmin(LookingAdmin):
    list_display = (
        linked_words(Capture, "name"),
        shown_field(Capture, "url", words=outward),
        shown_field(Capture, "captured_at"),
        shown_field(Capture, "size", words=filesizeformat),
        "media_type",
        shown_field(Capture, "run"),
    )
    list_filter = ("media_type", AsideFilter)
    list_select_related = ("run",)
    search_fields = ("name", "url", "sha256")
    search_help_text = gettext_lazy("Searches name, address and SHA-256.")
    empty_hint = gettext_lazy("No captures yet. Import some: manage.py import_captures PATH… (or manage.py import_seeds for the samples).")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    shown_field(Capture, "name"),
                    shown_field(Capture, "url", words=outward),
                    shown_field(Capture, "captured_at"),
                    "media_type",
                    shown_field(Capture, "charset"),
                    shown_field(Capture, "size", words=filesizeformat),
                    shown_field(Capture, "sha256"),
                    shown_field(Capture, "run"),
                    article_line,
                    download_line,
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        return Capture.objects.without_payload().exclude(sha256__in=hidden_captures(request.user))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download_view)
        return [path("<int:pk>/download/", view, name="articles_capture_download"), *super().get_urls()]

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        capture = Capture.objects.filter(pk=pk).exclude(sha256__in=hidden_captures(request.user)).first()
        if capture is None:
            raise Http404(_("There is no such capture."))
        return download(request, capture)

    def tables(self, row: Capture) -> list[Table]:
        return [sighting_table(row), reading_table(row), problem_table(row)]


def sighting_table(capture: Capture) -> Table:
    rows, more, total = limited(capture.sightings.select_related("run"), list_address("sighting", {"capture__id__exact": capture.pk}))
    return Table(
        title=gettext_lazy("Seen"),
        head=(
            gettext_lazy("captured at"),
            gettext_lazy("address"),
            gettext_lazy("path"),
            gettext_lazy("record"),
            gettext_lazy("import run"),
        ),
        rows=[
            (legible(row.captured_at) or "-", outward(row.url), legible(row.path, 120), row.record or "-", row_link(row.run))
            for row in rows
        ],
        empty=gettext_lazy("No sighting is kept."),
        more=more,
        total=total,
    )


def reading_table(capture: Capture) -> Table:
    rows, more, total = limited(capture.readings.defer("data"), list_address("reading", {"capture__id__exact": capture.pk}))
    return Table(
        title=gettext_lazy("Readings"),
        head=(gettext_lazy("reader"), gettext_lazy("verdict")),
        rows=[(inward(page_address("reading", row.pk), row.reader), row.get_verdict_display() or "-") for row in rows],
        empty=gettext_lazy("It has not been read yet: manage.py reread."),
        more=more,
        total=total,
    )


def problem_table(capture: Capture) -> Table:
    problems: QuerySet[Any] = capture.problems.select_related("run", "resolved_in")
    rows, more, total = limited(problems, list_address("importproblem", {"capture__id__exact": capture.pk}))
    return Table(
        title=gettext_lazy("Problems"),
        head=(gettext_lazy("reason"), gettext_lazy("cure"), gettext_lazy("import run"), gettext_lazy("resolved in")),
        rows=[
            (
                inward(page_address("importproblem", row.pk), row.reason),
                legible(row.cure, 200),
                row_link(row.run),
                row_link(row.resolved_in),
            )
            for row in rows
        ],
        empty=gettext_lazy("No problem was met with."),
        more=more,
        total=total,
    )
