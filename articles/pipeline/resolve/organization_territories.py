"""Bodies of a territory: 苏州市相城区委, 相城区委组织部, 江苏省应急管理厅, 苏州市公安局相城分局; and of places that are gone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.pipeline.resolve.organization_names import department
from articles.pipeline.resolve.organization_parts import Part, branch_of, kind_of, of_territory, town_of, zone_of
from articles.pipeline.resolve.organization_places import Head, chain, choose, divisions, is_mainland, official_place, rank, read_head
from articles.pipeline.resolve.organization_seen import INSTITUTIONS, Dated, Identity, Page, in_script, own_body, place_head
from articles.pipeline.resolve.organization_successions import Change, took_over, took_over_by

_NO_PLACE = re.compile(r"^(?:我|本|全|各|该|外|异)[省市区县州]|^[省市区县州]")
_UNLISTED_PLACE = re.compile(r"^([\u4e00-\u9fff]{2,6}?[市县区旗州盟])(.+)$")


def read_territory(text: str, page: Page) -> Identity | None:
    for short in (False, True):
        head = place_head(text, page) if short else read_head(text, short=False)
        rest = text[head.end :]
        if not head.end or (short and not rest):
            continue
        if rest and (town_of(rest) or zone_of(rest)) and not _is_department(rest):
            return None
        branch = branch_of(rest)
        part = of_territory(rest, known_only=short) if rest else Part("", "", "government", "^")
        if part is None and branch is None:
            continue
        if rest and part and kind_of(rest) in INSTITUTIONS and part.kind in INSTITUTIONS and part.short == rest and not part.before:
            part = of_territory(rest, known_only=True)
        if branch:
            inside = _branch(branch, head, page)
            if inside:
                return inside
        if part is None:
            continue
        if rest.startswith("厅") or (part.short.endswith("厅") and any(rank(code) == "province" for code in head.codes)):
            head = head._replace(codes=tuple(code for code in head.codes if rank(code) == "province"))
        code = choose(head.codes, page.home)
        if not code:
            return own_body(text[: head.end] + part.short, page, kind=part.kind)
        return _of_place(part, code, head.old_name, page)
    return None


def _is_department(rest: str) -> bool:
    return of_territory(rest, known_only=True) is not None


def _branch(branch: tuple[str, str], head: Head, page: Page) -> Identity | None:
    """苏州市公安局相城分局, and 相城公安分局 where the place stands in front."""
    bureau, inner = branch
    code = choose(head.codes, page.home)
    inside = read_head(inner, short=True)
    below = [one for one in inside.codes if code in chain(one)]
    if not code or inside.end != len(inner) or len(below) != 1:
        return None
    short, official = department(bureau) or (bureau, bureau)
    found = _of_place(Part(f"{short[:-1]}分局", f"{official[:-1]}分局", kind_of(bureau), ""), below[0], "", page)
    parent = page.whole(f"{divisions()[code].full}{short}").text
    return replace(found, parent=parent, names=(*found.names, f"{divisions()[code].full}{official}{inner}分局"))


def _of_place(part: Part, code: str, old_name: str, page: Page) -> Identity:
    row = divisions()[code]
    place = old_name or row.name
    short = (
        "党委"
        if part.short == "委" and place.endswith("自治区")
        else "委"
        if part.short == "党委" and not place.endswith("自治区")
        else part.short
    )
    name = f"{place}{short}"
    official = old_name or official_place(code)
    full = f"{official}{part.official}" if part.before else ""
    standing = rank(code)
    forms = (f"{official}{short}", f"{official}{part.official}" if not part.before else "", f"{part.before}{full}" if full else "")
    return Identity(
        f"{name}@{code}",
        in_script(name, code, page),
        place=code,
        places=chain(code),
        kind=part.kind,
        level=standing,
        parent=_parent_of(part, code, old_name),
        names=tuple(form for form in forms if form) if is_mainland(code) else (name,),
        predecessors=_dated(took_over(short, standing), place, code),
        successors=_dated(took_over_by(short, standing), place, code) + ((Dated(f"{row.name}{short}@{code}", ""),) if old_name else ()),
        near=f"department@{code}" if part.kind in ("department", "police") else f"{name}@{code}",
        short=short,
    )


def _dated(changes: Sequence[Change], place: str, code: str) -> tuple[Dated, ...]:
    return tuple(Dated(f"{place}{short}@{code}", when) for short, when in changes)


def _parent_of(part: Part, code: str, old_name: str) -> str:
    """The organ at the same place, or the same one of the place above."""
    if not part.above:
        return ""
    if not part.above.startswith("^"):
        organ = "党委" if part.above == "委" and divisions()[code].name.endswith("自治区") else part.above
        return f"{old_name or divisions()[code].name}{organ}@{code}"
    above = divisions()[code].above
    organ = part.above[1:] or part.short or "政府"
    if not is_mainland(code):
        return ""
    if not above:
        return {"委": "中共中央", "党委": "中共中央", "政府": "国务院", "税务局": "国家税务总局"}.get(organ, "")
    if organ in ("委", "党委"):
        organ = "党委" if divisions()[above].name.endswith("自治区") else "委"
    return f"{divisions()[above].name}{organ}@{above}"


def read_unlisted_place(text: str, page: Page) -> Identity | None:
    """芜湖县委: a place that is no division of today."""
    match = _UNLISTED_PLACE.match(text)
    if match is None or _NO_PLACE.match(text) or len(match[1]) < 3:
        return None
    part = of_territory(match[2], known_only=True)
    if part is None:
        return None
    parent = match[1] + part.above if part.above not in ("", "^") else ""
    rank_ = "county" if match[1][-1] in "县区旗" else ""
    return Identity(
        match[1] + part.short, match[1] + part.short, kind=part.kind, level=rank_, parent=parent, names=(page.printed,), near=text
    )
