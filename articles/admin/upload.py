"""Uploading captures: a form with files; what comes in becomes a run that waits for a worker. Readings anew are asked for here as well."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.legible import inward, legible, page_address
from articles.admin.receiving import FIELD, LAST_FIELD, receive
from articles.admin.roles import may_import, only
from articles.models import ImportRun
from articles.store.background.asking import ask_for_import, ask_for_rereading, came_before
from articles.store.background.uploads import Incoming, UploadRefused, drop
from articles.store.background.watching import somebody_works
from articles.store.reading import READER
from articles.store.rereading import rows_to_reread

TOLD = 5
"""Files that were uploaded before, named one by one."""
STATUS = {"large": 413, "many": 413, "full": 507}


def upload_urls(guard: Any) -> list[URLPattern]:
    """The addresses, to stand before those of the runs' admin; `guard`: AdminSite.admin_view."""
    allowed = only(may_import)
    # Who asks is looked at before a byte of the files is read, and the token behind them (see `upload_view`): Django, looking for it,
    # would take the request apart before anybody could say where the files go and how much is too much.
    return [
        path("upload/", guard(csrf_exempt(allowed(upload_view))), name="articles_importrun_upload"),
        path("read-again/", guard(allowed(read_again_view)), name="articles_importrun_read_again"),
    ]


@require_http_methods(["GET", "POST"])
def upload_view(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return form(request)
    try:
        folder, files = receive(request)
    except UploadRefused as refused:
        return form(request, refused)
    try:
        return csrf_protect(take_over)(request, folder=folder, files=files)
    finally:
        drop(folder)  # of an upload that was taken over it has another name by now


def take_over(request: HttpRequest, *, folder: Path, files: list[Incoming]) -> HttpResponse:
    """The files that have come in, to a run that waits."""
    try:
        run = ask_for_import(folder, files, by=request.user.get_username())
    except UploadRefused as refused:
        return form(request, refused)
    messages.success(
        request,
        ngettext(
            "%(number)d file was taken. It is imported in the background: you may leave this page.",
            "%(number)d files were taken. They are imported in the background: you may leave this page.",
            len(files),
        )
        % {"number": len(files)},
    )
    tell_of_doubles(request, run)
    return HttpResponseRedirect(page_address("importrun", run.pk))


def tell_of_doubles(request: HttpRequest, run: ImportRun) -> None:
    doubles = came_before(run)
    for name, former in doubles[:TOLD]:
        words = _("The bytes of %(name)s were uploaded before. That they came again is written down, and nothing else changes.")
        link = inward(page_address("importrun", former), _("Import run %(number)d") % {"number": former})
        messages.warning(request, format_html("{} {}", words % {"name": f"“{legible(name, 80)}”"}, link))
    if len(doubles) > TOLD:
        words = _("So were those of %(number)d other files.") % {"number": len(doubles) - TOLD}
        messages.warning(request, words)


def form(request: HttpRequest, refused: UploadRefused | None = None) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Upload captures"),
        "opts": ImportRun._meta,
        "field": FIELD,
        "last_field": LAST_FIELD,
        "error": reason(refused) if refused else "",
        "limit": settings.UPLOAD_LIMIT,
        "limit_in_words": filesizeformat(settings.UPLOAD_LIMIT),
        "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "too_large": reason(UploadRefused("large")),
        "too_many": reason(UploadRefused("many")),
        "nobody_works": not somebody_works(),
        "reader": READER,
        "older": rows_to_reread(READER).count(),
        "every": rows_to_reread(None).count(),
    }
    status = STATUS.get(refused.kind, 400) if refused else 200
    return render(request, "admin/articles/importrun/upload.html", context, status=status)


def reason(refused: UploadRefused) -> str:
    """Why nothing was taken, and what can be done."""
    limit, most = filesizeformat(settings.UPLOAD_LIMIT), settings.DATA_UPLOAD_MAX_NUMBER_FILES
    words = {
        "large": _("Nothing was taken: one upload may have %(limit)s. Send it in parts, or have it imported on the server itself "
                   "(manage.py import_captures), or have the limit raised there (NEWSDB_UPLOAD_LIMIT).") % {"limit": limit},
        "many": _("Nothing was taken: these are more than %(most)d files. Pack them into a zip, and upload that.") % {"most": most},
        "full": _("Nothing was taken: the server's disk has no room for it, or may not be written to. Tell the one who keeps the server; "
                  "import runs that have ended let their uploaded files be deleted, which makes room."),
        "none": _("No file was chosen. Choose one or more, then upload."),
        "empty": _("Nothing was taken: there is not a byte in what was chosen. Look at the file where it came from, and choose it again."),
        "broken": _("Nothing was taken: the upload broke off on its way. Try it again."),
    }  # fmt: skip
    return words[refused.kind]


@require_POST
def read_again_view(request: HttpRequest) -> HttpResponse:
    """Have captures read anew: those of older readers, or with `which=all` every one."""
    older_than = None if request.POST.get("which") == "all" else READER
    run = ask_for_rereading(by=request.user.get_username(), older_than=older_than)
    messages.success(request, _("The captures are read anew in the background: you may leave this page."))
    return HttpResponseRedirect(page_address("importrun", run.pk))
