"""Versions, reposts and what is shown, case by case."""

import pytest

from articles.models import Article, Capture, Likeness, Reading, Wording
from tests.store.rows import Keep, page
from tests.store.test_order import ONE, TWO, edited

pytestmark = pytest.mark.django_db
HERE, THERE = "http://a.example.cn/1.html", "http://b.example.cn/x"


def article(text: str) -> Article:
    return Article.objects.get(body=text)


def test_the_same_address_later_is_a_new_version_and_the_latest_is_shown(keep: Keep) -> None:
    run = keep([page(ONE, HERE, "2024-01-02"), page(TWO, HERE, "2024-01-01"), page("", HERE, "2023-12-31")])
    assert (run.new, run.versions, run.reposts) == (3, 2, 0)
    assert [version.body for version in Article.objects.versions_of(article(TWO))] == [ONE, TWO, ""]
    assert [row.body for row in Article.objects.shown()] == [ONE]
    assert Article.objects.filter(latest=True).count() == 1


def test_a_version_without_a_time_is_older_than_one_with_a_time(keep: Keep) -> None:
    keep([page(ONE, HERE, "2024-01-02"), page(TWO, HERE)])
    assert [version.body for version in Article.objects.versions_of(article(ONE))] == [ONE, TWO]


def test_a_page_that_goes_back_to_what_it_was_shows_that_again(keep: Keep) -> None:
    keep([page(ONE, HERE, "2024-01-01"), page(TWO, HERE, "2024-01-02"), page(ONE, HERE, "2024-01-03")])
    assert [row.body for row in Article.objects.shown()] == [ONE]
    assert Article.objects.count() == 2


def test_the_same_bytes_again_are_only_seen_again(keep: Keep) -> None:
    run = keep([page(ONE, HERE, "2024-01-01"), page(ONE, HERE, "2024-01-05"), page(ONE, THERE, "2024-01-03")])
    assert (run.new, run.seen) == (1, 2)
    capture = Capture.objects.get()
    assert capture.sightings.count() == 3
    assert Article.objects.get().url == HERE


def test_the_earliest_sighting_with_an_address_names_the_capture_and_its_reading(keep: Keep) -> None:
    keep([page(ONE, name="b"), page(ONE, name="a"), page(ONE, THERE, "2024-01-05", name="z"), page(ONE, HERE, "2024-01-03", name="y")])
    capture = Capture.objects.get()
    assert (capture.name, capture.url, capture.captured_at) == ("y", HERE, "2024-01-03")
    assert Reading.objects.get().data["capture"]["url"] == HERE
    assert Article.objects.get().address == "a.example.cn/1.html"


def test_the_same_text_at_another_address_is_a_repost_of_the_first(keep: Keep) -> None:
    run = keep([page(ONE + "。", THERE, "2024-02-01"), page(ONE, HERE, "2024-01-01")])
    assert (run.new, run.reposts) == (2, 1)
    assert article(ONE + "。").repost_of == article(ONE)
    assert [row.body for row in Article.objects.shown()] == [ONE]
    assert Wording.objects.count() == 1


def test_nearly_the_same_text_is_a_repost_with_its_evidence(keep: Keep) -> None:
    run = keep([page(ONE, HERE, "2024-01-01"), page(edited(ONE, 50, 5), THERE, "2024-01-02")])
    assert run.reposts == 1
    likeness = Likeness.objects.get()
    assert likeness.threshold == 0.8
    assert likeness.exact == pytest.approx(229 / 245)
    assert likeness.estimated == pytest.approx(likeness.exact, abs=0.1)
    assert likeness.one.sha256 < likeness.other.sha256


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("第12期公告，开标日期3月8日。" + ONE, "第13期公告，开标日期4月9日。" + ONE, id="notices after one pattern"),
        pytest.param("报名截至二〇二三年三月。" + ONE, "报名截至二〇二四年五月。" + ONE, id="numbers in characters"),
        pytest.param("详见附件", "详见附件。", id="too short to say anything"),
        pytest.param("", "\n", id="nothing"),
        pytest.param(ONE, edited(ONE, 20, 60), id="a quarter rewritten"),
        pytest.param(ONE, TWO, id="other texts"),
    ],
)
def test_other_documents_are_left_alone(keep: Keep, one: str, other: str) -> None:
    run = keep([page(one, HERE), page(other, THERE)])
    assert run.reposts == 0
    assert Article.objects.shown().count() == 2


def test_a_repost_that_adds_a_line_with_a_number_is_still_one(keep: Keep) -> None:
    assert keep([page(ONE, HERE), page("3月8日讯 " + ONE, THERE)]).reposts == 1


def test_an_old_version_that_was_reposted_does_not_hide_the_new_one(keep: Keep) -> None:
    keep([page(ONE, HERE, "2024-01-01"), page(TWO, HERE, "2024-01-03"), page(ONE + "！", THERE, "2024-01-02")])
    assert {row.body for row in Article.objects.shown()} == {TWO, ONE + "！"}
    assert article(ONE + "！").repost_of == article(ONE)


def test_the_latest_version_of_the_first_address_is_shown_before_a_repost(keep: Keep) -> None:
    corrected = edited(ONE, 50, 3)
    keep([page(ONE, HERE, "2024-01-01"), page(ONE + "！", THERE, "2024-01-02"), page(corrected, HERE, "2024-01-03")])
    assert [row.body for row in Article.objects.shown()] == [corrected]
    assert article(corrected).repost_of is None


def test_files_without_an_address_are_no_versions_but_may_be_reposts(keep: Keep) -> None:
    run = keep([page(ONE, name="a"), page(ONE + "。", name="b"), page(TWO, name="c")])
    assert (run.versions, run.reposts, Article.objects.filter(latest=True).count()) == (0, 1, 3)
    assert Article.objects.shown().count() == 2
