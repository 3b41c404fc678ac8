"""Persons, bodies, meetings and places of a query: a word for one to the articles that speak of it.

A name is looked for among known rows, not in the text, and its articles are those whose witnesses are of that row: 人物:张伟 finds no
article about 张伟民 alone, but finds one that has him by another form of his name. A public id is a name too.

    人物:    the whole name in any of its forms, its pinyin, its initials
    机构:    part of a name or of another form of it; pinyin and initials whole
    会议:    part of a name; pinyin and initials whole
    地点:    part of the name of a place that an article speaks from
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Meeting, Organization, Person, SearchEntry, SearchTerm, Witness
from articles.pipeline.resolve.names import name_key
from articles.search.finding import Resolver
from articles.search.tree import Field
from articles.search.visible import Scope, public_facts

KEY_LENGTH = 16
NAMED: Mapping[Field, type[Model]] = {Field.PERSON: Person, Field.ORGANIZATION: Organization, Field.MEETING: Meeting}


def resolvers(scope: Scope) -> dict[Field, Resolver]:
    """What `understand` needs to answer all of its fields. Of what nobody may see publicly nothing is found in the public scope."""
    found: dict[Field, Resolver] = {field: partial(articles_of, field, scope) for field in NAMED}
    return found | {Field.PLACE: articles_at}


def articles_of(field: Field, scope: Scope, word: str) -> "QuerySet[Witness, int]":
    """The ids of the articles that speak of a person, a body or a meeting of this name."""
    named = rows_named(field, word).values("pk")
    return facts(scope).filter(kind=field.value, **{f"{field}__in": named}).order_by().values_list("article_id", flat=True)


def facts(scope: Scope) -> "QuerySet[Witness]":
    """The witnesses that count in this scope."""
    standing = Witness.objects.standing()
    return standing.filter(public_facts()) if scope is Scope.PUBLIC else standing


def rows_named(field: Field, word: str) -> "QuerySet[Any]":
    """The rows that this folded word may mean."""
    rows: QuerySet[Any] = NAMED[field]._default_manager.order_by()
    letters = "".join(word.split())
    if is_key(letters):
        return rows.filter(pk__in=facts(Scope.ALL).filter(key=letters).values(f"{field}_id"))
    if letters.isascii() and letters.isalnum():
        known = Q(pinyin=letters) | Q(initials=letters)
        return rows.filter(known | Q(name__iexact=word) if field is Field.PERSON else known | Q(name__icontains=word))
    if field is Field.PERSON:
        # Every form of a name is that of some mention, and mentions are kept by what all its spellings share.
        of_that_name = Witness.objects.standing().filter(kind=Witness.Kind.PERSON, block=name_key(word))
        return rows.filter(Q(name=word) | Q(pk__in=of_that_name.exclude(person=None).values("person_id")))
    held = Q(name__icontains=word)
    if field is Field.ORGANIZATION:
        rows = rows.annotate(other_names_text=Cast("other_names", TextField()))
        # One database keeps the characters as they are, the other as they are escaped in JSON.
        held |= Q(other_names_text__contains=word) | Q(other_names_text__contains=json.dumps(word)[1:-1])
    return rows.filter(held)


def is_key(word: str) -> bool:
    """Whether it has the form of a public id.

    >>> is_key("3b0c44298fc1c149"), is_key("liqingshan")
    (True, False)
    """
    return len(word) == KEY_LENGTH and all(letter in "0123456789abcdef" for letter in word)


def articles_at(place: str) -> "QuerySet[SearchEntry, int]":
    """The ids of the articles that speak from a place whose name holds this folded word."""
    places = SearchTerm.objects.of(SearchTerm.Kind.PLACE).filter(folded__contains=place)
    return SearchEntry.objects.filter(uses__term__in=places).order_by().values_list("article_id", flat=True)
