"""What curators do on the pages of rows and articles: merge, un-merge, add what was missed, withhold; and the language of it all."""

import re

from playwright.sync_api import Browser, Page

from tests.browser.chromium import log_in
from tests.browser.conftest import Opened
from tests.browser.people import ADMINISTRATOR, CURATOR, PASSWORD, VIEWER
from tests.browser.serving import Site

PERSONS = "select count(*) from articles_person where name in ('柳望舒', '柳望书')"
DRAG = """words => {
  const walker = document.createTreeWalker(document.getElementById('facts-text'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({block: 'center'});
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const box = range.getClientRects()[0];
    return [box.left + 1, box.right - 1, box.top + box.height / 2];
  }
  return null;
}"""


def article_of(site: Site, date: str) -> str:
    key = site.one(
        "select id from articles_article where published_on = ? and url like 'http://_.example.cn/_.html' and title = '要闻'", date
    )
    return f"/admin/articles/article/{key}/change/"


def test_persons_are_merged_from_the_list_and_come_back_by_undoing_it(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    assert site.one(PERSONS) == 2
    page.goto("/admin/articles/person/?q=柳望")
    for name in ("柳望舒", "柳望书"):
        page.check(f"tr:has-text('{name}') input.action-select")
    page.select_option("select[name=action]", "merge_chosen")
    page.click("button[name=index]")
    page.wait_for_url("**/merge/?**")
    assert page.locator("table.preview").is_visible()
    page.fill("input[name=why]", "一人两名")
    page.click(".submit-row input[type=submit]")
    page.wait_for_url("**/person/*/change/")
    assert "They are one from now on." in page.locator(".messagelist").inner_text()
    assert site.one(PERSONS) == 1
    page.click(".messagelist a")
    page.click(".submit-row input[type=submit]")
    page.wait_for_load_state()
    assert site.one(PERSONS) == 2


def test_a_merge_is_undone_from_the_history(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    key = site.one("select key from articles_person where name = '柳望舒'")
    page.goto(f"/admin/articles/person/merge-with/{key}/?q=柳望书")
    page.check("input[name=key]")
    page.click(".submit-row input[type=submit]")
    page.click(".submit-row input[type=submit]")
    page.wait_for_url("**/person/*/change/")
    assert site.one(PERSONS) == 1
    page.click("a[href$='/history/']")
    page.click("ol.events a:has-text('Undo') >> nth=0")
    assert page.locator("table.preview").is_visible()
    page.click(".submit-row input[type=submit]")
    page.wait_for_load_state()
    assert site.one(PERSONS) == 2


def mark(page: Page, words: str) -> None:
    """Mark the words in the text with the mouse."""
    left, right, middle = page.evaluate(DRAG, words)
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle)
    page.mouse.move(right, middle)
    page.mouse.up()


def test_a_missed_fact_is_added_by_marking_its_words(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    page.goto(article_of(site, "2024-05-01"))
    mark(page, "车间")
    page.wait_for_selector("#add.marked")
    assert page.input_value("#add input[name=words]") == "车间"
    page.click("#add button[value=organization]")
    page.wait_for_selector("#add-dialog[open]")
    assert page.input_value("#add-dialog input[name=value-name]") == "车间"
    page.fill("#add-dialog input[name=value-name]", "第一车间")
    page.click("#add-dialog button.default")
    page.wait_for_load_state()
    assert "Added" in page.locator(".messagelist").inner_text()
    row = page.locator(".fact-table tr", has_text="第一车间")
    assert "车间" in row.locator("q").inner_text()
    assert page.locator("#facts-text .mention", has_text="车间").count() == 1
    page.click(".messagelist a")
    page.click(".fact-form button.default")
    page.wait_for_load_state()
    page.goto(article_of(site, "2024-05-01"))
    assert page.locator("#facts-text .mention", has_text="车间").count() == 0


def test_a_fact_is_rejected_on_its_article_and_taken_back(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    page.goto(article_of(site, "2024-05-01"))
    row = page.locator(".fact-table tbody tr:has(button[value^=reject])").first
    key = row.get_attribute("id")
    row.locator("button:has-text('Reject') >> nth=0").click()
    page.wait_for_load_state()
    assert "rejected" in (page.locator(f"#{key}").get_attribute("class") or "")
    page.click(".messagelist a")
    page.click(".fact-form button.default")
    page.wait_for_load_state()
    page.goto(article_of(site, "2024-05-01"))
    assert "rejected" not in (page.locator(f"#{key}").get_attribute("class") or "")


def test_a_withheld_article_vanishes_for_a_viewer_until_it_is_shown_again(site: Site, opened: Opened) -> None:
    address = article_of(site, "2024-06-01")
    curator, viewer, chief = opened(CURATOR), opened(VIEWER, troubles=True), opened(ADMINISTRATOR)

    def found_by(page: Page) -> int:
        page.goto("/admin/articles/article/?which=all&q=园区去年引进企业多家")
        return page.locator("#result_list tbody tr").count()

    assert found_by(viewer) == 1
    viewer.goto(address)
    assert viewer.locator("#facts").is_visible()
    curator.goto(address)
    curator.click("a[href$='/withhold/']")
    curator.fill("input[name=why]", "应当事人请求")
    curator.click("button.default")
    curator.wait_for_load_state()
    assert found_by(viewer) == 0
    viewer.goto(address)
    assert viewer.locator("#facts").count() == 0
    assert "园区去年引进企业多家" not in viewer.content()
    assert found_by(chief) == 1
    chief.goto(address)
    assert chief.locator(".withheld-note").is_visible()
    chief.click("a[href$='/withhold/']")
    chief.click("button.default")
    chief.wait_for_load_state()
    assert found_by(viewer) == 1


def test_the_language_is_switched_on_every_page_and_kept(opened: Opened) -> None:
    page = opened(CURATOR)
    for address in ("/admin/", "/admin/articles/person/", "/admin/articles/witness/review/?kind=post"):
        page.goto(address)
        page.click("#language-form button[value=zh-hans]")
        page.wait_for_load_state()
        assert page.get_attribute("html", "lang") == "zh-hans"
        assert page.url.endswith(address) or "review" in address
        page.goto("/admin/articles/person/")
        assert page.get_attribute("html", "lang") == "zh-hans"
        page.click("#language-form button[value=en]")
        page.wait_for_load_state()
        assert page.get_attribute("html", "lang") == "en"


def test_who_asks_for_chinese_gets_it_and_nothing_is_left_in_english(opened: Opened) -> None:
    """No run of English words in what the interface says: names, addresses, codes and data aside."""
    page = opened(CURATOR, locale="zh-CN")
    for address in (
        "/admin/",
        "/admin/articles/person/",
        "/admin/articles/article/",
        "/admin/articles/witness/review/",
        "/admin/articles/decision/",
    ):
        page.goto(address)
        assert page.get_attribute("html", "lang") == "zh-hans"
        told = page.evaluate(
            "() => [...document.querySelectorAll('button, label, th, h1, h2, h3, summary, legend, .button, input[type=submit]')]"
            ".filter(one => !one.closest('#language-form, tbody'))"
            ".map(one => one.tagName === 'INPUT' ? one.value : one.innerText)"
        )
        english = [words for words in told if re.search(r"[A-Za-z]{3,} [a-z]{2,}", words)]
        assert english == [], address


def test_logging_in_and_out(site: Site, browser: Browser) -> None:
    context = browser.new_context(base_url=site.address, locale="en-US")
    page = context.new_page()
    page.goto("/admin/articles/person/")
    assert "/admin/login/" in page.url
    page.fill("input[name=username]", VIEWER)
    page.fill("input[name=password]", "wrong")
    page.press("input[name=password]", "Enter")
    assert page.locator(".errornote").is_visible()
    log_in(page, VIEWER, PASSWORD)
    page.click("#logout-form button")
    page.goto("/admin/articles/person/")
    assert "/admin/login/" in page.url
    context.close()
