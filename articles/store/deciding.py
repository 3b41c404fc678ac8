"""Decisions: the one door by which what people settle comes in - from the admin, from a spreadsheet, from the API, from a journal.

Each decision is written with all its consequences in one transaction. None is ever changed: what was decided is withdrawn by another
decision (`undo`), which can itself be withdrawn.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from articles.models import Article, Decision, DecisionTarget, Finding, Meeting, Organization, Person, Witness
from articles.pipeline.resolve.claims import KINDS, claim_key, claim_signature, context, names_of
from articles.store.judging import articles_about
from articles.store.locking import one_writer_at_a_time
from articles.store.marking import mark_stale
from articles.store.settling import mark, settle
from articles.store.settling.meetings import MEETINGS
from articles.store.settling.organizations import ORGANIZATIONS
from articles.store.settling.persons import PERSONS
from articles.store.settling.rows import portions
from articles.store.witnessing import keep_witnesses_of

Row = Person | Organization | Meeting
Target = dict[str, Any]

AT_ONCE = 50
"""Articles whose words are made anew together."""
NOUNS = {Person: PERSONS, Organization: ORGANIZATIONS, Meeting: MEETINGS}
BY_HAND: dict[str, dict[str, Any]] = {
    "person": {"name": "", "role": "in_event", "label": ""},
    "organization": {"name": "", "kind": "", "level": "", "written": [], "certain": True},
    "meeting": {"name": "", "kind": "meeting", "date": "", "place": ""},
    "post": {"person": "", "organization": "", "title": "", "former": False, "written": ""},
    "attendance": {"meeting": "", "person": "", "role": "attendee", "order": 0},
    "statement": {"speaker": "", "verb": "", "text": "", "quoted": False, "topics": []},
}
"""What a fact made by hand may say, with what is assumed where nothing is said."""
NEEDED = {
    "person": ("name",),
    "organization": ("name",),
    "meeting": ("name",),
    "post": ("person", "title"),
    "attendance": ("meeting", "person", "role"),
    "statement": ("speaker", "text"),
}


class CannotDecide(ValueError):
    """What was asked for makes no decision; the message says why, and what would."""


def accept(witnesses: Iterable[Witness], *, by: str, why: str = "", batch: str = "") -> list[Decision]:
    """The reader is right: each fact stands, whatever a later reader says."""
    return on_each("accept", witnesses, by=by, why=why, batch=batch)


def reject(witnesses: Iterable[Witness], *, by: str, why: str = "", batch: str = "") -> list[Decision]:
    """The reader is wrong: each fact is gone, and stays away when the capture is read again."""
    return on_each("reject", witnesses, by=by, why=why, batch=batch)


def lock(witnesses: Iterable[Witness], *, by: str, why: str = "", batch: str = "") -> list[Decision]:
    """As accepting, and the values stay as they are now, whatever corrections came before."""
    with transaction.atomic():
        return [record("lock", [[target_of(row)]], values=row.values, by=by, why=why, batch=batch) for row in witnesses]


def correct(witness: Witness, values: Mapping[str, Any], *, by: str, why: str = "", batch: str = "") -> Decision:
    """Put these values in the place of the reader's. Raises CannotDecide for a value that this kind of fact does not have."""
    return correct_each([witness], values, by=by, why=why, batch=batch)[0]


def correct_each(witnesses: Iterable[Witness], values: Mapping[str, Any], *, by: str, why: str = "", batch: str = "") -> list[Decision]:
    """Put these values in the place of the reader's in each of them. Raises CannotDecide, with nothing written, as `correct`."""
    rows = list(witnesses)
    for witness in rows:
        unknown = sorted(set(values) - set(witness.values))
        if unknown:
            raise CannotDecide(f"{witness.kind} has no {', '.join(unknown)}; it has {', '.join(sorted(witness.values))}")
        empty = [name for name in NEEDED.get(witness.kind, ()) if name in values and not str(values[name]).strip()]
        if empty:
            raise CannotDecide(f"{', '.join(empty)} cannot be empty; reject the fact if it is wrong altogether")
    return record_all((("correct", [[target]], "witness", dict(values)) for target in targets_of(rows)), by=by, why=why, batch=batch)


