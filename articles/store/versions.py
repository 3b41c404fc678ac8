"""Which of the articles of one address is the newest."""

from django.db.models import F

from articles.models import Article


def settle_versions(address: str) -> set[int]:
    """Mark the newest article of the address; gives the ids of the articles whose mark changed. "" is no address.

    The newest is the one last fetched, then the one published last, then the one with the greatest SHA-256; whatever has no time of
    capture is older than whatever has one.
    """
    if not address:
        return set()
    versions = Article.objects.filter(address=address)
    newest = versions.order_by(F("last_seen").desc(nulls_last=True), "-published_on", "-key").values_list("pk", flat=True).first()
    if newest is None:
        return set()
    former = set(versions.filter(latest=True).exclude(pk=newest).values_list("pk", flat=True))
    if former:
        Article.objects.filter(pk__in=former).update(latest=False, shown=False)
    risen = set(versions.filter(pk=newest, latest=False).values_list("pk", flat=True))
    if risen:
        Article.objects.filter(pk__in=risen).update(latest=True)
    return former | risen
