"""A statement: attributed speech."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.meeting import Meeting
from articles.models.person import Person


class StatementQuerySet(models.QuerySet["Statement"]):
    def by(self, person: Person) -> Self:
        return self.filter(person=person)


class Statement(models.Model):
    key = models.CharField(_("public id"), max_length=16, unique=True, help_text=_("The key of the earliest article's word for it."))
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("person"),
        help_text=_("Who said it; empty where the meeting is the speaker."),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("meeting"),
        help_text=_("Where it was said, if the article tells of one meeting only; empty where that is not known."),
    )
    speaker = models.CharField(
        _("speaker"), max_length=200, help_text=_("Who said it, as the reader says: a person, 会议 or the meeting's name.")
    )
    verb = models.CharField(_("verb"), max_length=32, blank=True, help_text=_("The verb of saying, as printed: 指出, 强调."))
    text = models.TextField(_("text"), help_text=_("The words, as printed."))
    digest = models.CharField(_("digest"), max_length=32, db_index=True, help_text=_("What one statement in several articles is known by."))
    quoted = models.BooleanField(_("quoted"), default=False, help_text=_("Whether it stands in quotation marks; reported otherwise."))
    topics = models.JSONField(_("topics"), default=list, blank=True, help_text=_("Keywords of the words."))
    articles_count = models.PositiveIntegerField(
        _("articles"), default=0, help_text=_("How many articles say so; versions and reposts count once.")
    )
    confidence = models.FloatField(_("confidence"), default=0, help_text=_("The best of its witnesses', 0 to 1."))
    accepted = models.BooleanField(
        _("accepted"), default=False, help_text=_("Whether a curator accepted or corrected one of its witnesses.")
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.speaker}{self.verb}：{self.text[:24]}"
