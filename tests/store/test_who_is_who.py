"""Who is who, on the seeds and on small invented worlds, through the real reader and the real import."""

from pathlib import Path

import pytest

from articles.models import Finding, Meeting, Organization, Person, Witness
from articles.store.deciding import correct, correct_row, create, merge, reject, separate, split, undo, withhold
from articles.store.importing import import_captures
from articles.store.targets import CannotDecide
from tests.measure import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeds() -> None:
    import_captures([str(ROOT / "seeds")], jobs=1)


def articles_of(row: Person | Organization | Meeting) -> list[str]:
    return sorted(row.witnesses.values_list("article__capture__name", flat=True).distinct())


def seeds_of(row: Person | Organization | Meeting) -> list[str]:
    return sorted({name[:3] for name in articles_of(row)})


def test_the_seeds_persons_bodies_and_meetings_are_who_they_are(seeds: None) -> None:
    twice = {person.name: seeds_of(person) for person in Person.objects.filter(articles_count__gt=1)}
    assert twice == {"张杰": ["001", "003"], "梁智垚": ["001", "003"]}
    assert sorted(Person.objects.values_list("name", flat=True)) == sorted(set(Person.objects.values_list("name", flat=True)))
    assert {"周建明", "顾建明"} <= set(Person.objects.values_list("name", flat=True))
    for name, where in (("相城区委", ["001", "003"]), ("先进技术成果长三角转化中心", ["001", "003"]), ("相城高新区", ["000", "001"])):
        assert seeds_of(Organization.objects.get(name=name)) >= where, name
    assert [seeds_of(meeting) for meeting in Meeting.objects.filter(name="高质量发展大会").order_by("date")] == [["004"], ["000"]]


def test_every_quote_stands_at_its_span_and_every_join_has_its_reason(seeds: None) -> None:
    for witness in Witness.objects.select_related("article"):
        assert witness.start is None or witness.article.body[witness.start : witness.end] == witness.quote
    joined = Person.objects.get(name="张杰").witnesses.filter(kind="person").exclude(resolution={}).get()
    assert [feature["zh"] for feature in joined.resolution["features"]] == ["同任先进技术成果长三角转化中心主任"]


def test_a_merge_can_be_withdrawn_and_old_keys_lead_to_whoever_has_them(seeds: None) -> None:
    one, other = Person.objects.get(name="周建明"), Person.objects.get(name="顾建明")
    keys = {one.key, other.key}
    decision = merge([one, other], by="甲", why="试")
    merged = Person.objects.get(witnesses__key=one.key)
    assert merged.pk == Person.objects.get(witnesses__key=other.key).pk
    assert merged.articles_count == 2
    assert {tenure.post.title for tenure in merged.tenures.all()} == {"局长", "副书记"}
    correct_row(merged, {"note": "合并后的备注"}, by="甲")
    undo(decision, by="乙")
    assert {person.key for person in Person.objects.filter(name__in=["周建明", "顾建明"])} == keys
    assert sorted(Person.objects.filter(name__in=["周建明", "顾建明"]).values_list("note", flat=True)) == ["", "合并后的备注"]


def test_a_rejected_name_takes_its_facts_along_and_comes_back(seeds: None) -> None:
    witness = Witness.objects.get(kind="person", person__name="沈志栋")
    [decision] = reject([witness], by="甲", why="不是人名")
    assert not Person.objects.filter(name="沈志栋").exists()
    assert not Witness.objects.filter(subject=witness.key).exclude(person=None).exists()
    undo(decision, by="甲")
    person = Person.objects.get(name="沈志栋")
    assert person.key == witness.key
    assert person.tenures.count() == 1
    assert person.statements.count() == 1


def test_a_corrected_post_moves_the_tenure_and_a_fact_made_by_hand_has_its_words(seeds: None) -> None:
    witness = Witness.objects.get(kind="post", person__name="顾建明")
    correct(witness, {"organization": "相城区政府", "title": "区长"}, by="甲")
    assert [str(tenure.post) for tenure in Person.objects.get(name="顾建明").tenures.all()] == ["相城区政府 区长"]
    article = witness.article
    start = article.body.index("张杰")
    create(article, "post", {"person": "张杰", "organization": "丁戊研究会", "title": "会长"}, start=start, end=start + 2, by="甲")
    assert "丁戊研究会 会长" in {str(tenure.post) for tenure in Person.objects.get(name="张杰").tenures.all()}
    assert Organization.objects.filter(name="丁戊研究会").exists()


def test_a_split_and_a_separation_hold(seeds: None) -> None:
    person = Person.objects.get(name="张杰")
    keys = list(person.witnesses.filter(kind="person").values_list("key", flat=True))
    split(person, keys[:1], by="甲", why="同名")
    one, other = Person.objects.filter(name="张杰")
    assert {one.key, other.key} == set(keys)
    with pytest.raises(CannotDecide):
        split(one, [other.key], by="甲")
    assert not Finding.objects.filter(kind="namesakes").exists()
    separate(one, Person.objects.get(name="梁智垚"), by="甲")
    assert Person.objects.filter(name="张杰").count() == 2


def test_what_is_withheld_is_marked_and_needs_a_reason(seeds: None) -> None:
    witness = Witness.objects.filter(kind="statement").first()
    assert witness is not None
    with pytest.raises(CannotDecide):
        withhold(witness.article, by="甲", why=" ")
    decision = withhold(witness.article, by="甲", why="应当事人请求")
    witness.article.refresh_from_db()
    assert witness.article.withheld
    withhold(witness, by="甲", why="电话号码")
    witness.refresh_from_db()
    assert witness.withheld
    undo(decision, by="乙")
    witness.article.refresh_from_db()
    assert not witness.article.withheld


@pytest.mark.parametrize("name", ["", " "])
def test_nobody_decides_without_a_name(seeds: None, name: str) -> None:
    with pytest.raises(CannotDecide):
        reject(Witness.objects.filter(kind="post")[:1], by=name)


def test_bodies_of_nearly_the_same_name_are_asked_about_and_never_joined(tmp_path: Path) -> None:
    texts = (
        "本报讯　3月12日，江苏集萃功能材料研究所所长甲乙丙出席会议。",
        "本报讯　3月13日，集萃功能材料研究所副所长丁戊己出席会议。",
    )
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    import_captures([str(tmp_path)], jobs=1)
    names = set(Organization.objects.values_list("name", flat=True))
    assert {"江苏集萃功能材料研究所", "集萃功能材料研究所"} <= names
    found = Finding.objects.get(kind="namesakes")
    assert sorted(found.details["names"]) == ["江苏集萃功能材料研究所", "集萃功能材料研究所"]
    one, other = Organization.objects.filter(key__in=found.about)
    separate(one, other, by="甲")
    assert not Finding.objects.filter(kind="namesakes").exists()
