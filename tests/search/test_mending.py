"""Whatever differs between rows and index is found and mended, and nothing else is touched."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, SearchEntry, SearchTerm, SearchUse
from articles.search import sqlite
from articles.search.engine import engine
from articles.search.finding import find_page, understand
from articles.search.indexing import unindex
from articles.store.reindexing import reindex
from tests.search.rows import Page, keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles() -> list[int]:
    return keep(
        [
            Page(f"第{number}次会议谈招商引资", source="六合日报", places=("六合区",), date=f"2024-03-{number:02}", name=str(number))
            for number in range(1, 6)
        ]
    )


def take_out_one(pk: int) -> None:
    unindex([pk])


def change_body(pk: int) -> None:
    Article.objects.filter(pk=pk).update(body="换了文字")


def hide(pk: int) -> None:
    Article.objects.filter(pk=pk).update(shown=False)


def lose_entry(pk: int) -> None:
    SearchEntry.objects.filter(article=pk).delete()


def delete_article(pk: int) -> None:
    Article.objects.filter(pk=pk).delete()


def miscount(pk: int) -> None:
    SearchTerm.objects.filter(kind="source").update(number=99)


def lose_text(pk: int) -> None:
    docid = SearchEntry.objects.get(article=pk).docid
    table, change = ("articles_searchfolded", "") if connection.vendor == "sqlite" else ("articles_searchentry", "SET folded_body = '别的'")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} {change} WHERE docid = %s" if change else f"DELETE FROM {table} WHERE docid = %s", [docid])


def lose_use(pk: int) -> None:
    SearchUse.objects.filter(entry__article=pk, term__kind="place").delete()


@pytest.mark.parametrize(
    ("damage", "kinds"),
    [
        (change_body, {"changed"}),
        (hide, {"shown"}),
        (take_out_one, {"missing"}),
        (lose_entry, {"missing", "left_over", "terms"}),
        (delete_article, {"left_over", "terms"}),
        (miscount, {"terms"}),
        (lose_text, {"unsound"}),
        (lose_use, {"unsound"}),
    ],
)
def test_differences_are_told_and_mended(articles: list[int], damage: Callable[[int], Any], kinds: set[str]) -> None:
    damage(articles[2])
    if connection.vendor == "postgresql":
        kinds = kinds - {"left_over"}  # the texts go with the entry
    found = reindex(mend=False)
    assert {name for name, value in vars(found).items() if value and name != "checked"} == kinds
    assert vars(reindex(mend=False)) == vars(found)
    reindex(mend=True)
    again = reindex(mend=False)
    assert not again
    assert again.checked == Article.objects.count()
    shown = set(Article.objects.shown().filter(body__contains="招商").values_list("pk", flat=True))
    assert {article for _, article in find_page(understand("招商引资")).hits} == shown
    assert engine().is_sound()


def test_what_agrees_is_left_alone(articles: list[int]) -> None:
    before = list(SearchEntry.objects.values()), list(SearchTerm.objects.order_by("pk").values())
    assert not reindex(mend=True)
    assert (list(SearchEntry.objects.values()), list(SearchTerm.objects.order_by("pk").values())) == before


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's index is no table of ours that could be broken")
def test_a_broken_full_text_index_is_made_anew(articles: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {sqlite.PAIRS}_data WHERE id > 10")
    assert reindex(mend=True).unsound
    assert not reindex(mend=False)
    assert len(find_page(understand("招商")).hits) == len(articles)


def test_the_command_says_what_differs(articles: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reindex", "--check")
    assert "5 articles compared" in (said := capsys.readouterr().out)
    assert "They agree." in said
    change_body(articles[0])
    with pytest.raises(SystemExit) as caught:
        call_command("reindex", "--check")
    assert caught.value.code == 3
    assert f"1 articles were indexed as they no longer are (row numbers: {articles[0]})" in (said := capsys.readouterr().out)
    assert "Nothing was changed" in said
    call_command("reindex")
    assert "All of this is mended." in capsys.readouterr().out
    call_command("reindex", "--check")
    assert "They agree." in capsys.readouterr().out


def test_a_wrong_option_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("reindex", "--chekc")
