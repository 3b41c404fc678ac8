"""What each role may do stands in docs/curating.md; here every address of the admin is tried by everybody."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from articles.models import Article, Decision, ImportRun, Person
from tests.admin.told import in_role, read_page

pytestmark = pytest.mark.django_db
FOR_ALL = {"index", "logout", "password_change", "password_change_done", "login", "jsi18n", "autocomplete", None}
SHEETS = ("person", "organization", "meeting", "post", "tenure", "attendance", "decision")
ROLES = ("viewer", "curator", "administrator")
OPEN, REFUSED = {200, 302, 400, 404, 405, 409}, {403}


def names(patterns: Iterable[Any]) -> Iterator[tuple[str | None, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name, list(pattern.pattern.converters)


def sample(name: str, argument: str) -> object:
    """Something that is there for this argument of an address, if anything is."""
    model = name.split("_")[1]
    row = apps.get_model("auth" if name.startswith("auth") else "articles", model).objects.order_by("pk").first() if "_" in name else None
    if argument == "key":
        return getattr(row, "key", "0" * 16) if "take_back" not in name and "fact" not in name else "0" * 16
    return row.pk if row is not None else 1


def addresses() -> dict[str, str]:
    found = {}
    for name, arguments in names(admin.site.get_urls()):
        if name in FOR_ALL or name in {"app_list", "view_on_site"}:
            continue
        try:
            found[str(name)] = reverse(f"admin:{name}", kwargs={argument: sample(str(name), argument) for argument in arguments})
        except NoReverseMatch:
            found[str(name)] = reverse(f"admin:{name}", args=[sample(str(name), argument) for argument in arguments])
    return found


def test_anonymous_people_log_in_first(anonymous: Client) -> None:
    read_page()
    for name, address in addresses().items():
        for response in (anonymous.get(address), anonymous.post(address)):
            assert (response.status_code, response.headers.get("Location", "").partition("?")[0]) == (302, "/admin/login/"), name


def test_staff_without_a_role_see_nothing(staff: Client) -> None:
    article = read_page()
    for name, address in addresses().items():
        for response in (staff.get(address), staff.post(address)):
            assert response.status_code in {400, 403, 404, 405} or not response.content, (name, response.status_code)
            assert article.title not in response.content.decode(errors="replace"), name


def test_a_viewer_changes_nothing_wherever_something_is_sent() -> None:
    article, viewer = read_page(), in_role("viewer")
    word, person = article.witnesses.filter(kind="post").last(), Person.objects.first()
    assert word is not None
    assert person is not None
    before = (Decision.objects.count(), ImportRun.objects.count(), User.objects.count(), Article.objects.values_list().get())
    sent = {
        "do": f"reject {word.key}",
        "why": "试",
        "name": "试",
        "kind": "person",
        "words": "乐思齐",
        "answer": "reject",
        "word": word.key,
    }
    sent |= {"item": f"witness:{word.key}", "_selected_action": str(person.pk), "action": "reject_chosen", "post": "yes", "confirm": "yes"}
    for address in addresses().values():
        viewer.post(address, sent)
    for action in ("merge_chosen", "lock_chosen", "accept_chosen", "reject_chosen", "delete_selected"):
        viewer.post("/admin/articles/person/", {**sent, "action": action})
    assert (Decision.objects.count(), ImportRun.objects.count(), User.objects.count(), Article.objects.values_list().get()) == before


def table() -> dict[str, list[bool]]:
    """From docs/curating.md: what is done, and whether each role may."""
    text = (settings.BASE_DIR / "docs" / "curating.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z][^|]+) \| (yes|-) \| (yes|-) \| (yes|-) \|$", text, re.MULTILINE)
    return {what: [word == "yes" for word in words] for what, *words in rows}


def deeds(article: Article) -> dict[str, list[tuple[str, str]]]:
    """What is done, as requests: the method and the address."""
    own, lists = f"/admin/articles/article/{article.pk}", "/admin/articles"
    word = article.witnesses.filter(kind="post").last()
    assert word is not None
    return {
        "see articles, captures, readings, import runs and problems": [
            ("get", f"{own}/change/"),
            *(("get", f"{lists}/{noun}/") for noun in ("article", "capture", "reading", "sighting", "importrun", "importproblem")),
            ("get", f"{lists}/capture/{article.capture_id}/download/"),
        ],
        "see persons, organizations and meetings": [("get", f"{lists}/{noun}/") for noun in ("person", "organization", "meeting")],
        "keep saved searches of their own": [("get", f"{lists}/savedsearch/"), ("get", f"{lists}/savedsearch/add/")],
        "decide on facts: the review queue, accept, reject, correct, lock, add, take back": [
            ("get", f"{lists}/witness/review/"),
            ("get", f"{own}/fact/{word.key}/"),
            ("get", f"{own}/add/?kind=person&words=乐思齐"),
            ("post", f"{own}/decide/"),
        ],
        "take lists out as sheets": [("get", f"{lists}/{noun}/export/{form}/") for noun in SHEETS for form in ("csv", "xlsx")],
        "bring sheets in": [("get", f"{lists}/{noun}/import/") for noun in SHEETS],
        "withhold an article or a fact": [("get", f"{own}/withhold/")],
        "read an article again": [("post", f"{own}/read-again/")],
        "upload captures; cancel, continue and retry import runs": [
            ("get", f"{lists}/importrun/upload/"),
            *(("post", f"{lists}/importrun/{article.capture.run_id}/{what}/") for what in ("cancel", "go-on", "retry", "discard")),
            ("post", f"{lists}/importrun/read-again/"),
        ],
        "undo an import, and bring it back": [
            ("get", f"{lists}/importrun/{article.capture.run_id}/undo/"),
            ("post", f"{lists}/importrun/{article.capture.run_id}/restore/"),
        ],
        "keep the users": [("get", "/admin/auth/user/"), ("get", "/admin/auth/user/add/"), ("get", "/admin/auth/group/")],
        "make and revoke tokens of the API": [("get", "/admin/articles/apitoken/"), ("get", "/admin/articles/apitoken/add/")],
    }


def test_each_role_may_do_what_the_table_says() -> None:
    article, told = read_page(), table()
    done = deeds(article)
    assert set(told) == {*done, "see what is withheld, and show it again"}
    for number, role in enumerate(ROLES):
        client = in_role(role)
        for what, requests in done.items():
            for method, address in requests:
                status = getattr(client, method)(address).status_code
                assert status in (OPEN if told[what][number] else REFUSED), (role, what, address, status)


def test_only_administrators_see_what_is_withheld() -> None:
    article, told = read_page(), table()
    Article.objects.filter(pk=article.pk).update(withheld=True)
    for number, role in enumerate(ROLES):
        seen = in_role(role).get(f"/admin/articles/article/{article.pk}/change/").status_code == 200
        assert seen == told["see what is withheld, and show it again"][number], role
