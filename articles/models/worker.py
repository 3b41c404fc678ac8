"""A worker: a process that carries out, one after the other, the runs that people asked for in the admin."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkerQuerySet(models.QuerySet["Worker"]):
    def living(self) -> Self:
        return self.filter(alive_until__gte=timezone.now())

    def silent(self) -> Self:
        """Those that have not been heard of for so long that they are taken for dead."""
        return self.filter(alive_until__lt=timezone.now())


class Worker(models.Model):
    name = models.CharField(_("name"), max_length=150, help_text=_("The machine and the number of the process."))
    started_at = models.DateTimeField(_("started"), help_text=_("When the process began."))
    alive_until = models.DateTimeField(
        _("alive until"),
        db_index=True,
        help_text=_("Put forward every few seconds by the process itself; once it is past, others take its run up."),
    )

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
