"""The pictures of docs/curating.md: python -m tests.browser.pictures [--only NAME]

A page each at the width of a desk and of a telephone, of invented rows that are the same every time. No picture is larger than MOST bytes.
"""

import argparse
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import NARROW, WIDE, chromium, log_in
from tests.browser.people import ADMINISTRATOR, PASSWORD
from tests.browser.serving import ROOT, Site, served

FOLDER = ROOT / "docs" / "pictures"
MOST = 150_000
HEIGHT = 860
COLOURS = 48

Place = Callable[[Site], str]


def of_row(noun: str, query: str) -> Place:
    return lambda site: f"/admin/articles/{noun}/{site.one(query)}/change/"


def merging(site: Site) -> str:
    about = json.loads(site.one("select about from articles_finding where kind = 'namesakes' order by score desc, key"))
    return "/admin/articles/person/merge/?" + "&".join(f"key={key}" for key in about)


PLACES: dict[str, Place] = {
    "home": lambda site: "/admin/",
    "queue": lambda site: "/admin/articles/witness/review/?kind=statement",
    "namesakes": lambda site: "/admin/articles/witness/review/?kind=namesakes",
    "article": of_row("article", "select article_id from articles_witness group by 1 order by count(*) desc, 1"),
    "repairs": of_row("article", "select id from articles_article where repair_kinds != '' order by length(body) desc, key"),
    "person": of_row("person", "select id from articles_person order by articles_count desc, key"),
    "persons": lambda site: "/admin/articles/person/",
    "merge": merging,
}


def prepare(page: Page, name: str) -> None:
    """What is opened, or scrolled to, before the picture is taken."""
    if name == "article":
        page.evaluate("() => document.getElementById('facts').scrollIntoView()")
    if name == "repairs":
        page.evaluate("() => document.querySelector('.side-by-side').scrollIntoView()")
    if name == "merge":
        page.wait_for_selector("table.preview")


def keep(picture: bytes, path: Path) -> int:
    """Write it with a palette, which text loses nothing by; gives its size."""
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def take(browser: Browser, site: Site, names: list[str], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for width in (WIDE, NARROW):
        context = browser.new_context(
            base_url=site.address, locale="en-US", viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        log_in(page, ADMINISTRATOR, PASSWORD)
        for name in names:
            page.goto(PLACES[name](site))
            page.evaluate("() => document.fonts.ready")
            prepare(page, name)
            path = folder / f"{name}-{width}.png"
            size = keep(page.screenshot(animations="disabled", caret="hide"), path)
            print(f"{path.relative_to(folder.parent)}  {size / 1000:.0f} kB", flush=True)
            if size > MOST:
                raise SystemExit(f"{path.name} has {size} bytes, more than {MOST}: show less of the page.")
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PLACES, action="append", help="only this picture")
    asked = parser.parse_args()
    with served(("pictures",)) as site, chromium() as browser:
        take(browser, site, asked.only or list(PLACES), FOLDER)


if __name__ == "__main__":
    main()
