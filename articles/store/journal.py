"""The journal: all decisions as JSON Lines, taken out and played back - into this database, an emptied one, or another.

    {"format": "newsdb journal", "version": 1}
    {"at": "2026-11-22T08:00:00.000000+00:00", "by": "…", "key": "…", "kind": "reject", "sides": [[{…}]], …}

A decision's key follows from its content, so a line that was changed by hand is noticed, and one that is here already is passed over.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from django.db import InterfaceError, OperationalError, transaction

from articles.models import Decision
from articles.pipeline.resolve.claims import KINDS
from articles.store import deciding
from articles.store.locking import one_writer_at_a_time
from articles.store.runs import Progress, Report

FORMAT, VERSION = "newsdb journal", 1
CONTENT = ("kind", "scope", "sides", "values", "by", "at", "why", "batch")
"""What a decision says, and its key follows from."""
AT_ONCE = 100
"""Decisions kept in one transaction, and settled together."""
LONGEST_LINE = 64 << 20
DEEPEST = 20
GREATEST = 2**31 - 1
SCOPES = {
    "accept": {"witness", "finding"},
    "reject": {"witness", "capture"},
    "create": {"witness"},
    "correct": {"witness", "row"},
    "lock": {"witness", "row"},
    "same": {"row"},
    "different": {"row"},
    "withhold": {"witness"},
    "undo": {"decision"},
}
TEXTS = {"by": 150, "why": None, "batch": 64}
MOMENT = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6}\+00:00")
KEY, SHORT_KEY, SHA256 = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{16}"), re.compile(r"[0-9a-f]{64}")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")

Row = dict[str, Any]
Upgrader = Callable[[Row], Row]
UPGRADERS: Mapping[int, Upgrader] = {}
"""From each former version of the format: a decision's content in that version to its content in the next one."""


class UnknownJournal(ValueError):
    """The file is no journal that can be played back; the message says why."""


class BadLine(ValueError):
    """The line is no decision; the message says why."""


@dataclass(frozen=True)
class Refused:
    """`line`: counted from 1, the header's is 1."""

    line: int
    reason: str


@dataclass
class Replayed:
    """`kept`: decisions that are new here; `known`: those passed over, for they were here already."""

    kept: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list)


def export_journal(file: IO[bytes], report: Report = lambda progress: None) -> int:
    """Write all decisions in the order in which they were made; gives how many."""
    rows = Decision.objects.in_order().values("key", *CONTENT)
    progress = Progress(total=rows.count())
    file.write(line_of({"format": FORMAT, "version": VERSION}))
    for row in rows.iterator(chunk_size=500):
        file.write(line_of(row))
        progress.done = progress.counts.items = progress.done + 1
        report(progress)
    return progress.done