def let_stand(finding: Finding, *, by: str, why: str = "", batch: str = "") -> Decision:
    """What was noticed is seen, and needs nothing done: it goes from the queue, and comes back only if it is about something else."""
    target = {"kind": "finding", "key": finding.key, "names": [finding.kind], "quote": ""}
    return record("accept", [[target]], scope="finding", by=by, why=why, batch=batch)


def create(
    article: Article, kind: str, values: Mapping[str, Any], *, start: int | None, end: int | None, by: str, why: str = "", batch: str = ""
) -> Decision:
    """A fact the reader missed, tied to the characters `body[start:end]`. Raises CannotDecide where something is missing."""
    if kind not in BY_HAND:
        raise CannotDecide(f"a fact made by hand is one of {', '.join(BY_HAND)}, not {kind}")
    unknown = sorted(set(values) - set(BY_HAND[kind]))
    whole = {**BY_HAND[kind], **values}
    missing = [name for name in NEEDED[kind] if not str(whole[name]).strip()]
    if unknown or missing:
        raise CannotDecide(f"{kind}: {'not known: ' + ', '.join(unknown) if unknown else 'missing: ' + ', '.join(missing)}")
    if start is None or end is None or not 0 <= start < end <= len(article.body):
        raise CannotDecide(f"mark the words in the body it is read from: {start} to {end} is no place in it")
    sha256 = sha256_of(article)
    names, quote = names_of(kind, whole), article.body[start:end]
    target = {
        "kind": kind,
        "key": claim_key(kind, sha256, names),
        "signature": claim_signature(kind, names, quote, *context(article.body, start, end)),
        "names": list(names),
        "quote": quote,
        "start": start,
        "end": end,
        "spans": [[start, end]],
        "sha256": sha256,
        "values": whole,
        "machine": None,
    }
    return record("create", [[target]], values=whole, by=by, why=why, batch=batch)


def correct_row(row: Row, values: Mapping[str, Any], *, by: str, why: str = "", batch: str = "") -> Decision:
    """Put these values in the place of what all witnesses together say of a person, a body or a meeting. Raises CannotDecide."""
    noun = NOUNS[type(row)]
    unknown = sorted(set(values) - set(noun.correctable))
    if unknown:
        raise CannotDecide(f"{', '.join(unknown)} of a {noun.kind} cannot be set; {', '.join(noun.correctable)} can")
    if "name" in values and not str(values["name"]).strip():
        raise CannotDecide("the name cannot be empty")
    return record("correct", [[anchor(row)]], scope="row", values=dict(values), by=by, why=why, batch=batch)


def lock_row(row: Row, *, by: str, why: str = "", batch: str = "") -> Decision:
    """Keep the row's fields as they are now, whatever later articles say."""
    values = {name: getattr(row, name) for name in NOUNS[type(row)].correctable}
    return record("lock", [[anchor(row)]], scope="row", values=values, by=by, why=why, batch=batch)


def merge(rows: Sequence[Row], *, by: str, why: str = "", batch: str = "") -> Decision:
    """These are one. Nothing is thrown away: withdrawing the decision brings each back. Raises CannotDecide."""
    if len({row.pk for row in rows}) < 2:
        raise CannotDecide("it takes two to merge")
    if len({type(row) for row in rows}) > 1:
        raise CannotDecide("persons merge with persons, bodies with bodies, meetings with meetings")
    return record("same", [[anchor(row)] for row in rows], scope="row", by=by, why=why, batch=batch)


def separate(one: Row, other: Row, *, by: str, why: str = "", batch: str = "") -> Decision:
    """These are two, whatever later articles say."""
    if type(one) is not type(other) or one.pk == other.pk:
        raise CannotDecide("two different rows of one kind can be told apart")
    return record("different", [entries_of(one), entries_of(other)], scope="row", by=by, why=why, batch=batch)


def split(row: Row, keys: Iterable[str], *, by: str, why: str = "", batch: str = "") -> Decision:
    """Of the row's mentions these (by their keys) are somebody else's. Raises CannotDecide where none or all are chosen."""
    chosen = set(keys)
    entries = entries_of(row)
    those = [entry for entry in entries if entry["key"] in chosen]
    rest = [entry for entry in entries if entry["key"] not in chosen]
    if len(those) != len(chosen):
        raise CannotDecide("some of the mentions chosen are not this one's")
    if not those or not rest:
        raise CannotDecide("choose some of the mentions, not none and not all")
    return record("different", [those, rest], scope="row", by=by, why=why, batch=batch)


