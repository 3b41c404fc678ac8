"""A sheet against what is kept: which row each line is about, which of its cells people changed, and the decisions that follow."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.store.deciding import Wanted
from articles.store.editing import last_correction
from articles.store.histories import signed_en, signed_zh
from articles.store.sheets.cells import is_left_out
from articles.store.sheets.columns import (
    ACTIONS,
    ARTICLE,
    DECIDE,
    KEY,
    QUOTE,
    REASON,
    SEEN,
    WHY,
    Column,
    Kind,
    More,
    Unfit,
    as_flag,
    by_heading,
    in_all_languages,
    in_date,
    mark_of,
    marks_in,
)
from articles.store.sheets.deeds import added, corrected, decided, verb_in
from articles.store.sheets.plan import Change, Line, Plan
from articles.store.sheets.seeking import NotFound, named_in, row_by_name, rows_by_id, unknown_id
from articles.store.sheets.tables import FORMULA, Table, Unreadable, unfit
from articles.store.targets import CannotDecide

AT_ONCE = 500
LONGEST_WHY = 500
YES, NO = gettext_lazy("yes"), gettext_lazy("no")

Cells = Mapping[str, str]


def compare(kind: Kind, table: Table, *, withheld: bool) -> Plan:
    """What the table would do. Raises Unreadable."""
    names, strange = headings(table, kind.head)
    lines = [(row.number, {name: cell for name, cell in zip(names, row.cells, strict=True) if name}) for row in table.rows]
    found = rows_by_id(kind, (id_in(cells) for _number, cells in lines), withheld=withheld)
    plan, done = Plan(strange=strange), dict[int, int]()
    for start in range(0, len(lines), AT_ONCE):
        some = [(number, cells, *meant(kind, cells, found, withheld=withheld)) for number, cells in lines[start : start + AT_ONCE]]
        more = kind.more([row for *_line, row, _reason in some if row is not None], withheld)
        for number, cells, row, reason in some:
            first = done.setdefault(row.pk, number) if row is not None else number
            twice = "" if first == number else _("row %(row)s is about the same entry: put them together") % {"row": first}
            plan.put(read_line(kind, number, cells, row, reason or twice, more, withheld=withheld))
            if row is not None:
                plan.left.update(differing(kind, cells, row, more))
    return plan


def headings(table: Table, columns: Iterable[Column]) -> tuple[list[str], tuple[str, ...]]:
    """The column that each heading names, "" where none; and the headings not known. Raises Unreadable."""
    columns = tuple(columns)
    known = by_heading([REASON, *columns])
    names = [known[words.casefold()].name if words.casefold() in known else "" for words in table.head]
    twice = [name for name, number in Counter(names).items() if name and number > 1]
    if twice:
        raise Unreadable(_("Two columns are headed as “%(column)s”: take one away.") % {"column": twice[0]})
    if not any(names):
        words = {"head": ", ".join(words[:40] for words in table.head[:8]), "known": ", ".join(str(column.label) for column in columns)}
        raise Unreadable(_("The first row has to name the columns. It says: %(head)s. Known are: %(known)s.") % words)
    return names, tuple(words for words, name in zip(table.head, names, strict=True) if not name and words)


def id_in(cells: Cells) -> str:
    return cells.get(KEY.name, "").strip().casefold()


def is_new(cells: Cells) -> bool:
    return not id_in(cells) and any(cells.get(column.name, "").strip() for column in (ARTICLE, QUOTE))


def meant(kind: Kind, cells: Cells, found: Mapping[str, Any], *, withheld: bool) -> tuple[Any, str]:
    """The row a line is about, or why there is none; neither for a new entry."""
    acting = [column for column in (KEY, *kind.settable, *ACTIONS) if cells.get(column.name) == FORMULA]
    if acting:
        return None, _("“%(column)s” is a formula: put its value in its place") % {"column": acting[0].label}
    if unfit(list(cells.values())):
        return None, _("a cell holds characters that cannot be kept (NUL, or half of a surrogate pair)")
    key = id_in(cells)
    if key:
        return (found[key], "") if key in found else (None, unknown_id(kind, key))
    if is_new(cells):
        return None, ""
    try:
        return row_by_name(kind, cells, withheld=withheld), ""
    except NotFound as error:
        return None, str(error)


def read_line(kind: Kind, number: int, cells: Cells, row: Any, reason: str, more: More, *, withheld: bool) -> Line:
    """What the line asks for, or why it fails."""
    if reason:
        return Line(number, id_in(cells), str(row) if row is not None else named_in(kind, cells), reason=reason)
    key, name = (row.key, str(row)) if row is not None else ("", " ".join(cells.get(column, "") for column in kind.takes.values()))
    why = cells.get(WHY.name, "").strip()[:LONGEST_WHY]
    changes: tuple[Change, ...] = ()
    try:
        if row is None:
            wanted, deed = added(kind, cells, withheld=withheld), "create"
        else:
            values, changes = changed(kind, cells, row, more)
            wanted, deed = asked(kind, cells, row, values, withheld=withheld)
    except (Unfit, CannotDecide) as error:
        return Line(number, key, name, changes, reason=str(error))
    return Line(number, key, name, changes, deed, wanted=tuple(one._replace(why=why) for one in wanted))


def asked(kind: Kind, cells: Cells, row: Any, values: Mapping[str, Any], *, withheld: bool) -> tuple[list[Wanted], str]:
    """The decisions that changed cells and the column `decide` ask for, and what the latter says. Raises CannotDecide, Unfit."""
    told = cells.get(DECIDE.name, "").strip()
    try:
        verb, keys = verb_in(kind, told) if told else ("", [])
    except Unfit as error:
        raise in_column(DECIDE, error) from error
    if verb == "reject" and values:
        raise CannotDecide(_("what is rejected is not corrected as well: do one of the two"))
    wanted = corrected(kind, row, values, withheld=withheld) if values else []
    if verb:
        wanted += decided(kind, row, verb, keys, values, withheld=withheld)
    return wanted, " ".join([verb, *keys])


def changed(kind: Kind, cells: Cells, row: Any, more: More) -> tuple[dict[str, Any], tuple[Change, ...]]:
    """The values that people changed, and the same as cells. Raises Unfit for one that cannot be."""
    values: dict[str, Any] = {}
    changes: list[Change] = []
    marks = marks_in(cells.get(SEEN.name, ""))
    for column in kind.settable:
        cell, old = cells.get(column.name, ""), column.told(row, more)
        if not cell.strip() or cell == old or is_left_out(cell):
            continue
        try:
            value = column.value(cell)
        except Unfit as error:
            raise in_column(column, error) from error
        now = column.settled(row, more)
        if value == now or mark_of(value) == marks.get(column.name):
            continue
        if marks.get(column.name, mark_of(now)) != mark_of(now):
            raise Unfit(overtaken(column, row, old))
        values[column.field] = value
        changes.append(Change(column.name, old, column.words(value) if not column.choices else column.word_for(value)))
    return values, tuple(changes)


def in_column(column: Column, error: Unfit) -> Unfit:
    return Unfit(f"{column.label}: {error}")


def overtaken(column: Column, row: Any, now: str) -> str:
    """What to say where others changed a cell as well, since the sheet was exported."""
    decision = last_correction(row, column.field) if hasattr(row, "note") else None
    chinese = (get_language() or "zh").startswith("zh")
    who = (signed_zh(decision) if chinese else signed_en(decision)) if decision is not None else _("articles or decisions that came in")
    words = {"column": column.label, "now": now or "-", "who": who, "seen": SEEN.label}
    return _("%(column)s: changed since the export to “%(now)s” (%(who)s). Export anew; or empty the cell “%(seen)s” to set yours.") % words


def differing(kind: Kind, cells: Cells, row: Any, more: More) -> list[str]:
    """The columns that no sheet sets, and whose cell says something else than is known."""
    plain = [column for column in kind.columns if not column.field]
    return [
        column.name
        for column in plain
        if cells.get(column.name, "").strip() and not alike(column, cells[column.name], column.told(row, more))
    ]


def alike(column: Column, cell: str, told: str) -> bool:
    """Whether a cell says what is known, perhaps as a spreadsheet program writes it."""
    if cell == told or cell.strip() == told.strip() or is_left_out(cell):
        return True
    if column.words is as_flag:
        return any({cell.strip().casefold(), told} <= {word.casefold() for word in in_all_languages(label)} for label in (YES, NO))
    try:
        return float(cell) == float(told)
    except ValueError:
        pass
    try:
        return in_date(cell) == told
    except Unfit:
        return False
