"""Meetings and visits: shown so that the house's nouns are there; they come from readings and decisions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.looking import LookingAdmin, linked_words, shown_field
from articles.models import Meeting


@admin.register(Meeting)
class MeetingAdmin(LookingAdmin):
    list_display = (linked_words(Meeting, "name"), "kind", shown_field(Meeting, "date"), shown_field(Meeting, "place"))
    list_filter = ("kind",)
    search_fields = ("name", "place")
    empty_hint = _("No meetings yet. Meetings are read from articles and settled by decisions; they are not typed in here.")
    fieldsets = ((None, {"fields": (shown_field(Meeting, "name"), "kind", shown_field(Meeting, "date"), shown_field(Meeting, "place"))}),)
