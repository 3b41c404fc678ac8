"""The command as it is typed: what it prints, its exit status, and every bad input as a problem."""

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Capture, ImportProblem, ImportRun, Sighting

pytestmark = pytest.mark.django_db
GOOD = "开发区召开项目推进会\n" + "会议听取了各部门的工作汇报，研究部署了下一阶段的重点任务。" * 3


def run(capsys: pytest.CaptureFixture[str], *arguments: str, command: str = "import_captures") -> tuple[int, str]:
    """Exit status and everything printed."""
    try:
        call_command(command, *arguments)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except CommandError as error:
        return error.returncode, str(error)
    return status, capsys.readouterr().out


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, payload in members.items():
            archive.writestr(name, payload)
    return buffer.getvalue()


def warc(*pages: bytes) -> bytes:
    records = []
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
        head = (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n"
            b"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Target-URI: http://a.example.cn/%d\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
        ) % (number, number, len(block))
        records.append(head + block + b"\r\n\r\n")
    return b"".join(records)


def broken_in_the_middle() -> bytes:
    """The second of three records does not say how long it is."""
    whole = warc(GOOD.encode(), (GOOD * 2).encode(), (GOOD * 3).encode())
    second = whole.index(b"WARC/1.0", 10)
    return whole[:second] + whole[second:].replace(b"msgtype=response\r\nContent-Length: ", b"msgtype=response\r\nContent-Length: x", 1)


BAD = {
    "empty.txt": b"",
    "picture.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 8,
    "truncated.txt.gz": gzip.compress((GOOD * 50).encode(), mtime=0)[:-30],
    "bomb.zip": zipped(**{"bomb.txt": bytes(64 << 20)}),
    "outside.zip": zipped(**{"../outside.txt": GOOD.encode()}),
    "middle.warc": broken_in_the_middle(),
    "lines.jsonl": json.dumps({"text": GOOD + "一"}).encode() + b"\n{bad\n" + json.dumps({"text": GOOD + "二"}).encode() + b"\n",
    "table.csv": b"number,colour\n1,red\n2,green\n",
    "no_language.txt": b"|||| ---- ==== ....\n" * 20,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_problem_with_reason_and_cure_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "zz_good.txt").write_text(GOOD + "完", encoding="utf-8")
    status, said = run(capsys, str(tmp_path), "--jobs", "1")
    assert status == 3
    assert Article.objects.filter(capture__name="zz_good.txt").exists()
    problems = ImportProblem.objects.all()
    assert problems
    for problem in problems:
        assert problem.path.startswith(str(tmp_path / name))
        assert problem.stage in {"capture", "decode", "extract"}
        assert problem.reason
        assert problem.cure
        assert problem.reason in said
    assert f"--retry {ImportRun.objects.get().pk}" in said
    assert run(capsys, "--retry", str(ImportRun.objects.get().pk), "--jobs", "1")[0] == 3


def test_good_records_around_a_bad_one_are_imported(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name in ("lines.jsonl", "middle.warc"):
        (tmp_path / name).write_bytes(BAD[name])
    run(capsys, str(tmp_path), "--jobs", "1")
    assert Sighting.objects.filter(path__endswith="lines.jsonl").count() == 2
    assert Sighting.objects.filter(path__endswith="middle.warc").count() == 2


def test_a_loop_of_links_is_a_problem(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "page.txt").write_text(GOOD, encoding="utf-8")
    status, _ = run(capsys, str(tmp_path), "--jobs", "1")
    assert (status, ImportProblem.objects.get().kind, Article.objects.count()) == (3, "UnsafeContainer", 1)


def test_html_nested_a_hundred_thousand_deep_does_not_end_the_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 100_000 + GOOD, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    status, _ = run(capsys, str(tmp_path), "--jobs", "1")
    assert status in {0, 3}
    assert Article.objects.filter(capture__name="good.txt").exists()
    assert Capture.objects.count() == 2


def test_a_path_that_does_not_exist_is_an_error_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, said = run(capsys, str(tmp_path / "nowhere"))
    assert status == 2
    assert "nowhere does not exist" in said
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("arguments", [[], ["--retry", "99"], ["x", "--retry", "1"], ["x", "--jobs", "0"], ["x", "--limit", "many"]])
def test_a_wrong_command_is_told_so(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(capsys, *arguments)[0] in {1, 2}
    assert not ImportRun.objects.exists()


def test_dry_run_and_summary(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(GOOD, encoding="utf-8")
    assert run(capsys, str(tmp_path), "--dry-run", "--jobs", "1") == (0, "Dry run, nothing written: 1 new, 0 seen again, 0 problems\n")
    assert not ImportRun.objects.exists()
    status, said = run(capsys, str(tmp_path), "--jobs", "1")
    assert status == 0
    assert said.endswith("done: 1 new, 0 seen again, 0 versions, 0 reposts, 0 problems\n")


def test_only_the_first_problems_are_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number in range(23):
        (tmp_path / f"{number:02}.txt").write_bytes(b"")
    status, said = run(capsys, str(tmp_path), "--jobs", "1")
    assert status == 3
    assert said.count("[capture]") == 20
    assert "and 3 more" in said


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    status, _ = run(capsys, "-", "--jobs", "1")
    assert status == 0
    assert Sighting.objects.get().path == "-"
