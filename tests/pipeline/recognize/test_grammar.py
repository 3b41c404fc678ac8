"""The rules of the trade's grammar against tests/cases/*.tsv: what they find, and what they leave alone."""

from collections.abc import Callable

import pytest

from articles.pipeline.recognize.appointments import read_appointments, read_careers
from articles.pipeline.recognize.attendance import read_attendance
from articles.pipeline.recognize.bare_posts import find_bare_posts, holders_of
from articles.pipeline.recognize.contact_lines import read_contact_lines
from articles.pipeline.recognize.dates import find_dates
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.levels import level_of
from articles.pipeline.recognize.meetings import find_events
from articles.pipeline.recognize.organizations import read_organizations
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.posts import Post
from articles.pipeline.recognize.references import refer_to
from articles.pipeline.recognize.statements import read_statements
from articles.pipeline.recognize.verdict import judge
from tests.pipeline.recognize.marked import marked_page, read_cases


def home_of(page: Page) -> Home:
    assert page.home is not None
    return page.home


def all_posts(page: Page) -> list[Post]:
    before_names = [post for phrase in page.phrases for post in phrase.posts]
    return (
        before_names + read_appointments(page, home_of(page)) + read_careers(page, home_of(page)) + read_contact_lines(page, home_of(page))
    )


def posts(page: Page) -> str:
    rows = (f"{post.name}={post.organization or ''}|{post.title}" + ("|former" if post.former else "") for post in all_posts(page))
    return "; ".join(dict.fromkeys(rows))


def references(page: Page) -> str:
    page.posts = all_posts(page)
    return "; ".join(f"{page.text[found.start : found.end]}={found.name}" for found in refer_to(page, home_of(page)))


def bare_posts(page: Page) -> str:
    page.posts = all_posts(page)
    rows = find_bare_posts(page, home_of(page))
    holders = holders_of(page, rows)
    return "; ".join(f"{post.name}={holder or f'{post.organization}|{post.title}'}" for post, holder in zip(rows, holders, strict=True))


def organizations(page: Page) -> str:
    return " ".join(found["name"] for found in read_organizations(page, [post for phrase in page.phrases for post in phrase.posts]))


def home(page: Page) -> str:
    found = home_of(page)
    zone = [f"zone={found.zone}"] if found.zone else []
    return " ".join(
        [
            *(f"{key}={name}" for key, name in sorted(found.levels.items())),
            *zone,
            *(f"{key}={name}" for key, name in found.institutions.items()),
        ]
    )


def meetings(page: Page) -> str:
    rows = []
    for event in find_events(page):
        date = (event.when.value if event.when else None) or "-"
        rows.append(f"{event.kind} {event.name} {date}" + (f" @{event.place}" if event.place else ""))
    return "; ".join(rows)


def attendance(page: Page) -> str:
    return "; ".join(" ".join(f"{role.person}={role.role}" for role in rows) for rows in read_attendance(page, find_events(page)).values())


def statements(page: Page) -> str:
    return "; ".join(f"{said.speaker} {said.verb} {page.text[said.start : said.end][:8]}" for said in read_statements(page))


def verdict(page: Page) -> str:
    judge(page)
    return str(page.verdict)


def dates(page: Page) -> str:
    found = find_dates(page.plain, page.article.published_on)
    return " ".join(when.value or ("same" if when.same else "next" if when.following else "-") for when in found)


TELLING: dict[str, Callable[[Page], str]] = {
    "posts.tsv": posts,
    "references.tsv": references,
    "bare_posts.tsv": bare_posts,
    "organizations.tsv": organizations,
    "home.tsv": home,
    "meetings.tsv": meetings,
    "attendance.tsv": attendance,
    "statements.tsv": statements,
    "verdict.tsv": verdict,
    "dates.tsv": dates,
}


@pytest.mark.parametrize(("name", "line", "expected"), [(name, *case) for name in TELLING for case in read_cases(name)])
def test_case(name: str, line: str, expected: str) -> None:
    assert TELLING[name](marked_page(line)) == expected


@pytest.mark.parametrize(("body", "expected"), read_cases("levels.tsv"))
def test_level(body: str, expected: str) -> None:
    name, kind = body.split(" ")
    assert level_of(name, kind) == (expected or None)


@pytest.mark.parametrize("name", TELLING)
def test_every_file_of_cases_is_of_some_size(name: str) -> None:
    assert len(read_cases(name)) >= 25


@pytest.mark.parametrize("name", ["posts.tsv", "references.tsv", "bare_posts.tsv", "meetings.tsv", "attendance.tsv", "statements.tsv"])
def test_marks_in_full_width_read_the_same(name: str) -> None:
    wide = str.maketrans(",:;()", "，：；（）")
    for line, expected in read_cases(name):
        head, bar, text = line.rpartition("| ")
        assert TELLING[name](marked_page(head + bar + text.translate(wide))).translate(wide) == expected.translate(wide)
