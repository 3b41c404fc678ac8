"""The review queue as it is worked through: by the keyboard alone, by the mouse, and without script."""

import re
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Opened
from tests.browser.people import ADMINISTRATOR, CURATOR, VIEWER
from tests.browser.serving import Site

QUEUE = "/admin/articles/witness/review/"
SHOWN = "document.querySelector('.review-item')?.dataset.item"
OURS = "select count(*) from articles_decision where batch like 'review%' and by = ?"
STANDING = f"{OURS} and standing and kind != 'undo'"
KEYED: Sequence[tuple[str, Sequence[Sequence[str]]]] = (
    ("post", [["a"], ["r", "1"], ["r", "r"], ["r", "Own words", "Enter"], ["e", "Corrected", "Enter"]] * 2),
    ("attendance", [["a"], ["r", "2"], ["a"], ["e", "Corrected", "Enter"]]),
    ("statement", [["a"], ["r", "3"], ["a"], ["a"]]),
    ("namesakes", [["d"], ["s"], ["d"], ["a"], ["d"], ["s"]]),
    ("", [["a"]] * 6),
)
"""For each kind of item what is typed on one after the other: thirty answers."""


def item(page: Page) -> str:
    return str(page.evaluate(f"() => {SHOWN} || ''"))


def wait_for_other(page: Page, than: str) -> None:
    page.wait_for_function(f"than => ({SHOWN} || '') !== than", arg=than)


def open_queue(page: Page, **filters: str) -> None:
    page.goto(QUEUE + "?" + "&".join(f"{name}={value}" for name, value in filters.items() if value))
    page.wait_for_selector(".review-item")


def skip_findings(page: Page) -> None:
    """On to the first words: findings about what the filter names come before them."""
    while page.evaluate("() => document.querySelector('.review-item').dataset.finding"):
        former = item(page)
        page.keyboard.press("n")
        wait_for_other(page, former)


def typed(page: Page, keys: Sequence[str]) -> None:
    """Keys one after the other; the words between them are written into whatever has the focus."""
    for key in keys:
        if key == "Own words":
            page.locator(".review-reject input[name=why]").focus()
            page.keyboard.insert_text("另有其人，a r u")
        elif key == "Corrected":
            assert page.evaluate("() => document.activeElement.closest('.review-edit') !== null")
            page.keyboard.insert_text("沈文远")
        else:
            page.keyboard.press(key)


def answered(page: Page, act: Callable[[], object]) -> str:
    """Answer, wait for the server and the next item; gives the item that was answered, "" where an answer before has settled it as well."""
    former = item(page)
    with page.expect_response(lambda response: response.url.endswith("/review/answer/")) as told:
        act()
    assert told.value.status in (200, 409), (former, told.value.text())
    wait_for_other(page, former)
    return former if told.value.status == 200 else ""


def settled(page: Page, acts: Sequence[Callable[[], object]]) -> list[str]:
    """Each of the answers to the next item that still waits for one."""
    found = []
    for act in acts:
        name = ""
        while not name:
            name = answered(page, act)
        found.append(name)
    return found


