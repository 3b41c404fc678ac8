"""The posts of a body over time: ends of tenures, seats held twice, and who is meant where only the post is named."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import Organization, Post, Tenure, Witness
from articles.pipeline.resolve.tenure_holders import conflicts, holders_on
from articles.pipeline.resolve.tenure_titles import is_single_seat
from articles.pipeline.resolve.tenures import PostSighting, TenureFacts, by_own_date, tenures_in
from articles.store.findings import Found, keep_findings_in
from articles.store.marking import fact_marks, mark_facts
from articles.store.settling.facts import LONGEST_TITLE, Word, grouped, words
from articles.store.settling.rows import free_keys


def settle_posts(blocks: list[str]) -> None:
    """The posts of all bodies that stand in these blocks."""
    bodies = {body.pk: body for body in Organization.objects.filter(block__in=blocks).order_by("key")}
    found = grouped(words("tenure", kind="post", organization__in=bodies, person__isnull=False), lambda word: word.organization)
    roles = grouped(words("person", kind="role", organization__in=bodies), lambda word: word.organization)
    tenures: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in Tenure.objects.filter(post__organization__in=bodies).select_related("person", "post").order_by("key"):
        tenures[tenure.post.organization_id].append(tenure)
    clashes: dict[str, list[Found]] = {block: [] for block in blocks}
    waiting: dict[str, list[Found]] = {block: [] for block in blocks}
    named: dict[str, tuple[int, dict[str, Any]]] = {}
    for pk, body in bodies.items():
        settled = settle_body(body, found.get(pk, ()), tenures[pk])
        clashes[body.block] += settled.clashes()
        for word in roles.get(pk, ()):
            holder = settled.holder_on(word.values["title"], date_of(word))
            if holder is None:
                waiting[body.block].append(waiting_for(body, word))
            else:
                named[word.key] = holder
    keep_posts(bodies, found)
    keep_findings_in({"two_holders": clashes, "role_waiting": waiting})
    name_holders(bodies, named)


@dataclass(frozen=True)
class Settled:
    """The tenures of one body: `facts` by title; `first`: each title's earliest witness; `rows`, `names`: of persons, by their keys."""

    body: Organization
    facts: Mapping[str, Sequence[TenureFacts]]
    first: Mapping[str, str]
    rows: Mapping[str, int]
    names: Mapping[str, str]

    def clashes(self) -> list[Found]:
        """Seats that two held at once."""
        return [
            Found(
                about=(self.first[title], clash.one, clash.other),
                details={"organization": self.body.key, "title": title, "names": [self.names[clash.one], self.names[clash.other]]},
                zh=f"{self.body.name}：{in_words(clash.reason.zh, self.names)}",
                en=f"{self.body.name}: {in_words(clash.reason.en, self.names)}",
            )
            for title, tenures in self.facts.items()
            for clash in conflicts(tenures)
        ]

    def holder_on(self, title: str, date: str) -> tuple[int, dict[str, Any]] | None:
        """Who held a single seat on a date, with the reason: the row's id; None where nobody or more than one is known."""
        if not is_single_seat(title) or len(date) < len("2024-03"):
            return None
        holders = [holder for holder in holders_on(date, self.facts.get(title, ())) if holder.person]
        if len(holders) != 1:
            return None
        zh, en = in_words(holders[0].reason.zh, self.names), in_words(holders[0].reason.en, self.names)
        reason = {"certainty": holders[0].certainty, "zh": f"据任职推断：{zh}", "en": f"inferred from the tenure: {en}"}
        return self.rows[holders[0].person], reason


def settle_body(body: Organization, found: Sequence[Word], tenures: Sequence[Tenure]) -> Settled:
    """What is withheld bounds no tenure that others may see: the tenures told of openly are settled by themselves."""
    openly = [word for word in found if not word.withheld]
    if len(openly) == len(found):
        return bound_tenures(body, found, tenures)
    told = {(word.person, word.values["title"][:LONGEST_TITLE]) for word in openly}
    bound_tenures(body, found, [row for row in tenures if (row.person_id, row.post.title) not in told])
    return bound_tenures(body, openly, [row for row in tenures if (row.person_id, row.post.title) in told])


def bound_tenures(body: Organization, found: Sequence[Word], tenures: Sequence[Tenure]) -> Settled:
    """Bound these tenures by the words found."""
    keys = {tenure.person_id: tenure.person.key for tenure in tenures}
    names = {tenure.person.key: tenure.person.name for tenure in tenures}
    held = [word for word in found if word.person in keys]
    first: dict[str, str] = {}
    for word in held:
        first.setdefault(word.values["title"][:LONGEST_TITLE], word.key)
    sightings = sightings_of(held, keys)
    dated = by_own_date([one for own in sightings.values() for one in own])
    facts = {title: tenures_in(own, dated) for title, own in sorted(sightings.items())}
    keep_ends(tenures, facts, names)
    return Settled(body, facts, first, {key: pk for pk, key in keys.items()}, names)


