"""One server and one browser for all tests; a page for each test, of somebody who is logged in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import WIDE, chromium, find_browser, log_in
from tests.browser.people import PASSWORD, ROLES
from tests.browser.serving import Site, served
from tests.browser.watching import Watch

Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    find_browser()  # before the server is filled: without a browser there is nothing to wait for
    with served() as site:
        yield site
        assert "ERROR" not in site.log, site.log[-4000:]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def sessions(site: Site, browser: Browser) -> dict[str, Any]:
    """The cookies of each role, after logging in once."""
    found = {}
    for role in ROLES:
        context = browser.new_context(base_url=site.address, locale="en-US")
        log_in(context.new_page(), role, PASSWORD)
        found[role] = context.storage_state()
        context.close()
    return found


@pytest.fixture
def opened(site: Site, browser: Browser, sessions: dict[str, Any]) -> Iterator[Opened]:
    """`opened(role)`: a new page of somebody, whose troubles fail the test at its end."""
    watches: list[Watch] = []

    def page_of(role: str, *, width: int = WIDE, locale: str = "en-US", script: bool = True, troubles: bool = False) -> Page:
        """`troubles`: whether the page may have some."""
        context = browser.new_context(
            base_url=site.address,
            locale=locale,
            storage_state=sessions[role],
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        watch = Watch(page, site.address)
        if not troubles:
            watches.append(watch)
        return page

    yield page_of
    for watch in watches:
        watch.page.context.close()
    assert [trouble for watch in watches for trouble in watch.troubles] == []
