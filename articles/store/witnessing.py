"""An article's witnesses: what its reading says, with what people decided about it.

Whatever changes is marked to be settled (`Stale`): who is meant, and what follows from it, is worked out afterwards by settling/.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from articles.models import Article, Meeting, Organization, Person, Witness
from articles.pipeline.resolve.claims import Claim, claims_of
from articles.pipeline.resolve.entries import MeetingEntry, Order, OrganizationEntry
from articles.pipeline.resolve.meetings import meeting_block
from articles.pipeline.resolve.names import name_key
from articles.pipeline.resolve.organizations import identify
from articles.search.indexing import mark_shown
from articles.store.findings import Found, keep_findings_in
from articles.store.judging import Judged, judgements_of
from articles.store.linking import NOUNS, Held, apply, linked, placed
from articles.store.marking import LONGEST_BLOCK, fact_marks, judged_with, mark_stale, mark_versions

AT_ONCE = 500
FEW = 8
"""So many rows are sooner written one by one than with one statement that tells them apart."""
_WEIGHTS = {"meeting": 1.0, "post": 1.0, "attendance": 0.8, "person": 0.8, "role": 0.6, "statement": 0.5, "organization": 0.4}
"""How much a wrong fact of each kind does harm: a meeting carries its attendances with it, a post the tenure."""
_WRITTEN = (
    *("signature", "kind", "block", "start", "end", "quote", "spans", "names", "values", "machine", "confidence", "rule", "why"),
    *("status", "decision", "subject", "event", "of_body", "company", "withheld", "doubt"),
)
_LED = (*NOUNS, "tenure", "attendance", "statement")


def keep_witnesses(article: Article, reading: dict[str, Any], *, moved: bool = False) -> bool:
    """Bring the article's witnesses in step with its reading and the decisions; gives whether anything changed.

    `moved`: the article's date, place or group changed, so that all it says has to be settled anew.
    """
    return keep_witnesses_of([(article, reading)], moved=moved)


def keep_witnesses_of(pairs: Sequence[tuple[Article, dict[str, Any]]], *, moved: bool = False) -> bool:
    """The same for several articles, each with its reading: what is asked of the database is asked for all of them at once."""
    asked = [(article, reading["capture"]["sha256"], claims_of(reading)) for article, reading in pairs]
    every = judgements_of(asked)
    former: dict[int, list[Witness]] = defaultdict(list)
    for row in Witness.objects.filter(article__in=[article for article, *_ in asked]).order_by():
        former[row.article_id].append(row)
    changed: list[Article] = []
    differing: dict[str, list[Found]] = {}
    placeless: dict[str, list[Found]] = {}
    written = Written()
    for (article, sha256, claims), judged in zip(asked, every, strict=True):
        held = with_blocks(article, linked(article, sha256, decided(article, claims, judged), judged))
        # What is withheld counts among administrators alone, so all that the article says is counted anew.
        if differing_from(former[article.pk], article, held, written, moved=moved or article.withheld != judged.withheld):
            changed.append(article)
        if article.withheld != judged.withheld:
            article.withheld = judged.withheld
            Article.objects.filter(pk=article.pk).update(withheld=judged.withheld)
            mark_shown([article.pk], article.shown and not judged.withheld)
        differing[article.key] = text_changes(claims, judged)
        placeless[article.key] = homeless(article, held)
    write(written)
    mark_versions({article.address for article, *_ in asked} if moved else {article.address for article in changed})
    keep_findings_in({"text_changed": differing, "no_home": placeless})
    return bool(changed)


def decided(article: Article, claims: Sequence[Claim], judged: Judged) -> list[Held]:
    """Each claim with its decisions, and the facts that stand by a decision alone."""
    held = [apply(Held(claim, dict(claim.values), dict(claim.values)), judged.about.get(claim.key, [])) for claim in claims]
    for alone in judged.alone:
        if alone.stands:
            claim = placed(article.body, alone.claim)
            held.append(apply(Held(claim, dict(claim.values), None), alone.decisions))
    return held


def with_blocks(article: Article, held: list[Held]) -> list[Held]:
    """Where each is to be resolved, and in whose company each person is named."""
    stamp = stamp_of(article)
    standing = [row for row in held if row.status != Witness.Status.REJECTED]
    people = {row.claim.key: name_key(row.values["name"]) for row in standing if row.claim.kind == "person"}
    events: dict[str, set[str]] = {}
    for row in standing:
        if row.claim.kind == "attendance" and row.claim.subject in people:
            events.setdefault(row.claim.event, set()).add(row.claim.subject)
    company: dict[str, set[str]] = {}
    for subjects in events.values():
        for subject in subjects:
            company.setdefault(subject, set()).update(people[other] for other in subjects if other != subject)
    there = {event: {people[subject] for subject in subjects} for event, subjects in events.items()}
    return [
        replace(
            row,
            block=block_of(row.claim.kind, row.claim.key, row.values, stamp)[:LONGEST_BLOCK],
            company=tuple(sorted((company if row.claim.kind == "person" else there).get(row.claim.key, ()))),
        )
        for row in held
    ]


def block_of(kind: str, key: str, values: dict[str, Any], article: "Stamp") -> str:
    """Where who is meant is looked for; of a statement, the digest of its words; "" for what hangs on others."""
    if kind == "person":
        return name_key(values["name"])
    if kind == "organization":
        return identify(organization_entry(article, key, values)).text
    if kind == "meeting":
        return meeting_block(meeting_entry(article, key, values))
    return digest_of(values["text"]) if kind == "statement" else ""


def digest_of(text: str) -> str:
    """By which the same words are known wherever they are printed: letters and characters alone count, in one width and case.

    >>> digest_of("要抓好，落实。") == digest_of("要抓好,落实")
    True
    """
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Stamp(NamedTuple):
    """Of an article what its entries need.

    `counted`: the same for versions and reposts of one text. `order`: by which is decided what comes first: time of capture, printed date,
    SHA-256. `date`: the printed one as far as it says which year it was, else "". `places`: where it is at home.
    """

    key: str
    counted: str
    order: Order
    date: str
    places: list[str]


_STAMPED = ("key", "group", "first_seen", "published_on", "places")
STAMP = tuple(f"article__{name}" for name in _STAMPED)
"""A witness's columns of which `stamped` makes its article's stamp."""


def stamped(key: str, group: str, first_seen: datetime | None, published_on: str, places: list[str]) -> Stamp:
    date = published_on.partition("/")[0]
    seen = "" if first_seen is None else first_seen.astimezone(UTC).isoformat()
    return Stamp(key, group or key, (seen, published_on, key), date if date[:4].isdigit() else "", places)


def stamp_of(article: Article) -> Stamp:
    return stamped(*(getattr(article, name) for name in _STAMPED))


def organization_entry(article: Stamp, key: str, values: dict[str, Any]) -> OrganizationEntry:
    return OrganizationEntry(
        key=key,
        name=values["name"],
        kind=values.get("kind") or "",
        group=article.counted,
        order=article.order,
        written=tuple(values.get("written") or ()),
        certain=bool(values.get("certain", True)),
        places=tuple(article.places),
        date=article.date,
    )


def meeting_entry(
    article: Stamp, key: str, values: dict[str, Any], company: Iterable[str] = (), bodies: Iterable[str] = ()
) -> MeetingEntry:
    return MeetingEntry(
        key=key,
        name=values["name"],
        kind=values.get("kind") or "meeting",
        group=article.counted,
        order=article.order,
        date=values.get("date") or "",
        published=article.date,
        place=values.get("place") or "",
        places=tuple(article.places),
        company=frozenset(company),
        bodies=frozenset(bodies),
    )


@dataclass
class Written:
    """What is to be written of some articles, all at once. `before`: the columns of the rows that change, by their ids; `touched`: of
    mentions that change the kind, and the ids of person, body and meeting."""

    new: list[Witness] = field(default_factory=list)
    changed: list[Witness] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    stale: set[tuple[str, str]] = field(default_factory=set)
    touched: list[tuple[str, int | None, int | None, int | None]] = field(default_factory=list)


def differing_from(rows: Iterable[Witness], article: Article, held: list[Held], written: Written, *, moved: bool) -> bool:
    """Note what differs from these rows of an article, and what has to be settled; gives whether anything differs."""
    former = {row.key: row for row in rows}
    blocks = {row.claim.key: row.block for row in held}
    former_blocks = {row.key: row.block for row in former.values()}
    number = len(written.new) + len(written.changed)
    for row in held:
        columns = columns_of(row)
        known = former.pop(row.claim.key, None)
        if known is None:
            written.new.append(Witness(key=row.claim.key, article=article, **columns))
        elif settled_alone(known, columns):
            written.before[known.pk] = dict(vars(known))
            known.status, known.decision = columns["status"], columns["decision"]
            written.changed.append(known)
            written.stale |= accepted_of(known)
            if not moved:
                continue
        elif any(getattr(known, name) != value for name, value in columns.items()):
            let_go_of(known, former_blocks, written)
            written.before[known.pk] = dict(vars(known))
            let_go(known, columns)
            for name, value in columns.items():
                setattr(known, name, value)
            written.changed.append(known)
        elif not moved:
            continue
        elif known.kind == "role":
            written.touched.append((known.kind, known.person_id, known.organization_id, known.meeting_id))
        written.stale |= stale_of(row.claim.kind, row.block, row.claim.subject, row.claim.event, row.claim.body, blocks)
        if known is not None:
            written.stale |= facts_of(known)
    for known in former.values():
        let_go_of(known, former_blocks, written)
        written.gone.append(known.pk)
    if any(known.kind == "organization" for known in former.values()):
        # Meetings are known by the bodies their articles name.
        written.stale |= {("meeting", row.block) for row in held if row.claim.kind == "meeting"}
    return bool(former) or len(written.new) + len(written.changed) > number


def let_go_of(known: Witness, blocks: dict[str, str], written: Written) -> None:
    """Note what has to be settled when what this row said so far holds no longer."""
    written.stale |= stale_of(known.kind, known.block, known.subject, known.event, known.of_body, blocks) | facts_of(known)
    written.touched.append((known.kind, known.person_id, known.organization_id, known.meeting_id))


def write(written: Written) -> None:
    """Write it; mark what has to be settled."""
    for start in range(0, len(written.gone), AT_ONCE):
        gone = Witness.objects.filter(pk__in=written.gone[start : start + AT_ONCE])
        written.stale |= judged_with(gone)
        gone.delete()
    Witness.objects.bulk_create(written.new, batch_size=200)
    update(written.changed, written.before)
    mark_stale(written.stale | blocks_of_rows(written.touched))


def update(rows: Sequence[Witness], before: dict[int, dict[str, Any]]) -> None:
    """Write these rows where they differ from before: a decision changes few columns of few rows, a new reader many of many."""
    columns = (*_WRITTEN, *(f"{name}_id" for name in _LED))
    alike: dict[tuple[str, ...], list[Witness]] = defaultdict(list)
    for row in rows:
        alike[tuple(name for name in columns if getattr(row, name) != before[row.pk][name])].append(row)
    for names, some in alike.items():
        if len(some) > FEW:
            Witness.objects.bulk_update(some, names, batch_size=100)
            continue
        for row in some:
            Witness.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})


def settled_alone(known: Witness, columns: dict[str, Any]) -> bool:
    """Whether people decided about it and nothing else changed: what it says stands as before, so nobody has to be looked for anew."""
    differing = {name for name, value in columns.items() if getattr(known, name) != value}
    return bool(differing) and differing <= {"status", "decision"} and Witness.Status.REJECTED not in (known.status, columns["status"])


def accepted_of(known: Witness) -> set[tuple[str, str]]:
    """What has to be settled when people accepted it: whether its fact is accepted. Persons, bodies and meetings say no such thing."""
    facts = {"tenure": known.tenure_id, "attendance": known.attendance_id, "statement": known.statement_id}
    return {("accepted", f"{name} {row}") for name, row in facts.items() if row is not None}


def facts_of(known: Witness) -> set[tuple[str, str]]:
    """Marks for the fact that a witness of these rows is, or was, a witness of."""
    return fact_marks(known.kind, known.block, known.person_id, known.organization_id, known.meeting_id)


def let_go(known: Witness, columns: dict[str, Any]) -> None:
    """What is about another person, meeting or body than before waits for its rows; what is rejected is a witness of nothing."""
    if columns["status"] == Witness.Status.REJECTED:
        known.tenure = known.attendance = known.statement = None
    for column, row in (("subject", "person"), ("event", "meeting"), ("of_body", "organization")):
        if known.kind not in NOUNS and getattr(known, column) != columns[column]:
            for name in (row, "tenure", "attendance", "statement"):
                setattr(known, name, None)


def columns_of(row: Held) -> dict[str, Any]:
    claim = row.claim
    return {
        "signature": claim.signature,
        "kind": claim.kind,
        "block": row.block,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "spans": [list(span) for span in claim.spans],
        "names": list(claim.names),
        "values": row.values,
        "machine": row.machine,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "why": claim.why,
        "status": row.status,
        "decision": row.decision,
        "subject": claim.subject,
        "event": claim.event,
        "of_body": claim.body,
        "company": list(row.company),
        "withheld": row.withheld,
        "doubt": doubt_of(claim.kind, claim.confidence),
    }


def doubt_of(kind: str, confidence: float) -> float:
    """How much there is to settle."""
    return round(_WEIGHTS[kind] * (1 - confidence), 4)


def stale_of(kind: str, block: str, subject: str, event: str, body: str, blocks: dict[str, str]) -> set[tuple[str, str]]:
    """What has to be settled when a witness changes: its own block, else those of what it is about."""
    if kind in ("person", "organization", "meeting"):
        return {(kind, block)}
    about = (("person", subject), ("meeting", event), ("organization", body))
    return {(noun, blocks[key]) for noun, key in about if blocks.get(key)} | ({("told", block)} if kind == "statement" else set())


def blocks_of_rows(touched: Iterable[tuple[str, int | None, int | None, int | None]]) -> set[tuple[str, str]]:
    """Marks for the rows of mentions that change (kind, and ids of person, body and meeting): judgements may tie them to other blocks than
    the mention's own. A post named without its holder bears on the posts of its body."""
    rows: dict[str, set[int]] = {"person": set(), "organization": set(), "meeting": set(), "post": set()}
    marks: set[tuple[str, str]] = set()
    for kind, person, body, meeting in touched:
        row = {"person": person, "organization": body, "meeting": meeting, "role": body}.get(kind)
        if row is not None:
            rows["post" if kind == "role" else kind].add(row)
    models: tuple[type[Person | Organization | Meeting], ...] = (Person, Organization, Meeting, Organization)
    for (kind, some), model in zip(rows.items(), models, strict=True):
        if some:
            marks |= {(kind, block) for block in model._default_manager.filter(pk__in=some).values_list("block", flat=True)}
    return marks


