"""Posts: a title in a body, and who held it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import list_address, row_link
from articles.admin.looking import linked_words, shown_field
from articles.admin.noun_facts import tenure_table
from articles.admin.noun_page import ShowableAdmin
from articles.admin.noun_relations import timeline_section
from articles.admin.roles import may_see_withheld
from articles.admin.sheets import WithSheets
from articles.models import Post
from articles.store import portraits
from articles.store.narrowing import with_holders


@admin.display(description=_("holders"))
def holders_column(post: Any) -> int:
    number: int = post.holders
    return number


@admin.register(Post)
class PostAdmin(WithSheets, ShowableAdmin):
    list_display: Any = (linked_words(Post, "title"), shown_field(Post, "organization"), "single_seat", holders_column)
    list_filter = ("single_seat",)
    search_fields = ("title", "organization__name")
    joined = ("organization",)
    ordering = ("organization_id", "title")
    empty_hint = _("No posts yet. Posts are read from articles and settled by decisions; they are not typed in here.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return with_holders(super().get_queryset(request))

    def summary(self, request: HttpRequest, row: Post) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("organization"), row_link(row.organization)),
            (_("single seat"), _("one person at a time") if row.single_seat else _("several at a time")),
        ]

    def sections(self, request: HttpRequest, row: Post) -> Iterable[Any]:
        withheld = may_see_withheld(request.user)
        tenures = portraits.tenures_of(row, withheld=withheld)
        yield timeline_section(tenures.rows, "person")
        known = portraits.witnesses_of("tenure", tenures.rows, withheld=withheld)
        yield tenure_table(tenures, known, ("person",), list_address("tenure", {"post__id__exact": row.pk}))
