"""An article into the index, out of it, and what was known of it made anew: called by the store, within its transaction.

What is indexed follows from the article's columns and its reading alone. A digest of it is kept, so that what has not changed is not
written again and `mending` can tell what has.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import F

from articles.models import SearchEntry, SearchTerm, SearchUse
from articles.pipeline.words import keywords
from articles.search.docids import DayIsFull, day_number, docids_of
from articles.search.engine import engine
from articles.search.folding import fold
from articles.search.visible import Spans, visible_text

LONGEST_TERM = 200
LONGEST_FOLDED_TERM = 400
KEYWORDS = 5
Kind = SearchTerm.Kind


@dataclass(frozen=True)
class Indexed:
    """All that is indexed of an article. `title` (with the subtitle, a line below), `body` and `source` are folded and masked; `terms`:
    (kind, text), the source among them."""

    day: int
    title: str
    body: str
    source: str
    terms: tuple[tuple[str, str], ...]
    hidden: dict[str, Spans]

    def digest(self) -> str:
        return hashlib.blake2b(json.dumps(asdict(self), sort_keys=True).encode(), digest_size=16).hexdigest()


def what_is_indexed(article: Mapping[str, Any], reading: Mapping[str, Any]) -> Indexed:
    """`article`: its columns title, subtitle, body, source, published_on; `reading`: its JSON."""
    visible = visible_text(article, reading.get("warnings", []))
    source = as_term(visible.source)
    title = f"{visible.title}\n{visible.subtitle}" if visible.subtitle else visible.title
    places = [as_term(locality["name"]) for locality in reading.get("localities", [])]
    words = [as_term(word) for word in keywords(f"{title}\n{visible.body}", KEYWORDS)]
    terms = [(Kind.SOURCE, source), *((Kind.PLACE, place) for place in places), *((Kind.KEYWORD, word) for word in words)]
    return Indexed(
        day=day_number(article["published_on"]),
        title=fold(title),
        body=fold(visible.body),
        source=folded_term(source),
        terms=tuple(sorted({(str(kind), text) for kind, text in terms if text})),
        hidden=visible.hidden,
    )


def as_term(text: str) -> str:
    return text.strip()[:LONGEST_TERM].strip()


def folded_term(text: str) -> str:
    return fold(text)[:LONGEST_FOLDED_TERM]


def index_article(article: int, shown: bool, indexed: Indexed) -> bool:
    """Write an article into the index, in place of what stands there of it. Gives whether anything was written."""
    former = SearchEntry.objects.of([article]).first()
    digest = indexed.digest()
    if former is not None and former.digest == digest:
        if former.shown != shown:
            mark_shown([article], shown)
        return former.shown != shown
    if former is not None:
        take_out(former)
    terms = terms_of(indexed.terms)
    entry = SearchEntry(
        docid=docid_for(indexed.day, former),
        article_id=article,
        shown=shown,
        source_id=next((pk for (kind, _), pk in terms.items() if kind == Kind.SOURCE), None),
        hidden=indexed.hidden,
        digest=digest,
    )
    engine().put(entry, indexed.title, indexed.body, indexed.source)
    uses = [SearchUse(entry=entry, term_id=pk) for (kind, _), pk in terms.items() if kind != Kind.SOURCE]
    SearchUse.objects.bulk_create(uses)
    SearchTerm.objects.filter(pk__in=terms.values()).update(number=F("number") + 1)
    return True


def unindex(articles: Iterable[int]) -> None:
    """Take articles out of the index, before they are deleted."""
    for entry in SearchEntry.objects.of(list(articles)):
        take_out(entry)


def mark_shown(articles: Collection[int], shown: bool) -> None:
    """Whether these articles stand for their versions and reposts has changed. One that is withheld is not shown."""
    entries = SearchEntry.objects.of(list(articles))
    (entries.filter(article__withheld=False) if shown else entries).update(shown=shown)


def take_out(entry: SearchEntry) -> None:
    used = [*entry.uses.values_list("term_id", flat=True), entry.source_id]
    engine().drop(entry.docid)
    SearchUse.objects.by(entry.docid).delete()
    SearchEntry.objects.filter(pk=entry.docid).delete()
    SearchTerm.objects.filter(pk__in=used).update(number=F("number") - 1)
    SearchTerm.objects.filter(pk__in=used, number=0).delete()


def terms_of(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The ids of these terms; those not known yet are made."""
    wanted = list(wanted)
    known = {
        (kind, text): pk
        for kind, text, pk in SearchTerm.objects.filter(text__in=[text for _, text in wanted]).values_list("kind", "text", "pk")
        if (kind, text) in wanted
    }
    new = [SearchTerm(kind=kind, text=text, folded=folded_term(text)) for kind, text in wanted if (kind, text) not in known]
    made = SearchTerm.objects.bulk_create(new) if new else []
    return known | {(term.kind, term.text): term.pk for term in made}


def docid_for(day: int, former: SearchEntry | None) -> int:
    """A free docid of the day; the former one where it is of the same day. Raises DayIsFull."""
    low, high = docids_of(day, day)
    if former is not None and low <= former.docid <= high:
        return former.docid
    highest = engine().highest(low, high)
    docid = low if highest is None else highest + 1
    if docid > high:
        raise DayIsFull(f"The index has no room for more articles of one day ({day}): {high - low + 1} are there.")
    return docid
