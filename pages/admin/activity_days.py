"""What the times in an editor's form come down to, asked for again while they are filled in. Stores nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST

from pages.admin.activity_form import times_context
from pages.admin.base import is_page_editor
from pages.models import ActivityPage


@require_POST
def activity_days(request: HttpRequest) -> HttpResponse:
    """The sentence and the next six days of what was sent, or what is wrong with it.

    Raises:
        PermissionDenied: for who edits no pages.
    """
    if not is_page_editor(request.user):
        raise PermissionDenied
    form_class = ActivityPage.get_edit_handler().get_form_class()
    form = form_class(request.POST, instance=ActivityPage(), for_user=request.user)
    try:
        # Whatever else is missing yet: what can be read of the times stands on the instance after this.
        form.is_valid()
    except (KeyError, ValueError):
        # No form of the editor: that counts its blocks.
        return HttpResponseBadRequest(content_type="text/plain")
    return render(request, "pages/admin/times.html", times_context(form.instance))
