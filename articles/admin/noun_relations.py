"""Who belongs with whom: lines over the years, rosters, namesakes, acquaintances, bodies of one family."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import isolated, legible, row_link
from articles.admin.noun_addresses import merge_address
from articles.admin.noun_facts import Fact, FactTable
from articles.models import Organization, Person, Tenure
from articles.store.histories import signed_en, signed_zh
from articles.store.portraits import Namesake
from articles.store.rosters import roster_on
from articles.store.timelines import Line, timeline_of

WIDTH, LINE, TOP, CHARACTER = 1000, 44, 36, 28
"""Of the picture, in its own units: a line of the table is LINE high, the years stand in the TOP; a character on a telephone."""

CERTAINTY: dict[str, Promise] = {"seen": _("seen"), "inferred": _("inferred"), "no_captures": _("no captures")}
FAMILY: dict[str, Promise] = {"parent": _("parent"), "part": _("part"), "successor": _("successor"), "predecessor": _("predecessor")}


@dataclass(frozen=True)
class Section:
    """A part of a page that is no table of facts; `context` is what its template needs."""

    title: str | Promise
    anchor: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def table(title: Any, anchor: str, head: Sequence[Any], rows: Sequence[Sequence[object]], empty: Any) -> FactTable:
    return FactTable(title, anchor, head, [Fact(cells) for cells in rows], len(rows), "", empty)


def timeline_section(tenures: Sequence[Tenure], named: str) -> Section:
    """`named`: what each line says: post (with its body), person, or person and post."""
    ordered = sorted((one for one in tenures if one.first_seen), key=lambda one: (one.first_seen, one.key))
    timeline = timeline_of(ordered)
    lines = [drawn(line, number, named) for number, line in enumerate(timeline.lines)]
    context = {
        "lines": lines,
        "years": timeline.years,
        "width": WIDTH,
        "height": TOP + LINE * len(lines) + 4,
        "undated": len(tenures) - len(ordered),
    }
    return Section(_("Over the years"), "years", "admin/articles/noun/timeline.html", context)


def drawn(line: Line, number: int, named: str) -> dict[str, Any]:
    tenure, top = line.tenure, TOP + LINE * number
    labels = {"post": str(tenure.post), "person": tenure.person.name, "person and post": f"{tenure.person.name} {tenure.post.title}"}
    seen = " – ".join(dict.fromkeys((tenure.first_seen, tenure.last_seen)))
    faint, solid = line.faint or (0, 0), line.solid or (0, 0)
    label = legible(labels[named], 60)
    return {
        "label": label,
        "seen": seen,
        "after": tenure.not_before,
        "before": tenure.not_after,
        "text_x": max(0, min(solid[0], WIDTH - CHARACTER * len(label))),
        "text_y": top + 16,
        "bar_y": top + 22,
        "faint_x": faint[0],
        "faint_width": max(2, faint[1] - faint[0]),
        "solid_x": solid[0],
        "solid_width": max(6, solid[1] - solid[0]),
    }


def topic_section(topics: Sequence[tuple[str, int]]) -> Section:
    told = [(legible(topic, 20), number) for topic, number in topics]
    return Section(_("Topics of the statements"), "topics", "admin/articles/noun/topics.html", {"topics": told})


def roster_section(body: Organization, wanted: str, *, withheld: bool) -> Section:
    """Who sat where on the day asked for, today where none is."""
    day, trouble, seats = wanted or timezone.localdate().isoformat(), False, []
    try:
        seats = roster_on(body, day, withheld=withheld)
    except ValueError:
        trouble = True
    chinese = (get_language() or "zh").startswith("zh")
    rows = [
        {
            "title": legible(seat.title),
            "person": row_link(seat.person),
            "certainty": CERTAINTY[seat.certainty],
            "style": seat.certainty,
            "why": legible(seat.zh if chinese else seat.en),
        }
        for seat in seats
    ]
    context = {"rows": rows, "day": day, "trouble": trouble, "asked": bool(wanted)}
    return Section(_("Roster as of a day"), "roster", "admin/articles/noun/roster.html", context)


def namesake_table(request: HttpRequest, row: Any, namesakes: Sequence[Namesake]) -> Section:
    chinese = (get_language() or "zh").startswith("zh")
    noun = str(row._meta.model_name)
    told = []
    for one in namesakes:
        signed = (signed_zh(one.apart) if chinese else signed_en(one.apart)) if one.apart is not None else ""
        why = " · ".join(part for part in (one.zh if chinese else one.en, signed) if part)
        told.append(
            {
                "key": one.row.key,
                "link": row_link(one.row),
                "articles": one.row.articles_count,
                "why": legible(why),
                "doubtful": one.doubtful,
                "apart": one.apart is not None,
                "merge": merge_address(noun, [row.key, one.row.key]),
            }
        )
    context = {"namesakes": told, "key": row.key, "noun": noun, "separate": f"admin:articles_{noun}_separate"}
    return Section(_("Namesakes"), "namesakes", "admin/articles/noun/namesakes.html", context)


def met_table(met: Sequence[tuple[Person, int]]) -> FactTable:
    rows = [(row_link(person), number) for person, number in met]
    return table(_("Met most often"), "met", [_("person"), _("meetings together")], rows, _("At no meeting with anybody."))


def colleague_table(colleagues: Sequence[tuple[Person, Sequence[str]]]) -> FactTable:
    rows = [(row_link(person), isolated("、".join(bodies), 80)) for person, bodies in colleagues]
    return table(_("Colleagues"), "colleagues", [_("person"), _("organizations shared")], rows, _("No colleague is known."))


def family_table(family: Sequence[tuple[str, Organization]]) -> FactTable:
    rows = [(FAMILY[kind], row_link(body)) for kind, body in family]
    return table(_("Bodies it belongs with"), "family", [_("relation"), _("organization")], rows, _("None is known."))
