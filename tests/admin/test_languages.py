"""The admin in Chinese and English, with a switch that works without script."""

import pytest
from django.test import Client

from tests.admin.rows import make_repaired_article

pytestmark = pytest.mark.django_db


def test_chinese_comes_first(staff: Client) -> None:
    page = staff.get("/admin/").content.decode()
    assert "newsdb：从抓取件到文章" in page
    assert '<html lang="zh-hans"' in page


def test_the_page_of_an_article_in_both_languages(administrator: Client) -> None:
    address = f"/admin/articles/article/{make_repaired_article().pk}/change/"
    assert "The capture&#x27;s own text" in administrator.get(address).content.decode().replace("'", "&#x27;")
    page = administrator.get(address, headers={"accept-language": "zh-CN"}).content.decode()
    for words in ("抓取件原文", "被劫持的名称", "逐字转繁，较可信", "该网址的各版本", "公开编号"):
        assert words in page


@pytest.mark.parametrize("address", ["/admin/", "/admin/articles/article/?which=all", "/admin/login/"])
def test_the_switch_is_in_the_header_of_every_page(administrator: Client, anonymous: Client, address: str) -> None:
    page = (anonymous if "login" in address else administrator).get(address).content.decode()
    form = page[page.index('id="language-form"') :].partition("</form>")[0]
    assert 'action="/i18n/setlang/"' in form
    assert f'name="next" value="{address}"' in form
    assert 'name="language" value="zh-hans"' in form
    assert 'name="language" value="en"' in form
    assert form.count('aria-current="true"') == 1


def test_the_switch_switches_and_comes_back(staff: Client) -> None:
    response = staff.post("/i18n/setlang/", {"language": "en", "next": "/admin/"})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert "newsdb: articles from captures" in staff.get("/admin/").content.decode()
