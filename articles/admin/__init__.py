"""Curation in Django's admin: one noun a file. What people settle here goes to the store as decisions; nothing here writes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.api_token import ApiTokenAdmin
from articles.admin.article import ArticleAdmin
from articles.admin.attendance import AttendanceAdmin
from articles.admin.capture import CaptureAdmin
from articles.admin.decision import DecisionAdmin
from articles.admin.finding import FindingAdmin
from articles.admin.import_problem import ImportProblemAdmin
from articles.admin.import_run import ImportRunAdmin
from articles.admin.meeting import MeetingAdmin
from articles.admin.organization import OrganizationAdmin
from articles.admin.person import PersonAdmin
from articles.admin.post import PostAdmin
from articles.admin.reading import ReadingAdmin
from articles.admin.saved_search import SavedSearchAdmin
from articles.admin.sighting import SightingAdmin
from articles.admin.statement import StatementAdmin
from articles.admin.tenure import TenureAdmin
from articles.admin.witness import WitnessAdmin

admin.site.site_title = _("newsdb")
admin.site.site_header = _("newsdb: articles from captures")
admin.site.index_title = _("What is kept")

__all__ = [
    "ApiTokenAdmin",
    "ArticleAdmin",
    "AttendanceAdmin",
    "CaptureAdmin",
    "DecisionAdmin",
    "FindingAdmin",
    "ImportProblemAdmin",
    "ImportRunAdmin",
    "MeetingAdmin",
    "OrganizationAdmin",
    "PersonAdmin",
    "PostAdmin",
    "ReadingAdmin",
    "SavedSearchAdmin",
    "SightingAdmin",
    "StatementAdmin",
    "TenureAdmin",
    "WitnessAdmin",
]
