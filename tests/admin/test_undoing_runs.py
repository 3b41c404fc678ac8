"""An import undone from its page: shown and asked about first, done by a worker, told of on every page it concerns."""

import threading

import pytest
from django.test import Client

from articles.models import Article, Capture, Decision, ImportRun, Person
from articles.store import deciding
from articles.store.background.working import work
from tests.admin.told import in_role, read_page

pytestmark = pytest.mark.django_db


def let_work() -> ImportRun:
    work(jobs=1, stop=threading.Event(), until_idle=True)
    return ImportRun.objects.order_by("-pk")[0]


def page_of(client: Client, run: ImportRun, name: str = "change") -> str:
    return client.get(f"/admin/articles/importrun/{run.pk}/{name}/").content.decode()


def test_undone_by_a_worker_and_brought_back() -> None:
    article = read_page()
    curator, run, name = in_role("curator"), ImportRun.objects.get(), article.title
    assert "Undo the import…" in page_of(curator, run)
    asked = page_of(curator, run, "undo")
    assert "1 capture is set aside." in asked
    assert "decision" not in asked.partition('id="content"')[2].partition("<form")[0]
    answer = curator.post(f"/admin/articles/importrun/{run.pk}/undo/", {"why": "另一个网站"}, follow=True)
    assert "It is done as soon as a worker is free" in answer.content.decode()
    assert Article.objects.exists()
    did = let_work()
    assert (did.kind, did.status, did.items, did.asked_by) == ("undo", "done", 1, "curator")
    assert not Article.objects.exists()
    assert not Person.objects.exists()
    assert "1 capture was set aside." in page_of(curator, did)
    told = page_of(curator, run)
    assert f"Import run {did.pk}" in told
    assert "1 capture is set aside" in told
    assert "Undo the import…" not in told
    capture = Capture.objects.get()
    shown = curator.get(f"/admin/articles/capture/{capture.pk}/change/").content.decode()
    assert "the capture is set aside" in shown
    for aside, found in (("yes", True), ("no", False)):
        assert (f"capture/{capture.pk}/change" in curator.get(f"/admin/articles/capture/?aside={aside}").content.decode()) is found
    assert "set aside the capture" in curator.get("/admin/articles/decision/").content.decode()
    curator.post(f"/admin/articles/importrun/{run.pk}/restore/")
    assert let_work().kind == "restore"
    assert Article.objects.get().title == name
    assert "Undo the import…" in page_of(curator, run)


def test_the_question_tells_of_decisions_and_of_what_other_imports_saw() -> None:
    article = read_page()
    read_page()
    first, second = ImportRun.objects.order_by("pk")
    deciding.accept(article.witnesses.filter(kind="post")[:1], by="乙")
    curator = in_role("curator")
    assert "1 more stays, for another import saw it as well." in page_of(curator, first, "undo")
    curator.post(f"/admin/articles/importrun/{second.pk}/undo/")
    assert let_work().items == 0
    asked = page_of(curator, first, "undo")
    assert "1 capture is set aside." in asked
    assert "1 decision was made on what goes" in asked
    curator.post(f"/admin/articles/importrun/{first.pk}/undo/")
    assert let_work().items == 1
    assert not Article.objects.exists()


def test_asked_twice_it_is_done_once() -> None:
    read_page()
    curator, run = in_role("curator"), ImportRun.objects.get()
    for _number in range(2):
        answer = curator.post(f"/admin/articles/importrun/{run.pk}/undo/", follow=True)
    assert "That cannot be done" in answer.content.decode()
    assert run.undoings.count() == 1
    answer = curator.post(f"/admin/articles/importrun/{run.pk}/restore/", follow=True)
    assert "That cannot be done" in answer.content.decode()


def test_the_batch_can_be_withdrawn_among_the_decisions_too() -> None:
    read_page()
    curator, run = in_role("curator"), ImportRun.objects.get()
    curator.post(f"/admin/articles/importrun/{run.pk}/undo/")
    did = let_work()
    curator.post("/admin/articles/decision/undo-batch/", {"batch": did.options["batch"]})
    assert Article.objects.count() == 1
    assert "Undo the import…" in page_of(curator, run)


def test_viewers_undo_nothing() -> None:
    read_page()
    viewer, run = in_role("viewer"), ImportRun.objects.get()
    for name in ("undo", "restore"):
        assert viewer.get(f"/admin/articles/importrun/{run.pk}/{name}/").status_code == 403
        assert viewer.post(f"/admin/articles/importrun/{run.pk}/{name}/").status_code == 403
    assert "Undo the import…" not in page_of(viewer, run)
    assert not Decision.objects.exists()
