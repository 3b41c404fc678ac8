"""Which of the articles of one address is the newest."""

from django.db.models import F

from articles.models import Article
from articles.search.indexing import mark_shown


def settle_versions(address: str) -> tuple[set[int], int]:
    """Mark the newest article of the address; gives the ids of the articles whose mark changed, and how many articles there are.

    The newest is the one last fetched, then the one published last, then the one with the greatest SHA-256; whatever has no time of
    capture is older than whatever has one.
    """
    newest_first = Article.objects.filter(address=address).order_by(F("last_seen").desc(nulls_last=True), "-published_on", "-key")
    versions = list(newest_first.values_list("pk", "latest"))
    former = {pk for pk, latest in versions[1:] if latest}
    risen = {pk for pk, latest in versions[:1] if not latest}
    if former:
        Article.objects.filter(pk__in=former).update(latest=False, shown=False)
        mark_shown(former, shown=False)
    if risen:
        Article.objects.filter(pk__in=risen).update(latest=True)
    return former | risen, len(versions)
