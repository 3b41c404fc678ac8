"""A sheet brought in: kept, looked at, decided as one batch, and taken back as one.

Between the look and the decision the file waits in the database, so that it does not matter which server is asked next.
"""

import zlib
from collections.abc import Sequence
from datetime import timedelta
from secrets import token_hex

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Decision, Sheet
from articles.store import deciding
from articles.store.deciding import Wanted
from articles.store.editing import new_batch
from articles.store.journal import AT_ONCE
from articles.store.locking import one_writer_at_a_time
from articles.store.settling.rows import portions
from articles.store.sheets.columns import REASON
from articles.store.sheets.comparing import compare, headings
from articles.store.sheets.decisions import compare_decisions, decision_headings
from articles.store.sheets.kinds import KINDS
from articles.store.sheets.plan import Plan
from articles.store.sheets.tables import Table, Unreadable, read_table
from articles.store.targets import CannotDecide

KEPT = timedelta(days=30)
"""How long a file is kept. The decisions that came of it stay."""
DECISIONS = "decision"


class Overtaken(ValueError):
    """The sheet would do something else by now than what was looked at; nothing was written."""


def largest() -> int:
    """Bytes that a file may have."""
    return int(settings.SHEET_BYTES)


def take_in(noun: str, name: str, data: bytes, *, by: str) -> Sheet:
    """Keep the file until it is decided on. Raises Unreadable."""
    if len(data) > largest():
        words = {"most": largest() >> 20}
        raise Unreadable(_("The file is larger than %(most)s MB: bring it in in parts.") % words)
    table = read_table(data)
    if noun == DECISIONS:
        decision_headings(table)
    else:
        headings(table, KINDS[noun].head)
    Sheet.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return Sheet.objects.create(key=token_hex(16), noun=noun, name=name[-200:], payload=zlib.compress(data), by=by, at=timezone.now())


def table_of(sheet: Sheet) -> Table:
    return read_table(zlib.decompress(bytes(sheet.payload)))


def plan_of(sheet: Sheet, *, withheld: bool) -> Plan:
    """What the sheet would do now. `withheld`: whether who brought it in sees what is withheld. Raises Unreadable."""
    if sheet.noun == DECISIONS:
        return compare_decisions(table_of(sheet), withheld=withheld, by=sheet.by)
    return compare(KINDS[sheet.noun], table_of(sheet), withheld=withheld)


def decide(sheet: Sheet, fingerprint: str, *, why: str, withheld: bool) -> Sheet:
    """Do what was looked at: all of it, or nothing. Raises Overtaken, deciding.CannotDecide, Unreadable."""
    with transaction.atomic():
        one_writer_at_a_time()
        sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if sheet.state != Sheet.State.WAITING:
            raise CannotDecide(_("it was decided on already"))
        plan = plan_of(sheet, withheld=withheld)
        if plan.fingerprint != fingerprint:
            raise Overtaken
        if not plan.changed:
            raise CannotDecide(_("nothing in it is left to decide"))
        sheet.batch = new_batch("sheet")
        if sheet.noun == DECISIONS:
            decisions = played_back(plan)
        else:
            decisions = deciding.record_all(plan.wanted, by=sheet.by, why=why, batch=sheet.batch)
        sheet.state = Sheet.State.DONE
        sheet.outcome = {
            "decisions": [decision.key for decision in decisions],
            "changed": len(plan.changed),
            "unchanged": plan.unchanged,
            "failed": [[line.number, line.reason] for line in plan.failed],
        }
        sheet.save(update_fields=["state", "batch", "outcome"])
    return sheet


def played_back(plan: Plan) -> Sequence[Decision]:
    """Decisions of a journal are kept as they were made, with their own batches."""
    decisions = [line.decision for line in plan.changed if line.decision is not None]
    for start in range(0, len(decisions), AT_ONCE):
        try:
            deciding.keep(decisions[start : start + AT_ONCE])
        except (InterfaceError, OperationalError):
            raise  # that the database is gone is not the sheet's fault
        except Exception as error:
            raise CannotDecide(_("the rows cannot follow these decisions: %(reason)s") % {"reason": f"{error}"[:200]}) from error
    return decisions


def take_back(sheet: Sheet, *, by: str, why: str = "") -> list[Decision]:
    """Withdraw all that came of the sheet and stands, the last first, as one batch. Raises deciding.CannotDecide where nothing does."""
    with transaction.atomic():
        one_writer_at_a_time()
        keys = sheet.outcome.get("decisions", [])
        standing = [row for some in portions(keys) for row in Decision.objects.standing().filter(key__in=some)]
        # What one decision of the sheet withdrew of another stays withdrawn: to bring it back would be to decide it.
        found = [row for row in standing if row.kind != "undo" or row.sides[0][0]["key"] not in set(keys)]
        if not found:
            raise CannotDecide(_("nothing of it stands any more"))
        found.sort(key=lambda row: (row.at, row.key), reverse=True)
        wanted = [Wanted("undo", [[{"kind": "decision", "key": row.key}]], "decision") for row in found]
        made = deciding.record_all(wanted, by=by, why=why, batch=f"undo {sheet.batch}"[:64])
        Sheet.objects.filter(pk=sheet.pk).update(state=Sheet.State.UNDONE)
    return made


def failed_rows(sheet: Sheet, *, withheld: bool) -> tuple[list[str], list[list[str]]]:
    """The rows that failed, as they came in, each with the reason: head and rows of a sheet to be corrected and brought in again."""
    table = table_of(sheet)
    known = sheet.outcome.get("failed") if sheet.state != Sheet.State.WAITING else None
    failed = known if known is not None else [(line.number, line.reason) for line in plan_of(sheet, withheld=withheld).failed]
    reasons = dict(failed)
    label = str(REASON.label)
    kept = [at for at, words in enumerate(table.head) if words.casefold() not in (label.casefold(), REASON.name)]
    head = [label, *(table.head[at] for at in kept)]
    rows = [[reasons[row.number], *(row.cells[at] for at in kept)] for row in table.rows if row.number in reasons]
    return head, rows
