"""Decisions: the one door by which what people settle comes in - from the admin, from a spreadsheet, from the API, from a journal.

Each decision is written with all its consequences in one transaction. None is ever changed: what was decided is withdrawn by another
decision (`undo`), which can itself be withdrawn.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Capture, Decision, DecisionTarget, Finding, Organization, Witness
from articles.pipeline.resolve.claims import KINDS, claim_key, claim_signature, context, names_of
from articles.store.checking import refusal
from articles.store.judging import articles_about
from articles.store.locking import one_writer_at_a_time
from articles.store.marking import mark_stale
from articles.store.setting_aside import bring_in_step
from articles.store.settling import mark, settle
from articles.store.settling.rows import portions
from articles.store.targets import NOUNS, CannotDecide, Row, Target, anchor, capture_target, entries_of, sha256_of, target_of, targets_of
from articles.store.witnessing import keep_witnesses_of

AT_ONCE = 50
"""Articles whose words are made anew together."""
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


class Wanted(NamedTuple):
    """A decision to be made. `why`: its own reason, where it has another than the rest."""

    kind: str
    sides: list[list[Target]]
    scope: str = "witness"
    values: Mapping[str, Any] = {}
    why: str = ""


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
    return record_all(corrections(witnesses, values), by=by, why=why, batch=batch)


def corrections(witnesses: Iterable[Witness], values: Mapping[str, Any]) -> list[Wanted]:
    """What `correct_each` decides. Raises CannotDecide."""
    rows = list(witnesses)
    for witness in rows:
        unknown = sorted(set(values) - set(witness.values))
        if unknown:
            raise CannotDecide(
                told(_("%(kind)s has no %(unknown)s; it has %(known)s"), kind=witness.kind, unknown=unknown, known=sorted(witness.values))
            )
        empty = [name for name in NEEDED.get(witness.kind, ()) if name in values and not str(values[name]).strip()]
        if empty:
            raise CannotDecide(told(_("%(empty)s cannot be empty; reject the fact if it is wrong altogether"), empty=empty), empty[0])
        usual = {name: value for name, value in witness.values.items() if value is not None}
        check(witness.kind, values, {**BY_HAND.get(witness.kind, {}), **usual})
    return [Wanted("correct", [[target]], "witness", dict(values)) for target in targets_of(rows)]


def let_stand(finding: Finding, *, by: str, why: str = "", batch: str = "") -> Decision:
    """What was noticed is seen, and needs nothing done: it goes from the queue, and comes back only if it is about something else."""
    target = {"kind": "finding", "key": finding.key, "names": [finding.kind], "quote": ""}
    return record("accept", [[target]], scope="finding", by=by, why=why, batch=batch)


def create(
    article: Article, kind: str, values: Mapping[str, Any], *, start: int | None, end: int | None, by: str, why: str = "", batch: str = ""
) -> Decision:
    """A fact the reader missed, tied to the characters `body[start:end]`. Raises CannotDecide where something is missing."""
    return record_all([addition(article, kind, values, start=start, end=end)], by=by, why=why, batch=batch)[0]


def addition(article: Article, kind: str, values: Mapping[str, Any], *, start: int | None, end: int | None) -> Wanted:
    """What `create` decides. Raises CannotDecide."""
    if kind not in BY_HAND:
        raise CannotDecide(told(_("a fact made by hand is one of %(kinds)s, not %(kind)s"), kinds=BY_HAND, kind=kind))
    unknown = sorted(set(values) - set(BY_HAND[kind]))
    whole = {**BY_HAND[kind], **values}
    missing = [name for name in NEEDED[kind] if not str(whole[name]).strip()]
    if unknown or missing:
        words = _("%(kind)s: not known: %(names)s") if unknown else _("%(kind)s: missing: %(names)s")
        raise CannotDecide(told(words, kind=kind, names=unknown or missing), (unknown or missing)[0])
    check(kind, values, BY_HAND[kind])
    if start is None or end is None or not 0 <= start < end <= len(article.body):
        raise CannotDecide(
            told(_("mark the words in the body it is read from: %(start)s to %(end)s is no place in it"), start=start, end=end)
        )
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
    return Wanted("create", [[target]], "witness", whole)


def correct_row(row: Row, values: Mapping[str, Any], *, by: str, why: str = "", batch: str = "") -> Decision:
    """Put these values in the place of what all witnesses together say of a person, a body or a meeting. Raises CannotDecide."""
    return record_all([row_correction(row, values)], by=by, why=why, batch=batch)[0]


def row_correction(row: Row, values: Mapping[str, Any]) -> Wanted:
    """What `correct_row` decides. Raises CannotDecide."""
    noun = NOUNS[type(row)]
    unknown = sorted(set(values) - set(noun.correctable))
    if unknown:
        raise CannotDecide(
            told(_("%(kind)s: %(unknown)s cannot be set; %(known)s can"), kind=noun.kind, unknown=unknown, known=noun.correctable)
        )
    if "name" in values and not str(values["name"]).strip():
        raise CannotDecide(_("the name cannot be empty"), "name")
    check(noun.kind, values, {name: getattr(row, name) for name in noun.correctable})
    return Wanted("correct", [[anchor(row)]], "row", dict(values))


def check(kind: str, values: Mapping[str, Any], usual: Mapping[str, Any]) -> None:
    """Raises CannotDecide for the first of these values that rows cannot hold."""
    for name, value in values.items():
        if reason := refusal(kind, name, value, usual.get(name)):
            raise CannotDecide(reason, name)


def lock_row(row: Row, *, by: str, why: str = "", batch: str = "") -> Decision:
    """Keep the row's fields as they are now, whatever later articles say."""
    values = {name: getattr(row, name) for name in NOUNS[type(row)].correctable}
    return record("lock", [[anchor(row)]], scope="row", values=values, by=by, why=why, batch=batch)


