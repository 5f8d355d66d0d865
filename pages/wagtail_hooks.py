"""Registration of the pages in the Wagtail admin."""

from django.http import HttpRequest

from wagtail import hooks
from wagtail.models import Page

from pages.models import WijkPage
from pages.services import give_editors_rights


@hooks.register("after_create_page")
def make_editors_group(request: HttpRequest, page: Page) -> None:
    """A new wijk page gets its own group of editors at once."""
    if isinstance(page, WijkPage):
        give_editors_rights(page)
