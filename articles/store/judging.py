"""The decisions that bear on an article, and the judgements that bear on who is who: the journal as the rows need it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


def judgements_of(asked: Sequence[tuple[Article, str, Sequence[Claim]]]) -> list[Judged]:
    """What people decided about each of these articles' claims; each article comes with the SHA-256 of its capture.

    A decision is matched by its target's key, which holds the capture's SHA-256; else by its signature (names, quote, context) among the
    versions and reposts of the article it was made on.
    """
    by_capture: dict[str, list[DecisionTarget]] = defaultdict(list)
    by_signature: dict[str, list[DecisionTarget]] = defaultdict(list)
    wanted = {claim.signature for *_, claims in asked for claim in claims if claim.quote}
    for row in targets(wanted, {sha256 for _, sha256, _ in asked}, [article for article, *_ in asked]):
        by_capture[row.sha256].append(row)
        by_signature[row.signature].append(row)
    here = known_captures({row.sha256 for rows in by_signature.values() for row in rows})
    found = []
    for article, sha256, claims in asked:
        signatures: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.quote:
                signatures[claim.signature].append(claim)
        elsewhere = {row.pk: row for signature in signatures for row in by_signature.get(signature, ()) if row.sha256 != sha256}
        about = [row for row in elsewhere.values() if is_kin(article, row.sha256, here)]
        found.append(judged(sha256, {claim.key: claim for claim in claims}, signatures, [*by_capture.get(sha256, ()), *about]))
    return found


def judged(sha256: str, by_key: Mapping[str, Claim], by_signature: Mapping[str, list[Claim]], rows: Iterable[DecisionTarget]) -> Judged:
    about: dict[str, dict[str, Decision]] = defaultdict(dict)
    alone: dict[str, tuple[dict[str, Any], dict[str, Decision]]] = {}
    withheld = False
    for row in sorted(rows, key=lambda row: (row.decision.at, row.decision.key, row.pk)):
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


def targets(signatures: Collection[str], captures: Collection[str], articles: Iterable[Article]) -> Iterable[DecisionTarget]:
    """What standing decisions say of words of these captures; and of words with these signatures in versions and reposts of any of these
    articles, or in captures that are not here."""
    rows = DecisionTarget.objects.standing().filter(decision__scope="witness", decision__kind__in=ABOUT_WITNESSES)
    # Words such as 书记…主持会议 stand in thousands of articles that have nothing to do with each other: the database sorts them out.
    articles = list(articles)
    near = Q(group__in={article.group for article in articles}) | Q(address__in={article.address for article in articles} - {""})
    kin = Article.objects.filter(near).order_by().values("capture__sha256")
    known = Q(sha256__in=kin) | Q(~Exists(Article.objects.filter(capture__sha256=OuterRef("sha256"))))
    found: dict[int, DecisionTarget] = {}
    for column, wanted, condition in (("sha256", captures, Q()), ("signature", signatures, known)):
        for some in in_portions(wanted):
            asked = rows.filter(condition, **{f"{column}__in": some})
            found |= {row.pk: row for row in asked.select_related("decision").order_by()}
    return found.values()


def known_captures(captures: Collection[str]) -> dict[str, tuple[int, str, str]]:
    """Of these captures those whose article is here: its id, group and address."""
    found: dict[str, tuple[int, str, str]] = {}
    for some in in_portions(captures):
        rows = Article.objects.filter(capture__sha256__in=some).order_by()
        columns = rows.values_list("capture__sha256", "pk", "group", "address")
        found |= {sha256: (pk, group, address) for sha256, pk, group, address in columns}
    return found


def set_aside_targets() -> QuerySet[DecisionTarget]:
    return DecisionTarget.objects.standing().filter(kind="capture", decision__scope="capture").order_by()


def set_aside() -> QuerySet[DecisionTarget, str]:
    """The SHA-256 of the captures that people set aside."""
    return set_aside_targets().values_list("sha256", flat=True)


def set_aside_among(captures: Collection[str]) -> set[str]:
    """Which of these captures (by SHA-256) people set aside."""
    return {sha256 for some in in_portions(captures) for sha256 in set_aside().filter(sha256__in=some)}


def aside_by(sha256: str) -> Decision | None:
    """The decision that set the capture aside; None where none did."""
    target = set_aside_targets().filter(sha256=sha256).select_related("decision").first()
    return None if target is None else target.decision


def is_kin(article: Article, sha256: str, here: Mapping[str, tuple[int, str, str]]) -> bool:
    """Whether the capture's article is a version or a repost of this one, or the capture is not here at all."""
    if sha256 not in here:
        return True
    _pk, group, address = here[sha256]
    return group == article.group or bool(article.address and address == article.address)


def articles_about(words: Collection[tuple[str, str]]) -> set[int]:
    """The ids of the articles on which decisions about these words bear: each with the SHA-256 of its capture and its signature ("" where
    it has none). Those of the captures, and their versions and reposts that print the words; of captures that are not here, all that do.

    The same words ("区委书记某某主持会议") stand in hundreds of articles that the decision has nothing to do with.
    """
    here = known_captures({sha256 for sha256, _signature in words})
    found = {pk for pk, *_ in here.values()}
    homes: dict[str, set[tuple[int, str, str] | None]] = defaultdict(set)
    for sha256, signature in words:
        if signature:
            homes[signature].add(here.get(sha256))
    groups = {signature: {home[1] for home in some if home} for signature, some in homes.items()}
    addresses = {signature: {home[2] for home in some if home} - {""} for signature, some in homes.items()}
    for some in in_portions(homes):
        rows = (
            Witness.objects.filter(signature__in=some).order_by().values_list("signature", "article", "article__group", "article__address")
        )
        for signature, pk, group, address in rows:
            if None in homes[signature] or group in groups[signature] or address in addresses[signature]:
                found.add(pk)
    return found


def in_portions(items: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(items)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


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
