"""Names whose place stands elsewhere than at their head: 民盟市委会, 自治区教育厅, 局党委."""

from articles.pipeline.recognize.body import Body
from articles.pipeline.recognize.body_endings import base_of, kind_of
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.parts_of_bodies import OF_OWN, OF_PARTY
from articles.pipeline.recognize.reasons import ABOVE, meant


def of_party(text: str, home: Home, previous: Body | None) -> Body | None:
    """民盟市委会 to 民盟嘉兴市委会, 团区委 to 共青团通州区委: the party is named before the place."""
    match = OF_PARTY.match(text)
    if match is None:
        return None
    level, party = match["level"], match["party"]
    place = previous.base if previous is not None and previous.certain and ends_in(previous.base, level) else home.levels.get(level)
    if place is None:
        return Body(text, level, "party", (f"页面未言何{level}", f"nothing on the page says which {level}"), False)
    name = ("共青团" if party == "团" else party) + place + text[match.end("level") :]
    return Body(name, place, "party", meant(level, place, home.why.get(level, ABOVE)), True)


def by_region(text: str, home: Home) -> Body | None:
    """自治区教育厅: of the home's province where that is an autonomous region, of no province else."""
    rest = text.removeprefix("自治区")
    if rest == text or not rest or not kind_of("省" + rest):
        return None
    kind = kind_of("省" + rest) or "department"
    region = home.levels.get("省", "")
    if region.endswith("自治区"):
        return Body(region + rest, region, kind, meant("自治区", region, home.why.get("省", ABOVE)), True)
    return Body(text, "自治区", kind, ("页面未言何自治区", "nothing on the page says which autonomous region"), False)


def of_own_bureau(text: str, previous: Body | None) -> Body | None:
    """局党委 after 县公安局, 院党组 after a court: the one said before."""
    if previous is None or OF_OWN.fullmatch(text) is None:
        return None
    own = base_of(previous.name)
    if not own.endswith(text[0]) or len(own) < 4:
        return None
    return Body(own + text[1:], own, kind_of(text[1:]) or "party", (f"属前文的{own}", f"of {own}, said before"), previous.certain)


def ends_in(base: str, level: str) -> bool:
    return base.endswith((level, {"县": "縣", "区": "區", "镇": "鎮", "乡": "鄉"}.get(level, level)))
