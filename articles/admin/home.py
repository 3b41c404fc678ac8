"""The first page: what waits, what came in, what is damaged, what is covered. Each number leads to its list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.labels import kind_in_words, proof_in_words
from articles.admin.legible import legible, list_address, page_address
from articles.admin.looking import moment
from articles.admin.review_page import counted, review_address
from articles.admin.roles import may_decide, may_import, may_see_withheld
from articles.models import Finding, Witness
from articles.store.background.watching import somebody_works, waiting_runs
from articles.store.overview import DOUBTFUL, covered, damaged, last_runs, what_waits

HEAT = 4
"""Shades of the table of coverage."""


def home_view(request: HttpRequest) -> HttpResponse:
    """The admin's index with the overview, as far as its reader may see what it counts."""
    user = request.user
    context: dict[str, Any] = {}
    withheld = may_see_withheld(user)
    if may_decide(user):
        context |= waiting_context(withheld)
    if user.has_perm("articles.view_importrun"):
        context |= runs_context(may_upload=may_import(user))
    if user.has_perm("articles.view_article"):
        context |= damage_context(withheld) | coverage_context(withheld)
    return admin.site.index(request, context)


def waiting_context(withheld: bool) -> dict[str, Any]:
    words, findings = what_waits(withheld=withheld)
    kinds, noticed = dict(Witness.Kind.choices), dict(Finding.Kind.choices)
    return {
        "waiting": [
            (kinds[row.kind], counted(row.number), review(kind=row.kind), counted(row.doubtful), review(kind=row.kind, most=DOUBTFUL))
            for row in words
            if row.number
        ],
        "findings": [(noticed[kind], number, review(kind=kind)) for kind, number in findings.items() if number],
        "review_start": review_address(),
    }


def review(**filters: object) -> str:
    return f"{review_address()}?{urlencode(filters)}"


def runs_context(*, may_upload: bool) -> dict[str, Any]:
    runs, problems = last_runs()
    return {
        "upload_address": reverse("admin:articles_importrun_upload") if may_upload else "",
        "nobody_works": waiting_runs() > 0 and not somebody_works(),
        "runs": [
            (
                page_address("importrun", run.pk),
                moment(run.started_at),
                run.get_kind_display(),
                run.get_status_display(),
                run.new,
                run.problems,
            )
            for run in runs
        ],
        "open_problems": problems,
        "problems_address": list_address("importproblem", {"state": "open"}),
    }


def damage_context(withheld: bool) -> dict[str, Any]:
    warned, repaired = damaged(withheld=withheld)
    rows = [(kind_in_words(kind), number, list_address("article", {"warning": kind})) for kind, number in sorted(warned.items())]
    proofs = [
        (_("repairs: %(proof)s") % {"proof": proof_in_words(proof)}, number, list_address("article", {"proof": proof}))
        for proof, number in sorted(repaired.items())
    ]
    return {"damage": [*rows, *proofs]}


def coverage_context(withheld: bool) -> dict[str, Any]:
    coverage = covered(withheld=withheld)
    highest = max(coverage.counts.values(), default=0)
    rows = []
    for outlet in coverage.outlets:
        cells = []
        for month in coverage.months:
            number = coverage.counts.get((outlet, month), 0)
            address = list_address("article", {"outlet__exact": outlet, "month__exact": month}) if number else ""
            cells.append((number, address, shade(number, highest)))
        rows.append((legible(outlet, 40) or _("none printed"), sum(cell[0] for cell in cells), cells))
    return {"months": coverage.months, "coverage": rows}


def shade(number: int, highest: int) -> int:
    """From 0 for none to HEAT for the most.

    >>> [shade(number, 100) for number in (0, 1, 26, 100)]
    [0, 1, 2, 4]
    """
    return 0 if not number else min(HEAT, 1 + (number - 1) * HEAT // max(highest, 1))
