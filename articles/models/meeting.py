"""A meeting or a visit."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visits(self) -> Self:
        return self.filter(kind=Meeting.Kind.VISIT)


class Meeting(models.Model):
    """Any key of its witnesses leads to the meeting."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("meeting")
        VISIT = "visit", _("visit")

    key = models.CharField(
        _("public id"),
        max_length=16,
        unique=True,
        help_text=_("The key of the earliest article's report; the key of any other report leads here too."),
    )
    name = models.CharField(_("name"), max_length=400, help_text=_("What it is called, as printed."))
    kind = models.CharField(
        _("kind"), max_length=8, choices=Kind, default=Kind.MEETING, help_text=_("A meeting, or a visit of inspection.")
    )
    date = models.CharField(
        _("date"),
        max_length=32,
        blank=True,
        help_text=_("ISO 8601 prefix: 2024-03-12, 2024-03, --12-29, or A/B for a span; empty if unknown."),
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Where it was held, as printed; empty where nothing is printed.")
    )
    places = models.JSONField(
        _("division codes"), default=list, blank=True, help_text=_("The home of the articles that report it, the narrowest first.")
    )
    articles_count = models.PositiveIntegerField(
        _("articles"), default=0, help_text=_("How many articles report it; versions and reposts count once.")
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

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-date", "name", "key"]
        indexes = [
            models.Index(fields=["-date", "name"], name="meeting_date_name"),
            models.Index(fields=["name"], name="meeting_name_begins", opclasses=["varchar_pattern_ops"]),  # PostgreSQL's, for LIKE
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="meeting_has_name"),
            models.CheckConstraint(condition=models.Q(kind__in=["meeting", "visit"]), name="meeting_kind_known"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.date) if part)
