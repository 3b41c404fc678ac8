"""The texts of articles as they are compared, and which of them are alike.

A wording is one text without its punctuation, blanks and letter case; articles that share it are the same to the letter. Each wording
stands in `WordingBand` under some numbers; two wordings under the same number are worth comparing. A likeness is what the comparison of
two wordings found, kept as the evidence for a repost.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordingQuerySet(models.QuerySet["Wording"]):
    def unused(self) -> Self:
        """Those that no article has any more."""
        return self.filter(articles=None)


class Wording(models.Model):
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, help_text=_("Hexadecimal SHA-256 of the text as it is compared."))
    length = models.PositiveIntegerField(_("length"), help_text=_("Number of characters of the text as it is compared."))
    signature = models.BinaryField(_("signature"), help_text=_("The MinHash of the text: 32-bit numbers, the lowest byte first."))

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.length})"


class WordingBandQuerySet(models.QuerySet["WordingBand"]):
    def sharing(self, numbers: list[int]) -> Self:
        return self.filter(number__in=numbers)


class WordingBand(models.Model):
    """The index by which the wordings worth comparing are found, without looking at all of them."""

    pk = models.CompositePrimaryKey("number", "wording_id")
    number = models.BigIntegerField(_("number"), help_text=_("A hash of one part of the signature, and which part it is."))
    wording = models.ForeignKey(
        Wording,
        on_delete=models.CASCADE,
        related_name="bands",
        verbose_name=_("wording"),
        help_text=_("The wording that stands under the number."),
    )

    objects = WordingBandQuerySet.as_manager()

    class Meta:
        verbose_name = _("band of a wording")
        verbose_name_plural = _("bands of wordings")

    def __str__(self) -> str:
        return f"{self.number}: {self.wording_id}"


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def touching(self, wordings: set[int]) -> Self:
        """The likenesses with at least one end among these wordings."""
        return self.filter(models.Q(one__in=wordings) | models.Q(other__in=wordings))


class Likeness(models.Model):
    """Two wordings found alike; `one` is that with the smaller SHA-256, so that the pair reads the same in any order of import."""

    one = models.ForeignKey(
        Wording, on_delete=models.CASCADE, related_name="+", verbose_name=_("one"), help_text=_("The wording with the smaller SHA-256.")
    )
    other = models.ForeignKey(
        Wording, on_delete=models.CASCADE, related_name="+", verbose_name=_("other"), help_text=_("The wording with the greater SHA-256.")
    )
    estimated = models.FloatField(_("estimated likeness"), help_text=_("The Jaccard index as the signatures estimate it, 0 to 1."))
    exact = models.FloatField(_("exact likeness"), help_text=_("The Jaccard index of the two texts' shingles, 0 to 1."))
    threshold = models.FloatField(_("threshold"), help_text=_("The exact likeness that was asked for when they were compared."))

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="likeness_once_a_pair"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="likeness_of_two"),
            models.CheckConstraint(condition=models.Q(exact__gte=models.F("threshold"), exact__lte=1), name="likeness_reaches_threshold"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}: {self.exact:.3f}"
