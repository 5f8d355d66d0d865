"""What the screens of polls share: finding the poll in the eyes of who asks, and answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from polls.addresses import poll_path
from polls.models import Poll
from polls.policies import manageable
from polls.services.errors import Refused


def crumbs(*last: tuple[str, str]) -> list[dict[str, str]]:
    """Where we are, from the front page of the admin on."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Beheer")}
    listing = {"url": reverse("polls_admin:list"), "label": _("Peilingen")}
    return [home, listing, *({"url": url, "label": label} for label, url in last)]


class PollView(View):
    """A screen about one poll. Who may not work with it gets 404, as if it were not there."""

    template_name = ""
    title = ""

    def dispatch(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the poll.

        Raises:
            Http404: when it is not there for this person.
        """
        poll = manageable(request.user).select_related("wijk").filter(pk=pk).first()
        if poll is None:
            raise Http404
        self.poll: Poll = poll
        self.now: datetime = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    def show(self, request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
        """The screen."""
        found = {
            "poll": self.poll,
            "poll_url": poll_path(self.poll),
            "header_title": self.poll.title,
            "header_icon": "tick-inverse",
            "breadcrumbs_items": crumbs(
                (self.poll.title, reverse("polls_admin:poll", args=[self.poll.pk]) if self.title else ""),
                *([(str(self.title), "")] if self.title else []),
            ),
        }
        return TemplateResponse(request, self.template_name, found | context, status=status)

    def back(self, request: HttpRequest, done: str, name: str = "poll") -> HttpResponse:
        """To a screen of this poll, with what was done."""
        messages.success(request, done)
        return redirect(f"polls_admin:{name}", self.poll.pk)

    def refuse(self, form: forms.Form, refusal: Refused, field: str | None = None) -> None:
        """Say on a form why it was refused."""
        form.add_error(field, str(refusal))
