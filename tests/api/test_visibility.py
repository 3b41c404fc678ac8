"""What the public, a viewer and an administrator see: withheld, rejected and doubtful facts, hijacked text, private numbers."""

import pytest
from django.test import Client

from articles.api.reads import KINDS
from articles.models import Article, Attendance, Statement, Tenure, Witness
from articles.search.visible import MASK
from articles.store.public import public_rows
from articles.store.reindexing import reindex
from articles.store.settling import settle
from tests.api.worlds import DOUBT, V1, ask, client_of, decide, json_of, keep_hijacked, keep_world, names, person, witness
from tests.kept import kept

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "viewer", "administrator")


world = kept(keep_world, autouse=False)


def test_a_withheld_article_and_all_that_only_it_says_is_seen_by_administrators_alone(world: None) -> None:
    article = Article.objects.get(url__endswith="1.html")
    keys = {
        "articles": article.key,
        "meetings": witness(article=article, kind="meeting").meeting.key,
        "attendances": Attendance.objects.get(role="host").key,
        "statements": Statement.objects.get(text__contains="招商").key,
        "captures": article.capture.sha256,
    }
    decide("withhold", article)
    settle()
    for role in ROLES:
        client = client_of(role)
        for many, key in keys.items():
            listed = {item.get("key") or item["sha256"] for item in ask(client, f"/{many}", limit=200)["items"]}
            assert (key in listed) is (role == "administrator"), (role, many)
            assert client.get(f"{V1}/{many}/{key}").status_code == (200 if role == "administrator" else 404), (role, many)
        told = client.get(f"{V1}/persons/{person('柳望舒').key}").content.decode()
        assert ("招商座谈会" in told) is (role == "administrator"), role
        found = ask(client, "/search", q="招商座谈会")
        assert found["items"] == []


def test_a_withheld_fact_is_seen_by_administrators_alone(world: None) -> None:
    said = Statement.objects.get(text__contains="安全")
    decide("withhold", witness(statement=said))
    settle()
    for role in ROLES:
        seen = [item["key"] for item in ask(client_of(role), "/statements")["items"]]
        assert (said.key in seen) is (role == "administrator"), role


def test_what_was_rejected_is_seen_by_nobody(world: None) -> None:
    tenure = Tenure.objects.get(post__title="主席")
    decide("reject", Witness.objects.filter(tenure=tenure))
    settle()
    for role in ROLES:
        client = client_of(role)
        assert "主席" not in [item["post"]["title"] for item in ask(client, "/tenures")["items"]]
        told = ask(client, f"/articles/{Article.objects.get(url__endswith='3.html').key}")
        assert [fact for fact in told["facts"] if fact["kind"] == "post"] == []


def test_what_is_doubtful_is_shown_to_those_with_a_role_until_somebody_accepts_it(world: None) -> None:
    tenure = Tenure.objects.get(post__title="书记")
    Witness.objects.filter(tenure=tenure).update(confidence=DOUBT)
    assert not public_rows(Tenure.objects.filter(pk=tenure.pk)).exists()
    for role in ROLES:
        client = client_of(role)
        seen = [item["post"]["title"] for item in ask(client, "/tenures")["items"]]
        assert ("书记" in seen) is (role != "anonymous"), role
        assert (client.get(f"{V1}/posts/{tenure.post.key}").status_code == 200) is (role != "anonymous"), role
    decide("accept", [witness(tenure=tenure)])
    settle()
    told = ask(client_of("anonymous"), f"/tenures/{tenure.key}")
    assert told["reviewed"] is True
    assert [(one["status"], one["reviewed"], one["decision"]["kind"]) for one in told["witnesses"]] == [("accepted", True, "accept")]


def test_unreviewed_facts_are_marked_so(world: None, client: Client) -> None:
    for many in ("tenures", "attendances", "statements"):
        assert {item["reviewed"] for item in ask(client, f"/{many}")["items"]} == {False}


def test_who_decided_and_why_is_told_to_those_with_a_role(world: None) -> None:
    tenure = Tenure.objects.get(post__title="书记")
    decide("accept", [witness(tenure=tenure)])
    settle()
    for role in ROLES:
        told = next(one["decision"] for one in ask(client_of(role), f"/tenures/{tenure.key}")["witnesses"] if one["decision"])
        assert set(told) == ({"kind", "at"} if role == "anonymous" else {"kind", "at", "key", "by", "why"}), role


