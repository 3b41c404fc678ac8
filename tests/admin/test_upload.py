"""Captures by upload: what comes in becomes a run that waits; what cannot be taken is refused with the reason; a run can be steered."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article, ImportRun, Sighting, Upload, Worker
from articles.store import importing, workers
from articles.store.background import uploads
from articles.store.background.taking import begin_worker
from articles.store.background.uploads import folder_of, uploads_folder
from articles.store.background.working import work
from tests.admin.rows import HOSTILE, make_problem, make_run
from tests.admin.test_hostile import ACTIVE
from tests.admin.told import in_role
from tests.store.rows import read_plainly
from tests.store.test_order import ONE, TWO

pytestmark = pytest.mark.django_db
PLACE = "/admin/articles/importrun/upload/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(uploads, "RESERVE", 0)
    monkeypatch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read_plainly))
    return tmp_path


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def send(client: Client, *files: SimpleUploadedFile) -> Any:
    return client.post(PLACE, {"files": list(files), "whole": "yes"}, follow=True)


def form_of(name: str, content: str) -> bytes:
    """The form as a browser sends it, with a name that no browser would send."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{quoted}"\r\nContent-Type: text/plain\r\n\r\n'
    return f'{head}{content}\r\n--x\r\nContent-Disposition: form-data; name="whole"\r\n\r\nyes\r\n--x--\r\n'.encode()


def let_work() -> ImportRun:
    work(jobs=1, stop=threading.Event(), until_idle=True)
    return ImportRun.objects.order_by("-pk")[0]


def on_disk() -> list[str]:
    return sorted(path.name for path in uploads_folder().iterdir()) if uploads_folder().exists() else []


def test_several_files_become_one_run_that_a_worker_carries_out() -> None:
    curator = in_role("curator")
    lines = "".join(json.dumps({"text": text}) + "\n" for text in (ONE, TWO))
    page = send(curator, file("b.jsonl", lines), file("a.txt", TWO[::-1]), file("a.txt.meta.json", '{"url": "http://a.example.cn/1"}'))
    run = ImportRun.objects.get()
    assert (run.status, run.asked_by, run.paths) == ("waiting", "curator", ["a.txt", "b.jsonl"])
    assert "3 files were taken" in page.content.decode()
    assert on_disk() == [str(run.pk)]
    assert sorted(path.name for path in folder_of(run).iterdir()) == [
        "upload-00001.txt",
        "upload-00001.txt.meta.json",
        "upload-00002.jsonl",
    ]
    done = let_work()
    assert (done.status, done.items, done.new, done.problems) == ("done", 3, 3, 0)
    assert sorted(Sighting.objects.values_list("path", "record", "name")) == [
        ("a.txt", 0, "a.txt"),
        ("b.jsonl", 1, "b.jsonl"),
        ("b.jsonl", 2, "b.jsonl"),
    ]
    assert Article.objects.filter(url="http://a.example.cn/1").count() == 1
    assert on_disk() == []
    page = curator.get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()
    assert "It is done. 3 items: 3 new" in page
    assert "They are no longer on the server." in page


def test_the_rows_are_those_that_the_command_writes(tmp_path: Path) -> None:
    from articles.store.importing import import_captures
    from tests.store.rows import by_content
    from tests.store.test_importing import forget_everything

    source = tmp_path / "given"
    source.mkdir()
    lines = "".join(json.dumps({"text": text}) + "\n" for text in (ONE, TWO)) + "{bad\n"
    contents = {"页面.txt": TWO[::-1], "lines.jsonl": lines}
    for name, content in contents.items():
        (source / name).write_text(content, encoding="utf-8")
    import_captures([str(source)], jobs=1)
    expected, told = by_content(), list(Sighting.objects.order_by("name", "record").values_list("name", "record", "capture__sha256"))
    forget_everything()
    ImportRun.objects.all().delete()
    send(in_role("curator"), *(file(name, content) for name, content in contents.items()))
    assert let_work().problem_set.get().path == "lines.jsonl"
    assert by_content() == expected
    assert list(Sighting.objects.order_by("name", "record").values_list("name", "record", "capture__sha256")) == told


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\news\\page.html", "page.html"),
        ("..", "file"),
        (HOSTILE.replace("/", "_"), None),
        ("a!b.txt", "a!b.txt"),
        ("页" * 240 + ".txt", None),
    ],
)
def test_a_name_is_never_a_path_and_is_shown_as_text(name: str, shown: str | None) -> None:
    client = in_role("curator")
    client.post(PLACE, form_of(name, ONE), content_type="multipart/form-data; boundary=x")
    if not ImportRun.objects.exists():
        assert name == ".."  # Django takes it for no file
        return
    upload = Upload.objects.get()
    assert upload.file.startswith("upload-00001")
    assert [path.parent for path in uploads_folder().rglob("upload-*")] == [folder_of(upload.run)]
    if shown:
        assert upload.name == shown
    page = client.get(f"/admin/articles/importrun/{upload.run_id}/change/").content.decode()
    assert ACTIVE.findall(page) == []
    assert let_work().new == 1


