"""Towns and zones with their organs: 黄埭镇党委, 元和街道办事处, 相城高新区管委会, 高铁新城党工委."""

from collections.abc import Sequence
from dataclasses import replace

from articles.pipeline.resolve.organization_names import fold
from articles.pipeline.resolve.organization_parts import Town, ZoneName, kind_of, town_of, zone_of
from articles.pipeline.resolve.organization_places import (
    MUNICIPALITIES,
    Head,
    chain,
    choose,
    divisions,
    known_zones,
    official_place,
    rank,
    read_head,
    settled,
    zone_of_home,
)
from articles.pipeline.resolve.organization_seen import Identity, Page, in_script, own_body, place_head


def read_town(text: str, page: Page) -> Identity | None:
    head = read_head(text, short=False)
    town = town_of(text[head.end :])
    if town is None and head.end:
        return None
    if town is None:
        return None
    code = choose(head.codes, page.home) if head.codes else settled(page.home, city=not town.common)
    if not code or (head.codes and rank(code) == "city" and town.common) or (rank(code) == "province" and code[:2] not in MUNICIPALITIES):
        return replace(own_body(town.name + town.tail, page, kind=town.kind), level="town")
    return _of_town(town, code, page)


def _of_town(town: Town, code: str, page: Page) -> Identity:
    name = town.name + town.tail
    parent = f"{town.name}@{code}" if town.tail else f"{divisions()[code].name}政府@{code}" if rank(code) == "county" else ""
    official = official_place(code)
    long = {"党委": "委员会", "党工委": "工作委员会", "政府": "人民政府"}.get(town.tail, town.tail)
    before = "中共" if town.tail in ("党委", "党工委") else ""
    return Identity(
        f"{name}@{code}",
        in_script(name, code, page),
        place=code,
        places=chain(code),
        kind=town.kind,
        level="town",
        parent=parent,
        names=(f"{divisions()[code].name}{name}", f"{before}{official}{town.name}{long}"),
        near=f"town@{code[:4]}{name}",
        short=name,
    )


def read_zone(text: str, page: Page) -> Identity | None:
    for size in range(len(text), 3, -1):
        known = known_zones().get(text[:size])
        parsed = zone_of("高新区" + text[size:]) if known else None
        if known and (parsed or size == len(text)):
            tail = parsed.tail if parsed else ""
            return of_zone(known.name, tail, known.code, _kind_of_zone(tail), page, sure=True)
    head = place_head(text, page)
    zone = zone_of(text[head.end :])
    if zone is None:
        return None
    return _placed_zone(text, head, zone, page) if head.end else _zone_without_place(zone, page)


def _kind_of_zone(tail: str) -> str:
    return "party" if tail in ("党工委", "党委", "团工委") else (kind_of(tail) or "department") if tail else "zone"


def _placed_zone(text: str, head: Head, zone: ZoneName, page: Page) -> Identity:
    code = choose(head.codes, page.home)
    if not code:
        return own_body(text[: head.end] + zone.short + zone.tail, page, kind=zone.kind)
    short = divisions()[code].short if len(divisions()[code].short) > 1 else divisions()[code].full
    known = known_zones().get(short + zone.short)
    name = known.name if known and known.code in chain(code) else short + zone.short
    found = of_zone(name, zone.tail, known.code if known and name == known.name else code, zone.kind, page, sure=True)
    return replace(found, names=(*found.names, short + zone.printed + zone.tail, page.printed))


def _zone_without_place(zone: ZoneName, page: Page) -> Identity:
    known = zone_of_home(zone.short, page.home)
    if known:
        return of_zone(known.name, zone.tail, known.code, zone.kind, page, sure=True)
    code = code_of_bare_zone(zone.short, page.home) if zone.bare else settled(page.home, city=True)
    if not code:
        return own_body(zone.short + zone.tail, page, kind=zone.kind)
    return of_zone(zone.short, zone.tail, code, zone.kind, page, sure=False)


def of_zone(name: str, tail: str, code: str, kind: str, page: Page, *, sure: bool) -> Identity:
    """`sure`: the name itself says where the zone lies, so that it belongs to the government there."""
    government = f"{divisions()[code].name}政府@{code}" if sure and code in divisions() else ""
    long = {"党工委": "工作委员会", "管委会": "管理委员会"}.get(tail, tail)
    return Identity(
        f"{name}{tail}@{code}",
        name + tail,
        place=code,
        places=chain(code),
        kind=kind,
        level=rank(code),
        parent=f"{name}@{code}" if tail else government,
        names=((f"中共{name}{long}" if tail == "党工委" else name + long), fold(page.printed)),
        near=f"zone@{code[:4]}{tail}",
        short=name + tail,
    )


def code_of_bare_zone(word: str, home: Sequence[str]) -> str:
    """园区: a county's own, or a city's where one zone of the lexicon answers to the word there."""
    code = settled(home, city=False)
    if code or not home:
        return code
    answering = {zone.name for zone in known_zones().values() if zone.code == home[0] and zone.word == word}
    return home[0] if len(answering) == 1 else ""
