"""An article: its text with whom and what it names, what was read from it, its versions and reposts, and how it is cited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Witness
from articles.pages.answering import page, public_page
from articles.pages.facts import PUBLIC, sureness
from articles.pages.linked import article_record, block, citation
from articles.pages.words import ROLES_TOLD
from articles.store.citing import bibtex, gbt7714, ris
from articles.store.facts_shown import Bit, bits_of
from articles.store.publishing import linked_data as ld
from articles.store.telling.details import of_article, row_of
from articles.store.telling.listing import Item
from articles.store.watching import safe

NOUNS = ("person", "organization", "meeting")
BEYOND = {"body", "facts", "facts_count", "versions", "reposts"}
LONGEST = 200_000
"""Characters of a body that are shown; a page of more is of no use to anybody."""
CITATIONS = {
    "txt": (gbt7714, "text/plain"),
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
}
SORTS = (
    ("post", _("Posts")),
    ("attendance", _("Attendance")),
    ("statement", _("Statements")),
    ("role", _("Posts without a name")),
)


@dataclass(frozen=True)
class Named:
    """A name in the text, and the page of whom or what is meant; `address` is empty where there is none."""

    key: str
    kind: str
    status: str
    start: int | None
    end: int | None
    spans: tuple[tuple[int, int], ...]
    address: str = ""


@public_page
def article(request: HttpRequest, key: str) -> HttpResponse:
    pk, item = row_of("article", key, PUBLIC)
    item |= of_article(pk, PUBLIC, BEYOND)
    known = {(kind, one["key"]) for kind in NOUNS for one in item[f"{kind}s"]}
    cited, outward = citation(item), safe(item["url"])
    context = {
        "item": item,
        "title": item["title"] or item["body"][:40],
        "outward": outward,
        "lines": [pieces_of(line) for line in lines_of(item["body"][:LONGEST], item["facts"], known)],
        "starts": {fact["start"] for fact in item["facts"]},
        "cut": len(item["body"]) > LONGEST,
        "sorts": sorts_of(item["facts"], known),
        "facts_left": item["facts_count"] - len(item["facts"]),
        "cited": {form: written(cited).strip() for form, (written, _type) in CITATIONS.items()},
        "linked": block(request.build_absolute_uri(request.path), ld.article(article_record(item) | {"url": outward})),
    }
    return page(request, "article", context)


@public_page
def cite(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The citation as a file, for programs that keep literature."""
    if form not in CITATIONS:
        raise Http404
    pk, item = row_of("article", key, PUBLIC)
    item |= of_article(pk, PUBLIC, ())
    written, media_type = CITATIONS[form]
    told = {"Content-Disposition": f'attachment; filename="newsdb-{key}.{form}"'}
    return HttpResponse(written(citation(item)), content_type=f"{media_type}; charset=utf-8", headers=told)


def lines_of(body: str, facts: Sequence[Item], known: Collection[tuple[str, str]]) -> list[list[Bit[Named]]]:
    """The body's lines in bits; one ends wherever a name or a fact begins or ends."""
    names = [named(fact, known) for fact in facts if fact["kind"] in NOUNS]
    return bits_of(body, names, {fact[side] for fact in facts for side in ("start", "end") if fact[side] is not None})


def named(fact: Item, known: Collection[tuple[str, str]]) -> Named:
    kind, key = fact["kind"], fact["of"].get(fact["kind"], "")
    address = reverse(f"pages:{kind}", args=[key]) if (kind, key) in known else ""
    spans = tuple((span[0], span[1]) for span in fact["spans"])
    return Named(fact["key"], kind, Witness.Status.UNREVIEWED, fact["start"], fact["end"], spans, address)


def pieces_of(line: Sequence[Bit[Named]]) -> list[dict[str, Any]]:
    """The line's bits, those that lead to the same page together: of names within names the innermost counts."""

    def leads_to(bit: Bit[Named]) -> tuple[str, str]:
        return next(((word.address, word.kind) for word in bit.words if word.address), ("", ""))

    return [{"address": address, "kind": kind, "bits": list(bits)} for (address, kind), bits in groupby(line, leads_to)]


def sorts_of(facts: Sequence[Item], known: Collection[tuple[str, str]]) -> list[dict[str, Any]]:
    """What the article says beyond names, by sort; each with links to whom and what it is about, as far as they have pages."""
    told = []
    for kind, words in SORTS:
        rows = [
            {
                **fact,
                "sure": sureness(fact),
                "role_told": ROLES_TOLD.get(fact["values"].get("role"), ""),
                "links": {name: reverse(f"pages:{name}", args=[key]) for name, key in fact["of"].items() if (name, key) in known},
            }
            for fact in facts
            if fact["kind"] == kind
        ]
        if rows:
            told.append({"kind": kind, "title": words, "rows": rows})
    return told
