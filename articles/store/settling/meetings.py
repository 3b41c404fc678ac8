"""Which meeting is meant."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from articles.models import Meeting, Witness
from articles.pipeline.resolve.entries import MeetingEntry
from articles.pipeline.resolve.meetings import describe_meeting, resolve_meetings
from articles.store.marking import mark_stale
from articles.store.settling.nouns import Entry, Noun, drop, lead, settle_noun
from articles.store.settling.rows import portions
from articles.store.witnessing import meeting_entry

LONGEST_NAME, LONGEST_DATE, LONGEST_PLACE = 400, 32, 200


def settle_meetings(blocks: list[str]) -> None:
    settled = settle_noun(MEETINGS, blocks)
    # Who was there and what was said there goes where the meeting goes.
    moved = lead("meeting", "event", settled)
    mark_stale(("told", row.block) for row in moved if row.kind == "statement")
    drop(MEETINGS, settled)


def load(entries: Sequence[Entry]) -> Mapping[str, MeetingEntry]:
    bodies: dict[str, set[str]] = defaultdict(set)
    articles = {entry.article.key for entry in entries}
    for some in portions(articles):
        rows = Witness.objects.standing().filter(kind="organization", article__key__in=some, organization__isnull=False)
        for article, body in rows.values_list("article__key", "organization__key"):
            bodies[article].add(body)
    return {entry.key: meeting_entry(entry.article, entry.key, entry.values, entry.company, bodies[entry.article.key]) for entry in entries}


def columns(entries: Sequence[Entry], loaded: Sequence[MeetingEntry]) -> dict[str, Any]:
    facts = describe_meeting(loaded)
    return {
        "name": facts.name[:LONGEST_NAME],
        "kind": facts.kind,
        "date": facts.date[:LONGEST_DATE],
        "place": facts.place[:LONGEST_PLACE],
        "places": list(facts.places),
    }


MEETINGS = Noun(
    kind="meeting",
    model=Meeting,
    load=load,
    resolve=resolve_meetings,
    describe=columns,
    correctable=("name", "kind", "date", "place", "note"),
)
