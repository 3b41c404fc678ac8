"""Who sat where on a day, and who was with whom, for those who ask over HTTP."""

from articles.api.asked import CoAttendanceAsked, RosterAsked
from articles.api.problems import NotThere, Refused
from articles.store.audiences import Audience
from articles.store.telling import relations
from articles.store.telling.listing import Item
from articles.store.telling.problems import NotThere as Nowhere


def roster(key: str, asked: RosterAsked, audience: Audience) -> Item:
    try:
        return relations.roster(key, asked.on, audience)
    except Nowhere:
        raise NotThere from None
    except ValueError as error:
        raise Refused("query.on", str(error)) from error


def co_attendance(key: str, asked: CoAttendanceAsked, audience: Audience) -> Item:
    try:
        return relations.co_attendance(key, audience, **asked.dict())
    except Nowhere:
        raise NotThere from None
