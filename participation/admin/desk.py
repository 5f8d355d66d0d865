"""What a person keeps of the list: the columns."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from participation.admin.columns import ColumnsForm
from participation.policies import can_open_inbox
from participation.services import desk


def to_list(query: str) -> HttpResponse:
    """Back to the list with these filters; what came along is written anew, so it leads nowhere else."""
    again = QueryDict(query[:4000]).urlencode()
    return redirect(reverse("inbox:list") + (f"?{again}" if again else ""))


class DeskView(View):
    """A page beside the list, for who has an inbox."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Let in who has an inbox.

        Raises:
            Http404: for who has none.
        """
        if not can_open_inbox(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ColumnsView(DeskView):
    """Keep which columns somebody wants. A page of its own only to post to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead somebody who reloads this address to the list."""
        return redirect("inbox:list")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them; a column that there is not is said so, and nothing changes."""
        form = ColumnsForm(request.POST)
        if form.is_valid():
            desk.arrange(user=request.user, **form.cleaned_data)
            messages.success(request, _("Je kolommen zijn bewaard."))
        else:
            messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return to_list(request.POST.get("terug", ""))
