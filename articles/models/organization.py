"""A body: a government, a party committee, a company, a school."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

LEVELS = [
    ("national", _("national")),
    ("province", _("province")),
    ("city", _("city")),
    ("county", _("county")),
    ("town", _("town")),
]


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def named(self, name: str) -> Self:
        return self.filter(name=name)


class Organization(models.Model):
    """Any key of its witnesses leads to the body."""

    key = models.CharField(
        _("public id"),
        max_length=16,
        unique=True,
        help_text=_("The key of the earliest article's mention; the key of any other mention leads here too."),
    )
    name = models.CharField(_("name"), max_length=400, help_text=_("The full name, with its locality: 相城区委, not 区委."))
    other_names = models.JSONField(_("other names"), default=list, blank=True, help_text=_("Other forms of the name, in order."))
    kind = models.CharField(
        _("kind"), max_length=32, blank=True, help_text=_("What sort of body it is, as the reader calls it; empty where it is not known.")
    )
    level = models.CharField(
        _("level"),
        max_length=16,
        blank=True,
        choices=LEVELS,
        help_text=_("The level of the place it belongs to; empty for companies, schools and the like."),
    )
    place_code = models.CharField(
        _("division code"),
        max_length=12,
        blank=True,
        help_text=_("The code of the division it belongs to (GB/T 2260); empty where it is not known."),
    )
    places = models.JSONField(
        _("division codes"), default=list, blank=True, help_text=_("The division and those above it, the narrowest first.")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("parent"),
        help_text=_("The body it is part of, or stands under; empty where none is known here."),
    )
    parent_block = models.CharField(
        _("where its parent is looked for"),
        max_length=400,
        blank=True,
        db_index=True,
        help_text=_("The identity of the parent body; empty where it has none."),
    )
    near = models.CharField(
        _("where its like are looked for"),
        max_length=400,
        blank=True,
        db_index=True,
        help_text=_("Bodies of nearly the same name share it."),
    )
    successors = models.JSONField(
        _("successors"), default=list, blank=True, help_text=_("Identities of the bodies that took over from it.")
    )
    begun = models.CharField(
        _("begun"), max_length=32, blank=True, help_text=_("When it was set up: an ISO 8601 prefix; empty if unknown.")
    )
    ended = models.CharField(
        _("ended"),
        max_length=32,
        blank=True,
        help_text=_("When it was renamed, merged or dissolved: an ISO 8601 prefix; empty if unknown."),
    )
    articles_count = models.PositiveIntegerField(
        _("articles"), default=0, help_text=_("How many articles name the body; versions and reposts count once.")
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

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "key"]
        indexes = [
            models.Index(fields=["name"], name="organization_name"),
            models.Index(fields=["name"], name="organization_name_begins", opclasses=["varchar_pattern_ops"]),  # PostgreSQL's, for LIKE
            models.Index(fields=["place_code", "name"], name="organization_place_name"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="organization_has_name")]

    def __str__(self) -> str:
        return self.name
