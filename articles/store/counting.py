"""What counts once: versions and reposts of one text.

Two articles are of one group where they are linked as reposts (reposting.py), or have the same address and the same title; directly, or by
others between them. The group goes by the key of its first article.
"""

from collections.abc import Collection

from articles.models import Article
from articles.store.marking import mark_moved
from articles.store.reposting import Member, members, portions


def settle_counted(articles: Collection[int], former: Collection[str], *, but: int | None = None) -> None:
    """Settle the groups of these articles, and those that bore these names: a group may have fallen apart.

    Whatever comes to another group is marked to be made anew, `but` one article that its caller sees to.
    """
    todo = set(articles)
    for name in set(former) - {""}:
        todo |= set(Article.objects.filter(group=name).order_by().values_list("pk", flat=True))
    while todo:
        group = group_of(min(todo))
        todo -= {member.pk for member in group}
        name = min(group, key=lambda member: member.rank).key
        changed = [pk for some in portions(member.pk for member in group) for pk in renamed(some, name)]
        mark_moved(set(changed) - {but})


def renamed(articles: list[int], name: str) -> list[int]:
    rows = Article.objects.filter(pk__in=articles).exclude(group=name)
    changed = list(rows.values_list("pk", flat=True))
    rows.update(group=name)
    return changed


def group_of(article: int) -> list[Member]:
    """All articles that are connected with this one, itself among them."""
    found: dict[int, Member] = {}
    frontier = {article}
    while frontier:
        new = [member for some in portions(frontier) for member in members(pk__in=some)]
        found |= {member.pk: member for member in new}
        frontier = neighbours(new) - found.keys()
    return list(found.values())


def neighbours(articles: list[Member]) -> set[int]:
    near: set[int] = set()
    for some in portions({member.repost_of_id or member.pk for member in articles}):
        # Without an order: for the sake of it SQLite would read all articles.
        near |= set(some) | set(Article.objects.filter(repost_of__in=some).order_by().values_list("pk", flat=True))
    titles = Article.objects.filter(pk__in=[member.pk for member in articles]).exclude(address="").exclude(title="")
    for address, title in set(titles.values_list("address", "title")):
        near |= set(Article.objects.filter(address=address, title=title).order_by().values_list("pk", flat=True))
    return near
