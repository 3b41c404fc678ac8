"""Institutions, companies and bodies of the whole country, and what is left: names that many bodies bear."""

import re
from functools import cache

from articles.pipeline.lexicon import read_words
from articles.pipeline.resolve.organization_names import department, fold
from articles.pipeline.resolve.organization_parts import is_generic, kind_of, member_of, telling
from articles.pipeline.resolve.organization_places import chain, choose, divisions, is_word_first, rank, read_head, settled
from articles.pipeline.resolve.organization_seen import (
    INSTITUTIONS,
    LEGAL_FORM,
    REGIONS,
    Dated,
    Identity,
    Page,
    in_script,
    near_of,
    own_body,
    place_head,
)
from articles.pipeline.resolve.organization_successions import took_over, took_over_by

_PUBLIC = ("school", "hospital", "village", "media", "institute", "department", "zone", "government", "committee")
_NO_PLACE = re.compile(r"^(?:我|本|全|各|该|外|异)[省市区县州]|^[省市区县州]")
_NATIONAL_UNIT = re.compile(
    r"^(.*(?:国务院|中共中央|人大常委会|办公厅|总局|部|委|署|军委|最高人民法院|最高人民检察院))(?!员|会|门|队)(.{2,})$"
)


def read_member(text: str, page: Page) -> Identity | None:
    parts = member_of(text)
    if parts is None or kind_of(parts[0]) not in INSTITUTIONS:
        return None
    whole = page.whole(parts[0])
    base, mark, where = whole.text.partition("@")
    own = base + parts[1]
    kind = kind_of(parts[1]) or page.kind or "department"
    return Identity(
        f"{own}{mark}{where}",
        f"{whole.name}{parts[1]}",
        place=whole.place,
        places=whole.places,
        kind="department" if kind in ("university", "company") and parts[1][-1] in "院系" else kind,
        parent=f"{base}党委{mark}{where}" if parts[1].startswith("党委") and parts[1] != "党委" else whole.text,
        names=(page.printed,),
        near=whole.near + parts[1],
    )


def read_institution(text: str, page: Page) -> Identity | None:
    kind = kind_of(text)
    if kind not in INSTITUTIONS:
        return None
    head = read_head(text, short=False)
    any_head = read_head(text, short=True)
    rest = text[any_head.end :]
    generic = is_generic(rest)
    if any_head.end and generic and kind in _PUBLIC:
        code = choose(any_head.codes, page.home)
        return _public(rest, code, kind, page) if code else own_body(text, page, kind=kind)
    foreign = kind == "association" and any_head.end and not head.end and generic
    if not any_head.end or foreign:
        if foreign or not _tells(text, kind):
            return read_left_over(text, page)
        return _by_full_name(text, "", kind, page)
    code = choose(any_head.codes, ())
    if not head.end and is_word_first(text[: any_head.end]) and rank(code) != "province":
        if not _tells(text, kind):
            return read_left_over(text, page)
        code = ""
    start = max((size for size in range(head.end) if read_head(text[size:], short=False).end == head.end - size), default=0)
    return _by_full_name(text[start:], code, kind, page)


def _by_full_name(text: str, code: str, kind: str, page: Page) -> Identity:
    name = page.printed if fold(page.printed) == text and page.printed != text else text
    return Identity(text, name, place=code, places=chain(code), kind=kind, names=(page.printed,), near=near_of(text))


def _public(rest: str, code: str, kind: str, page: Page) -> Identity:
    """One of many of its name, known by its place."""
    name = divisions()[code].name + rest
    return Identity(
        f"{name}@{code}",
        in_script(name, code, page),
        place=code,
        places=chain(code),
        kind=kind,
        names=(page.printed,),
        near=near_of(name),
    )


def _tells(text: str, kind: str) -> bool:
    """Whether a name without a place is one body's alone: enough in it that is not of everybody's names."""
    if text.startswith((*REGIONS, *_national_names())):
        return True
    if kind in ("school", "hospital", "village", "media"):
        return False
    if kind == "university":
        return telling(text) >= 2
    if LEGAL_FORM.search(text):
        return telling(text) >= 2
    return len(text) >= 6 and telling(text) >= 3


@cache
def _national_names() -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in read_words("national_bodies.tsv")}, key=len, reverse=True))


def read_national(text: str, page: Page) -> Identity | None:
    if not text.startswith(_national_names()):
        return None
    unit = _NATIONAL_UNIT.match(text)
    if kind_of(text) in INSTITUTIONS and text not in _national_names() and not (unit and kind_of(text) == "institute"):
        return None
    if unit and (kind_of(unit[2]) or department(unit[2])) and not department(text):
        whole = page.whole(unit[1])
        name = whole.text + unit[2]
        return Identity(
            name,
            _national_script(name, page),
            kind=kind_of(unit[2]) or page.kind,
            level="national",
            parent=whole.text,
            names=(page.printed,),
            near=near_of(name),
        )
    local = _local_branch(text, page)
    if local:
        return local
    prefix = next((word for word in ("国家", "中国", "全国") if text.startswith(word)), "")
    known = department(text.removeprefix(prefix))
    short = prefix + known[0] if known else text
    if known and not prefix and short.endswith("总局"):
        short = f"国家{short}"
    official = prefix + known[1] if known else text
    return Identity(
        short,
        _national_script(short, page),
        kind=page.kind or kind_of(short),
        level="national",
        names=(official, page.printed),
        predecessors=tuple(Dated(*change) for change in took_over(short, "national")),
        successors=tuple(Dated(*change) for change in took_over_by(short, "national")),
        near=short,
        short=short,
    )


def _local_branch(text: str, page: Page) -> Identity | None:
    """民革苏州市委: a national body's own at a place."""
    rest = text[next(len(name) for name in _national_names() if text.startswith(name)) :]
    head = read_head(rest, short=False)
    code = choose(head.codes, page.home)
    if not head.end or not kind_of(rest):
        return None
    if not code:
        return own_body(text, page)
    own = f"{text}@{code}"
    return Identity(own, text, place=code, places=chain(code), kind=kind_of(rest), level=rank(code), names=(page.printed,), near=own)


def _national_script(name: str, page: Page) -> str:
    return page.printed if fold(page.printed) == name else name


def read_left_over(text: str, page: Page) -> Identity:
    """One of many: the home's county tells it, for schools and the like the home's city too, else nothing."""
    kind = kind_of(text) or page.kind
    code = "" if _NO_PLACE.match(text) else settled(page.home, city=kind in ("school", "hospital", "media"))
    head = place_head(text, page)
    if (text.startswith(REGIONS) and len(text) >= 6) or (len(head.codes) == 1 and telling(text[head.end :]) >= 2):
        return _by_full_name(text, "", kind, page)
    if code and kind in ("school", "hospital", "media") and is_generic(text):
        return _public(text, code, kind, page)
    return own_body(text, page, kind=kind, code=code)
