"""Rows for the browser: python -m tests.browser.filling tests | pictures | waiting NUMBER

Writes into the database that NEWSDB_DATABASE_URL names; `manage.py prepare` has been there before. Everything is invented, and the same
every time.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import tests.browser.django_ready  # noqa: F401

# isort: split
import pytest
from django.contrib.auth.models import Group, User

from articles.models import ImportRun
from articles.store.importing import begin_run, import_captures
from tests.browser import hostile
from tests.browser.people import PASSWORD, ROLES
from tests.store import told as told_pages
from tests.store.generated import pages, worlds
from tests.store.generated.importing import import_pages
from tests.store.generated.pages import Page, Reader, make_pages
from tests.store.told import Told

CITIES = (
    ("云河市", "320500", (("六合区", "320507"), ("青石区", "320506"), ("白沙区", "320508"))),
    ("望川市", "370200", (("松湾区", "370214"), ("柳堤区", "370213"))),
)
GIVEN = ("文远", "青山", "大海", "望岳", "立言", "归云", "听澜", "砚舟")
RARE = [surname + given for surname in ("沈", "陈", "柳", "祁") for given in GIVEN]
COMMON = ["王文远", "刘青山", "陈大海"]
OUTLETS = ("云河日报", "六合发布", "望川晚报", "青石新闻网")
CASES = Path(__file__).resolve().parent.parent / "cases"
DAMAGED = ("repair_printed_twice.json", "repair_junk_markup.json")
CLAUSES = (
    "会议听取了有关情况的汇报",
    "与会人员围绕议题进行了讨论",
    "会议研究了下一阶段的重点工作",
    "现场察看了项目建设的进展",
    "有关部门负责人作了发言",
    "会议对企业服务作出了安排",
    "要求各单位压实责任、细化措施",
    "同企业负责人进行了座谈",
    "了解了生产经营中的困难",
    "会议通报了上一季度的完成情况",
    "各街道汇报了整改落实的情况",
    "大家表示要把任务落实到人",
    "会前还参观了新建成的展厅",
    "活动由多家单位共同承办",
    "来自各地的代表参加了交流",
    "双方就合作事宜交换了意见",
)


def prose(chance: random.Random, length: int) -> str:
    """Words that can be read, in the place of the characters by chance that other tests make do with."""
    found: list[str] = []
    while sum(map(len, found)) < length:
        found.append(chance.choice([clause for clause in CLAUSES if clause not in found[-3:]]))
    return "，".join(found)


@contextmanager
def readable() -> Iterator[None]:
    """The generated world with places, people and words of this one."""
    with ExitStack() as stack:
        for module, name, value in (
            (worlds, "CITIES", CITIES),
            (worlds, "RARE", RARE),
            (worlds, "COMMON", COMMON),
            (pages, "prose", prose),
        ):
            stack.enter_context(patch.object(module, name, value))
        yield


def printed(page: Page, number: int) -> Page:
    """With what pages print beside their text."""
    page.reading["article"] |= {"source": OUTLETS[number % len(OUTLETS)], "author": None, "section": ["首页", "要闻"]}
    return page


def world(seed: int, number: int, people: int) -> None:
    with readable():
        made = [printed(page, at) for at, page in enumerate(make_pages(seed, pages=number, people=people))]
        import_pages(made, Reader(made))


def hostile_names() -> list[Told]:
    """What no reader would take for a name, as names of everything: rows must bear it all the same."""
    found = []
    names = (hostile.ACTS, hostile.BIDI + "王", hostile.FORMULA, "长" * 300, "w" * 200)
    for number, words in enumerate(names):
        heading = words[0] * 20 * hostile.LONG if len(set(words)) == 1 else words
        body, title, event, said = f"{words}委", f"{words[:100]}书记", f"{words[:150]}大会{number}", f"要说{words[:150]}"
        text = f"{event}开幕。{body}{title}，{words}主持。{words}指出，{said}。第{number}页。"
        named: dict[str, Sequence[tuple[str, str]]] = {words: [(body, title)]}
        address, day = f"http://hostile.example/{number}.html", f"2024-0{number + 1}-03"
        found.append(Told(text, address, day, named, (event, [(words, "host")]), [(words, said)], heading))
    return found


def users() -> None:
    for role in ROLES:
        user = User.objects.create_user(role, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=role))


def fill_tests() -> None:
    world(1, 60, 12)
    with pytest.MonkeyPatch.context() as monkeypatch:
        told_pages.keep(told_pages.WORLD, monkeypatch)
        told_pages.keep(hostile_names(), monkeypatch)
    with tempfile.TemporaryDirectory(prefix="newsdb-hostile-") as folder:
        import_captures(hostile.write_captures(Path(folder)), jobs=1)
    begin_run(ImportRun.Kind.IMPORT, 1)  # and never ended: a command that was killed


def fill_pictures() -> None:
    """The world, and two damaged pages as the reader mends them; every run at the same time of the same day."""
    world(3, 40, 10)
    with tempfile.TemporaryDirectory(prefix="newsdb-damaged-") as folder:
        for name in DAMAGED:
            case = json.loads((CASES / name).read_text(encoding="utf-8"))[0]
            (Path(folder) / f"{name}.txt").write_text(case["text"], encoding="utf-8")
        import_captures([folder], jobs=1)
    for number, run in enumerate(ImportRun.objects.order_by("pk")):
        at = datetime(2024, 6, 3, 9, 0, tzinfo=UTC) + timedelta(days=number)
        ImportRun.objects.filter(pk=run.pk).update(started_at=at, finished_at=at + timedelta(minutes=2), paths=["captures"])


def fill_waiting(number: int) -> None:
    from tests.measure.review import fill

    fill(number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("tests", "pictures", "waiting"))
    parser.add_argument("number", type=int, nargs="?", default=1_000, help="words that wait")
    asked: Any = parser.parse_args()
    users()
    if asked.what == "tests":
        fill_tests()
    elif asked.what == "pictures":
        fill_pictures()
    else:
        fill_waiting(asked.number)


if __name__ == "__main__":
    main()
