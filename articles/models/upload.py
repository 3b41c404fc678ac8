"""A file that somebody uploaded for a run. Its bytes lie below the data folder until the run needs them no more."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.import_run import ImportRun


class UploadQuerySet(models.QuerySet["Upload"]):
    def of(self, run: ImportRun) -> Self:
        return self.filter(run=run)


class Upload(models.Model):
    run = models.ForeignKey(
        ImportRun,
        on_delete=models.CASCADE,
        related_name="uploads",
        verbose_name=_("import run"),
        help_text=_("The run that it was uploaded for."),
    )
    name = models.CharField(_("name"), max_length=300, help_text=_("What it was called where it came from; each name once in a run."))
    file = models.CharField(_("file"), max_length=64, help_text=_("What it is called in the run's folder: a name of our own making."))
    beside = models.BooleanField(
        _("sidecar"), default=False, help_text=_("Whether it only gives address and time of the file that it stands beside.")
    )
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True, help_text=_("Of its bytes: by it a second upload is known."))

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="upload_name_once_a_run")]

    def __str__(self) -> str:
        return self.name
