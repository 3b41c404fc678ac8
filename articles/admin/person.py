"""Persons: shown so that the house's nouns are there; they come from readings and decisions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.looking import LookingAdmin, linked_words, shown_field
from articles.models import Person


@admin.register(Person)
class PersonAdmin(LookingAdmin):
    list_display = (linked_words(Person, "name"),)
    search_fields = ("name",)
    empty_hint = _("No persons yet. Persons are read from articles and settled by decisions; they are not typed in here.")
    fieldsets = ((None, {"fields": (shown_field(Person, "name"),)}),)