def test_thirty_items_are_settled_by_the_keyboard_alone(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    answers = []
    for kind, all_keys in KEYED:
        open_queue(page, kind=kind)
        if kind in ("post", "attendance", "statement"):
            skip_findings(page)
        answers += settled(page, [partial(typed, page, keys) for keys in all_keys])
    assert len(answers) == len(set(answers)) == 30
    batches = site.one("select count(distinct batch) from articles_decision where batch like 'review%' and by = ?", CURATOR)
    assert batches == 30
    reasons = {row[0] for row in site.rows("select why from articles_decision where kind = 'reject' and by = ?", CURATOR)}
    assert {"", "另有其人，a r u", "The text does not say so.", "Somebody else is meant."} <= reasons

    for former in reversed(answers[-5:]):
        standing = site.one(STANDING, CURATOR)
        with page.expect_response(lambda response: response.url.endswith("/review/undo/")) as told:
            page.keyboard.press("u")
        assert told.value.json()["item"] == former
        page.wait_for_function(f"name => {SHOWN} === name", arg=former)
        assert site.one(STANDING, CURATOR) < standing
    assert "withdrawn" in page.locator("#review-said").inner_text()


def test_the_keys_tell_of_themselves_go_to_and_fro_and_rest_while_one_writes(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    open_queue(page, kind="post")
    skip_findings(page)
    decided = site.one(OURS, CURATOR)
    page.keyboard.press("?")
    assert page.locator("#review-help").is_visible()
    page.keyboard.press("a")  # behind the open list keys do nothing
    page.keyboard.press("Escape")
    assert not page.locator("#review-help").is_visible()
    first = item(page)
    page.keyboard.press("n")
    wait_for_other(page, first)
    second = item(page)
    page.keyboard.press("p")
    page.wait_for_function(f"name => {SHOWN} === name", arg=first)
    page.keyboard.press("n")
    page.wait_for_function(f"name => {SHOWN} === name", arg=second)
    page.keyboard.press("e")
    page.keyboard.type("arsdunp")
    assert page.evaluate("() => document.activeElement.value") == "arsdunp"
    page.keyboard.press("Escape")
    assert page.locator(".review-edit[open]").count() == 0
    page.keyboard.press("r")
    assert page.locator(".review-reject[open]").count() == 1
    page.keyboard.press("Escape")
    assert (page.locator(".review-reject[open]").count(), item(page)) == (0, second)
    assert site.one(OURS, CURATOR) == decided


def test_the_same_by_mouse(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    open_queue(page, kind="post")
    skip_findings(page)
    standing = site.one(STANDING, CURATOR)
    click = page.click
    page.click("[data-capture]")
    page.wait_for_selector(".captured")
    answered(page, lambda: click(".review-answers button[value=accept]"))

    def reject() -> None:
        click("[data-reject]")
        page.check(".review-reject input[type=radio] >> nth=3")
        click(".review-reject button[value=reject]")

    answered(page, reject)

    def edit() -> None:
        click("[data-edit]")
        page.fill(".review-edit input[name=value-title]", "调研员")
        click(".review-edit button[value=correct]")

    answered(page, edit)
    first = item(page)
    click("[data-onward]")
    wait_for_other(page, first)
    open_queue(page, kind="namesakes")
    settled(page, [partial(click, f".review-answers button[value={value}]") for value in ("different", "same")])
    click("#review-help-button")
    click("#review-help button")
    assert site.one(STANDING, CURATOR) > standing


def open_full_queue(page: Page) -> None:
    """With as many items ahead as there are fetched."""
    open_queue(page, kind="meeting")
    page.wait_for_function("() => performance.getEntriesByType('resource').some(one => one.name.includes('number=4'))")


def held_answers(page: Page) -> list[Route]:
    """The answers that the page sends from here on, none of which reaches the server."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/review/answer/", hold)
    return held


def test_the_next_items_do_not_wait_for_answers_and_what_was_not_sent_is_taken_back(site: Site, opened: Opened) -> None:
    page = opened(CURATOR)
    open_full_queue(page)
    held = held_answers(page)
    standing, names = site.one(STANDING, CURATOR), [item(page)]
    for _ in range(3):
        page.keyboard.press("a")
        wait_for_other(page, names[-1])
        names.append(item(page))
    assert (len(set(names)), len(held)) == (4, 1), "answers go one after the other"
    page.keyboard.press("u")  # the third answer is not under way yet
    assert (item(page), page.locator("#review-said").inner_text()) == (names[2], "Taken back before it was saved.")
    assert site.one(STANDING, CURATOR) == standing
    for number in range(2):
        while len(held) <= number:
            page.wait_for_timeout(10)
        with page.expect_response("**/review/answer/"):
            held[number].continue_()
    assert site.one(STANDING, CURATOR) >= standing + 2


def test_what_could_not_be_sent_comes_back_in_order_with_the_reason(site: Site, opened: Opened) -> None:
    page = opened(CURATOR, troubles=True)
    open_full_queue(page)
    held = held_answers(page)
    names = [item(page)]
    for _ in range(2):
        page.keyboard.press("a")
        wait_for_other(page, names[-1])
        names.append(item(page))
    held[0].abort()
    page.wait_for_selector(".review-error:visible")
    assert (item(page), "not saved" in page.locator(".review-error").inner_text()) == (names[0], True)
    page.unroute("**/review/answer/")
    for name in names[:2]:
        assert item(page) == name
        answered(page, partial(page.keyboard.press, "a"))
    assert item(page) == names[2]


def test_what_an_answer_settled_beside_its_own_item_is_passed_over(opened: Opened) -> None:
    page = opened(CURATOR)
    open_full_queue(page)
    seen: list[str] = []

    def beside(route: Route) -> None:
        """The server's answer, as if the item that is shown by now had been settled with it."""
        seen.append(re.findall(r'name="ahead"\r\n\r\n([^\r]+)', route.request.post_data or "")[0])
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"settled": seen})

    page.route("**/review/answer/", beside, times=1)
    page.keyboard.press("a")
    second = item(page)
    wait_for_other(page, second)
    assert seen == [second]
    assert page.locator("#review-said").is_hidden()


def test_a_value_that_is_refused_is_told_of_at_its_field(opened: Opened) -> None:
    page = opened(CURATOR, troubles=True)
    open_queue(page, kind="meeting")
    name = item(page)
    page.keyboard.press("e")
    page.fill("input[name=value-date]", "soon")
    page.press("input[name=value-date]", "Enter")
    page.wait_for_selector("label > .review-error:visible")
    assert item(page) == name
    assert page.evaluate("() => document.activeElement.name") == "value-date"
    assert "2024-03-12" in page.locator("label:has([name=value-date]) .review-error").inner_text()


def test_without_script_every_answer_is_a_form(site: Site, opened: Opened) -> None:
    page = opened(CURATOR, script=False)
    page.goto(f"{QUEUE}?kind=statement")
    before = page.locator(".review-item").get_attribute("data-item")
    page.click(".review-answers button[value=accept]")
    page.wait_for_load_state()
    assert "Decided" in page.locator(".messagelist").inner_text()
    assert page.locator(".review-item").get_attribute("data-item") != before
    page.click("#review-undo button")
    assert "withdrawn" in page.locator(".messagelist").inner_text()
    assert page.locator(".review-item").get_attribute("data-item") == before


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"kind": "post", "person": "祁连山"}, "祁连山"),
        ({"kind": "post", "organization": "丁戊区政协"}, "柳望书"),
        ({"kind": "attendance", "person": "祁连山"}, "祁连山"),
    ],
)
def test_filters_narrow_the_queue_and_stand_in_the_address(opened: Opened, filters: dict[str, str], words: str) -> None:
    page = opened(ADMINISTRATOR)
    open_queue(page)
    page.click(".review-filters > summary")
    for name, value in filters.items():
        field = page.locator(f".filter-form [name={name}]")
        field.select_option(value) if name == "kind" else field.fill(value)
    page.click(".filter-form button")
    page.wait_for_selector(".review-item")
    assert words in page.locator("#review-fact").inner_text()
    assert f"kind={filters['kind']}" in page.url
    page.click(".review-filters > summary")
    page.click(".filter-buttons a")
    page.wait_for_url(re.compile(r"review/(\?item=[^&]*)?$"))


def test_a_filter_that_nothing_passes_says_so(opened: Opened) -> None:
    page = opened(CURATOR)
    page.goto(f"{QUEUE}?person=无此人")
    assert page.locator(".review-empty").is_visible()
    page.click(".review-empty a >> nth=0")
    assert "person=" not in page.url


def test_two_curators_never_have_the_same_item(opened: Opened) -> None:
    one, other = opened(CURATOR), opened(ADMINISTRATOR)
    open_queue(one, kind="statement")
    open_queue(other, kind="statement")
    assert item(one) != item(other)


def test_a_viewer_has_no_queue(opened: Opened) -> None:
    page = opened(VIEWER, troubles=True)
    response = page.goto(QUEUE)
    assert response is not None
    assert response.status == 403
