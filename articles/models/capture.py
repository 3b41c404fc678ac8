"""The bytes of one page as fetched: kept for ever, known by their SHA-256."""

import zlib
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.pipeline.records import MediaType

MEDIA_TYPES = [(MediaType.TEXT.value, _("text")), (MediaType.HTML.value, _("HTML"))]


class CaptureQuerySet(models.QuerySet["Capture"]):
    def without_payload(self) -> Self:
        """Everything but the bytes, which are loaded only when asked for."""
        return self.defer("compressed")


class Capture(models.Model):
    """`name`, `url`, `captured_at`, `media_type` and `charset` are those of the first of its sightings (see store/sightings.py)."""

    sha256 = models.CharField(
        _("SHA-256"), max_length=64, unique=True, help_text=_("Hexadecimal SHA-256 of the bytes: what the capture is known by.")
    )
    name = models.TextField(
        _("name"), help_text=_("What the item was called where it was first seen: a file's name, or the name given in a container.")
    )
    url = models.TextField(
        _("address"), blank=True, help_text=_("The address it was first fetched from, as given; empty where nobody said.")
    )
    captured_at = models.CharField(
        _("captured at"),
        max_length=64,
        blank=True,
        help_text=_("When it was first fetched, as given: an ISO 8601 date or date and time; empty where nobody said."),
    )
    media_type = models.CharField(_("media type"), max_length=32, choices=MEDIA_TYPES, help_text=_("How the bytes are to be read."))
    charset = models.CharField(
        _("declared encoding"),
        max_length=64,
        blank=True,
        help_text=_("The encoding that the transport declared; empty where it declared none."),
    )
    size = models.PositiveBigIntegerField(_("size"), help_text=_("Number of bytes before compression."))
    compressed = models.BinaryField(_("compressed bytes"), help_text=_("The bytes, compressed with zlib."))
    run = models.ForeignKey(
        "articles.ImportRun",
        on_delete=models.PROTECT,
        related_name="captures",
        verbose_name=_("import run"),
        help_text=_("The run that brought these bytes first."),
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["-id"]
        indexes = [models.Index(fields=["media_type"], name="capture_media_type")]
        constraints = [
            models.CheckConstraint(condition=models.Q(media_type__in=[kind.value for kind in MediaType]), name="capture_media_type_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"

    @property
    def payload(self) -> bytes:
        """The bytes as fetched."""
        return zlib.decompress(self.compressed)
