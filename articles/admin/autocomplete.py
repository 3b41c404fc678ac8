"""Rows offered while somebody types: by characters, pinyin or initials, each with what tells it from its namesakes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from articles.admin.legible import legible
from articles.store.choosing import named_like
from articles.store.portraits import told_apart

AT_ONCE = 20


def choose_view(noun: Any, request: HttpRequest) -> HttpResponse:
    """`{"results": [{"id": key, "text": name, "note": …}], "pagination": {"more": bool}}`, the best match first."""
    typed = str(request.GET.get("term") or request.GET.get("q") or "")
    page = max(1, int(number)) if (number := str(request.GET.get("page") or "1")).isdecimal() and len(number) < 6 else 1
    found = named_like(noun.get_queryset(request), typed)
    rows = list(found[(page - 1) * AT_ONCE : page * AT_ONCE + 1])
    notes = told_apart(rows[:AT_ONCE])
    results = [{"id": row.key, "text": legible(row.name, 80), "note": legible(notes.get(row.pk, ""), 120)} for row in rows[:AT_ONCE]]
    return JsonResponse({"results": results, "pagination": {"more": len(rows) > AT_ONCE}})
