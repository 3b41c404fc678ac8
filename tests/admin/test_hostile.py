"""Captures are hostile: whatever they say, the pages show it as text and nothing else."""

import re

import pytest
from django.test import Client

from articles.admin.legible import isolated, legible, outward
from tests.admin.rows import HOSTILE, make_hostile_article, make_problem, make_run

ACTIVE = re.compile(
    r"<script>alert|<img src=x|[\"'] onerror|href=[\"']?\s*javascript:|[\u202a-\u202e\u2066-\u2069\u200b\x00]", re.IGNORECASE
)


@pytest.mark.django_db
@pytest.mark.parametrize("noun", ["article", "capture", "reading", "sighting", "importproblem", "importrun"])
def test_no_page_acts_on_what_a_capture_says(administrator: Client, noun: str) -> None:
    article = make_hostile_article()
    run = make_run(paths=[HOSTILE], options={HOSTILE: HOSTILE}, problems=1, reader=HOSTILE[:30])
    problem = make_problem(run, 1, path=HOSTILE, reason=HOSTILE, cure=HOSTILE, capture=article.capture)
    rows = {"article": article, "capture": article.capture, "reading": article.reading, "sighting": article.capture.sightings.get()}
    rows |= {"importproblem": problem, "importrun": run}
    for address in (f"/admin/articles/{noun}/", f"/admin/articles/{noun}/{rows[noun].pk}/change/"):
        response = administrator.get(address)
        assert response.status_code == 200
        page = response.content.decode()
        assert ACTIVE.findall(page) == [], address
    if noun != "reading":
        assert "⟨U+202E⟩" in page


@pytest.mark.django_db
def test_a_search_for_hostile_words_is_shown_as_text(administrator: Client) -> None:
    page = administrator.get("/admin/articles/article/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "a\u202eb", "\x00", "\u2066x\u2069", "\ufeff", "\u00ad", "\x1b[31m", "\u2028", "\U000e0041", "\ud800"],
)
def test_nothing_invisible_is_left(text: str) -> None:
    assert legible(text).isprintable()


@pytest.mark.parametrize("text", ["", "相城区委", "a b", "行\n行\t列", "（苏州）　会议", "😀", "é"])
def test_good_text_is_shown_as_it_is(text: str) -> None:
    assert legible(text) == text or "\u3000" in text
    assert text in isolated(text)


@pytest.mark.parametrize("url", ["http://news.example/a?b=1", "https://新闻.example/", "HTTPS://news.example"])
def test_web_addresses_become_links_that_tell_nothing(url: str) -> None:
    assert f'<a href="{url}" rel="noreferrer noopener nofollow"' in outward(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//news.example/a",
        "http:",
        "http://[broken",
        "http://news.example/\u202eexe",
        "http://news.example/a b",
        "vbscript:x",
    ],
)
def test_anything_else_stays_text(url: str) -> None:
    assert "<a" not in outward(url)
    assert "<script" not in outward(url)


def test_an_address_cannot_leave_its_attribute() -> None:
    assert 'onclick="' not in outward('http://news.example/"onclick="alert(1)')