def withhold(what: Article | Witness, *, by: str, why: str, batch: str = "") -> Decision:
    """Keep an article, or one fact of it, from the public; its bytes stay. Raises CannotDecide without a reason."""
    if not why.strip():
        raise CannotDecide("say why it is withheld: others will ask")
    if isinstance(what, Witness):
        target = target_of(what)
    else:
        target = {"kind": "article", "key": what.key, "names": [what.title], "quote": "", "sha256": sha256_of(what)}
    return record("withhold", [[target]], by=by, why=why, batch=batch)


def undo(decision: Decision, *, by: str, why: str = "", batch: str = "") -> Decision:
    """Withdraw a decision (an `undo` can be withdrawn as well). Raises CannotDecide where it is withdrawn already."""
    if not decision.standing:
        raise CannotDecide("this decision is withdrawn already")
    return record("undo", [[{"kind": "decision", "key": decision.key}]], scope="decision", by=by, why=why, batch=batch)


def undo_batch(batch: str, *, by: str, why: str = "") -> list[Decision]:
    """Withdraw all that was decided in one go, the last first. Raises CannotDecide where nothing of it stands."""
    with transaction.atomic():
        rows = list(Decision.objects.standing().filter(batch=batch).exclude(kind="undo").order_by("-at", "-key"))
        if not batch or not rows:
            raise CannotDecide(f"nothing that stands was decided in a batch named {batch!r}")
        return record_all(
            [("undo", [[{"kind": "decision", "key": row.key}]], "decision", {}) for row in rows], by=by, why=why, batch=f"undo {batch}"[:64]
        )


def on_each(kind: str, witnesses: Iterable[Witness], *, by: str, why: str, batch: str) -> list[Decision]:
    return record_all(((kind, [[target]], "witness", {}) for target in targets_of(list(witnesses))), by=by, why=why, batch=batch)


def record(
    kind: str,
    sides: list[list[Target]],
    *,
    by: str,
    scope: str = "witness",
    values: Mapping[str, Any] | None = None,
    why: str = "",
    batch: str = "",
) -> Decision:
    return record_all([(kind, sides, scope, dict(values or {}))], by=by, why=why, batch=batch)[0]


def record_all(
    wanted: Iterable[tuple[str, list[list[Target]], str, dict[str, Any]]], *, by: str, why: str = "", batch: str = ""
) -> list[Decision]:
    """Write these decisions now, and settle what follows from them."""
    if not by.strip():
        raise CannotDecide("a decision needs the name of who decides")
    with transaction.atomic():
        one_writer_at_a_time()
        decisions = []
        for kind, sides, scope, values in wanted:
            decision = Decision(kind=kind, scope=scope, sides=plain(sides), values=plain(values), by=by, at=now(), why=why, batch=batch)
            decision.key = key_of(decision)
            decisions.append(decision)
        keep(decisions)
        return decisions


def keep(decisions: Sequence[Decision]) -> None:
    """Write decisions, new or from a journal, in the order given; those already here are passed over. Settles what follows from them."""
    before = mark()
    known: set[str] = set()
    for some in portions({decision.key for decision in decisions}):
        known |= set(Decision.objects.filter(key__in=some).values_list("key", flat=True))
    new = list({decision.key: decision for decision in decisions if decision.key not in known}.values())
    for decision in new:
        decision.standing = True
    Decision.objects.bulk_create(new, batch_size=200)
    DecisionTarget.objects.bulk_create(
        [
            DecisionTarget(
                decision=decision,
                side=side,
                kind=target["kind"],
                key=target["key"],
                signature=target.get("signature") or "",
                sha256=target.get("sha256") or "",
            )
            for decision in new
            for side, some in enumerate(decision.sides)
            for target in some
        ],
        batch_size=200,
    )
    bear_on([*new, *withdraw(new)])
    settle(after=before)


