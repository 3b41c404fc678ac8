"""A person: what articles say of one human being, brought together."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, name: str) -> Self:
        return self.filter(name=name)


class Person(models.Model):
    """Names are not unique: two persons may share one. Any key of its witnesses leads to the person."""

    key = models.CharField(
        _("public id"),
        max_length=16,
        unique=True,
        help_text=_("The key of the earliest article's mention; the key of any other mention leads here too."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("The name as it is usually printed."))
    other_names = models.JSONField(_("other names"), default=list, blank=True, help_text=_("Other forms of the name, in order."))
    first_seen = models.CharField(
        _("first seen"),
        max_length=10,
        blank=True,
        help_text=_("The earliest date of an article that names the person: an ISO 8601 prefix."),
    )
    last_seen = models.CharField(
        _("last seen"), max_length=10, blank=True, help_text=_("The latest date of an article that names the person: an ISO 8601 prefix.")
    )
    articles_count = models.PositiveIntegerField(
        _("articles"), default=0, help_text=_("How many articles name the person; versions and reposts count once.")
    )
    pinyin = models.CharField(
        _("pinyin"),
        max_length=400,
        blank=True,
        db_index=True,
        help_text=_("The name in pinyin, without blanks and tones: how it is typed."),
    )
    initials = models.CharField(
        _("initials"), max_length=100, blank=True, db_index=True, help_text=_("The first letters of the name's pinyin: xcqw for 相城区委.")
    )
    block = models.CharField(
        _("block"),
        max_length=400,
        blank=True,
        db_index=True,
        help_text=_("Where who is meant is looked for: that of its earliest mention."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What a curator wrote down."))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name", "key"]
        indexes = [
            models.Index(fields=["name"], name="person_name"),
            # The operator class is PostgreSQL's, for LIKE; SQLite pays no heed to it.
            models.Index(fields=["name"], name="person_name_begins", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="person_has_name")]

    def __str__(self) -> str:
        return self.name
