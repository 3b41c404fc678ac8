"""Edits of a row's fields, as people make them in a form: only what differs is decided, and nobody's decision is overrun unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction

from articles.models import Decision
from articles.store.deciding import correct_row, lock_row
from articles.store.locking import one_writer_at_a_time
from articles.store.targets import NOUNS, Row, entries_of


@dataclass(frozen=True)
class Conflict:
    """A field that others settled otherwise while the form was open. `decision`: theirs, None where articles changed it."""

    name: str
    seen: Any
    now: Any
    wanted: Any
    decision: Decision | None


class EditConflict(ValueError):
    """Others changed the same fields meanwhile; nothing was written."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(", ".join(conflict.name for conflict in conflicts))
        self.conflicts = conflicts


def new_batch(what: str) -> str:
    """A name for decisions made in one go, which no other batch has."""
    return f"{what} {uuid4().hex[:12]}"


def fields_of(row: Row) -> dict[str, Any]:
    """What of the row can be set, as it stands."""
    return {name: getattr(row, name) for name in NOUNS[type(row)].correctable}


def conflicts_of(row: Row, seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Conflict]:
    """Where the form changes what others changed too since it was opened: `seen` are the fields as they were then."""
    now = fields_of(row)
    touched = [name for name in now if name in wanted and name in seen and wanted[name] != seen[name]]
    clashing = [name for name in touched if now[name] not in (seen[name], wanted[name])]
    return [Conflict(name, seen[name], now[name], wanted[name], last_correction(row, name)) for name in clashing]


def last_correction(row: Row, name: str) -> Decision | None:
    """The last standing correction or lock of the row that sets this field."""
    keys = [entry["key"] for entry in entries_of(row)]
    found = Decision.objects.standing().filter(scope="row", kind__in=("correct", "lock"), targets__key__in=keys).order_by("-at", "-key")
    return next((decision for decision in found.distinct() if name in decision.values), None)


def edit_row(
    row: Row, seen: Mapping[str, Any], wanted: Mapping[str, Any], *, by: str, why: str = "", lock: bool = False
) -> tuple[list[Decision], str]:
    """Decide what the form changes, and lock the row if asked to. Gives the decisions and their batch.

    What others changed and the form left alone stays as they decided. Raises EditConflict where both changed one field, and
    deciding.CannotDecide.
    """
    batch = new_batch("edit")
    with transaction.atomic():
        one_writer_at_a_time()
        row = type(row)._default_manager.get(pk=row.pk)
        clashes = conflicts_of(row, seen, wanted)
        if clashes:
            raise EditConflict(clashes)
        now = fields_of(row)
        changed = {name: value for name, value in wanted.items() if name in now and value != seen.get(name) and value != now[name]}
        decisions = [correct_row(row, changed, by=by, why=why, batch=batch)] if changed else []
        if lock:
            row.refresh_from_db()
            decisions.append(lock_row(row, by=by, why=why, batch=batch))
    return decisions, batch