@pytest.mark.parametrize(
    ("files", "status", "words"),
    [
        ([], 400, "No file was chosen"),
        ([("a.txt", "")], 400, "not a byte"),
        ([("a.txt", "x" * 3000)], 413, "NEWSDB_UPLOAD_LIMIT"),
        ([(f"{number}.txt", "x") for number in range(4)], 413, "more than 3 files"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_cure(settings: Any, files: list[tuple[str, str]], status: int, words: str) -> None:
    settings.UPLOAD_LIMIT, settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2000, 3
    page = send(in_role("curator"), *(file(*one) for one in files))
    assert page.status_code == status
    assert words in page.content.decode()
    assert not ImportRun.objects.exists()
    assert on_disk() == []


def test_an_upload_that_breaks_off_on_its_way_is_not_taken_for_whole() -> None:
    client, body = in_role("curator"), form_of("a.txt", ONE)
    for cut in (len(body) // 2, body.index(b"whole"), body.index(b"whole") - 40):
        page = client.post(PLACE, body[:cut], content_type="multipart/form-data; boundary=x")
        assert page.status_code == 400
        assert "broke off" in page.content.decode()
    assert (on_disk(), ImportRun.objects.count()) == ([], 0)


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise uploads.UploadRefused("full")

    monkeypatch.setattr("articles.admin.receiving.write_on", refuse)
    page = send(in_role("curator"), file("a.txt", ONE))
    assert page.status_code == 507
    assert "no room" in page.content.decode()
    monkeypatch.setattr(uploads, "RESERVE", 1 << 62)
    assert send(in_role("curator", "second"), file("a.txt", ONE)).status_code == 507
    assert (on_disk(), ImportRun.objects.count()) == ([], 0)


def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    (folder / "uploads").write_text("no folder")
    assert send(in_role("curator"), file("a.txt", ONE)).status_code == 507


def test_the_same_bytes_again_are_said_and_only_seen_again() -> None:
    curator = in_role("curator")
    send(curator, file("a.txt", ONE))
    first = let_work()
    page = send(curator, file("b.txt", ONE)).content.decode()
    assert "were uploaded before" in page
    assert f"Import run {first.pk}" in page
    second = let_work()
    assert (second.new, second.seen, Article.objects.count()) == (0, 1, 1)


def test_a_form_from_elsewhere_is_refused_and_leaves_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("chief"))
    assert client.post(PLACE, {"files": [file("a.txt", ONE)], "whole": "yes"}).status_code == 403
    assert (on_disk(), ImportRun.objects.count()) == ([], 0)
    client.get(PLACE)
    token = client.cookies["csrftoken"].value
    assert client.post(PLACE, {"files": [file("a.txt", ONE)], "csrfmiddlewaretoken": token, "whole": "yes"}).status_code == 302
    assert ImportRun.objects.count() == 1


def test_viewers_upload_nothing_and_steer_nothing() -> None:
    viewer, run = in_role("viewer"), make_run(status="running", asked_at=timezone.now())
    assert send(viewer, file("a.txt", ONE)).status_code == 403
    for name in ("cancel", "go-on", "retry", "discard"):
        assert viewer.post(f"/admin/articles/importrun/{run.pk}/{name}/").status_code == 403
    assert viewer.post("/admin/articles/importrun/read-again/").status_code == 403
    assert viewer.get(f"/admin/articles/importrun/{run.pk}/progress/").status_code == 200
    page = viewer.get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()
    assert "Cancel the run" not in page
    assert ImportRun.objects.get().cancel_asked is False


def test_progress_is_told_and_where_no_worker_is_that_is_said_with_the_cure() -> None:
    curator = in_role("curator")
    send(curator, file("a.txt", ONE))
    send(curator, file("b.txt", TWO))
    first, second = ImportRun.objects.order_by("pk")
    page = curator.get(f"/admin/articles/importrun/{first.pk}/change/").content.decode()
    assert 'id="run-no-worker">' in page
    assert "manage.py work" in page
    assert "articles/run.js" in page
    told = curator.get(f"/admin/articles/importrun/{second.pk}/progress/").json()
    assert told == {"words": "It waits for a worker. 1 run stands before it.", "status": "waiting", "share": None, "ended": False} | {
        "nobody_works": True
    }
    assert "No worker is running." in curator.get("/admin/").content.decode()
    worker = begin_worker("here:1")
    ImportRun.objects.filter(pk=first.pk).update(status="running", worker=worker, items=3, new=2, seen=1, total=200, done=50)
    told = curator.get(f"/admin/articles/importrun/{first.pk}/progress/").json()
    assert (told["words"], told["share"], told["nobody_works"]) == ("It is running. 3 items: 2 new, 1 seen again, 0 problems.", 25, False)
    Worker.objects.update(alive_until=timezone.now())
    told = curator.get(f"/admin/articles/importrun/{first.pk}/progress/").json()
    assert told["words"].startswith("Its worker has gone silent")
    assert curator.get("/admin/articles/importrun/4000000000/progress/").status_code == 404


def test_a_waiting_run_is_cancelled_goes_on_and_its_files_can_be_deleted() -> None:
    curator = in_role("curator")
    send(curator, file("a.txt", ONE))
    run = ImportRun.objects.get()
    own = f"/admin/articles/importrun/{run.pk}"
    assert "stops after the item" in curator.post(f"{own}/cancel/", follow=True).content.decode()
    assert let_work().status == "cancelled"
    assert on_disk() == [str(run.pk)]
    assert "cannot be done" in curator.post(f"{own}/cancel/", follow=True).content.decode()
    curator.post(f"{own}/go-on/")
    assert ImportRun.objects.get().status == "waiting"
    curator.post(f"{own}/cancel/")
    page = curator.post(f"{own}/discard/", follow=True).content.decode()
    assert "The uploaded files are deleted." in page
    assert "Let it go on" not in page
    assert on_disk() == []
    assert "cannot be done" in curator.post(f"{own}/go-on/", follow=True).content.decode()


def test_open_problems_are_tried_again_once_however_often_it_is_asked() -> None:
    curator = in_role("curator")
    send(curator, file("lines.jsonl", json.dumps({"text": ONE}) + "\n{bad\n"))
    failed = let_work()
    assert (failed.status, failed.new, failed.problems) == ("done", 1, 1)
    assert on_disk() == [str(failed.pk)]
    own = f"/admin/articles/importrun/{failed.pk}"
    assert "Try the open problems again" in curator.get(f"{own}/change/").content.decode()
    for _number in range(2):
        curator.post(f"{own}/retry/")
    assert failed.retries.count() == 1
    # As if the program had learned to read it: the file is mended where it lies.
    (folder_of(failed) / "upload-00001.jsonl").write_text(json.dumps({"text": ONE}) + "\n" + json.dumps({"text": TWO}) + "\n")
    again = let_work()
    assert (again.kind, again.status, again.items, again.new, again.problems) == ("retry", "done", 1, 1, 0)
    assert not failed.problem_set.open().exists()
    assert on_disk() == []


def test_the_command_tries_uploaded_files_again_where_they_lie_and_a_retry_can_be_retried(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles.store.retrying import retry

    send(in_role("curator"), file("lines.jsonl", json.dumps({"text": ONE}) + "\n{bad\n"))
    failed = let_work()
    monkeypatch.chdir(folder)
    Path("lines.jsonl").write_text("another file that happens to have the name")
    again = retry(failed, jobs=1)
    assert (again.items, again.new, again.problems) == (1, 0, 1)
    (folder_of(failed) / "upload-00001.jsonl").write_text(json.dumps({"text": ONE}) + "\n" + json.dumps({"text": TWO}) + "\n")
    assert retry(again, jobs=1).new == 1
    assert not again.problem_set.open().exists()


def test_a_retry_of_a_run_of_the_command_can_be_asked_for_too(tmp_path: Path) -> None:
    run = make_run(problems=1)
    page = tmp_path / "gone.txt"
    page.write_text(ONE)
    make_problem(run, 0, path=str(page), record=0)
    in_role("curator").post(f"/admin/articles/importrun/{run.pk}/retry/")
    assert let_work().new == 1


def test_reading_anew_can_be_asked_for() -> None:
    curator = in_role("curator")
    send(curator, file("a.txt", ONE))
    let_work()
    assert "(0)" in curator.get(PLACE).content.decode()
    for which, items in (("older", 0), ("all", 1)):
        curator.post("/admin/articles/importrun/read-again/", {"which": which})
        run = let_work()
        assert (run.kind, run.status, run.items, run.problems) == ("reread", "done", items, 0)


def test_the_pages_have_no_script_of_their_own() -> None:
    from tests.admin.test_policy import Inline

    curator = in_role("curator")
    send(curator, file("a.txt", ONE))
    for address in (PLACE, f"/admin/articles/importrun/{ImportRun.objects.get().pk}/change/", "/admin/articles/importrun/"):
        page = curator.get(address).content.decode()
        assert Inline(page).found == []
        assert "Upload captures" in page or "How far it is" in page
