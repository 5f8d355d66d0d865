"""The inbox in the menu and on the front page of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from participation.admin.listing import rows_of
from participation.admin.reader import reader_of
from participation.admin.saved_views import counts_of
from participation.inbox import first_waiting, shown_count, waiting_count
from participation.inbox_views import ON_THE_FRONT, STANDARD
from participation.policies import can_open_inbox, may_read_some_contact


class InboxMenuItem(MenuItem):
    """ "Te behandelen", with the number of cases that wait on this person behind it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to who has an inbox."""
        return can_open_inbox(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Wagtail's sidebar has no place for a number, so it stands in the label.

        The item itself lives on over requests: only the component of this one gets the label.
        """
        component = super().render_component(request)
        count = waiting_count(request.user)
        if count:
            component.label = f"{self.label} ({shown_count(count)})"
        return component


class WaitingPanel(Component):
    """What waits on this person, the nearest deadline first."""

    name = "te-behandelen"
    template_name = "participation/admin/waiting_panel.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The first five, and counters of what else asks for attention."""
        user = parent_context["request"].user
        reader = reader_of(user)
        views = tuple(view for view in STANDARD if view.key in ON_THE_FRONT)
        counts = counts_of(reader, views)
        return {
            "rows": rows_of(first_waiting(user), today=reader.today, levels=reader.levels),
            "counters": [(view, counts[view.key]) for view in views],
        }


class HandMoneyMenuItem(MenuItem):
    """Hand money."""

    def is_shown(self, request: HttpRequest) -> bool:
        """To who may look into that of a wijk."""
        return can_open_inbox(request.user)


class BudgetMenuItem(MenuItem):
    """The budget of a year."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to administrators."""
        return request.user.is_superuser


class LettersMenuItem(MenuItem):
    """Letters that go by post."""

    def is_shown(self, request: HttpRequest) -> bool:
        """To who may know to whom a letter goes."""
        return can_open_inbox(request.user) and may_read_some_contact(request.user)
