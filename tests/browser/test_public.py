"""The public pages, without log-in: sound and accessible at the width of a desk and of a telephone, worked by keyboard, harmless."""

from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext

from tests.browser.accessible import violations
from tests.browser.chromium import NARROW, WIDE
from tests.browser.hostile import ACTS
from tests.browser.serving import Site
from tests.browser.test_pages import shape
from tests.browser.watching import Watch

DOORS = ("/admin/", "/api/", "/feeds/", "/static/")
"""What public pages lead to and is no page of theirs."""
HOSTILE = "select key from articles_{} where {} like '%hacked%' or {} like '=%' or length({}) > 100 order by key limit 6"
NOUNS = {"article": "title", "person": "name", "organization": "name", "meeting": "name", "post": "title"}
Visit = Callable[..., BrowserContext]


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """`visit(width)`: somebody who is not logged in."""
    opened = []

    def visitor(width: int = WIDE, locale: str = "en-US") -> BrowserContext:
        opened.append(browser.new_context(base_url=site.address, locale=locale, viewport={"width": width, "height": 900}))
        return opened[-1]

    yield visitor
    for context in opened:
        context.close()


def walk(site: Site, context: BrowserContext) -> list[str]:
    """An address of every kind of page that links lead to from the first; of pages with a query after them one of each as well."""
    waiting, seen = ["/"], {"/"}
    for address in waiting:
        page = html.fromstring(context.request.get(address).text())
        for link in page.xpath("//main//a/@href | //header//a/@href"):
            target = urljoin(address, str(link)).split("#")[0]
            kind = shape(target) + ("?" if urlsplit(target).query else "")
            if urlsplit(target).netloc or target.startswith(DOORS) or "/citation." in target or kind in seen:
                continue
            seen.add(kind)
            waiting.append(target)
    assert {f"/{many}/*/" for many in ("articles", "persons", "organizations", "meetings", "posts")} <= seen
    return [*waiting, "/search/?q=" + quote("会议")]


def hostile(site: Site) -> list[str]:
    found = [f"/{noun}s/{key}/" for noun, name in NOUNS.items() for (key,) in site.rows(HOSTILE.format(noun, name, name, name))]
    assert len(found) > len(NOUNS)
    asked = (quote(ACTS), quote(f'"{ACTS}"'))
    return [*found, *(f"/{many}/" for many in ("articles", "persons", "organizations", "meetings")), *(f"/persons/?q={q}" for q in asked)]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_public_page_is_sound_and_accessible_and_harmless(site: Site, visit: Visit, width: int) -> None:
    context = visit(width)
    page = context.new_page()
    watch = Watch(page, site.address)
    told: list[str] = []
    for address in [*walk(site, context), *hostile(site), "/search/?q=" + quote("安全生产")]:
        told += [f"{address} {words}" for words in [*watch.look(address), *violations(page)]]
    assert not told, "\n".join(told)


def test_a_search_by_keyboard_from_the_first_page_to_an_article(site: Site, visit: Visit) -> None:
    page = visit().new_page()
    watch = Watch(page, site.address)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.name") == "q"
    page.keyboard.type("招商座谈会")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    for _ in range(40):
        page.keyboard.press("Tab")
        ring = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert ring not in ("none", ""), page.evaluate("() => document.activeElement.outerHTML")
        if page.evaluate("() => document.activeElement.matches('.matches a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*/")
    assert "招商座谈会" in page.inner_text(".body")
    page.click("header.site .languages button[lang='zh-Hans']")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    assert watch.troubles == []


def test_a_quote_leads_to_its_place_in_the_text(site: Site, visit: Visit) -> None:
    page = visit().new_page()
    page.goto(f"/persons/{site.one('select key from articles_person where name = ?', '柳望舒')}/")
    page.locator("details.witnesses summary").first.click()
    page.locator("a.quote").first.click()
    page.wait_for_url("**/articles/*/#c*")
    assert page.evaluate("() => document.querySelector(':target').getBoundingClientRect().top") < 900
