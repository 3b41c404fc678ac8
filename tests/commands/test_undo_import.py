"""undo_import: the seeds taken back and brought back at the shell."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Decision, ImportRun, Person
from tests.store.rows import as_they_are

pytestmark = pytest.mark.django_db


def test_the_seeds_go_and_come_back(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_seeds")
    run = ImportRun.objects.get()
    people = Person.objects.count()
    assert people > 5
    call_command("undo_import", str(run.pk), "--dry-run")
    assert "5 captures would be set aside, with 0 decisions" in capsys.readouterr().out
    assert Article.objects.count() == 5
    call_command("undo_import", str(run.pk), "--why", "只是样本", "--by", "丁一")
    assert f"done: 5 captures of run {run.pk} set aside" in capsys.readouterr().out
    assert (Article.objects.count(), Person.objects.count()) == (0, 0)
    assert set(Decision.objects.values_list("by", "why")) == {("丁一", "只是样本")}
    before = as_they_are()
    call_command("import_seeds")
    call_command("reread", "--jobs", "1")
    assert as_they_are() == before
    call_command("undo_import", str(run.pk), "--back")
    assert f"done: 5 captures of run {run.pk} brought back" in capsys.readouterr().out
    assert (Article.objects.count(), Person.objects.count()) == (5, people)


def test_what_cannot_be_undone_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="There is no run 7") as error:
        call_command("undo_import", "7")
    assert error.value.returncode == 2
    call_command("import_seeds")
    run = ImportRun.objects.get()
    for arguments in (["--back"], ["--back", "--dry-run"]):
        with pytest.raises(CommandError, match="nothing to bring back"):
            call_command("undo_import", str(run.pk), *arguments)
    call_command("undo_import", str(run.pk))
    for arguments in ([], ["--dry-run"]):
        with pytest.raises(CommandError, match="undone already"):
            call_command("undo_import", str(run.pk), *arguments)
    call_command("undo_import", str(run.pk), "--back", "--dry-run")
    assert "would be brought back" in capsys.readouterr().out
    assert not Article.objects.exists()
