"""The pages of persons, bodies, meetings, posts and their facts: what they show, and how they are corrected."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Attendance, Decision, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from articles.store.deciding import correct_row, undo_batch, withhold
from tests.admin.rows import HOSTILE
from tests.admin.test_hostile import ACTIVE
from tests.admin.worlds import change, client_of, keep_world, page_of, person
from tests.kept import kept
from tests.store.told import TOWN, WORLD, Told, keep

pytestmark = pytest.mark.django_db
NOUNS: list[Any] = [Person, Organization, Meeting, Post, Tenure, Attendance, Statement]


world = kept(keep_world, autouse=False)


def form_of(client: Client, row: Any, **changed: str) -> dict[str, str]:
    """What the browser would send: the form's fields as they are, with these changed."""
    form = client.get(change(row)).context["adminform"].form
    values = {name: form.initial.get(name) or "" for name in form.fields}
    return {**values, **changed, "_save": "1"}


@pytest.mark.parametrize("role", ["viewer", "curator", "administrator"])
def test_every_page_opens_for_every_role(world: None, role: str) -> None:
    client = client_of(role)
    for model in NOUNS:
        for row in model.objects.all():
            page = page_of(client, change(row))
            assert ("Save as a decision" in page) == (role != "viewer" and model in (Person, Organization, Meeting)), row
            assert ('value="accept ' in page) == (role != "viewer"), row


def test_a_person_is_shown_with_all_that_is_known(world: None) -> None:
    page = page_of(client_of("viewer"), change(person("柳望舒")))
    assert "丁戊区委书记<mark>柳望舒</mark>主持会议" in page or "<mark>书记</mark>" in page
    assert page.count('<rect class="solid"') == 1
    for words in ("2024-03-01 – 2024-05-01", "招商座谈会", "要把招商工作抓到实处", "祁连山", "host"):
        assert words in page, words


def test_a_meeting_is_shown_in_protocol_order(world: None) -> None:
    page = page_of(client_of("viewer"), change(Meeting.objects.get(name="招商座谈会")))
    table = page[page.index('id="attendances"') :]
    assert table.index("柳望舒</bdi>") < table.index("祁连山</bdi>")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-03-01", "seen"),
        ("2024-04-01", "inferred"),
        ("2030-01-01", "no captures"),
        ("2024-13", "This is no date"),
        ("甲", "This is no date"),
    ],
)
def test_a_roster_says_how_sure_it_is(world: None, day: str, words: str) -> None:
    page = page_of(client_of("viewer"), change(Organization.objects.get(name=TOWN)), on=day)
    assert words in page[page.index('id="roster"') : page.index('id="years"')]


def test_a_correction_is_a_decision_of_what_differs_alone(world: None) -> None:
    client, row = client_of("curator"), person("柳望舒")
    answer = client.post(change(row), form_of(client, row, note="查过名录", why="名录"))
    assert answer["Location"] == f"/admin/articles/person/by-key/{row.key}/"
    decision = Decision.objects.get()
    assert (decision.kind, decision.values, decision.by, decision.why) == ("correct", {"note": "查过名录"}, "a-curator", "名录")
    row.refresh_from_db()
    assert row.note == "查过名录"
    page = client.get(answer["Location"], follow=True).content.decode()
    assert f"/admin/articles/decision/undo-batch/?batch={decision.batch.replace(' ', '+')}" in page


def test_a_form_sent_back_as_it_was_decides_nothing(world: None) -> None:
    client = client_of("curator")
    for model in NOUNS[:3]:
        for row in model.objects.all():
            assert client.post(change(row), form_of(client, row)).status_code == 302
    assert not Decision.objects.exists()


def test_what_acts_unseen_comes_through_a_form_unharmed(world: None) -> None:
    client, row = client_of("curator"), person("柳望舒")
    correct_row(row, {"note": "甲\u202e乙", "other_names": ["柳\u200b望"]}, by="乙")
    sent = form_of(client, row)
    assert sent["note"] == "甲⟨U+202E⟩乙"
    client.post(change(row), {**sent, "name": "柳望纾"})
    assert Decision.objects.order_by("-at").first().values == {"name": "柳望纾"}


def test_locking_keeps_the_fields(world: None) -> None:
    client, row = client_of("curator"), person("柳望舒")
    sent = form_of(client, row, name="柳望纾")
    del sent["_save"]
    client.post(change(row), {**sent, "_lock": "1"})
    kinds = list(Decision.objects.order_by("at").values_list("kind", "batch"))
    assert [kind for kind, _batch in kinds] == ["correct", "lock"]
    assert len({batch for _kind, batch in kinds}) == 1
    assert Decision.objects.get(kind="lock").values["name"] == "柳望纾"
    undo_batch(kinds[0][1], by="甲")
    assert person("柳望舒").pk == row.pk


