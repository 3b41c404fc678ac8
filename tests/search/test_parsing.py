"""What is typed to a tree, or to a message with its place."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.search import parsing
from articles.search.parsing import parse
from articles.search.problems import QueryProblem
from articles.search.tree import EVERYTHING, All, Dates, Named, Node, Not, Some, Word

CASES = Path(__file__).resolve().parent.parent / "cases"


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def drawn(node: Node) -> str:
    if isinstance(node, Word):
        return node.text if node.field is None else f"{node.field}={node.text}"
    if isinstance(node, Named):
        return f"{node.field}~{node.text}"
    if isinstance(node, Dates):
        return "..".join(f"{day >> 9:04}-{day >> 5 & 15:02}-{day & 31:02}" for day in (node.first, node.last))
    if isinstance(node, Not):
        return f"(not {drawn(node.node)})"
    assert isinstance(node, All | Some)
    return f"({'and' if isinstance(node, All) else 'or'} {' '.join(map(drawn, node.nodes))})"


@pytest.mark.parametrize(("query", "tree"), rows("search_queries.tsv"))
def test_queries(query: str, tree: str) -> None:
    assert drawn(parse(query)) == tree


@pytest.mark.parametrize(("query", "start", "end", "message"), rows("search_problems.tsv"))
def test_problems_have_a_place_and_a_message_in_both_languages(query: str, start: str, end: str, message: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        parse(query)
    problem = caught.value
    assert (problem.message, problem.start, problem.end) == (getattr(parsing, message), int(start), int(end))
    with translation.override("en"):
        english = str(problem)
    with translation.override("zh-hans"):
        assert str(problem) != english
        assert "%" not in str(problem)


@pytest.mark.parametrize("query", ["", "  ", "\u3000\n"])
def test_nothing_asks_for_everything(query: str) -> None:
    assert parse(query) == EVERYTHING


def test_what_is_too_much_is_said() -> None:
    for query, message in [
        ("字" * 501, parsing.TOO_LONG),
        ("字 " * 41, parsing.TOO_MANY_WORDS),
        ("(" * 21 + "字" + ")" * 21, parsing.TOO_DEEP),
        ("-(" * 21 + "字" + ")" * 21, parsing.TOO_DEEP),
    ]:
        with pytest.raises(QueryProblem) as caught:
            parse(query)
        assert caught.value.message == message
        assert 0 <= caught.value.start <= caught.value.end <= len(query)


def problem_of(query: str) -> QueryProblem | None:
    try:
        parse(query)
    except QueryProblem as problem:
        return problem
    return None


@given(st.text(alphabet=st.sampled_from('甲乙 "“”()（）-:：|.2024OR标题日期AND「」\u200b\x00\ud800'), max_size=30))
def test_anything_typed_is_a_tree_or_a_problem_with_a_place(query: str) -> None:
    problem = problem_of(query)
    assert problem is None or 0 <= problem.start <= problem.end <= len(query)
