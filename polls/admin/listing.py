"""`/beheer/peilingen/`: the polls that somebody works with, and how much waits to be looked at."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from cms.models import User
from polls.admin.base import crumbs
from polls.codes import Review
from polls.models import Answer, Poll, Turnout
from polls.policies import manageable, works_with_polls
from polls.state import stand_of

ROWS = 50
CAP = 100


_ANY_WAITING = "polls.any_waiting"


def waiting_count(user: User) -> int:
    """How many texts wait for this person; counting stops at a hundred.

    The menu asks on every screen, and most of the time nothing waits for anybody: that is remembered for ten seconds.
    """
    if not cache.get_or_set(_ANY_WAITING, lambda: Answer.objects.filter(review=Review.WAITING).exists(), 10):
        return 0
    polls = manageable(user).order_by().values("pk")
    rows = Answer.objects.filter(review=Review.WAITING, question__poll__in=polls)
    return len(rows.order_by().values_list("pk", flat=True)[:CAP])


def rows_of(user: User) -> QuerySet[Poll]:
    """Own polls with votes and waiting texts, the last to close in front."""
    votes = Turnout.objects.filter(poll=OuterRef("pk")).values("poll").annotate(all=Sum("people")).values("all")
    texts = Answer.objects.filter(question__poll=OuterRef("pk"), review=Review.WAITING).order_by()
    waiting = texts.values("question__poll").annotate(all=Count("pk")).values("all")
    found = manageable(user).select_related("wijk").order_by("-closes_at", "-pk")
    return found.annotate(votes=Coalesce(Subquery(votes), 0), waiting=Coalesce(Subquery(waiting), 0))


class ListView(View):
    """The list. Who works with no poll sees an empty one."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a screen of it."""
        now = timezone.now()
        rows = rows_of(request.user)
        only_waiting = "wacht" in request.GET
        if only_waiting:
            rows = rows.filter(~Q(waiting=0))
        asked = request.GET.get("vanaf", "0")
        first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
        found = list(rows[first : first + ROWS + 1])
        for poll in found:
            poll.stand = stand_of(poll, now)
        context: dict[str, Any] = {
            "rows": found[:ROWS],
            "first": first,
            "next": first + ROWS if len(found) > ROWS else None,
            "only_waiting": only_waiting,
            "header_title": _("Peilingen"),
            "header_icon": "tick-inverse",
            "breadcrumbs_items": crumbs()[:1] + [{"url": "", "label": _("Peilingen")}],
        }
        return TemplateResponse(request, "polls/admin/list.html", context)


class PollsMenuItem(MenuItem):
    """ "Peilingen", with the number of texts that wait behind it, beside the inbox."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to who works with polls."""
        return works_with_polls(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The item lives on over requests: only the component of this one gets the number."""
        component = super().render_component(request)
        if count := waiting_count(request.user):
            component.label = f"{self.label} ({f'{CAP - 1}+' if count >= CAP else count})"
        return component
