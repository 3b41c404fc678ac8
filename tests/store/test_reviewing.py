"""The queue: what comes next, to whom it is lent, what an answer decides, and taking it back."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Decision, Finding, Lease, Person, Witness
from articles.store import deciding
from articles.store.journal import export_journal, replay
from articles.store.reviewing.answering import Answer, Gone, give_answer, take_back
from articles.store.reviewing.filters import Filters
from articles.store.reviewing.items import Item, captured, load_item, settled_among
from articles.store.reviewing.leases import give_back, renew, take
from articles.store.reviewing.queue import Place, Queued, count_waiting, items, next_item, place_of
from articles.store.targets import CannotDecide
from tests.kept import kept
from tests.store.told import WORLD, keep

pytestmark = pytest.mark.django_db
ANYTHING = Filters()


world = kept(lambda patch: keep(WORLD, patch))


def queue(filters: Filters = ANYTHING, after: Place | None = None, withheld: bool = False) -> list[Queued]:
    return list(items(filters, withheld=withheld, after=after))


def loaded(name: str, filters: Filters = ANYTHING) -> Item:
    item = load_item(name, filters, withheld=False)
    assert item is not None
    return item


def item_with(kind: str, words: str) -> Item:
    """The item of this kind of which a word has these among its names."""
    found = [loaded(queued.item) for queued in queue(Filters(kind=kind))]
    return next(item for item in found if item.lead is not None and words in item.lead.names)


def all_of(item: Item) -> tuple[str, ...]:
    return tuple(word.key for word in item.words)


def answered(item: Item, kind: str, **more: object) -> int:
    answer = Answer(item.name, kind, **{"keys": all_of(item), **more})  # type: ignore[arg-type]
    return give_answer(answer, by="甲", withheld=False).decisions


def a_finding(kind: str = "no_home") -> Finding:
    article = Article.objects.order_by("key")[0]
    return Finding.objects.create(key="0" * 15 + "1", kind=kind, block=article.key, about=[article.key], details={}, why={})


def test_every_unreviewed_word_is_in_one_item() -> None:
    held = [key for queued in queue() for key in all_of(loaded(queued.item))]
    assert len(held) == len(set(held))
    assert set(held) >= set(Witness.objects.filter(status="unreviewed").values_list("key", flat=True))


def test_one_fact_is_one_item() -> None:
    item = item_with("post", "柳望舒")
    assert (item.total, {word.date for word in item.words}) == (2, {"2024-03-01", "2024-05-01"})
    assert {(word.before[-4:], word.quote, word.after[:3]) for word in item.words} == {("丁戊区委", "书记", "柳望舒")}


def test_the_most_doubtful_comes_first() -> None:
    row = Witness.objects.filter(kind="post").order_by("key")[0]
    Witness.objects.filter(pk=row.pk).update(doubt=0.9)
    found = [queued for queued in queue() if not queued.item.startswith("finding")]
    assert found[0].item == f"post:{row.tenure_id}"
    weights = [queued.place.weight for queued in found]
    assert weights == sorted(weights, reverse=True)


def test_going_on_from_each_place_gives_what_stands_behind_it() -> None:
    whole = queue()
    for number, queued in enumerate(whole):
        assert queue(after=queued.place) == whole[number + 1 :], queued


def test_findings_come_first_and_those_for_more_captures_last() -> None:
    a_finding()
    kinds = [queued.place.part for queued in queue()]
    assert kinds == sorted(kinds)
    assert kinds[-1] == 2


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(kind="post", person="祁连山"), {"祁连山"}),
        (Filters(kind="post", organization="区政协"), {"柳望书"}),
        (Filters(kind="post", organization="没有"), set()),
        (Filters(kind="post", since="2024-06", until="2024-06"), {"柳望书"}),
        (Filters(kind="post", until="2024-03"), {"柳望舒", "祁连山"}),
        (Filters(kind="post", place="3205"), {"柳望舒", "祁连山", "柳望书"}),
        (Filters(kind="post", place="2205"), set()),
        (Filters(kind="post", least=0.95), set()),
        (Filters(kind="post", most=0.95), {"柳望舒", "祁连山", "柳望书"}),
        (Filters(kind="post", source="某报"), set()),
        (Filters(kind="no_home"), set()),
    ],
)
def test_filters(filters: Filters, names: set[str]) -> None:
    found = [loaded(queued.item, filters) for queued in queue(filters) if not queued.item.startswith("finding")]
    assert {item.lead.values["person"] for item in found} == names


def test_an_article_filter_narrows_the_words_of_an_item() -> None:
    article = Article.objects.get(published_on="2024-05-01")
    filters = Filters(kind="post", article=article.key)
    (queued,) = [one for one in queue(filters) if not one.item.startswith("finding")]
    assert len(loaded(queued.item, filters).words) == 1


def test_what_is_withheld_is_hidden() -> None:
    article = Article.objects.get(published_on="2024-05-01")
    deciding.withhold(article, by="甲", why="私事")
    shown = {word.article for queued in queue() for word in loaded(queued.item).words}
    assert article.pk not in shown
    every = {word.article for queued in queue(withheld=True) for word in load_item(queued.item, ANYTHING, withheld=True).words}
    assert article.pk in every
    key = Witness.objects.filter(article=article)[0].key
    assert captured(key, withheld=False) is None
    with pytest.raises(Gone):
        give_answer(Answer(f"witness:{key}", "accept", (key,)), by="甲", withheld=False)


def test_a_finding_about_something_withheld_is_hidden() -> None:
    finding = a_finding("version_changed")
    assert f"finding:{finding.key}" in {queued.item for queued in queue()}
    deciding.withhold(Article.objects.get(key=finding.block), by="甲", why="私事")
    assert f"finding:{finding.key}" not in {queued.item for queued in queue()}
    assert load_item(f"finding:{finding.key}", ANYTHING, withheld=False) is None
    assert load_item(f"finding:{finding.key}", ANYTHING, withheld=True) is not None


def test_no_two_get_the_same_item() -> None:
    whole = [queued.item for queued in queue()]
    got = []
    for by in ("甲", "乙", "丙"):
        queued = next_item(ANYTHING, by=by, withheld=False)
        got.append(queued.item)
    assert got == whole[:3]
    assert next_item(ANYTHING, by="乙", withheld=False).item == whole[1]


def test_a_lease_is_renewed_given_back_and_runs_out() -> None:
    assert take("post:1", by="甲")
    assert not take("post:1", by="乙")
    assert renew(["post:1"], by="甲") == {"post:1"}
    assert renew(["post:1"], by="乙") == set()
    give_back(["post:1"], by="乙")
    assert Lease.objects.count() == 1
    give_back(["post:1"], by="甲")
    assert take("post:1", by="乙")
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert take("post:1", by="甲")
    assert Lease.objects.get().by == "甲"


def test_accepting_settles_all_chosen_as_one_batch() -> None:
    item = item_with("post", "柳望舒")
    before = count_waiting(ANYTHING, withheld=False)
    assert answered(item, "accept") == 2
    assert set(Witness.objects.filter(key__in=all_of(item)).values_list("status", flat=True)) == {"accepted"}
    assert count_waiting(ANYTHING, withheld=False) == before - 2
    assert len(set(Decision.objects.values_list("batch", flat=True))) == 1
    with pytest.raises(Gone):
        answered(item, "accept")


def test_only_the_chosen_are_rejected() -> None:
    item = item_with("post", "柳望舒")
    chosen, left = all_of(item)
    assert answered(item, "reject", keys=(chosen,), why="文中没有") == 1
    assert Witness.objects.get(key=chosen).status == "rejected"
    assert Witness.objects.get(key=left).status == "unreviewed"
    assert Decision.objects.get().why == "文中没有"


def test_a_correction_goes_to_all_chosen() -> None:
    item = item_with("post", "柳望舒")
    assert answered(item, "correct", values={"title": "副书记"}) == 2
    assert {row.values["title"] for row in Witness.objects.filter(key__in=all_of(item))} == {"副书记"}


@pytest.mark.parametrize(
    ("kind", "more"), [("correct", {}), ("accept", {"keys": ()}), ("same", {}), ("correct", {"values": {"title": " "}})]
)
def test_what_makes_no_decision_changes_nothing(kind: str, more: dict[str, object]) -> None:
    item = item_with("post", "柳望舒")
    with pytest.raises(CannotDecide):
        answered(item, kind, **more)
    assert not Decision.objects.exists()


def test_a_word_of_another_item_is_not_settled_with_it() -> None:
    item, other = item_with("post", "柳望舒"), item_with("post", "祁连山")
    assert answered(item, "accept", keys=(*all_of(item), *all_of(other))) == 2
    assert set(Witness.objects.filter(key__in=all_of(other)).values_list("status", flat=True)) == {"unreviewed"}


def test_of_some_items_those_are_told_of_which_nothing_waits_any_more() -> None:
    finding, item = a_finding("version_changed"), item_with("post", "柳望舒")
    names = [queued.item for queued in queue()]
    assert settled_among([*names, "post:0", "witness:zz", "finding:zz", "nothing:1"]) == {"post:0", "witness:zz", "finding:zz", "nothing:1"}
    answered(item, "accept")
    answered(loaded(f"finding:{finding.key}"), "stand", keys=())
    assert settled_among(names) == {item.name, f"finding:{finding.key}"}


def test_words_that_another_row_has_by_now_are_settled_all_the_same() -> None:
    item = item_with("post", "柳望舒")
    answer = Answer("post:0", "accept", all_of(item))
    take(item.name, by="乙")
    with pytest.raises(Gone):
        give_answer(answer, by="甲", withheld=False)
    assert give_answer(answer, by="乙", withheld=False).decisions == 2


def test_what_is_lent_to_another_cannot_be_answered() -> None:
    item = item_with("post", "柳望舒")
    take(item.name, by="乙")
    with pytest.raises(Gone):
        answered(item, "accept")
    assert not Decision.objects.exists()


def test_any_number_of_answers_is_taken_back_the_last_first() -> None:
    first, second = item_with("post", "柳望舒"), item_with("meeting", "招商座谈会")
    answered(first, "accept")
    deciding.accept(Witness.objects.filter(kind="person")[:1], by="甲")
    answered(second, "correct", values={"place": "区政府"})
    give_answer(Answer(item_with("post", "祁连山").name, "reject", all_of(item_with("post", "祁连山"))), by="乙", withheld=False)
    assert take_back(by="甲") == second.name
    assert take_back(by="甲") == first.name
    assert take_back(by="甲") is None
    standing = Decision.objects.standing().exclude(kind="undo")
    assert sorted(standing.values_list("kind", "by")) == [("accept", "甲"), ("reject", "乙"), ("reject", "乙")]


def namesakes() -> Item:
    """Two persons the machine does not join, as a finding."""
    one, other = Person.objects.filter(name__startswith="柳望").order_by("name")
    finding = Finding.objects.filter(kind="namesakes").first() or Finding.objects.create(
        key="0" * 15 + "2", kind="namesakes", block=one.block, about=[one.key, other.key], details={"features": []}, why={}
    )
    return loaded(f"finding:{finding.key}")


@pytest.mark.parametrize(("kind", "persons", "decided"), [("same", 2, "same"), ("different", 3, "different")])
def test_namesakes_are_judged_and_the_judgement_taken_back(kind: str, persons: int, decided: str) -> None:
    item = namesakes()
    assert {side.row.name for side in item.sides} == {"柳望舒", "柳望书"}
    answered(item, kind, keys=())
    assert (Person.objects.count(), Decision.objects.get().kind) == (persons, decided)
    assert take_back(by="甲") is not None
    assert Person.objects.count() == 3


def test_a_finding_let_stand_leaves_the_queue_and_comes_back_when_that_is_taken_back() -> None:
    finding = a_finding()
    name = f"finding:{finding.key}"
    answered(loaded(name), "stand", keys=())
    assert name not in {queued.item for queued in queue()}
    assert take_back(by="甲") == name
    assert name in {queued.item for queued in queue()}


def test_a_finding_let_stand_outlives_the_journal() -> None:
    finding = a_finding()
    answered(loaded(f"finding:{finding.key}"), "stand", keys=())
    journal = io.BytesIO()
    export_journal(journal)
    Decision.objects.all().delete()
    assert f"finding:{finding.key}" in {queued.item for queued in queue()}
    replayed = replay(journal.getvalue().splitlines())
    assert (replayed.kept, list(replayed.refused)) == (1, [])
    assert f"finding:{finding.key}" not in {queued.item for queued in queue()}


def test_the_captures_own_characters() -> None:
    row = Witness.objects.filter(kind="post", values__person="柳望舒", article__published_on="2024-03-01").get()
    found = captured(row.key, withheld=False)
    assert (found.before[-5:], found.text, found.after[:3], found.trouble) == ("。丁戊区委", "书记", "柳望舒", "")


def test_places_of_findings_are_those_they_are_found_at() -> None:
    finding = a_finding()
    assert queue()[-1].place == place_of(finding)


@pytest.mark.parametrize("name", ["", "post:", "post:x", "post:９", "post:99999999999999999999", "nothing:1", "witness:zz", "finding:zz"])
def test_a_name_that_is_none_is_no_item(name: str) -> None:
    assert load_item(name, ANYTHING, withheld=True) is None
