"""Posts without a name, seats held twice, namesakes and versions: what follows from several pages together, and goes when they go."""

import random
from typing import Any

import pytest

from articles.models import Article, Attendance, Finding, Person, Tenure, Witness
from articles.store import deciding
from tests.store.generated.importing import import_pages
from tests.store.generated.pages import Page, Reader, Writer, prose
from tests.store.generated.rows import flaws
from tests.store.generated.worlds import Body, Stage

pytestmark = pytest.mark.django_db

PLACES = ("320507", "320500", "320000")
PARTY = Body("相城区委", "区委", "party", PLACES, "相城区")
ELSEWHERE = Body("城阳区委", "区委", "party", ("370214", "370200", "370000"), "城阳区")
SECRETARY = Stage(PARTY, "书记", 0, 0)


def page(number: int, date: str, *, name: str = "", stage: Stage = SECRETARY, url: str = "", number_of: int = 7) -> Page:
    """A meeting chaired by the holder of a post; without a name only the post is printed."""
    writer = Writer()
    writer.write(prose(random.Random(number), 40) + "。")
    event = writer.meeting(f"第{number}次工作会议", "meeting", date)
    writer.write("召开，")
    if name:
        writer.attends(event, name, "host", writer.holder(name, stage))
    else:
        writer.unnamed(stage, event, "host")
    writer.write(f"主持。签约{number_of}个项目。")
    item: dict[str, Any] = {"name": f"page-{number}", "head": f"第{number}页\n", "captured_at": f"{date}T00:00:00+00:00"}
    if url:
        item["url"] = url
    return writer.page(item, f"会议{number}", date, stage.body.places)


def bring_in(*pages: Page) -> None:
    import_pages(pages, Reader(list(pages)))
    assert flaws() == []


def findings(kind: str) -> int:
    return Finding.objects.of_kind(kind).count()


def test_a_post_without_its_holder_is_filled_in_when_the_holder_is_known_and_emptied_when_that_is_rejected() -> None:
    bring_in(page(1, "2022-05-10"))
    assert not Attendance.objects.exists()
    assert findings("role_waiting") == 1
    bring_in(page(2, "2022-03-01", name="郗砚舟"), page(3, "2022-09-01", name="郗砚舟"))
    inferred = Attendance.objects.get(inferred=True)
    assert (inferred.person.name, inferred.role) == ("郗砚舟", "host")
    assert findings("role_waiting") == 0
    decisions = deciding.reject(Witness.objects.filter(kind="post"), by="甲")
    assert not Attendance.objects.filter(inferred=True).exists()
    assert findings("role_waiting") == 1
    assert flaws() == []
    for decision in decisions:
        deciding.undo(decision, by="甲")
    assert Attendance.objects.get(inferred=True).person.name == "郗砚舟"
    assert flaws() == []


def test_a_rejected_role_is_nobodys() -> None:
    bring_in(page(1, "2022-05-10"), page(2, "2022-03-01", name="郗砚舟"), page(3, "2022-09-01", name="郗砚舟"))
    role = Witness.objects.get(kind="role")
    deciding.reject([role], by="甲")
    role.refresh_from_db()
    assert (role.person, role.attendance) == (None, None)
    assert not Attendance.objects.filter(inferred=True).exists()
    assert findings("role_waiting") == 0
    assert flaws() == []


def test_two_holders_of_a_seat_at_once_are_a_finding_gone_when_one_is_rejected() -> None:
    bring_in(page(1, "2022-01-01", name="郗砚舟"), page(2, "2022-06-01", name="亓与归"), page(3, "2022-12-01", name="郗砚舟"))
    assert findings("two_holders") == 1
    deciding.reject(Witness.objects.filter(kind="post", values__person="亓与归"), by="甲")
    assert findings("two_holders") == 0
    assert flaws() == []


def test_two_bodies_of_one_block_keep_their_own_findings() -> None:
    bring_in(page(1, "2022-05-10"), page(2, "2022-07-10"))
    body = Witness.objects.filter(kind="organization").order_by("key")[0]
    assert body.organization is not None
    assert findings("role_waiting") == 2
    decision = deciding.split(body.organization, [body.key], by="甲")
    assert findings("role_waiting") == 2
    deciding.undo(decision, by="甲")
    assert findings("role_waiting") == 2
    assert flaws() == []


def test_namesakes_in_doubt_are_a_finding_gone_once_judged() -> None:
    deputy = Stage(ELSEWHERE, "书记", 0, 0)
    near = Stage(Body("吴中区政府", "区政府", "government", ("320506", "320500", "320000"), "吴中区"), "副区长", 0, 0)
    bring_in(
        page(1, "2022-01-01", name="王磊"), page(2, "2023-01-01", name="王磊", stage=near), page(3, "2023-05-01", name="王磊", stage=deputy)
    )
    asked = list(Finding.objects.of_kind("namesakes"))
    assert asked
    for finding in asked:
        one, other = (Witness.objects.get(key=key).person for key in finding.about)
        assert one is not None
        assert other is not None
        deciding.separate(one, other, by="甲")
    assert not Finding.objects.of_kind("namesakes").filter(key__in=[finding.key for finding in asked]).exists()
    assert flaws() == []


def test_what_a_later_version_changed_is_a_finding() -> None:
    url = "http://a.example.cn/1.html"
    first, second = page(1, "2022-01-01", name="郗砚舟", url=url), page(1, "2022-02-01", name="亓与归", url=url, number_of=9)
    bring_in(second)
    assert findings("version_changed") == 0
    bring_in(first)
    found = Finding.objects.of_kind("version_changed").get()
    assert (found.details["names_removed"], found.details["names_added"]) == (["郗砚舟"], ["亓与归"])
    assert ("7", "9") in [(number["before"], number["after"]) for number in found.details["numbers"]]
    keys = list(Article.objects.order_by("first_seen").values_list("key", flat=True))
    assert found.about == keys
    deciding.reject(Witness.objects.filter(kind="person", values__name="亓与归"), by="甲")
    found = Finding.objects.of_kind("version_changed").get()
    assert found.details["names_added"] == []
    assert flaws() == []


def test_a_person_whose_last_mention_is_rejected_is_gone_with_every_fact() -> None:
    bring_in(page(1, "2022-01-01", name="郗砚舟"))
    decisions = deciding.reject(Witness.objects.filter(kind="person"), by="甲")
    assert not Person.objects.exists()
    assert not Tenure.objects.exists()
    assert not Attendance.objects.exists()
    deciding.undo(decisions[0], by="甲")
    assert Person.objects.count() == Tenure.objects.count() == Attendance.objects.count() == 1
    assert flaws() == []
