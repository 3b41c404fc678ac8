"""A saved search: what somebody wants to be told of when it comes in."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def running(self) -> Self:
        """Those that are not paused."""
        return self.filter(paused="")


class SavedSearch(models.Model):
    class Kind(models.TextChoices):
        ARTICLES = "articles", _("articles that match a query")
        PERSONNEL = "personnel", _("changes of personnel")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_searches",
        verbose_name=_("user"),
        help_text=_("Whose search it is."),
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What you call it: the title of its feed and of its part of the mail."))
    kind = models.CharField(
        _("what to look for"),
        max_length=16,
        choices=Kind,
        default=Kind.ARTICLES,
        help_text=_("Articles; or changes of personnel: new holders of posts, those who left, vanished names, two holders of one seat."),
    )
    query = models.CharField(
        _("query"),
        max_length=500,
        blank=True,
        help_text=_(
            "Of articles: as in the search. Of personnel: parts of bodies' names or beginnings of division codes, one is enough; "
            "empty for all."
        ),
    )
    by_mail = models.BooleanField(_("by mail"), default=True, help_text=_("Whether what is new comes in the mail that goes out to you."))
    token = models.CharField(
        _("secret of the feed"),
        max_length=64,
        unique=True,
        help_text=_("The feed's address holds it: whoever knows the address reads the feed."),
    )
    told_up_to = models.BigIntegerField(
        _("told up to"), default=0, help_text=_("The number of the last article that came in before the last mail.")
    )
    told_at = models.DateTimeField(_("last mail"), null=True, blank=True, help_text=_("When something of it was mailed for the last time."))
    paused = models.TextField(_("paused"), blank=True, help_text=_("Why it is not looked for at present; empty while it is."))

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["user", "name", "pk"]

    def __str__(self) -> str:
        return self.name
