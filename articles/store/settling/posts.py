"""The posts of a body over time: ends of tenures, seats held twice, and who is meant where only the post is named."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from articles.models import Organization, Post, Tenure, Witness
from articles.pipeline.resolve.tenure_holders import conflicts, holders_on
from articles.pipeline.resolve.tenure_titles import is_single_seat
from articles.pipeline.resolve.tenures import PostSighting, TenureFacts, find_tenures
from articles.store.findings import Found, keep_findings
from articles.store.settling.facts import LONGEST_TITLE, Word, words
from articles.store.settling.rows import free_keys
from articles.store.witnessing import mark_stale


def settle_posts(bodies: list[str]) -> None:
    """`bodies` are the ids of organizations; one that is no longer there is passed over."""
    for body in Organization.objects.filter(pk__in=[int(pk) for pk in bodies]).order_by("key"):
        settle_body(body)


def settle_body(body: Organization) -> None:
    found = words("tenure", kind="post", organization=body.pk, person__isnull=False)
    keys = dict(Tenure.objects.filter(post__organization=body).values_list("person_id", "person__key"))
    names = dict(Tenure.objects.filter(post__organization=body).values_list("person__key", "person__name"))
    sightings: dict[str, list[PostSighting]] = defaultdict(list)
    for word in found:
        if word.person in keys:
            title = word.values["title"][:LONGEST_TITLE]
            sightings[title].append(sighting(keys[word.person], title, word))
    facts = {
        title: find_tenures(own, [other for name in sorted(sightings) if name != title for other in sightings[name]])
        for title, own in sorted(sightings.items())
    }
    keep_ends(body, facts, names)
    keep_keys(body, found)
    first = {title: next(word.key for word in found if word.values["title"][:LONGEST_TITLE] == title) for title in facts}
    keep_findings("two_holders", body.block, [clash for title in facts for clash in clashes(body, first[title], facts[title], names)])
    name_holders(body, facts, {key: pk for pk, key in keys.items()}, names)


def sighting(person: str, title: str, word: Word) -> PostSighting:
    return PostSighting(person, word.article.date, title, bool(word.values.get("former")), word.article.order, word.article.counted)


def keep_ends(body: Organization, facts: Mapping[str, Sequence[TenureFacts]], names: Mapping[str, str]) -> None:
    known = {
        (row.person.key, row.post.title): row for row in Tenure.objects.filter(post__organization=body).select_related("person", "post")
    }
    changed = []
    columns = ("first_seen", "last_seen", "not_before", "not_after", "former_only", "why")
    for title, tenures in facts.items():
        for tenure in tenures:
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


def keep_keys(body: Organization, found: Sequence[Word]) -> None:
    """Each post goes by the key of its earliest witness; one that nobody holds any more is taken away."""
    first: dict[str, str] = {}
    for word in found:
        first.setdefault(word.values["title"][:LONGEST_TITLE], word.key)
    posts = list(Post.objects.filter(organization=body))
    Post.objects.filter(pk__in=[post.pk for post in posts if post.title not in first]).delete()
    kept = [post for post in posts if post.title in first]
    free_keys(Post, {first[post.title]: post.pk for post in kept})
    changed = [post for post in kept if (post.key, post.single_seat) != (first[post.title], is_single_seat(post.title))]
    for post in changed:
        post.key, post.single_seat = first[post.title], is_single_seat(post.title)
    Post.objects.bulk_update(changed, ["key", "single_seat"], batch_size=100)


def clashes(body: Organization, post: str, tenures: Sequence[TenureFacts], names: Mapping[str, str]) -> list[Found]:
    return [
        Found(
            about=(post, clash.one, clash.other),
            details={"organization": body.key, "title": tenures[0].title, "names": [names[clash.one], names[clash.other]]},
            zh=f"{body.name}：{in_words(clash.reason.zh, names)}",
            en=f"{body.name}: {in_words(clash.reason.en, names)}",
        )
        for clash in conflicts(tenures)
    ]


def name_holders(body: Organization, facts: Mapping[str, Sequence[TenureFacts]], rows: Mapping[str, int], names: Mapping[str, str]) -> None:
    """Who is meant where an article names the post alone: its holder at that date, if the seat is single and one holder is known."""
    waiting, marks = [], set()
    for word in words("person", kind="role", organization=body.pk):
        title, date = word.values["title"], date_of(word)
        holders = [
            holder
            for holder in holders_on(date, facts.get(title, ()))
            if holder.person and is_single_seat(title) and len(date) >= len("2024-03")
        ]
        holder = holders[0] if len(holders) == 1 else None
        person = None if holder is None else rows[holder.person]
        if holder is None:
            zh, en = (
                f"{date or '无日期'}任{body.name}{title}者未知",
                f"who was {title} of {body.name} on {date or 'an unknown date'} is not known",
            )
            waiting.append(Found((word.key,), zh, en, details={"organization": body.key, "title": title, "date": date}))
            reason = {}
        else:
            zh, en = in_words(holder.reason.zh, names), in_words(holder.reason.en, names)
            reason = {"certainty": holder.certainty, "zh": f"据任职推断：{zh}", "en": f"inferred from the tenure: {en}"}
        known = Witness.objects.filter(key=word.key).values_list("person_id", "resolution")[0]
        if known != (person, reason):
            Witness.objects.filter(key=word.key).update(person=person, resolution=reason)
            marks |= {("facts", str(pk)) for pk in (known[0], person) if pk}
    keep_findings("role_waiting", body.block, waiting)
    mark_stale(marks)


def date_of(word: Word) -> str:
    """The meeting's date where it is known with its year, else the article's."""
    date = str(word.values.get("date") or "").partition("/")[0]
    return date if date[:4].isdigit() else word.article.date
