"""A list goes out as a sheet, a cell is changed, and the sheet comes back as a decision that can be undone."""

import csv
import io
from pathlib import Path

from tests.browser.conftest import Opened
from tests.browser.people import CURATOR
from tests.browser.serving import Site

NOTE = "select note from articles_person where name = '祁连山'"


def test_a_list_is_exported_changed_and_imported_and_the_batch_is_undone(site: Site, opened: Opened, tmp_path: Path) -> None:
    page = opened(CURATOR)
    page.goto("/admin/articles/person/?q=祁连山")
    with page.expect_download() as download:
        page.click("a[href*='export/csv']")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 1
    note = next(name for name in rows[0] if name.lower() == "note")
    rows[0][note] = "2024年起分管=招商"
    sheet = tmp_path / "persons.csv"
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    before = site.one(NOTE)
    page.click("a[href*='sheets/'], a[href*='import/']")
    page.set_input_files("input[name=sheet]", sheet)
    page.click(".submit-row input[type=submit]")
    preview = page.locator("#changed")
    assert preview.locator("tbody tr").count() == 1
    assert preview.locator("ins").inner_text() == "2024年起分管=招商"
    assert site.one(NOTE) == before, "nothing is written before somebody said yes"
    page.fill("input[name=why]", "据年鉴")
    page.click("text=Make 1 decision")
    page.wait_for_selector("text=Undo this batch")
    assert site.one(NOTE) == "2024年起分管=招商"
    page.click("text=Undo this batch")
    page.wait_for_selector("text=was withdrawn")
    assert site.one(NOTE) == before
