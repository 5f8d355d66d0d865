"""The bare vote and the bare form that stores an idea (spec/performance.md): check, write one row, go on."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path

from polls.models import Voter
from tests.bench.bare.models import Idea

_WRONG = 422


class BareVote(forms.Form):
    """The least that a vote asks."""

    choice = forms.ChoiceField(choices=[(str(number), str(number)) for number in range(4)])
    voter = forms.CharField(max_length=64)


class BareIdea(forms.ModelForm):
    """A form as Django makes it from a model."""

    class Meta:
        model = Idea
        fields = ["title", "text", "place", "email", "category"]


def vote(request: HttpRequest) -> HttpResponse:
    """Store a vote, once for a voter."""
    form = BareVote(request.POST)
    if not form.is_valid():
        return HttpResponse("Dit klopt niet", status=_WRONG)
    Voter.objects.create(poll_id=int(settings.POLL), voter_hash=form.cleaned_data["voter"])
    return HttpResponseRedirect("/")


def idea(request: HttpRequest) -> HttpResponse:
    """Store an idea."""
    form = BareIdea(request.POST)
    if not form.is_valid():
        return HttpResponse("Dit klopt niet", status=_WRONG)
    form.save()
    return HttpResponseRedirect("/")


urlpatterns: list[URLPattern] = [path("stem/", vote), path("idee/", idea)]
