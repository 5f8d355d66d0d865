"""What waits for an editor, on the front page of the admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from pages import reviews
from pages.admin.base import own_pages
from pages.untranslated import waiting_for_translation

# Nobody reads a higher number otherwise than as "many".
CAP = 100


class EditorPanel(Component):
    """How many pages wait for approval, for a look and for a translation. Three queries, none of them counts all."""

    name = "redactie"
    template_name = "pages/admin/panel.html"
    order = 60

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The lines, with where each leads; what is nothing is left out."""
        user = parent_context["request"].user
        tasks = TaskState.objects.reviewable_by(user).values_list("pk", flat=True)
        stale = own_pages(user, reviews.stale_pages(timezone.now())).values_list("pk", flat=True)
        waiting = own_pages(user, waiting_for_translation()).values_list("pk", flat=True)
        counted = [
            (reverse("wagtailadmin_reports:workflow_tasks"), _tasks(len(tasks[:CAP]))),
            (reverse("editors:reviews"), _stale(len(stale[:CAP]))),
            (reverse("editors:translations"), _waiting(len(waiting[:CAP]))),
        ]
        return {"lines": [(url, text) for url, text in counted if text]}


def _number(count: int) -> str:
    return f"{CAP - 1}+" if count >= CAP else str(count)


def _tasks(count: int) -> str:
    words = ngettext("%(number)s pagina wacht op controle", "%(number)s pagina's wachten op controle", count)
    return words % {"number": _number(count)} if count else ""


def _stale(count: int) -> str:
    words = ngettext("%(number)s pagina om na te kijken", "%(number)s pagina's om na te kijken", count)
    return words % {"number": _number(count)} if count else ""


def _waiting(count: int) -> str:
    words = ngettext("%(number)s pagina nog te vertalen", "%(number)s pagina's nog te vertalen", count)
    return words % {"number": _number(count)} if count else ""
