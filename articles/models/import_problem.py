"""An item that could not be imported or read, with the reason and the cure."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.capture import Capture
from articles.models.import_run import ImportRun


class ImportProblemQuerySet(models.QuerySet["ImportProblem"]):
    def open(self) -> Self:
        """Those that no later run has settled."""
        return self.filter(resolved_in=None)


class ImportProblem(models.Model):
    run = models.ForeignKey(
        ImportRun,
        on_delete=models.CASCADE,
        related_name="problem_set",
        verbose_name=_("import run"),
        help_text=_("The run that met with it."),
    )
    path = models.TextField(_("path"), help_text=_("The file, as given to the import; FILE!MEMBER inside a zip."))
    record = models.PositiveBigIntegerField(
        _("record"),
        default=0,
        help_text=_("The number of the record in a file that holds several, counted from 1; 0 where the file holds one item."),
    )
    stage = models.CharField(
        _("stage"), max_length=16, help_text=_("The step that could not go on: capture, decode, extract, read, store.")
    )
    kind = models.CharField(_("kind"), max_length=64, help_text=_("The name of the error."))
    reason = models.TextField(_("reason"), help_text=_("What is wrong."))
    cure = models.TextField(_("cure"), help_text=_("What can be done about it."))
    capture = models.ForeignKey(
        Capture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("capture"),
        help_text=_("The bytes that could not be read; empty where none could be taken."),
    )
    resolved_in = models.ForeignKey(
        ImportRun,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resolved_problems",
        verbose_name=_("resolved in"),
        help_text=_("The later run in which the item went through; empty while it is open."),
    )

    objects = ImportProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("import problem")
        verbose_name_plural = _("import problems")
        ordering = ["id"]
        indexes = [models.Index(fields=["stage"], name="import_problem_stage")]

    def __str__(self) -> str:
        where = f"{self.path}, {self.record}" if self.record else self.path
        return f"{where}: {self.reason}"
