"""The review queue worked through in a real browser: python -m tests.measure.browser [--waiting 2000] [--answers 60]

A server of its own with so many waiting words, and somebody at the keyboard who never thinks: each key is pressed as soon as the next item
is painted. Prints how many decisions a minute that makes, and the time from the key to the next item on the screen.
"""

import argparse
import statistics
import time

from playwright.sync_api import Page

from tests.browser.chromium import WIDE, chromium, log_in
from tests.browser.people import CURATOR, PASSWORD
from tests.browser.serving import served

CLOCK = """() => {
  window.spent = [];
  let pressed = 0;
  document.addEventListener('keydown', () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const begun = pressed;
    if (begun) requestAnimationFrame(() => setTimeout(() => window.spent.push(performance.now() - begun)));
    pressed = 0;
  }).observe(document.getElementById('review-screen'), {childList: true});
}"""
"""Notes for each key the milliseconds until the frame with the next item is painted."""
KEYS = (("a",), ("a",), ("r", "1"), ("a",), ("a",), ("e", "#", "Enter"))
"""Typed in turn; # stands for a new value."""


def work(page: Page, answers: int) -> tuple[float, list[float]]:
    """Seconds for all answers until the server has the last, and milliseconds from key to next item for each."""
    page.goto("/admin/articles/witness/review/?kind=statement")
    page.wait_for_selector(".review-item")
    page.evaluate(CLOCK)
    begun = time.perf_counter()
    with page.expect_response(lambda response: response.url.endswith("/review/answer/"), timeout=120_000):
        for number in range(answers):
            for key in KEYS[number % len(KEYS)]:
                if key == "#":
                    page.keyboard.insert_text(f"某某{number}")
                else:
                    page.keyboard.press(key)
            page.wait_for_function("number => window.spent.length >= number", arg=number + 1, polling="raf")
    page.wait_for_load_state("networkidle")
    return time.perf_counter() - begun, [float(one) for one in page.evaluate("() => window.spent")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=2_000, help="words that wait, up to 50000 (default 2000)")
    parser.add_argument("--answers", type=int, default=60, help="answers given (default 60)")
    asked = parser.parse_args()
    with served(("waiting", str(asked.waiting))) as site, chromium() as browser:
        waiting = site.one("select count(*) from articles_witness where status = 'unreviewed'")
        page = browser.new_page(base_url=site.address, locale="en-US", viewport={"width": WIDE, "height": 900})
        page.set_default_timeout(120_000)
        log_in(page, CURATOR, PASSWORD)
        seconds, spent = work(page, asked.answers)
        decided = site.one("select count(distinct batch) from articles_decision where batch like 'review%'")
    ordered = sorted(spent)
    print(f"{waiting} words wait; {decided} of {asked.answers} answers were decided in {seconds:.1f} s")
    print(f"decisions a minute without time to think: {60 * decided / seconds:.0f}")
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"from key to next item, ms: p50 {statistics.median(ordered):.0f}, p95 {p95:.0f}, most {ordered[-1]:.0f}")


if __name__ == "__main__":
    main()
