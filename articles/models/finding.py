"""A finding: something the program noticed and people should look at. Made anew with the rows, never written by hand."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class FindingQuerySet(models.QuerySet["Finding"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class Finding(models.Model):
    class Kind(models.TextChoices):
        NAMESAKES = "namesakes", _("namesakes: the same or not?")
        TWO_HOLDERS = "two_holders", _("two holders of one seat")
        ROLE_WAITING = "role_waiting", _("a post named without its holder")
        TEXT_CHANGED = "text_changed", _("the reading changed under a decision")
        VERSION_CHANGED = "version_changed", _("a later version says something else")
        NO_HOME = "no_home", _("nothing says which place the page is of")
        CONTRADICTION = "contradiction", _("decisions that contradict each other")

    key = models.CharField(_("key"), max_length=16, unique=True, help_text=_("What the finding is known by: it follows from its content."))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, help_text=_("What was noticed."))
    block = models.CharField(_("block"), max_length=400, help_text=_("What it was noticed in: it is made anew with that."))
    about = models.JSONField(_("about"), default=list, help_text=_("The keys of what it is about."))
    score = models.FloatField(_("score"), default=0, help_text=_("How much speaks for the one answer; 0 where nothing does."))
    details = models.JSONField(_("details"), default=dict, blank=True, help_text=_("The evidence, for the page that shows it."))
    why = models.JSONField(_("reason"), default=dict, blank=True, help_text=_("The reason, in Chinese and English."))

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["kind", "key"]
        indexes = [
            models.Index(fields=["kind", "block"], name="finding_kind_block"),
            models.Index(fields=["kind", "-score", "key"], name="finding_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {', '.join(str(key) for key in self.about)}"
