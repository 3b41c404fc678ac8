"""The history of a row: every decision that bears or bore on it, each that stands with the way to withdraw it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import get_language

from articles.admin.legible import legible
from articles.admin.looking import minute
from articles.admin.roles import may_decide, may_see_withheld
from articles.models import Decision
from articles.store.histories import history_of
from articles.store.looking_up import day_of
from articles.store.showable import showable_decisions

A_PAGE = 50


def history_context(request: HttpRequest, row: Any) -> dict[str, Any]:
    chinese = (get_language() or "zh").startswith("zh")
    events = history_of(row)
    if not may_see_withheld(request.user):
        every = Decision.objects.filter(pk__in=[event.decision.pk for event in events])
        shown = set(showable_decisions(every, withheld=False, by=request.user.get_username()).values_list("pk", flat=True))
        events = [event for event in events if event.decision.pk in shown]
    page = Paginator(events, A_PAGE).get_page(request.GET.get("p"))
    told = [
        {
            "decision": event.decision,
            "words": legible(event.zh if chinese else event.en),
            "kind": event.decision.get_kind_display(),
            "by": legible(event.decision.by),
            "at": minute(event.decision.at),
            "standing": event.standing,
            "withdrawn": [f"{legible(one.by)}, {day_of(one)}{': ' + legible(one.why) if one.why else ''}" for one in event.withdrawn_by],
        }
        for event in page
    ]
    return {"events": told, "page": page, "may_decide": may_decide(request.user)}
