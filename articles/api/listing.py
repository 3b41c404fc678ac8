"""What may be asked of a list, and its pages as they are answered."""

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Schema

from articles.api.problems import Refused
from articles.store.audiences import Audience
from articles.store.telling.listing import Item, Listing, narrowed, taken

PAGING = {"limit", "cursor", "ordering", "fields"}


def page_of(listing: Listing, asked: Schema, audience: Audience, request: HttpRequest) -> Item:
    """The page that was asked for: its items, the cursor of the next one and its address. Raises Problem."""
    known_parameters(request, set(type(asked).model_fields))
    given = {name: value for name, value in asked.dict().items() if value is not None}
    paging = {name: given.pop(name) for name in PAGING & given.keys()}
    wanted = members_wanted(listing.members, listing.key, paging.get("fields"))
    rows = narrowed(listing, audience, given)
    items, cursor = taken(listing, rows, audience, paging.get("ordering"), paging["limit"], wanted, paging.get("cursor"))
    return {"items": items, "cursor": cursor, "next": None if cursor is None else next_address(request, cursor)}


def members_wanted(members: Sequence[str], key: str, fields: str | None) -> set[str]:
    """The members named, and the key always; all where none is. Raises Refused for one that there is not."""
    if fields is None:
        return set(members)
    names = {name.strip() for name in fields.split(",")} - {""}
    unknown = sorted(names - set(members))
    if unknown:
        raise Refused("query.fields", f"There is no field {unknown[0][:40]!r} here; there are {', '.join(members)}.")
    return names | {key}


def known_parameters(request: HttpRequest, names: set[str]) -> None:
    """A misspelled filter must not go unnoticed: it would answer with everything."""
    unknown = sorted(set(request.GET) - names)
    if unknown:
        raise Refused(f"query.{unknown[0][:60]}", f"There is no such parameter here; there are {', '.join(sorted(names)) or 'none'}.")
    for name in request.GET:
        if any("\0" in value for value in request.GET.getlist(name)):
            raise Refused(f"query.{name}", "A text has no character NUL.")


def next_address(request: HttpRequest, cursor: str) -> str:
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
