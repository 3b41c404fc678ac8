"""The lists: what they show and hide, how they narrow down, what they say when they are empty, and what they cost."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.store.reindexing import reindex
from tests.admin.rows import BODY, make_article, make_problem, make_repaired_article, make_run, make_some_of_each

NOUNS = ["article", "capture", "importproblem", "importrun", "meeting", "organization", "person", "reading", "sighting"]
pytestmark = pytest.mark.django_db


def titles(client: Client, **filters: str) -> list[str]:
    response = client.get("/admin/articles/article/", filters)
    assert response.status_code == 200
    return sorted(row.title for row in response.context["cl"].result_list)


def some_articles() -> None:
    first = make_article("甲乙丙。", title="首", source="晨报", published_on="2023-01-02", address="http://a.example/1")
    make_article("甲乙丙丁。", title="转", repost_of=first, shown=False, address="http://b.example/2", published_on="2024-02")
    make_article("甲乙丙戊。", title="旧", latest=False, shown=False, address="http://a.example/1", published_on="", script="hant")
    make_repaired_article()


def test_one_of_each_group_is_shown_unless_all_are_asked_for(administrator: Client) -> None:
    some_articles()
    assert titles(administrator) == ["石渠", "首"]
    assert titles(administrator, which="latest") == ["石渠", "转", "首"]
    assert titles(administrator, which="all") == ["旧", "石渠", "转", "首"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"year": "2024"}, ["石渠", "转"]),
        ({"year": "none"}, ["旧"]),
        ({"year": "2024", "month": "2024-02"}, ["转"]),
        ({"year": "2023", "month": "2024-02"}, ["首"]),
        ({"month": "2024-02"}, ["旧", "石渠", "转", "首"]),
        ({"source": "晨报"}, ["首"]),
        ({"source": "none"}, ["旧", "石渠", "转"]),
        ({"script__exact": "hant"}, ["旧"]),
        ({"warning": "any"}, ["石渠"]),
        ({"warning": "none"}, ["旧", "转", "首"]),
        ({"warning": "hijacked_name"}, ["石渠"]),
        ({"warning": "lost_character"}, []),
        ({"repair": "any"}, ["石渠"]),
        ({"repair": "none"}, ["旧", "转", "首"]),
        ({"repair": "page_chrome"}, ["石渠"]),
        ({"repair": "shifted_run"}, []),
        ({"repair": '"'}, []),
        ({"proof": "likely"}, ["石渠"]),
        ({"proof": "doubtful"}, []),
        ({"repair": "page_chrome", "proof": "proved"}, ["石渠"]),
        ({"q": "石"}, ["石渠"]),
        ({"q": BODY[:4]}, ["转"]),  # in 石渠 they are hijacked, and not in the index
        ({"q": "甲乙 -标题:转"}, ["旧", "首"]),
        ({"address": "http://a.example/1"}, ["旧", "首"]),
    ],
)
def test_filters_and_search(administrator: Client, filters: dict[str, str], found: list[str]) -> None:
    some_articles()
    reindex(mend=True)
    assert titles(administrator, which="all", **filters) == sorted(found)


def test_a_search_says_where_it_stops_and_what_it_cannot_read(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    some_articles()
    reindex(mend=True)
    monkeypatch.setattr("articles.admin.article.FOUND", 2)
    page = administrator.get("/admin/articles/article/", {"q": "甲", "which": "all"})
    assert [row.published_on for row in page.context["cl"].result_list] == ["2024-03-12", "2024-02"]
    assert "the newest 2 are listed" in page.content.decode()
    unread = administrator.get("/admin/articles/article/", {"q": "(甲"})
    assert not unread.context["cl"].result_list
    assert 'class="error"' in unread.content.decode()


def test_a_captured_text_cannot_pass_for_a_kind_of_repair(administrator: Client) -> None:
    article = make_repaired_article()
    article.reading.data["repairs"][0]["before"] = '{"kind": "shifted_run"}, {"kind":"shifted_run"}'
    article.reading.save()
    assert titles(administrator, repair="shifted_run") == []


def test_versions_reposts_and_warnings_are_counted(administrator: Client) -> None:
    some_articles()
    rows = {row.title: row for row in administrator.get("/admin/articles/article/", {"which": "all"}).context["cl"].result_list}
    assert {title: row.version_count for title, row in rows.items()} == {"首": 2, "旧": 2, "转": 1, "石渠": 0}
    assert {title: row.repost_count for title, row in rows.items()} == {"首": 1, "旧": 0, "转": 1, "石渠": 0}
    assert len(rows["石渠"].warning_list) == 1


@pytest.mark.parametrize("noun", NOUNS)
def test_an_empty_list_says_what_to_do(administrator: Client, noun: str) -> None:
    page = administrator.get(f"/admin/articles/{noun}/").content.decode()
    words = page[page.index('class="empty-list"') :].partition("</p>")[0]
    assert len(words) > 40
    if noun in {"article", "capture", "importrun"}:
        assert "manage.py import_captures PATH…" in words


def test_a_search_without_result_leads_back(administrator: Client) -> None:
    make_repaired_article()
    page = administrator.get("/admin/articles/article/", {"q": "无此文"}).content.decode()
    assert "Nothing matches the search and the filters." in page


def test_problems_narrow_down(administrator: Client) -> None:
    run = make_run(problems=2)
    make_problem(run, 1, stage="capture", kind="BinaryCapture")
    make_problem(run, 2, resolved_in=make_run(kind="retry"), reason="a truncated gzip")

    def found(**filters: str) -> list[int]:
        return [row.record for row in administrator.get("/admin/articles/importproblem/", filters).context["cl"].result_list]

    assert found(state="open") == [1]
    assert found(state="resolved") == [2]
    assert found(stage="capture") == [1]
    assert found(kind="DecodeError") == [2]
    assert found(q="gzip") == [2]
    assert found(run__id__exact=str(run.pk)) == [1, 2]


def test_a_run_shows_its_first_problems_and_how_to_try_again(administrator: Client) -> None:
    run = make_run(problems=60)
    for number in range(1, 61):
        make_problem(run, number)
    page = administrator.get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()
    assert f"<code>manage.py import_captures --retry {run.pk}</code>" in page
    assert "pages/50.txt" in page
    assert "pages/51.txt" not in page
    assert f'<a href="/admin/articles/importproblem/?run__id__exact={run.pk}">The whole list (60)</a>' in page
    run.problem_set.update(resolved_in=make_run(kind="retry"))
    assert "no problem is open" in administrator.get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()


@pytest.mark.parametrize("noun", NOUNS)
def test_the_number_of_queries_does_not_grow_with_the_rows(administrator: Client, noun: str) -> None:
    counts = []
    for _ in range(2):
        make_some_of_each(4)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert administrator.get(f"/admin/articles/{noun}/").status_code == 200
        counts.append(len(queries))
        assert not any('"compressed"' in query["sql"] for query in queries)
        if noun == "article":
            whole_body = re.compile(r'(SELECT|,) "articles_article"."body"[, ]')
            assert not any(whole_body.search(query["sql"]) for query in queries)
    assert counts[0] == counts[1]
    assert counts[1] <= 12


def test_a_later_page_works_out_the_columns_of_its_own_rows_only(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.admin.article.ArticleAdmin.list_per_page", 2)
    make_some_of_each(5)
    seen: list[int] = []
    for number in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            response = administrator.get("/admin/articles/article/", {"which": "all", "p": str(number)})
        seen += [row.pk for row in response.context["cl"].result_list]
        skipping = [query["sql"] for query in queries if "OFFSET" in query["sql"]]
        assert len(skipping) == (number > 1)
        assert not any(words in sql for words in ("COUNT(", '"title"', "JOIN") for sql in skipping)
    assert seen == list(Article.objects.values_list("pk", flat=True))


def test_an_article_without_a_title_is_known_by_how_it_begins(administrator: Client) -> None:
    article = make_article("3月1日,甲园区召开工作会议,部署全年工作。", title="", published_on="")
    page = administrator.get("/admin/articles/article/").content.decode()
    assert "3月1日,甲园区召开工作会议" in page
    assert f"/admin/articles/article/{article.pk}/change/" in page
