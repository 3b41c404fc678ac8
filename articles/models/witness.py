"""A witness: what one article says for one fact, the characters it says it with, and what people decided about it.

A fact (a tenure, an attendance …) is what its witnesses together say; copies of one text are witnesses too, but count once.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.attendance import ROLES, Attendance
from articles.models.meeting import Meeting
from articles.models.organization import Organization
from articles.models.person import Person
from articles.models.statement import Statement
from articles.models.tenure import Tenure


class WitnessQuerySet(models.QuerySet["Witness"]):
    def standing(self) -> Self:
        """Those that nobody rejected."""
        return self.exclude(status=Witness.Status.REJECTED)


class Witness(models.Model):
    """`key` follows from the capture's bytes, the kind and the names; `signature` from kind, names, quote and context alone."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANIZATION = "organization", _("organization")
        MEETING = "meeting", _("meeting")
        POST = "post", _("post")
        ATTENDANCE = "attendance", _("attendance")
        STATEMENT = "statement", _("statement")
        ROLE = "role", _("post without a name")

    class Status(models.TextChoices):
        UNREVIEWED = "unreviewed", _("unreviewed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        CORRECTED = "corrected", _("corrected")
        LOCKED = "locked", _("locked")
        CREATED = "created", _("made by hand")

    key = models.CharField(_("public id"), max_length=16, unique=True, help_text=_("What the witness is known by."))
    signature = models.CharField(
        _("signature"), max_length=16, db_index=True, help_text=_("By which the same words are known in versions and reposts.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, help_text=_("What is said."))
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="witnesses", verbose_name=_("article"), help_text=_("Which article says it.")
    )
    block = models.CharField(_("block"), max_length=400, blank=True, help_text=_("Where who is meant is looked for."))
    start = models.PositiveIntegerField(_("start"), null=True, blank=True, help_text=_("Body offset of the first character."))
    end = models.PositiveIntegerField(_("end"), null=True, blank=True, help_text=_("Body offset after the last character."))
    quote = models.TextField(_("quote"), blank=True, help_text=_("The characters it was read from."))
    spans = models.JSONField(_("spans"), default=list, blank=True, help_text=_("All places of the name: half-open body offsets."))
    names = models.JSONField(_("names"), default=list, help_text=_("The names the reader gave, by which the witness is known."))
    values = models.JSONField(_("values"), default=dict, help_text=_("What holds: the reader's values, with people's corrections."))
    machine = models.JSONField(
        _("the reader's values"), null=True, blank=True, help_text=_("What the reader says; empty where it does not say it (any more).")
    )
    confidence = models.FloatField(_("confidence"), default=0, help_text=_("The reader's confidence, 0 to 1."))
    rule = models.CharField(_("rule"), max_length=32, blank=True, help_text=_("The reader's rule."))
    why = models.JSONField(_("reason"), default=dict, blank=True, help_text=_("The reader's reason, in Chinese and English."))
    status = models.CharField(
        _("status"), max_length=16, choices=Status, default=Status.UNREVIEWED, help_text=_("What people decided about it.")
    )
    doubt = models.FloatField(
        _("doubt"),
        default=0,
        help_text=_("How much there is to settle: the fact's weight times what its confidence lacks; the queue's order."),
    )
    withheld = models.BooleanField(
        _("withheld"), default=False, help_text=_("Whether a curator keeps it from the public; it goes on counting among administrators.")
    )
    decision = models.CharField(
        _("decision"), max_length=32, blank=True, help_text=_("The key of the last decision that bears on it; empty where nobody decided.")
    )
    subject = models.CharField(
        _("subject"), max_length=16, blank=True, db_index=True, help_text=_("The key of the person's witness in the same article.")
    )
    event = models.CharField(
        _("event"), max_length=16, blank=True, db_index=True, help_text=_("The key of the meeting's witness in the same article.")
    )
    of_body = models.CharField(
        _("of body"), max_length=16, blank=True, db_index=True, help_text=_("The key of the organization's witness in the same article.")
    )
    company = models.JSONField(
        _("company"), default=list, blank=True, help_text=_("Who else is named at the same events: names in the form they are compared in.")
    )
    resolution = models.JSONField(
        _("why it is the same"),
        default=dict,
        blank=True,
        help_text=_("The score and its features that joined it to the row it belongs to."),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="witnesses",
        verbose_name=_("person"),
        help_text=_("Who is meant."),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="witnesses",
        verbose_name=_("organization"),
        help_text=_("Which body is meant."),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="witnesses",
        verbose_name=_("meeting"),
        help_text=_("Which meeting is meant."),
    )
    tenure = models.ForeignKey(
        Tenure,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="witnesses",
        verbose_name=_("tenure"),
        help_text=_("The tenure it is a witness of."),
    )
    attendance = models.ForeignKey(
        Attendance,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="witnesses",
        verbose_name=_("attendance"),
        help_text=_("The attendance it is a witness of."),
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="witnesses",
        verbose_name=_("statement"),
        help_text=_("The statement it is a witness of."),
    )

    objects = WitnessQuerySet.as_manager()

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ["article", "start", "key"]
        indexes = [
            models.Index(fields=["kind", "block"], name="witness_kind_block"),
            models.Index(fields=["status", "-doubt", "key"], name="witness_queue"),
            models.Index(fields=["status", "kind", "confidence"], name="witness_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__isnull=True, end__isnull=True) | models.Q(start__lt=models.F("end")), name="witness_span"
            ),
        ]

    def __str__(self) -> str:
        roles = dict(ROLES)  # of attendances the last name is one
        return f"{self.get_kind_display()}: {' · '.join(str(roles.get(name, name)) for name in self.names if name)}"
