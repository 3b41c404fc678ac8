"""Any id ever given out leads to the row it means now, with the reason."""

import pytest

from articles.models import Article, Attendance, FormerKey, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from articles.store import deciding
from articles.store.looking_up import Found, day_of, look_up
from tests.kept import kept
from tests.store.told import TOWN, WORLD, keep

pytestmark = pytest.mark.django_db
ROWS = {
    "article": Article,
    "person": Person,
    "organization": Organization,
    "meeting": Meeting,
    "post": Post,
    "tenure": Tenure,
    "attendance": Attendance,
    "statement": Statement,
    "witness": Witness,
}


world = kept(lambda patch: keep(WORLD, patch))


def found(kind: str, key: str) -> Found:
    answer = look_up(kind, key)
    assert answer is not None
    return answer


@pytest.mark.parametrize("kind", ROWS)
def test_a_rows_own_id_leads_to_it_without_a_reason(kind: str) -> None:
    rows = list(ROWS[kind].objects.all())  # type: ignore[attr-defined]
    assert rows
    for row in rows:
        assert look_up(kind, row.key) == Found(row, row.key)


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("key", ["", "0" * 16, "~1", "甲", "x" * 500])
def test_an_unknown_id_leads_nowhere(kind: str, key: str) -> None:
    assert look_up(kind, key) is None


def test_a_kind_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        look_up("table", "0" * 16)


def test_an_id_of_another_kind_leads_nowhere() -> None:
    meeting = Meeting.objects.order_by("key")[0]
    assert look_up("person", meeting.key) is None
    assert look_up("meeting", Person.objects.order_by("key")[0].key) is None


def test_every_witness_leads_to_its_row_and_to_its_facts() -> None:
    for witness in Witness.objects.select_related("tenure__post", "attendance", "statement", "person"):
        if witness.kind in ("person", "organization", "meeting"):
            assert found(witness.kind, witness.key).row == getattr(witness, witness.kind)
        if witness.kind == "post" and witness.tenure is not None:
            assert found("tenure", witness.key).row == witness.tenure
            assert found("post", witness.key).row == witness.tenure.post
        if witness.kind in ("attendance", "statement"):
            assert found(witness.kind, witness.key).row == getattr(witness, witness.kind)


def test_the_id_of_a_later_article_leads_to_the_row_for_an_earlier_one_was_found() -> None:
    body = Organization.objects.get(name=TOWN)
    later = Witness.objects.filter(kind="organization", organization=body).exclude(key=body.key)[0]
    answer = found("organization", later.key)
    assert (answer.row, answer.key_now) == (body, body.key)
    assert "更早" in answer.why["zh"]
    assert "earlier" in answer.why["en"]


def test_a_joined_ones_id_leads_to_the_other_with_who_when_and_why() -> None:
    one, other = Person.objects.filter(name__startswith="柳").order_by("first_seen")
    merged = deciding.merge([one, other], by="编者甲", why="同一人，误植")
    answer = found("person", other.key)
    assert answer.key_now == one.key
    for words in (answer.why["zh"], answer.why["en"]):
        assert "编者甲" in words
        assert day_of(merged) in words
        assert "同一人，误植" in words
    assert answer.why["zh"].startswith("并入")


def test_a_later_id_of_the_joined_one_tells_of_the_joining_too() -> None:
    one, other = Person.objects.filter(name__startswith="柳").order_by("first_seen")
    later = Witness.objects.filter(kind="person", person=other).exclude(key=other.key)[0]
    same = Witness.objects.filter(kind="person", person=one).exclude(key=one.key)[0]
    deciding.merge([one, other], by="编者甲")
    assert "并入" in found("person", later.key).why["zh"]
    # This one was the row's own before; no decision was needed for it.
    assert "更早" in found("person", same.key).why["zh"]


def test_withdrawn_each_id_is_its_own_again() -> None:
    one, other = Person.objects.filter(name__startswith="柳").order_by("first_seen")
    deciding.undo(deciding.merge([one, other], by="编者甲"), by="编者乙")
    for key, name in ((one.key, "柳望舒"), (other.key, "柳望书")):
        answer = found("person", key)
        assert (answer.row.name, answer.key_now, answer.why) == (name, key, {})


def test_the_id_of_a_rejected_name_leads_on_with_who_rejected_it() -> None:
    person = Person.objects.get(name="祁连山")
    deciding.reject([Witness.objects.get(key=person.key)], by="编者甲", why="读错")
    answer = found("person", person.key)
    assert answer.row.name == "祁连山"
    assert answer.key_now != person.key
    assert "编者甲" in answer.why["zh"]
    assert "读错" in answer.why["en"]


def test_former_ids_are_followed_and_a_circle_ends() -> None:
    person = Person.objects.get(name="祁连山")
    FormerKey.objects.create(key="1" * 16, kind="person", now="2" * 16)
    FormerKey.objects.create(key="2" * 16, kind="person", now=person.key)
    FormerKey.objects.create(key="3" * 16, kind="person", now="4" * 16)
    FormerKey.objects.create(key="4" * 16, kind="person", now="3" * 16)
    answer = found("person", "1" * 16)
    assert answer.key_now == person.key
    assert "重新读取" in answer.why["zh"]
    assert look_up("meeting", "1" * 16) is None
    assert look_up("person", "3" * 16) is None
