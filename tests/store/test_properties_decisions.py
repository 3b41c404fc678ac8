"""Whatever people decide, in whatever order: nothing contradicts itself, and all of it can be withdrawn."""

import random
from typing import Any

import pytest

from articles.models import Decision, DecisionTarget, Person
from articles.store import deciding
from tests.store.generated.deciders import ACTS, decide, steady_clock, undo_everything
from tests.store.generated.importing import import_pages, undone
from tests.store.generated.pages import Reader, make_pages
from tests.store.generated.readers import read_otherwise
from tests.store.generated.rows import as_said, differences, flaws, rebuild
from tests.store.generated.sequences import run_sequence

pytestmark = pytest.mark.django_db

SEQUENCES = 50


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_any_sequence_of_decisions_keeps_every_invariant(seed: int) -> None:
    assert run_sequence(seed) == []


def test_a_judgement_whose_one_side_is_gone_no_longer_holds_the_other_together() -> None:
    assert run_sequence(1223, steps=14) == []


def test_merge_edit_and_unmerge_bring_both_back_with_their_edits() -> None:
    pages = make_pages(11, pages=10)
    import_pages(pages, Reader(pages))
    one, other = Person.objects.order_by("-articles_count", "key")[:2]
    chance = random.Random(11)
    edits = tuple(act for act in ACTS if act.__name__ not in ("merge", "separate", "split", "undo", "undo_batch"))

    def edited(*, merged: bool) -> Any:
        with undone():
            with steady_clock():
                merge = deciding.merge([one, other], by="甲") if merged else None
            decide(random.Random(chance_seed), 50, edits)
            made = list(
                Decision.objects.exclude(kind="same").order_by("at").values("kind", "scope", "sides", "values", "by", "at", "why", "batch")
            )
            if merge is not None:
                with steady_clock():
                    deciding.undo(merge, by="甲")
            return made, as_said()

    chance_seed = chance.randrange(1000)
    made, back = edited(merged=True)
    assert len(made) > 30
    # The same edits, made without the merge ever having been: each side as it was, with the edits made to it.
    with undone():
        replay([Decision(**row) for row in made if row["kind"] != "undo"])
        never = as_said()
    assert differences(never, back) == []


def replay(decisions: list[Decision]) -> None:
    for decision in decisions:
        decision.pk, decision.standing = None, True
        decision.key = deciding.key_of(decision)
        deciding.keep([decision])


def journal() -> list[Decision]:
    return list(Decision.objects.in_order())


@pytest.mark.parametrize("seed", range(4))
def test_the_journal_replayed_on_an_empty_database_gives_the_same_rows(seed: int) -> None:
    pages = make_pages(20 + seed, pages=8, people=6)
    reader = Reader(pages)
    with undone():
        import_pages(pages, reader)
        decide(random.Random(seed), 20)
        expected, kept = as_said(), journal()
    assert len(kept) > 8
    with undone():
        import_pages(pages, reader)
        replay(kept)
        assert differences(expected, as_said()) == []
    with undone():
        replay(kept)
        import_pages(list(reversed(pages)), reader, settle_every=1)
        assert differences(expected, as_said()) == []


def test_undoing_everything_is_never_having_decided() -> None:
    pages = make_pages(31, pages=8)
    import_pages(pages, Reader(pages))
    before = as_said()
    assert len(decide(random.Random(31), 25)) > 12
    assert differences(before, as_said())
    undo_everything()
    assert differences(before, as_said()) == []


def test_a_changed_reader_loses_no_decision() -> None:
    pages = make_pages(41, pages=16, people=10)
    reader = Reader(pages)
    import_pages(pages, reader)
    edits = tuple(act for act in ACTS if act.__name__ in ("accept", "reject", "correct", "create", "lock"))
    decide(random.Random(41), 200, edits)
    assert Decision.objects.count() >= 195
    read_otherwise(reader, random.Random(41))
    assert lost_decisions() == []
    assert flaws() == []
    expected = as_said()
    rebuild()
    assert differences(expected, as_said()) == []


def lost_decisions() -> list[str]:
    """Decisions on witnesses that are neither in force nor in the queue; those whose fact is there though rejected, or gone though not."""
    from articles.models import Finding, Witness

    queued = {key for found in Finding.objects.of_kind("text_changed") for key in found.about}
    last: dict[str, Decision] = {}
    for target in DecisionTarget.objects.standing().filter(decision__scope="witness").select_related("decision").order_by("decision__at"):
        last[target.key] = target.decision
    lost = []
    for key, decision in last.items():
        row = Witness.objects.filter(key=key).first()
        told = f"{decision.kind} {decision.sides[0][0]['names']}"
        if row is not None and Decision.objects.filter(key=row.decision, at__gt=decision.at).exists():
            continue  # somebody decided otherwise later, on a version or a repost
        if decision.kind == "reject":
            if row is not None and (row.status != "rejected" or row.tenure_id or row.attendance_id or row.statement_id):
                lost.append(f"back again: {told} {row.status}")
            continue
        if row is None:
            lost.append(f"gone: {told}")
        elif row.machine is None and decision.kind != "create" and decision.sides[0][0]["machine"] is not None and key not in queued:
            lost.append(f"not in the queue: {told}")
        elif decision.kind == "correct" and any(row.values[name] != value for name, value in decision.values.items()):
            lost.append(f"no longer corrected: {told}")
    return lost
