"""A small world for the tests of curation: who is who after an import, and people who may do this or that."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Attendance, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from tests.store.told import WORLD, keep

ROWS: list[Any] = [Person, Organization, Meeting, Post, Tenure, Attendance, Statement, Witness]
EN = {"accept-language": "en"}


def keep_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """柳望舒 (书记, two articles), 柳望书 (主席, two articles), 祁连山 (副书记, at two meetings)."""
    keep(WORLD, monkeypatch)


def client_of(role: str) -> Client:
    """Somebody of this role: viewer, curator, administrator."""
    user = User.objects.create_user(f"a-{role}", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client(headers=EN)
    client.force_login(user)
    return client


def page_of(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def change(row: Any) -> str:
    return f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"


def nouns() -> dict[str, list[Any]]:
    """All rows of people, bodies, meetings and what hangs on them, but for row numbers, which may change."""
    columns = {model: [field.name for field in model._meta.fields if not field.is_relation and field.name != "id"] for model in ROWS}
    return {model.__name__: list(model.objects.order_by("key").values(*names)) for model, names in columns.items()}
