"""Each time the bytes of a capture were seen: an address, a time, an import run."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.capture import MEDIA_TYPES, Capture


class SightingQuerySet(models.QuerySet["Sighting"]):
    def of(self, capture: Capture) -> Self:
        return self.filter(capture=capture)


class Sighting(models.Model):
    capture = models.ForeignKey(
        Capture, on_delete=models.PROTECT, related_name="sightings", verbose_name=_("capture"), help_text=_("The bytes that were seen.")
    )
    run = models.ForeignKey(
        "articles.ImportRun",
        on_delete=models.CASCADE,
        related_name="sightings",
        verbose_name=_("import run"),
        help_text=_("The run that saw them."),
    )
    path = models.TextField(_("path"), help_text=_("The file they were found in, as given to the import; FILE!MEMBER inside a zip."))
    record = models.PositiveBigIntegerField(
        _("record"),
        default=0,
        help_text=_("The number of the record in a file that holds several, counted from 1; 0 where the file holds one item."),
    )
    name = models.TextField(_("name"), help_text=_("What the item was called there."))
    url = models.TextField(
        _("address"), blank=True, help_text=_("The address the bytes were fetched from, as given; empty where nobody said.")
    )
    address = models.TextField(
        _("comparable address"),
        blank=True,
        help_text=_("The address in the form by which two captures of one page are known (docs: way of the data)."),
    )
    captured_at = models.CharField(
        _("captured at"),
        max_length=64,
        blank=True,
        help_text=_("When they were fetched, as given: an ISO 8601 date or date and time; empty where nobody said."),
    )
    captured_time = models.DateTimeField(
        _("time of capture"),
        null=True,
        blank=True,
        help_text=_("The same as a point in time, for putting in order; empty where it is not known."),
    )
    media_type = models.CharField(_("media type"), max_length=32, choices=MEDIA_TYPES, help_text=_("How the bytes were said to be read."))
    charset = models.CharField(
        _("declared encoding"), max_length=64, blank=True, help_text=_("The encoding declared then; empty where none was.")
    )

    objects = SightingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["run", "path", "record", "capture"], name="sighting_once_a_run")]

    def __str__(self) -> str:
        return f"{self.url or self.path} {self.captured_at}".rstrip()
