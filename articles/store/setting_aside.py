"""Captures that do not belong here, taken out of the rows and brought back: how an import run is undone.

A capture is set aside by a decision (`reject`, of scope `capture`) and stays so until that is withdrawn, however often the same bytes are
imported. Its bytes, sightings and readings are kept; its article is gone with all that was said by it alone, as if it had never come in.
Versions, reposts, persons, bodies and meetings become what the other articles make of them.
"""

from collections.abc import Iterable

from articles.models import Article, Capture, DecisionTarget, Reading, Witness
from articles.search.indexing import unindex
from articles.store.counting import settle_counted
from articles.store.findings import keep_findings_in
from articles.store.judging import articles_about, set_aside_among
from articles.store.keeping import former_article, keep_reading, settle
from articles.store.marking import LONGEST_BLOCK, mark_stale
from articles.store.reading import READER, Outcome, read_outcome
from articles.store.sightings import as_record
from articles.store.witnessing import Written, differing_from, write
from articles.store.wordings import take_fingerprint


def bring_in_step(captures: Iterable[str]) -> None:
    """Take out the articles of these captures (by SHA-256) or bring them back, as the standing decisions want it."""
    wanted = sorted(set(captures))
    aside = set_aside_among(wanted)
    for sha256 in wanted:
        row = Capture.objects.without_payload().filter(sha256=sha256).first()
        if row is None:
            continue  # the decision waits until the capture comes in
        article = former_article(row)
        if article is not None and sha256 in aside:
            take_out(article, sha256)
        elif article is None and sha256 not in aside:
            bring_back(row)


def take_out(article: Article, sha256: str) -> None:
    """Delete the article, and mark all that has to be settled without it."""
    written = Written()
    differing_from(Witness.objects.filter(article=article), article, [], written, moved=True)
    write(written)
    keep_findings_in({"text_changed": {article.key: []}, "no_home": {article.key: []}})
    unindex([article.pk])
    Article.objects.filter(pk=article.pk).delete()
    settle(article.pk, None, {article.address}, article.wording_id)
    settle_counted((), {article.group})
    if article.address:
        mark_stale([("version", article.address[:LONGEST_BLOCK])])
    mark_speaking_alike(sha256)


def mark_speaking_alike(sha256: str) -> None:
    """What people decided about this capture's words goes on bearing on the same words elsewhere, as for a capture that is not here."""
    rows = DecisionTarget.objects.standing().filter(sha256=sha256, decision__scope="witness").exclude(signature="")
    words = set(rows.values_list("sha256", "signature"))
    keys = Article.objects.filter(pk__in=articles_about(words)).values_list("key", flat=True) if words else ()
    mark_stale(("article", key) for key in keys)


def bring_back(row: Capture) -> None:
    """The article anew, from the kept reading of this reader; else the capture is read. One that cannot be read stays without."""
    data = Reading.objects.filter(capture=row, reader=READER).values_list("data", flat=True).first()
    outcome = read_outcome(as_record(row)) if data is None else Outcome(data, take_fingerprint(data["article"]["body"]))
    if outcome.data is not None:
        keep_reading(row, None, outcome)
