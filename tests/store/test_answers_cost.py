"""What an answer costs: it does not touch what it has nothing to do with, and asks for many words together."""

import pytest

from articles.models import Finding, Witness
from articles.store import deciding
from articles.store.judging import articles_about
from articles.store.reviewing import queue as review_queue
from articles.store.reviewing.filters import Filters
from articles.store.reviewing.queue import items
from tests.kept import kept
from tests.store.told import Told, keep, queries

pytestmark = pytest.mark.django_db
BODY, HOST = "丁戊区委", "陈大海"


def alike(number: int) -> Told:
    """Pages of their own that print the words about the host to the letter, with what stands around them."""
    own = f"会议研究了第{number}号事项，" + "".join(chr(0x4E00 + number * 97 + step * 13) for step in range(60))
    text = f"丁戊区委召开座谈会，丁戊区委书记{HOST}主持会议并作了重要讲话。{own}。"
    return Told(text, f"http://a.example.cn/{number}.html", f"2024-03-{number + 1:02}", {HOST: [(BODY, "书记")]})


world = kept(lambda patch: keep([alike(number) for number in range(12)], patch))


def posts() -> list[Witness]:
    return list(Witness.objects.filter(kind="post").select_related("article").order_by("key"))


def test_the_same_words_in_other_articles_are_left_alone() -> None:
    one, *others = posts()
    assert {row.signature for row in others} == {one.signature}
    sha256 = deciding.sha256_of(one.article)
    assert articles_about({(sha256, one.signature)}) == {one.article_id}
    assert articles_about({("f" * 64, one.signature)}) == {row.article_id for row in posts()}, "of a capture that is not here, all"
    deciding.accept([one], by="编者甲")
    assert [row.status for row in posts()].count("accepted") == 1


def test_a_word_more_costs_few_queries_more() -> None:
    rows = posts()
    few = queries(lambda: deciding.accept(rows[:2], by="编者甲", batch="one"))
    many = queries(lambda: deciding.accept(rows[2:], by="编者甲", batch="two"))
    assert (many - few) / 8 < 5


def test_a_batch_is_withdrawn_together_and_comes_back() -> None:
    rows = posts()
    deciding.accept(rows, by="编者甲", batch="all")
    withdrawn = deciding.undo_batch("all", by="编者甲")
    assert {row.status for row in posts()} == {"unreviewed"}
    deciding.undo(withdrawn[0], by="编者甲")
    assert sorted(row.status for row in posts()) == ["accepted", *["unreviewed"] * 11]


@pytest.mark.parametrize("few", [0, 2000])
def test_findings_pass_a_filter_however_they_are_looked_for(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_queue, "FEW", few)
    keys = list(Witness.objects.filter(kind="person").order_by("key").values_list("key", flat=True))
    for number, about in enumerate((keys[:2], ["0" * 16, "1" * 16])):
        Finding.objects.create(key=f"{number:016}", kind="namesakes", block="甲", about=about, score=number, details={}, why={})
    filters = Filters(person=HOST, kind="namesakes")
    assert [one.item for one in items(filters, withheld=False, after=None)] == ["finding:" + "0" * 16]
    assert not [one for one in items(Filters(kind="post"), withheld=False) if one.item.startswith("finding:")]
