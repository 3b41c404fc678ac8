"""The sheet of decisions: the journal as a table, played back."""

import pytest
from django.utils import translation

from articles.models import Article, Decision, Person
from articles.store.deciding import correct_row, merge, undo, withhold
from articles.store.sheets.decisions import COLUMNS, decision_rows
from articles.store.sheets.plan import Plan
from articles.store.sheets.tables import Unreadable
from articles.store.sheets.taking_in import decide, plan_of, take_back, take_in
from articles.store.sheets.writing import write_sheet
from tests.admin.worlds import nouns
from tests.kept import kept
from tests.store.sheets import reasons
from tests.store.told import WORLD, forget_everything, keep

pytestmark = pytest.mark.django_db
NAMES = [column.name for column in COLUMNS]


world = kept(lambda patch: keep(WORLD, patch))


@pytest.fixture(autouse=True)
def in_english() -> object:
    with translation.override("en"):
        yield


def some_decisions() -> None:
    one, other = Person.objects.get(name="柳望舒"), Person.objects.get(name="柳望书")
    merge([one, other], by="甲", why="=一人\r\n见\u200b文", batch="merge 1")
    undo(correct_row(Person.objects.get(name="祁连山"), {"note": "注"}, by="甲"), by="甲")
    correct_row(Person.objects.get(name="祁连山"), {"note": "又注", "other_names": ["祁山"]}, by="乙")


def exported(form: str = "csv", head: list[str] = NAMES, change: tuple[str, str] = ("", "")) -> bytes:
    rows = [
        [cell.replace(*change) if change[0] else cell for cell in cells]
        for cells in decision_rows(Decision.objects.in_order(), withheld=True, by="")
    ]
    return write_sheet(form, "decision", head, rows, total=len(rows)).read()


def planned(data: bytes, *, by: str = "乙", withheld: bool = True) -> Plan:
    return plan_of(take_in("decision", "d.csv", data, by=by), withheld=withheld)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_journal_goes_out_and_comes_back(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = nouns()
    some_decisions()
    wanted, keys = nouns(), list(Decision.objects.in_order().values_list("key", flat=True))
    data = exported(form)
    assert planned(data).unchanged == len(keys) == 4
    forget_everything()
    keep(WORLD, monkeypatch)
    sheet = take_in("decision", "d.csv", data, by="乙")
    plan = plan_of(sheet, withheld=True)
    assert (len(plan.changed), plan.failed) == (4, [])
    assert "一人" not in plan.changed[0].name
    done = decide(sheet, plan.fingerprint, why="", withheld=True)
    assert (nouns(), list(Decision.objects.in_order().values_list("key", flat=True))) == (wanted, keys)
    take_back(done, by="乙")
    assert nouns() == before


def test_only_what_is_whole_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    some_decisions()
    edited = exported(change=("又注", "篡改"))
    forget_everything()
    keep(WORLD, monkeypatch)
    plan = planned(edited)
    assert (len(plan.changed), len(plan.failed)) == (3, 1)
    assert "its cells were changed" in reasons(plan)[0]
    with pytest.raises(Unreadable, match="missing: values"):
        planned(exported(head=[*NAMES[:-1], "?"]))


def test_who_sees_not_all_brings_back_their_own_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    some_decisions()
    data = exported()
    forget_everything()
    keep(WORLD, monkeypatch)
    plan = planned(data, by="甲", withheld=False)
    assert [line.decision.by for line in plan.changed if line.decision] == ["甲"] * 3
    assert "it was made by 乙" in reasons(plan)[0]


def test_what_is_withheld_stays_so() -> None:
    hidden = withhold(Article.objects.filter(body__contains="主席柳望书介绍").get(), by="乙", why="隐私")
    assert list(decision_rows(Decision.objects.all(), withheld=False, by="甲")) == []
    freed = undo(hidden, by="甲")
    data = exported()
    undo(freed, by="乙")
    Decision.objects.filter(key=freed.key).delete()
    Decision.objects.filter(kind="undo").delete()
    Decision.objects.filter(key=hidden.key).update(standing=True)
    (reason,) = reasons(planned(data, by="甲", withheld=False))
    assert "what is withheld" in reason
    assert planned(data, by="甲").decisions == 1
