"""NAME.meta.json beside NAME to its address and time of capture: {"url": "https://example.org/1.html", "captured_at": "2024-03-12"}.

Crawlers that keep pages as bare files write what they know of them beside. A sidecar that cannot be read makes its item a problem: an
article that loses its address without a word is worse than one imported later.
"""

import json
from collections.abc import Callable

from articles.pipeline.capture.source import as_text, checked_time
from articles.pipeline.errors import BrokenContainer

ENDING = ".meta.json"


def read_sidecar(read: Callable[[], bytes | None]) -> tuple[str | None, str | None]:
    """url and captured_at from what `read` returns (None: there is no sidecar). Raises BrokenContainer."""
    data = read()
    if data is None:
        return None, None
    cure = f'Write it as {{"url": "...", "captured_at": "2024-03-12"}}, or take the {ENDING} file away.'
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenContainer(f"its sidecar {ENDING} is no JSON: {str(error)[:80]}", cure) from error
    if not isinstance(told, dict) or not isinstance(told.get("url") or "", str):
        raise BrokenContainer(f"its sidecar {ENDING} does not give an object with a url in words", cure)
    return as_text(told.get("url") or "") or None, checked_time(told.get("captured_at"))
