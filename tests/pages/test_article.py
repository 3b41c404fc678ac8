"""An article's page: its text with names that lead to their pages, facts with their places, citations; nothing that is not public."""

from django.test import Client

from articles.models import Article, Meeting, Person, Witness
from articles.pages.article import lines_of, pieces_of
from articles.search.visible import MASK
from articles.store.settling import settle
from tests.api.worlds import DOUBT, decide, keep_hijacked
from tests.pages.seen import article, linked, see, words
from tests.store.told import TOWN


def test_the_text_leads_to_whom_and_what_it_names(world: None, client: Client) -> None:
    row = article("1.html")
    page = see(client, f"/articles/{row.key}/")
    assert words(page, "//div[@class='body']") == row.body
    person, meeting = Person.objects.get(name="柳望舒"), Meeting.objects.get(name="招商座谈会")
    links = {(node.text_content(), node.get("href")) for node in page.xpath("//div[@class='body']//a")}
    assert {("柳望舒", f"/persons/{person.key}/"), ("招商座谈会", f"/meetings/{meeting.key}/")} <= links
    assert TOWN in {name for name, _address in links}
    for word in Witness.objects.filter(article=row, start__isnull=False):
        (place,) = page.xpath(f"//*[@id='c{word.start}']")
        assert row.body[word.start :].startswith(place.text_content())
    assert "unreviewed, 90 % sure" in words(page)
    assert "要把招商工作抓到实处" in words(page, "//blockquote")


def test_it_is_told_to_programs(world: None, client: Client) -> None:
    row = article("1.html")
    (node,) = linked(see(client, f"/articles/{row.key}/"))
    assert (node["@type"], node["headline"], node["datePublished"]) == ("NewsArticle", "要闻", "2024-03-01")
    assert node["mainEntityOfPage"] == f"http://testserver/articles/{row.key}/"


def test_citations_can_be_copied_and_taken_away(world: None, client: Client) -> None:
    row = article("1.html")
    page = see(client, f"/articles/{row.key}/")
    for form, begins in (("txt", "要闻[EB/OL]."), ("bib", "@online{newsdb_"), ("ris", "TY  - ELEC")):
        answer = client.get(f"/articles/{row.key}/citation.{form}")
        assert answer.content.decode().startswith(begins)
        assert answer["Content-Disposition"] == f'attachment; filename="newsdb-{row.key}.{form}"'
        assert [one for one in page.xpath("//pre") if one.text_content().startswith(begins)], form


def test_what_is_withheld_is_as_if_it_never_was(world: None, client: Client) -> None:
    row = article("1.html")
    decide("withhold", row)
    settle()
    hidden, nowhere = (client.get(f"/articles/{key}/") for key in (row.key, "0" * 16))
    assert hidden.status_code == nowhere.status_code == 404
    assert hidden.content.decode().replace(row.key, "0" * 16) == nowhere.content.decode()
    assert client.get(f"/articles/{row.key}/citation.bib").status_code == 404
    assert client.get("/articles/nothing/").status_code == client.get(f"/articles/{row.key}/citation.exe").status_code == 404


def test_rejected_and_doubtful_facts_are_not_told(world: None, client: Client) -> None:
    row = article("1.html")
    decide("reject", Witness.objects.filter(article=row, kind="statement"))
    Witness.objects.filter(article=row, kind="person", person__name="祁连山").update(confidence=DOUBT)
    settle()
    page = see(client, f"/articles/{row.key}/")
    assert not page.xpath("//blockquote")
    assert "祁连山" not in [node.text_content() for node in page.xpath("//div[@class='body']//a")]


def test_what_somebody_accepted_is_said_to_be_reviewed(world: None, client: Client) -> None:
    row = article("2.html")
    decide("accept", list(Witness.objects.filter(article=row, kind="post")))
    settle()
    assert "reviewed" in words(see(client, f"/articles/{row.key}/"), "//section[@aria-labelledby='post-title']")


def test_hijacked_words_and_private_numbers_are_masked(db: None, client: Client) -> None:
    row = keep_hijacked()
    page = see(client, f"/articles/{row.key}/")
    assert words(page, "//div[@class='body']") == f"一月{MASK * 3}召开会议，联系人手机{MASK * 11}，办公室电话0512-60000000。"
    whole = client.get(f"/articles/{row.key}/").content.decode() + client.get(f"/articles/{row.key}/citation.ris").content.decode()
    assert "彩票网" not in whole
    assert "13800000000" not in whole


def test_versions_and_reposts_lead_to_each_other(world: None, client: Client) -> None:
    first, other = article("1.html"), article("2.html")
    Article.objects.filter(pk=other.pk).update(group=first.key, repost_of=first)
    Article.objects.filter(pk=first.pk).update(group=first.key)
    for one, another in ((first, other), (other, first)):
        assert f"/articles/{another.key}/" in see(client, f"/articles/{one.key}/").xpath(
            "//section[@aria-labelledby='copies-title']//a/@href"
        )


def test_an_address_that_acts_is_no_link(world: None, client: Client) -> None:
    page = see(client, f"/articles/{article('javascript:alert(1)').key}/")
    assert not page.xpath("//a[@rel='external nofollow noopener']")


def test_of_names_that_overlap_the_innermost_leads() -> None:
    kinds = {"meeting": (0, 8), "organization": (0, 4), "person": (3, 6)}
    facts = [
        {"key": kind[0] * 16, "kind": kind, "start": start, "end": end, "spans": [[start, end]], "of": {kind: "0" * 16}}
        for kind, (start, end) in kinds.items()
    ]
    (line,) = lines_of("零一二三四五六七八九", facts, {(kind, "0" * 16) for kind in kinds})
    told = [(piece["kind"], "".join(bit.text for bit in piece["bits"])) for piece in pieces_of(line)]
    assert told == [("organization", "零一二"), ("person", "三四五"), ("meeting", "六七"), ("", "八九")]
