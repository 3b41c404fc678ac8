"""What anybody may see: facts accepted or sure enough, of articles that are not withheld; and nothing that hangs in the air."""

from typing import Any

import pytest

from articles.models import (
    Article,
    Attendance,
    Finding,
    Meeting,
    Organization,
    Person,
    Post,
    SearchEntry,
    SearchTerm,
    Statement,
    Tenure,
    Witness,
)
from articles.search.suggesting import suggest
from articles.search.visible import Scope
from articles.store import deciding
from articles.store.overview import what_waits
from articles.store.public import public_articles, public_rows, public_witnesses, reviewed, without_private_numbers
from articles.store.reviewing.filters import Filters
from articles.store.reviewing.queue import count_waiting
from articles.store.withholding import show_again
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


def sums() -> dict[str, Any]:
    """What rows derive from all that is said of 柳望舒, who holds a post of which articles of March and May tell."""
    row, tenure = Person.objects.get(name="柳望舒"), Tenure.objects.get(person__name="柳望舒")
    post = {name: getattr(tenure, name) for name in ("first_seen", "last_seen", "articles_count", "accepted")}
    return {"person": (row.first_seen, row.last_seen, row.articles_count, row.other_names), "tenure": post}


def test_what_is_withheld_is_in_no_sum() -> None:
    whole = sums()
    assert whole["tenure"] == {"first_seen": "2024-03-01", "last_seen": "2024-05-01", "articles_count": 2, "accepted": False}
    article = Article.objects.get(published_on="2024-05-01")
    deciding.accept(article.witnesses.filter(kind="post"), by="编者甲")
    deciding.withhold(article, by="编者甲", why="个人隐私")
    without = sums()
    assert without["tenure"] == {"first_seen": "2024-03-01", "last_seen": "2024-03-01", "articles_count": 1, "accepted": False}
    assert without["person"] == ("2024-03-01", "2024-03-01", 1, [])
    show_again(article, by="长官")
    assert sums() == whole | {"tenure": whole["tenure"] | {"accepted": True}}


def test_what_only_withheld_words_say_is_summed_for_administrators() -> None:
    whole = sums()
    for word in Witness.objects.filter(kind="post", tenure__person__name="柳望舒"):
        deciding.withhold(word, by="编者甲", why="个人隐私")
    assert sums() == whole
    assert not public_rows(Tenure.objects.filter(person__name="柳望舒"))


def test_suggestions_do_not_count_what_is_withheld() -> None:
    source = SearchTerm.objects.create(kind="source", text="某报", folded="某报", number=2)
    one, other = SearchEntry.objects.order_by("docid")[:2]
    SearchEntry.objects.filter(pk__in=[one.pk, other.pk]).update(source=source)
    assert [(found.text, found.number) for found in suggest("某报")] == [("某报", 2)]
    deciding.withhold(one.article, by="编者甲", why="个人隐私")
    assert [(found.text, found.number) for found in suggest("某报")] == [("某报", 1)]
    deciding.withhold(other.article, by="编者甲", why="个人隐私")
    assert suggest("某报") == []
    assert [found.number for found in suggest("某报", scope=Scope.ALL)] == [2]


def test_the_numbers_of_what_waits_leave_out_findings_about_what_is_withheld() -> None:
    article = Article.objects.get(published_on="2024-05-01")
    Finding.objects.create(key="f" * 16, kind="version_changed", block=article.key, about=[article.key], details={}, why={})
    before = count_waiting(Filters(kind="version_changed"), withheld=False)
    deciding.withhold(article, by="编者甲", why="个人隐私")
    assert count_waiting(Filters(kind="version_changed"), withheld=False) == before - 1
    assert what_waits(withheld=False)[1]["version_changed"] == before - 1
    assert what_waits(withheld=True)[1]["version_changed"] == before


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
