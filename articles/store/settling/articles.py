"""Articles whose witnesses are to be made anew, from their readings and decisions."""

from articles.models import Article
from articles.store.witnessing import keep_witnesses


def settle_articles(keys: list[str]) -> None:
    """`keys` are the articles' public ids; one that is no longer there is passed over."""
    for article in Article.objects.filter(key__in=keys).select_related("reading").order_by("key"):
        keep_witnesses(article, article.reading.data, moved=True)
