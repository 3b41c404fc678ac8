"""A sheet that somebody brought in: its bytes, from the upload to the decisions, so that any of our servers can go on with it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetQuerySet(models.QuerySet["Sheet"]):
    def of(self, name: str) -> Self:
        """Those that this person brought in."""
        return self.filter(by=name)


class Sheet(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("looked at")
        DONE = "done", _("decided")
        UNDONE = "undone", _("undone")

    key = models.CharField(_("public id"), max_length=32, unique=True, help_text=_("What the upload is known by: drawn by lot."))
    noun = models.CharField(_("kind"), max_length=16, help_text=_("Of which kind its rows are: person, organization, decision …"))
    name = models.CharField(_("name"), max_length=200, help_text=_("The name of the file."))
    payload = models.BinaryField(_("content"), help_text=_("The bytes of the file, compressed (zlib)."))
    by = models.CharField(_("by"), max_length=150, db_index=True, help_text=_("The name of who brought it in."))
    at = models.DateTimeField(_("when"), db_index=True, help_text=_("When it was brought in."))
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.WAITING, help_text=_("Whether it has been decided on, or taken back.")
    )
    batch = models.CharField(_("batch"), max_length=64, blank=True, help_text=_("The batch of the decisions that came of it."))
    outcome = models.JSONField(
        _("outcome"), default=dict, blank=True, help_text=_("What came of it: numbers, keys of the decisions, rows that failed and why.")
    )

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["-at", "key"]

    def __str__(self) -> str:
        return f"{self.name} ({self.by})"
