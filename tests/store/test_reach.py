"""How far a decision reaches: to the articles whose words it is about and to the facts whose witnesses move, and no further."""

import random
from typing import Any

import pytest

from articles.models import Article, Attendance, Person, Stale, Tenure, Witness
from articles.store import deciding, witnessing
from articles.store.settling import facts
from tests.measure.merging import NAME, OTHER, page_about
from tests.store.generated.importing import import_pages
from tests.store.generated.pages import Page, Reader
from tests.store.generated.rows import as_said, flaws

pytestmark = pytest.mark.django_db


def pages_of(name: str, count: int, first: int = 0, **item: Any) -> list[Page]:
    chance = random.Random(first)
    pages = [page_about(chance, number, name, "书记") for number in range(first, first + count)]
    for page in pages:
        page.item.update(item)
    return pages


def bring_in(*pages: Page) -> None:
    import_pages(pages, Reader(list(pages)))
    assert flaws() == []


def test_the_same_words_in_an_article_of_its_own_are_not_decided_about(monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(*pages_of(NAME, 4))
    words = list(Witness.objects.filter(kind="person").order_by("key"))
    assert len({row.signature for row in words}) == 1
    gone_through: list[str] = []

    def keep(article: Article, reading: dict[str, Any]) -> bool:
        gone_through.append(article.key)
        return witnessing.keep_witnesses(article, reading)

    monkeypatch.setattr(deciding, "keep_witnesses", keep)
    deciding.accept(words[:1], by="甲")
    assert gone_through == [words[0].article.key]
    assert Witness.objects.filter(status="accepted").count() == 1
    assert flaws() == []


def test_the_same_words_in_another_version_are_decided_about_and_undone() -> None:
    url = "http://a.example.cn/1.html"
    bring_in(*pages_of(NAME, 1, url=url), *pages_of(NAME, 2, first=1), *pages_of(NAME, 1, first=9, url=url))
    one = Witness.objects.filter(kind="person", article__address__contains="a.example.cn").order_by("key")[0]
    decision = deciding.accept([one], by="甲")[0]
    told = Witness.objects.filter(kind="person", status="accepted")
    assert [row.article.address for row in told] == [one.article.address] * 2
    deciding.undo(decision, by="甲")
    assert not told.all().exists()
    assert flaws() == []


@pytest.mark.parametrize(("kind", "model"), [("attendance", Attendance), ("post", Tenure)])
def test_a_fact_is_accepted_while_one_of_its_witnesses_is(kind: str, model: Any) -> None:
    bring_in(*pages_of(NAME, 3))
    before = as_said()
    decisions = deciding.accept(Witness.objects.filter(kind=kind).order_by("key")[:2], by="甲")
    accepted = model.objects.filter(accepted=True)
    assert accepted.count() == (2 if kind == "attendance" else 1)
    deciding.undo(decisions[0], by="甲")
    assert accepted.count() == 1
    deciding.undo(decisions[1], by="甲")
    assert not accepted.exists()
    assert as_said() == before


def test_only_the_facts_that_lost_or_gained_a_witness_are_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(*pages_of(NAME, 6), *pages_of(OTHER, 2, first=6))
    before = as_said()
    read: list[str] = []

    def words(column: str, **which: Any) -> list[facts.Word]:
        found = whole(column, **which)
        read.extend(word.key for word in found if column == "attendance")
        return found

    whole = facts.words
    monkeypatch.setattr(facts, "words", words)
    merge = deciding.merge([Person.objects.get(name=NAME), Person.objects.get(name=OTHER)], by="甲")
    deciding.undo(merge, by="甲")
    assert len(set(read)) == 2
    assert as_said() == before
    assert flaws() == []


@pytest.mark.parametrize("most", [0, 1, 1000])
def test_many_facts_of_a_person_are_settled_in_one_go_with_the_same_rows(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(*pages_of(NAME, 2, first=6), *pages_of(OTHER, 4))
    before = as_said()
    monkeypatch.setattr(witnessing, "MANY_FACTS", most)
    person = Person.objects.get(name=OTHER)
    chosen = Witness.objects.filter(kind="person", person=person).order_by("key").values_list("key", flat=True)[:2]
    split = deciding.split(person, chosen, by="甲")
    assert (Person.objects.count(), Attendance.objects.count()) == (3, 6)
    assert flaws() == []
    deciding.undo(split, by="甲")
    assert as_said() == before
    assert not Stale.objects.exists()
