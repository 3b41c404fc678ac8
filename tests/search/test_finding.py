"""Orders, cursors, resolvers, counts, excerpts, facets and suggestions."""

import pytest

from articles.models import Article
from articles.search.excerpts import cut_out, mark
from articles.search.facets import find_facets
from articles.search.finding import Order, count_matches, find_page, present, understand
from articles.search.named import articles_at
from articles.search.problems import CursorProblem
from articles.search.suggesting import suggest
from articles.search.tree import Field
from tests.search.rows import Page, keep

pytestmark = pytest.mark.django_db


def test_titles_come_first_and_each_part_from_the_newest() -> None:
    pages = [
        Page("谈到招商", "大会", date="2024-05-01", name="body, newest"),
        Page("正文", "招商大会", date="2024-01-01", name="title, old"),
        Page("谈到招商", "会议", date="2024-02-01", name="body, old"),
        Page("正文", "招商会议", date="2024-03-01", name="title, newer"),
    ]
    body_newest, title_old, body_old, title_newer = keep(pages)
    hits: list[int] = []
    after = None
    for _ in range(4):
        page = find_page(understand("招商"), order=Order.TITLE, size=1, after=after)
        hits += [article for _, article in page.hits]
        after = page.after
    assert hits == [title_newer, title_old, body_newest, body_old]
    assert after is None


def test_relevance_weighs_title_and_number() -> None:
    once, often, titled = keep(
        [
            Page("招商。" + "别的话" * 9, date="2024-05-01", name="1"),
            Page("招商招商招商。" + "其余字" * 9, date="2024-04-01", name="2"),
            Page("招商。" + "正文在" * 9, "招商大会", date="2024-03-01", name="3"),
        ]
    )
    page = find_page(understand("招商"), order=Order.RELEVANCE, size=2)
    rest = find_page(understand("招商"), order=Order.RELEVANCE, size=2, after=page.after)
    assert [article for _, article in (*page.hits, *rest.hits)] == [titled, often, once]


def test_a_cursor_goes_on_where_the_page_ended_whatever_comes_in_between() -> None:
    articles = keep([Page(f"第{number}次会议", date=f"2024-03-{number:02}") for number in range(1, 8)])
    for order in Order:
        first = find_page(understand("会议"), order=order, size=3)
        keep([Page(f"新的会议{order}", date="2024-04-01")])
        second = find_page(understand("会议"), order=order, size=3, after=first.after)
        assert not {*first.hits} & {*second.hits}
        assert {article for _, article in second.hits} <= set(articles)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "newest",
        "newest.",
        "newest.zz",
        "title.1",
        "title.0.5",
        "relevance.5.1",
        "newest.1.2",
        "x" * 500,
        "newest." + "f" * 16,
        "ｎewest.1",
    ],
)
def test_a_cursor_of_no_search_is_refused(cursor: str) -> None:
    with pytest.raises(CursorProblem):
        find_page(understand("会议"), after=cursor)


def test_named_things_are_resolved_or_looked_for_as_text() -> None:
    one, two = keep([Page("王文远出席", name="1"), Page("书记王某出席", name="2")])
    assert [hit[1] for hit in find_page(understand("人物:王文远")).hits] == [one]
    by_ids = understand("人物:王文远 出席", {Field.PERSON: lambda word: {two} if word == "王文远" else set()})
    by_rows = understand("人物:王文远 出席", {Field.PERSON: lambda word: Article.objects.filter(body__contains="某").values("pk")})
    nobody = understand("人物:李青山", {Field.PERSON: lambda word: set()})
    everybody_else = understand("-人物:王文远", {Field.PERSON: lambda word: [two]})
    assert [[hit[1] for hit in find_page(query).hits] for query in (by_ids, by_rows, nobody, everybody_else)] == [[two], [two], [], [one]]
    assert count_matches(by_rows).number == 1


def test_places_have_a_resolver() -> None:
    one, _ = keep([Page("召开会议", places=("六合区", "南京市"), name="1"), Page("召开会议,学习六合", places=("江宁区",), name="2")])
    assert [hit[1] for hit in find_page(understand("地点:六合", {Field.PLACE: articles_at})).hits] == [one]


def test_counts_are_exact_to_a_point_and_say_so() -> None:
    keep([Page(f"第{number}次会议招商") for number in range(5)])
    for query in ("会议", "会议招商", "会", "次会议 招商 -没有"):
        assert str(count_matches(understand(query))) == "5", query
        assert str(count_matches(understand(query), most=5)) == "5"
        assert str(count_matches(understand(query), most=4)) == "4+"


