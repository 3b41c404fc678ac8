"""The index is written with the article, and only with it."""

from dataclasses import replace

import pytest
from django.db import transaction

from articles.models import Article, SearchEntry, SearchTerm, SearchUse
from articles.search.docids import SEQUENCE_BITS, DayIsFull, day_number, docids_of
from articles.search.engine import engine
from articles.search.finding import find_page, understand
from articles.search.indexing import unindex
from articles.search.visible import MASK, Scope
from articles.store import keeping
from articles.store.reindexing import reindex
from tests.search.rows import Page, keep, outcome_of

pytestmark = pytest.mark.django_db


def found(query: str, scope: Scope = Scope.PUBLIC) -> list[int]:
    return [article for _, article in find_page(understand(query), scope=scope).hits]


def anew(article: int, page: Page) -> None:
    """Keep another reading of an article's capture."""
    row = Article.objects.get(pk=article)
    keeping.keep_reading(row.capture, row, outcome_of(page))


def test_an_import_that_is_rolled_back_leaves_nothing() -> None:
    def fail() -> None:
        with transaction.atomic():
            keep([Page("六合区召开大会", source="六合日报")])
            assert found("六合")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert found("六合") == []
    assert list(engine().indexed_docids()) == []
    assert not SearchEntry.objects.exists()
    assert not SearchTerm.objects.exists()


def test_the_same_again_writes_nothing() -> None:
    [article] = keep([Page("六合区召开大会", source="六合日报")])
    before = list(SearchEntry.objects.values()), list(SearchTerm.objects.order_by("pk").values())
    keep([Page("六合区召开大会", source="六合日报")])
    anew(article, Page("六合区召开大会", source="六合日报"))
    assert (list(SearchEntry.objects.values()), list(SearchTerm.objects.order_by("pk").values())) == before


def test_another_reading_takes_the_place_of_the_first() -> None:
    page = Page("六合区召开大会", title="大会", source="六合日报", date="2024-03-12", places=("六合区",))
    article, other = keep([page, Page("另一篇的文字", name="other", date="2024-03-12")])
    anew(article, replace(page, body="江宁区举行会议", title="会议", source="江宁日报", date="2024-05-01", places=("江宁区",)))
    assert (found("六合"), found("来源:六合"), found("标题:大会"), found("2024-03")) == ([], [], [], [other])
    assert found("江宁 2024-05 标题:会议 来源:江宁") == [article]
    assert set(SearchTerm.objects.filter(kind="place").values_list("text", "number")) == {("江宁区", 1)}
    assert not reindex(mend=False)


def test_a_change_of_the_places_alone_is_indexed() -> None:
    page = Page("召开大会", places=("六合区",))
    [article] = keep([page])
    anew(article, replace(page, places=("江宁区",)))
    assert set(SearchTerm.objects.filter(kind="place").values_list("text", flat=True)) == {"江宁区"}


def test_what_is_taken_out_is_gone() -> None:
    gone, stays = keep([Page("六合区召开大会", source="六合日报", name="1"), Page("江宁区召开会议", source="江宁日报", name="2")])
    unindex([gone])
    Article.objects.filter(pk=gone).delete()
    assert (found("召开"), found("六合"), found("来源:六合")) == ([stays], [], [])
    assert not SearchTerm.objects.filter(text__contains="六合").exists()
    assert not reindex(mend=False)


def test_an_article_deleted_unasked_is_not_found_and_reindex_clears_up() -> None:
    gone, stays = keep([Page("六合区召开大会", name="1"), Page("江宁区召开会议", name="2")])
    Article.objects.filter(pk=gone).delete()
    assert found("召开") == [stays]
    [new] = keep([Page("六合区又开大会", name="3")])
    assert found("六合") == [new]
    assert reindex(mend=True)
    assert not reindex(mend=False)


def test_dates_make_the_order_and_the_undated_come_last() -> None:
    dates = ["", "2024", "2024-03", "2024-03-12", "--05-01", "2025-01-01", "1949-10-01"]
    articles = dict(zip(dates, keep([Page(f"第{number}篇会议", date=date) for number, date in enumerate(dates)]), strict=True))
    order = ["2025-01-01", "2024-03-12", "2024-03", "2024", "1949-10-01"]
    assert found("会议")[:5] == [articles[date] for date in order]
    assert set(found("会议")[5:]) == {articles[""], articles["--05-01"]}
    assert found("2024-03..2024-03-11") == [articles["2024-03"]]


def test_a_day_may_have_more_articles_than_four_thousand() -> None:
    low, high = docids_of(day_number("2024-03-12"), day_number("2024-03-12"))
    assert high - low + 1 == 1 << SEQUENCE_BITS == 1_048_576
    early, busy, next_day = keep(
        [Page(f"第{number}次会议", date="2024-03-12", name=number) for number in ("1", "2")] + [Page("会议", date="2024-03-13")]
    )
    entry = SearchEntry.objects.get(article=busy)
    unindex([busy])
    entry.docid, entry.source = low + 4_095, None
    engine().put(entry, "", "第2次会议", "")
    [after] = keep([Page("第4097次会议", date="2024-03-12")])
    assert SearchEntry.objects.get(article=after).docid == low + 4_096
    assert found("会议 2024-03-12") == found("会议 ..2024-03-12") == [after, busy, early]
    assert found("会议 2024-03-13") == [next_day]


def test_a_day_that_is_full_is_said() -> None:
    _, high = docids_of(day_number("2024-03-12"), day_number("2024-03-12"))
    [article] = keep([Page("会议", date="2024-03-12")])
    entry = SearchEntry.objects.get(article=article)
    unindex([article])
    entry.docid = high
    engine().put(entry, "", "会议", "")
    with pytest.raises(DayIsFull, match="no room"):
        keep([Page("另一次会议", date="2024-03-12")])


def test_only_the_shown_are_found_unless_all_are_asked_for() -> None:
    text = "六合区召开高质量发展大会,区委书记讲话,要求抓好招商引资和项目建设。"
    first, repost = keep(
        [
            Page(text, url="http://a.example.cn/1", captured_at="2024-03-12", name="1"),
            Page(text, url="http://b.example.cn/1", captured_at="2024-03-13", name="2"),
        ]
    )
    assert (found("招商"), set(found("招商", Scope.ALL))) == ([first], {first, repost})
    [newer] = keep([Page(text + "完", url="http://a.example.cn/1", captured_at="2024-03-14", name="3")])
    assert found("招商") == [newer]
    assert set(SearchEntry.objects.filter(shown=True).values_list("article", flat=True)) == set(
        Article.objects.shown().values_list("pk", flat=True)
    )


def test_hijacked_text_is_in_no_index_and_no_list_of_words() -> None:
    page = Page("1月31日,彩票投注网召开动员会", title="彩票投注网召开动员会", source="彩票投注网", hijacked=((6, 11),))
    [article] = keep([page])
    assert page.body[6:11] == "彩票投注网"
    for query in ("彩票", "投注", "标题:彩票", "来源:彩票", "彩"):
        assert found(query) == [], query
    assert found(f"{MASK * 5}召开动员会 标题:{MASK * 5}召开") == [article]
    assert not SearchTerm.objects.filter(text__contains="彩票").exists()


def test_terms_count_their_articles() -> None:
    keep([Page(f"第{number}次会议谈招商引资", source="六合日报", places=("六合区", "南京市")) for number in range(3)])
    numbers = dict(SearchTerm.objects.values_list("text", "number"))
    assert (numbers["六合日报"], numbers["六合区"], numbers["招商引资"]) == (3, 3, 3)
    assert SearchUse.objects.filter(term__text="南京市").count() == 3
