"""The decisions that bear on an article, and the judgements that bear on who is who: the journal as the rows need it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Decision, DecisionTarget, Witness
from articles.pipeline.resolve.claims import Claim
from articles.pipeline.resolve.entries import Judgements

AT_ONCE = 500
ABOUT_WITNESSES = ("accept", "reject", "correct", "lock", "create", "withhold")


@dataclass(frozen=True)
class Alone:
    """What a decision speaks of and the reading does not hold (any more). `machine`: what the reader said then, None if never."""

    claim: Claim
    machine: dict[str, Any] | None
    decisions: list[Decision]

    @property
    def stands(self) -> bool:
        """Whether it is a fact by the decision alone; what was rejected is none."""
        spoken = [decision.kind for decision in self.decisions if decision.kind != "withhold"]
        return bool(spoken) and spoken[-1] != "reject"


@dataclass(frozen=True)
class Judged:
    """`about`: the decisions on each claim, by its key, in the order made. `withheld`: whether the article is kept from the public."""

    about: dict[str, list[Decision]] = field(default_factory=dict)
    withheld: bool = False
    alone: list[Alone] = field(default_factory=list)


def judgements_of(article: Article, sha256: str, claims: Sequence[Claim]) -> Judged:
    """What people decided about this article's claims.

    A decision is matched by its target's key, which holds the capture's SHA-256; else by its signature (names, quote, context) among the
    versions and reposts of the article it was made on.
    """
    by_key = {claim.key: claim for claim in claims}
    by_signature: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.quote:
            by_signature[claim.signature].append(claim)
    kin = kindred(article)
    rows = list(targets(by_signature, sha256, kin))
    about: dict[str, dict[str, Decision]] = defaultdict(dict)
    alone: dict[str, tuple[dict[str, Any], dict[str, Decision]]] = {}
    withheld = False
    for row in rows:
        decision = row.decision
        if row.kind == "article":
            withheld = withheld or row.sha256 == sha256
        elif row.key in by_key:
            about[row.key][decision.key] = decision
        elif row.sha256 == sha256:
            target = target_of(decision, row.key)
            alone.setdefault(row.key, (target, {}))[1][decision.key] = decision
        else:
            for claim in by_signature.get(row.signature, ()):
                about[claim.key][decision.key] = decision
    return Judged(
        about={key: in_order(decisions.values()) for key, decisions in about.items()},
        withheld=withheld,
        alone=[alone_of(target, in_order(decisions.values())) for target, decisions in alone.values()],
    )


def alone_of(target: dict[str, Any], decisions: list[Decision]) -> Alone:
    """`target`: that of the first decision; what the reader said stands in whichever was made while it said it."""
    machines = (target_of(decision, target["key"]).get("machine") for decision in decisions)
    return Alone(claim_of(target), next((machine for machine in machines if machine is not None), None), decisions)


def targets(signatures: Collection[str], sha256: str, kin: QuerySet[Article]) -> Iterable[DecisionTarget]:
    """What was decided on the article's own words, and on words with these signatures in its kin or in captures that are not here."""
    rows = DecisionTarget.objects.standing().filter(decision__scope="witness", decision__kind__in=ABOUT_WITNESSES)
    wanted = Q(sha256=sha256)
    if signatures:
        # Words such as 书记…主持会议 stand in thousands of articles that have nothing to do with each other: the database sorts them out.
        here = Article.objects.filter(capture__sha256=OuterRef("sha256"))
        known = Q(sha256__in=kin.values("capture__sha256")) | Q(~Exists(here))
        wanted |= Q(signature__in=list(signatures)) & known
    return rows.filter(wanted).select_related("decision").order_by("decision__at", "decision__key", "id")


def kindred(article: Article) -> QuerySet[Article]:
    """The versions and reposts of an article, itself among them."""
    near = Q(group=article.group)
    if article.address:
        near |= Q(address=article.address)
    return Article.objects.filter(near).order_by()


def target_of(decision: Decision, key: str) -> dict[str, Any]:
    return next(target for side in decision.sides for target in side if target["key"] == key)


def claim_of(target: dict[str, Any]) -> Claim:
    """The claim that a decision was made about, as the decision holds it."""
    return Claim(
        kind=target["kind"],
        key=target["key"],
        signature=target["signature"],
        names=tuple(target["names"]),
        values=dict(target.get("values") or {}),
        start=target.get("start"),
        end=target.get("end"),
        quote=target.get("quote") or "",
        spans=tuple((start, end) for start, end in target.get("spans") or ()),
        confidence=1.0,
        subject=target.get("subject") or "",
        event=target.get("event") or "",
        body=target.get("of_body") or "",
    )


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda decision: (decision.at, decision.key))


def entries_in(kind: str, blocks: Collection[str]) -> Iterator[QuerySet[Witness, str]]:
    """The keys of all entries of these blocks, to be looked up by the database: there may be many thousands."""
    ordered = sorted(blocks)
    for start in range(0, len(ordered), AT_ONCE):
        yield Witness.objects.filter(kind=kind, block__in=ordered[start : start + AT_ONCE]).order_by().values_list("key", flat=True)


def judgements_between(kind: str, entries: Iterable[Collection[str] | QuerySet[Witness, str]]) -> tuple[Judgements, set[str]]:
    """Same and different, as far as they touch these entries; and the keys of all entries they speak of. `entries`: keys, some at a time.

    An entry that is not here (its capture was never imported) is passed over.
    """
    touching: dict[str, Decision] = {}
    for keys in entries:
        rows = DecisionTarget.objects.standing().filter(kind=kind, decision__kind__in=("same", "different"), key__in=keys)
        # Each decision once: it may speak of thousands of entries, and hold them all.
        touching |= {decision.key: decision for decision in Decision.objects.filter(pk__in=rows.order_by().values("decision"))}
    same, different, spoken = [], [], set()
    for decision in in_order(touching.values()):
        sides = [frozenset(target["key"] for target in side) for side in decision.sides]
        spoken |= set().union(*sides)
        if decision.kind == "same":
            same.append(frozenset().union(*sides))
        else:
            different += [(one, other) for number, one in enumerate(sides) for other in sides[number + 1 :]]
    return Judgements(tuple(same), tuple(different)), spoken


def corrections_of(kind: str, blocks: Collection[str]) -> list[tuple[str, Decision]]:
    """Corrections and locks of rows, each with the entry of these blocks it hangs on, in the order made."""
    found = []
    for keys in entries_in(kind, blocks):
        rows = DecisionTarget.objects.standing().filter(
            kind=kind, decision__scope="row", decision__kind__in=("correct", "lock"), key__in=keys
        )
        found += [(row.key, row.decision) for row in rows.select_related("decision")]
    return sorted(found, key=lambda pair: (pair[1].at, pair[1].key, pair[0]))


def blocks_of(kind: str, keys: Collection[str]) -> set[str]:
    """In which blocks these entries stand."""
    ordered, found = sorted(keys), set()
    for start in range(0, len(ordered), AT_ONCE):
        rows = Witness.objects.filter(kind=kind, key__in=ordered[start : start + AT_ONCE]).order_by()
        found |= set(rows.values_list("block", flat=True).distinct())
    return found
