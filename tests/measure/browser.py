"""The review queue worked through in a real browser: python -m tests.measure.browser [--waiting 2000] [--answers 120] [--think 0]

A server of its own with so many waiting words, and somebody at the keyboard who never thinks: each key is pressed as soon as the next item
is painted, or, with --think, so many seconds later. Prints how many decisions a minute that makes, and the time from the key to the next
item on the screen.
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
FIRST_WORDS = "1~0~1~0"
"""The place behind the findings, which are answered otherwise."""
KINDS = ("post", "attendance", "statement", "person", "organization", "meeting")


def work(page: Page, kind: str, answers: int, think: float) -> tuple[float, list[float]]:
    """Seconds for all answers until the server has the last, and milliseconds from key to next item for each."""
    page.goto(f"/admin/articles/witness/review/?kind={kind}&after={FIRST_WORDS}")
    page.wait_for_selector(".review-item")
    page.evaluate(CLOCK)
    told: list[int] = []
    page.on("response", lambda response: told.append(response.status) if response.url.endswith("/review/answer/") else None)
    begun = time.perf_counter()
    for number in range(answers):
        page.wait_for_timeout(1000 * think)
        for key in KEYS[number % len(KEYS)]:
            if key == "#":
                page.keyboard.insert_text(f"某某{number}")
            else:
                page.keyboard.press(key)
        page.wait_for_function("number => window.spent.length >= number", arg=number + 1, polling="raf")
    while len(told) < answers:
        page.wait_for_timeout(10)
    return time.perf_counter() - begun, [float(one) for one in page.evaluate("() => window.spent")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=2_000, help="words that wait, up to 50000 (default 2000)")
    parser.add_argument("--answers", type=int, default=120, help="answers given (default 120)")
    parser.add_argument("--think", type=float, default=0, help="seconds before each answer (default 0: nobody is as fast)")
    asked = parser.parse_args()
    with served(("waiting", str(asked.waiting))) as site, chromium() as browser:
        waiting = site.one("select count(*) from articles_witness where status = 'unreviewed'")
        page = browser.new_page(base_url=site.address, locale="en-US", viewport={"width": WIDE, "height": 900})
        page.set_default_timeout(120_000)
        log_in(page, CURATOR, PASSWORD)
        seconds, spent = 0.0, []
        for kind in KINDS:
            more, times = work(page, kind, asked.answers // len(KINDS), asked.think)
            seconds += more
            spent += times
            print(f"{kind}: {told(times)}", flush=True)
        decided = site.one("select count(distinct batch) from articles_decision where batch like 'review%'")
    print(f"{waiting} words wait; {decided} of {len(spent)} answers were decided in {seconds:.1f} s")
    print(f"decisions a minute, {asked.think} s to think: {60 * decided / seconds:.0f}")
    print(f"from key to next item, {told(spent)}")


def told(times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"ms: p50 {statistics.median(ordered):.0f}, p95 {p95:.0f}, most {ordered[-1]:.0f}"


if __name__ == "__main__":
    main()
