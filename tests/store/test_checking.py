"""What may not stand in the place of a value is refused by the one door, with the field it is about, in both languages."""

from typing import Any

import pytest
from django.utils import translation

from articles.models import Article, Decision, Meeting, Witness
from articles.store import deciding
from articles.store.checking import refusal
from articles.store.targets import CannotDecide
from tests.store.told import WORLD, keep


@pytest.mark.parametrize(
    ("kind", "name", "value", "usual"),
    [
        ("attendance", "order", -1, 0),
        ("attendance", "order", 2**31, 0),
        ("attendance", "order", True, 0),
        ("attendance", "order", "1", 0),
        ("attendance", "role", "king", "host"),
        ("role", "role", "", "host"),
        ("post", "former", "yes", False),
        ("post", "title", "书" * 201, "书记"),
        ("post", "title", None, "书记"),
        ("post", "person", "柳\0望舒", "柳望舒"),
        ("person", "name", "柳\ud800", "柳望舒"),
        ("person", "name", "柳" * 201, "柳望舒"),
        ("person", "other_names", "柳", []),
        ("person", "other_names", [1], []),
        ("organization", "level", "galaxy", ""),
        ("organization", "place_code", "3" * 13, ""),
        ("organization", "begun", "2024-02-30", ""),
        ("meeting", "kind", "party", "meeting"),
        ("meeting", "date", "2024-13", ""),
        ("meeting", "date", "2024-03-12/", ""),
        ("statement", "text", "要" * 4001, "要"),
    ],
)
def test_refused(kind: str, name: str, value: Any, usual: Any) -> None:
    reasons = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            reasons.append(refusal(kind, name, value, usual))
    assert all(reasons)
    assert reasons[0] != reasons[1]


@pytest.mark.parametrize(
    ("kind", "name", "value", "usual"),
    [
        ("attendance", "order", 0, 3),
        ("attendance", "role", "reader", "host"),
        ("post", "former", True, False),
        ("meeting", "date", "--12-29", ""),
        ("meeting", "date", "2024-03-12/2024-03-14", ""),
        ("meeting", "date", "", "2024"),
        ("organization", "level", "", "county"),
        ("organization", "name", "委" * 400, "区委"),
        ("person", "other_names", ["柳望"], []),
        ("statement", "text", "👍" * 4000, "要"),
    ],
)
def test_taken(kind: str, name: str, value: Any, usual: Any) -> None:
    assert refusal(kind, name, value, usual) == ""


@pytest.mark.django_db
def test_no_door_stands_open(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(WORLD, monkeypatch)
    word, article, meeting = Witness.objects.filter(kind="attendance")[0], Article.objects.all()[0], Meeting.objects.all()[0]
    made = {"meeting": "会", "person": "某某", "role": "host", "order": -1}
    for act, field in (
        (lambda: deciding.correct(word, {"order": -1}, by="甲"), "order"),
        (lambda: deciding.correct(word, {"person": " "}, by="甲"), "person"),
        (lambda: deciding.create(article, "attendance", made, start=0, end=2, by="甲"), "order"),
        (lambda: deciding.correct_row(meeting, {"date": "tomorrow"}, by="甲"), "date"),
    ):
        with pytest.raises(CannotDecide) as refused:
            act()
        assert refused.value.field == field
    assert not Decision.objects.exists()
