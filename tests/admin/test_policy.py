"""Every answer tells browsers to run nothing but our own files; the pages have nothing that this would stop."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone

from newsdb.policy import POLICY
from tests.admin.rows import make_hostile_article, make_run
from tests.admin.told import in_role, read_page

pytestmark = pytest.mark.django_db


class Inline(HTMLParser):
    """What of a page the policy would stop, as `found`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if tag == "style" or (tag == "script" and "src" not in names and dict(attrs).get("type") != "application/json"):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in names if name == "style" or name.startswith("on")]
        self.found += [f"{tag} {name}" for name, value in attrs if (value or "").strip().casefold().startswith("javascript:")]


def addresses() -> list[str]:
    own = f"/admin/articles/article/{read_page().pk}"
    hostile = f"/admin/articles/article/{make_hostile_article().pk}/change/"
    runs = [
        "/admin/articles/importrun/upload/",
        f"/admin/articles/importrun/{make_run(asked_at=timezone.now(), status='waiting').pk}/change/",
    ]
    lists = [
        f"/admin/articles/{noun}/" for noun in ("article", "capture", "importrun", "importproblem", "meeting", "organization", "person")
    ]
    users = [
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        "/admin/auth/user/1/change/",
        "/admin/auth/group/add/",
        "/admin/password_change/",
    ]
    pages = ["/admin/", "/admin/login/", "/admin/jsi18n/", "/admin/articles/", "/admin/articles/witness/review/", f"{own}/change/", hostile]
    return [*pages, *lists, *runs, *users, f"{own}/withhold/", f"{own}/add/?kind=post&words=乐思齐"]


def test_every_answer_has_the_policy(administrator: Client) -> None:
    for address in [*addresses(), "/nowhere/", "/admin/nowhere/", "/"]:
        headers = administrator.get(address).headers
        assert headers["Content-Security-Policy"] == POLICY, address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert headers["X-Frame-Options"] == "DENY", address


def test_the_policy_leaves_no_way_in() -> None:
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"


def test_a_download_keeps_its_stricter_policy() -> None:
    article = read_page()
    headers = in_role("viewer").get(f"/admin/articles/capture/{article.capture_id}/download/").headers
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_no_page_has_inline_script_or_style(administrator: Client) -> None:
    for address in addresses():
        page = administrator.get(address, follow=True).content.decode()
        if "<html" in page:
            assert Inline(page).found == [], address


@pytest.mark.parametrize(
    "html", ["<script>x</script>", "<p style='a'>", '<a onclick="x">', "<style>a{}</style>", '<a href="javascript:x">']
)
def test_the_test_sees_inline_script(html: str) -> None:
    assert Inline(html).found
