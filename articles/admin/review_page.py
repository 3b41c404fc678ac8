"""An item of the review queue to what its template shows: everything from a capture made legible, spans marked in the body."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.legible import isolated, legible, page_address
from articles.admin.review_words import (
    REASONS,
    articles,
    fields_of,
    finding_in_words,
    in_words,
    person_in_words,
    reason_in_words,
    tenure_in_words,
    values_in_words,
)
from articles.models import Article, Finding, Person, Witness
from articles.models.attendance import ROLES
from articles.store.reviewing.items import Item, Word
from articles.store.reviewing.known import Known, Side
from articles.store.reviewing.queue import COUNTED, place_text

Span = tuple[int, int]
WINDOW = 12_000
"""Characters of a long body that are shown on each side of the fact."""
CUTTING = 160
"""The same of each of two sides."""
SHORT = 60
OPENING = 24
CHOSEN_AT_ONCE = ("two_holders", "text_changed")
"""Findings whose words are wrong or right one by one: none is chosen beforehand."""


def item_context(item: Item) -> dict[str, Any]:
    lead, finding = item.lead, item.finding
    return {
        "item": item.name,
        "place": place_text(item.place),
        "kind": finding_in_words(finding) if finding is not None else str(lead.get_kind_display()) if lead is not None else "",
        "finding": finding.kind if finding is not None else "",
        "sentence": in_words(lead) if lead is not None else "",
        "reason": reason_in_words(finding.why if finding is not None else lead.why if lead is not None else {}),
        "score": f"{finding.score:.2f}" if finding is not None and finding.score else "",
        "confidence": f"{lead.confidence:.2f}" if lead is not None and finding is None else "",
        "rule": legible(lead.rule) if lead is not None and finding is None else "",
        "features": features_of(finding.details.get("features")) if finding is not None else [],
        "words": [word_row(word) for word in item.words],
        "ticked": finding is None or finding.kind not in CHOSEN_AT_ONCE,
        "total": counted(item.total),
        "more": item.total > len(item.words),
        "article": article_lines(item.article) if item.article is not None else None,
        "body_html": body_of(item),
        "fields": fields_of(lead) if lead is not None and finding is None else [],
        "fact_kind": lead.kind if lead is not None else "",
        "word": lead.key if lead is not None else "",
        "reasons": [str(reason) for reason in REASONS],
        "known": known_lines(item.known),
        "sides": [side_lines(side) for side in item.sides],
        "changed": changed_lines(item),
        "compare_address": compare_address(finding) if finding is not None else "",
        "decisions": [(row.key, legible(row, SHORT)) for row in item.decisions],
    }


def counted(number: int) -> str:
    """A number that was counted no further than COUNTED.

    >>> counted(14), counted(1001)
    ('14', '1,000+')
    """
    return f"{COUNTED:,}+" if number > COUNTED else f"{number:,}"


def features_of(features: Any) -> list[tuple[str, str]]:
    """What speaks for and against, each with its weight."""
    found = [(float(one.get("weight") or 0), reason_in_words(one)) for one in features or ()]
    return [(f"{weight:+.2f}", words) for weight, words in sorted(found, key=lambda pair: -abs(pair[0])) if words]


def word_row(word: Word) -> dict[str, Any]:
    roles = dict(ROLES)
    return {
        "key": word.key,
        "quote": format_html("{}<mark>{}</mark>{}", legible(word.before), legible(word.quote), legible(word.after)),
        "fact": legible(" · ".join(str(roles.get(name, name)) for name in word.names), SHORT * 2),
        "confidence": f"{word.confidence:.2f}",
        "title": legible(word.title, SHORT) or _("untitled"),
        "date": legible(word.date, 32),
        "source": legible(word.source, 24),
        "address": page_address("article", word.article),
    }


def article_lines(article: Article) -> dict[str, Any]:
    return {
        "title": legible(article.title, 200) or legible(article.body, OPENING) or article.key,
        "date": legible(article.published_on, 32),
        "source": legible(article.source, SHORT),
        "address": page_address("article", article.pk),
        "withheld": article.withheld,
    }


def body_of(item: Item) -> SafeString:
    if item.lead is not None:
        return body_html(item.lead, WINDOW)
    if item.article is None:
        return SafeString("")
    return paragraphs(item.article.body[:WINDOW], 0, None, [])


def body_html(word: Witness, window: int) -> SafeString:
    """The body around the word's place, that place marked, and the other places of the name."""
    body = word.article.body
    main = (word.start, word.end) if word.start is not None and word.end is not None else None
    if main is not None and not 0 <= main[0] < main[1] <= len(body):
        main = None
    centre = main or (0, 0)
    start, end = max(0, centre[0] - window), min(len(body), centre[1] + window)
    others = [(span[0], span[1]) for span in word.spans if 0 <= span[0] < span[1] <= len(body)]
    html = paragraphs(body[start:end], start, main, others)
    before, after = "… " if start else "", " …" if end < len(body) else ""
    return format_html("{}{}{}", before, html, after)


