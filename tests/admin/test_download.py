"""The bytes are given as they were fetched, and in no form that a browser renders."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.admin.rows import HOSTILE, make_capture, make_run

pytestmark = pytest.mark.django_db
PAYLOAD = b"<html>\x00\xff<script>alert(1)</script>"


def test_the_bytes_come_whole_and_inert(administrator: Client) -> None:
    capture = make_capture(make_run(), PAYLOAD, media_type="text/html", name=HOSTILE + "\r\nX-Evil: 1")
    response = administrator.get(f"/admin/articles/capture/{capture.pk}/download/")
    assert response.status_code == 200
    assert response.content == PAYLOAD
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == f'attachment; filename="{capture.sha256}.bin"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]
    assert "X-Evil" not in response


def test_only_looking_is_allowed(administrator: Client) -> None:
    capture = make_capture(make_run(), PAYLOAD)
    assert administrator.post(f"/admin/articles/capture/{capture.pk}/download/").status_code == 405


def test_a_capture_that_is_not_there(administrator: Client) -> None:
    assert administrator.get("/admin/articles/capture/7/download/").status_code == 404


def test_the_page_of_a_capture_does_not_render_or_load_the_bytes(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    capture = make_capture(make_run(), PAYLOAD)
    with django_assert_max_num_queries(16) as queries:
        page = administrator.get(f"/admin/articles/capture/{capture.pk}/change/").content.decode()
    assert "alert(1)" not in page
    assert f"/admin/articles/capture/{capture.pk}/download/" in page
    assert not any('"compressed"' in query["sql"] for query in queries.captured_queries)
