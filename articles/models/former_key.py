"""A public id that no article's mention carries any more, and the one that took over."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerKeyQuerySet(models.QuerySet["FormerKey"]):
    def of(self, key: str) -> Self:
        return self.filter(key=key)


class FormerKey(models.Model):
    """Needed only where a newer reader no longer finds the name that gave a row its id: every other old id is a witness's key."""

    key = models.CharField(_("former id"), max_length=16, unique=True, help_text=_("The id that used to lead to the row."))
    kind = models.CharField(_("kind"), max_length=16, help_text=_("The kind of row."))
    now = models.CharField(_("id now"), max_length=16, help_text=_("The key that leads there now."))

    objects = FormerKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("former id")
        verbose_name_plural = _("former ids")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} → {self.now}"
