"""What the lists for editors share: who may see them, pages of rows, and a file of all rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise, cached_property
from django.views import View

from wagtail.admin.menu import MenuItem
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from cms.languages import address
from cms.models import User
from cms.sheets import csv_bytes
from pages.admin.new_wijk import crumbs

ROWS_A_SCREEN = 50
MAX_ROWS_IN_FILE = 5000
_HIGHEST = 1_000_000


def is_page_editor(user: User) -> bool:
    """Whether this person may change any page."""
    return page_permission_policy.user_has_permission(user, "change")


def own_pages(user: User, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those of these pages that this person may change: an editor of a wijk sees that wijk alone."""
    return pages & page_permission_policy.instances_user_has_permission_for(user, "change")


class ReportMenuItem(MenuItem):
    """A list below "Rapporten"."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to who may change pages."""
        return is_page_editor(request.user)


class ListView(View):
    """A list of pages with something to do; `?export=csv` gives all rows as a file."""

    title: ClassVar[str | Promise]
    template_name: ClassVar[str]
    file_name: ClassVar[str]
    file_header: ClassVar[Sequence[str | Promise]]
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer.

        Raises:
            PermissionDenied: to who edits no page.
        """
        if not is_page_editor(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def languages(self) -> dict[int, str]:
        """The code of each language; a page in its own class does not bring its language along."""
        return dict(Locale.objects.values_list("pk", "language_code"))

    def rows(self) -> QuerySet[Page]:
        """All rows that this person may see."""
        raise NotImplementedError

    def cells(self, row: Any) -> Sequence[object]:
        """A row of the file."""
        raise NotImplementedError

    def part(self, first: int, count: int) -> list[Any]:
        """So many rows from the first asked for."""
        return list(self.rows()[first : first + count])

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a screen of rows, or give them all."""
        if request.GET.get("export") == "csv":
            rows = (self.cells(row) for row in self.part(0, MAX_ROWS_IN_FILE))
            response = HttpResponse(csv_bytes([str(cell) for cell in self.file_header], rows), "text/csv")
            response["Content-Disposition"] = f'attachment; filename="{self.file_name}.csv"'
            return response
        asked = request.GET.get("vanaf", "0")
        first = min(int(asked), _HIGHEST) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
        found = self.part(first, ROWS_A_SCREEN + 1)
        for row in found:
            page = getattr(row, "page", row)
            page.address = address(f"/{page.url_path.split('/', 2)[2]}", self.languages[page.locale_id])
        context = {
            "rows": found[:ROWS_A_SCREEN],
            "next": first + ROWS_A_SCREEN if len(found) > ROWS_A_SCREEN else None,
            "first": first,
            "header_title": self.title,
            "header_icon": "clipboard-list",
            "breadcrumbs_items": crumbs(str(self.title)),
        }
        return TemplateResponse(request, self.template_name, context)
