"""The browser of this machine: found, or an error that says how to get one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
"""Nothing is asked of the network by the browser itself, and pictures come out alike everywhere."""
WIDE, NARROW = 1280, 390


class NoBrowser(Exception):
    """There is no Chromium to test in."""


def find_browser() -> str:
    """The program that NEWSDB_BROWSER names, else the first Chromium on the path. Raises NoBrowser: without one nothing is tested."""
    wanted = os.environ.get("NEWSDB_BROWSER", "")
    for name in (wanted,) if wanted else NAMES:
        if path := shutil.which(name):
            return path
    if wanted:
        raise NoBrowser(f"NEWSDB_BROWSER={wanted!r} is no program that can be run: name a Chromium or Chrome, or unset it.")
    raise NoBrowser("No Chromium is installed: apt-get install chromium fonts-noto-cjk, or set NEWSDB_BROWSER to the path of one.")


@contextmanager
def chromium() -> Iterator[Browser]:
    arguments = [*QUIET, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [*QUIET]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def log_in(page: Page, user: str, password: str) -> None:
    """By the form, as anybody would."""
    page.goto("/admin/login/?next=/admin/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/admin/")
