"""What is kept, and nothing else: one noun a file."""

from articles.models.api_token import ApiToken, IdempotencyKey
from articles.models.article import Article
from articles.models.attendance import Attendance
from articles.models.capture import Capture
from articles.models.decision import Decision, DecisionTarget
from articles.models.finding import Finding
from articles.models.former_key import FormerKey
from articles.models.import_problem import ImportProblem
from articles.models.import_run import ImportRun
from articles.models.lease import Lease
from articles.models.meeting import Meeting
from articles.models.organization import Organization
from articles.models.person import Person
from articles.models.post import Post
from articles.models.reading import Reading
from articles.models.saved_search import SavedSearch
from articles.models.search import SearchEntry, SearchTerm, SearchUse
from articles.models.sheet import Sheet
from articles.models.sighting import Sighting
from articles.models.stale import Stale
from articles.models.statement import Statement
from articles.models.tenure import Tenure
from articles.models.upload import Upload
from articles.models.witness import Witness
from articles.models.wording import Likeness, Wording, WordingBand
from articles.models.worker import Worker

__all__ = [
    "ApiToken",
    "Article",
    "Attendance",
    "Capture",
    "Decision",
    "DecisionTarget",
    "Finding",
    "FormerKey",
    "IdempotencyKey",
    "ImportProblem",
    "ImportRun",
    "Lease",
    "Likeness",
    "Meeting",
    "Organization",
    "Person",
    "Post",
    "Reading",
    "SavedSearch",
    "SearchEntry",
    "SearchTerm",
    "SearchUse",
    "Sheet",
    "Sighting",
    "Stale",
    "Statement",
    "Tenure",
    "Upload",
    "Witness",
    "Wording",
    "WordingBand",
    "Worker",
]
