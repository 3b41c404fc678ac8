"""Sightings: reached from their capture, each time its bytes were met with."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import outward
from articles.admin.looking import LookingAdmin, linked_words, shown_field
from articles.admin.roles import hidden_captures
from articles.models import Sighting


@admin.register(Sighting)
class SightingAdmin(LookingAdmin):
    list_display = (
        linked_words(Sighting, "path", 60),
        shown_field(Sighting, "record"),
        shown_field(Sighting, "captured_at"),
        shown_field(Sighting, "url", words=outward),
        shown_field(Sighting, "run"),
    )
    empty_hint = _("No sightings yet: they are kept when captures are imported.")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *(shown_field(Sighting, name) for name in ("capture", "run", "path", "record", "name")),
                    shown_field(Sighting, "url", words=outward),
                    *(shown_field(Sighting, name) for name in ("address", "captured_at", "captured_time", "media_type", "charset")),
                )
            },
        ),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sighting]:
        rows = Sighting.objects.select_related("run", "capture").defer("capture__compressed")
        return rows.exclude(capture__sha256__in=hidden_captures(request.user))
