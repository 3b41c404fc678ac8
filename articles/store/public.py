"""Which articles, facts and names anybody may see, by what search/visible.py says of witnesses and words.

    witness   neither it nor its article is withheld, and somebody accepted it, or nobody has reviewed it and its confidence is enough
    noun      a public witness names it (person, organization, meeting)
    fact      a public witness says it, and whoever and whatever it is about is public

What is enough is the setting PUBLIC_CONFIDENCE. Whoever shows an unreviewed fact marks it so: see `reviewed`.
"""

from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from articles.models import Article, Attendance, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from articles.models.article import ArticleQuerySet
from articles.models.witness import WitnessQuerySet
from articles.search.visible import REVIEWED, masked, private_numbers, public_facts

Row = TypeVar("Row", bound=Model)

ABOUT: dict[type[Model], dict[str, type[Model]]] = {
    Tenure: {"person": Person, "post__organization": Organization},
    Attendance: {"person": Person, "meeting": Meeting},
    Statement: {"person": Person},
}
"""Whom and what a fact is about: without them it cannot be told. (A statement's meeting is left out where it is not public.)"""


def public_articles() -> ArticleQuerySet:
    """The articles that anybody may see, versions and reposts with them."""
    return Article.objects.public()


def public_witnesses() -> WitnessQuerySet:
    """The words of articles that anybody may see."""
    return Witness.objects.filter(openly())


def openly() -> Q:
    """Of witnesses: that anybody may see them."""
    return public_facts()


def public_rows(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Of these rows those that anybody may see: articles, witnesses, persons, organizations, meetings, posts and facts."""
    model: type[Model] = rows.model
    if model is Article:
        return rows.filter(withheld=False)
    if model is Witness:
        return rows.filter(openly())
    if model is Post:
        return rows.filter(Exists(public_rows(Tenure.objects.filter(post=OuterRef("pk"))).order_by()))
    name = str(model._meta.model_name)
    if model not in ABOUT:
        return rows.filter(said(kind=name, **{name: OuterRef("pk")}))
    found = rows.filter(said(**{name: OuterRef("pk")}))
    for path, noun in ABOUT[model].items():
        column = str(noun._meta.model_name)
        known = said(kind=column, **{column: OuterRef(path)})
        found = found.filter(Q(**{f"{path}__isnull": True}) | known)
    return found


def said(**which: Any) -> Exists:
    """That a public witness says so."""
    return Exists(public_witnesses().filter(**which).order_by())


def reviewed(row: Tenure | Attendance | Statement | Witness) -> bool:
    """Whether a person settled it; where not, whoever shows it says that it is unreviewed."""
    return row.status in REVIEWED if isinstance(row, Witness) else row.accepted


def without_private_numbers(text: str) -> str:
    """The text with every mobile telephone's number masked; its length stays.

    >>> without_private_numbers("联系人：陈大海 13800000000，办公电话 0512-60000000")
    '联系人：陈大海 ▇▇▇▇▇▇▇▇▇▇▇，办公电话 0512-60000000'
    """
    return masked(text, private_numbers(text))
