"""What anybody may see: facts accepted or sure enough, of articles that are not withheld; and nothing that hangs in the air."""

from typing import Any

import pytest

from articles.models import Article, Attendance, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from articles.store import deciding
from articles.store.public import public_articles, public_rows, public_witnesses, reviewed, without_private_numbers
from tests.kept import kept
from tests.store.told import WORLD, keep

pytestmark = pytest.mark.django_db
MODELS = (Article, Witness, Person, Organization, Meeting, Post, Tenure, Attendance, Statement)


world = kept(lambda patch: keep(WORLD, patch))


def counts() -> dict[str, int]:
    return {model.__name__: public_rows(model._default_manager.all()).count() for model in MODELS}


def test_all_is_public_where_all_is_sure() -> None:
    assert counts() == {model.__name__: model._default_manager.count() for model in MODELS}


def test_what_is_not_sure_enough_is_public_only_once_it_is_accepted(settings: Any) -> None:
    settings.PUBLIC_CONFIDENCE = 0.95
    assert counts() == dict.fromkeys(counts(), 0) | {"Article": 4}
    tenure = Tenure.objects.get(person__name="柳望书")
    word = tenure.witnesses.order_by("key")[0]
    deciding.accept([word], by="编者甲")
    assert not public_rows(Tenure.objects.all())  # nobody said yet that the person is one
    deciding.accept(Witness.objects.filter(article=word.article, kind__in=["person", "organization"]), by="编者甲")
    assert [row.person.name for row in public_rows(Tenure.objects.all())] == ["柳望书"]
    assert [str(post) for post in public_rows(Post.objects.all())] == ["丁戊区政协 主席"]
    assert reviewed(public_rows(Tenure.objects.all())[0])
    assert all(reviewed(word) for word in public_witnesses())


def test_what_is_rejected_is_never_public() -> None:
    word = Witness.objects.get(kind="statement", quote="安全生产一刻也不能放松")
    deciding.reject([word], by="编者甲")
    assert not public_witnesses().filter(pk=word.pk)
    assert not public_rows(Statement.objects.filter(text="安全生产一刻也不能放松"))


def test_a_withheld_article_takes_along_what_only_it_says() -> None:
    article = Article.objects.get(published_on="2024-03-01")
    deciding.withhold(article, by="编者甲", why="个人隐私")
    assert public_articles().count() == 3
    assert [meeting.name for meeting in public_rows(Meeting.objects.all())] == ["安全生产推进会"]
    assert not public_rows(Attendance.objects.filter(meeting__name="招商座谈会"))
    assert public_rows(Person.objects.filter(name="柳望舒"))  # another article names her


def test_a_withheld_name_takes_along_its_facts() -> None:
    for word in Witness.objects.filter(kind="person", person__name="柳望书"):
        deciding.withhold(word, by="编者甲", why="个人隐私")
    assert not public_rows(Person.objects.filter(name="柳望书"))
    assert not public_rows(Tenure.objects.filter(person__name="柳望书"))
    assert not public_rows(Post.objects.filter(title="主席"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13912345678。", "电话▇▇▇▇▇▇▇▇▇▇▇。"),
        ("手机 139 1234 5678", "手机 ▇▇▇▇▇▇▇▇▇▇▇▇▇"),
        ("手机 139-1234-5678", "手机 ▇▇▇▇▇▇▇▇▇▇▇▇▇"),
        ("总投资13912345678901元", "总投资13912345678901元"),
        ("热线 12345，0512-65123456", "热线 12345，0512-65123456"),
        ("2024-03-12", "2024-03-12"),
    ],
)
def test_private_numbers_are_masked_and_nothing_else(text: str, shown: str) -> None:
    assert without_private_numbers(text) == shown
