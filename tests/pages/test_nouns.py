"""Pages of persons, bodies, meetings and posts: facts with their witnesses, former ids, and nothing that is not public."""

import pytest
from django.test import Client

from articles.models import Meeting, Organization, Person, Post, Tenure, Witness
from articles.store.deciding import merge
from articles.store.settling import settle
from tests.api.worlds import DOUBT, decide
from tests.pages.seen import article, linked, see, words
from tests.store.told import TOWN


def key(model: type[Person | Organization | Meeting], name: str) -> str:
    return str(model._default_manager.get(name=name).key)


def test_a_person_has_posts_meetings_statements_company_and_articles(world: None, client: Client) -> None:
    page = see(client, f"/persons/{key(Person, '柳望舒')}/")
    posts = words(page, "//section[@id='tenures']")
    assert f"{TOWN} 书记" in posts
    assert "seen from 2024-03-01 to 2024-05-01" in posts
    assert page.xpath("//section[@id='tenures']//*[name()='svg']//*[@class='solid']/@width")
    assert "2024-03-01 招商座谈会 host" in words(page, "//section[@id='attendances']")
    assert "要把招商工作抓到实处" in words(page, "//section[@id='statements']")
    assert page.xpath("//section[@aria-labelledby='met-title']//a/@href") == [f"/persons/{key(Person, '祁连山')}/"]
    assert len(page.xpath("//section[@aria-labelledby='articles-title']//li")) == 2
    person, tenure = linked(page)
    assert (person["@type"], person["name"], tenure["@type"], tenure["roleName"]) == ("Person", "柳望舒", "OrganizationRole", "书记")


def test_every_witness_leads_to_its_words(world: None, client: Client) -> None:
    page = see(client, f"/persons/{key(Person, '柳望舒')}/")
    quotes = page.xpath("//a[@class='quote']")
    assert len(quotes) == 4
    for quote in quotes:
        address, _, anchor = quote.get("href").partition("#")
        (mark,) = quote.xpath("mark")
        (place,) = see(client, address).xpath(f"//*[@id='{anchor}']")
        assert mark.text_content().startswith(place.text_content())


def test_a_body_has_its_holders_its_roster_and_its_meetings(world: None, client: Client) -> None:
    address = f"/organizations/{key(Organization, TOWN)}/"
    page = see(client, address)
    assert not page.xpath("//table")
    assert {"柳望舒 书记", "祁连山 副书记"} == {words(row, ".//p[@class='what']") for row in page.xpath("//section[@id='tenures']//li[p]")}
    assert "招商座谈会" in words(page, "//section[@aria-labelledby='meetings-title']")
    assert linked(page)[0]["name"] == TOWN
    roster = see(client, address, on="2024-04")
    assert words(roster, "//tbody/tr[1]/td").startswith("书记 柳望舒 inferred")
    assert "no captures" in words(see(client, address, on="1990"), "//table")
    wrong = see(client, address, on="昨天")
    assert wrong.xpath("//p[@role='alert'][@id='on-trouble']")


def test_a_meeting_has_its_attendance_by_role_in_protocol_order(world: None, client: Client) -> None:
    page = see(client, f"/meetings/{key(Meeting, '招商座谈会')}/")
    assert [words(node, ".") for node in page.xpath("//section[@id='attendances']/h3")] == ["host", "attendee"]
    assert [words(node, ".//p[@class='what']/a") for node in page.xpath("//section[@id='attendances']//li[p]")] == ["柳望舒", "祁连山"]
    assert "柳望舒指出" in words(page, "//section[@id='statements']").replace(" ", "")
    (node,) = linked(page)
    assert (node["@type"], node["startDate"]) == ("Event", "2024-03-01")


def test_a_post_has_its_holders(world: None, client: Client) -> None:
    post = Post.objects.get(title="书记", organization__name=TOWN)
    page = see(client, f"/posts/{post.key}/")
    assert f"/organizations/{post.organization.key}/" in page.xpath("//main//a/@href")
    assert "柳望舒 seen from 2024-03-01" in words(page)
    body, tenure = linked(page)
    assert (body["name"], tenure["roleName"], tenure["memberOf"]) == (TOWN, "书记", {"@id": body["@id"]})


def test_a_former_id_leads_on_for_good(world: None, client: Client) -> None:
    one, other = Person.objects.get(name="柳望舒"), Person.objects.get(name="柳望书")
    merge([one, other], by="编者")
    settle()
    answers = {row.key: client.get(f"/persons/{row.key}/") for row in (one, other)}
    (gone,) = [answer for answer in answers.values() if answer.status_code == 308]
    now = next(name for name, answer in answers.items() if answer.status_code == 200)
    assert (gone["Location"], gone["Cache-Control"]) == (f"/persons/{now}/", "no-cache")


def test_what_only_a_withheld_article_says_is_nowhere(world: None, client: Client) -> None:
    meeting, address = key(Meeting, "招商座谈会"), f"/persons/{key(Person, '柳望舒')}/"
    decide("withhold", article("1.html"))
    settle()
    see(client, f"/meetings/{meeting}/", status=404)
    page = see(client, address)
    assert "招商" not in words(page)
    assert len(page.xpath("//section[@aria-labelledby='articles-title']//li")) == 1


@pytest.mark.parametrize("how", ["rejected", "doubtful"])
def test_what_is_rejected_or_doubtful_is_nowhere(world: None, client: Client, how: str) -> None:
    tenure = Tenure.objects.get(post__title="主席")
    post, person = tenure.post.key, tenure.person.key
    if how == "rejected":
        decide("reject", Witness.objects.filter(tenure=tenure))
        settle()
    else:
        Witness.objects.filter(tenure=tenure).update(confidence=DOUBT)
    see(client, f"/posts/{post}/", status=404)
    assert "主席" not in words(see(client, f"/persons/{person}/"))


def test_facts_that_do_not_fit_stand_on_a_next_page(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.store.telling.details.FACTS", 1)
    address, seen = f"/persons/{key(Person, '祁连山')}/", []
    page = see(client, address)
    while True:
        seen += [words(node, ".") for node in page.xpath("//section[@id='attendances']//a[@class='meeting']")]
        following = page.xpath("//section[@id='attendances']//a[@rel='next']/@href")
        if not following:
            break
        assert following[0].endswith("#attendances")
        page = see(client, address + following[0].partition("#")[0])
    assert seen == ["安全生产推进会", "招商座谈会"]
    wrong = see(client, address, status=400, attendances="nonsense")
    assert words(wrong, "//main//a") == "First page"


def test_more_witnesses_than_are_shown_are_led_to(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.store.telling.details.BESIDE", 1)
    tenure = Tenure.objects.get(person__name="柳望舒")
    page = see(client, f"/persons/{tenure.person.key}/")
    assert words(page, f"//a[@href='/api/v1/tenures/{tenure.key}']") == "all 2, as JSON"