def test_hijacked_text_and_private_numbers_are_masked_for_the_public(client: Client) -> None:
    article = keep_hijacked()
    told = ask(client, f"/articles/{article.key}")
    assert told["body"] == f"一月{MASK * 3}召开会议，联系人手机{MASK * 11}，办公室电话0512-60000000。"
    assert len(told["body"]) == len(article.body)
    assert (told["title"], told["source"]) == (f"{MASK * 3}的会议", f"{MASK * 3}日报")
    listed = next(item for item in ask(client, "/articles")["items"] if item["key"] == article.key)
    assert (listed["title"], listed["source"]) == (told["title"], told["source"])
    for path, query in (("/search", "会议"), ("/search", "2024"), ("/facets", "会议"), ("/suggestions", "彩票")):
        answer = client.get(f"{V1}{path}", {"q": query})
        assert "彩票网" not in answer.content.decode(), path
        assert "13800000000" not in answer.content.decode(), path
    assert ask(client_of("viewer"), f"/articles/{article.key}")["body"] == article.body


def test_quotes_and_statements_are_masked_as_the_body_is(world: None, client: Client) -> None:
    article = Article.objects.get(url__endswith="4.html")
    at = article.body.index("安全生产一刻")
    data = article.reading.data
    data["warnings"] = [{"kind": "hijacked_name", "start": at, "end": at + 4, "text": "安全生产"}]
    article.reading.save()
    Article.objects.filter(pk=article.pk).update(warning_kinds=",hijacked_name,")
    said = Statement.objects.get(text__contains="一刻")
    assert ask(client, f"/statements/{said.key}")["text"].startswith(MASK * 4)
    assert ask(client, "/statements", q="一刻")["items"][0]["text"].startswith(MASK * 4)
    shown = ask(client, f"/statements/{said.key}")["witnesses"][0]
    body = ask(client, f"/articles/{article.key}")["body"]
    assert shown["quote"] == body[shown["start"] : shown["end"]]
    assert MASK * 4 in shown["quote"]
    assert MASK in shown["values"]["text"]


@pytest.mark.parametrize("many", [many for _kind, many, *_ in KINDS])
def test_every_id_in_a_public_answer_leads_somewhere(world: None, client: Client, many: str) -> None:
    doubtful = person("祁连山")
    Witness.objects.filter(kind="person", person=doubtful).update(confidence=DOUBT)
    assert "祁连山" not in names(ask(client, "/persons"))
    kinds = {"person": "persons", "meeting": "meetings", "organization": "organizations", "post": "posts", "article": "articles"}
    for item in ask(client, f"/{many}")["items"]:
        for name, value in item.items():
            if name in kinds and value:
                assert client.get(f"{V1}/{kinds[name]}/{value['key']}").status_code == 200, (many, name)


def test_an_answer_tells_nothing_of_rows_that_may_not_be_seen(world: None, client: Client) -> None:
    article = Article.objects.get(url__endswith="1.html")
    there, nowhere = (json_of(client.get(f"{V1}/articles/{key}")) for key in (article.key, "0" * 16))
    assert there["key"] == article.key
    decide("withhold", article)
    settle()
    hidden = json_of(client.get(f"{V1}/articles/{article.key}"))
    assert hidden == nowhere


def test_a_hijacked_name_is_masked_wherever_a_meeting_or_an_outlet_is_named(world: None, client: Client) -> None:
    article, other = Article.objects.get(url__endswith="4.html"), Article.objects.get(url__endswith="1.html")
    at = article.body.index("安全生产推进会")
    data = article.reading.data
    data["warnings"] = [{"kind": "hijacked_name", "start": at, "end": at + 4, "text": "安全生产"}]
    article.reading.save()
    Article.objects.filter(pk__in=(article.pk, other.pk)).update(group=other.key)
    Article.objects.filter(pk=article.pk).update(warning_kinds=",hijacked_name,", source="安全生产报")
    reindex(mend=True)
    meeting = witness(kind="meeting", article=article).meeting.key
    said = [
        ask(client, f"/meetings/{meeting}")["name"],
        ask(client, f"/articles/{article.key}")["meetings"][0]["name"],
        ask(client, "/suggestions", q="安全生产推")["items"][0]["text"],
        ask(client, f"/articles/{other.key}")["reposts"][0]["source"],
    ]
    assert said == [f"{MASK * 4}推进会"] * 3 + [f"{MASK * 4}报"]
    for address in (f"/feeds/meetings/{meeting}.atom", f"/meetings/{meeting}/", "/search/?q=安全生产推", f"/search/?q=meeting:{meeting}"):
        told = client.get(address).content.decode()
        assert f"{MASK * 4}推进会" in told, address
        assert "安全生产推进会" not in told, address
