"""Results as open data, and as a page to put in a frame on another site. Both are read only, and the same for all."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from cms.mail.links import absolute
from polls import open_data
from polls.addresses import poll_path
from polls.results import may_see, results_of
from polls.state import stand_of
from polls.views.find import find
from polls.words import identity_words


@require_safe
def data_set(request: HttpRequest, extension: str) -> HttpResponse:
    """`/open-data/v1/polls.json` and `.csv`; 304 for who has it already."""
    make, content_type = {
        "json": (open_data.as_json, "application/json; charset=utf-8"),
        "csv": (open_data.as_csv, "text/csv; charset=utf-8"),
    }[extension]
    body = make(open_data.published(timezone.now()))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type)
    response["ETag"] = etag
    if extension == "csv":
        response["Content-Disposition"] = 'attachment; filename="peilingen.csv"'
    # Open data: every site may read it (NL API Design Rules).
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def framed(request: HttpRequest, path: str) -> HttpResponse:
    """`<poll>/insluiten/`: the result without the rest of the site, for the hosts in `EMBED_HOSTS`.

    Raises:
        Http404: when the result is not for everybody (yet), and where no site may frame it.
    """
    now = timezone.now()
    poll = find(request, path)
    if not settings.EMBED_HOSTS or not poll.is_listed or not may_see(poll, now=now, has_voted=False):
        raise Http404
    context = {
        "poll": poll,
        "wijk": poll.wijk,
        "stand": stand_of(poll, now),
        "results": results_of(poll),
        "identity": identity_words(poll.identity),
        "url": absolute(poll_path(poll)),
    }
    response = render(request, "polls/framed.html", context)
    # Browsers that know frame-ancestors leave X-Frame-Options aside.
    response._csp_replace = {"frame-ancestors": list(settings.EMBED_HOSTS)}
    response["X-Robots-Tag"] = "noindex"
    return response
