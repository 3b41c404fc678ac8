"""The history of rows, the list of decisions, undoing one and undoing a batch."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Decision, Person, Tenure, Witness
from articles.store.deciding import accept, correct_row, undo
from tests.admin.rows import HOSTILE
from tests.admin.test_hostile import ACTIVE
from tests.admin.worlds import client_of, keep_world, page_of, person
from tests.kept import kept

pytestmark = pytest.mark.django_db


world = kept(keep_world)


@pytest.fixture
def client() -> Client:
    return client_of("curator")


def history(row: Person) -> str:
    return f"/admin/articles/person/{row.pk}/history/"


def test_a_history_tells_who_when_what_why_and_who_withdrew_it(client: Client) -> None:
    row = person("柳望舒")
    decision = correct_row(row, {"note": "甲说"}, by="甲", why="名录")
    undo(decision, by="乙", why="不确")
    page = page_of(client, history(row))
    for words in ("甲", "名录", "note = 甲说", "Withdrawn by", "乙", "不确"):
        assert words in page, words
    assert page.count("/undo/?next=") == 1


def test_times_are_told_in_the_zone_of_the_pages(client: Client) -> None:
    row = person("柳望舒")
    decision = correct_row(row, {"note": "甲说"}, by="甲")
    Decision.objects.filter(pk=decision.pk).update(at="2026-11-30T19:02:11.000000+00:00")
    undone = f"/admin/articles/decision/{decision.pk}/undo/"
    for address in (history(row), "/admin/articles/decision/", undone, f"/admin/articles/article/take-back/{decision.key}/"):
        answer = client.get(address)
        assert "2026-12-01 03:02" in answer.content.decode() or answer.status_code == 404, address


def test_who_is_asked_whether_to_undo_may_leave_it(client: Client) -> None:
    decision = correct_row(person("柳望舒"), {"note": "甲说"}, by="甲", batch="one")
    batch = page_of(client, "/admin/articles/decision/undo-batch/", batch="one")
    assert "1 decision was made, 1 of them stand" in batch
    assert 'href="/admin/articles/decision/" class="closelink"' in batch
    back = history(person("柳望舒"))
    assert f'href="{back}" class="closelink"' in page_of(client, f"/admin/articles/decision/{decision.pk}/undo/", next=back)
    told = client.post("/admin/articles/decision/undo-batch/", {"batch": "one"}, follow=True).content.decode()
    assert "1 decision was withdrawn." in told


def test_a_history_without_decisions_says_so(client: Client) -> None:
    assert "Nobody has decided anything about it yet." in page_of(client, history(person("柳望舒")))


def test_a_viewer_reads_the_history_and_undoes_nothing(client: Client) -> None:
    row = person("柳望舒")
    decision = correct_row(row, {"note": "甲说"}, by="甲")
    viewer = client_of("viewer")
    assert "/undo/" not in page_of(viewer, history(row))
    assert "/undo" not in page_of(viewer, "/admin/articles/decision/")
    for address in (f"/admin/articles/decision/{decision.pk}/undo/", "/admin/articles/decision/undo-batch/"):
        assert viewer.get(address).status_code == 403
        assert viewer.post(address, {"batch": "x"}).status_code == 403
    decision.refresh_from_db()
    assert decision.standing


def test_an_undo_is_brought_back(client: Client) -> None:
    row = person("柳望舒")
    decision = correct_row(row, {"note": "甲说"}, by="甲")
    client.post(f"/admin/articles/decision/{decision.pk}/undo/", {"why": "误"})
    row.refresh_from_db()
    assert row.note == ""
    withdrawal = Decision.objects.get(kind="undo")
    assert "withdrew" in page_of(client, "/admin/articles/decision/")
    client.post(f"/admin/articles/decision/{withdrawal.pk}/undo/")
    row.refresh_from_db()
    assert row.note == "甲说"
    page = client.post(f"/admin/articles/decision/{withdrawal.pk}/undo/", follow=True).content.decode()
    assert "Nothing was decided" in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 3),
        ({"who": "me"}, 0),
        ({"who": "甲"}, 2),
        ({"kind__exact": "accept"}, 2),
        ({"batch__exact": "一批"}, 2),
        ({"when": "today"}, 3),
        ({"standing__exact": "0"}, 0),
        ({"q": "名录"}, 1),
    ],
)
def test_decisions_narrow_down(client: Client, query: dict[str, str], number: int) -> None:
    accept(Witness.objects.filter(kind="post", person__name="柳望舒"), by="甲", batch="一批")
    correct_row(person("柳望舒"), {"note": "乙说"}, by="乙", why="名录")
    answer = client.get("/admin/articles/decision/", query)
    assert len(answer.context["cl"].result_list) == number


@pytest.mark.parametrize("action", ["accept_chosen", "reject_chosen"])
def test_many_are_asked_about_decided_and_undone_as_one(client: Client, action: str) -> None:
    sent = {"action": action, "_selected_action": list(Tenure.objects.values_list("pk", flat=True))}
    page = client.post("/admin/articles/tenure/", sent).content.decode()
    assert "3 rows are chosen." in page
    assert not Decision.objects.exists()
    page = client.post("/admin/articles/tenure/", {**sent, "sure": "yes", "why": "查过"}, follow=True).content.decode()
    batch = Decision.objects.values_list("batch", flat=True).distinct().get()
    assert f"undo-batch/?batch={batch.replace(' ', '+')}" in page
    client.post("/admin/articles/decision/undo-batch/", {"batch": batch})
    assert Tenure.objects.count() == 3
    assert not Witness.objects.exclude(status="unreviewed").exists()


def test_locking_many_changes_none_of_them(client: Client) -> None:
    ids = list(Person.objects.values_list("pk", flat=True))
    client.post("/admin/articles/person/", {"action": "lock_chosen", "_selected_action": ids, "sure": "yes"})
    assert Decision.objects.filter(kind="lock").count() == 3
    assert Decision.objects.values("batch").distinct().count() == 1


def test_a_viewer_has_no_actions(client: Client) -> None:
    viewer = client_of("viewer")
    sent = {"action": "accept_chosen", "_selected_action": [1], "sure": "yes"}
    viewer.post("/admin/articles/tenure/", sent)
    assert "merge_chosen" not in page_of(viewer, "/admin/articles/person/")
    assert not Decision.objects.exists()


def test_decisions_in_hostile_words_are_shown_as_text(client: Client) -> None:
    row = person("柳望舒")
    decision = correct_row(row, {"note": HOSTILE, "name": HOSTILE}, by=HOSTILE, why=HOSTILE, batch=HOSTILE[:60])
    row.refresh_from_db()
    addresses = [history(row), "/admin/articles/decision/", f"/admin/articles/decision/{decision.pk}/change/"]
    addresses += [f"/admin/articles/decision/{decision.pk}/undo/", f"/admin/articles/person/{row.pk}/change/"]
    for address in addresses:
        assert ACTIVE.findall(page_of(client, address)) == [], address
    page = client.get("/admin/articles/decision/undo-batch/", {"batch": decision.batch}).content.decode()
    assert ACTIVE.findall(page) == []


def test_the_list_of_decisions_asks_no_more_for_more(client: Client) -> None:
    row, counts = person("柳望舒"), []
    for number in (3, 27):
        for index in range(number):
            decision = correct_row(row, {"note": str(index)}, by="甲")
            if index % 3 == 0:
                undo(undo(decision, by="甲"), by="甲")
        asked = []
        for address in ("/admin/articles/decision/", history(row)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[1][0] <= counts[0][0] + 2, counts
    assert counts[1][1] <= counts[0][1] + 2, counts
