"""The addresses that lead from one page of curation to the next."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def key_address(noun: str, key: str) -> str:
    """The lasting address of a row's page."""
    return reverse(f"admin:articles_{noun}_by_key", args=[key])


def undo_address(batch: str) -> str:
    return f"{reverse('admin:articles_decision_undo_batch')}?{urlencode({'batch': batch})}"


def with_undo(words: object, batch: str) -> SafeString:
    """A message of what was decided, with the way back."""
    return format_html('{} <a href="{}">{}</a>', words, undo_address(batch), _("Undo"))


def merge_address(noun: str, keys: list[str]) -> str:
    return f"{reverse(f'admin:articles_{noun}_merge')}?{urlencode({'key': keys}, doseq=True)}"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the form says that it came from, if that is a page of this site."""
    wanted: Any = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()) else otherwise
