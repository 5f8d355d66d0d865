"""Help beside the forms while somebody types: pieces of a page that JavaScript asks for. They change nothing.

Without JavaScript the same pieces stand on the page that comes after.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import throttle
from cms.forms import EuroField
from cms.languages import active_language
from cms.models import Wijk
from cms.workdays import local_date
from participation.alike import alike
from participation.codes import Scope
from participation.selectors import Card
from participation.views.guard import TOO_MANY, private_page
from participation.views.route import DecisionRoute, route_of

ASKS_PER_MINUTE, MINUTE = 60, timedelta(minutes=1)
_MOST_TYPED = 300


@private_page
@require_safe
def look_alikes(request: HttpRequest) -> HttpResponse:
    """Plans that resemble `?titel=`, those of `?wijk=` first; nothing where there are none."""
    if not _may_ask(request):
        return HttpResponse(status=TOO_MANY)
    slug = request.GET.get("wijk", "").replace("\x00", "")[:60]
    wijk = Wijk.objects.filter(slug=slug).first() if slug else None
    plans = alike_now(request.GET.get("titel", ""), wijk)
    return render(request, "participation/parts/alike.html", {"plans": plans})


@private_page
@require_safe
def who_decides(request: HttpRequest) -> HttpResponse:
    """Who decides on `?bedrag=` and by when, for a plan as large as `?reikwijdte=`; nothing for no amount."""
    if not _may_ask(request):
        return HttpResponse(status=TOO_MANY)
    route = typed_route(request.GET.get("bedrag"), request.GET.get("reikwijdte"))
    return render(request, "participation/parts/route_answer.html", {"route": route})


def alike_now(typed: object, wijk: Wijk | None) -> list[Card]:
    """Plans that resemble what was typed, as far as that is a text, for a page in the language of the moment."""
    return alike(str(typed or "").replace("\x00", "")[:_MOST_TYPED], wijk=wijk, language=active_language())


def typed_route(amount: object, scope: object) -> DecisionRoute | None:
    """Who decides on an amount as it was typed; None where it is none, or none yet."""
    try:
        cents = EuroField(required=False).clean(str(amount or "")[:_MOST_TYPED])
    except ValidationError:
        return None
    reach = str(scope) if scope in Scope.values else ""
    return None if cents is None else route_of(cents, reach, on=local_date(timezone.now()))


def _may_ask(request: HttpRequest) -> bool:
    return throttle.hit(
        "live_help", throttle.client_ip(request), limit=ASKS_PER_MINUTE, per=MINUTE, now=timezone.now()
    )
