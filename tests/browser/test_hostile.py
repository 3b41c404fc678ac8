"""Captures that mean harm, imported for real: no script of theirs runs, nothing leaves the server, nothing breaks the pages."""

import csv
import io

import openpyxl

from tests.browser.chromium import NARROW, WIDE
from tests.browser.conftest import Opened
from tests.browser.hostile import ACTS
from tests.browser.people import ADMINISTRATOR
from tests.browser.serving import Site
from tests.browser.watching import Watch

ROWS = {
    "article": "select id from articles_article where url like '%hostile.example%' or title like '%hacked%' or title like '=%' "
    "or url like 'javascript:%' or url like '%<script>%' or title like char(0x202e) || '%' or body like '%hacked%'",
    "person": "select id from articles_person where name like '%hacked%' or name like '=%' or length(name) > 100 or name like '%gnp%'",
    "organization": "select id from articles_organization where name like '%hacked%' or name like '=%' or length(name) > 100",
    "meeting": "select id from articles_meeting where name like '%hacked%' or name like '=%' or length(name) > 100",
    "post": "select id from articles_post where title like '%hacked%' or title like '=%' or length(title) > 100",
    "tenure": "select t.id from articles_tenure t join articles_person p on p.id = t.person_id where p.name like '%hacked%'",
    "attendance": "select a.id from articles_attendance a join articles_person p on p.id = a.person_id where p.name like '%hacked%'",
    "statement": "select id from articles_statement where text like '%hacked%'",
    "witness": "select id from articles_witness where quote like '%hacked%'",
    "capture": "select id from articles_capture where name like '%hacked%' or url like 'javascript:%' or name like '=%'",
    "sighting": "select id from articles_sighting where name like '%hacked%' or url like 'javascript:%'",
    "reading": "select r.id from articles_reading r join articles_capture c on c.id = r.capture_id where c.name like '%hacked%'",
    "importproblem": "select id from articles_importproblem",
    "importrun": "select id from articles_importrun where problems > 0",
}
KEPT = ("article", "capture", "sighting", "reading", "importproblem", "importrun")
"""What no decision of another test takes away."""
MOST = 6
"""Rows of a noun that are looked at; of articles all."""


def addresses(site: Site) -> list[str]:
    found = [f"/admin/articles/{noun}/" for noun in (*ROWS, "decision", "finding") if noun != "witness"]
    found += [
        "/admin/articles/article/?which=all",
        f"/admin/articles/article/?q={ACTS[:60]}",
        f"/admin/articles/witness/review/?person={ACTS[:60]}",
    ]
    for noun, query in ROWS.items():
        rows = [row[0] for row in site.rows(query)]
        assert rows or noun not in KEPT, noun
        found += [f"/admin/articles/{noun}/{row}/change/" for row in (rows if noun == "article" else rows[:MOST])]
    keys = [
        row[0] for row in site.rows("select key from articles_person where name like '%hacked%' or name like '=%' or length(name) > 150")
    ]
    found += [f"/admin/articles/person/merge/?key={keys[0]}&key={keys[1]}", f"/admin/articles/person/merge-with/{keys[0]}/"]
    found += [f"/admin/articles/person/split/{keys[0]}/"]
    for (key,) in site.rows("select key from articles_article where url like '%hostile.example%'"):
        found += [f"/admin/articles/witness/review/?article={key}&kind={kind}" for kind in ("person", "meeting", "statement")]
    return found


def test_no_page_acts_on_what_a_capture_says_or_is_broken_by_it(site: Site, opened: Opened) -> None:
    page = opened(ADMINISTRATOR, troubles=True)
    watch = Watch(page, site.address)
    told: list[str] = []
    for address in addresses(site):
        page.set_viewport_size({"width": WIDE, "height": 900})
        wide = watch.look(address)
        page.set_viewport_size({"width": NARROW, "height": 900})
        told += [f"{address} {words}" for words in [*wide, *watch.sticking_out()]]
    assert not told, "\n".join(told)


def test_what_curators_write_is_text_as_well(site: Site, opened: Opened) -> None:
    """A reason that is markup, in the queue, the history and the list of decisions."""
    page = opened(ADMINISTRATOR)
    watch = Watch(page, site.address)
    row = site.one("select id from articles_person where name like '%hacked%'")
    page.goto(f"/admin/articles/person/{row}/change/")
    page.fill("textarea[name=other_names]", f"{ACTS}\n=1+1")
    page.fill("#id_why", ACTS)
    page.click("input[name=_save]")
    page.wait_for_load_state()
    assert (ACTS,) in site.rows("select why from articles_decision")
    for address in (f"/admin/articles/person/{row}/change/", f"/admin/articles/person/{row}/history/", "/admin/articles/decision/"):
        assert watch.look(address) == []
    assert "<script>window" in page.inner_text("#content")


def test_sheets_of_hostile_rows_hold_no_formula(site: Site, opened: Opened) -> None:
    page = opened(ADMINISTRATOR)
    for noun in ("person", "organization", "meeting", "post", "tenure", "attendance", "decision"):
        address = f"{site.address}/admin/articles/{noun}/export/"
        lines = list(csv.reader(io.StringIO(page.request.get(f"{address}csv/").text())))
        cells = [cell for line in lines for cell in line]
        book = openpyxl.load_workbook(io.BytesIO(page.request.get(f"{address}xlsx/").body()))
        cells += [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert len(lines) > 1, noun
        assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell != "-"] == [], noun
        assert not [cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink], noun


def test_a_download_is_never_a_page(site: Site, opened: Opened) -> None:
    page = opened(ADMINISTRATOR)
    for row in [row[0] for row in site.rows(ROWS["capture"])][:3]:
        page.goto(f"/admin/articles/capture/{row}/change/")
        with page.expect_download() as download:
            page.click("a[href$='/download/']")
        assert download.value.suggested_filename.endswith(".bin")
