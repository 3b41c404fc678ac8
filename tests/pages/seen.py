"""Public pages as somebody sees them who only reads: the page as a tree, its words, and what it tells programs."""

import json
from typing import Any

from django.test import Client
from lxml import html

from articles.models import Article
from tests.browser.hostile import ACTS
from tests.store.told import WORLD, Told

BREAK_OUT = f"</script><!-- \u2028{ACTS}"
"""What would end a data block, begin a comment or act, if any page let it."""
HOSTILE = Told(
    f"{BREAK_OUT}大会开幕。{BREAK_OUT}委书记，{BREAK_OUT}主持。他指出，要说{BREAK_OUT}。",
    "javascript:alert(1)",
    "2024-08-01",
    {BREAK_OUT: [(f"{BREAK_OUT}委", "书记")]},
    (f"{BREAK_OUT}大会", [(BREAK_OUT, "host")]),
    [(BREAK_OUT, f"要说{BREAK_OUT}")],
    BREAK_OUT,
)
PAGES = [*WORLD, HOSTILE]


def see(client: Client, address: str, status: int = 200, **query: str) -> Any:
    """The page as a tree. Whatever is on it: one heading of the first level, and no script but data."""
    answer = client.get(address, query, headers={"accept-language": "en"})
    assert answer.status_code == status, (address, answer.status_code)
    page = html.fromstring(answer.content.decode())
    assert len(page.xpath("//h1")) == 1, address
    assert {node.get("type") for node in page.xpath("//script")} <= {"application/ld+json"}, address
    assert not page.xpath("//style | //@style | //img | //iframe | //*[@*[starts-with(name(), 'on')]]"), address
    assert not page.xpath("//a[starts-with(@href, 'javascript')]"), address
    return page


def words(page: Any, path: str = "//main") -> str:
    """What stands there, with single blanks."""
    return " ".join(" ".join(node.text_content() for node in page.xpath(path)).split())


def linked(page: Any) -> list[dict[str, Any]]:
    """The nodes of the page's data block."""
    (block,) = page.xpath("//script[@type='application/ld+json']")
    told: list[dict[str, Any]] = json.loads(block.text)["@graph"]
    return told


def article(url: str) -> Article:
    return Article.objects.get(url__endswith=url)
