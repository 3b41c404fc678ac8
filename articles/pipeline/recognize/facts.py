"""The recognizers in the page's terms: each takes the page and fills in its own fields; `recognize.RECOGNIZERS` is their order."""

from articles.pipeline.recognize.appointments import read_appointments, read_careers
from articles.pipeline.recognize.attendance import Role, read_attendance
from articles.pipeline.recognize.contact_lines import chrome_person, read_contact_lines
from articles.pipeline.recognize.entries import meeting_entry, organization_entry, person_entries, statement_entry
from articles.pipeline.recognize.events import Event
from articles.pipeline.recognize.home import find_home
from articles.pipeline.recognize.meetings import find_events
from articles.pipeline.recognize.organizations import is_hijacked, read_organizations
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.posts import read_phrases
from articles.pipeline.recognize.statements import Said, read_statements
from articles.pipeline.records import Verdict


def locate(page: Page) -> None:
    """The page's home, and its localities with their codes."""
    page.home = find_home(page)
    page.localities = [
        {"name": division.name, "code": division.code, "confidence": 0.9, "why": {"zh": f"依据:{why}", "en": why}}
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
    page.posts = [post for post in posts if not (post.organization and is_hijacked(page, post.organization))]


def name_bodies(page: Page) -> None:
    if page.verdict is Verdict.NEWS:
        page.organizations = [organization_entry(found) for found in read_organizations(page, page.posts)]


def tell_events(page: Page) -> None:
    """Meetings and visits with who was there, and what was said; whoever is quoted at the page's event spoke at it."""
    if page.verdict is not Verdict.NEWS:
        page.persons = {}
        return
    events = find_events(page)
    said = read_statements(page)
    roles = read_attendance(page, events)
    _quoted_speak(page, events, roles, said)
    page.meetings = [meeting_entry(event, roles[number]) for number, event in enumerate(events)]
    page.statements = [statement_entry(page, statement) for statement in said]
    present = {role.person for rows in roles.values() for role in rows if role.role != "absent"}
    entries = person_entries(page, present)
    page.persons = {entry["name"]: entry for entry in entries}


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
