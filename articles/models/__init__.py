"""What is kept, and nothing else: one noun a file."""

from articles.models.article import Article
from articles.models.capture import Capture
from articles.models.import_problem import ImportProblem
from articles.models.import_run import ImportRun
from articles.models.meeting import Meeting
from articles.models.organization import Organization
from articles.models.person import Person
from articles.models.reading import Reading
from articles.models.search import SearchEntry, SearchTerm, SearchUse
from articles.models.sighting import Sighting
from articles.models.wording import Likeness, Wording, WordingBand

__all__ = [
    "Article",
    "Capture",
    "ImportProblem",
    "ImportRun",
    "Likeness",
    "Meeting",
    "Organization",
    "Person",
    "Reading",
    "SearchEntry",
    "SearchTerm",
    "SearchUse",
    "Sighting",
    "Wording",
    "WordingBand",
]
