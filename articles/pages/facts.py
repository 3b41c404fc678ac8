"""Facts as pages show them: how sure they are, and the words they were read from, each leading to its place in the article."""

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from articles.pages.answering import given
from articles.store.audiences import Audience
from articles.store.telling.details import PARTS, facts_of
from articles.store.telling.listing import Item
from articles.store.timelines import Line, timeline_of

PUBLIC = Audience.PUBLIC
LONGEST_QUOTE = 120


def parts_of(request: HttpRequest, kind: str, key: str) -> dict[str, dict[str, Any]]:
    """The facts of each sort on a row's page, from the first or from where the address says; and the address of those that follow."""
    told = {}
    for part in PARTS[kind]:
        items, following = facts_of(part, key, PUBLIC, given(request, part.name, 2000) or None)
        for item in items:
            if "witnesses" in item:
                item["sure"], item["witnesses"] = sureness(item), [as_witness(one) for one in item["witnesses"]]
                item["all_of_them"] = reverse(f"api:{part.listing.name}-one", args=[item["key"]])
        asked = request.GET.copy()
        asked[part.name] = following or ""
        told[part.name] = {
            "items": items,
            "more": f"?{asked.urlencode()}#{part.name}" if following else "",
            "later": part.name in request.GET,
        }
    return told


def sureness(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"reviewed": item["reviewed"], "percent": round(100 * item["confidence"])}


def as_witness(item: Item) -> dict[str, Any]:
    """A witness with its quote, cut where it is long, and the address of its place."""
    quote = item["quote"]
    return {
        "address": place_in(item["article"]["key"], item["start"]),
        "before": item["before"],
        "quote": quote[:LONGEST_QUOTE] + ("…" if len(quote) > LONGEST_QUOTE else ""),
        "after": "" if len(quote) > LONGEST_QUOTE else item["after"],
        "article": item["article"],
        "sure": sureness(item),
    }


def place_in(article: str, start: int | None) -> str:
    address = reverse("pages:article", args=[article])
    return address if start is None else f"{address}#c{start}"


def drawn(tenures: Sequence[Item]) -> dict[str, Any]:
    """The tenures with their lines over the years, and the years with whose beginnings these begin and end."""
    timeline = timeline_of([SimpleNamespace(**item) for item in tenures])
    rows = [{**item, "line": bars(line)} for item, line in zip(tenures, timeline.lines, strict=True)]
    reach = (timeline.years[0][0], timeline.until) if timeline.years else None
    return {"rows": rows, "reach": reach}


def bars(line: Line) -> dict[str, int] | None:
    """From where and how wide, in thousandths; what was seen on one day only is still to be seen."""
    if line.faint is None or line.solid is None:
        return None
    faint, solid = ((low, max(8, high - low)) for low, high in (line.faint, line.solid))
    return {"faint_x": faint[0], "faint_width": faint[1], "solid_x": min(solid[0], 992), "solid_width": solid[1]}


def grouped(items: Iterable[Item], name: str) -> dict[Any, list[Item]]:
    """The items by a member, in the order in which its values come first."""
    found: dict[Any, list[Item]] = {}
    for item in items:
        found.setdefault(item[name], []).append(item)
    return found