def merge(rows: Sequence[Row], *, by: str, why: str = "", batch: str = "") -> Decision:
    """These are one. Nothing is thrown away: withdrawing the decision brings each back. Raises CannotDecide."""
    return record_all([joining(rows)], by=by, why=why, batch=batch)[0]


def joining(rows: Sequence[Row]) -> Wanted:
    """What `merge` decides. Raises CannotDecide."""
    if len({row.pk for row in rows}) < 2:
        raise CannotDecide(_("it takes two to merge"))
    if len({type(row) for row in rows}) > 1:
        raise CannotDecide(_("persons merge with persons, bodies with bodies, meetings with meetings"))
    return Wanted("same", [[anchor(row)] for row in rows], "row")


def separate(one: Row, other: Row, *, by: str, why: str = "", batch: str = "") -> Decision:
    """These are two, whatever later articles say."""
    return record_all([parting(one, other)], by=by, why=why, batch=batch)[0]


def parting(one: Row, other: Row) -> Wanted:
    """What `separate` decides. Raises CannotDecide."""
    if type(one) is not type(other) or one.pk == other.pk:
        raise CannotDecide(_("two different rows of one kind can be told apart"))
    return Wanted("different", [entries_of(one), entries_of(other)], "row")


def split(row: Row, keys: Iterable[str], *, by: str, why: str = "", batch: str = "") -> Decision:
    """Of the row's mentions these (by their keys) are somebody else's. Raises CannotDecide where none or all are chosen."""
    chosen = set(keys)
    entries = entries_of(row)
    those = [entry for entry in entries if entry["key"] in chosen]
    rest = [entry for entry in entries if entry["key"] not in chosen]
    if len(those) != len(chosen):
        raise CannotDecide(_("some of the mentions chosen are not this one's"))
    if not those or not rest:
        raise CannotDecide(_("choose some of the mentions, not none and not all"))
    return record("different", [those, rest], scope="row", by=by, why=why, batch=batch)


def withhold(what: Article | Witness, *, by: str, why: str, batch: str = "") -> Decision:
    """Keep an article, or one fact of it, from the public; its bytes stay. Raises CannotDecide without a reason."""
    if not why.strip():
        raise CannotDecide(_("say why it is withheld: others will ask"))
    if isinstance(what, Witness):
        target = target_of(what)
    else:
        target = {"kind": "article", "key": what.key, "names": [what.title], "quote": "", "sha256": sha256_of(what)}
    return record("withhold", [[target]], by=by, why=why, batch=batch)


