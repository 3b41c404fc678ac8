"""Claims with what people decided about them, each tied to the person, the meeting and the body it is about.

post (甲乙丙, 丁戊区委, 书记), corrected: 书记 of 己庚区委  →  the same post, and 己庚区委 as a body that the article names
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from articles.models import Article, Witness
from articles.pipeline.resolve.claims import Claim, claim_key, claim_signature, context
from articles.store.judging import Judged

NOUNS = ("person", "organization", "meeting")
_STATUS = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "lock": "locked", "create": "created"}


@dataclass(frozen=True)
class Held:
    """A claim with what people decided about it. `machine`: the reader's values, None where it does not say it (any more)."""

    claim: Claim
    values: dict[str, Any]
    machine: dict[str, Any] | None
    status: str = Witness.Status.UNREVIEWED
    decision: str = ""
    block: str = ""
    company: tuple[str, ...] = field(default=())
    withheld: bool = False


def apply(held: Held, decisions: Iterable[Any]) -> Held:
    """The decisions in the order in which they were made; the last one gives the status, corrections add up."""
    for decision in decisions:
        if decision.kind == "withhold":
            held = replace(held, withheld=True)
            continue
        values = {**held.values, **decision.values} if decision.kind in ("correct", "create", "lock") else held.values
        held = replace(held, values=values, status=_STATUS[decision.kind], decision=decision.key)
    return held


def placed(body: str, claim: Claim) -> Claim:
    """The claim where its quote stands in this body: at its old place, else in its old context, else where the quote stands alone."""
    start, end = claim.start, claim.end
    if claim.quote and (start is None or body[start:end] != claim.quote):
        at = body.find(claim.quote)
        start = at if at >= 0 and body.count(claim.quote) == 1 else None
        end = None if start is None else start + len(claim.quote)
    signature = claim_signature(claim.kind, claim.names, claim.quote, *context(body, start, end))
    spans = tuple(span for span in claim.spans if body[span[0] : span[1]] == claim.quote)
    if not spans and start is not None and end is not None:
        spans = ((start, end),)
    return replace(claim, start=start, end=end, signature=signature, spans=spans)


def linked(article: Article, sha256: str, held: list[Held], judged: Judged) -> list[Held]:
    """Every fact tied to the person, the meeting and the body it is about, by the names that hold now.

    What a correction or a fact made by hand names for the first time becomes a witness of its own, about which people may decide as well.
    """
    nouns = [row for row in reversed(held) if row.claim.kind in NOUNS]
    # Of two of one name the first, one that stands before one that was rejected.
    nouns.sort(key=lambda row: row.status != Witness.Status.REJECTED)
    known = {(row.claim.kind, row.values["name"]): row.claim.key for row in nouns}
    keys = {row.claim.key for row in nouns}
    made: dict[str, Held] = {}

    def key_of(kind: str, name: str, row: Held) -> str:
        if name and (kind, name) not in known and row.status != Witness.Status.REJECTED:
            implied = implied_by(article, sha256, kind, name, row)
            known[kind, name] = implied.claim.key
            if implied.claim.key not in keys:
                spoken = (alone.decisions for alone in judged.alone if alone.claim.key == implied.claim.key)
                made[implied.claim.key] = apply(implied, next(spoken, []))
        return known.get((kind, name), "")

    def tied(row: Held) -> Claim:
        claim, values = row.claim, row.values
        by_hand = row.machine is None or values != row.machine
        if claim.kind in ("post", "attendance") and by_hand and not (same(row, "person") and claim.subject):
            claim = replace(claim, subject=key_of("person", values["person"], row))
        if claim.kind in ("post", "role") and by_hand and not (same(row, "organization") and claim.body):
            claim = replace(claim, body=key_of("organization", values["organization"], row))
        if claim.kind in ("attendance", "role") and by_hand and not (same(row, "meeting") and claim.event):
            claim = replace(claim, event=key_of("meeting", values["meeting"], row))
        if claim.kind == "statement" and by_hand and not (same(row, "speaker") and claim.subject):
            claim = replace(claim, subject=known.get(("person", values["speaker"]), ""))
        if claim.kind == "statement" and claim.event not in keys:
            claim = replace(claim, event="")
        return claim

    return [*(replace(row, claim=tied(row)) for row in held), *made.values()]


def same(row: Held, name: str) -> bool:
    return row.machine is not None and row.machine.get(name) == row.values.get(name)


def implied_by(article: Article, sha256: str, kind: str, name: str, row: Held) -> Held:
    """The person, body or meeting that only a correction names, at its own words if the article prints them."""
    at = article.body.find(name)
    start, end = (at, at + len(name)) if at >= 0 else (row.claim.start, row.claim.end)
    quote = "" if start is None else article.body[start:end]
    values: dict[str, Any] = {"name": name}
    if kind == "person":
        values |= {"role": "in_event", "label": ""}
    elif kind == "organization":
        values |= {"kind": "", "level": "", "written": [name], "certain": True}
    else:
        values |= {"kind": "meeting", "date": "", "place": ""}
    claim = Claim(
        kind=kind,
        key=claim_key(kind, sha256, [name, "by hand"]),
        signature=claim_signature(kind, [name], quote, *context(article.body, start, end)),
        names=(name,),
        values=values,
        start=start,
        end=end,
        quote=quote,
        spans=((start, end),) if start is not None and end is not None else (),
        confidence=1.0,
    )
    return Held(claim, values, None, Witness.Status.CREATED, row.decision)
