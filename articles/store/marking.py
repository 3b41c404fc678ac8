"""What has to be settled, marked (`Stale`): settling takes the marks one kind after the other."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Count, Q, QuerySet

from articles.models import Article, DecisionTarget, Stale, Witness

LONGEST_BLOCK = 400
MANY_FACTS = 1000
"""So many facts of one person are settled no faster one by one than all together."""


def mark_stale(marks: Iterable[tuple[str, str]]) -> None:
    rows = [Stale(kind=kind, block=block) for kind, block in sorted(set(marks))]
    Stale.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)


def mark_facts(marks: Collection[tuple[str, str]]) -> None:
    """As `mark_stale`; of a person of whom very many facts are marked, all are settled in one go."""
    counted = Counter(block.partition(" ")[0] for _kind, block in marks)
    many = {person for person, count in counted.items() if count > MANY_FACTS}
    mark_stale({("facts", block.partition(" ")[0]) if block.partition(" ")[0] in many else (kind, block) for kind, block in marks})


def fact_marks(kind: str, block: str, person: int | None, organization: int | None, meeting: int | None) -> set[tuple[str, str]]:
    """A tenure is known by person and body, an attendance by person and meeting, a statement by person and words; a witness that lacks
    one of the two is a witness of nothing."""
    if person is None:
        return set()
    if kind == "post" and organization is not None:
        return {("tenure", f"{person} {organization}")}
    if kind in ("attendance", "role") and meeting is not None:
        return {("attendance", f"{person} {meeting}")}
    return {("statement", f"{person} {block}")} if kind == "statement" else set()


def judged_with(entries: QuerySet[Witness]) -> set[tuple[str, str]]:
    """Marks for the blocks of all that people joined with these entries or told from them, for entries that go: the others may come apart,
    or together, without them."""
    judged = DecisionTarget.objects.standing().filter(decision__kind__in=("same", "different"), key__in=entries.order_by().values("key"))
    keys = DecisionTarget.objects.filter(decision__in=judged.order_by().values("decision")).order_by().values("key")
    return set(Witness.objects.filter(key__in=keys).order_by().values_list("kind", "block").distinct())


def mark_versions(addresses: Collection[str]) -> None:
    """What the versions of these addresses changed has to be looked at anew; one version alone changed nothing."""
    rows = Article.objects.filter(address__in=[address for address in addresses if address]).order_by().values("address")
    several = rows.annotate(number=Count("pk")).filter(number__gt=1).values_list("address", flat=True)
    mark_stale(("version", address[:LONGEST_BLOCK]) for address in several)


def mark_moved(articles: Collection[int | None]) -> None:
    """All that these articles say has to be made anew, for their group changed: what people decided of one holds in its whole group."""
    if articles:
        rows = Article.objects.filter(pk__in=articles).values_list("key", "capture__sha256")
        keys = dict(rows)
        mark_stale(("article", key) for key in keys)
        mark_kin(keys.values())


def mark_kin(captures: Iterable[str]) -> None:
    """The articles that print the words of decisions made on these captures have to be made anew: whether the decisions hold there
    depends on how the captures' articles stand to them. They are kin of theirs now, or have been: then something decided them."""
    captures = list(captures)
    about = DecisionTarget.objects.standing().filter(sha256__in=captures, decision__scope="witness").exclude(signature="")
    signatures = set(about.values_list("signature", flat=True))
    if signatures:
        known_as = list(Article.objects.filter(capture__sha256__in=captures).values_list("group", "address"))
        groups, addresses = {group for group, _address in known_as}, {address for _group, address in known_as} - {""}
        near = Q(article__group__in=groups) | Q(article__address__in=addresses) | ~Q(decision="") | Q(withheld=True)
        keys = Witness.objects.filter(near, signature__in=signatures).order_by().values_list("article__key", flat=True).distinct()
        mark_stale(("article", key) for key in keys)
