"""An attendance: a person's role at a meeting. A person may have several."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.meeting import Meeting
from articles.models.person import Person

ROLES = [
    ("host", _("host")),
    ("speaker", _("speaker")),
    ("attendee", _("attendee")),
    ("invited", _("invited")),
    ("accompanying", _("accompanying")),
    ("remote", _("remote")),
    ("reader", _("reads out")),
    ("honoured", _("honoured")),
    ("absent", _("absent")),
]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def present(self) -> Self:
        return self.exclude(role__in=["absent", "remote"])


class Attendance(models.Model):
    key = models.CharField(_("public id"), max_length=16, unique=True, help_text=_("The key of the earliest article's word for it."))
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("meeting"), help_text=_("The meeting or visit.")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("person"), help_text=_("Who was there, or was not.")
    )
    role = models.CharField(_("role"), max_length=16, choices=ROLES, help_text=_("What the person did there."))
    order = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("The place among the names as printed (protocol order), from 1.")
    )
    inferred = models.BooleanField(
        _("inferred"), default=False, help_text=_("Whether the article names only the post, and the person is its holder at that date.")
    )
    articles_count = models.PositiveIntegerField(
        _("articles"), default=0, help_text=_("How many articles say so; versions and reposts count once.")
    )
    confidence = models.FloatField(_("confidence"), default=0, help_text=_("The best of its witnesses', 0 to 1."))
    accepted = models.BooleanField(
        _("accepted"), default=False, help_text=_("Whether a curator accepted or corrected one of its witnesses.")
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["meeting", "order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "role"], name="attendance_once"),
            models.CheckConstraint(condition=models.Q(role__in=[role for role, _label in ROLES]), name="attendance_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.meeting} ({self.get_role_display()})"
