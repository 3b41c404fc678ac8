"""Articles: the list, and the page that shows an article beside its capture."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.article_facts import facts_context
from articles.admin.article_filters import ProofFilter, RepairFilter, SourceFilter, WarningFilter, WhichFilter, YearFilter
from articles.admin.article_page import article_context
from articles.admin.article_views import article_urls
from articles.admin.legible import isolated, joined, outward, row_link
from articles.admin.looking import LookingAdmin, shown_field
from articles.admin.noun_filters import MonthFilter
from articles.admin.roles import may_decide, may_import, may_see_withheld, may_withhold
from articles.models import Article, Reading
from articles.search.finding import find_page, understand
from articles.search.named import resolvers
from articles.search.problems import QueryProblem
from articles.search.visible import Scope

SHORT = 60
OPENING = 24
FOUND = 1_000
"""So many articles a search of the list looks through."""


def counted(rows: QuerySet[Article], by: str) -> Coalesce:
    """How many of these rows there are, as a column (they share the value of `by`); 0 for none."""
    number = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


@admin.display(description=_("title"), ordering="title")
def title_column(article: Any) -> SafeString:
    """The title, else how the body begins: the row needs something to know it by and to click on."""
    words = isolated(article.title, SHORT) if article.title else isolated(f"{article.opening or article.key} …", SHORT)
    return words if not article.withheld else format_html('{} <strong class="withheld-mark">{}</strong>', words, _("withheld"))


@admin.display(description=_("versions"), ordering="version_count")
def versions_column(article: Any) -> int:
    number: int = article.version_count
    return max(1, number)


@admin.display(description=_("reposts"), ordering="repost_count")
def reposts_column(article: Any) -> int:
    number: int = article.repost_count
    return number


@admin.display(description=_("warnings"))
def warnings_column(article: Any) -> str:
    number = len(article.warning_list or [])
    return f"⚠ {number}" if number else "-"


@admin.display(description=_("source and author"))
def source_column(article: Article) -> SafeString:
    return joined([words for words in (article.source, article.author) if words], " · ")


@admin.display(description=_("section"))
def section_column(article: Article) -> SafeString:
    return isolated(" › ".join(article.section), SHORT)


@admin.display(description=_("the reading's verdict"))
def verdict_line(article: Article) -> str:
    return article.get_verdict_display() or "-"


@admin.display(description=_("date as printed"), ordering="published_on")
def date_line(article: Article) -> SafeString:
    precision = article.get_published_precision_display()
    return joined([words for words in (article.published_on, precision) if words], " · ")


@admin.display(description=_("capture"))
def capture_line(article: Article) -> SafeString:
    return row_link(article.capture)


@admin.display(description=_("import run"))
def run_line(article: Article) -> SafeString:
    return row_link(article.capture.run)


@admin.display(description=_("reading"))
def reading_line(article: Article) -> SafeString:
    return row_link(article.reading, article.reading.reader)


@admin.register(Article)
class ArticleAdmin(LookingAdmin):
    list_display = (
        title_column,
        shown_field(Article, "published_on"),
        source_column,
        section_column,
        warnings_column,
        versions_column,
        reposts_column,
        "shown",
    )
    list_filter = (WhichFilter, WarningFilter, RepairFilter, ProofFilter, YearFilter, MonthFilter, "script", "verdict", SourceFilter)
    search_fields = ("title", "body")  # asks for the box; `get_search_results` finds
    search_help_text = _(
        'Searches title and body for these characters. Also: "whole phrase", -without, a OR b, 人物:name, 来源:outlet, 2024-03.'
    )
    page_hint = _("What was read stays as it was read; what you decide here stands beside it, and can be taken back.")
    empty_hint = _("No articles yet. Import captures: manage.py import_captures PATH… (or manage.py import_seeds for the samples).")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    shown_field(Article, "title"),
                    shown_field(Article, "subtitle"),
                    (date_line, shown_field(Article, "source")),
                    (shown_field(Article, "author"), shown_field(Article, "section", words=joined)),
                    shown_field(Article, "zone"),
                    shown_field(Article, "url", words=outward),
                    (capture_line, run_line),
                )
            },
        ),
        (
            _("Where it stands"),
            {
                "classes": ("collapse",),
                "fields": (
                    (shown_field(Article, "key"), reading_line),
                    ("first_seen", "last_seen"),
                    ("latest", "shown"),
                    ("script", verdict_line),
                    shown_field(Article, "repost_of"),
                ),
            },
        ),
    )
    change_form_template = "admin/articles/article/change_form.html"

    class Media:
        css: ClassVar = {"all": ["articles/article.css"]}

    def get_list_display(self, request: HttpRequest) -> Any:
        """Unasked, all that are listed are shown: the column that says so would only take room."""
        return self.list_display if WhichFilter.parameter_name in request.GET else self.list_display[:-1]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Articles without their bodies, and what the list's columns count, in one query."""
        rows = Article.objects.light() if may_see_withheld(request.user) else Article.objects.light().public()
        same_address = Article.objects.filter(address=OuterRef("address")).exclude(address="")
        others = Article.objects.filter(repost_of=Coalesce(OuterRef("repost_of"), OuterRef("pk")))
        return rows.annotate(
            version_count=counted(same_address, "address"),
            repost_count=counted(others, "repost_of"),
            opening=Left("body", OPENING),
            # No join: keys and numbers of rows are asked for without it.
            warning_list=Subquery(Reading.objects.filter(pk=OuterRef("reading")).values("data__warnings")),
        )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Article], search_term: str) -> tuple[QuerySet[Article], bool]:
        """By the index, in the language of the search: no bodies are gone through. The newest where there are more."""
        if not search_term.strip():
            return queryset, False
        try:
            query = understand(search_term, resolvers(Scope.ALL if may_see_withheld(request.user) else Scope.PUBLIC))
        except QueryProblem as problem:
            messages.error(request, str(problem))
            return queryset.none(), False
        hits = find_page(query, scope=Scope.ALL, size=FOUND).hits
        if len(hits) == FOUND:
            messages.info(request, _("Of what was found, the newest %(number)s are listed.") % {"number": f"{FOUND:,}"})
        return queryset.filter(pk__in=[pk for _docid, pk in hits]), False

    def get_urls(self) -> list[Any]:
        return [*article_urls(self), *super().get_urls()]

    def page_context(self, row: Article) -> dict[str, Any]:
        return {"page_hint": self.page_hint}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False, form_url: str = "", obj: Any = None
    ) -> HttpResponse:
        user = request.user
        withheld = may_see_withheld(user)
        context.update(article_context(obj, withheld=withheld), **facts_context(obj, withheld=withheld))
        context.update(may_decide=may_decide(user), may_withhold=may_withhold(user), may_import=may_import(user), sees_withheld=withheld)
        return super().render_change_form(request, context, add, change, form_url, obj)
