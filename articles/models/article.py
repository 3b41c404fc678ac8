"""What a capture says: the article, one for each capture that could be read.

Versions are the articles of one `address`; the newest of them is `latest`. Reposts point with `repost_of` to the first article that
printed nearly the same text. Of all of them the `shown` one stands for the others; none is ever thrown away.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.capture import Capture
from articles.models.reading import VERDICTS, Reading
from articles.models.wording import Wording
from articles.pipeline.records import Script

SCRIPTS = [(Script.HANS.value, _("simplified")), (Script.HANT.value, _("traditional"))]
PRECISIONS = [
    ("day", _("day")),
    ("month", _("month")),
    ("year", _("year")),
    ("no_year", _("month and day, no year")),
    ("span", _("a span of dates")),
]


class ArticleQuerySet(models.QuerySet["Article"]):
    def shown(self) -> Self:
        """One article for each group of versions and reposts."""
        return self.filter(shown=True)

    def public(self) -> Self:
        """Those that anybody may see."""
        return self.filter(withheld=False)

    def light(self) -> Self:
        """For lists: without the bodies, which are long."""
        return self.defer("body")

    def versions_of(self, article: "Article") -> Self:
        """Every version of the same address, `article` with them, the newest first; `article` alone where its address is not known."""
        same = self.filter(address=article.address) if article.address else self.filter(pk=article.pk)
        return same.order_by(models.F("last_seen").desc(nulls_last=True), "-published_on", "-key")

    def reposts_of(self, article: "Article") -> Self:
        """Every other article of the group that printed nearly the same text, the first one first."""
        first = article.repost_of_id or article.pk
        group = self.filter(models.Q(pk=first) | models.Q(repost_of=first)).exclude(pk=article.pk)
        return group.order_by(models.F("first_seen").asc(nulls_first=True), "published_on", "key")


class Article(models.Model):
    key = models.CharField(
        _("public id"),
        max_length=16,
        unique=True,
        help_text=_("The id to cite: the first 16 characters of the capture's SHA-256. It never changes."),
    )
    capture = models.OneToOneField(
        Capture, on_delete=models.PROTECT, related_name="article", verbose_name=_("capture"), help_text=_("The capture it was read from.")
    )
    reading = models.OneToOneField(
        Reading,
        on_delete=models.PROTECT,
        related_name="article",
        verbose_name=_("reading"),
        help_text=_("The reading that the fields below come from."),
    )
    title = models.TextField(_("title"), blank=True, help_text=_("The heading as printed; empty where the page prints none."))
    subtitle = models.TextField(_("subtitle"), blank=True, help_text=_("The second heading as printed; empty where the page prints none."))
    published_on = models.CharField(
        _("published on"),
        max_length=32,
        blank=True,
        help_text=_("The printed date as an ISO 8601 prefix: 2024-03-12, 2024-03, --12-29 without a year; empty if none."),
    )
    published_precision = models.CharField(
        _("precision of the date"),
        max_length=8,
        choices=PRECISIONS,
        blank=True,
        help_text=_("How much of the date is printed; empty where there is no date."),
    )
    source = models.TextField(
        _("source"), blank=True, help_text=_("The outlet that published it, as printed (来源); empty where the page prints none.")
    )
    author = models.TextField(_("author"), blank=True, help_text=_("The author as printed; empty where the page prints none."))
    section = models.JSONField(
        _("section"), default=list, blank=True, help_text=_("The path of sections the page stands in, the widest first.")
    )
    zone = models.TextField(
        _("zone line"), blank=True, help_text=_("The line that names the development zone, as printed; empty where the page prints none.")
    )
    script = models.CharField(_("script"), max_length=8, choices=SCRIPTS, help_text=_("Simplified or traditional characters."))
    verdict = models.CharField(
        _("verdict"),
        max_length=16,
        choices=VERDICTS,
        blank=True,
        help_text=_("Whether the page is news; empty where the reader did not judge."),
    )
    body = models.TextField(_("body"), blank=True, help_text=_("The clean text, its paragraphs separated by one line feed."))
    url = models.TextField(
        _("address"), blank=True, help_text=_("The address the capture was first fetched from, as given; empty where nobody said.")
    )
    address = models.TextField(
        _("comparable address"),
        blank=True,
        help_text=_("The address in the form by which versions of one page are known; empty where nobody said."),
    )
    first_seen = models.DateTimeField(
        _("first seen"), null=True, blank=True, help_text=_("When the capture was first fetched; empty where nobody said.")
    )
    last_seen = models.DateTimeField(
        _("last seen"),
        null=True,
        blank=True,
        help_text=_("When the same bytes were last fetched from the same address; empty where nobody said."),
    )
    latest = models.BooleanField(_("latest version"), default=True, help_text=_("Whether it is the newest version of its address."))
    wording = models.ForeignKey(
        Wording,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("wording"),
        help_text=_("The text by which reposts are found; empty where the body is too short to be compared."),
    )
    repost_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reposts",
        verbose_name=_("repost of"),
        help_text=_("The first article, at another address, with nearly the same text; empty where this is the first."),
    )
    group = models.CharField(
        _("group"),
        max_length=16,
        blank=True,
        db_index=True,
        help_text=_("The key of the first article of the same text, versions and reposts alike: what counts once."),
    )
    places = models.JSONField(
        _("division codes"),
        default=list,
        blank=True,
        help_text=_("The codes of the page's home, the narrowest first; empty where nothing decides."),
    )
    warning_kinds = models.CharField(
        _("kinds of warnings"),
        max_length=200,
        blank=True,
        help_text=_("The kinds of its reading's warnings, each once, between commas: ,lost_character,"),
    )
    repair_kinds = models.CharField(
        _("kinds of repairs"),
        max_length=200,
        blank=True,
        help_text=_("The kinds of its reading's repairs with their proof, each once, between commas: ,page_chrome:proved,"),
    )
    outlet = models.CharField(
        _("outlet"), max_length=40, blank=True, help_text=_("The first characters of the source, by which articles are counted.")
    )
    month = models.CharField(
        _("month"), max_length=7, blank=True, help_text=_("Year and month of publication; empty where the page does not print both.")
    )
    withheld = models.BooleanField(
        _("withheld"),
        default=False,
        help_text=_("Whether a curator keeps it from the public: its bytes stay, its text is shown to administrators."),
    )
    shown = models.BooleanField(_("shown"), default=True, help_text=_("Whether it stands for its versions and reposts in lists."))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_on", "key"]
        permissions = [("view_withheld", _("Can see what is withheld from the public"))]
        indexes = [
            models.Index(fields=["address", "latest"], name="article_address_latest"),
            models.Index(fields=["shown", "-published_on", "key"], name="article_shown_published"),
            models.Index(fields=["-published_on", "key"], name="article_published"),
            models.Index(fields=["shown", "withheld", "warning_kinds"], name="article_warned"),
            models.Index(fields=["shown", "withheld", "repair_kinds"], name="article_repaired"),
            models.Index(fields=["shown", "withheld", "month", "outlet"], name="article_covered"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(latest=True) | models.Q(shown=False), name="article_shown_is_latest"),
            models.CheckConstraint(condition=~models.Q(repost_of=models.F("id")), name="article_no_repost_of_itself"),
            models.CheckConstraint(condition=models.Q(script__in=[script.value for script in Script]), name="article_script_known"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:24] or self.key
