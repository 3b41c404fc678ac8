"""Pages read and settled as an import does it, and the three roles, for the tests of what is decided in the admin."""

from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Article, ImportRun
from articles.store.importing import begin_run, keep_all
from articles.store.runs import Progress
from tests.store.rows import page

PLACE = "https://www.szxc.gov.cn/news/1.html"
SAID = (
    "相城区召开产业发展工作会议\n\n发布时间：2024-03-12  来源：相城区人民政府\n\n"
    "3月12日，相城区召开产业发展工作会议。相城区委书记甘立言主持会议并讲话，相城区副区长乐思齐出席会议。"
    "甘立言指出，要抓好项目建设，优化营商环境。\n会后，石渠街道党工委书记倪望舒作了交流发言。\n"
)
"""Invented people in a district that there is."""


def read_page(text: str = SAID, url: str = PLACE, captured_at: str = "2024-03-13T00:00:00Z") -> Article:
    """The article of one page, read by the real reader and settled."""
    run = begin_run(ImportRun.Kind.IMPORT, 1)
    keep_all(run, iter([page(text, url, captured_at)]), Progress(), lambda progress: None)
    return Article.objects.select_related("capture", "reading").order_by("-pk")[0]


def in_role(role: str, name: str = "") -> Client:
    """Somebody of staff in this role, logged in, with pages in English."""
    client = Client(headers={"accept-language": "en"})
    user = User.objects.create_user(name or role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client
