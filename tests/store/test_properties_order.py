"""The rows follow from the set of captures and decisions alone: not from the order of import, the runs, or when it was settled."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from articles.models import Stale
from articles.store import settling
from tests.store.generated.deciders import decide
from tests.store.generated.importing import import_pages, undone
from tests.store.generated.pages import Page, Reader, make_pages
from tests.store.generated.rows import as_said, differences, flaws, rebuild

pytestmark = pytest.mark.django_db

WORLDS, SHUFFLES = 6, 5
KILLS = 6


@pytest.mark.parametrize("seed", range(WORLDS))
def test_any_order_gives_the_same_rows(seed: int) -> None:
    pages, chance = make_pages(seed, pages=10), random.Random(seed)
    reader = Reader(pages)
    with undone():
        import_pages(pages, reader)
        expected = as_said()
        assert flaws() == []
        rebuild()
        assert differences(expected, as_said()) == []
    for _ in range(SHUFFLES):
        shuffled = chance.sample(pages, len(pages))
        with undone():
            import_pages(shuffled, reader, runs=chance.choice([1, 3, 10]), settle_every=chance.choice([1, 3, 500]))
            assert differences(expected, as_said()) == [], [page.item["name"] for page in shuffled]


def test_importing_again_changes_nothing() -> None:
    pages = make_pages(3, pages=10)
    reader = Reader(pages)
    import_pages(pages, reader)
    before = as_said()
    import_pages(pages, reader)
    assert differences(before, as_said()) == []
    assert not Stale.objects.exists()


class Killed(Exception):
    """Ends a settling where it stands."""


def dying(call: int, stages: tuple[tuple[str, settling.Stage], ...]) -> tuple[tuple[str, settling.Stage], ...]:
    """The stages, of which the call-th to be run does its work and dies before it is kept."""
    left = call

    def one(stage: settling.Stage) -> Callable[[list[str]], None]:
        def run(blocks: list[str]) -> None:
            nonlocal left
            left -= 1
            stage(blocks)
            if not left:
                raise Killed

        return run

    return tuple((kind, one(stage)) for kind, stage in stages)


@pytest.fixture
def world() -> tuple[list[Page], Reader]:
    pages = make_pages(7, pages=10)
    return pages, Reader(pages)


@pytest.mark.parametrize("call", [*range(1, KILLS + 1), 11, 17])
def test_a_settling_killed_and_begun_again_gives_the_same_rows(
    call: int, world: tuple[list[Page], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, reader = world
    stages = settling.STAGES
    with undone():
        import_pages(pages, reader)
        decide(random.Random(call), 6)
        expected = as_said()
    monkeypatch.setattr(settling, "AT_ONCE", 3)
    monkeypatch.setattr(settling, "STAGES", dying(call, stages))
    with pytest.raises(Killed):
        import_pages(pages, reader)
    monkeypatch.setattr(settling, "STAGES", stages)
    assert Stale.objects.exists()
    import_pages(pages, reader)
    decide(random.Random(call), 6)
    assert differences(expected, as_said()) == []
    assert flaws() == []


def test_what_is_wrong_is_seen(world: tuple[list[Page], Reader]) -> None:
    """The properties above are only as good as what they are measured with."""
    from articles.models import Attendance, Person, Tenure

    pages, reader = world
    import_pages(pages, reader)
    assert flaws() == []
    breaks: list[Callable[[], Any]] = [
        lambda: Tenure.objects.order_by("key").first().delete(),
        lambda: Person.objects.update(articles_count=99),
        lambda: Attendance.objects.order_by("key").first().witnesses.update(status="rejected"),
        lambda: Stale.objects.create(kind="person", block="x"),
    ]
    for break_something in breaks:
        with undone():
            break_something()
            assert flaws()
