"""A person."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, name: str) -> Self:
        return self.filter(name=name)


class Person(models.Model):
    """Names are not unique: two persons may share one."""

    name = models.CharField(_("name"), max_length=200, help_text=_("The name as it is usually printed."))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name"], name="person_name")]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="person_has_name")]

    def __str__(self) -> str:
        return self.name
