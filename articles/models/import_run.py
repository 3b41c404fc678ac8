"""One run of the import: what was asked for, and what came of it."""

from typing import Self

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models.worker import Worker


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)


class ImportRun(models.Model):
    class Kind(models.TextChoices):
        IMPORT = "import", _("import")
        RETRY = "retry", _("retry of problems")
        REREAD = "reread", _("reading anew")
        UNDO = "undo", _("undoing of an import")
        RESTORE = "restore", _("bringing back of an import")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
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
        help_text=_(
            "A command that was killed says “running” for ever: start it again, nothing is lost. A worker's run is taken up again."
        ),
    )
    started_at = models.DateTimeField(_("started"), help_text=_("When the run began; while it waits, when it was asked for."))
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
    undoes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undoings",
        verbose_name=_("undoes"),
        help_text=_("The run whose captures this one set aside or brought back."),
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

    asked_at = models.DateTimeField(
        _("asked for"), null=True, blank=True, help_text=_("When a worker was asked to do it; empty where a command did it itself.")
    )
    asked_by = models.CharField(_("asked for by"), max_length=150, blank=True, help_text=_("Who asked for it."))
    worker = models.ForeignKey(
        Worker,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name=_("worker"),
        help_text=_("The worker that has it; nobody else writes to it meanwhile."),
    )
    cancel_asked = models.BooleanField(_("to be cancelled"), default=False, help_text=_("Whether it is to stop after the item at hand."))
    broken_off = models.PositiveSmallIntegerField(
        _("broken off"), default=0, help_text=_("How often a worker died at the item where the run stands now.")
    )
    place = models.PositiveBigIntegerField(
        _("place"),
        default=0,
        help_text=_("How far a worker got: the number of items, for reading anew the capture. Written together with each item."),
    )
    total = models.PositiveBigIntegerField(
        _("size"), default=0, help_text=_("How much there is to do: bytes of files, for reading anew captures; 0 while it is not known.")
    )
    done = models.PositiveBigIntegerField(_("dealt with"), default=0, help_text=_("How much of that is dealt with."))
    unsettled = models.PositiveBigIntegerField(
        _("still to be settled"), default=0, help_text=_("How many groups of names waited to be settled when the run last said so.")
    )
    trouble = models.TextField(_("trouble"), blank=True, help_text=_("Why the run failed, and what can be done."))

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} ({localtime(self.started_at):%Y-%m-%d %H:%M})"
