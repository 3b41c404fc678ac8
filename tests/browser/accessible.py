"""What axe-core says of a page: the violations of WCAG 2.1 (A, AA) and of good practice that it calls serious or critical."""

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

WEIGHTY = {"serious", "critical"}


@cache
def engine() -> str:
    """axe.min.js, out of the package that carries it. It is put into the page by the debugger, which no policy keeps out."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Each as `rule: the elements (what is wrong with the first)`."""
    page.evaluate(engine())
    found: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [told(one) for one in found["violations"] if one["impact"] in WEIGHTY]


def told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    where = ", ".join(" ".join(map(str, node["target"])) for node in nodes[:3])
    why = str(nodes[0].get("failureSummary", "")).replace("\n", " ")[:300]
    return f"{violation['id']}: {len(nodes)} x {where} ({why})"
