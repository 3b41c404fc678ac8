"""The facts of an article on its page: marked in the body, decided one by one, added by marking words."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from articles.models import Article, Attendance, Decision, Tenure, Witness
from tests.admin.rows import HOSTILE, make_article
from tests.admin.told import in_role, read_page

pytestmark = pytest.mark.django_db


def page_of(client: Client, article: Article) -> str:
    response = client.get(f"/admin/articles/article/{article.pk}/change/")
    assert response.status_code == 200
    return response.content.decode()


def text_of(page: str) -> str:
    return page[page.index('id="facts-text"') :].partition("</div>")[0]


def act(client: Client, article: Article, what: str, **posted: object) -> str:
    response = client.post(f"/admin/articles/article/{article.pk}/{what}/", posted, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_names_lead_to_their_rows_and_facts_to_theirs() -> None:
    article = read_page()
    page = page_of(in_role("viewer"), article)
    person = article.witnesses.get(kind="person", values__name="乐思齐")
    title = 'title="Person: 乐思齐 is a person'
    assert re.search(rf'<a class="mention of-person" href="/admin/articles/person/{person.person_id}/change/" {title}', page, re.IGNORECASE)
    post = article.witnesses.get(kind="post", values__person="乐思齐")
    assert f'href="#f-{post.key}"' in text_of(page)
    assert f'<tr id="f-{post.key}"' in page


def test_every_bit_of_the_text_says_where_it_begins() -> None:
    article = read_page()
    for at, text in re.findall(r'data-at="([0-9]+)">([^<]*)<', text_of(page_of(in_role("viewer"), article))):
        assert article.body[int(at) :].startswith(unescape(text)), (at, text)


def test_what_acts_unseen_is_one_character_of_its_own(administrator: Client) -> None:
    text = text_of(page_of(administrator, make_article("甲\u202e乙", "甲\u202e乙")))
    assert '<span data-at="0">甲</span><span data-at="1" data-spelled>⟨U+202E⟩</span><span data-at="2">乙</span>' in text


def test_a_viewer_is_offered_nothing() -> None:
    article = read_page()
    page = page_of(in_role("viewer"), article)
    assert "<form" not in page[page.index('id="content-main"') :].partition("</main>")[0]
    viewer = in_role("viewer", "second")
    for what in ("decide", "add", "withhold", "read-again"):
        assert viewer.post(f"/admin/articles/article/{article.pk}/{what}/").status_code == 403


def test_accept_reject_and_taking_back() -> None:
    article, curator = read_page(), in_role("curator")
    word = article.witnesses.get(kind="post", values__person="乐思齐")
    assert "Rejected: " in act(curator, article, "decide", do=f"reject {word.key}", why="原文没有这样说")
    word.refresh_from_db()
    assert word.status == "rejected"
    assert not Tenure.objects.filter(person__name="乐思齐").exists()
    decision = Decision.objects.get()
    assert (decision.by, decision.why) == ("curator", "原文没有这样说")
    assert curator.get(f"/admin/articles/article/take-back/{decision.key}/").status_code == 200
    curator.post(f"/admin/articles/article/take-back/{decision.key}/")
    assert Tenure.objects.filter(person__name="乐思齐").exists()
    act(curator, article, "decide", do=f"accept {word.key}")
    assert Tenure.objects.get(person__name="乐思齐").accepted


def test_a_fact_is_corrected_and_a_late_correction_is_not_lost_on_others() -> None:
    article, curator = read_page(), in_role("curator")
    word = article.witnesses.get(kind="post", values__person="乐思齐")
    address = f"/admin/articles/article/{article.pk}/fact/{word.key}/"
    assert 'value="副区长"' in curator.get(address).content.decode()
    typed = {"was-title": "副区长", "value-title": "常务副区长", "decision": "", "why": "见任命"}
    assert curator.post(address, typed).status_code == 302
    word.refresh_from_db()
    assert (word.values["title"], word.status) == ("常务副区长", "corrected")
    response = curator.post(address, {**typed, "value-title": "区长"}, follow=True)
    assert "Somebody decided on this fact meanwhile" in response.content.decode()
    word.refresh_from_db()
    assert word.values["title"] == "常务副区长"


def test_a_missed_fact_is_added_by_its_place() -> None:
    article, curator = read_page(), in_role("curator")
    start = article.body.index("石渠街道党工委书记")
    place: dict[str, Any] = {"start": start, "end": start + 9, "reading": article.reading_id, "kind": "post"}
    form = curator.get(f"/admin/articles/article/{article.pk}/add/", {**place, "part": "1"}).content.decode()
    assert "<html" not in form
    assert '<blockquote lang="zh">石渠街道党工委书记</blockquote>' in form
    assert '<option value="倪望舒">' in form
    typed = {"value-person": "闻人若水", "value-organization": "石渠街道办事处", "value-title": "主任"}
    page = act(curator, article, "add", **place, **typed, why="漏读")
    assert "Added: 闻人若水 is 主任 of 石渠街道办事处" in page
    word = article.witnesses.get(kind="post", values__person="闻人若水")
    assert (word.start, word.quote, word.status) == (start, "石渠街道党工委书记", "created")
    assert Tenure.objects.get(person__name="闻人若水").post.title == "主任"


def test_a_missed_fact_is_added_by_its_words() -> None:
    article, curator = read_page(), in_role("curator")
    asked = {"kind": "attendance", "words": "倪望舒作了交流发言"}
    form = curator.get(f"/admin/articles/article/{article.pk}/add/", asked).content.decode()
    start, end = (int(re.search(rf'name="{name}" value="([0-9]+)"', form)[1]) for name in ("start", "end"))  # type: ignore[index]
    assert article.body[start:end] == "倪望舒作了交流发言"
    typed = {"value-person": "倪望舒", "value-meeting": "产业发展工作会议", "value-role": "attendee"}
    act(curator, article, "add", kind="attendance", start=start, end=end, reading=article.reading_id, **typed)
    assert Attendance.objects.filter(person__name="倪望舒", role="attendee", accepted=True).exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"words": "无此字样"}, "do not stand in the body"),
        ({"words": ""}, "mark the words in the body"),
        ({"words": "相城区"}, "say which of them"),
        ({"words": "相城区", "number": "99"}, "say which of them"),
        ({"start": "3", "end": "2", "reading": "own"}, "mark the words in the body"),
        ({"start": "0", "end": "999999", "reading": "own"}, "mark the words in the body"),
        ({"start": "0", "end": "2", "reading": "0"}, "read anew meanwhile"),
    ],
)
def test_a_place_that_is_none_is_refused(asked: dict[str, str], said: str) -> None:
    article = read_page()
    asked = {name: str(article.reading_id) if value == "own" else value for name, value in asked.items()}
    page = in_role("curator").get(f"/admin/articles/article/{article.pk}/add/", {"kind": "person", **asked}, follow=True).content.decode()
    assert said in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize("values", [{"value-name": ""}, {"value-name": "会", "value-date": "三月"}])
def test_values_that_make_no_fact_are_refused_and_kept_in_the_form(values: dict[str, str]) -> None:
    article = read_page()
    posted = {
        "kind": "meeting",
        "start": 0,
        "end": 2,
        "reading": article.reading_id,
        "value-kind": "meeting",
        "value-place": "石渠",
        **values,
    }
    page = act(in_role("curator"), article, "add", **posted)
    assert "Nothing was decided" in page
    assert 'value="石渠"' in page
    assert not Decision.objects.exists()


def test_hostile_values_stay_text() -> None:
    article, curator = read_page(), in_role("curator")
    act(curator, article, "add", kind="person", start=0, end=2, reading=article.reading_id, **{"value-name": HOSTILE})
    assert Witness.objects.filter(values__name=HOSTILE).exists()
    page = page_of(curator, article)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_read_again() -> None:
    article, curator = read_page(), in_role("curator")
    Article.objects.filter(pk=article.pk).update(title="旧读")
    assert "the article became different" in act(curator, article, "read-again")
    assert Article.objects.get().title != "旧读"
    assert "the article's fields are the same" in act(curator, article, "read-again")


def test_versions_stand_side_by_side() -> None:
    one = read_page("2024-03-12\n甲区有12人出席。乙未来。", "https://a.example/1", "2024-03-13T00:00:00Z")
    two = read_page("2024-03-12\n甲区有15人出席。乙未来。<i>", "https://a.example/1", "2024-04-13T00:00:00Z")
    viewer = in_role("viewer")
    assert f"/admin/articles/article/{one.pk}/compare/{two.pk}/" in page_of(viewer, one)
    page = viewer.get(f"/admin/articles/article/{two.pk}/compare/{one.pk}/").content.decode()
    assert "有1<del>2</del>人" in page
    assert "有1<ins>5</ins>人" in page
    other = read_page("无关的另一页。", "https://a.example/2")
    assert viewer.get(f"/admin/articles/article/{one.pk}/compare/{other.pk}/").status_code == 404
    Article.objects.filter(pk=two.pk).update(withheld=True)
    assert viewer.get(f"/admin/articles/article/{one.pk}/compare/{two.pk}/").status_code == 404


def test_the_number_of_queries_does_not_depend_on_the_number_of_facts(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    few, many = read_page("相城区委书记甘立言主持会议。", "https://a.example/9"), read_page()
    curator = in_role("curator")
    for article in (few, many):
        with django_assert_max_num_queries(18):
            page_of(curator, article)
