"""The lines of a sheet to the rows they are about: by id, else by name; never by a row's number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from articles.models import FormerKey, Witness
from articles.store.choosing import named_like
from articles.store.looking_up import WITNESSES, look_up
from articles.store.settling.rows import portions
from articles.store.sheets.columns import Kind
from articles.store.showable import showable

ID = re.compile(r"[0-9a-f]{16}")
OFFERED = 5
"""Rows offered where it is not clear which one is meant."""


class NotFound(ValueError):
    """No row, or more than one, is meant; the message says which there are, and what would help."""


def rows_by_id(kind: Kind, ids: Iterable[str], *, withheld: bool) -> dict[str, Any]:
    """The rows that these ids lead to: their own, or that of any mention they were ever known by."""
    wanted = {key for key in ids if ID.fullmatch(key)}
    shown = showable(kind.model._default_manager.all(), withheld=withheld)
    found = {row.key: row for some in portions(wanted) for row in kind.rows(shown.filter(key__in=some))}
    elsewhere: set[str] = set()
    for some in portions(wanted - found.keys()):
        elsewhere |= set(Witness.objects.filter(key__in=some, kind__in=WITNESSES[kind.noun]).values_list("key", flat=True))
        elsewhere |= set(FormerKey.objects.filter(key__in=some, kind=kind.noun).values_list("key", flat=True))
    for key in sorted(elsewhere):
        led = look_up(kind.noun, key)
        row = kind.rows(shown).filter(pk=led.row.pk).first() if led is not None else None
        if row is not None:
            found[key] = row
    return found


def row_by_name(kind: Kind, cells: Mapping[str, str], *, withheld: bool) -> Any:
    """The one row that a line without an id means. Raises NotFound."""
    if not named_in(kind, cells):
        raise NotFound(_("The row says neither a public id nor %(known_by)s.") % {"known_by": kind.known_by})
    rows: Sequence[Any] = list(kind.rows(showable(kind.seek(cells), withheld=withheld)).order_by("key")[:200])
    narrowed = kind.narrow(rows, cells) if len(rows) > 1 else rows
    if len(narrowed) == 1:
        return narrowed[0]
    named = {"named": named_in(kind, cells), "known_by": kind.known_by}
    if rows:
        named |= {"rows": in_words(kind, narrowed or rows, withheld=withheld)}
        raise NotFound(_("It is not clear which is meant by “%(named)s”: %(rows)s. Write the public id of the one you mean.") % named)
    near = nearest(kind, cells, withheld=withheld)
    if near:
        named |= {"rows": in_words(kind, near, withheld=withheld)}
        raise NotFound(
            _("Nothing is known as “%(named)s” (looked for by %(known_by)s). The nearest: %(rows)s. Write the public id.") % named
        )
    if kind.creates:
        words = _("Nothing is known as “%(named)s”. Write its public id; to add it, write the article and its words there.")
        raise NotFound(words % named)
    words = _("Nothing is known as “%(named)s” (looked for by %(known_by)s). Write its public id.") % named
    hint = _("A post comes into being with its first tenure: add that, in the sheet of tenures.")
    raise NotFound(f"{words} {hint}")


def unknown_id(kind: Kind, key: str) -> str:
    """What to say of an id that leads nowhere."""
    words = {"key": key[:40], "noun": kind.model._meta.verbose_name}
    return _("No %(noun)s is known by the id %(key)s. Export the list anew, or leave the id empty to have it found by name.") % words


def named_in(kind: Kind, cells: Mapping[str, str]) -> str:
    """What the line calls it."""
    names = ("name",) if not kind.on_words else ("person", "organization", "meeting", "title", "role")
    columns = {column.name for column in kind.columns}
    return " ".join(cells.get(name, "").strip()[:60] for name in names if name in columns).strip()


def nearest(kind: Kind, cells: Mapping[str, str], *, withheld: bool) -> list[Any]:
    typed = cells.get("name", "").strip()
    if kind.on_words or not typed:
        return []
    return list(named_like(showable(kind.model._default_manager.all(), withheld=withheld), typed)[:OFFERED])


def in_words(kind: Kind, rows: Sequence[Any], *, withheld: bool) -> str:
    """Each with its id and what tells it from the others."""
    some = rows[:OFFERED]
    more = kind.more(some, withheld)
    hints = [column for column in kind.columns if column.name in kind.hints]
    told = [" ".join(part for part in (row.key, str(row), *(column.told(row, more)[:80] for column in hints)) if part) for row in some]
    return "; ".join(told) + (" …" if len(rows) > OFFERED else "")
