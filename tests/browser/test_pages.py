"""Every page there is, at the width of a desk and of a telephone: no errors, nothing over the edge, and fit for those who do not see it."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser

from tests.browser.accessible import violations
from tests.browser.chromium import NARROW, WIDE
from tests.browser.conftest import Opened
from tests.browser.people import ADMINISTRATOR
from tests.browser.serving import Site
from tests.browser.watching import Watch

NEVER = re.compile(r"/download/|/logout/|/jsi18n/|/autocomplete/|/choose/|/export/|/failed/|/static/|/admin/auth/|/by-key/")
"""What is no page, or Django's own, or leads to another."""
KEY = re.compile(r"(?<=/)([0-9]+|[0-9a-f]{16,64})(?=/)")


def shape(address: str) -> str:
    """What kind of page it is: the address without numbers and keys."""
    return KEY.sub("*", urlsplit(address).path)


def walk(site: Site, browser: Browser, state: object) -> Iterator[str]:
    """An address of every kind of page that links lead to from the first, each looked at as plain HTML."""
    context = browser.new_context(base_url=site.address, storage_state=state, locale="en-US")  # type: ignore[arg-type]
    waiting, seen = ["/admin/"], {"/admin/"}
    while waiting:
        address = waiting.pop(0)
        yield address
        response = context.request.get(address)
        page = html.fromstring(response.text())
        for link in page.xpath("//a/@href"):
            target = urljoin(address, str(link)).split("#")[0]
            parts = urlsplit(target)
            if parts.netloc or not parts.path.startswith("/admin/") or NEVER.search(target) or shape(target) in seen:
                continue
            seen.add(shape(target))
            waiting.append(target)
    context.close()


@pytest.fixture(scope="session")
def addresses(site: Site, browser: Browser, sessions: dict[str, object]) -> list[str]:
    found = list(walk(site, browser, sessions[ADMINISTRATOR]))
    keys = [row[0] for row in site.rows("select key from articles_person where name in ('柳望舒', '柳望书')")]
    found.append(f"/admin/articles/person/merge/?key={keys[0]}&key={keys[1]}")
    return found


def test_the_walk_meets_every_kind_of_page(addresses: list[str]) -> None:
    kinds = {shape(address) for address in addresses}
    nouns = (
        "article",
        "person",
        "organization",
        "meeting",
        "post",
        "tenure",
        "decision",
        "finding",
        "importrun",
        "importproblem",
        "capture",
    )
    assert {f"/admin/articles/{noun}/" for noun in nouns} <= kinds
    assert {f"/admin/articles/{noun}/*/change/" for noun in nouns if noun not in ("decision", "finding")} <= kinds
    assert {"/admin/articles/witness/review/", "/admin/articles/person/*/history/", "/admin/articles/person/merge/"} <= kinds


def test_every_page_is_sound_and_accessible(site: Site, addresses: list[str], opened: Opened) -> None:
    """Each is loaded once, and looked at in both widths."""
    page = opened(ADMINISTRATOR, troubles=True)
    watch = Watch(page, site.address)
    told: list[str] = []
    for address in addresses:
        page.set_viewport_size({"width": WIDE, "height": 900})
        wide = [*watch.look(address), *violations(page)]
        page.set_viewport_size({"width": NARROW, "height": 900})
        told += [f"{address} {words}" for words in [*wide, *watch.sticking_out(), *violations(page)]]
    assert not told, "\n".join(told)
