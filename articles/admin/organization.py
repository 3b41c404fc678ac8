"""Organizations: shown so that the house's nouns are there; they come from readings and decisions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.looking import LookingAdmin, linked_words, shown_field
from articles.models import Organization


@admin.register(Organization)
class OrganizationAdmin(LookingAdmin):
    list_display = (linked_words(Organization, "name"), shown_field(Organization, "kind"))
    list_filter = ("kind",)
    search_fields = ("name",)
    empty_hint = _("No organizations yet. Organizations are read from articles and settled by decisions; they are not typed in here.")
    fieldsets = ((None, {"fields": (shown_field(Organization, "name"), shown_field(Organization, "kind"))}),)