def text_changes(claims: Sequence[Claim], judged: Judged) -> list[Found]:
    """Decisions whose words the reader no longer reads as they were: old machine, human, new machine."""
    found = []
    for alone in judged.alone:
        claim, last = alone.claim, alone.decisions[-1]
        now = [other for other in claims if other.kind == claim.kind and overlap(other, claim)]
        if alone.machine is not None and (now or alone.stands):
            human = last.values or {"decision": last.kind}
            found.append(
                Found(
                    about=(claim.key, last.key, *(other.key for other in now)),
                    details={"kind": claim.kind, "old": alone.machine, "human": human, "new": [other.values for other in now]},
                    zh=f"裁定所据的“{claim.quote[:20]}”重新读取后不同",
                    en=f"the words {claim.quote[:20]!r} under a decision are read otherwise now",
                )
            )
    return found


def overlap(one: Claim, other: Claim) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return bool(set(one.names) & set(other.names))
    return one.start < other.end and other.start < one.end


def homeless(article: Article, held: Sequence[Held]) -> list[Found]:
    """A page whose place nothing decides, though it names bodies that need one."""
    open_bodies = [row.values["name"] for row in held if row.claim.kind == "organization" and not row.values.get("certain", True)]
    if article.places or not open_bodies:
        return []
    names = "、".join(open_bodies[:3])
    return [
        Found(
            about=(article.key,),
            details={"bodies": open_bodies},
            zh=f"无从判断本页属何地；未能确定：{names}",
            en=f"nothing says which place the page is of; open: {names}",
        )
    ]
