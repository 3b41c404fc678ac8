"""The recognizers in the page's terms: each takes the page and fills in its own fields; `recognize.RECOGNIZERS` is their order."""

import re
from bisect import bisect_right
from typing import Any

from articles.pipeline.recognize.appointments import read_appointments, read_careers
from articles.pipeline.recognize.attendance import Role, read_attendance, roles_by_tail
from articles.pipeline.recognize.bare_posts import find_bare_posts, take_bare_posts
from articles.pipeline.recognize.contact_lines import chrome_person, read_contact_lines
from articles.pipeline.recognize.entries import meeting_entry, organization_entry, person_entries, role_entry, statement_entry
from articles.pipeline.recognize.events import Event
from articles.pipeline.recognize.home import find_home
from articles.pipeline.recognize.meetings import find_events
from articles.pipeline.recognize.organizations import is_hijacked, read_organizations
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.posts import Post, read_phrases
from articles.pipeline.recognize.references import refer_to, take_references
from articles.pipeline.recognize.statements import Said, read_statements
from articles.pipeline.records import Verdict


def locate(page: Page) -> None:
    """The page's home, and its localities with their codes."""
    page.home = find_home(page)
    page.localities = [
        {"name": division.name, "code": division.code, "confidence": 0.9, "why": {"zh": why[0], "en": why[1]}}
        for division, why in ((division, page.home.reason(division)) for division in page.home.divisions)
    ]


def give_posts(page: Page) -> None:
    """Posts of every person: before the name, after it, given by a verb, and in contact lines."""
    if page.home is None or page.verdict is not Verdict.NEWS:
        return
    page.phrases = read_phrases(page, page.home)
    contact = read_contact_lines(page, page.home)
    for post in contact:
        page.persons.setdefault(post.name, chrome_person(post.name))
    posts = (
        [post for phrase in page.phrases for post in phrase.posts]
        + read_appointments(page, page.home)
        + read_careers(page, page.home)
        + contact
    )
    posts = _without_repeated(posts)
    page.posts = [post for post in posts if not (post.organization and is_hijacked(page, post.organization))]


def _without_repeated(posts: list[Post]) -> list[Post]:
    """Without the posts whose body is left out, where the page says it at another place with the same name and title (校长李某)."""
    bodies: dict[tuple[str, str], set[str]] = {}
    for post in posts:
        if post.organization:
            bodies.setdefault((post.name, post.title), set()).add(post.organization)
    return [post for post in posts if not _is_said_in_full(post, bodies.get((post.name, post.title), set()))]


def _is_said_in_full(post: Post, bodies: set[str]) -> bool:
    """Whether another place says of which body the title is: 校长 beside 某某大学校长, 縣政府 beside 花蓮縣政府."""
    if post.organization:
        return any(body != post.organization and body.endswith(post.organization) and post.rule == "as_written" for body in bodies)
    return len(bodies) == 1


def refer_back(page: Page) -> None:
    """What refers to a person of the page (刘县长, and 区委书记 where the page names its holder), and the posts that act without a name."""
    if page.home is None or page.verdict is not Verdict.NEWS:
        return
    take_references(page, refer_to(page, page.home))
    bare = find_bare_posts(page, page.home)
    take_bare_posts(page, [post for post in bare if not is_hijacked(page, post.organization or "")])


def name_bodies(page: Page) -> None:
    if page.verdict is Verdict.NEWS:
        page.organizations = [organization_entry(found) for found in read_organizations(page, [*page.posts, *page.bare_posts])]


def tell_events(page: Page) -> None:
    """Meetings and visits with who was there, and what was said; whoever is quoted at the page's event spoke at it."""
    if page.verdict is not Verdict.NEWS:
        page.persons = {}
        return
    events = find_events(page)
    said = read_statements(page)
    roles = read_attendance(page, events)
    _quoted_speak(page, events, roles, said)
    page.roles = _of_bare_posts(page, roles, said)
    nameless = {post.name for post in page.bare_posts}
    named = {number: [role for role in rows if role.person not in nameless] for number, rows in roles.items()}
    page.meetings = [meeting_entry(event, named[number]) for number, event in enumerate(events)]
    page.statements = [statement_entry(page, statement) for statement in said if statement.speaker not in nameless]
    present = {role.person for rows in named.values() for role in rows if role.role != "absent"}
    entries = person_entries(page, present)
    page.persons = {entry["name"]: entry for entry in entries}


def _of_bare_posts(page: Page, roles: dict[int, list[Role]], said: list[Said]) -> list[dict[str, Any]]:
    """Entries of the posts without a name: the acts at the page's events, else those the verb alone tells, and the statements."""
    places: dict[str, list[Post]] = {}
    for post in page.bare_posts:
        places.setdefault(post.name, []).append(post)
    acts: dict[Post, list[tuple[int | None, str]]] = {post: [] for post in page.bare_posts}
    words: dict[Post, list[Said]] = {post: [] for post in page.bare_posts}
    for number, rows in roles.items():
        for role in rows:
            if role.person in places:
                acts[_printed_at(places[role.person], role.start)].append((number, role.role))
    for statement in said:
        if statement.speaker in places:
            words[_printed_at(places[statement.speaker], statement.verb_start)].append(statement)
    for post in page.bare_posts if not roles else ():
        tail = re.split(r"[,;。!?\n]", page.plain[post.end : post.end + 80])[0]
        acts[post] = [(None, role) for role in roles_by_tail(tail) if not (words[post] and role == "speaker")]
    return [
        role_entry(page, post, acts[post], [statement_entry(page, statement) for statement in words[post]])
        for post in page.bare_posts
        if acts[post] or words[post]
    ]


def _printed_at(posts: list[Post], at: int) -> Post:
    """Of the places where a post is printed alike, the last one up to there."""
    return posts[max(0, bisect_right(posts, at, key=lambda post: post.start) - 1)]


def _quoted_speak(page: Page, events: list[Event], roles: dict[int, list[Role]], said: list[Said]) -> None:
    """A person quoted through 他 has no verb of saying after the name; where there is one event, the speech was given there."""
    if len(events) != 1:
        return
    away = {role.person for role in roles[0] if role.role in ("absent", "remote")}
    spoken = {role.person for role in roles[0] if role.role in ("speaker", "reader")} | away
    for statement in said:
        if statement.rule == "pronoun" and statement.speaker != "会议" and statement.speaker not in spoken:
            spoken.add(statement.speaker)
            roles[0].append(Role(statement.speaker, "speaker", statement.verb_start, statement.verb_start + len(statement.verb), "said"))
