"""Saved searches tell of what came in since, once; what breaks is paused and kept; changes of personnel come to light."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import Article, Organization, SavedSearch, Tenure, Witness
from articles.search.problems import QueryProblem
from articles.store import watching
from articles.store.deciding import correct, withhold
from articles.store.digests import digests
from articles.store.radar import changes_since
from articles.store.watching import last_article, newest_articles, save, tell, whats_new
from tests.store.told import TOWN, WORLD, Told, keep

pytestmark = pytest.mark.django_db


def search(**columns: Any) -> SavedSearch:
    user, _made = User.objects.get_or_create(username="读者", defaults={"email": "reader@example.org"})
    row = SavedSearch(user=user, name="关注", **columns)
    save(row)
    return row


def titles(row: SavedSearch) -> list[str]:
    return [item.title for item in whats_new(row, row.told_up_to).news]


def test_only_what_came_in_later_is_new_and_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(WORLD[:2], monkeypatch)
    row = search(query="人物:柳望舒 OR 安全")
    assert titles(row) == []
    # Older than all that is there, and new all the same.
    keep([replace(WORLD[3], title="推进会", at="2020-01-01")], monkeypatch)
    assert titles(row) == ["推进会"]
    told = whats_new(row, row.told_up_to)
    tell(row, told)
    row.refresh_from_db()
    assert titles(row) == []
    assert row.told_at is not None
    assert [item.title for item in newest_articles("安全")] == ["推进会"]


def test_a_withheld_article_is_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    row = search(query="柳望舒")
    keep(WORLD[:1], monkeypatch)
    assert len(titles(row)) == 1
    withhold(Article.objects.get(), by="甲", why="试")
    assert titles(row) == []


def test_what_cannot_be_understood_is_refused_when_saved_and_paused_when_it_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryProblem):
        search(query="(没有")
    row = search(query="柳望舒")
    SavedSearch.objects.filter(pk=row.pk).update(query="(没有")
    [digest] = digests("http://news.example.org", "zh-hans")
    row.refresh_from_db()
    assert row.paused
    assert "关注" in digest.text
    assert row.paused in digest.text
    assert f"http://news.example.org/admin/articles/savedsearch/{row.pk}/change/" in digest.text
    assert list(digests("http://news.example.org", "zh-hans")) == []
    row.query = "柳望舒"
    save(row)
    assert row.paused == ""


def test_a_mail_names_what_is_new_and_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    row = search(query="")
    search(query="", by_mail=False)
    monkeypatch.setattr(watching, "MOST", 2)
    keep([replace(page, title="一行\r\nBcc: 另一行") for page in WORLD], monkeypatch)
    [digest] = digests("http://news.example.org", "en")
    assert digest.subject == "newsdb: 4 new"
    assert "… and 2 more." in digest.text
    assert "一行 Bcc: 另一行" in digest.text
    digest.sent()
    row.refresh_from_db()
    assert row.told_up_to == last_article()
    assert list(digests("http://news.example.org", "en")) == []


SUCCESSOR = Told(
    "丁戊区委书记顾云舟到企业调研，察看项目进展。丁戊区委副书记祁连山陪同，就下一步的打算和大家作了交流。",
    "http://a.example.cn/9.html",
    "2025-06-01",
    {"顾云舟": [(TOWN, "书记")], "祁连山": [(TOWN, "副书记")]},
)


def test_personnel_who_arrived_and_who_was_not_seen_again(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(WORLD[:2], monkeypatch)
    after = last_article()
    assert {change.zh for change in changes_since(0)} >= {"柳望舒任丁戊区委书记（最早见于2024-03-01）"}
    keep([SUCCESSOR], monkeypatch)
    changes = {change.kind: change for change in changes_since(after)}
    assert changes["arrived"].zh == "顾云舟任丁戊区委书记（最早见于2025-06-01）"
    assert changes["arrived"].en == "顾云舟 is 丁戊区委书记 (first seen 2025-06-01)"
    assert changes_since(last_article()) == []
    Organization.objects.update(place_code="320599")
    assert changes_since(after, "3205 没有") == changes_since(after, TOWN) == changes_since(after)
    assert changes_since(after, "没有 32060") == []
    correct(Witness.objects.get(kind="post", person__name="祁连山", article__pk__gt=after), {"former": True}, by="甲")
    assert "祁连山不再任丁戊区委副书记" in {change.zh for change in changes_since(after)}


def test_a_vanished_name_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(WORLD[:1], monkeypatch)
    deputy = Tenure.objects.get(person__name="祁连山")
    after = last_article()
    later = Told(
        "丁戊区委书记柳望舒主持召开会议，研究部署今冬明春重点工作，听取各有关方面的情况汇报。",
        "http://a.example.cn/8.html",
        "2025-01-15",
        {"柳望舒": [(TOWN, "书记")]},
    )
    keep([later], monkeypatch)
    deputy.refresh_from_db()
    gone = [change.zh for change in changes_since(after) if change.kind == "vanished"]
    assert gone == ["丁戊区委副书记祁连山自2024-03-01后未再出现，该单位最新报道为2025-01-15"]
    keep([replace(later, at="2025-02-15", body=later.body.replace("研究", "专题研究"), url="http://a.example.cn/10.html")], monkeypatch)
    assert not [change for change in changes_since(last_article() - 1) if change.kind == "vanished"]


def test_two_holders_of_one_seat_are_told_with_the_one_who_came(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(WORLD[:2], monkeypatch)
    after = last_article()
    keep([replace(SUCCESSOR, at="2024-04-01")], monkeypatch)
    kinds = [change.kind for change in changes_since(after)]
    assert kinds.count("two_holders") == 1
    row = search(kind=SavedSearch.Kind.PERSONNEL, query=TOWN)
    assert {item.key.partition("-")[0] for item in whats_new(row, after).news} >= {"arrived", "two"}