def test_excerpts_are_cut_from_the_stored_text_and_marked_in_it() -> None:
    body = "开头。" * 100 + "\n副区長高　能、ＣＯＶＩＤ。" + "<b>结尾</b>" * 100
    keep([Page(body, "高　能与<i>会议")])
    query = understand("高能 covid")
    [found] = present(find_page(query), query)
    excerpt = found.excerpt
    assert excerpt.text in body
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["高　能", "ＣＯＶＩＤ"]
    assert (excerpt.cut_before, excerpt.cut_after) == (True, True)
    assert (found.title.text, found.title.marks) == ("高　能与<i>会议", ((0, 3),))
    assert 150 < len(excerpt.text) < 300


def test_marks_that_meet_are_one() -> None:
    assert mark("推进高质量发展,高质量", ["高质量", "质量发展"]).marks == ((2, 7), (8, 11))


def test_the_stretch_with_the_most_words_is_cut_out() -> None:
    body = "招商。" + "别的话。" * 100 + "招商引资与项目。" + "别的话。" * 100
    excerpt = cut_out(body, ["招商", "项目"])
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["招商", "项目"]
    assert cut_out("没有标记的正文", ["招商"]).text == "没有标记的正文"
    assert cut_out("", ["招商"]).text == ""


def test_excerpts_are_masked() -> None:
    keep([Page("六合彩票网召开会议", "彩票网召开会议", hijacked=((2, 5),))])
    query = understand("会议 -别的")
    [found] = present(find_page(query), query)
    assert (found.title.text, found.excerpt.text) == ("▇▇▇召开会议", "六合▇▇▇召开会议")
    assert found.excerpt.marks == ((7, 9),)


@pytest.mark.parametrize("number", ["13800000000", "138-0000-0000", "138 0000 0000"])
def test_mobile_numbers_are_masked_and_not_found(number: str) -> None:
    keep([Page(f"联系人王文远，电话{number}；传真0512-60000000。")])
    query = understand("联系人")
    [found] = present(find_page(query), query)
    assert found.excerpt.text == f"联系人王文远，电话{'▇' * len(number)}；传真0512-60000000。"
    assert find_page(understand("0000")).hits
    assert not find_page(understand("138")).hits


def test_long_numbers_are_no_mobile_numbers() -> None:
    keep([Page("统一社会信用代码9132050013800000000X，投资13800000000000元。")])
    assert find_page(understand("13800000000")).hits


def test_facets_count_what_was_found() -> None:
    keep(
        [
            Page("第1次会议", source="六合日报", date="2024-03-12", places=("六合区",), name="1"),
            Page("第2次会议", source="六合日报", date="2024-04", places=("六合区", "南京市"), name="2"),
            Page("第3次会议", source="江宁日报", date="2023", places=("江宁区",), name="3"),
            Page("第4次会议", name="4"),
            Page("另一篇", source="江宁日报", name="5"),
        ]
    )
    facets = find_facets(understand("会议"))
    assert facets.sources == (("六合日报", 2), ("江宁日报", 1))
    assert facets.places == (("六合区", 2), ("南京市", 1), ("江宁区", 1))
    assert facets.years == (("2024", 2), ("2023", 1))
    assert facets.months == (("2024-04", 1), ("2024-03", 1))
    assert (facets.over, facets.all_of_them) == (4, True)


def test_facets_say_where_they_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    from articles.search.engine import engine

    keep([Page(f"第{number}次会议", date=f"2024-03-{number:02}") for number in range(1, 6)])
    monkeypatch.setattr(engine(), "FACETS_OVER", 3)
    facets = find_facets(understand("会议"))
    assert (facets.over, facets.all_of_them, facets.years) == (3, False, (("2024", 3),))


def test_suggestions_begin_with_what_is_typed() -> None:
    keep([Page(f"第{number}次会议谈招商引资", source="六合日报") for number in range(3)])
    keep([Page("招标公告,招标办法", source="日报社")])
    assert ("招商引资", "keyword") in [(item.text, item.kind) for item in suggest("招")]
    assert [item.text for item in suggest("招標")] == ["招标"]
    assert [(item.text, item.number) for item in suggest("日报")] == [("日报社", 1), ("六合日报", 3)]
    assert suggest(" ") == suggest("%") == suggest("_") == suggest("没有的词") == []
