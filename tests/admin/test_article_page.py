"""The page of an article: marks in the body and in the capture lead to each other; versions and reposts are listed with their evidence."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from articles.models import Article, Likeness, Wording
from articles.store import showing
from articles.store.importing import import_captures
from tests.admin.rows import make_article, make_repaired_article

pytestmark = pytest.mark.django_db


def page_of(client: Client, article: Article) -> str:
    response = client.get(f"/admin/articles/article/{article.pk}/change/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_repair_is_marked_on_both_sides_and_leads_across(administrator: Client) -> None:
    page = page_of(administrator, make_repaired_article())
    note = 'title="traditional characters made one by one, likely. Captured: “開會”. Now: “开会”"'
    assert f'<span id="b-2" class="anchor"></span><a class="place likely" href="#c-2" {note}><ins>开会</ins></a>' in page
    assert f'<span id="c-2" class="anchor"></span><a class="place likely" href="#b-2" {note}><ins>開會</ins></a>' in page


def test_a_warning_is_marked_and_listed(administrator: Client) -> None:
    page = page_of(administrator, make_repaired_article())
    assert '<a class="place warning" href="#c-1" title="Warning: hijacked name. Printed: “乙丙”"><mark>乙丙</mark></a>' in page
    assert "Warnings (1)" in page


def test_what_is_left_out_is_struck_through_beside_the_body(administrator: Client) -> None:
    page = page_of(administrator, make_repaired_article())
    assert "<p><del>區(qū)委來源</del></p>" in page
    assert "<del>版權所有</del></span>" in page


def test_every_link_within_the_page_has_its_anchor(administrator: Client) -> None:
    page = page_of(administrator, make_repaired_article())
    targets = set(re.findall(r'href="#([^"]+)"', page))
    anchors = re.findall(r'id="([^"]+)"', page)
    assert targets - set(anchors) == set()
    assert len(anchors) == len(set(anchors))


def test_versions_are_listed_the_newest_first(administrator: Client) -> None:
    address = "http://news.example/1"
    old = make_article("甲乙丙。", title="旧", address=address, last_seen="2024-01-01T00:00Z", latest=False, shown=False)
    make_article("甲乙丙丁。", title="新", address=address, last_seen="2024-02-01T00:00Z")
    page = page_of(administrator, old)
    versions = page[page.index("Versions of this address") :]
    assert versions.index(">新<") < versions.index("<bdi>旧</bdi></strong> (this one)")
    assert "earlier version" in versions


def test_a_repost_is_listed_with_the_evidence(administrator: Client) -> None:
    one, other = (Wording.objects.create(sha256=digit * 64, length=9, signature=b"") for digit in "ab")
    Likeness.objects.create(one=one, other=other, estimated=0.91, exact=0.8765, threshold=0.8)
    first = make_article("甲乙丙。", title="首", url="http://a.example/1", wording=one)
    repost = make_article("甲乙丙丁。", title="转", url="http://b.example/2", wording=other, repost_of=first, shown=False)
    assert "0.876 exact, 0.910 estimated; 0.80 was asked for" in page_of(administrator, first)
    assert 'href="http://b.example/2" rel="noreferrer noopener nofollow"' in page_of(administrator, first)
    Article.objects.filter(pk=repost.pk).update(wording=one)
    assert "the same to the letter" in page_of(administrator, first)


def test_a_page_that_cannot_be_decoded_any_more_still_stands(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "text_of", lambda capture: ("", "no encoding gives text"))
    assert "It cannot be shown: no encoding gives text" in page_of(administrator, make_repaired_article())


def test_a_long_page_is_cut(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "LONGEST", 3)
    page = page_of(administrator, make_repaired_article())
    assert page.count("characters are shown") == 2
    assert "甲乙丙丁" not in page[page.index('id="body-text"') : page.index('id="capture-text"')]


def test_what_an_import_brought_can_be_looked_at(administrator: Client, tmp_path: Path) -> None:
    words = "石渠新區(qū)黨工委書記甘立言主持召開會(huì)議,要求各單位抓好項(xiàng)目建設(shè)。"
    (tmp_path / "page.txt").write_text("\n".join([words] * 3), encoding="utf-8")
    import_captures([str(tmp_path)], jobs=1)
    page = page_of(administrator, Article.objects.get())
    left, right = page.index('id="body-text"'), page.index('id="capture-text"')
    assert "會(huì)" in re.sub(r"<[^>]*>", "", page[right:])
    assert "甘立言主持召" in re.sub(r"<[^>]*>", "", page[left:right])
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets - set(re.findall(r'id="([^"]+)"', page)) == set()


def test_the_number_of_queries_does_not_depend_on_what_is_marked(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    articles = [make_repaired_article(), make_article("甲" * 500)]
    for article in articles:
        with django_assert_max_num_queries(14):
            page_of(administrator, article)