def line_of(row: Mapping[str, Any]) -> bytes:
    return (json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def replay(lines: Iterable[bytes], *, upgraders: Mapping[int, Upgrader] = UPGRADERS, report: Report = lambda progress: None) -> Replayed:
    """Keep the decisions of a journal that are not here yet, and settle what follows. A bad line does not stop the rest.

    Raises UnknownJournal, with nothing written, where the first line is not that of a journal of a version known here.
    """
    numbered = enumerate(lines, start=1)
    version = version_of(next((line for _number, line in numbered), b""), upgraders)
    replayed, progress = Replayed(), Progress()
    portion: list[tuple[int, Decision]] = []
    renamed: dict[str, str] = {}
    for number, line in numbered:
        if not line.strip():
            continue
        try:
            portion.append((number, decision_in(line, version, upgraders, renamed)))
        except BadLine as error:
            replayed.refused.append(Refused(number, str(error)))
        progress.counts.items += 1
        progress.counts.problems = len(replayed.refused)
        if len(portion) == AT_ONCE:
            keep_portion(portion, replayed)
            portion = []
        report(progress)
    keep_portion(portion, replayed)
    replayed.refused.sort(key=lambda refused: refused.line)
    return replayed


def version_of(line: bytes, upgraders: Mapping[int, Upgrader]) -> int:
    """The version that the header names. Raises UnknownJournal."""
    try:
        header = parsed(line)
    except BadLine as error:
        raise UnknownJournal(f"the first line is not a journal's header: {error}") from error
    version = header.get("version")
    if header.get("format") != FORMAT or type(version) is not int:
        raise UnknownJournal(f'the first line is not a journal\'s header, which says {{"format": "{FORMAT}", "version": {VERSION}}}')
    if version > VERSION:
        raise UnknownJournal(f"the journal is of version {version}, and this program knows versions up to {VERSION}: use a newer one")
    missing = [number for number in range(version, VERSION) if number not in upgraders]
    if missing:
        raise UnknownJournal(f"the journal is of version {version}, and there is no way from version {missing[0]} to {missing[0] + 1}")
    return version


def decision_in(line: bytes, version: int, upgraders: Mapping[int, Upgrader], renamed: dict[str, str]) -> Decision:
    """The decision in this line, ready to be kept. Raises BadLine.

    An upgrade changes the content and so the key: `renamed` leads from the former key to the new one, for what is withdrawn by it.
    """
    row = parsed(line)
    told = row.pop("key", None)
    if version < VERSION:
        row = upgraded(row, version, upgraders)
        withdraw_by_new_keys(row, renamed)
    check(row)
    decision = Decision(**row)
    decision.key = deciding.key_of(decision)
    if version < VERSION:
        renamed[str(told)] = decision.key
    elif told != decision.key:
        raise BadLine(f"its key {told!r} does not follow from its content, which gives {decision.key}: the line was changed")
    return decision


def parsed(line: bytes) -> Row:
    """The JSON object in this line. Raises BadLine."""
    if len(line) > LONGEST_LINE:
        raise BadLine("it is longer than any decision can be")
    try:
        row = json.loads(line.decode(), parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"it is no JSON ({error})"[:200]) from error
    if not isinstance(row, dict):
        raise BadLine("it is no JSON object")
    return row


def no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def upgraded(row: Row, version: int, upgraders: Mapping[int, Upgrader]) -> Row:
    try:
        for number in range(version, VERSION):
            row = upgraders[number](row)
    except Exception as error:
        raise BadLine(f"it cannot be brought from version {version} to {VERSION}: {type(error).__name__}: {error}") from error
    return row


def withdraw_by_new_keys(row: Row, renamed: Mapping[str, str]) -> None:
    if row.get("kind") == "undo":
        for target in targets_in(row.get("sides")):
            target["key"] = renamed.get(target.get("key") or "", target.get("key"))


def targets_in(sides: Any) -> Iterator[Row]:
    """The targets, as far as they are where they belong."""
    for side in sides if isinstance(sides, list) else ():
        yield from (target for target in (side if isinstance(side, list) else ()) if isinstance(target, dict))


def check(row: Row) -> None:
    """Raises BadLine where the content is not that of a decision."""
    strange = sorted({str(name) for name in row} ^ set(CONTENT))
    if strange:
        raise BadLine(f"{strange[0][:40]!r} is {'not known' if strange[0] in row else 'missing'}")
    if row["kind"] not in SCOPES or row["scope"] not in SCOPES[row["kind"]]:
        raise BadLine(f"there is no decision of kind {row['kind']!r} and scope {row['scope']!r}"[:200])
    for name, longest in TEXTS.items():
        if not isinstance(row[name], str) or (longest and len(row[name]) > longest):
            raise BadLine(f"{name!r} is no text of at most {longest} characters" if longest else f"{name!r} is no text")
    if not row["by"].strip():
        raise BadLine("nobody decided it: 'by' is empty")
    if not isinstance(row["at"], str) or not MOMENT.fullmatch(row["at"]):
        raise BadLine("'at' is no time in UTC with microseconds, as in 2026-11-22T08:00:00.000000+00:00")
    if not isinstance(row["values"], dict):
        raise BadLine("'values' is no object")
    check_sides(row)
    check_storable(row)


def check_sides(row: Row) -> None:
    sides = row["sides"]
    if not isinstance(sides, list) or not sides or not all(isinstance(side, list) and side for side in sides):
        raise BadLine("'sides' is no list of lists with something in them")
    targets = [target for side in sides for target in side]
    if row["kind"] in ("same", "different"):
        if len(sides) < 2:
            raise BadLine(f"{row['kind']} is said of two sides at least")
    elif len(targets) != 1:
        raise BadLine(f"{row['kind']} is said of one thing, not of {len(targets)}")
    for target in targets:
        check_target(target, row["scope"] if row["scope"] in ("finding", "capture") else row["kind"])
    if len({target["kind"] for target in targets}) > 1:
        raise BadLine("its targets are of several kinds")


def check_target(target: Any, decided: str) -> None:
    other = {"undo": ("decision",), "finding": ("finding",), "capture": ("capture",), "withhold": (*KINDS, "article")}
    kinds: Sequence[str] = other.get(decided, KINDS)
    if not isinstance(target, dict) or target.get("kind") not in kinds:
        raise BadLine(f"it has a target that is none of {', '.join(kinds)}")
    need(target, "key", KEY if decided == "undo" else SHORT_KEY)
    if decided == "undo":
        return
    if target["kind"] != "finding":
        need(target, "sha256", SHA256)
    if target["kind"] not in ("article", "capture", "finding"):
        need(target, "signature", SHORT_KEY)
    names = target.get("names")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise BadLine("a target's names are no list of texts")
    if not isinstance(target.get("quote"), str):
        raise BadLine("a target's quote is no text")
    if target.get("start") is not None or target.get("end") is not None:
        check_span((target.get("start"), target.get("end")))
    spans = target.get("spans", [])
    for span in spans if isinstance(spans, list) else [spans]:
        check_span(span)


def need(target: Row, name: str, pattern: re.Pattern[str]) -> None:
    if not isinstance(target.get(name), str) or not pattern.fullmatch(target[name]):
        raise BadLine(f"a target's {name} is not {pattern.pattern}")


def check_span(span: Any) -> None:
    good = isinstance(span, list | tuple) and len(span) == 2 and all(type(place) is int for place in span)
    if not good or not 0 <= span[0] < span[1] <= GREATEST:
        raise BadLine(f"{span!r} is no span"[:200])


def check_storable(value: Any, depth: int = 0) -> None:
    """Raises BadLine for what a database refuses, or no decision needs."""
    if depth > DEEPEST:
        raise BadLine("it is nested too deep")
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise BadLine("it holds characters that cannot be kept (NUL, or half of a surrogate pair)")
    if isinstance(value, dict | list):
        for part in (*value.keys(), *value.values()) if isinstance(value, dict) else value:
            check_storable(part, depth + 1)


def keep_portion(portion: Sequence[tuple[int, Decision]], replayed: Replayed) -> None:
    """Keep these decisions; where that fails, one by one, so that only the bad ones are left."""
    here = set(Decision.objects.filter(key__in=[decision.key for _number, decision in portion]).values_list("key", flat=True))
    new = []
    for number, decision in portion:
        if decision.key in here:
            replayed.known += 1
        else:
            here.add(decision.key)
            new.append((number, decision))
    if new and not kept([decision for _number, decision in new]):
        replayed.kept += len(new)
        return
    for number, decision in new:
        reason = kept([decision])
        if reason:
            replayed.refused.append(Refused(number, reason))
        else:
            replayed.kept += 1


def kept(decisions: Sequence[Decision]) -> str:
    """Write these decisions with all that follows, or nothing; gives why they could not be, "" if they were."""
    for decision in decisions:
        decision.pk, decision._state.adding = None, True  # a try that failed may have numbered it
    try:
        with transaction.atomic():
            one_writer_at_a_time()
            deciding.keep(decisions)
    except (InterfaceError, OperationalError):
        raise  # that the database is gone is not the line's fault
    except Exception as error:  # noqa: BLE001
        return f"the rows cannot follow it: {type(error).__name__}: {error}"[:300]
    return ""
