"""An item with all that is needed to judge it: the words, the article of the first, who and what else is known."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest, Substr

from articles.models import Article, Decision, DecisionTarget, Finding, Witness
from articles.pipeline.offsets import TracedText
from articles.store.reviewing.filters import Filters, visible, waiting
from articles.store.reviewing.known import Known, Side, known_of, side_of_holder, sides_of
from articles.store.reviewing.queue import COUNTED, FACTS, Place, item_of, may_be_seen, open_findings, place_of
from articles.store.showing import text_of

LISTED = 100
"""Words of one kind that are listed, and settled, at once."""
OWN = 5000
"""Words of one fact that are looked through."""
BEFORE, AROUND = 20, 90
"""Characters before a quote in a list, and of the whole cutting."""
BESIDE = 60
"""Characters of the capture on each side of the fact's own."""
DECISIONS = 10


@dataclass(frozen=True)
class Word:
    """One article's word in a list: `before`, `quote`, `after` are a cutting of the body."""

    key: str
    before: str
    quote: str
    after: str
    confidence: float
    article: int
    title: str
    date: str
    source: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """`lead`: the word that stands first, with its article; `words`: those to be settled with it, `total` of them, counted no further than
    COUNTED + 1. Of a finding: `sides`, and the decisions it is about."""

    name: str
    place: Place
    lead: Witness | None = None
    words: tuple[Word, ...] = ()
    total: int = 0
    known: Known = field(default_factory=Known)
    finding: Finding | None = None
    sides: tuple[Side, ...] = ()
    decisions: tuple[Decision, ...] = ()
    article: Article | None = None


@dataclass(frozen=True)
class Captured:
    """The capture's own characters of a fact; `trouble`: why they cannot be shown, "" where they can."""

    before: str = ""
    text: str = ""
    after: str = ""
    trouble: str = ""


def load_item(name: str, filters: Filters, *, withheld: bool) -> Item | None:
    """The item as it is now; None where nothing of it waits any more, or it may not be shown."""
    if name.startswith("finding:"):
        return load_finding(name, withheld=withheld)
    rows = words_of(name, filters, withheld=withheld)
    if rows is None:
        return None
    words = listed(rows.order_by("-doubt", "key"), LISTED)
    if not words:
        return None
    lead = whole(words[0].key)
    total = len(words) if len(words) < LISTED else rows.order_by().values("pk")[: COUNTED + 1].count()
    known = known_of(lead, withheld=withheld)
    return Item(name, Place(1, 0, lead.doubt, lead.key), lead, tuple(words), total, known, article=lead.article)


def settled_among(names: Collection[str]) -> set[str]:
    """Of these items those of which nothing waits any more: an answer may settle other items, or give their words to other rows."""
    asked: dict[str, set[str]] = defaultdict(set)
    for name in names:
        kind, _, rest = name.partition(":")
        asked[kind].add(rest)
    unreviewed = Witness.objects.filter(status=Witness.Status.UNREVIEWED).order_by()
    waits: set[str] = set()
    for kind, those in asked.items():
        if kind == "finding":
            waits |= {f"finding:{key}" for key in open_findings().filter(key__in=those).values_list("key", flat=True)}
        elif kind == "witness":
            waits |= {f"witness:{key}" for key in unreviewed.filter(key__in=those).values_list("key", flat=True)}
        elif kind in FACTS:
            column = f"{FACTS[kind]}_id"
            own = Witness.objects.filter(**{f"{column}__in": [int(fact) for fact in those if is_id(fact)]}).order_by()
            # Asked for by themselves first, as in `words_of`.
            rows = unreviewed.filter(kind=kind, pk__in=list(own.values_list("pk", flat=True)[:OWN]))
            waits |= {item_of(kind, "", fact) for fact in rows.values_list(column, flat=True).distinct()}
    return set(names) - waits


def is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def words_of(name: str, filters: Filters, *, withheld: bool) -> QuerySet[Witness] | None:
    """The unreviewed words of an item; None where the name is none."""
    kind, _, fact = name.partition(":")
    rows = waiting(filters, withheld=withheld)
    if kind == "witness":
        return rows.filter(key=fact)
    if kind not in FACTS or not is_id(fact):
        return None
    # Asked for by themselves first: for the sake of the order the database would else walk through the whole queue.
    own = Witness.objects.filter(**{f"{FACTS[kind]}_id": int(fact)}).order_by()
    return rows.filter(kind=kind, pk__in=list(own.values_list("pk", flat=True)[:OWN]))


def whole(key: str) -> Witness:
    """The word with its article and what it is about, in one query."""
    rows = Witness.objects.select_related(
        "article", "person", "organization", "organization__parent", "meeting", "tenure__post__organization", "statement", "attendance"
    )
    return rows.get(key=key)


