"""The kinds of sheets there are."""

from articles.store.sheets.attendances import ATTENDANCES
from articles.store.sheets.columns import Kind
from articles.store.sheets.meetings import MEETINGS
from articles.store.sheets.organizations import ORGANIZATIONS
from articles.store.sheets.persons import PERSONS
from articles.store.sheets.posts import POSTS
from articles.store.sheets.tenures import TENURES

KINDS: dict[str, Kind] = {kind.noun: kind for kind in (PERSONS, ORGANIZATIONS, MEETINGS, POSTS, TENURES, ATTENDANCES)}
"""By the noun whose rows they hold; decisions have a sheet of their own (`decisions.py`)."""
