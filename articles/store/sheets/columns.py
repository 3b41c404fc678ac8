"""What a sheet has for columns: how each tells what a row says, and how a cell that people changed is understood."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.store.checking import is_date

EMPTIED = "-"
"""A cell that says: let there be nothing."""
WRITTEN = re.compile(r"([0-9]{4})[/.年-]([0-9]{1,2})(?:[/.月-]([0-9]{1,2}))?[月日]?")
"""A day as spreadsheet programs write it: 2024/3/12, 2024.3.12, 2024年3月12日."""
BETWEEN = re.compile(r"\s*[;；\n]\s*")
ESCAPED = str.maketrans({";": "⟨U+003B⟩", "；": "⟨U+FF1B⟩", "\n": "⟨U+000A⟩"})
LONGEST = {"name": 200, "place": 200, "title": 200, "kind": 32, "place_code": 12}
LONGEST_TEXT = 4_000

More = Mapping[int, Mapping[str, object]]


class Unfit(ValueError):
    """The cell says nothing that its column can take; the message says what it could say."""


def as_words(value: Any) -> str:
    return "" if value is None else str(value)


def as_lines(value: Any) -> str:
    """Several names in one cell.

    >>> as_lines(["甲", "乙；丙"])
    '甲；乙⟨U+FF1B⟩丙'
    """
    return "；".join(str(part).translate(ESCAPED) for part in value or ())


def as_flag(value: Any) -> str:
    return _("yes") if value else _("no")


def as_share(value: Any) -> str:
    return f"{value:.2f}"


def in_text(cell: str) -> str:
    words = cell.strip()
    if len(words) > LONGEST_TEXT:
        raise Unfit(_("write at most %(number)s characters") % {"number": LONGEST_TEXT})
    return words


def in_lines(cell: str) -> list[str]:
    parts = (part.replace("⟨U+003B⟩", ";").replace("⟨U+FF1B⟩", "；").replace("⟨U+000A⟩", "\n") for part in BETWEEN.split(cell))
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def in_date(cell: str) -> str:
    """A date as far as it is known, or a span.

    >>> in_date("2024年3月12日"), in_date("2024/3"), in_date("--12-29"), in_date("2024-03-12/2024-03-14")
    ('2024-03-12', '2024-03', '--12-29', '2024-03-12/2024-03-14')
    """
    plain = cell.strip()
    written = WRITTEN.fullmatch(plain)
    if written:
        year, month, day = written.groups()
        plain = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    if not is_date(plain):
        raise Unfit(_("write the date as 2024-03-12, 2024-03, 2024, --03-12 or a span A/B"))
    return plain


@dataclass(frozen=True)
class Column:
    """`told`: what of the row, or else of `more`, is in the cell; `field`: what a changed cell corrects, "" where none does.

    `choices`: values with their words, of which either may stand in the cell.
    """

    name: str
    label: str | Promise
    field: str = ""
    path: str = ""
    words: Callable[[Any], str] = as_words
    meant: Callable[[str], Any] = in_text
    choices: tuple[tuple[str, str | Promise], ...] = ()
    needed: bool = False
    more: bool = False

    def told(self, row: Any, more: More) -> str:
        """What the row says, as text."""
        if self.more:
            return self.words(more.get(row.pk, {}).get(self.name))
        value = row
        for name in (self.path or self.name).split("."):
            value = getattr(value, name) if value is not None else None
        return self.word_for(value) if self.choices else self.words(value)

    def word_for(self, value: Any) -> str:
        return str(dict(self.choices).get(value, value or ""))

    def value(self, text: str) -> Any:
        """What the text means. Raises Unfit."""
        if text.strip() == EMPTIED:
            text = ""
        if self.needed and not text.strip():
            raise Unfit(_("it cannot be empty"))
        if not text.strip():
            return self.meant("") if self.meant is in_lines else ""
        if self.choices:
            return self.chosen(text.strip())
        value = self.meant(text)
        longest = LONGEST.get(self.field)
        if longest and len(value) > longest:
            raise Unfit(_("write at most %(number)s characters") % {"number": longest})
        return value

    def chosen(self, text: str) -> str:
        known = {word.casefold(): value for value, label in self.choices for word in (value, *in_all_languages(label))}
        if text.casefold() not in known:
            raise Unfit(_("write one of %(choices)s") % {"choices": ", ".join(str(label) for _value, label in self.choices)})
        return known[text.casefold()]

    def settled(self, row: Any, more: More) -> Any:
        """What the cell means when nobody touched it: a value as `value` gives it, or the text where it would be refused today."""
        text = self.told(row, more)
        try:
            return self.value(text)
        except Unfit:
            return text


@dataclass(frozen=True)
class Kind:
    """One kind of sheet.

    `rows`: what is asked of the rows; `more`: what other tables say of some of them; `seek`: the rows that a line without an id may mean;
    `verbs`: what may stand in the column `decide`; `creates`: as what a fact made by hand is known, "" where there is none.
    `takes`: of a new fact each value with the column that gives it; `on_words`: whether corrections are made in the words of the articles,
    and not of the row; `hints`: the columns by which people tell namesakes apart.
    """

    noun: str
    model: Any
    columns: tuple[Column, ...]
    seek: Callable[[Mapping[str, str]], QuerySet[Any]]
    known_by: str | Promise
    verbs: tuple[str, ...]
    rows: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    more: Callable[[Sequence[Any], bool], More] = lambda rows, withheld: {}
    narrow: Callable[[Sequence[Any], Mapping[str, str]], Sequence[Any]] = lambda rows, cells: rows
    creates: str = ""
    takes: Mapping[str, str] = field(default_factory=dict)
    on_words: bool = False
    hints: tuple[str, ...] = ()

    @property
    def head(self) -> tuple[Column, ...]:
        """All columns as they go out."""
        return (KEY, *self.columns, *(ACTIONS if self.creates else ACTIONS[:2]), SEEN)

    @property
    def settable(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field)


KEY = Column("key", gettext_lazy("public id"))
DECIDE = Column("decide", gettext_lazy("decide"))
WHY = Column("why", gettext_lazy("why"))
ARTICLE = Column("article", gettext_lazy("article of a new entry"))
QUOTE = Column("quote", gettext_lazy("its words there"))
ACTIONS = (DECIDE, WHY, ARTICLE, QUOTE)
"""Columns that go out empty: people write into them what is to be done."""
SEEN = Column("seen", gettext_lazy("as exported"))
"""By which is known which cells people changed, and what others changed since."""
REASON = Column("reason", gettext_lazy("why it was not taken"))


@cache
def in_all_languages(label: str | Promise) -> tuple[str, ...]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(label))
    return tuple(found)


def by_heading(columns: Iterable[Column]) -> dict[str, Column]:
    """The columns by whatever may stand at their head: their name, or their label in each language."""
    return {word.casefold(): column for column in columns for word in (column.name, *in_all_languages(column.label))}


def seen_marks(kind: Kind, row: Any, more: More) -> str:
    """What the settable cells said when they went out, as marks of six digits."""
    return " ".join(f"{column.name}:{mark_of(column.settled(row, more))}" for column in kind.settable)


def marks_in(cell: str) -> dict[str, str]:
    return {name: mark for name, colon, mark in (part.partition(":") for part in cell.split()) if colon}


def mark_of(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()[:6]