def listed(rows: QuerySet[Witness], most: int) -> list[Word]:
    """The first of the words, each with a cutting of its body that the database makes: no body is loaded."""
    columns = ("key", "start", "end", "cutting", "quote", "confidence", "article_id", "article__title", "article__published_on")
    cut = rows.annotate(cutting=Substr("article__body", Greatest(F("start") - (BEFORE - 1), Value(1)), AROUND))
    return [word(*row) for row in cut.values_list(*columns, "article__source", "names")[:most]]


def word(
    key: str,
    start: int | None,
    end: int | None,
    cutting: str | None,
    quote: str,
    confidence: float,
    article: int,
    title: str,
    date: str,
    source: str,
    names: list[str],
) -> Word:
    at = len(cutting or "") if start is None else min(start, BEFORE)
    until = at if start is None or end is None else at + end - start
    told = tuple(str(name) for name in names if name)
    if start is None or cutting is None:
        return Word(key, "", quote, "", confidence, article, title, date, source, told)
    return Word(key, cutting[:at], cutting[at:until], cutting[until:], confidence, article, title, date, source, told)


def load_finding(name: str, *, withheld: bool) -> Item | None:
    finding = Finding.objects.filter(key=name.removeprefix("finding:")).first()
    if finding is None or not may_be_seen(name, withheld=withheld):
        return None
    item: dict[str, Any] = {"finding": finding, "name": name, "place": place_of(finding)}
    if finding.kind in ("namesakes", "contradiction"):
        sides = sides_of(finding, withheld=withheld)
        if len(sides) < 2:
            return None
        return Item(**item, sides=tuple(sides), decisions=tuple(decisions_between(finding, sides)))
    if finding.kind == "two_holders":
        return two_holders(item, finding, withheld=withheld)
    if finding.kind == "text_changed":
        return text_changed(item, finding)
    if finding.kind == "role_waiting":
        return role_waiting(item, finding, withheld=withheld)
    article = Article.objects.filter(key__in=[*map(str, finding.about), finding.block]).first()
    return Item(**item, article=article)


def two_holders(item: dict[str, Any], finding: Finding, *, withheld: bool) -> Item | None:
    """Both holders, with the words that say so; any of these may be wrong."""
    about = [side_of_holder(str(key), finding.details, withheld=withheld) for key in finding.about[1:]]
    sides = [side for side in about if side is not None]
    if len(sides) < 2:
        return None
    tenures = [side.tenure for side in sides if side.tenure is not None]
    rows = visible(Witness.objects.standing().filter(kind="post", tenure__in=tenures), withheld=withheld)
    words = listed(rows.order_by("tenure", "-doubt", "key"), LISTED)
    return Item(**item, sides=tuple(sides), words=tuple(words), total=len(words))


def text_changed(item: dict[str, Any], finding: Finding) -> Item:
    """What the reader says now of the words under a decision."""
    words = listed(Witness.objects.filter(key__in=[str(key) for key in finding.about[2:]]).order_by("start", "key"), LISTED)
    decisions = Decision.objects.standing().filter(key=str(finding.about[1]))
    article = Article.objects.filter(key=finding.block).first()
    return Item(**item, words=tuple(words), total=len(words), decisions=tuple(decisions), article=article)


def role_waiting(item: dict[str, Any], finding: Finding, *, withheld: bool) -> Item | None:
    rows = visible(Witness.objects.standing().filter(key=str(finding.about[0])), withheld=withheld)
    words = listed(rows, 1)
    if not words:
        return None
    lead = whole(words[0].key)
    return Item(**item, lead=lead, words=tuple(words), total=1, known=known_of(lead, withheld=withheld), article=lead.article)


def decisions_between(finding: Finding, sides: Sequence[Side]) -> Iterable[Decision]:
    """The standing judgements that name a mention of either side, the last first; of interest where they contradict each other."""
    if finding.kind != "contradiction":
        return []
    rows = [side.row for side in sides]
    keys = Witness.objects.none().values("key")
    for row in rows:
        kind = str(type(row)._meta.model_name)
        keys = keys | Witness.objects.filter(**{"kind": kind, kind: row}).values("key")
    targets = DecisionTarget.objects.standing().filter(decision__kind__in=("same", "different"), key__in=keys)
    return Decision.objects.filter(pk__in=targets.values("decision")).order_by("-at", "-key")[:DECISIONS]


def captured(key: str, *, withheld: bool) -> Captured | None:
    """The characters of the capture that the fact of this word was read from; None where there is no such word to be shown."""
    row = visible(Witness.objects.filter(key=key), withheld=withheld).select_related("article__reading", "article__capture").first()
    if row is None:
        return None
    article = row.article
    traced = TracedText.from_runs(article.body, article.reading.data["article"].get("offsets") or [])
    if row.start is None or row.end is None or not 0 <= row.start < row.end <= len(traced.starts):
        return Captured(trouble="-")
    text, trouble = text_of(article.capture)
    start, end = traced.starts[row.start], traced.ends[row.end - 1]
    return Captured(text[max(0, start - BESIDE) : start], text[start:end], text[end : end + BESIDE], trouble)
