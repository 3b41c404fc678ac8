"""Everybody keeps saved searches of their own, whatever their role."""

import pytest

from articles.models import SavedSearch
from tests.admin.worlds import client_of, page_of

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/savedsearch/add/"


@pytest.mark.parametrize("role", ["viewer", "curator", "administrator"])
def test_a_search_is_kept_and_its_feed_is_shown(role: str) -> None:
    client = client_of(role)
    answer = client.post(ADD, {"name": "关注", "kind": "articles", "query": "人物:王文远", "by_mail": "on"})
    assert answer.status_code == 302
    search = SavedSearch.objects.get()
    assert search.user.get_username() == f"a-{role}"
    address = f"/admin/articles/savedsearch/{search.pk}/change/"
    assert f"/feeds/searches/{search.token}.atom" in page_of(client, address)
    client.post(address, {"name": "关注", "kind": "articles", "query": "人物:王文远", "renew": "on"})
    assert SavedSearch.objects.get().token != search.token


def test_a_query_that_cannot_be_understood_is_told_at_its_field() -> None:
    answer = client_of("viewer").post(ADD, {"name": "关注", "kind": "articles", "query": "(没有"})
    assert answer.status_code == 200
    assert "The bracket is not closed." in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_every_page_says_where_it_stands() -> None:
    viewer = client_of("viewer")
    assert "<bdi>Add saved search</bdi>" in page_of(viewer, ADD)
    viewer.post(ADD, {"name": "关注<b>", "kind": "articles", "query": "招商"})
    page = page_of(viewer, f"/admin/articles/savedsearch/{SavedSearch.objects.get().pk}/change/")
    assert "<bdi>关注&lt;b&gt;</bdi>" in page


def test_nobody_sees_the_searches_of_others() -> None:
    viewer = client_of("viewer")
    viewer.post(ADD, {"name": "关注", "kind": "articles", "query": "招商"})
    chief = client_of("administrator")
    assert "关注" not in page_of(chief, "/admin/articles/savedsearch/")
    assert chief.get(f"/admin/articles/savedsearch/{SavedSearch.objects.get().pk}/change/").status_code == 302
