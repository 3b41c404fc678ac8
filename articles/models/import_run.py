"""One run of the import: what was asked for, and what came of it."""

from typing import Self

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)


class ImportRun(models.Model):
    class Kind(models.TextChoices):
        IMPORT = "import", _("import")
        RETRY = "retry", _("retry of problems")
        REREAD = "reread", _("reading anew")

    class Status(models.TextChoices):
        RUNNING = "running", _("running, or broken off")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.IMPORT, help_text=_("What was done."))
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=Status,
        default=Status.RUNNING,
        help_text=_("A run that was killed says “running” for ever: start it again, nothing is lost."),
    )
    started_at = models.DateTimeField(_("started"), help_text=_("When the run began."))
    finished_at = models.DateTimeField(
        _("finished"), null=True, blank=True, help_text=_("When the run ended; empty while it runs or where it was killed.")
    )
    reader = models.CharField(_("reader"), max_length=32, help_text=_("The version of the reader that the run read with."))
    paths = models.JSONField(_("paths"), default=list, blank=True, help_text=_("What was to be imported, as given."))
    options = models.JSONField(_("options"), default=dict, blank=True, help_text=_("The options it was started with."))
    jobs = models.PositiveSmallIntegerField(_("processes"), default=1, help_text=_("How many processes read at a time."))
    retry_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="retries",
        verbose_name=_("retry of"),
        help_text=_("The run whose problems this one tried again."),
    )
    items = models.PositiveBigIntegerField(_("items"), default=0, help_text=_("How many captures and problems were met with."))
    new = models.PositiveBigIntegerField(_("new"), default=0, help_text=_("Captures that became articles for the first time."))
    seen = models.PositiveBigIntegerField(_("seen again"), default=0, help_text=_("Captures whose bytes were known already."))
    versions = models.PositiveBigIntegerField(
        _("versions"), default=0, help_text=_("Of the new ones: those from an address that was known already.")
    )
    reposts = models.PositiveBigIntegerField(
        _("reposts"), default=0, help_text=_("Of the new ones: those with nearly the text of an article from another address.")
    )
    changed = models.PositiveBigIntegerField(
        _("changed"), default=0, help_text=_("Articles whose fields became different by reading anew.")
    )
    problems = models.PositiveBigIntegerField(_("problems"), default=0, help_text=_("Items that could not be imported or read."))

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} ({localtime(self.started_at):%Y-%m-%d %H:%M})"