def paragraphs(text: str, offset: int, main: Span | None, others: Iterable[Span]) -> SafeString:
    """Lines as paragraphs; `offset`: where the text begins in the body, in which the spans count."""
    lines, at = [], offset
    for line in text.split("\n"):
        lines.append((marked(line, at, main, others),))
        at += len(line) + 1
    return format_html_join("", "<p>{}</p>", lines)


def marked(line: str, offset: int, main: Span | None, others: Iterable[Span]) -> SafeString:
    """One line, cut where spans begin and end."""
    spans = [span for span in (*others, *([main] if main else [])) if span[0] < offset + len(line) and span[1] > offset]
    edges = sorted({0, len(line), *(min(max(edge - offset, 0), len(line)) for span in spans for edge in span)})
    pieces = []
    for start, end in pairwise(edges):
        inside = [span for span in spans if span[0] <= start + offset and end + offset <= span[1]]
        style = "fact" if main in inside else "also" if inside else ""
        shown = escape(legible(line[start:end]))
        pieces.append((format_html('<mark class="{}">{}</mark>', style, shown) if style else shown,))
    return format_html_join("", "{}", pieces)


def known_lines(known: Known) -> list[dict[str, Any]]:
    """Blocks, each with a head and lines."""
    blocks: list[dict[str, Any]] = []
    if known.person is not None:
        add(blocks, link("person", known.person, person_in_words(known.person)), [tenure_in_words(row) for row in known.tenures])
    for person, tenures in known.namesakes:
        head = format_html("{} {}", _("Another of this name:"), link("person", person, person_in_words(person)))
        add(blocks, head, [tenure_in_words(row) for row in tenures])
    if known.organization is not None:
        body = known.organization
        words = " · ".join(part for part in (body.name, body.get_level_display(), body.place_code) if part)
        lines = [_("part of %(parent)s") % {"parent": legible(body.parent, SHORT)}] if body.parent is not None else []
        lines += [_("also called %(names)s") % {"names": legible("、".join(body.other_names), SHORT)}] if body.other_names else []
        add(blocks, link("organization", body, f"{legible(words, 80)} · {articles(body.articles_count)}"), lines)
    if known.holders:
        add(blocks, _("Seen in this post or body"), [tenure_in_words(row, holder=True) for row in known.holders])
    if known.meeting is not None:
        meeting = known.meeting
        words = " · ".join(part for part in (meeting.name, meeting.date, meeting.place) if part)
        lines = [f"{legible(row.person, SHORT)}: {row.get_role_display()}" for row in known.attendances]
        add(blocks, link("meeting", meeting, f"{legible(words, 120)} · {articles(meeting.articles_count)}"), lines)
    return blocks


def add(blocks: list[dict[str, Any]], head: Any, lines: Sequence[str]) -> None:
    blocks.append({"head": head, "lines": lines})


def link(noun: str, row: Any, words: str) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', page_address(noun, row.pk), words)


def side_lines(side: Side) -> dict[str, Any]:
    row = side.row
    noun = str(type(row)._meta.model_name)
    words = person_in_words(row) if isinstance(row, Person) else f"{legible(row, 120)} · {articles(row.articles_count)}"
    tenures = [side.tenure] if side.tenure is not None else list(side.tenures)
    return {
        "head": link(noun, row, words),
        "tenures": [tenure_in_words(tenure) for tenure in tenures],
        "quotes": [(page_address("article", pk), legible(title, SHORT) or "-", legible(date, 32)) for pk, title, date in side.quotes],
        "body_html": body_html(side.word, CUTTING) if side.word is not None else "",
    }


def changed_lines(item: Item) -> list[tuple[str, list[SafeString]]]:
    """Of a decision under which the reading changed: what the reader said, what was decided, what the reader says now."""
    finding = item.finding
    if finding is None or finding.kind != "text_changed":
        return []
    details = finding.details
    now = [values_lines(values) for values in details.get("new") or []]
    return [
        (_("The reader said"), values_lines(details.get("old"))),
        (_("People decided"), values_lines(details.get("human"), decided=True)),
        *((_("The reader says now"), lines) for lines in now or [[isolated(_("nothing"))]]),
    ]


def compare_address(finding: Finding) -> str:
    """Of a later version that says something else: both side by side."""
    if finding.kind != Finding.Kind.VERSION_CHANGED:
        return ""
    keys = [str(key) for key in finding.about[:2]]
    found = dict(Article.objects.filter(key__in=keys).values_list("key", "pk"))
    return reverse("admin:articles_article_compare", args=[found[key] for key in keys]) if len(found) == len(keys) == 2 else ""


def values_lines(values: Any, *, decided: bool = False) -> list[SafeString]:
    return [isolated(words, 200) for words in values_in_words(values if isinstance(values, dict) else {}, decided=decided)]


def review_address(name: str = "") -> str:
    return reverse(f"admin:articles_review{'_' if name else ''}{name}")
