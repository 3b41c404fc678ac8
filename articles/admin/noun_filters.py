"""The ways to narrow down the lists of nouns, facts and decisions."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import legible
from articles.store.narrowing import doubtful, of_articles, of_month, of_place, of_year, places_listed, years_listed

Choices = Iterable[tuple[str, Any]]
MOST_FREQUENT = 40


class DoubtFilter(admin.SimpleListFilter):
    """Whether a finding asks who is meant."""

    title = _("doubts")
    parameter_name = "doubts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", _("with doubts")), ("no", _("without doubts"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return doubtful(queryset, self.value() == "yes") if self.value() in {"yes", "no"} else queryset


class NumberFilter(admin.SimpleListFilter):
    title = _("number of articles")
    parameter_name = "articles"
    bounds: dict[str, tuple[int, int | None]] = {"1": (1, 1), "2": (2, 4), "5": (5, 19), "20": (20, None)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            (name, f"{low} – {high}" if high and high > low else f"{low}" + ("" if high else " +"))
            for name, (low, high) in self.bounds.items()
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return of_articles(queryset, *self.bounds[wanted]) if (wanted := str(self.value())) in self.bounds else queryset


class YearFilter(admin.SimpleListFilter):
    """The years in which a row was seen, or is dated."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(year, year) for year in years_listed(model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        year = self.value() or ""
        return of_year(queryset, year) if year.isdecimal() and len(year) == 4 else queryset


class MonthFilter(admin.SimpleListFilter):
    """The months of the year that is chosen; none are offered before."""

    title = _("month")
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        year = request.GET.get("year", "")
        return [(f"{year}-{month:02}", f"{month:02}") for month in range(1, 13)] if re.fullmatch("[0-9]{4}", year) else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        month = str(self.value())
        # One that stands in the address from another year is left out of account.
        return of_month(queryset, month) if month in dict(self.lookup_choices) else queryset


class PlaceFilter(admin.SimpleListFilter):
    """By division code: its provinces and cities, the most frequent ones."""

    title = _("place")
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(code, f"{code} ({number})") for code, number in places_listed(model_admin.model, MOST_FREQUENT)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return of_place(queryset, str(self.value())) if self.value() else queryset


class ByFilter(admin.SimpleListFilter):
    title = _("who decided")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("me", _("me")), *((name, legible(name, 40)) for name in model_admin.who_decided()[:MOST_FREQUENT])]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(by=request.user.get_username() if self.value() == "me" else self.value())


class WhenFilter(admin.SimpleListFilter):
    title = _("when")
    parameter_name = "when"
    days = {"today": 0, "week": 6, "month": 29, "year": 364}

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("today", _("today")), ("week", _("the last 7 days")), ("month", _("the last 30 days")), ("year", _("the last 365 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        days = self.days.get(str(self.value()))
        return queryset if days is None else queryset.filter(at__gte=(datetime.now(UTC) - timedelta(days=days)).date().isoformat())
