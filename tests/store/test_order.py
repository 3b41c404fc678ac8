"""Importing the same items in another order gives the same rows; importing them again writes none."""

import random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, ImportRun, Likeness, Sighting
from articles.pipeline.records import Found
from tests.store.rows import Keep, as_they_are, by_content, page

pytestmark = pytest.mark.django_db


def prose(seed: int, length: int = 240) -> str:
    """Characters that mean nothing, always the same for a seed; no two seeds are alike."""
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E8C, 0x8E8C)) for _ in range(length))


def edited(text: str, at: int, count: int) -> str:
    return text[:at] + "".join(chr(0x9000 + at + index) for index in range(count)) + text[at + count :]


ONE, TWO = prose(1), prose(2)
TEXTS = [
    ONE,
    "date: 2024-03-12\n" + ONE,
    "　" + ONE + "。",
    edited(ONE, 20, 10),
    # Like the edited one, but no longer like the first: they hang together by the one in between.
    edited(edited(ONE, 20, 10), 120, 12),
    TWO,
    "报名从3月8日开始。" + TWO,
    "报名从4月9日开始。" + TWO,
    "date: 2023-01-01\n" + TWO[:150],
    "详见附件",
    "",
]
URLS = [None, "http://a.example.cn/1.html", "https://A.example.cn/1.html", "http://a.example.cn/2.html", "http://b.example.cn/"]
TIMES = [None, "2024-03-12", "2024-03-12T01:00:00+08:00", "2024-03-13T00:00:00Z", "2025-01-01"]

items = st.lists(
    st.builds(
        page,
        text=st.sampled_from(TEXTS),
        url=st.sampled_from(URLS),
        captured_at=st.sampled_from(TIMES),
        name=st.sampled_from(["one", "two"]),
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=items, data=st.data())
def test_any_order_gives_the_same_rows(keep: Keep, found: list[Found], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(found))
    with undone():
        keep(found)
        expected = by_content()
        assert_groups_are_sound()
        before = as_they_are()
        keep(found)
        assert as_they_are() == before
    with undone():
        keep(shuffled)
        assert by_content() == expected


class undone(transaction.Atomic):  # noqa: N801
    """A transaction that is rolled back at its end."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *error: Any) -> None:
        transaction.set_rollback(True)
        super().__exit__(*error)


def assert_groups_are_sound() -> None:
    for article in Article.objects.exclude(address=""):
        assert article.address == "" or Article.objects.filter(address=article.address, latest=True).count() == 1
    for article in Article.objects.filter(repost_of__isnull=False):
        assert article.repost_of is not None
        assert article.repost_of.repost_of is None
        assert article.address != article.repost_of.address or not article.address
    assert not Article.objects.filter(address="", latest=False).exists()


def test_the_example_texts_make_the_groups_they_are_meant_to(keep: Keep) -> None:
    keep([page(text, url=f"http://c.example.cn/{number}") for number, text in enumerate(TEXTS)])
    assert Likeness.objects.count() == 4
    assert Article.objects.shown().count() == 5
    one = Article.objects.get(url="http://c.example.cn/0")
    first = one.repost_of or one
    assert Article.objects.reposts_of(first).count() == 4


def test_importing_again_writes_only_the_run_and_its_sightings(keep: Keep) -> None:
    found = [page(text, url=url) for text in TEXTS for url in URLS]
    keep(found)
    before = as_they_are()
    run = keep(found)
    assert as_they_are() == before
    assert (run.new, run.seen, run.problems, run.items) == (0, len(found), 0, len(found))
    assert ImportRun.objects.count() == 2
    assert Sighting.objects.filter(run=run).exists()