def sightings_of(found: Sequence[Word], keys: Mapping[Any, str]) -> dict[str, list[PostSighting]]:
    """Who was seen in the posts of one body, by title. `found`: in order; `keys`: of persons, by their rows.

    Of thousands of articles most say what others of their day say: the first of these is enough. Those that print one text are left
    together: they have the date of the earliest.
    """
    printed = Counter(counted for counted, _key in {(word.article.counted, word.article.key) for word in found})
    sightings: dict[str, dict[tuple[Any, ...], PostSighting]] = defaultdict(dict)
    for word in found:
        seen = sighting(keys[word.person], word.values["title"][:LONGEST_TITLE], word)
        said = (seen.person, seen.former, seen.date, seen.group if printed[seen.group] > 1 else "")
        sightings[seen.title].setdefault(said, seen)
    return {title: list(some.values()) for title, some in sightings.items()}


def sighting(person: str, title: str, word: Word) -> PostSighting:
    return PostSighting(person, word.article.date, title, bool(word.values.get("former")), word.article.order, word.article.counted)


def keep_ends(tenures: Sequence[Tenure], facts: Mapping[str, Sequence[TenureFacts]], names: Mapping[str, str]) -> None:
    known = {(row.person.key, row.post.title): row for row in tenures}
    changed = []
    columns = ("first_seen", "last_seen", "not_before", "not_after", "former_only", "why")
    for title, own in facts.items():
        for tenure in own:
            row = known.get((tenure.person, title))
            if row is None:
                continue
            values: dict[str, Any] = {name: getattr(tenure, name) for name in columns[:-1]}
            values["why"] = {"zh": in_words(tenure.reason.zh, names), "en": in_words(tenure.reason.en, names)}
            if any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
    Tenure.objects.bulk_update(changed, columns, batch_size=100)


def in_words(reason: str, names: Mapping[str, str]) -> str:
    """The reason with the persons' names in the place of their keys."""
    for key, name in names.items():
        reason = reason.replace(key, name)
    return reason


def keep_posts(bodies: Mapping[int, Organization], found: Mapping[int | None, Sequence[Word]]) -> None:
    """Each post goes by the key of its earliest witness; one that nobody holds any more is taken away."""
    first: dict[tuple[int | None, str], str] = {}
    for body, own in found.items():
        for word in own:
            first.setdefault((body, word.values["title"][:LONGEST_TITLE]), word.key)
    posts = list(Post.objects.filter(organization__in=bodies))
    wanted = {post.pk: first.get((post.organization_id, post.title)) for post in posts}
    Post.objects.filter(pk__in=[pk for pk, key in wanted.items() if key is None]).delete()
    free_keys(Post, {key: pk for pk, key in wanted.items() if key is not None})
    changed = []
    for post in posts:
        key, single = wanted[post.pk], is_single_seat(post.title)
        if key is not None and (post.key, post.single_seat) != (key, single):
            post.key, post.single_seat = key, single
            changed.append(post)
    Post.objects.bulk_update(changed, ["key", "single_seat"], batch_size=100)


def waiting_for(body: Organization, word: Word) -> Found:
    title, date = word.values["title"], date_of(word)
    return Found(
        (word.key,),
        f"{date or '无日期'}任{body.name}{title}者未知",
        f"who was {title} of {body.name} on {date or 'an unknown date'} is not known",
        details={"organization": body.key, "title": title, "date": date},
    )


def name_holders(bodies: Mapping[int, Organization], named: Mapping[str, tuple[int, dict[str, Any]]]) -> None:
    """Who is meant where an article names the post alone: its holder at that date, if the seat is single and one holder is known.

    `named`: of each such witness the person's row and the reason; where a witness is missing nobody is meant, nor where it is rejected.
    """
    marks: set[tuple[str, str]] = set()
    roles = Witness.objects.filter(kind="role", organization__in=bodies).order_by()
    for pk, key, person, resolution, meeting in list(roles.values_list("pk", "key", "person_id", "resolution", "meeting_id")):
        wanted: tuple[int | None, dict[str, Any]] = named.get(key, (None, {}))
        if (person, resolution) != wanted:
            fact = {} if person == wanted[0] else {"attendance": None}
            Witness.objects.filter(pk=pk).update(person=wanted[0], resolution=wanted[1], **fact)
            for row in (person, wanted[0]):
                marks |= fact_marks("role", "", row, None, meeting)
    mark_facts(marks)


def date_of(word: Word) -> str:
    """The meeting's date where it is known with its year, else the article's."""
    date = str(word.values.get("date") or "").partition("/")[0]
    return date if date[:4].isdigit() else word.article.date
