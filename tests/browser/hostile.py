"""Captures that mean harm, as files to be imported: whatever they say must come out as text."""

import gzip
import json
from pathlib import Path

FLAG = "hacked"
"""The property of the window that any script of a capture would set."""
FAR = "http://far.example"
"""Where a capture would have the browser go."""
BIDI = "\u202egnp.exe\u202c\u200b\u2066\ufeff\u0007"
ACTS = f"<script>window.{FLAG}=1</script>\"'><img src=x onerror=window.{FLAG}=2><svg onload=window.{FLAG}=3>{{{{ 7*7 }}}}{{% now %}}"
FORMULA = f'=HYPERLINK("{FAR}/","看")'
LONG = 50_000
"""Characters of a title in a file; rows get twenty times as many (filling.py): reading such files takes the time of the tests."""
BODY = (
    "六合区召开安全生产工作会议。六合区委书记王文远主持会议并讲话，六合区副区长刘青山出席。王文远指出，要把安全生产责任落到实处。"
    "会议听取了有关情况的汇报，研究了下一阶段的重点工作，对项目建设和企业服务作出安排。"
)


def entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def html(title: str, body: str, more: str = "") -> str:
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><base href="{FAR}/">'
        f'<meta http-equiv="refresh" content="0;url={FAR}/"><link rel="stylesheet" href="{FAR}/a.css"></head>'
        f'<body onload="window.{FLAG}=4"><h1>{title}</h1><p>2024-03-12 来源：{entities(ACTS)[:60]}</p>'
        f'<p>{body}</p>{more}<p><a href="javascript:window.{FLAG}=5">下一页</a></p></body></html>'
    )


ACTIVE = (
    f"<script>window.{FLAG}=6</script><script src='{FAR}/a.js'></script><img src='{FAR}/a.png' onerror='window.{FLAG}=7'>"
    f"<iframe src='{FAR}/'></iframe><object data='{FAR}/a.swf'></object>"
    f"<form action='{FAR}/'><input autofocus onfocus='window.{FLAG}=8'></form>"
)


def write_captures(folder: Path) -> list[str]:
    """The files; gives their paths."""
    files: dict[str, bytes] = {
        "active.html": html(f"安全生产{entities(ACTS)}", BODY + entities(ACTS), ACTIVE).encode(),
        f"<img src=x onerror=window.{FLAG}=9>.txt": f"{ACTS}\n{BODY}第二页。{ACTS}".encode(),
        "bidi.txt": f"{BIDI}六合区要闻{BIDI}\n{BODY}第三页。{BIDI}".encode(),
        "broken.txt": f"六合区要闻\n{BODY}第四页。".encode() + b"\xff\xfe\xc3\x28\xe4\xb8" * 8 + "结束。".encode(),
        "long.html": html("长" * LONG, BODY + "第五页。").encode(),
        "long.txt": f"{'w' * LONG}\n{BODY}第六页。".encode(),
        "formula.txt": f"{FORMULA}\n{BODY}第七页。{FORMULA} @SUM(1) +1 -1".encode(),
        "torn.html.gz": gzip.compress(html("断", BODY).encode())[:-20],
        f"torn{ACTS[:20].replace('/', '')}.warc": b"WARC/1.0\r\nContent-Length: -5\r\n\r\n" + ACTS.encode(),
    }
    addresses = [
        f"javascript:window.{FLAG}=10",
        f'http://news.example/"><script>window.{FLAG}=11</script>',
        f"{FAR}/{BIDI}/a.html",
        FORMULA,
    ]
    lines = [
        {
            "name": f"{ACTS}{number}",
            "url": address,
            "captured_at": "2024-03-12T00:00:00+00:00",
            "text": f"要闻{number}\n{BODY}见{number}处。",
        }
        for number, address in enumerate(addresses)
    ]
    lines.append({"name": FORMULA, "url": 7, "text": ACTS})  # type: ignore[dict-item]
    files["lines.jsonl"] = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    for name, payload in files.items():
        (folder / name).write_bytes(payload)
    return [str(folder)]
