"""The ids of every query are those of a plain scan, on SQLite and on PostgreSQL (the suite runs on both)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.asking import Asked
from articles.search.engine import engine
from articles.search.finding import Order, count_matches, find_page
from articles.search.parsing import parse
from articles.search.tree import All, Field, Node, Not, Some, Word, in_title
from articles.search.visible import Scope
from tests.search.rows import Page, keep, says, scan

CHARACTERS = "王伟高能区会议甲乙a1,. \n·\U00020000\U00020800"
DATES = ["", "2024-03-12", "2024-03-12", "2024-03", "2024", "--12-29", "2023-12-31", "2024-03-12/2024-03-14", "0001-01-01", "2024-19-77"]
SOURCES = ["", "甲日报", "乙a 报", "王,报"]
COUNT = 150


def pages() -> list[Page]:
    """Short texts over few characters, so that words are found, and found wrongly where the index is not exact."""
    chance = random.Random(7)

    def some(most: int) -> str:
        return "".join(chance.choices(CHARACTERS, k=chance.randint(0, most))).strip()

    return [
        Page(f"{some(30)}\n{some(12)}".strip() or "无", some(6), some(3), chance.choice(SOURCES), chance.choice(DATES), name=str(number))
        for number in range(COUNT)
    ]


def words() -> st.SearchStrategy[Word]:
    text = st.text(alphabet=CHARACTERS.replace("\n", ""), min_size=1, max_size=4).map(str.strip).filter(bool)
    return st.builds(Word, text, st.sampled_from([None, None, None, Field.TITLE, Field.SOURCE]))


def dates() -> st.SearchStrategy[Node]:
    return st.sampled_from(["2024-03", "2023..2024-03-12", "日期:2024", "..2023", "2024-03-13.."]).map(parse)


QUERIES: st.SearchStrategy[Node] = st.recursive(
    words() | words() | dates(),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: All(tuple(nodes))),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: Some(tuple(nodes))),
    ),
    max_leaves=5,
)


def all_pages(query: Node, order: Order) -> list[int]:
    found: list[int] = []
    cursor = None
    while True:
        page = find_page(query, order=order, after=cursor, size=37, scope=Scope.ALL)
        assert 0 < len(page.hits) <= 37 or cursor is None
        found += [article for _, article in page.hits]
        cursor = page.after
        if cursor is None:
            return found


@pytest.mark.django_db
def test_every_query_finds_what_a_scan_finds() -> None:
    kept = pages()
    known = dict(zip(keep(kept), kept, strict=True))
    assert len(known) == COUNT

    @settings(max_examples=150)
    @given(QUERIES)
    def check(query: Node) -> None:
        truth = scan(query, known)
        found = all_pages(query, Order.NEWEST)
        assert len(found) == len(set(found))
        assert set(found) == truth
        docids = [docid for docid, _ in engine().find(Asked(query, Scope.ALL), COUNT)]
        assert docids == sorted(docids, reverse=True)
        assert count_matches(query, scope=Scope.ALL).number == len(truth)
        assert sorted(all_pages(query, Order.RELEVANCE)) == sorted(truth)
        by_title = all_pages(query, Order.TITLE)
        assert sorted(by_title) == sorted(truth)
        answers = [says(in_title(query), pk, known[pk]) for pk in by_title]
        assert answers == sorted(answers, reverse=True)

    check()


@pytest.mark.django_db
def test_nothing_is_joined_across_paragraphs_and_blanks_between_characters_are_none() -> None:
    first, second, third = keep([Page("副区长高　能出席", name="1"), Page("他站得高\n能看见", name="2"), Page("高，能", name="3")])
    assert [article for _, article in find_page(parse("高能")).hits] == [first]
    assert {article for _, article in find_page(parse("高 能")).hits} == {first, second, third}
    assert {article for _, article in find_page(parse("高,能")).hits} == {third}
    keep([Page("先到甲乙\n乙丙再到", name="4")])
    assert find_page(parse("甲乙丙")).hits == ()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["開發區", "开发区", "ｃｏｖｉｄ", "COVID-19", "19", "區", "約翰・阿亞夫"])
def test_width_case_and_traditional_characters_make_no_difference(query: str) -> None:
    simplified, traditional = keep(
        [Page("开发区防控COVID-19,约翰·阿亚夫来访", name="1"), Page("開發區防控ＣＯＶＩＤ－１９，約翰‧阿亞夫來訪", name="2")]
    )
    assert {article for _, article in find_page(parse(query), scope=Scope.ALL).hits} == {simplified, traditional}