def set_aside(captures: Iterable[Capture], *, by: str, why: str = "", batch: str = "") -> list[Decision]:
    """These captures do not belong here: their articles go, their bytes stay. Withdrawing a decision brings its article back."""
    return record_all([Wanted("reject", [[capture_target(row)]], "capture") for row in captures], by=by, why=why, batch=batch)


def undo(decision: Decision, *, by: str, why: str = "", batch: str = "") -> Decision:
    """Withdraw a decision (an `undo` can be withdrawn as well). Raises CannotDecide where it is withdrawn already."""
    if not decision.standing:
        raise CannotDecide(_("this decision is withdrawn already"))
    return record("undo", [[{"kind": "decision", "key": decision.key}]], scope="decision", by=by, why=why, batch=batch)


def undo_all(decisions: Iterable[Decision], *, by: str, why: str = "", batch: str = "") -> list[Decision]:
    """Withdraw these decisions, in the order given; those withdrawn already are passed over."""
    rows = [row for row in decisions if row.standing]
    return record_all([Wanted("undo", [[{"kind": "decision", "key": row.key}]], "decision") for row in rows], by=by, why=why, batch=batch)


def undo_batch(batch: str, *, by: str, why: str = "") -> list[Decision]:
    """Withdraw all that was decided in one go, the last first. Raises CannotDecide where nothing of it stands."""
    with transaction.atomic():
        rows = list(Decision.objects.standing().filter(batch=batch).exclude(kind="undo").order_by("-at", "-key"))
        if not batch or not rows:
            raise CannotDecide(told(_("nothing that stands was decided in a batch named “%(batch)s”"), batch=batch))
        return undo_all(rows, by=by, why=why, batch=f"undo {batch}"[:64])


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
    wanted: Iterable[Wanted | tuple[str, list[list[Target]], str, dict[str, Any]]], *, by: str, why: str = "", batch: str = ""
) -> list[Decision]:
    """Write these decisions now, and settle what follows from them."""
    if not by.strip():
        raise CannotDecide(_("a decision needs the name of who decides"))
    with transaction.atomic():
        one_writer_at_a_time()
        decisions = []
        for kind, sides, scope, values, own in (Wanted(*one) for one in wanted):
            decision = Decision(
                kind=kind, scope=scope, sides=plain(sides), values=plain(values), by=by, at=now(), why=own or why, batch=batch
            )
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
    """Mark what the decisions change, together: the articles whose words they are about, or the rows. Captures are taken out at once."""
    words: list[Target] = []
    captures: list[str] = []
    for decision in decisions:
        targets = [target for side in decision.sides for target in side if target["kind"] in (*KINDS, "article")]
        if decision.scope == "witness":
            words += targets
        elif decision.scope == "capture":
            captures += [target["sha256"] for side in decision.sides for target in side]
        else:
            mark_rows([target["key"] for target in targets])
    about = {(target["sha256"], target["signature"] if target.get("quote") else "") for target in words}
    pks = sorted(articles_about(about))
    # Words of many articles are often decided on together.
    for start in range(0, len(pks), AT_ONCE):
        rows = Article.objects.filter(pk__in=pks[start : start + AT_ONCE]).select_related("reading").order_by("key")
        keep_witnesses_of([(article, article.reading.data) for article in rows])
    bring_in_step(captures)


def mark_rows(keys: Sequence[str]) -> None:
    for some in portions(keys):
        rows = Witness.objects.filter(key__in=some)
        mark_stale(rows.order_by().values_list("kind", "block").distinct())
        nears = Organization.objects.filter(witnesses__in=rows.filter(kind="organization")).values_list("near", flat=True)
        mark_stale(("near", near) for near in nears.distinct().order_by() if near)


def key_of(decision: Decision) -> str:
    """What a decision is known by: it follows from its content."""
    content = {name: getattr(decision, name) for name in ("kind", "scope", "sides", "values", "by", "at", "why", "batch")}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def plain(value: Any) -> Any:
    """As JSON gives it back: the content a decision is known by must be what the database returns."""
    return json.loads(json.dumps(value))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def told(words: str, **values: Any) -> str:
    """The words with these values in their places; several are listed."""
    return words % {name: value if isinstance(value, str | int) or value is None else ", ".join(value) for name, value in values.items()}
