"""The ways to narrow down the list of articles."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.labels import PROOFS, REPAIR_KINDS, WARNING_KINDS
from articles.admin.legible import legible
from articles.admin.roles import may_see_withheld

MOST_FREQUENT = 40
Choices = Iterable[tuple[str, Any]]


class WhichFilter(admin.SimpleListFilter):
    """One article of each group of versions and reposts, unless all are asked for."""

    title = _("versions and reposts")
    parameter_name = "which"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("latest", _("latest versions, reposts too")), ("all", _("all versions and reposts"))]

    def choices(self, changelist: ChangeList) -> Any:
        first, *rest = super().choices(changelist)
        yield {**first, "display": _("one for each group (shown)")}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(latest=True) if self.value() == "latest" else queryset.filter(shown=True)


class YearFilter(admin.SimpleListFilter):
    title = _("year of publication")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        rows = model_admin.model.objects.exclude(published_on="").exclude(published_on__startswith="--").order_by()
        years = rows.values_list(Substr("published_on", 1, 4), flat=True).distinct()
        return [*((year, year) for year in sorted(years, reverse=True)), ("none", _("no year printed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "none":
            return queryset.filter(Q(published_on="") | Q(published_on__startswith="--"))
        return queryset.filter(published_on__startswith=self.value()) if self.value() else queryset


class SourceFilter(admin.SimpleListFilter):
    """The most frequent sources only: there may be thousands, and the search finds the others."""

    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        rows = model_admin.model.objects.all() if may_see_withheld(request.user) else model_admin.model.objects.public()
        counted = rows.order_by().values_list("outlet").annotate(count=Count("pk")).order_by("-count", "outlet")
        return [(source or "none", legible(source, 40) or _("none printed")) for source, _count in counted[:MOST_FREQUENT]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(outlet="" if self.value() == "none" else self.value())


class WarningFilter(admin.SimpleListFilter):
    title = _("warnings")
    parameter_name = "warning"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("any", _("with warnings")), ("none", _("without warnings")), *WARNING_KINDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        if self.value() in {"any", "none"}:
            return queryset.filter(warning_kinds="") if self.value() == "none" else queryset.exclude(warning_kinds="")
        return queryset.filter(warning_kinds__contains=f",{self.value()},") if self.value() in WARNING_KINDS else queryset.none()


class RepairFilter(admin.SimpleListFilter):
    title = _("repairs")
    parameter_name = "repair"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("any", _("with repairs")), ("none", _("without repairs")), *REPAIR_KINDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        if self.value() in {"any", "none"}:
            return queryset.filter(repair_kinds="") if self.value() == "none" else queryset.exclude(repair_kinds="")
        return queryset.filter(repair_kinds__contains=f",{self.value()}:") if self.value() in REPAIR_KINDS else queryset.none()


class ProofFilter(admin.SimpleListFilter):
    title = _("proof of a repair")
    parameter_name = "proof"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(PROOFS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(repair_kinds__contains=f":{self.value()},") if self.value() in PROOFS else queryset.none()
