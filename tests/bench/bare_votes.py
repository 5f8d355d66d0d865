"""The floor of a vote: a form with its token, one row with a unique constraint, and on to another page.

It is a project of its own: these settings, this one address, and the middleware that Django starts a project with.
"""

from __future__ import annotations

import os

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path

from cms.settings_test import *  # noqa: F403
from tests.bench.floors import STANDARD_MIDDLEWARE

ROOT_URLCONF = __name__
MIDDLEWARE = STANDARD_MIDDLEWARE
POLL = os.environ.get("BENCH_POLL", "0")


class BareVote(forms.Form):
    """The least that a vote asks."""

    choice = forms.ChoiceField(choices=[(str(number), str(number)) for number in range(4)])
    voter = forms.CharField(max_length=64)


def vote(request: HttpRequest) -> HttpResponse:
    """Check, write one row, go on."""
    from polls.models import Voter

    form = BareVote(request.POST)
    if not form.is_valid():
        return HttpResponse("Dit klopt niet", status=422)
    Voter.objects.create(poll_id=int(POLL), voter_hash=form.cleaned_data["voter"])
    return HttpResponseRedirect("/")


urlpatterns: list[URLPattern] = [path("stem/", vote)]
