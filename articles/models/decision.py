"""A decision: what somebody settled. Never changed, only withdrawn by another decision (`undo`).

It is keyed by content, never by row numbers, and names the person who decided, not a user's row: so it survives re-reading, a rebuilt
database and the move to another one.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        """Those not withdrawn."""
        return self.filter(standing=True)

    def in_order(self) -> Self:
        """As they were made."""
        return self.order_by("at", "key")


class Decision(models.Model):
    class Kind(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REJECT = "reject", _("reject")
        CORRECT = "correct", _("correct")
        LOCK = "lock", _("lock")
        SAME = "same", _("same")
        DIFFERENT = "different", _("different")
        CREATE = "create", _("create")
        WITHHOLD = "withhold", _("withhold")
        UNDO = "undo", _("undo")

    key = models.CharField(_("key"), max_length=32, unique=True, help_text=_("What the decision is known by: it follows from its content."))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, help_text=_("What was decided."))
    scope = models.CharField(
        _("scope"),
        max_length=16,
        default="witness",
        help_text=_("What it is about: an article's word or the article (witness), a row, a capture, a finding, or another decision."),
    )
    sides = models.JSONField(
        _("about"),
        default=list,
        help_text=_("What it is about: for each side its targets, each with kind, names, quote, context and capture."),
    )
    values = models.JSONField(
        _("values"), default=dict, blank=True, help_text=_("The new values, of a correction or of a fact made by hand.")
    )
    by = models.CharField(_("by"), max_length=150, help_text=_("The name of who decided."))
    at = models.CharField(_("at"), max_length=32, help_text=_("When, in UTC: ISO 8601 with microseconds."))
    why = models.TextField(_("why"), blank=True, help_text=_("The reason given."))
    batch = models.CharField(
        _("batch"),
        max_length=64,
        blank=True,
        db_index=True,
        help_text=_("The name of what it was made in one go with; can be undone as one."),
    )
    standing = models.BooleanField(_("standing"), default=True, help_text=_("Whether no other decision has withdrawn it."))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-key"]
        permissions = [("withhold", _("Can withhold from the public"))]
        indexes = [models.Index(fields=["-at", "-key"], name="decision_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.by} · {self.at}"


class DecisionTargetQuerySet(models.QuerySet["DecisionTarget"]):
    def standing(self) -> Self:
        """Of decisions not withdrawn."""
        return self.filter(decision__standing=True)


class DecisionTarget(models.Model):
    """One thing a decision is about: an index over `Decision.sides`, by which decisions are found again."""

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="targets", verbose_name=_("decision"), help_text=_("The decision.")
    )
    side = models.PositiveSmallIntegerField(_("side"), default=0, help_text=_("Which side of the decision, from 0."))
    kind = models.CharField(_("kind"), max_length=16, help_text=_("The kind of witness; of an undo: decision."))
    key = models.CharField(_("key"), max_length=32, db_index=True, help_text=_("The witness's key; of an undo: the decision's."))
    signature = models.CharField(_("signature"), max_length=16, blank=True, db_index=True, help_text=_("The witness's signature."))
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, db_index=True, help_text=_("The capture's SHA-256."))

    objects = DecisionTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target of a decision")
        verbose_name_plural = _("targets of decisions")
        ordering = ["decision", "side", "id"]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.kind} {self.key}"
