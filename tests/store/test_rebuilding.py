"""Rows made anew: what is right stays to the byte, what was tampered with is mended, and a check writes nothing."""

from pathlib import Path
from typing import Any

import pytest

from articles.models import Article, Attendance, FormerKey, Organization, Person, Stale, Tenure, Witness
from articles.store import deciding
from articles.store.exporting import export_dataset
from articles.store.rebuilding import NotHere, rebuild, what_differs
from tests.kept import kept
from tests.store.told import WORLD, keep

pytestmark = pytest.mark.django_db


def build(patch: pytest.MonkeyPatch) -> None:
    keep(WORLD, patch)
    deciding.reject(Witness.objects.filter(kind="attendance").order_by("key")[:1], by="编者甲")
    deciding.correct(Witness.objects.filter(kind="post").order_by("key")[0], {"title": "主要负责人"}, by="编者甲")
    deciding.merge(list(Person.objects.filter(name__startswith="柳")), by="编者乙")


world = kept(build)


def spoil_an_attendance() -> None:
    Attendance.objects.update(role="absent")


def spoil_a_name() -> None:
    Person.objects.filter(name="祁连山").update(name="误")


def spoil_a_title() -> None:
    Article.objects.filter(url__endswith="1.html").update(title="误")


def spoil_witnesses() -> None:
    Witness.objects.filter(kind="post").update(status="rejected", values={})


def lose_rows() -> None:
    Tenure.objects.all().delete()
    Organization.objects.all().delete()


def invent_rows() -> None:
    person = Person.objects.create(key="f" * 16, name="无名氏", block="无名氏")
    Tenure.objects.create(key="e" * 16, person=person, post=Tenure.objects.all()[0].post)


SPOILED = [spoil_an_attendance, spoil_a_name, spoil_a_title, spoil_witnesses, lose_rows, invent_rows]


def test_a_whole_rebuilding_gives_the_same_dataset_and_row_numbers(tmp_path: Path) -> None:
    before = export_dataset(tmp_path / "before")
    numbers = [sorted(model.objects.values_list("pk", "key")) for model in (Person, Tenure, Attendance, Witness)]
    assert rebuild() == len(WORLD)
    assert export_dataset(tmp_path / "after") == before
    assert [sorted(model.objects.values_list("pk", "key")) for model in (Person, Tenure, Attendance, Witness)] == numbers
    assert what_differs() == {}
    assert not Stale.objects.exists()


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_what_was_spoiled_is_found_by_a_check_and_mended_by_a_rebuilding(tmp_path: Path, spoil: Any) -> None:
    before = export_dataset(tmp_path / "before")
    spoil()
    spoiled = export_dataset(tmp_path / "spoiled")
    assert spoiled != before
    assert what_differs()
    assert export_dataset(tmp_path / "spoiled", force=True) == spoiled
    rebuild()
    assert without_former_keys(export_dataset(tmp_path / "after")) == without_former_keys(before)
    assert what_differs() == {}


def without_former_keys(manifest: dict[str, Any]) -> dict[str, Any]:
    return {name: file for name, file in manifest["files"].items() if name != "former_keys.jsonl"}


def test_a_check_names_rows_and_columns() -> None:
    key = Person.objects.get(name="祁连山").key
    spoil_a_name()
    invent_rows()
    found = what_differs()
    assert found["persons"].changed == [(key, ["name"])]
    assert found["persons"].removed == ["f" * 16]
    assert (found["persons"].added, found["persons"].count) == ([], 2)
    assert found["tenures"].removed == ["e" * 16]


def test_one_row_alone(tmp_path: Path) -> None:
    before = export_dataset(tmp_path / "before")
    person = Person.objects.get(name="祁连山")
    Person.objects.update(note="误")
    assert rebuild("person", person.key) == 2
    assert not Person.objects.filter(pk=person.pk, note="误").exists()
    rebuild("article", Article.objects.get(url__endswith="3.html").key)
    assert export_dataset(tmp_path / "after") == before


def test_a_former_id_names_the_row_too() -> None:
    person = Person.objects.get(name="祁连山")
    FormerKey.objects.create(key="0" * 16, kind="person", now=person.key)
    assert rebuild("person", "0" * 16) == 2


@pytest.mark.parametrize("kind", ["article", "person", "organization", "meeting"])
def test_a_row_that_is_not_here_is_said(kind: str) -> None:
    with pytest.raises(NotHere, match=kind):
        rebuild(kind, "9" * 16)
