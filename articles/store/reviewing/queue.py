"""Which item comes next.

First the findings that touch many rows, then the words by doubt (the weight of their fact times what their confidence lacks), each fact at
its most doubtful word; last what only more captures will settle. Whoever goes on from a place passes over what stood before it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, DecisionTarget, Finding, Witness
from articles.store.reviewing.filters import Filters, passing, waiting
from articles.store.reviewing.leases import lent_to_others, take
from articles.store.showable import showable_findings

FIRST = ("contradiction", "text_changed", "version_changed", "namesakes", "two_holders")
LAST = ("role_waiting", "no_home")
NOUNS = ("person", "organization", "meeting")
ABOUT = {"namesakes": NOUNS, "contradiction": NOUNS, "two_holders": ("post", "person"), "role_waiting": ("role",), "no_home": ()}
"""Of some kinds of finding the kinds of the words it is about; of the others any."""
ABOUT_ARTICLES = ("text_changed", "version_changed", "no_home")
LONGEST_KEY = 16
FACTS = {
    "person": "person",
    "organization": "organization",
    "meeting": "meeting",
    "post": "tenure",
    "attendance": "attendance",
    "role": "attendance",
    "statement": "statement",
}
"""Of each kind of word the column of the fact that its words are settled together with."""
COLUMNS = tuple(f"{name}_id" for name in dict.fromkeys(FACTS.values()))
PORTION, MOST = 40, 640
COUNTED = 1000
FEW = 2000
"""So many words that pass are looked for in all findings, rather than asking of each finding whether its words pass."""


class Place(NamedTuple):
    """Where an item stands in the queue. `part`: 0 findings, 1 words, 2 the last findings; `rank`: of the finding's kind; `weight`: score
    or doubt."""

    part: int
    rank: int
    weight: float
    key: str


class Queued(NamedTuple):
    item: str
    place: Place


def place_from(text: str) -> Place | None:
    """The place as it stands in an address; None for what is none.

    >>> place_from(place_text(Place(1, 0, 0.35, "ab12")))
    Place(part=1, rank=0, weight=0.35, key='ab12')
    >>> place_from("nowhere") is None
    True
    """
    parts = text.split("~")
    try:
        place = Place(int(parts[0]), int(parts[1]), float(parts[2]), parts[3])
    except (ValueError, IndexError):
        return None
    sound = len(parts) == 4 and place.weight == place.weight and len(place.key) <= 16 and place.key.isalnum()
    return place if sound else None


def place_text(place: Place) -> str:
    return "~".join(str(part) for part in place)


def item_of(kind: str, key: str, fact: int | None) -> str:
    """What the item is known by that this word belongs to.

    >>> item_of("post", "0123456789abcdef", 12), item_of("post", "0123456789abcdef", None)
    ('post:12', 'witness:0123456789abcdef')
    """
    return f"witness:{key}" if fact is None else f"{kind}:{fact}"


def place_of(finding: Finding) -> Place:
    if finding.kind in FIRST:
        return Place(0, FIRST.index(finding.kind), finding.score, finding.key)
    return Place(2, LAST.index(finding.kind), finding.score, finding.key)


def next_item(filters: Filters, *, by: str, withheld: bool, after: Place | None = None) -> Queued | None:
    """The next item that nobody else has, lent to this one; None where there is no more."""
    return next(next_items(filters, by=by, withheld=withheld, after=after), None)


def next_items(filters: Filters, *, by: str, withheld: bool, after: Place | None = None) -> Iterator[Queued]:
    """The items behind a place that nobody else has, each lent to this one when it is asked for."""
    others = lent_to_others(by)
    for queued in items(filters, withheld=withheld, after=after):
        if queued.item not in others and take(queued.item, by=by):
            yield queued


def items(filters: Filters, *, withheld: bool, after: Place | None = None) -> Iterator[Queued]:
    """The items in the order of the queue, behind a place."""
    part = after.part if after is not None else 0
    if part == 0:
        yield from finding_items(FIRST, filters, withheld=withheld, after=after)
    if part <= 1:
        yield from word_items(filters, withheld=withheld, after=after if part == 1 else None)
    yield from finding_items(LAST, filters, withheld=withheld, after=after if part == 2 else None)


def word_items(filters: Filters, *, withheld: bool, after: Place | None) -> Iterator[Queued]:
    rows = waiting(filters, withheld=withheld)
    seen: set[str] = set()
    position, size = after, PORTION
    while True:
        ahead = rows if position is None else rows.filter(doubt__lte=position.weight).exclude(until(position))
        page = list(ahead.order_by("-doubt", "key").values_list("key", "kind", "doubt", *COLUMNS)[:size])
        words = [(key, kind, doubt, dict(zip(COLUMNS, facts, strict=True))[f"{FACTS[kind]}_id"]) for key, kind, doubt, *facts in page]
        fresh = [word for word in words if item_of(word[1], word[0], word[3]) not in seen]
        if after is not None:
            seen |= begun_before(rows, fresh, after)
        for key, kind, doubt, fact in fresh:
            item = item_of(kind, key, fact)
            if item not in seen:
                seen.add(item)
                yield Queued(item, Place(1, 0, doubt, key))
        if len(page) < size:
            return
        position, size = Place(1, 0, page[-1][2], page[-1][0]), min(2 * size, MOST)


def until(place: Place) -> Q:
    """Of the words with this doubt or less those that stand up to this place."""
    return Q(doubt=place.weight, key__lte=place.key)


def begun_before(rows: QuerySet[Witness], words: Sequence[tuple[Any, ...]], after: Place) -> set[str]:
    """The items of these words that have words up to the place as well: there they stood."""
    facts: dict[str, set[int]] = defaultdict(set)
    for _key, kind, _doubt, fact in words:
        if fact is not None:
            facts[kind].add(fact)
    found = set()
    for kind, ids in facts.items():
        column = f"{FACTS[kind]}_id"
        before = rows.filter(kind=kind, **{f"{column}__in": ids}).filter(Q(doubt__gt=after.weight) | until(after))
        found |= {item_of(kind, "", fact) for fact in before.order_by().values_list(column, flat=True).distinct()}
    return found


def finding_items(kinds: Sequence[str], filters: Filters, *, withheld: bool, after: Place | None) -> Iterator[Queued]:
    wanted = keys_passing(filters)
    for rank, kind in enumerate(kinds):
        if (after is not None and rank < after.rank) or not may_pass(kind, filters):
            continue
        position = after if after is not None and rank == after.rank else None
        size = PORTION if wanted is None else FEW
        while True:
            page = findings_behind(kind, position, size)
            passing_ones = findings_passing(page, filters) if wanted is None else [row for row in page if wanted & keys_of(row)]
            # What is withheld is asked for the few that pass: they are shown one at a time.
            for start in range(0, len(passing_ones), PORTION):
                some = passing_ones[start : start + PORTION]
                hidden = set() if withheld else hidden_among(some)
                yield from (Queued(f"finding:{row.key}", place_of(row)) for row in some if row.pk not in hidden)
            if len(page) < size:
                break
            position, size = place_of(page[-1]), max(size, min(2 * size, MOST))


def keys_passing(filters: Filters) -> set[str] | None:
    """The keys of the words that pass, and of their articles, where these are few: then no finding has to be asked about by itself."""
    if filters.only_kind:
        return None
    words = passing(Witness.objects.all(), Filters(**{**vars(filters), "kind": kind_of_word(filters)}))
    found = list(words.order_by().values_list("key", "article__key")[: FEW + 1])
    return None if len(found) > FEW else {key for keys in found for key in (keys if not kind_of_word(filters) else keys[:1])}


def may_pass(kind: str, filters: Filters) -> bool:
    """Whether a finding of this kind can pass the filter of kinds: that of findings, or of the words that a finding is about."""
    if not filters.kind or filters.kind == kind:
        return True
    return filters.kind in ABOUT.get(kind, Witness.Kind.values)


def findings_behind(kind: str, place: Place | None, size: int) -> list[Finding]:
    rows = open_findings().filter(kind=kind)
    if place is not None:
        rows = rows.filter(score__lte=place.weight).exclude(score=place.weight, key__lte=place.key)
    return list(rows.only("key", "kind", "block", "about", "score").order_by("-score", "key")[:size])


def open_findings() -> QuerySet[Finding]:
    """Those that nobody has let stand."""
    seen = DecisionTarget.objects.standing().filter(kind="finding", key=OuterRef("key"))
    return Finding.objects.exclude(Exists(seen))


def findings_passing(found: Sequence[Finding], filters: Filters) -> list[Finding]:
    """Those of which one word or article passes the filters."""
    if filters.only_kind and filters.kind not in Witness.Kind.values:
        return list(found)
    keys = {key for row in found for key in keys_of(row)}
    words = Witness.objects.filter(key__in=keys).order_by()
    good = set(passing(words, Filters(**{**vars(filters), "kind": kind_of_word(filters)})).values_list("key", flat=True))
    pages = {key for row in found if row.kind in ABOUT_ARTICLES for key in keys_of(row)}
    if pages and filters.kind not in Witness.Kind.values:
        rows = passing(Witness.objects.filter(article__key__in=pages), Filters(**{**vars(filters), "kind": ""}))
        good |= set(rows.order_by().values_list("article__key", flat=True).distinct())
    return [row for row in found if good & keys_of(row)]


def hidden_among(found: Sequence[Finding]) -> set[int]:
    """The ids of those that are about something withheld."""
    keys = {key for row in found for key in keys_of(row)}
    words = Witness.objects.filter(key__in=keys).filter(Q(withheld=True) | Q(article__withheld=True)).order_by()
    hidden = set(words.values_list("key", flat=True))
    hidden |= set(Article.objects.filter(key__in=keys, withheld=True).order_by().values_list("key", flat=True))
    return {row.pk for row in found if hidden & keys_of(row)}


def kind_of_word(filters: Filters) -> str:
    return filters.kind if filters.kind in Witness.Kind.values else ""


def keys_of(finding: Finding) -> set[str]:
    """The keys of the words and articles that it is about; a block may be an article's key."""
    return {*map(str, finding.about), *([finding.block] if len(finding.block) <= LONGEST_KEY else ())}


def count_waiting(filters: Filters, *, withheld: bool) -> int:
    """How many words and findings wait, counted no further than COUNTED + 1."""
    words = waiting(filters, withheld=withheld).order_by().values("pk")[: COUNTED + 1].count()
    if words > COUNTED or not filters.only_kind:
        return words
    kinds = [filters.kind] if filters.kind else [*FIRST, *LAST]
    return words + showable_findings(open_findings().filter(kind__in=kinds), withheld=withheld)[: COUNTED + 1 - words].count()


def may_be_seen(item: str, *, withheld: bool) -> bool:
    """Whether the finding of this item may be shown to this one."""
    found = list(Finding.objects.filter(key=item.removeprefix("finding:")))
    return bool(found) and (withheld or not hidden_among(found))
