"""A post: a title in an organization (as in Popolo). Who held it, and when, is told by tenures."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.organization import Organization


class PostQuerySet(models.QuerySet["Post"]):
    def of(self, organization: Organization) -> Self:
        return self.filter(organization=organization)


class Post(models.Model):
    key = models.CharField(_("public id"), max_length=16, unique=True, help_text=_("The key of the earliest article's word for it."))
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="posts", verbose_name=_("organization"), help_text=_("The body.")
    )
    title = models.CharField(_("title"), max_length=200, help_text=_("The title without the body: 书记, 副区长, 代市长."))
    single_seat = models.BooleanField(
        _("single seat"), default=False, help_text=_("Whether one person at a time holds it: 书记, 区长, but not 副区长 or 常委.")
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["organization", "title"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "title"], name="post_once"),
            models.CheckConstraint(condition=~models.Q(title=""), name="post_has_title"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.title}"