def test_an_edit_is_not_lost_when_others_decided_meanwhile(world: None) -> None:
    client, row = client_of("curator"), person("柳望舒")
    sent = form_of(client, row, name="柳望纾", note="甲说")
    correct_row(row, {"name": "柳望抒"}, by="乙", why="见族谱")
    answer = client.post(change(row), sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Changed meanwhile from “柳望舒” to “柳望抒” (乙" in page
    assert 'value="柳望纾"' in page
    assert Decision.objects.count() == 1
    again = {**sent, "seen": answer.context["adminform"].form["seen"].value()}
    assert client.post(change(row), again).status_code == 302
    assert Decision.objects.order_by("-at").first().values == {"name": "柳望纾", "note": "甲说"}


def test_what_others_changed_and_the_form_left_alone_stays(world: None) -> None:
    client, row = client_of("curator"), person("柳望舒")
    sent = form_of(client, row, note="甲说")
    correct_row(row, {"name": "柳望抒"}, by="乙")
    assert client.post(change(row), sent).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.note) == ("柳望抒", "甲说")


@pytest.mark.parametrize(("name", "value"), [("date", "昨天"), ("name", ""), ("name", "   "), ("kind", "party")])
def test_what_cannot_be_is_refused_beside_its_field(world: None, name: str, value: str) -> None:
    client, row = client_of("curator"), Meeting.objects.get(name="招商座谈会")
    answer = client.post(change(row), form_of(client, row, **{name: value}))
    assert answer.status_code == 200
    assert name in answer.context["adminform"].form.errors
    assert not Decision.objects.exists()


def test_a_viewer_changes_nothing(world: None) -> None:
    client, row = client_of("viewer"), person("柳望舒")
    assert client.post(change(row), {"name": "甲", "_save": "1"}).status_code == 403
    for address in ("merge/?key=a&key=b", f"merge-with/{row.key}/", f"split/{row.key}/"):
        assert client.get(f"/admin/articles/person/{address}").status_code == 403, address
    assert client.post("/admin/articles/witness/settle/", {"do": "accept tenure 1"}).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("verb", ["accept", "reject", "withhold"])
def test_a_fact_is_settled_on_the_spot_and_comes_back(world: None, verb: str) -> None:
    client, row = client_of("curator"), person("柳望舒")
    tenure = row.tenures.get()
    sent = {"do": f"{verb} tenure {tenure.pk}", "next": change(row), "why": "查过"}
    answer = client.post("/admin/articles/witness/settle/", sent)
    assert answer["Location"] == change(row)
    assert Decision.objects.filter(kind=verb, why="查过").count() == 2
    assert Tenure.objects.filter(pk=tenure.pk).exists() == (verb != "reject")
    batch = Decision.objects.first().batch
    page = page_of(client, "/admin/articles/decision/undo-batch/", batch=batch)
    assert "2 decisions were made, 2 of them stand" in page
    client.post("/admin/articles/decision/undo-batch/", {"batch": batch})
    assert Witness.objects.filter(status="unreviewed", kind="post", person=row).count() == 2


def test_withholding_asks_for_a_reason_first(world: None) -> None:
    client, tenure = client_of("curator"), person("柳望舒").tenures.get()
    page = client.post("/admin/articles/witness/settle/", {"do": f"withhold tenure {tenure.pk}"}).content.decode()
    assert "Say why" in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "do", ["", "accept", "accept tenure", "accept tenure x", "accept person 1", "delete tenure 1", "accept tenure 1;2"]
)
def test_nonsense_is_refused(world: None, do: str) -> None:
    assert client_of("curator").post("/admin/articles/witness/settle/", {"do": do}).status_code == 400


def test_the_way_back_never_leaves_the_site(world: None) -> None:
    client, tenure = client_of("curator"), person("柳望舒").tenures.get()
    answer = client.post("/admin/articles/witness/settle/", {"do": f"accept tenure {tenure.pk}", "next": "https://elsewhere.example/"})
    assert answer["Location"].startswith("/admin/")


def test_a_witness_is_corrected_on_its_page(world: None) -> None:
    client, witness = client_of("curator"), Witness.objects.filter(kind="post", person__name="祁连山").first()
    page = page_of(client, change(witness))
    assert 'name="value-title"' in page
    sent = {"decision": "", "was-title": "副书记", "value-title": "书记", "was-person": "祁连山", "value-person": "祁连山"}
    assert client.post(change(witness), sent).status_code == 302
    assert Decision.objects.get().values == {"title": "书记"}
    answer = client.post(change(witness), {**sent, "value-title": "区长"})
    assert answer.status_code == 200
    assert 'value="区长"' in answer.content.decode()
    assert Decision.objects.count() == 1


