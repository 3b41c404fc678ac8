"""An article's facts on its page: the body with what is named marked, and a table for each kind with what may be decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.legible import LINE_ENDS, legible, page_address, spelled_out
from articles.admin.review_words import in_words, reason_in_words
from articles.models import Article, Witness
from articles.store.facts_shown import MOST, Bit, bits_of, facts_of
from articles.store.showing import LONGEST

TITLES: dict[str, Promise] = {
    "post": gettext_lazy("Posts"),
    "attendance": gettext_lazy("Attendances"),
    "statement": gettext_lazy("Statements"),
    "meeting": gettext_lazy("Meetings"),
    "role": gettext_lazy("Posts without a name"),
    "person": gettext_lazy("Persons"),
    "organization": gettext_lazy("Organizations"),
}
"""The kinds in the order of their tables."""
MADE_BY_HAND = ("person", "organization", "meeting", "post", "attendance", "statement")
NOUNS = ("person", "organization", "meeting")
NOTED = 4
"""Facts that the note on a marked place tells of."""


@dataclass(frozen=True)
class FactRow:
    """Strings to be escaped by the template, but for `who` and `quote`. `taken_back`: the address at which its last decision is undone."""

    key: str
    words: str
    who: SafeString
    quote: SafeString
    confidence: str
    reason: str
    status: str
    settled: bool
    rejected: bool
    withheld: bool
    placed: bool
    edit: str
    taken_back: str


@dataclass(frozen=True)
class FactTable:
    kind: str
    title: Promise
    rows: Sequence[FactRow]


def facts_context(article: Article, *, withheld: bool) -> dict[str, Any]:
    words, total = facts_of(article, withheld=withheld)
    tables = [FactTable(kind, title, [fact_row(article, word) for word in words if word.kind == kind]) for kind, title in TITLES.items()]
    known = dict(Witness.Kind.choices)
    return {
        "marked_html": marked_html(article.body[:LONGEST], words),
        "fact_tables": [table for table in tables if table.rows],
        "facts_total": total,
        "facts_most": MOST,
        "made_by_hand": [(kind, known[kind]) for kind in MADE_BY_HAND],
        "legend": [(kind, known[kind]) for kind in TITLES],
    }


def fact_row(article: Article, word: Witness) -> FactRow:
    decided = word.status not in (Witness.Status.UNREVIEWED,) and word.decision
    return FactRow(
        key=word.key,
        words=in_words(word),
        who=rows_of(word),
        quote=format_html('<a href="#m-{}"><q lang="zh">{}</q></a>', word.key, legible(word.quote, 120))
        if word.start is not None and word.status != Witness.Status.REJECTED
        else format_html('<q lang="zh">{}</q>', legible(word.quote, 120)),
        confidence=f"{word.confidence:.2f}",
        reason=reason_in_words(word.why),
        status=str(word.get_status_display()),
        settled=word.status != Witness.Status.UNREVIEWED,
        rejected=word.status == Witness.Status.REJECTED,
        withheld=word.withheld,
        placed=word.start is not None,
        edit=reverse("admin:articles_article_fact", args=[article.pk, word.key]),
        taken_back=reverse("admin:articles_article_take_back", args=[word.decision]) if decided else "",
    )


def rows_of(word: Witness) -> SafeString:
    """Links to the pages of the person, the body and the meeting that are meant."""
    rows = [(noun, getattr(word, noun)) for noun in NOUNS if getattr(word, f"{noun}_id") is not None]
    links = ((page_address(noun, row.pk), legible(row.name, 40)) for noun, row in rows)
    return format_html_join(" · ", '<a href="{}"><bdi>{}</bdi></a>', links) or SafeString("-")


def marked_html(body: str, words: Sequence[Witness]) -> SafeString:
    """The body as paragraphs; every bit says where in the body it begins (`data-at`), so that what is marked by hand can be told."""
    hidden = [at for at, character in enumerate(body) if acts_unseen(character)] if not body.isprintable() else []
    breaks = {edge for at in hidden for edge in (at, at + 1)}
    begun: set[str] = set()
    lines = ((joined(bit_html(bit, begun) for bit in line),) for line in bits_of(body, words, breaks))
    return format_html_join("", "<p>{}</p>", lines)


def acts_unseen(character: str) -> bool:
    return character not in LINE_ENDS and spelled_out(character) != character


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def bit_html(bit: Bit, begun: set[str]) -> SafeString:
    """`begun`: the keys of words whose anchor stands already."""
    text = legible(bit.text)
    place = format_html('data-at="{}"{}', bit.start, SafeString(" data-spelled") if text != bit.text else "")
    if not bit.words:
        return format_html("<span {}>{}</span>", place, text)
    new = [word.key for word in bit.words if word.key not in begun and (word.start is None or bit.start >= word.start)]
    begun.update(new)
    anchors = format_html_join("", '<span id="m-{}" class="anchor"></span>', ((key,) for key in new))
    word = bit.words[0]
    title = "; ".join(f"{one.get_kind_display()}: {in_words(one)}" for one in bit.words[:NOTED])
    classes = f"mention of-{word.kind}" + (" withheld" if word.withheld else "")
    return format_html(
        '{}<a class="{}" href="{}" title="{}" draggable="false" {}>{}</a>', anchors, classes, leads_to(word), title, place, text
    )


def leads_to(word: Witness) -> str:
    """The page of the person, body or meeting that a name means; the row in the table of anything else."""
    row = getattr(word, f"{word.kind}_id") if word.kind in NOUNS else None
    return f"#f-{word.key}" if row is None else page_address(word.kind, row)


def status_words(article: Article) -> str:
    return _("withheld from the public") if article.withheld else ""
