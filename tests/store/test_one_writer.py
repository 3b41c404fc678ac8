"""Who writes what: nobody but store/deciding.py writes decisions, and nobody outside store/ writes any table but
the search index's own. Found in the source. (store/bringing_back.py fills an empty database with all rows of a dataset, decisions
among them.)"""

import ast
from collections.abc import Iterator, Set
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted(path for path in ROOT.glob("articles/**/*.py") if "migrations" not in path.parts)
DECISIONS = {"Decision", "DecisionTarget"}
WRITES = {
    *("create", "acreate", "bulk_create", "abulk_create", "update", "aupdate", "bulk_update", "abulk_update", "delete", "adelete"),
    *("get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create", "save", "asave", "_raw_delete"),
}
BY_NAME = {"decision", "decisions", "targets"}
"""Names by which a row or rows of decisions go in this code: `decision.save()`, `row.targets.create()`."""


INDEX = {"SearchEntry", "SearchTerm", "SearchUse"}
"""The search index keeps its own tables; the store calls it."""


def all_models() -> set[str]:
    return {model.__name__ for model in apps.get_app_config("articles").get_models()}


def words_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | {
        part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)
    }


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def written_in(text: str, models: Set[str], others: Set[str] = frozenset()) -> list[int]:
    """The lines that write these models: `Model….create()` and the like, on a variable made of one, or on what goes by one of `others`."""
    tree, names = ast.parse(text), set(models)
    made = made_of(tree, names)
    found = []
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
            spoken = words_in(call.func.value)
            if spoken & (names | others | made):
                found.append(call.lineno)
    return found


def made_of(tree: ast.AST, names: Set[str]) -> set[str]:
    """The variables that are given anything said with these models: `rows = Model.objects.filter(…)`, `for row in Model.objects.all()`."""
    made: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None and words_in(node.value) & names:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            made |= {name for target in targets for name in words_in(target)}
        elif isinstance(node, ast.For) and words_in(node.iter) & (names | made):
            made |= words_in(node.target)
    return made


def room(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=room)
def test_nobody_but_deciding_writes_decisions(path: Path) -> None:
    if room(path) not in ("articles/store/deciding.py", "articles/store/bringing_back.py"):
        assert written_in(path.read_text(encoding="utf-8"), DECISIONS, BY_NAME) == []


@pytest.mark.parametrize("path", [path for path in SOURCES if "store" not in path.relative_to(ROOT).parts], ids=room)
def test_nobody_outside_the_store_writes_a_table(path: Path) -> None:
    own = INDEX if "search" in path.relative_to(ROOT).parts else set()
    assert written_in(path.read_text(encoding="utf-8"), all_models() - own) == []


def test_deciding_does_write_them() -> None:
    assert written_in((ROOT / "articles/store/deciding.py").read_text(encoding="utf-8"), DECISIONS, BY_NAME)


@pytest.mark.parametrize(
    "text",
    [
        "Decision.objects.create(kind='accept')",
        "Decision.objects.filter(by='x').delete()",
        "DecisionTarget.objects.bulk_create([])",
        "models.Decision._default_manager.update(standing=False)",
        "Decision(kind='accept').save()",
        "decision.save()",
        "row.decision.delete()",
        "rows = Decision.objects.all()\nrows.delete()",
        "for row in Decision.objects.all():\n    row.standing = False\n    row.save()",
        "rows = Decision.objects.all()\nfor row in rows:\n    row.delete()",
        "if (found := Decision.objects.first()):\n    found.save()",
    ],
)
def test_a_writer_is_found(text: str) -> None:
    assert written_in(text, DECISIONS, BY_NAME)


@pytest.mark.parametrize(
    "text",
    [
        "Decision.objects.filter(by='x').count()",
        "Witness.objects.filter(pk=1).update(status='x')",
        "rows = Decision.objects.all()\nnames.update(row.by for row in rows)",
        "hashlib.sha256().update(b'')",
        "file.save()",
    ],
)
def test_readers_and_others_are_left_alone(text: str) -> None:
    assert written_in(text, DECISIONS, BY_NAME) == []
