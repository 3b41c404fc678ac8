"""Newer readers that see the same pages otherwise: names cut otherwise, spans shifted, titles changed, facts lost."""

import copy
import random
from typing import Any

from tests.store.generated.importing import reread
from tests.store.generated.pages import Reader, Reading, forget


def read_otherwise(reader: Reader, chance: random.Random) -> None:
    """Change the reader, and read all captures anew."""
    major, month, number = reader.version.split(".")
    reader.version = f"{major}.{month}.{int(number) + 1}"
    reader.readings = {sha256: changed(reading, chance) for sha256, reading in reader.readings.items()}
    reread(reader)


def changed(reading: Reading, chance: random.Random) -> Reading:
    reading = copy.deepcopy(reading)
    people = [person["name"] for person in reading["persons"]]
    for name in people:
        lot = chance.random()
        if lot < 0.1:
            forget(reading, name)
        elif lot < 0.25:
            recut(reading, name)
    for person in reading["persons"]:
        for post in person["posts"]:
            if chance.random() < 0.2:
                post["title"] = chance.choice(["副书记", "主任", "常务副区长"])
        if chance.random() < 0.2:
            person["posts"] = person["posts"][1:]
    for meeting in reading["meetings"]:
        if chance.random() < 0.2:
            meeting["name"] += "暨推进会"
        for one in meeting["attendance"]:
            if chance.random() < 0.1:
                one["role"] = "speaker" if one["role"] != "speaker" else "host"
    if chance.random() < 0.2:
        reading["organizations"] = reading["organizations"][1:]
    for one in reading["statements"]:
        if chance.random() < 0.3 and one["end"] - one["start"] > 6:
            one["text"], one["end"] = one["text"][:-3], one["end"] - 3
    return reading


def recut(reading: Reading, name: str) -> None:
    """The name one character longer, as far as the page goes on alike: 甲乙丙 read as 甲乙丙出."""
    body: str = reading["article"]["body"]
    person: dict[str, Any] = next(one for one in reading["persons"] if one["name"] == name)
    start, end = person["mentions"][0]
    longer = body[start : end + 1]
    person["name"], person["mentions"] = longer, [[start, end + 1]]
    for meeting in reading["meetings"]:
        for one in meeting["attendance"]:
            if one["person"] == name:
                one |= {"person": longer, "start": start, "end": end + 1}
    for one in reading["statements"]:
        if one["speaker"] == name:
            one["speaker"] = longer
