"""What a page must not do while it is looked at: write errors to the console, break the policy, open a dialog, ask another server, hide
what it shows behind the edge of the screen."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.hostile import FLAG

STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth <= width) return found;
  for (const node of document.body.querySelectorAll('*')) {
    const box = node.getBoundingClientRect();
    if (box.width && box.right > width + 1 && !node.closest('.scrolled, .text, pre, .visually-hidden, [hidden]')) {
      const name = node.tagName.toLowerCase() + (node.id ? '#' + node.id : '') + [...node.classList].map(one => '.' + one).join('');
      found.push(name + ' to ' + Math.round(box.right));
    }
  }
  return [`${document.documentElement.scrollWidth} wide`, ...found.slice(0, 4)];
}"""
"""The page may not be scrolled sideways: what is wider than the screen, with its right edge. Wide tables scroll in boxes of their own."""


def is_trouble(kind: str, words: str) -> bool:
    """An answer that comes too late (409) is told of on the page; browsers write it to the console as well."""
    return kind in ("error", "warning") and "409 (Conflict)" not in words


class Watch:
    """Notes on one page of the browser. `troubles` grows as it is used."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.troubles: list[str] = []
        page.on("console", lambda message: self.note(is_trouble(message.type, message.text), f"console: {message.text}"))
        page.on("pageerror", lambda error: self.note(True, f"script: {error}"))
        page.on("request", lambda request: self.note(self.is_far(request.url), f"request: {request.url[:200]}"))
        page.on("dialog", self.refuse)
        page.on("popup", lambda popup: self.note(True, f"window: {popup.url[:200]}"))

    def note(self, true: object, words: str) -> None:
        if true:
            self.troubles.append(words)

    def refuse(self, dialog: Any) -> None:
        self.note(dialog.type != "beforeunload", f"dialog: {dialog.message}")
        dialog.dismiss()

    def is_far(self, address: str) -> bool:
        parts = urlsplit(address)
        here = urlsplit(self.origin)
        return parts.scheme not in ("data", "about", "blob") and (parts.scheme, parts.netloc) != (here.scheme, here.netloc)

    def look(self, address: str) -> list[str]:
        """Go there; gives what is wrong with the page."""
        before = len(self.troubles)
        response = self.page.goto(address)
        if response is None or response.status >= 400:
            self.troubles.append(f"status: {response.status if response else 'none'}")
        self.note(self.page.evaluate(f"() => window.{FLAG} !== undefined"), "a script of a capture ran")
        self.troubles += self.sticking_out()
        return self.troubles[before:]

    def sticking_out(self) -> list[str]:
        """What is wider than the screen."""
        width = (self.page.viewport_size or {"width": 0})["width"]
        return [f"sticks out at {width}: {words}" for words in self.page.evaluate(STICKS_OUT)]
