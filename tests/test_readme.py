"""The first screen of the README is true."""

from pathlib import Path
from typing import Any

from articles.pipeline.records import Capture
from articles.pipeline.run import as_json, read_capture

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCREEN = README.split("```")[1]


def reading(number: str) -> dict[str, Any]:
    (path,) = (ROOT / "seeds").glob(f"{number}_*.txt")
    return as_json(read_capture(Capture(name=path.name, payload=path.read_bytes())))


def captured_lines() -> list[str]:
    return [line.removeprefix("captured").strip() for line in SCREEN.splitlines() if line.startswith("captured")]


def test_what_is_called_captured_stands_in_the_seeds() -> None:
    seeds = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt"))
    assert len(captured_lines()) == 3
    for line in captured_lines():
        assert line in seeds


def test_what_is_called_read_is_read() -> None:
    read = [line.removeprefix("read").strip() for line in SCREEN.splitlines() if line.startswith("read")]
    row = reading("001")
    assert read[0] in row["article"]["body"]
    (run,) = (repair for repair in row["repairs"] if repair["after"] == "为全市大局作出更大贡献")
    assert run["proof"] == "likely"
    assert ", ".join(run["rivals"][:2]) in SCREEN
    article = reading("002")["article"]
    assert read[1] == " · ".join(article[name] for name in ("title", "subtitle", "published_on", "source", "author"))


def test_the_warnings_are_given() -> None:
    (hijacked,) = reading("002")["warnings"]
    assert (hijacked["kind"], hijacked["text"] in captured_lines()[1]) == ("hijacked_name", True)
    (lost,) = reading("004")["warnings"]
    assert (lost["kind"], lost["text"]) == ("lost_character", "?")


def test_the_commands_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test", "check"):
        assert f"make {target}" in README
        assert f"\n{target}:" in makefile