def test_what_is_withheld_is_hidden_from_all_but_administrators(world: None) -> None:
    row = person("柳望书")
    for witness in Witness.objects.filter(person=row, kind="person"):
        withhold(witness.article, by="甲", why="涉密")
    for role, status in (("viewer", 302), ("curator", 302), ("administrator", 200)):
        client = client_of(role)
        assert client.get(change(row)).status_code == status, role
        page = page_of(client, "/admin/articles/person/")
        assert ("柳望书" in page) == (role == "administrator")
        offered = client.get("/admin/articles/person/choose/", {"term": "柳"}).json()["results"]
        assert ("柳望书" in [row["text"] for row in offered]) == (role == "administrator")
        assert client.get(f"/admin/articles/person/by-key/{row.key}/").status_code == (302 if role == "administrator" else 404)
        page = page_of(client, change(person("祁连山")))
        assert ("安全生产推进会" in page) == (role == "administrator"), role
        decisions = page_of(client, "/admin/articles/decision/")
        assert ("要闻" in decisions) == (role == "administrator"), role


def test_no_page_acts_on_what_a_capture_says(monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"{HOSTILE}委召开{HOSTILE}会议。{HOSTILE}主持，祁连山出席。{HOSTILE}指出，要抓{HOSTILE}。"
    bad = Told(
        body,
        "http://c.example.cn/1.html",
        "2024-08-01",
        {HOSTILE: [(HOSTILE, HOSTILE)]},
        (HOSTILE, [(HOSTILE, "host")]),
        [(HOSTILE, HOSTILE)],
        HOSTILE,
    )
    keep([bad, *WORLD], monkeypatch)
    client = client_of("curator")
    for model in [*NOUNS, Witness]:
        name = model._meta.model_name
        addresses = [f"/admin/articles/{name}/{'?status__exact=unreviewed' if model is Witness else ''}"]
        addresses += [change(row) for row in model.objects.all()]
        if model in (Person, Organization, Meeting):
            addresses += [f"/admin/articles/{name}/{view}/{row.key}/" for row in model.objects.all() for view in ("split", "merge-with")]
            addresses += [f"/admin/articles/{name}/{row.pk}/history/" for row in model.objects.all()]
            keys = "&".join(f"key={row.key}" for row in model.objects.all()[:2])
            addresses += [f"/admin/articles/{name}/merge/?{keys}"] if model.objects.count() > 1 else []
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert ACTIVE.findall(answer.content.decode()) == [], address


@pytest.mark.parametrize("model", NOUNS)
def test_a_page_asks_the_database_no_more_for_more_rows(monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    client, counts = client_of("curator"), []
    for start, number in ((0, 3), (100, 27)):
        keep(many(start, number), monkeypatch)
        row = model.objects.order_by("pk").first()
        asked = []
        for address in (f"/admin/articles/{model._meta.model_name}/", change(row)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0][0] + 2 >= counts[1][0], counts
    assert counts[0][1] + 6 >= counts[1][1], counts
    assert counts[1][0] <= 14
    assert counts[1][1] <= 60


def many(start: int, number: int) -> list[Told]:
    """Articles of one person and one body each the same, with meetings and words of their own."""
    numerals = "零一二三四五六七八九"
    pages = []
    for index in range(start, start + number):
        word = "".join(numerals[int(digit)] for digit in f"{index:03}")
        body = f"丁戊区委召开{word}工作会议。丁戊区委书记柳望舒主持会议，丁戊区委副书记祁连山出席。柳望舒指出，{word}号任务要抓到实处。"
        meeting = (f"{word}工作会议", [("柳望舒", "host"), ("祁连山", "attendee")])
        persons: dict[str, Any] = {"柳望舒": [(TOWN, "书记")], "祁连山": [(TOWN, "副书记")]}
        said = [("柳望舒", f"{word}号任务要抓到实处")]
        pages.append(
            Told(body, f"http://a.example.cn/{index}.html", f"2024-{1 + index % 12:02}-{1 + index % 28:02}", persons, meeting, said)
        )
    return pages


def test_the_picture_says_in_a_table_what_it_shows(world: None) -> None:
    page = page_of(client_of("viewer"), change(person("柳望舒")))
    picture = page[page.index('class="timeline"') :].partition("</svg>")[0]
    assert "style=" not in picture
    assert re.search(r'<rect class="solid" x="\d+" y="\d+" width="\d+"', picture)
    assert "The same as a table" in page


def test_a_year_opens_its_months(world: None) -> None:
    client = client_of("curator")

    def found(noun: str, **narrowed: str) -> list[str]:
        return sorted(row.name for row in client.get(f"/admin/articles/{noun}/", narrowed).context["cl"].result_list)

    assert found("person", year="2024", month="2024-04") == ["柳望舒", "祁连山"]  # seen before and after
    assert found("person", year="2024", month="2024-07") == ["柳望书", "祁连山"]
    assert found("person", year="2024", month="2024-08") == []
    assert found("meeting", year="2024", month="2024-03") == ["招商座谈会"]
    assert "month=2024-03" in page_of(client, "/admin/articles/meeting/", year="2024")
    assert "month=" not in page_of(client, "/admin/articles/meeting/")
