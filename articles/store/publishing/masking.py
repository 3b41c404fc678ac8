"""What is masked in published words: hijacked text, and mobile telephones' numbers; each character becomes ▇, so that spans stay true.

The article's own places come with the search index, which has the same mask. A name or a statement is masked by the hijacked words of the
articles that say it: the same word elsewhere may be an honest one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from articles.models import Article, Witness
from articles.search.visible import masked, spans_of, visible_text
from articles.store.public import without_private_numbers
from articles.store.showable import OPEN

HIJACKED = {"article__warning_kinds__contains": ",hijacked_name,"}


@dataclass(frozen=True)
class Mask:
    """Of one article: the hidden spans of its body, and the words that stand there."""

    spans: Sequence[Sequence[int]] = ()
    words: tuple[str, ...] = ()

    def of_words(self, text: str) -> str:
        """A text of the article's that its spans do not count in."""
        return without_private_numbers(masked(text, spans_of(self.words, text)))

    def of_quote(self, quote: str, start: int | None) -> str:
        """A quote that stands at `start` of the body."""
        shifted = [[low - (start or 0), high - (start or 0)] for low, high in self.spans]
        inside = [span for span in shifted if span[1] > 0 and span[0] < len(quote)] if start is not None else []
        return self.of_words(masked(quote, inside))


NOTHING = Mask()


def mask_of(body: str, warnings: Iterable[Mapping[str, Any]]) -> Mask:
    hidden = visible_text({"title": "", "subtitle": "", "source": "", "body": body}, warnings).hidden.get("body", [])
    words = {warning["text"] for warning in warnings if warning["kind"] == "hijacked_name" and warning["text"].strip()}
    return Mask(hidden, tuple(sorted(words, key=lambda word: (-len(word), word))))


def masks_of(articles: Iterable[int]) -> dict[int, Mask]:
    """Those of the articles that have something to hide; few have."""
    rows = Article.objects.filter(pk__in=list(articles), warning_kinds__contains=",hijacked_name,")
    found = rows.order_by().values_list("pk", "body", "reading__data__warnings")
    return {pk: mask_of(body, warnings or ()) for pk, body, warnings in found}


def words_hidden_in(model: type[Model], rows: Sequence[int]) -> dict[int, Mask]:
    """Of these rows (persons, bodies, meetings, facts): the hijacked words of the open articles that say them."""
    column = f"{model._meta.model_name}_id"
    found = Witness.objects.filter(OPEN, **HIJACKED, **{f"{column}__in": list(rows)}).order_by()
    pairs = set(found.values_list(column, "article_id"))
    masks = masks_of({article for _row, article in pairs})
    words: dict[int, set[str]] = {}
    for row, article in pairs:
        words.setdefault(row, set()).update(masks.get(article, NOTHING).words)
    return {row: Mask(words=tuple(sorted(some, key=lambda word: (-len(word), word)))) for row, some in words.items() if some}
