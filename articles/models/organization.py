"""A body: a government, a party committee, a company, a school."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def named(self, name: str) -> Self:
        return self.filter(name=name)


class Organization(models.Model):
    name = models.CharField(_("name"), max_length=400, help_text=_("The full name, with its locality: 相城区委, not 区委."))
    kind = models.CharField(
        _("kind"), max_length=32, blank=True, help_text=_("What sort of body it is, as the reader calls it; empty where it is not known.")
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name"], name="organization_name")]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="organization_has_name")]

    def __str__(self) -> str:
        return self.name
