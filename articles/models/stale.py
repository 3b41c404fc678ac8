"""What has to be resolved anew: written with whatever changed it, taken away with the new rows. Empty when all is settled."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaleQuerySet(models.QuerySet["Stale"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class Stale(models.Model):
    kind = models.CharField(_("kind"), max_length=16, help_text=_("The kind of row."))
    block = models.CharField(_("block"), max_length=400, help_text=_("Which of them: the names that are resolved together."))

    objects = StaleQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting to be settled")
        verbose_name_plural = _("waiting to be settled")
        constraints = [models.UniqueConstraint(fields=["kind", "block"], name="stale_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.block}"
