"""What search keeps beside the articles: for each its place in the order of dates, and the words offered while somebody types.

The index itself stands in tables of its own, which only `search/sqlite.py` and `search/postgres.py` know. All of it follows from the
articles and can be made anew at any time: `manage.py reindex`.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class SearchTermQuerySet(models.QuerySet["SearchTerm"]):
    def of(self, kind: "SearchTerm.Kind") -> Self:
        return self.filter(kind=kind)


class SearchTerm(models.Model):
    """A word that articles have in common: their source, a place they speak from, what they are about."""

    class Kind(models.TextChoices):
        SOURCE = "source", _("source")
        PLACE = "place", _("place")
        KEYWORD = "keyword", _("keyword")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, help_text=_("What the word is to the articles that have it."))
    text = models.CharField(_("text"), max_length=200, help_text=_("The word as it is shown."))
    folded = models.CharField(_("folded text"), max_length=400, help_text=_("The word as it is searched."))
    number = models.PositiveIntegerField(_("number of articles"), default=0, help_text=_("How many articles have it."))

    objects = SearchTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        ordering = ["kind", "text"]
        # The operator class is PostgreSQL's, for LIKE; SQLite pays no heed to it.
        indexes = [models.Index(fields=["kind", "folded"], name="searchterm_kind_folded", opclasses=["varchar_ops", "varchar_pattern_ops"])]
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="searchterm_once_a_kind")]

    def __str__(self) -> str:
        return self.text


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def of(self, articles: list[int]) -> Self:
        return self.filter(article__in=articles)


class SearchEntry(models.Model):
    """An article as search knows it; its number puts it in the order of dates."""

    docid = models.BigIntegerField(
        _("number in the index"), primary_key=True, help_text=_("The date, and a sequence number within the day: the greater, the newer.")
    )
    article = models.OneToOneField(
        Article,
        on_delete=models.CASCADE,
        related_name="search_entry",
        verbose_name=_("article"),
        help_text=_("The article that is found."),
    )
    shown = models.BooleanField(_("shown"), help_text=_("Whether the article stands for its versions and reposts."))
    source = models.ForeignKey(
        SearchTerm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published",
        verbose_name=_("source"),
        help_text=_("The outlet that published it; empty where the page prints none."),
    )
    hidden = models.JSONField(
        _("hidden places"),
        default=dict,
        blank=True,
        help_text=_("Where hijacked text stands: “title” and “body” with lists of [start, end]."),
    )
    digest = models.CharField(_("digest"), max_length=32, help_text=_("A hash of all that was indexed, by which differences are found."))

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["-docid"]

    def __str__(self) -> str:
        return f"{self.docid}: {self.article_id}"


class SearchUseQuerySet(models.QuerySet["SearchUse"]):
    def by(self, docid: int) -> Self:
        return self.filter(entry=docid)


class SearchUse(models.Model):
    """An article's place or keyword."""

    pk = models.CompositePrimaryKey("entry_id", "term_id")
    entry = models.ForeignKey(
        SearchEntry,
        on_delete=models.CASCADE,
        db_index=False,  # the primary key begins with it
        related_name="uses",
        verbose_name=_("search entry"),
        help_text=_("The article that has the term."),
    )
    term = models.ForeignKey(
        SearchTerm, on_delete=models.PROTECT, related_name="uses", verbose_name=_("search term"), help_text=_("The term that it has.")
    )

    objects = SearchUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a search term")
        verbose_name_plural = _("uses of search terms")

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.term_id}"
