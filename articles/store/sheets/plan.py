"""What a sheet would do, line by line, before anything is done."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Decision
from articles.store.deciding import Wanted, plain

MOST_DECISIONS = 1_000
"""Decisions that one sheet makes: each is written with all that follows from it, which takes about a twentieth of a second."""


@dataclass(frozen=True)
class Change:
    """`old`, `new`: the cell as it stands and as it would."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """What becomes of one line. `number`: its row in the file; `deed`: what is decided beside changed cells; `reason`: why it fails.

    `wanted`: the decisions to be made; `decision`: one that was made before, and is to be brought back.
    """

    number: int
    key: str = ""
    name: str = ""
    changes: tuple[Change, ...] = ()
    deed: str = ""
    reason: str = ""
    wanted: tuple[Wanted, ...] = ()
    decision: Decision | None = None

    @property
    def decisions(self) -> int:
        return len(self.wanted) + (self.decision is not None)


@dataclass
class Plan:
    """`left`: columns that no sheet sets, each with the cells that differ; `strange`: headings that are not known."""

    changed: list[Line] = field(default_factory=list)
    failed: list[Line] = field(default_factory=list)
    unchanged: int = 0
    decisions: int = 0
    left: Counter[str] = field(default_factory=Counter)
    strange: tuple[str, ...] = ()

    def put(self, line: Line) -> None:
        """The line where it belongs."""
        if not line.reason and self.decisions + line.decisions > MOST_DECISIONS:
            reason = _("one sheet makes at most %(number)s decisions: bring the rest in in another one") % {"number": MOST_DECISIONS}
            line = replace(line, reason=reason, wanted=(), decision=None)
        if line.reason:
            self.failed.append(line)
        elif line.decisions:
            self.changed.append(line)
            self.decisions += line.decisions
        else:
            self.unchanged += 1

    @property
    def fingerprint(self) -> str:
        """The same as long as the sheet would do the same."""
        told: list[Any] = [self.unchanged]
        for line in (*self.changed, *self.failed):
            changes = [(change.column, change.old, change.new) for change in line.changes]
            wanted = [plain(tuple(one)) for one in line.wanted]
            # A reason is told in the language of the page; that the line fails is the same in all.
            told.append((line.number, line.key, changes, bool(line.reason), wanted, line.decision.key if line.decision else ""))
        return hashlib.sha256(json.dumps(told, ensure_ascii=True, sort_keys=True).encode()).hexdigest()

    @property
    def wanted(self) -> Sequence[Wanted]:
        return [one for line in self.changed for one in line.wanted]
