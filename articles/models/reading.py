"""What the machine found in one capture, with the reader's version."""

import json
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.capture import Capture
from articles.pipeline.records import Verdict

VERDICTS = [(Verdict.NEWS.value, _("news")), (Verdict.NOT_NEWS.value, _("not news")), (Verdict.EMPTY.value, _("empty"))]


class AsItStands(json.JSONEncoder):
    """Chinese characters as they are: escaped, they take twice the room on SQLite."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


class ReadingQuerySet(models.QuerySet["Reading"]):
    def by(self, reader: str) -> Self:
        """The readings that this version of the reader made."""
        return self.filter(reader=reader)


class Reading(models.Model):
    capture = models.ForeignKey(
        Capture, on_delete=models.CASCADE, related_name="readings", verbose_name=_("capture"), help_text=_("The capture that was read.")
    )
    reader = models.CharField(_("reader"), max_length=32, help_text=_("The version of the reader: year, month, number."))
    verdict = models.CharField(
        _("verdict"),
        max_length=16,
        choices=VERDICTS,
        blank=True,
        help_text=_("Whether the page is news; empty where the reader did not judge."),
    )
    data = models.JSONField(
        _("reading"), encoder=AsItStands, help_text=_("The reading as it was made, in the form that read_capture prints.")
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-id"]
        indexes = [models.Index(fields=["reader"], name="reading_reader")]
        constraints = [models.UniqueConstraint(fields=["capture", "reader"], name="reading_once_a_reader")]

    def __str__(self) -> str:
        return f"{self.capture_id} · {self.reader}"
