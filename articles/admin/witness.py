"""Witnesses: the addresses of the review queue hang here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver

from articles.admin.looking import LookingAdmin
from articles.admin.review import review_urls
from articles.admin.review_page import review_address
from articles.admin.roles import may_decide
from articles.models import Witness


@admin.register(Witness)
class WitnessAdmin(LookingAdmin):
    """There is no list of witnesses: what waits of them stands in the queue, and only for those who decide."""

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # Only the queue, and the list's address for the admin's index: a witness is shown with its fact.
        listed = [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") == "articles_witness_changelist"]
        return [*review_urls(self.admin_site.admin_view), *listed]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_decide(request.user)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return HttpResponseRedirect(review_address())
