"""Readings: reached from their capture or article, with all that the machine found as JSON."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import legible
from articles.admin.looking import LookingAdmin, linked_words, shown_field
from articles.admin.roles import hidden_readings
from articles.models import Reading


def as_printed(data: Any) -> SafeString:
    return format_html('<pre class="json" dir="ltr" tabindex="0">{}</pre>', legible(json.dumps(data, ensure_ascii=False, indent=1)))


@admin.register(Reading)
class ReadingAdmin(LookingAdmin):
    list_display = (linked_words(Reading, "reader"), "verdict", shown_field(Reading, "capture"))
    list_filter = ("reader", "verdict")
    empty_hint = _("No readings yet: they are made when captures are imported.")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    shown_field(Reading, "capture"),
                    shown_field(Reading, "reader"),
                    "verdict",
                    shown_field(Reading, "data", words=as_printed),
                )
            },
        ),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        rows = Reading.objects.select_related("capture").defer("data", "capture__compressed")
        return rows.exclude(capture__sha256__in=hidden_readings(request.user))
