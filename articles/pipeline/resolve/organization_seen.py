"""What a reader of bodies' names is given and gives: the page's side of a name, and the identity.

The readers (organization_territories.py, organization_zones.py, organization_institutions.py) take the levelled name and the page and give
the identity, or None where the name is not of their sort.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from articles.pipeline.resolve.organization_names import fold
from articles.pipeline.resolve.organization_parts import is_common_town, kind_of, telling
from articles.pipeline.resolve.organization_places import Head, chain, is_mainland, is_word_first, read_head

NOBODY_ELSE = "="
"""Stands for a place's code in the text of a body that its article alone knows; `identify` puts the article's group behind it."""
LEGAL_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司)$")
INSTITUTIONS = ("company", "university", "school", "hospital", "association", "institute", "media", "village")
REGIONS = ("长三角", "粤港澳", "京津冀", "长江", "黄河", "珠三角", "一带一路", "两岸", "海峡两岸")


class Dated(NamedTuple):
    """Another body's identity text, and when one gave way to the other: an ISO 8601 prefix, A/B for at some time within, "" unknown."""

    text: str
    when: str


@dataclass(frozen=True)
class Identity:
    """Which body a name means.

    `text`: two entries with one text are one body unless people say otherwise. `name`: the short canonical form with its place. `place`:
    division code, "" unknown; `places`: that code and those above it. `level`: national, province, city, county, town or "". `parent`:
    text of the body it is part of, "" none. `names`: the name, and the full and official forms. `near`: the wider block within which
    bodies of nearly the same name are looked for. `short`: the name without its place, as the lexicon of successions has it.
    """

    text: str
    name: str
    place: str = ""
    places: tuple[str, ...] = ()
    kind: str = ""
    level: str = ""
    parent: str = ""
    names: tuple[str, ...] = ()
    predecessors: tuple[Dated, ...] = ()
    successors: tuple[Dated, ...] = ()
    near: str = ""
    short: str = ""


@dataclass(frozen=True)
class Page:
    """What the entry says besides the name: its kind, the home's codes, the name as printed.

    `whole`: the identity of another body named in full on the same page, for what this one is part of.
    """

    kind: str
    home: tuple[str, ...]
    printed: str
    whole: Callable[[str], Identity]


Reader = Callable[[str, Page], Identity | None]


def own_body(text: str, page: Page, *, kind: str = "", code: str = "") -> Identity:
    """A body that nothing tells from others: it takes the home's code into its text, else the mark that it is the article's own."""
    where = code or NOBODY_ELSE
    near = near_of(text) if code else text
    return Identity(f"{text}@{where}", page.printed, kind=kind or kind_of(text) or page.kind, place=code, places=chain(code), near=near)


def near_of(text: str) -> str:
    """The block of near names: the name without the places at its head, its legal form and its brackets."""
    bare = LEGAL_FORM.sub("", re.sub(r"[()]", "", text))
    core = bare[read_head(bare, short=True).end :]
    return f"~{core if telling(core) > 1 and kind_of(text) != 'university' else bare}"


def in_script(name: str, code: str, page: Page) -> str:
    """Bodies of Taiwan, Hong Kong and Macau keep their own characters where that is how they are printed."""
    return page.printed if not is_mainland(code) and fold(page.printed) == name else name


def place_head(text: str, page: Page) -> Head:
    """Short names count too, but those that are words first (城东, 和平) only for a place of the page's own home."""
    head = read_head(text, short=True)
    name = text[: head.end]
    if (is_word_first(name) or is_common_town(name)) and not set(head.codes) & set(page.home):
        return Head(0, ())
    return head
