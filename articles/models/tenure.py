"""A tenure: a person in a post, as seen. Each end is bounded by the neighbouring captures."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.person import Person
from articles.models.post import Post


class TenureQuerySet(models.QuerySet["Tenure"]):
    def held(self) -> Self:
        """Those seen while they lasted, not only told of afterwards."""
        return self.filter(former_only=False)


class Tenure(models.Model):
    key = models.CharField(_("public id"), max_length=16, unique=True, help_text=_("The key of the earliest article's word for it."))
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="tenures", verbose_name=_("person"), help_text=_("Who held the post.")
    )
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tenures", verbose_name=_("post"), help_text=_("What was held."))
    first_seen = models.CharField(
        _("first seen"), max_length=10, blank=True, help_text=_("The earliest date on which the person is called so: an ISO 8601 prefix.")
    )
    last_seen = models.CharField(
        _("last seen"), max_length=10, blank=True, help_text=_("The latest date on which the person is called so: an ISO 8601 prefix.")
    )
    not_before = models.CharField(
        _("not before"),
        max_length=10,
        blank=True,
        help_text=_("The last date seen before on which it was not yet so: the beginning lies after it."),
    )
    not_after = models.CharField(
        _("not after"),
        max_length=10,
        blank=True,
        help_text=_("The first date seen after on which it was no longer so: the end lies before it."),
    )
    former_only = models.BooleanField(
        _("only told of afterwards"), default=False, help_text=_("Whether articles speak of it as past only (原, 曾任).")
    )
    why = models.JSONField(_("reason"), default=dict, blank=True, help_text=_("What bounds it, in Chinese and English."))
    articles_count = models.PositiveIntegerField(
        _("articles"), default=0, help_text=_("How many articles say so; versions and reposts count once.")
    )
    confidence = models.FloatField(_("confidence"), default=0, help_text=_("The best of its witnesses', 0 to 1."))
    accepted = models.BooleanField(
        _("accepted"), default=False, help_text=_("Whether a curator accepted or corrected one of its witnesses.")
    )

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["post", "first_seen", "key"]
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="tenure_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"
