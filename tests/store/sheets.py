"""Sheets as people have them: exported, changed in a cell or two, and brought in again."""

from collections.abc import Callable
from typing import Any

from articles.models import Sheet
from articles.store.sheets.columns import KEY, Kind
from articles.store.sheets.kinds import KINDS
from articles.store.sheets.plan import Plan
from articles.store.sheets.taking_in import decide, plan_of, take_in
from articles.store.sheets.writing import sheet_rows, write_sheet

Cells = dict[str, str]


def exported(noun: str, **which: Any) -> list[Cells]:
    """The rows of a sheet as they go out, each by the names of its columns."""
    kind = KINDS[noun]
    rows = sheet_rows(kind, kind.model.objects.filter(**which).order_by("key"), withheld=True)
    return [dict(zip((column.name for column in kind.head), cells, strict=True)) for cells in rows]


def as_file(lines: list[Cells], form: str = "csv") -> bytes:
    head = list(dict.fromkeys(name for line in lines for name in line))
    return write_sheet(form, "sheet", head, [[line.get(name, "") for name in head] for line in lines], total=len(lines)).read()


def brought_in(noun: str, data: bytes | list[Cells], *, by: str = "甲") -> Sheet:
    return take_in(noun, "sheet.csv", data if isinstance(data, bytes) else as_file(data), by=by)


def planned(noun: str, data: bytes | list[Cells], *, withheld: bool = False) -> Plan:
    return plan_of(brought_in(noun, data), withheld=withheld)


def decided(noun: str, data: bytes | list[Cells], *, by: str = "甲", why: str = "") -> Sheet:
    sheet = brought_in(noun, data, by=by)
    return decide(sheet, plan_of(sheet, withheld=False).fingerprint, why=why, withheld=False)


def changed(noun: str, change: Callable[[Cells], Cells], **which: Any) -> list[Cells]:
    """An exported sheet of which every line is changed: `change` gives the cells that are others."""
    return [line | change(line) for line in exported(noun, **which)]


def without_ids(lines: list[Cells]) -> list[Cells]:
    return [{name: cell for name, cell in line.items() if name != KEY.name} for line in lines]


def reasons(plan: Plan) -> list[str]:
    return [line.reason for line in plan.failed]


def kind_of(noun: str) -> Kind:
    return KINDS[noun]
