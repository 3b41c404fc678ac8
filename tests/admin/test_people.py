"""Who may see what: anonymous people log in, staff need the permission, and nobody writes."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Article, Capture
from tests.admin.rows import make_problem, make_repaired_article

NOUNS = ["article", "capture", "importproblem", "importrun", "meeting", "organization", "person", "reading", "sighting"]
pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    article = make_repaired_article()
    problem = make_problem(article.capture.run, 1)
    pages = {"article": article, "capture": article.capture, "importrun": article.capture.run, "importproblem": problem}
    pages |= {"reading": article.reading, "sighting": article.capture.sightings.get()}
    lists = [f"/admin/articles/{noun}/" for noun in NOUNS]
    rows = [f"/admin/articles/{noun}/{row.pk}/change/" for noun, row in pages.items()]
    return [*lists, *rows, f"/admin/articles/capture/{article.capture.pk}/download/"]


def test_anonymous_people_are_sent_to_log_in(anonymous: Client) -> None:
    for address in addresses():
        response = anonymous.get(address)
        assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={address}")


def test_staff_without_permission_are_refused(staff: Client) -> None:
    for address in addresses():
        assert staff.get(address).status_code == 403, address


def test_the_administrator_sees_everything(administrator: Client) -> None:
    for address in addresses():
        assert administrator.get(address).status_code == 200, address
    assert administrator.get("/admin/").status_code == 200


def test_a_permission_opens_its_noun_only(staff: Client) -> None:
    article = make_repaired_article()
    User.objects.get(username="clerk").user_permissions.add(Permission.objects.get(codename="view_article"))
    assert staff.get(f"/admin/articles/article/{article.pk}/change/").status_code == 200
    assert staff.get(f"/admin/articles/capture/{article.capture_id}/download/").status_code == 403


def test_nobody_writes(administrator: Client) -> None:
    article = make_repaired_article()
    for noun in NOUNS:
        assert administrator.get(f"/admin/articles/{noun}/add/").status_code == 403, noun
    assert administrator.post(f"/admin/articles/article/{article.pk}/change/", {"title": "戊"}).status_code == 403
    assert administrator.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"}).status_code == 403
    administrator.post("/admin/articles/article/", {"action": "delete_selected", "_selected_action": article.pk, "post": "yes"})
    assert Article.objects.get().title == "石渠"
    assert Capture.objects.count() == 1
