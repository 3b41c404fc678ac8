"""The words of facts as the public may read them: what search/visible.py hides of an article is hidden wherever its words are quoted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from articles.models import Article, Reading, Witness
from articles.search.visible import Visible, visible_text
from articles.store.public import without_private_numbers

HIJACKED = ",hijacked_name,"
NOTHING = {"title": "", "subtitle": "", "source": "", "body": ""}
Warnings = Sequence[Mapping[str, Any]]


def visible_articles(articles: Collection[int]) -> dict[int, Visible]:
    """Title, subtitle, source and body of these articles, masked: one query, which loads their bodies."""
    columns = ("pk", *NOTHING, "reading__data__warnings")
    rows = Article.objects.filter(pk__in=articles).order_by().values_list(*columns)
    return {pk: visible(dict(zip(NOTHING, texts, strict=True)), warnings or ()) for pk, *texts, warnings in rows}


def visible(article: Mapping[str, Any], warnings: Warnings) -> Visible:
    """The article's words without what was hijacked, and without private numbers."""
    found = visible_text(article, warnings)
    return replace(
        found,
        title=without_private_numbers(found.title),
        subtitle=without_private_numbers(found.subtitle),
        body=without_private_numbers(found.body),
    )


def warnings_of(articles: Collection[int]) -> dict[int, Warnings]:
    """The warnings of these articles' readings; asked only for those that have hijacked words."""
    if not articles:
        return {}
    return {pk: found or () for pk, found in Reading.objects.filter(article__in=articles).values_list("article", "data__warnings")}


def warnings_on(column: str, facts: Collection[Any], by: str = "id") -> Mapping[Any, Warnings]:
    """For facts (by their ids, or another column of theirs) the warnings of the articles that say so, where those have hijacked words.
    `column`: of witnesses."""
    rows = Witness.objects.filter(**{f"{column}__{by}__in": facts}, article__warning_kinds__contains=HIJACKED).order_by()
    found: dict[Any, list[Mapping[str, Any]]] = {}
    for name, warnings in rows.values_list(f"{column}__{by}", "article__reading__data__warnings").distinct() if facts else ():
        found.setdefault(name, []).extend(warnings or ())
    return found


def masked_words(value: Any, warnings: Warnings = ()) -> Any:
    """Text, or lists and mappings of it, with what the public does not see masked.

    >>> masked_words({"text": "请拨打13800000000", "order": 1})
    {'text': '请拨打▇▇▇▇▇▇▇▇▇▇▇', 'order': 1}
    """
    if isinstance(value, str):
        if not warnings:
            return without_private_numbers(value)
        return visible({**NOTHING, "title": value}, [{**one, "start": None} for one in warnings]).title
    if isinstance(value, Mapping):
        return {name: masked_words(inner, warnings) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [masked_words(inner, warnings) for inner in value]
    return value
