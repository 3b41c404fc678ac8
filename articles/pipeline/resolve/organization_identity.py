"""One body's name in one article to its identity: place, kind, level, what it is part of, its other names."""

from dataclasses import replace
from functools import lru_cache

from articles.pipeline.resolve.entries import OrganizationEntry
from articles.pipeline.resolve.organization_institutions import read_institution, read_left_over, read_member, read_national
from articles.pipeline.resolve.organization_names import level, printed
from articles.pipeline.resolve.organization_parts import of_territory, zone_of
from articles.pipeline.resolve.organization_places import chain, divisions, full_university
from articles.pipeline.resolve.organization_seen import NOBODY_ELSE, Identity, Page, Reader, own_body
from articles.pipeline.resolve.organization_territories import read_territory, read_unlisted_place
from articles.pipeline.resolve.organization_zones import code_of_bare_zone, of_zone, read_town, read_zone

__all__ = ["Identity", "identify"]


def identify(entry: OrganizationEntry) -> Identity:
    """Which body the entry's name means: a pure function of the entry.

    >>> seen = OrganizationEntry("k", "中共苏州市相城区委组织部", "department", "g", ("", "", ""))
    >>> found = identify(seen)
    >>> found.text, found.parent, found.level
    ('相城区委组织部@320507', '相城区委@320507', 'county')
    """
    found = _identify(entry.name, entry.kind, entry.certain, entry.places)
    mark = f"@{NOBODY_ELSE}"
    if not found.text.endswith(mark):
        return found
    return replace(found, text=found.text + entry.group, parent=found.parent + entry.group if found.parent.endswith(mark) else found.parent)


@lru_cache(maxsize=65_536)
def _identify(name: str, kind: str, certain: bool, places: tuple[str, ...]) -> Identity:
    """The identity but for the article's group, so that one name of one home is read once, however many articles have it."""
    page = Page(kind, places, printed(name), whole=lambda other: _identify(other, "", True, places))
    text = full_university(level(name))
    readers = _READERS if certain else (_unsettled,)
    found = next(found for reader in readers if (found := reader(text, page)) is not None)
    return replace(found, names=tuple(dict.fromkeys((found.name, *found.names))))


def _unsettled(text: str, page: Page) -> Identity:
    """The reader does not know whose body it is: a zone or a territory of the home's own rank takes the home's code, all else the group."""
    zone = zone_of(text)
    code = ""
    if zone and zone.bare:
        code = code_of_bare_zone(zone.short, page.home)
        if code:
            return of_zone(zone.short, zone.tail, code, zone.kind, page, sure=False)
    elif (
        page.home
        and page.home[0] in divisions()
        and divisions()[page.home[0]].full[-1] == text[0]
        and of_territory(text[1:], known_only=True)
    ):
        code = page.home[0]
    return replace(own_body(text, page, code=code and f"{code}?"), place=code, places=chain(code))


_READERS: tuple[Reader, ...] = (
    read_territory,
    read_town,
    read_zone,
    read_member,
    read_national,
    read_institution,
    read_unlisted_place,
    read_left_over,
)
