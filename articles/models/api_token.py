"""A token by which a program asks the API in the name of a user. Its SHA-256 is kept; the token itself is shown once, when made."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SCOPES = [("read", _("read as the user sees it")), ("capture", _("hand over captures")), ("decide", _("decide"))]


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def good(self) -> Self:
        """Those that are neither revoked nor expired, of users who may log in."""
        fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
        return self.filter(fresh, revoked_at__isnull=True, user__is_active=True)


class ApiToken(models.Model):
    name = models.CharField(_("name"), max_length=100, help_text=_("What it is for: which program, on which machine."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="api_tokens",
        verbose_name=_("user"),
        help_text=_("In whose name it asks: it may do no more than its user, and its decisions bear the user's name."),
    )
    scopes = models.JSONField(_("scopes"), default=list, help_text=_("What it is good for: read, capture, decide."))
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, help_text=_("Hexadecimal SHA-256 of the token."))
    created_at = models.DateTimeField(_("created"), help_text=_("When it was made."))
    used_at = models.DateTimeField(
        _("last used"), null=True, blank=True, help_text=_("When it was last used, within ten minutes; empty if never.")
    )
    expires_at = models.DateTimeField(
        _("expires"), null=True, blank=True, help_text=_("From when on it is no good; empty where it does not expire.")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, help_text=_("When it was revoked; empty where it is not."))

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def of(self, token: ApiToken) -> Self:
        return self.filter(token=token)


class IdempotencyKey(models.Model):
    """What was answered to a request that may come twice, so that the second gets the same answer and does nothing."""

    token = models.ForeignKey(
        ApiToken, on_delete=models.CASCADE, related_name="requests", verbose_name=_("token"), help_text=_("The token that came with it.")
    )
    key = models.CharField(_("key"), max_length=200, help_text=_("The request's Idempotency-Key, as sent."))
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of address and body: another request needs another key."))
    begun_at = models.DateTimeField(_("begun"), help_text=_("When the request came in."))
    status = models.PositiveSmallIntegerField(_("status"), default=0, help_text=_("The status of the answer; 0 while there is none."))
    answer = models.JSONField(_("answer"), null=True, blank=True, help_text=_("The body of the answer; empty while there is none."))

    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        ordering = ["-begun_at"]
        indexes = [models.Index(fields=["begun_at"], name="idempotency_begun")]
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="idempotency_once_a_token")]

    def __str__(self) -> str:
        return self.key
