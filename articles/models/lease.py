"""A lease: who has an item of the review queue before them, so that no two people settle the same one."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LeaseQuerySet(models.QuerySet["Lease"]):
    def running(self) -> Self:
        """Those that have not run out."""
        return self.filter(until__gt=timezone.now())


class Lease(models.Model):
    item = models.CharField(
        _("item"), max_length=64, unique=True, help_text=_("What is known of the item in the queue: a group of facts, or a finding.")
    )
    by = models.CharField(_("by"), max_length=150, db_index=True, help_text=_("The name of who has it before them."))
    until = models.DateTimeField(_("until"), db_index=True, help_text=_("When it goes back to the queue."))

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")
        ordering = ["until"]

    def __str__(self) -> str:
        return f"{self.item}: {self.by}"
