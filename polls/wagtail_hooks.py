"""Registration of polls in the Wagtail admin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from polls.admin.listing import PollsMenuItem
from polls.models import Poll, PollPage


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    """The screens of polls."""
    return [path("peilingen/", include("polls.admin.urls"))]


@hooks.register("register_admin_menu_item")
def register_polls() -> MenuItem:
    """Polls, right below the inbox."""
    return PollsMenuItem(
        gettext_lazy("Peilingen"),
        reverse_lazy("polls_admin:list"),
        name="peilingen",
        icon_name="tick-inverse",
        order=55,
    )


@hooks.register("before_delete_page")
def keep_what_was_voted(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ballots hang on the page's key: a page with votes, at or below this one, can be taken off but not deleted."""
    keys = PollPage.objects.descendant_of(page, inclusive=True).values("translation_key")
    if not Poll.objects.filter(key__in=keys, ballots__isnull=False).exists():
        return None
    text = _("Hier is al gestemd. Haal de pagina van de site in plaats van hem te verwijderen.")
    messages.error(request, text)
    return redirect("wagtailadmin_explore", page.get_parent().pk)
