"""`/bewijs/`: a puzzle for a browser that is about to send a form, where the municipality asks for that."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import proofs

# The form asks for a proof itself, whatever came from this connection.
NEEDED = "nodig"


@require_safe
def puzzle(request: HttpRequest) -> HttpResponse:
    """A new puzzle; 204 where this connection needs none.

    Raises:
        Http404: where proofs are switched off.
    """
    now = timezone.now()
    if not proofs.is_on():
        raise Http404
    is_asked = NEEDED in request.GET or proofs.is_asked(request, now)
    response = JsonResponse(proofs.challenge(now)) if is_asked else HttpResponse(status=204)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
