"""The pages of single rows: the row as the lists give it, what hangs on it, and each fact with its witnesses."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from articles.api.answering import answer
from articles.api.listing import members_wanted
from articles.api.problems import NotThere, problem
from articles.store.audiences import Audience
from articles.store.telling.details import LISTINGS, PARTS, Part, facts_of, of_article, row_of
from articles.store.telling.facts import WITNESSES, witnesses_of
from articles.store.telling.listing import Item
from articles.store.telling.problems import Moved
from articles.store.telling.problems import NotThere as Nowhere


def members_of(kind: str) -> tuple[str, ...]:
    """All members that the page of a row of this kind has."""
    parts = [name for part in PARTS.get(kind, ()) for name in (part.name, f"{part.name}_next")]
    own = {"article": ("body", "sha256", "reader", "facts", "facts_count", "versions", "reposts"), "post": (), "capture": ()}
    return (*LISTINGS[kind].members, *parts, *own.get(kind, ("witnesses", "witnesses_count")))


def detail(kind: str, key: str, audience: Audience, fields: str | None) -> HttpResponse:
    """The row's page; where the id belongs to another row now, the way there. Raises Problem."""
    wanted = members_wanted(members_of(kind), LISTINGS[kind].key, fields)
    try:
        pk, item = row_of(kind, key, audience, wanted)
    except Nowhere:
        raise NotThere from None
    except Moved as moved:
        return way_to(kind, moved, audience)
    for part in PARTS.get(kind, ()):
        if {part.name, f"{part.name}_next"} & wanted:
            item |= with_next(part, key, audience)
    if kind == "article":
        item |= of_article(pk, audience, wanted)
        for fact in item.get("facts", ()):
            del fact["spans"]
    elif {"witnesses", "witnesses_count"} & wanted:
        item["witnesses"], item["witnesses_count"] = witnesses_of(kind, [pk], audience, WITNESSES).get(pk, ([], 0))
    return answer({name: value for name, value in item.items() if name in wanted})


def with_next(part: Part, key: str, audience: Audience) -> Item:
    """The first facts of a sort, and where the list of all of them stands if there are more."""
    items, cursor = facts_of(part, key, audience)
    asked = {part.parameter: key, "ordering": part.ordering, "cursor": cursor}
    return {part.name: items, f"{part.name}_next": f"{reverse(f'api:{part.listing.name}')}?{urlencode(asked)}" if cursor else None}


def way_to(kind: str, moved: Moved, audience: Audience) -> HttpResponse:
    """The way to the row that a former id belongs to now; the way may change again, for what was joined can be taken apart."""
    address = reverse(f"api:{LISTINGS[kind].name}-one", args=[moved.key_now])
    why = {} if audience is Audience.PUBLIC else {"why": moved.why}
    return problem(308, f"This id belongs to {moved.key_now} now.", headers={"Location": address}, key=moved.key_now, **why)
