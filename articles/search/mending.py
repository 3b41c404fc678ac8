"""Rows and index compared, and the index made to agree.

What may differ: an article is not indexed, or as it no longer is; the index has a row of no article; a term's number is wrong; the index is
not what its own notes say, and then it is made anew. A few articles are compared in one transaction, so that imports may go on beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count

from articles.models import Article, SearchEntry, SearchTerm
from articles.search.engine import engine
from articles.search.indexing import Indexed, index_article, what_is_indexed

AT_ONCE = 100
COLUMNS = ("pk", "shown", "withheld", "title", "subtitle", "body", "source", "published_on")


@dataclass
class Differences:
    """Article ids of `missing`, `changed`, `shown`; docids that are in the index and belong to nothing; `terms` whose numbers are
    wrong; `unsound`: the index contradicts itself."""

    checked: int = 0
    missing: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    left_over: list[int] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    unsound: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.shown or self.left_over or self.terms or self.unsound)


Lock = Callable[[], None]
Report = Callable[[Differences, int], None]


def mend_index(*, mend: bool, lock: Lock, report: Report = lambda differences, total: None) -> Differences:
    """Compare everything, and mend what differs if `mend`. `lock` keeps other writers away, within a transaction; `report` is told of
    what was found so far, and of how many articles there are."""
    with transaction.atomic():
        lock()
        differences = Differences(unsound=not engine().is_sound())
    if not differences.unsound:
        compare_all(differences, lock, report, mend)
    if differences.unsound and mend:
        begin_anew(lock)
        compare_all(Differences(), lock, report, mend)
    return differences


def compare_all(differences: Differences, lock: Lock, report: Report, mend: bool) -> None:
    """Compare portion by portion; ends early where the index turns out to be unsound."""
    total = Article.objects.count()
    for portion in portions():
        with transaction.atomic():
            lock()
            compare_articles(portion, differences, mend)
        report(differences, total)
        if differences.unsound:
            return
    with transaction.atomic():
        lock()
        compare_the_rest(differences, mend)


def portions() -> Iterator[list[int]]:
    """The articles in the order of their dates, so that a whole index made anew is written from its beginning to its end."""
    ids = list(Article.objects.order_by("published_on", "key").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def compare_articles(ids: list[int], differences: Differences, mend: bool) -> None:
    entries = {entry.article_id: entry for entry in SearchEntry.objects.of(ids)}
    rows = {row["pk"]: row for row in Article.objects.filter(pk__in=ids).values(*COLUMNS, "reading__data")}
    for pk in ids:
        if pk not in rows:
            continue  # gone since the list was made
        row, entry = rows[pk], entries.get(pk)
        indexed, shown = what_is_indexed(row, row["reading__data"]), row["shown"] and not row["withheld"]
        differences.checked += 1
        if entry is None:
            differences.missing.append(pk)
        elif entry.digest != indexed.digest():
            differences.changed.append(pk)
        elif not is_written(entry, indexed):
            # It cannot be taken out: SQLite deletes by the old tokens, and they are not known.
            differences.unsound = True
            return
        elif entry.shown != shown:
            differences.shown.append(pk)
        if mend:
            index_article(pk, shown, indexed)


def is_written(entry: SearchEntry, indexed: Indexed) -> bool:
    terms = {(str(kind), text) for kind, text in entry.uses.values_list("term__kind", "term__text")}
    if entry.source is not None:
        terms.add((str(entry.source.kind), entry.source.text))
    return terms == set(indexed.terms) and engine().is_kept(entry.docid, indexed.title, indexed.body, indexed.source)


def compare_the_rest(differences: Differences, mend: bool) -> None:
    """What stands in the index and belongs to no article; how often terms are used."""
    known = set(SearchEntry.objects.values_list("docid", flat=True))
    differences.left_over = [docid for docid in engine().indexed_docids() if docid not in known]
    uses = dict(SearchTerm.objects.annotate(used=Count("uses")).values_list("pk", "used"))
    sources = dict(SearchTerm.objects.annotate(used=Count("published")).values_list("pk", "used"))
    for term in SearchTerm.objects.order_by("kind", "text"):
        number = uses[term.pk] + sources[term.pk]
        if term.number != number:
            differences.terms.append(term.text)
            if mend:
                term.number = number
                term.save(update_fields=["number"])
    if mend:
        for docid in differences.left_over:
            engine().drop(docid)
        SearchTerm.objects.filter(number=0).delete()


def begin_anew(lock: Lock) -> None:
    """Throw the index away, with all that goes with it; what is missing then is written again."""
    with transaction.atomic():
        lock()
        engine().empty()
        SearchEntry.objects.all().delete()
        SearchTerm.objects.all().delete()
