"""What people answer, as decisions; and taking it back.

All that one answer decides is one batch, whose name begins with "review": so each answer is taken back as one, and taking back the last
answer never touches what was decided elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Never
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Decision, DecisionTarget, Finding, Witness
from articles.store import deciding
from articles.store.findings import finding_key
from articles.store.locking import one_writer_at_a_time
from articles.store.reviewing.filters import Filters, visible
from articles.store.reviewing.items import Item, load_item, settled_among
from articles.store.reviewing.leases import give_back, lent_to_another
from articles.store.reviewing.queue import FACTS, item_of
from articles.store.targets import CannotDecide

PREFIX = "review "
ABOUT_WORDS = ("accept", "reject", "correct")
MOST = 200
"""Words that one answer settles."""


class Gone(LookupError):
    """Somebody else settled it, or has it before them; there is nothing more to answer."""


@dataclass(frozen=True)
class Answer:
    """`kind`: accept, reject, correct, same, different, stand (leave as it is), read_anew (the new reading instead of the decision),
    withdraw (a decision), name (who held the post). `keys`: of the words chosen, or of the decision; `values`: what holds instead."""

    item: str
    kind: str
    keys: tuple[str, ...] = ()
    why: str = ""
    values: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Answered:
    batch: str
    decisions: int


def give_answer(answer: Answer, *, by: str, withheld: bool) -> Answered:
    """Decide what was answered. Raises Gone where it is settled or lent to another, CannotDecide where the answer makes no decision."""
    batch = f"{PREFIX}{uuid4().hex[:16]}"
    if len(answer.keys) > MOST:
        raise CannotDecide(_("one answer settles no more than %(most)s words") % {"most": MOST})
    with transaction.atomic():
        one_writer_at_a_time()
        if lent_to_another(answer.item, by):
            raise Gone(answer.item)
        decided = decide(answer, by=by, batch=batch, withheld=withheld)
    give_back([answer.item], by=by)
    return Answered(batch, len(decided))


def decide(answer: Answer, *, by: str, batch: str, withheld: bool) -> Sequence[Decision]:
    told: dict[str, str] = {"by": by, "why": answer.why, "batch": batch}
    if answer.item.startswith("finding:"):
        item = load_item(answer.item, Filters(), withheld=withheld)
        if item is None or item.finding is None:
            raise Gone(answer.item)
        return decide_finding(item, item.finding, answer, told, withheld=withheld)
    return decide_words(waiting_words(answer, by=by, withheld=withheld), answer, told)


def waiting_words(answer: Answer, *, by: str, withheld: bool) -> list[Witness]:
    """The words chosen, as far as they wait and belong to the item. Raises Gone where none does.

    Where the item is no more, because what was answered before gave its words to other rows, they are what was meant all the same.
    """
    words = [row for row in chosen(answer, withheld=withheld) if row.status == Witness.Status.UNREVIEWED]
    if not settled_among([answer.item]):
        words = [row for row in words if name_of(row) == answer.item]
    else:
        words = [row for row in words if not lent_to_another(name_of(row), by)]
    return words or gone(answer)


def chosen(answer: Answer, *, withheld: bool) -> list[Witness]:
    """The words chosen, as far as they may be seen. Raises Gone where none may."""
    if not answer.keys:
        raise CannotDecide(_("choose at least one of the words"))
    rows = visible(Witness.objects.filter(key__in=answer.keys), withheld=withheld).select_related("article")
    return list(rows.order_by("key")) or gone(answer)


def name_of(row: Witness) -> str:
    return item_of(row.kind, row.key, getattr(row, f"{FACTS[row.kind]}_id"))


def decide_words(words: Sequence[Witness], answer: Answer, told: dict[str, str]) -> Sequence[Decision]:
    if answer.kind == "accept":
        return deciding.accept(words, **told)
    if answer.kind == "reject":
        return deciding.reject(words, **told)
    if answer.kind == "correct":
        changed = {name: value for name, value in (answer.values or {}).items() if any(row.values.get(name) != value for row in words)}
        if not changed:
            raise CannotDecide(_("nothing was changed; accept the fact if it is right as it is"))
        return deciding.correct_each(words, changed, **told)
    raise CannotDecide(_("a fact cannot be answered with “%(answer)s”") % {"answer": answer.kind})


def decide_finding(item: Item, finding: Finding, answer: Answer, told: dict[str, str], *, withheld: bool) -> Sequence[Decision]:
    rows = [side.row for side in item.sides]
    if answer.kind == "stand":
        return [deciding.let_stand(finding, **told)]
    if answer.kind == "same" and len(rows) == 2:
        return [deciding.merge(rows, **told)]
    if answer.kind == "different" and len(rows) == 2 and finding.kind != "two_holders":
        return [deciding.separate(rows[0], rows[1], **told)]
    if answer.kind == "withdraw":
        wanted = [row for row in item.decisions if row.key in answer.keys]
        return [deciding.undo(row, **told) for row in wanted] or gone(answer)
    if answer.kind == "read_anew" and finding.kind == "text_changed":
        return read_anew(item, answer, told, withheld=withheld)
    if answer.kind == "name" and item.lead is not None:
        return [name_holder(item.lead, answer, told)]
    if answer.kind in ABOUT_WORDS:
        allowed = {word.key for word in item.words}
        kept = Answer(answer.item, answer.kind, tuple(key for key in answer.keys if key in allowed), answer.why, answer.values)
        return decide_words(chosen(kept, withheld=withheld), kept, told)
    raise CannotDecide(
        _("%(finding)s: this cannot be answered with “%(answer)s”") % {"finding": finding.get_kind_display(), "answer": answer.kind}
    )


def gone(answer: Answer) -> Never:
    raise Gone(answer.item)


def read_anew(item: Item, answer: Answer, told: dict[str, str], *, withheld: bool) -> Sequence[Decision]:
    """The decision is withdrawn, and what the reader says now accepted."""
    withdrawn = [deciding.undo(row, **told) for row in item.decisions]
    keys = [word.key for word in item.words]
    words = list(visible(Witness.objects.filter(key__in=keys), withheld=withheld).select_related("article"))
    return [*withdrawn, *(deciding.accept(words, **told) if words else [])]


def name_holder(word: Witness, answer: Answer, told: dict[str, str]) -> Decision:
    """Who it was that the article names by the post alone: an attendance made by hand, at the words of the post."""
    values = {"meeting": word.values["meeting"], "person": str((answer.values or {}).get("person") or ""), "role": word.values["role"]}
    return deciding.create(word.article, "attendance", values, start=word.start, end=word.end, **told)


def take_back(*, by: str) -> str | None:
    """Withdraw this one's last answer that stands; gives the item it was about ("" where that cannot be told), None where there is none."""
    with transaction.atomic():
        one_writer_at_a_time()
        mine = Decision.objects.filter(by=by, standing=True, batch__startswith=PREFIX)
        last = mine.order_by("-at", "-key").first()
        if last is None:
            return None
        target = DecisionTarget.objects.filter(decision__batch=last.batch, decision__standing=True).order_by("decision__at", "id").first()
        withdraw_batch(last.batch, by=by)
    return item_again(target) if target is not None else ""


def withdraw_batch(batch: str, *, by: str) -> None:
    """Withdraw all of the batch, the last first: withdrawals among it as well, which brings back what they withdrew."""
    withdrawals = Decision.objects.standing().filter(batch=batch, kind="undo").order_by("-at", "-key")
    for row in list(withdrawals):
        deciding.undo(row, by=by, batch=f"undo {batch}"[:64])
    if Decision.objects.standing().filter(batch=batch).exclude(kind="undo").exists():
        deciding.undo_batch(batch, by=by)


def item_again(target: DecisionTarget) -> str:
    """The item that what was decided about belongs to again."""
    if target.kind == "finding":
        return f"finding:{target.key}"
    if target.decision.scope == "row":
        one, other = (str(side[0]["key"]) for side in target.decision.sides[:2])
        keys = [finding_key("namesakes", pair) for pair in ((one, other), (other, one))]
        finding = Finding.objects.filter(key__in=keys).first()
        return "" if finding is None else f"finding:{finding.key}"
    row = Witness.objects.filter(key=target.key, status=Witness.Status.UNREVIEWED).first()
    return "" if row is None else name_of(row)
