"""What there is to read and to press is in sight and whole: words are not torn apart, answers are not behind the edge of a telephone."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import NARROW, WIDE
from tests.browser.conftest import Opened
from tests.browser.people import ADMINISTRATOR
from tests.browser.serving import Site

TORN = """where => {
  const found = [];
  for (const root of document.querySelectorAll(where)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.checkVisibility()) continue;
      for (const match of node.data.matchAll(/[A-Za-z]{2,14}/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        if (lines.size > 1) found.push(match[0]);
      }
    }
  }
  return [...new Set(found)];
}"""
"""Words of ours that go on in the next line without a hyphen."""
BEYOND = """where => [...document.querySelectorAll(where)].filter(node => node.checkVisibility()).map(node => node.getBoundingClientRect())
  .filter(box => box.left < 0 || box.right > document.documentElement.clientWidth).length"""
OURS = "#result_list thead, #result_list td:not(:has(bdi, a, q, mark))"
LISTS = (
    "article",
    "person",
    "organization",
    "meeting",
    "tenure",
    "attendance",
    "statement",
    "witness",
    "finding",
    "importrun",
    "importproblem",
)


def words_torn(page: Page, where: str) -> Any:
    return page.evaluate(TORN, where)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_lists_do_not_tear_words_apart(opened: Opened, width: int) -> None:
    page = opened(ADMINISTRATOR, width=width)
    told = {}
    for noun in LISTS:
        page.goto(f"/admin/articles/{noun}/?all=1" if noun == "witness" else f"/admin/articles/{noun}/")
        if torn := words_torn(page, OURS):
            told[noun] = torn
    assert told == {}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_first_page_has_room_for_runs_of_every_kind(opened: Opened, width: int) -> None:
    page = opened(ADMINISTRATOR, width=width)
    page.goto("/admin/")
    assert "running, or broken off" in page.locator(".runs").inner_text()
    assert words_torn(page, ".home .module:not(.home-wide)") == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_on_a_telephone_the_answers_to_every_fact_are_on_the_screen(site: Site, opened: Opened) -> None:
    page = opened(ADMINISTRATOR, width=NARROW)
    for noun in ("person", "organization", "meeting"):
        page.goto(f"/admin/articles/{noun}/{site.one(f'select id from articles_{noun} order by articles_count desc, key')}/change/")
        buttons = page.locator("form.facts button[name=do]")
        assert buttons.count() > 2
        assert page.evaluate(BEYOND, "form.facts :is(button, input, summary)") == 0


def test_on_a_telephone_a_list_leads_to_its_filters(opened: Opened) -> None:
    page = opened(ADMINISTRATOR, width=NARROW)
    page.goto("/admin/articles/article/")
    assert page.evaluate(BEYOND, "#changelist-search *") == 0
    page.click(".to-filters a")
    page.wait_for_function("() => document.getElementById('changelist-filter').getBoundingClientRect().top < 300")
    page.set_viewport_size({"width": WIDE, "height": 900})
    assert not page.locator(".to-filters").is_visible()


def test_a_line_of_the_years_is_whole_on_a_telephone(site: Site, opened: Opened) -> None:
    page = opened(ADMINISTRATOR, width=NARROW)
    page.goto(f"/admin/articles/person/{site.one('select person_id from articles_tenure group by 1 order by count(*) desc, 1')}/change/")
    assert page.locator("svg.timeline rect.solid").count() > 0
    assert page.evaluate(BEYOND, "svg.timeline :is(rect, text)") == 0
