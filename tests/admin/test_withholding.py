"""What is withheld is gone from lists and pages for all but administrators; its bytes stay, and it comes back whole."""

import pytest
from django.test import Client

from articles.models import Article, Capture, Decision
from articles.store.deciding import accept, set_aside, undo, withhold
from tests.admin.told import in_role, read_page

pytestmark = pytest.mark.django_db


def page_of(client: Client, article: Article, **more: str) -> str:
    return client.get(f"/admin/articles/article/{article.pk}/change/", more).content.decode()


def addresses(article: Article) -> list[str]:
    own = f"/admin/articles/article/{article.pk}"
    capture, sighting = article.capture, article.capture.sightings.get()
    pages = [f"{own}/change/", f"{own}/add/?kind=person&words=乐思齐", f"{own}/fact/{article.witnesses.first().key}/"]
    pages += [f"/admin/articles/capture/{capture.pk}/change/", f"/admin/articles/capture/{capture.pk}/download/"]
    return [*pages, f"/admin/articles/reading/{article.reading_id}/change/", f"/admin/articles/sighting/{sighting.pk}/change/"]


def test_a_withheld_article_is_gone_for_all_but_administrators() -> None:
    article = read_page()
    viewer, curator, administrator = in_role("viewer"), in_role("curator"), in_role("administrator")
    for address in addresses(article):
        assert curator.get(address).status_code == 200, address
    response = curator.post(f"/admin/articles/article/{article.pk}/withhold/", {"why": "私人信息"}, follow=True)
    assert response.redirect_chain == [("/admin/articles/article/?", 302)]
    assert "Take it back" in response.content.decode()
    for address in addresses(article):
        for client in (viewer, curator):
            assert client.get(address).status_code in (302, 403, 404), address
        assert administrator.get(address).status_code == 200, address
    for noun in ("article", "capture", "reading", "sighting"):
        listed = f"/admin/articles/{noun}/"
        assert f"/admin/articles/{noun}/" in administrator.get(listed).content.decode()
        assert "/change/" not in in_list(curator.get(listed)), noun
        assert "/change/" in in_list(administrator.get(listed)), noun
    assert "withheld from the public" in page_of(administrator, article)
    assert Capture.objects.get().payload


def in_list(response: object) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]
    start = page.find('id="result_list"')
    return page[start:] if start >= 0 else ""


def test_the_way_back() -> None:
    article = read_page()
    curator, administrator = in_role("curator"), in_role("administrator")
    curator.post(f"/admin/articles/article/{article.pk}/withhold/", {"why": "误登"})
    decision = Decision.objects.get(kind="withhold")
    other = in_role("curator", "another")
    assert other.get(f"/admin/articles/article/take-back/{decision.key}/").status_code == 404
    assert curator.post(f"/admin/articles/article/take-back/{decision.key}/").status_code == 302
    assert curator.get(f"/admin/articles/article/{article.pk}/change/").status_code == 200
    administrator.post(f"/admin/articles/article/{article.pk}/withhold/", {"why": "再议"})
    assert administrator.post(f"/admin/articles/article/{article.pk}/withhold/", {}).status_code == 302
    assert not Article.objects.get().withheld
    assert curator.get(f"/admin/articles/article/{article.pk}/change/").status_code == 200


def test_without_a_reason_nothing_is_withheld() -> None:
    article = read_page()
    page = in_role("curator").post(f"/admin/articles/article/{article.pk}/withhold/", {"why": " "}, follow=True).content.decode()
    assert "say why it is withheld" in page
    assert not Decision.objects.exists()


def test_a_withheld_fact_is_gone_with_its_reading() -> None:
    article = read_page()
    viewer, curator, administrator = in_role("viewer"), in_role("curator"), in_role("administrator")
    word = article.witnesses.filter(kind="attendance").last()
    assert word is not None
    assert f'id="f-{word.key}"' in page_of(viewer, article)
    assert "Show the JSON" in page_of(viewer, article)
    curator.post(f"/admin/articles/article/{article.pk}/decide/", {"do": f"withhold {word.key}", "why": "当事人要求"})
    for client in (viewer, curator):
        page = page_of(client, article)
        assert f'id="f-{word.key}"' not in page
        assert "Show the JSON" not in page
        assert client.get(f"/admin/articles/reading/{article.reading_id}/change/").status_code == 302
        assert client.get(f"/admin/articles/article/{article.pk}/fact/{word.key}/").status_code in (403, 404)
    page = page_of(administrator, article)
    assert f'id="f-{word.key}" class=" withheld"' in page
    administrator.post(f"/admin/articles/article/{article.pk}/decide/", {"do": f"show {word.key}"})
    assert f'id="f-{word.key}"' in page_of(viewer, article)


def test_a_curator_cannot_show_again_what_is_withheld() -> None:
    article = read_page()
    word = article.witnesses.filter(kind="post").first()
    assert word is not None
    withhold(word, by="chief", why="当事人要求")
    curator = in_role("curator")
    assert curator.post(f"/admin/articles/article/{article.pk}/decide/", {"do": f"show {word.key}"}).status_code == 403
    assert curator.post(f"/admin/articles/article/{article.pk}/decide/", {"do": f"reject {word.key}"}).status_code == 404
    article.witnesses.get(key=word.key, withheld=True)


def test_decisions_on_what_is_withheld_and_their_withdrawals_are_not_told() -> None:
    article = read_page()
    word = article.witnesses.filter(kind="post").last()
    assert word is not None
    accepted = accept([word], by="chief")[0]
    withdrawn = undo(accepted, by="chief")
    undo(withdrawn, by="chief")
    viewer, administrator = in_role("viewer"), in_role("administrator")
    listed = "/admin/articles/decision/"
    assert in_list(viewer.get(listed)).count(word.names[0]) == 3
    withhold(article, by="chief", why="个人隐私")
    assert in_list(viewer.get(listed)) == ""
    assert in_list(administrator.get(listed)).count(word.names[0]) >= 3


def test_who_undoes_an_import_is_not_told_what_of_it_was_withheld() -> None:
    article = read_page()
    withhold(article, by="chief", why="个人隐私")
    set_aside([article.capture], by="curator")
    listed = "/admin/articles/decision/"
    assert article.capture.name in in_list(in_role("administrator").get(listed))
    assert in_list(in_role("curator").get(listed)) == ""
