"""The sheet of decisions: the journal as a table. What comes in is played back; nothing in it can be changed, for a decision never is."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.models import Decision
from articles.store import journal
from articles.store.deciding import key_of
from articles.store.histories import told, words_of
from articles.store.looking_up import day_of
from articles.store.settling.rows import portions
from articles.store.sheets.cells import is_left_out
from articles.store.sheets.columns import KEY, WHY, Column, as_flag
from articles.store.sheets.comparing import headings
from articles.store.sheets.plan import Line, Plan
from articles.store.sheets.tables import Table, Unreadable, unfit
from articles.store.sheets.writing import AT_ONCE
from articles.store.showable import hidden_keys, showable_decisions, withheld_targets

WRITTEN = (Column("sides", gettext_lazy("about")), Column("values", gettext_lazy("values")))
"""Columns of JSON."""
COLUMNS = (
    KEY,
    Column("words", gettext_lazy("decision")),
    Column("kind", gettext_lazy("kind")),
    Column("by", gettext_lazy("by")),
    Column("at", gettext_lazy("when")),
    WHY,
    Column("batch", gettext_lazy("batch")),
    Column("standing", gettext_lazy("standing")),
    Column("scope", gettext_lazy("scope")),
    *WRITTEN,
)
NEEDED = ("key", *journal.CONTENT)


def decision_rows(rows: QuerySet[Decision], *, withheld: bool, by: str) -> Iterator[list[str]]:
    """The cells of these decisions, as text. Only those that may be seen are among them."""
    ids = list(showable_decisions(rows, withheld=withheld, by=by).values_list("pk", flat=True))
    chinese = (get_language() or "zh").startswith("zh")
    for start in range(0, len(ids), AT_ONCE):
        by_id = Decision.objects.in_bulk(ids[start : start + AT_ONCE])
        found = [by_id[pk] for pk in ids[start : start + AT_ONCE] if pk in by_id]
        words = words_of(found)
        for row in found:
            cells: dict[str, str] = {name: str(getattr(row, name)) for name in ("key", "kind", "by", "at", "why", "batch", "scope")}
            cells |= {column.name: json.dumps(getattr(row, column.name), ensure_ascii=False, sort_keys=True) for column in WRITTEN}
            cells |= {"words": words[row.pk][0 if chinese else 1], "standing": as_flag(row.standing)}
            yield [cells[column.name] for column in COLUMNS]


def decision_headings(table: Table) -> tuple[list[str], tuple[str, ...]]:
    """As `comparing.headings`; raises Unreadable as well where something is missing that a decision says."""
    names, strange = headings(table, COLUMNS)
    missing = [column for column in COLUMNS if column.name in NEEDED and column.name not in names]
    if missing:
        words = {"columns": ", ".join(str(column.label) for column in missing)}
        raise Unreadable(_("A sheet of decisions needs all columns it was exported with; missing: %(columns)s.") % words)
    return names, strange


def compare_decisions(table: Table, *, withheld: bool, by: str) -> Plan:
    """Which decisions of the table are not here yet. Raises Unreadable.

    `by`: who brings them in. Those who do not see what is withheld bring back their own alone, for a decision names who made it.
    """
    names, strange = decision_headings(table)
    lines = [(row.number, {name: cell for name, cell in zip(names, row.cells, strict=True) if name}) for row in table.rows]
    keys = [cells["key"].strip() for _number, cells in lines]
    here = {key for some in portions(set(keys)) for key in Decision.objects.filter(key__in=some).values_list("key", flat=True)}
    plan, hidden, seen = Plan(strange=strange), set() if withheld else hidden_things(), set[str]()
    for number, cells in lines:
        key = cells["key"].strip()
        if key in here or key in seen:
            plan.unchanged += 1
            continue
        seen.add(key)
        plan.put(line_of(number, cells, hidden, withheld=withheld, by=by))
    plan.changed.sort(key=lambda line: (line.decision.at, line.decision.key) if line.decision else ("", ""))
    return plan


def line_of(number: int, cells: Mapping[str, str], hidden: set[str], *, withheld: bool, by: str) -> Line:
    try:
        decision = decision_in(cells)
    except journal.BadLine as error:
        return Line(number, cells["key"], cells.get("words", ""), reason=str(error))
    chinese = (get_language() or "zh").startswith("zh")
    name = told(decision, {})[0 if chinese else 1] + f" ({decision.by}, {day_of(decision)})"
    if not withheld and decision.by != by:
        reason = _("it was made by %(by)s: only an administrator brings back what others decided") % {"by": decision.by}
        return Line(number, decision.key, name, reason=reason)
    about = {target[part] for side in decision.sides for target in side for part in ("key", "sha256") if target.get(part)}
    if about & hidden:
        return Line(number, decision.key, name, reason=_("only an administrator brings it back: it is about what is withheld"))
    return Line(number, decision.key, name, deed=decision.kind, decision=decision)


def decision_in(cells: Mapping[str, str]) -> Decision:
    """The decision that the cells spell. Raises journal.BadLine."""
    if any(is_left_out(cell) for cell in cells.values()):
        raise journal.BadLine(_("a cell was too long for XLSX: export the decisions as CSV"))
    if unfit(list(cells.values())):
        raise journal.BadLine(_("a cell holds characters that cannot be kept (NUL, or half of a surrogate pair)"))
    row: dict[str, Any] = {name: cells[name] for name in journal.CONTENT}
    for column in WRITTEN:
        try:
            row[column.name] = json.loads(row[column.name], parse_constant=journal.no_number)
        except (ValueError, RecursionError) as error:
            raise journal.BadLine(_("%(column)s: it is no JSON any more") % {"column": column.label}) from error
    journal.check(row)
    decision = Decision(**row)
    decision.key = key_of(decision)
    if decision.key != cells["key"].strip():
        raise journal.BadLine(_("its cells were changed: a decision is not edited; withdraw it, and decide anew"))
    return decision


def hidden_things() -> set[str]:
    """Keys of what is withheld, of the captures it stands in, and of the decisions about it."""
    targets = withheld_targets()
    if not targets:
        return set()
    shown = showable_decisions(Decision.objects.all(), withheld=False).values("pk")
    return (
        hidden_keys()
        | {target[3] for target in targets if target[0] == "article"}
        | set(Decision.objects.exclude(pk__in=shown).values_list("key", flat=True))
    )
