"""A small world with everything that can go wrong in it: a hijacked name, a private number, hostile titles, rejected and withheld words."""

import json
from typing import Any

import pytest

from articles.models import Article, ImportRun, Witness
from articles.store import deciding, importing, workers
from articles.store.reading import Outcome
from articles.store.runs import Progress
from articles.store.wordings import take_fingerprint
from tests.kept import kept
from tests.store.told import WORLD, Told, reading_of

HOSTILE = Told(
    "六合区委书记沈文远主持彩票网推进会。沈文远强调，请拨打13800000000联系彩票网。办公室设在六合区，项目总投资一百亿元，计划年内建成投产。",
    "http://c.example.cn/5.html?a={b}",
    "2024-08-01",
    {"沈文远": [("六合区委", "书记")]},
    ("彩票网推进会", [("沈文远", "host")]),
    [("沈文远", "请拨打13800000000联系彩票网")],
    title='=HYPERLINK("http://x","点")</script>\r\nTY  - BOOK } 彩票网',
)
SECRET = Told(
    "陈大海任七里区委书记。有关方面负责人宣布了这一决定，并就下一步工作提出要求，全区上下要凝心聚力，埋头苦干，奋力开创新局面。",
    "http://d.example.cn/6.html",
    "2024-09-01",
    {"陈大海": [("七里区委", "书记")]},
)
UNSURE = Told(
    "刘青山代表八里区委介绍情况，书记一职仍然空缺。与会人员围绕城市更新、交通治理、水系连通等话题展开讨论，形成了初步共识和一致意见。",
    "http://e.example.cn/7.html",
    "2024-10-01",
    {"刘青山": [("八里区委", "书记")]},
)
PAGES = (*WORLD, HOSTILE, SECRET, UNSURE)


def reading(told: Told, capture: Any) -> dict[str, Any]:
    data = reading_of(told, capture)
    if told is HOSTILE:
        at = told.body.index("彩票网")
        data["warnings"] = [{"kind": "hijacked_name", "start": at, "end": at + 3, "text": "彩票网"}]
    if told is UNSURE:
        data["persons"][0]["posts"][0] |= {"confidence": 0.3}
    return data


def build(patch: pytest.MonkeyPatch) -> None:
    by_body = {told.body: told for told in PAGES}

    def read(capture: Any) -> Outcome:
        told = by_body[capture.payload.decode()]
        return Outcome(json.loads(json.dumps(reading(told, capture))), take_fingerprint(told.body))

    patch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read))
    run = importing.begin_run(ImportRun.Kind.IMPORT, 1)
    importing.keep_all(run, [told.found for told in PAGES], Progress(), lambda progress: None)
    assert not run.problems, list(run.problem_set.values_list("reason", flat=True))
    deciding.withhold(Article.objects.get(url=SECRET.url), by="编者甲", why="个人隐私")
    deciding.reject(Witness.objects.filter(kind="statement", quote="安全生产一刻也不能放松"), by="编者甲")
    deciding.accept(Witness.objects.filter(kind="post", person__name="柳望书"), by="编者甲")


world = kept(build)
