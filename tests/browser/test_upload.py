"""A zip is uploaded, a worker imports it, and the page follows by itself to the end; an import is undone and brought back."""

import zipfile
from pathlib import Path

from tests.browser.accessible import violations
from tests.browser.conftest import Opened
from tests.browser.people import CURATOR
from tests.browser.serving import Site, run

PAGES = {
    "一.txt": "六合区召开招商工作推进会\n2024-03-12\n来源：六合日报\n六合区召开推进会。区委书记刘青山主持会议并讲话。会议听取了汇报。",
    "二.txt": "六合区举行项目签约仪式\n2024-04-01\n来源：六合日报\n当天举行项目签约仪式。区长陈大海出席并致辞。项目涉及装备制造。",
}


def test_an_uploaded_zip_is_imported_while_the_page_looks_on(site: Site, opened: Opened, tmp_path: Path) -> None:
    packed = tmp_path / "抓取.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in PAGES.items():
            archive.writestr(name, text)
        archive.writestr("坏.txt", b"\x00\x01\x02\xff\xfe")
    captures = site.one("select count(*) from articles_capture")
    page = opened(CURATOR)
    page.goto("/admin/")
    page.click("a[href$='/importrun/upload/']")
    page.set_input_files("#upload-files", packed)
    page.click("#upload-form button.default")
    page.wait_for_url("**/importrun/*/change/**")
    assert "run-no-worker" in page.content()
    standing = page.locator("#run-words")
    assert site.one("select count(*) from articles_capture") == captures
    number = page.url.split("/importrun/")[1].split("/")[0]
    run(site.folder, "manage.py", "work", "--until-idle")
    # The page asks by itself, and loads its report when the run is through.
    page.wait_for_selector("#run-standing:not([data-progress])")
    assert "2 new" in standing.inner_text()
    assert site.one("select count(*) from articles_capture") >= captures + len(PAGES)
    assert site.one("select status from articles_importrun where id = ?", number) == "done"
    assert page.locator("a[href*='importproblem']").count() >= 1
    page.goto("/admin/articles/article/?q=项目签约仪式")
    assert page.locator("#result_list tbody tr").count() >= 1


def test_an_import_is_undone_and_brought_back(site: Site, opened: Opened, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("溧水区召开座谈会\n2024-05-06\n来源：溧水日报\n溧水区召开座谈会。区委书记逄砚舟主持会议并讲话。", encoding="utf-8")
    page = opened(CURATOR)
    page.goto("/admin/articles/importrun/upload/")
    page.set_input_files("#upload-files", wrong)
    page.click("#upload-form button.default")
    page.wait_for_url("**/importrun/*/change/**")
    imported = page.url
    run(site.folder, "manage.py", "work", "--until-idle")
    people = "/admin/articles/person/?q=逄砚舟"
    page.goto(people)
    assert page.locator("#result_list tbody tr").count() == 1
    for button, left in (("Undo the import…", 0), ("Bring the import back", 1)):
        page.goto(imported)
        page.get_by_text(button, exact=True).click()
        if not left:
            assert "1 capture is set aside." in page.inner_text("#content")
            assert violations(page) == []
            page.fill("input[name=why]", "另一个网站")
            page.get_by_role("button", name="Undo the import").click()
        page.wait_for_selector("#run-standing[data-progress]")
        run(site.folder, "manage.py", "work", "--until-idle")
        page.wait_for_selector("#run-standing:not([data-progress])")
        assert violations(page) == []
        page.goto(people)
        assert page.locator("#result_list tbody tr").count() == left
