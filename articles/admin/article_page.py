"""The page of an article: its body with repairs and warnings marked, the capture's own text beside it, versions, reposts, the reading."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.labels import kind_in_words, proof_in_words
from articles.admin.legible import inward, legible, list_address, outward, page_address
from articles.admin.looking import Table, limited, moment
from articles.models import Article, Likeness
from articles.store.showing import LONGEST, Piece, Place, show_article

SHORT = 60
"""Characters of a captured text that are quoted in a note or a table."""

PROOF_STYLES = {"proved", "likely", "doubtful"}


def article_context(article: Article, *, withheld: bool) -> dict[str, Any]:
    """`withheld`: whether what is withheld is shown too."""
    shown = show_article(article)
    warnings = [place for place in shown.places if place.after is None]
    repairs = [place for place in shown.places if place.after is not None]
    return {
        "body_html": lines_html(shown.body, "b", "c"),
        "capture_html": lines_html(shown.capture, "c", "b"),
        "shown": shown,
        "longest": LONGEST,
        "warning_table": place_table(gettext_lazy("Warnings"), warnings, gettext_lazy("Nothing was flagged.")),
        "repair_table": place_table(gettext_lazy("Repairs"), repairs, gettext_lazy("Nothing was repaired or left out.")),
        "encoding": legible(article.reading.data["capture"].get("encoding") or "-"),
        "encoding_why": legible(article.reading.data["capture"].get("encoding_why") or ""),
        "reader": legible(article.reading.reader),
        "reading_json": reading_json(article, withheld),
        "download_address": reverse("admin:articles_capture_download", args=[article.capture_id]),
        "tables": [version_table(article, withheld), repost_table(article, withheld)],
    }


def reading_json(article: Article, withheld: bool) -> str:
    """The reading as it is kept; "" for those who may not see a fact that it tells of."""
    if not withheld and article.witnesses.filter(withheld=True).exists():
        return ""
    return legible(json.dumps(article.reading.data, ensure_ascii=False, indent=1))


def seen(rows: QuerySet[Article], withheld: bool) -> QuerySet[Article]:
    return (rows if withheld else rows.filter(withheld=False)).defer("body")


def lines_html(lines: Sequence[Sequence[Piece]], here: str, there: str) -> SafeString:
    """The lines as paragraphs. Places begin at the anchor HERE-NUMBER and lead to THERE-NUMBER."""
    return joined_html("<p>{}</p>", (joined_html("{}", (piece_html(piece, here, there) for piece in line)) for line in lines))


def joined_html(form: str, parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", form, ((part,) for part in parts))


def piece_html(piece: Piece, here: str, there: str) -> SafeString:
    text = format_html("<del>{}</del>", legible(piece.text)) if piece.left_out else escape(legible(piece.text))
    place = piece.place
    if place is None and not piece.begins:
        return text
    anchors = format_html_join("", '<span id="{}-{}" class="anchor"></span>', ((here, begun.number) for begun in piece.begins))
    return format_html("{}{}", anchors, text if place is None else place_html(place, text, piece, there))


def place_html(place: Place, text: SafeString, piece: Piece, there: str) -> SafeString:
    """The piece as part of its place: a link to the same place on the other side, with a note of all that is known."""
    if not piece.text:
        text = format_html('<span aria-hidden="true">‸</span><span class="visually-hidden">{}</span>', _("taken out here"))
    elif place.after is None:
        text = format_html("<mark>{}</mark>", text)
    elif not piece.left_out:
        text = format_html("<ins>{}</ins>", text)
    style = style_of(place) + ("" if piece.text else " taken-out")
    if (place.capture if there == "c" else place.body) is None:
        return format_html('<span class="{}" title="{}">{}</span>', style, note_on(place), text)
    return format_html('<a class="{}" href="#{}-{}" title="{}">{}</a>', style, there, place.number, note_on(place), text)


def style_of(place: Place) -> str:
    if place.after is None:
        return "place warning"
    return f"place {place.proof}" if place.proof in PROOF_STYLES else "place"


def note_on(place: Place) -> str:
    """All that is known of a place, in a line."""
    kind, before = kind_in_words(place.kind), legible(place.before, SHORT)
    if place.after is None:
        return _("Warning: %(kind)s. Printed: “%(before)s”") % {"kind": kind, "before": before}
    proof = proof_in_words(place.proof)
    if not place.after:
        return _("%(kind)s, %(proof)s. Left out: “%(before)s”") % {"kind": kind, "proof": proof, "before": before}
    words = {"kind": kind, "proof": proof, "before": before, "after": legible(place.after, SHORT)}
    return _("%(kind)s, %(proof)s. Captured: “%(before)s”. Now: “%(after)s”") % words


def place_table(title: Any, places: Sequence[Place], empty: Any) -> Table:
    head = (
        gettext_lazy("number"),
        gettext_lazy("kind"),
        gettext_lazy("proof"),
        gettext_lazy("captured"),
        gettext_lazy("now"),
        gettext_lazy("other readings"),
        gettext_lazy("where"),
    )
    return Table(title, head, [place_row(place) for place in places], empty, total=len(places))


def place_row(place: Place) -> tuple[object, ...]:
    now = "=" if place.after is None else legible(place.after, SHORT) or _("left out")
    links = [(f"#b-{place.number}", _("body"))] if place.body is not None else []
    links += [(f"#c-{place.number}", _("capture"))] if place.capture is not None else []
    return (
        place.number,
        kind_in_words(place.kind),
        proof_in_words(place.proof) or "-",
        legible(place.before, SHORT),
        now,
        legible("、".join(place.rivals), SHORT) or "-",
        format_html_join(" · ", '<a href="{}">{}</a>', links) or "-",
    )


def version_table(article: Article, withheld: bool) -> Table:
    every = {"which": "all", "address": article.address}
    rows, more, total = limited(seen(Article.objects.versions_of(article), withheld), list_address("article", every))
    return Table(
        title=gettext_lazy("Versions of this address, the newest first"),
        head=(
            gettext_lazy("title"),
            gettext_lazy("first seen"),
            gettext_lazy("last seen"),
            gettext_lazy("published on"),
            gettext_lazy("state"),
            gettext_lazy("compared"),
        ),
        rows=[
            (
                *(link_to(row, article), moment(row.first_seen), moment(row.last_seen), legible(row.published_on) or "-"),
                *(state_of(row), compared_link(row, article)),
            )
            for row in rows
        ],
        empty="",
        more=more,
        total=total,
        hint=""
        if article.address
        else gettext_lazy("Nobody said from which address this capture came, so no other versions can be known."),
    )


def repost_table(article: Article, withheld: bool) -> Table:
    group = seen(Article.objects.reposts_of(article), withheld).select_related("wording")
    every = {"which": "all", "repost_of__id__exact": article.repost_of_id or article.pk}
    rows, more, total = limited(group, list_address("article", every))
    evidence = likenesses(article, rows)
    return Table(
        title=gettext_lazy("Reposts: the same text at other addresses, the first one first"),
        head=(
            gettext_lazy("title"),
            gettext_lazy("address"),
            gettext_lazy("source"),
            gettext_lazy("first seen"),
            gettext_lazy("state"),
            gettext_lazy("likeness to this article"),
            gettext_lazy("compared"),
        ),
        rows=[
            (
                *(link_to(row, article), outward(row.url), legible(row.source, SHORT) or "-", moment(row.first_seen), state_of(row)),
                *(words, compared_link(row, article)),
            )
            for row, words in zip(rows, evidence, strict=True)
        ],
        empty=gettext_lazy("No repost is known."),
        more=more,
        total=total,
    )


def likenesses(article: Article, rows: Sequence[Article]) -> list[str]:
    """For each of the rows, what the comparison of its text with the article's found. One query."""
    wordings = {row.wording_id for row in rows} - {None, article.wording_id}
    found = {}
    if wordings and article.wording_id:
        for likeness in Likeness.objects.touching({article.wording_id}):
            found[likeness.other_id if likeness.one_id == article.wording_id else likeness.one_id] = likeness
    return [likeness_in_words(row, article, found.get(row.wording_id or 0)) for row in rows]


def likeness_in_words(row: Article, article: Article, likeness: Likeness | None) -> str:
    if row.wording_id is not None and row.wording_id == article.wording_id:
        return _("the same to the letter, punctuation and blanks aside")
    if likeness is None:
        return _("through another article of the group")
    return _("%(exact).3f exact, %(estimated).3f estimated; %(threshold).2f was asked for") % {
        "exact": likeness.exact,
        "estimated": likeness.estimated,
        "threshold": likeness.threshold,
    }


def link_to(row: Article, article: Article) -> SafeString:
    words = legible(row.title, SHORT) or row.key
    if row.pk == article.pk:
        return format_html("<strong><bdi>{}</bdi></strong> ({})", words, _("this one"))
    return inward(page_address("article", row.pk), words)


def compared_link(row: Article, article: Article) -> SafeString:
    if row.pk == article.pk:
        return SafeString("-")
    return format_html('<a href="{}">{}</a>', reverse("admin:articles_article_compare", args=[article.pk, row.pk]), _("side by side"))


def state_of(row: Article) -> str:
    parts = [
        _("shown") if row.shown else "",
        _("latest version") if row.latest else _("earlier version"),
        _("repost") if row.repost_of_id else "",
    ]
    return ", ".join(part for part in parts if part)
