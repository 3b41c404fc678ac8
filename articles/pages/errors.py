"""What is said where there is nothing, and where the program failed; and what robots are told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /api/\nDisallow: /i18n/\nDisallow: /search/\n"
"""Every article, person, body and meeting is reached by links; what robots would make of searches has no end."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for what there never was and for what is withheld."""
    return render(request, "pages/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Asks no database: that may be what failed."""
    return render(request, "pages/500.html", status=500)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
