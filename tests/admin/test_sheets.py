"""Sheets in the browser: out by the list and by chosen rows, in by a preview and a yes, back by an undo; each role what it may."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article, Decision, Person, Sheet
from articles.store.deciding import correct_row, withhold
from articles.store.sheets.tables import Table, read_table
from tests.admin.rows import HOSTILE
from tests.admin.test_policy import Inline
from tests.admin.worlds import client_of, keep_world, nouns, page_of, person
from tests.kept import kept

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/person/"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


world = kept(keep_world)


@pytest.fixture
def curator() -> Client:
    return client_of("curator")


def table(client: Client, address: str) -> Table:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return read_table(b"".join(answer.streaming_content))  # type: ignore[attr-defined]


def column(found: Table, name: str) -> list[str]:
    return [row.cells[found.head.index(name)] for row in found.rows]


def send(client: Client, text: str | bytes, noun: str = "person", name: str = "人物.csv") -> str:
    """Brings the file in; gives the address of the preview, "" where there is none."""
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    answer = client.post(f"/admin/articles/{noun}/import/", {"sheet": file})
    return str(answer.headers.get("Location", ""))


def fingerprint(page: str) -> str:
    return re.search(r'name="fingerprint" value="(\w+)"', page).group(1)


def test_the_list_goes_out_as_it_is_narrowed_down(curator: Client) -> None:
    page = page_of(curator, LIST, q="柳")
    for form in ("csv", "xlsx"):
        address = f"{LIST}export/{form}/?q=%E6%9F%B3"
        assert address in page
        assert sorted(column(table(curator, address), "name")) == ["柳望书", "柳望舒"]
    answer = curator.get(f"{LIST}export/xlsx/")
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"][:29]) == (EXCEL, 'attachment; filename="person-')
    assert curator.get(f"{LIST}export/csv/?nonsense=1").status_code == 302
    assert curator.get(f"{LIST}export/ods/").status_code == 404


@pytest.mark.parametrize("noun", ["person", "organization", "meeting", "post", "tenure", "attendance", "decision"])
def test_every_kind_goes_out_by_list_and_by_choice(curator: Client, noun: str) -> None:
    correct_row(person("祁连山"), {"note": "注"}, by="甲")
    found = table(curator, f"/admin/articles/{noun}/export/csv/")
    rows = curator.get(f"/admin/articles/{noun}/").context["cl"].result_list
    assert sorted(column(found, "public id")) == sorted(row.key for row in rows)
    chosen = {"action": "export_csv", "_selected_action": rows[0].pk}
    answer = curator.post(f"/admin/articles/{noun}/", chosen)
    assert [row.cells[0] for row in read_table(b"".join(answer.streaming_content)).rows] == [rows[0].key]  # type: ignore[attr-defined]
    explained = page_of(curator, f"/admin/articles/{noun}/import/")
    assert all(f"<td>{words}</td>" in explained for words in found.head)
    assert Inline(explained).found == []


def test_a_preview_shows_what_changes_and_writes_nothing(curator: Client) -> None:
    before = nouns()
    key = person("祁连山").key
    address = send(curator, f"key,name,note,why\n{key},祁连川,=1+1,{'错字'}\n,刘青山,注,\n,柳望书,,\n")
    page = page_of(curator, address)
    for words in ("<del><bdi>祁连山</bdi></del>", "<ins><bdi>祁连川</bdi></ins>", "<ins><bdi>=1+1</bdi></ins>", "错字", "Make 1 decision"):
        assert words in page, words
    assert "Nothing is known as “刘青山”" in page
    assert (nouns(), Decision.objects.count()) == (before, 0)
    assert Inline(page).found == []


def test_yes_writes_one_batch_and_undo_takes_it_back(curator: Client) -> None:
    before = nouns()
    address = send(curator, f"key,note\n{person('祁连山').key},注\n{person('柳望书').key},又注\n{'0' * 16},无\n")
    page = page_of(curator, address)
    answer = curator.post(address, {"fingerprint": fingerprint(page), "why": "校对"}, follow=True).content.decode()
    assert "2 decisions were made." in answer
    assert "Undo this batch" in answer
    assert {(row.by, row.why) for row in Decision.objects.all()} == {("a-curator", "校对")}
    assert len(set(Decision.objects.values_list("batch", flat=True))) == 1
    assert [row.cells[1] for row in table(curator, f"{address}failed/").rows] == ["0" * 16]
    again = curator.post(address, {"fingerprint": fingerprint(page)}, follow=True).content.decode()
    assert "it was decided on already" in again
    undone = curator.post(f"{address}undo/", follow=True).content.decode()
    assert "2 decisions were withdrawn." in undone
    assert "Undo this batch" not in undone
    assert nouns() == before


def test_a_preview_that_no_longer_holds_is_shown_anew(curator: Client) -> None:
    address = send(curator, f"key,note\n{person('祁连山').key},注\n")
    page = page_of(curator, address)
    correct_row(person("祁连山"), {"note": "他注"}, by="乙")
    answer = curator.post(address, {"fingerprint": fingerprint(page)}, follow=True).content.decode()
    assert "has changed since you looked" in answer
    assert "<del><bdi>他注</bdi></del>" in answer
    assert person("祁连山").note == "他注"


def test_what_failed_comes_back_with_its_reason(curator: Client) -> None:
    address = send(curator, f"key;name;note\n{'0' * 16};=cmd;注\n".encode("gb18030"))
    answer = curator.get(f"{address}failed/")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert b"'=cmd" in data
    found = read_table(data)
    assert found.head == ("why it was not taken", "key", "name", "note")
    assert "No person is known by the id" in found.rows[0].cells[0]
    assert send(curator, data)


def test_hostile_words_are_harmless_on_the_way(curator: Client) -> None:
    address = send(curator, f'key,name,note,"{HOSTILE.replace(chr(34), chr(34) * 2)}"\n', name=f"{HOSTILE}.csv")
    assert not address or "<script>alert" not in page_of(curator, address)
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    address = send(curator, f"key,name,note\n{person('祁连山').key},{quoted},{quoted}\n,{quoted},{quoted}\n", name=f"{HOSTILE}.csv")
    page = page_of(curator, address)
    assert "<script>alert" not in page
    assert "⟨U+202E⟩" in page
    curator.post(address, {"fingerprint": fingerprint(page)})
    assert Person.objects.get(other_names=[], note=HOSTILE).name == HOSTILE
    done = page_of(curator, address)
    assert "<script>alert" not in done
    assert HOSTILE in column(table(curator, f"{LIST}export/xlsx/"), "name")


@pytest.mark.parametrize(
    ("data", "cure"), [(b"", "Choose a file"), (b"PK\x03\x04", "damaged"), (b"colour\nred\n", "Known are: public id, name")]
)
def test_what_is_no_sheet_is_refused_on_the_spot(curator: Client, data: bytes, cure: str) -> None:
    sent = {"sheet": SimpleUploadedFile("a.csv", data)} if data else {}
    assert cure in curator.post(f"{LIST}import/", sent).content.decode()
    assert not Sheet.objects.exists()


def test_a_file_that_is_too_large_is_refused(curator: Client, settings: object) -> None:
    settings.SHEET_BYTES = 1 << 20  # type: ignore[attr-defined]
    file = SimpleUploadedFile("a.csv", b"key\n" + b"1\n" * (1 << 20))
    assert "larger than 1 MB" in curator.post(f"{LIST}import/", {"sheet": file}).content.decode()


def test_each_role_does_what_it_may() -> None:
    viewer, curator, chief = (client_of(role) for role in ("viewer", "curator", "administrator"))
    for article in Article.objects.filter(body__contains="柳望书"):
        withhold(article, by="乙", why="隐私")
    for client, seen in ((viewer, 2), (curator, 2), (chief, 3)):
        for form in ("csv", "xlsx"):
            assert len(table(client, f"{LIST}export/{form}/").rows) == seen
        assert len(table(client, "/admin/articles/decision/export/csv/").rows if client is chief else ()) == (2 if client is chief else 0)
    hidden = person("柳望书").key
    assert "Import a sheet" not in page_of(viewer, LIST)
    assert "Export as CSV" in page_of(viewer, LIST)
    for address in (f"{LIST}import/", f"{LIST}import/{'0' * 32}/", f"{LIST}import/{'0' * 32}/failed/"):
        assert (viewer.get(address).status_code, viewer.post(address).status_code) == (403, 403)
    assert "No person is known by the id" in page_of(curator, send(curator, f"key,note\n{hidden},注\n"))
    assert "Make 1 decision" in page_of(chief, send(chief, f"key,note\n{hidden},注\n"))


def test_a_sheet_is_its_uploaders_alone(curator: Client) -> None:
    address = send(curator, f"key,note\n{person('祁连山').key},注\n")
    chief = client_of("administrator")
    for view in ("", "failed/", "undo/"):
        assert chief.get(address + view).status_code == 404
    assert chief.post(address, {"fingerprint": "0"}).status_code == 404
    assert curator.get(address.replace("/person/", "/meeting/")).status_code == 404


def test_old_files_go_when_new_ones_come(curator: Client) -> None:
    send(curator, "key,note\n")
    Sheet.objects.update(at=timezone.now() - timedelta(days=31))
    address = send(curator, "key,note\n")
    assert [row.key in address for row in Sheet.objects.all()] == [True]


def test_the_list_of_decisions_comes_back(curator: Client) -> None:
    correct_row(person("祁连山"), {"note": "注"}, by="a-curator")
    data = b"".join(curator.get("/admin/articles/decision/export/xlsx/").streaming_content)  # type: ignore[attr-defined]
    assert io.BytesIO(data).read(2) == b"PK"
    page = page_of(curator, send(curator, data, "decision", "d.xlsx"))
    assert "The sheet changes nothing." in page