def withdraw(new: Sequence[Decision]) -> list[Decision]:
    """Write which decisions stand now that there are these: an undo withdraws one or, withdrawing an undo, brings one back; the undo of a
    decision from a journal may have come before it. Gives those of which it changed."""
    changed: dict[str, Decision] = {}
    asked = {decision.key for decision in new} | {undone(decision) for decision in new if decision.kind == "undo"}
    # An undo whose own standing changes has what it withdraws looked at again. None withdraws a later one, so this comes to an end.
    while asked:
        further: set[str] = set()
        for some in portions(asked):
            targets = DecisionTarget.objects.standing().filter(kind="decision", key__in=some)
            withdrawn = set(targets.order_by().values_list("key", flat=True))
            rows = [row for row in Decision.objects.filter(key__in=some) if row.standing == (row.key in withdrawn)]
            for row in rows:
                row.standing = not row.standing
            Decision.objects.bulk_update(rows, ["standing"], batch_size=200)
            changed |= {row.key: row for row in rows}
            further |= {undone(row) for row in rows if row.kind == "undo"}
        asked = further
    return list(changed.values())


def undone(decision: Decision) -> str:
    return str(decision.sides[0][0]["key"])


def bear_on(decisions: Iterable[Decision]) -> None:
    """Mark what the decisions change, together: the articles whose words they are about, or the rows."""
    words: list[Target] = []
    for decision in decisions:
        targets = [target for side in decision.sides for target in side if target["kind"] in (*KINDS, "article")]
        if decision.scope == "witness":
            words += targets
        else:
            mark_rows([target["key"] for target in targets])
    about = {(target["sha256"], target["signature"] if target.get("quote") else "") for target in words}
    pks = sorted(articles_about(about))
    # Words of many articles are often decided on together.
    for start in range(0, len(pks), AT_ONCE):
        rows = Article.objects.filter(pk__in=pks[start : start + AT_ONCE]).select_related("reading").order_by("key")
        keep_witnesses_of([(article, article.reading.data) for article in rows])


def mark_rows(keys: Sequence[str]) -> None:
    for some in portions(keys):
        rows = Witness.objects.filter(key__in=some)
        mark_stale(rows.order_by().values_list("kind", "block").distinct())
        nears = Organization.objects.filter(witnesses__in=rows.filter(kind="organization")).values_list("near", flat=True)
        mark_stale(("near", near) for near in nears.distinct().order_by() if near)


def target_of(witness: Witness) -> Target:
    return targets_of([witness])[0]


def targets_of(witnesses: Sequence[Witness]) -> list[Target]:
    """The witnesses in words that do not need this database."""
    articles = {witness.article_id for witness in witnesses}
    captures = {pk: sha256 for some in portions(articles) for pk, sha256 in captures_of(some)}
    return [as_target(witness, captures[witness.article_id]) for witness in witnesses]


def captures_of(articles: Sequence[int]) -> Iterable[tuple[int, str]]:
    return Article.objects.filter(pk__in=articles).order_by().values_list("pk", "capture__sha256")


def as_target(witness: Witness, sha256: str) -> Target:
    article = witness.article
    before, after = context(article.body, witness.start, witness.end)
    return {
        "kind": witness.kind,
        "key": witness.key,
        "signature": witness.signature,
        "names": witness.names,
        "quote": witness.quote,
        "before": before,
        "after": after,
        "start": witness.start,
        "end": witness.end,
        "spans": witness.spans,
        "sha256": sha256,
        "values": witness.values,
        "machine": witness.machine,
        "subject": witness.subject,
        "event": witness.event,
        "of_body": witness.of_body,
    }


def anchor(row: Row) -> Target:
    """The earliest mention of the row, which stands for it."""
    entries = entries_of(row)
    if not entries:
        raise CannotDecide("this row has no mention to hang a decision on; rebuild first")
    return next((entry for entry in entries if entry["key"] == row.key), entries[0])


def entries_of(row: Row) -> list[Target]:
    """The row's mentions, in the order of their keys."""
    kind = NOUNS[type(row)].kind
    rows = Witness.objects.standing().filter(**{"kind": kind, kind: row}).order_by("key")
    columns = ("kind", "key", "signature", "names", "quote", "article__capture__sha256")
    return [dict(zip((*columns[:-1], "sha256"), values, strict=True)) for values in rows.values_list(*columns)]


def sha256_of(article: Article) -> str:
    return str(Article.objects.filter(pk=article.pk).values_list("capture__sha256", flat=True)[0])


def key_of(decision: Decision) -> str:
    """What a decision is known by: it follows from its content."""
    content = {name: getattr(decision, name) for name in ("kind", "scope", "sides", "values", "by", "at", "why", "batch")}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def plain(value: Any) -> Any:
    """As JSON gives it back: the content a decision is known by must be what the database returns."""
    return json.loads(json.dumps(value))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
