"""Registration of the pages in the Wagtail admin."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail.snippets.models import register_snippet

from cms.models import User
from pages.admin.base import ReportMenuItem, is_page_editor
from pages.admin.findings import tell
from pages.admin.new_wijk import NewWijkMenuItem
from pages.admin.panel import EditorPanel
from pages.models import ActivityPage, WijkPage
from pages.services import give_editors_rights

# Organisations, people, spreekuren and portraits; by its name, since its forms read what is registered elsewhere.
register_snippet("pages.admin.people.SocialBaseGroup")


@hooks.register("after_create_page")
def make_editors_group(request: HttpRequest, page: Page) -> None:
    """A new wijk page gets its own group of editors at once."""
    if isinstance(page, WijkPage):
        give_editors_rights(page)


@hooks.register("register_admin_urls")
def register_editors_screens() -> list[URLResolver]:
    """Making a wijk, and the lists."""
    return [path("redactie/", include("pages.admin.urls"))]


# Before wagtail-localize's own: these take the same addresses, and ask for rights on the page too.
@hooks.register("register_admin_urls", order=-10)
def guard_translating() -> list[URLResolver]:
    """Submitting a translation, of own pages alone."""
    return [path("localize/", include("pages.admin.translate_urls"))]


@hooks.register("register_admin_menu_item")
def register_new_wijk() -> MenuItem:
    """Make a wijk, next to the wijken."""
    return NewWijkMenuItem(
        gettext_lazy("Maak een wijk"),
        reverse_lazy("editors:new_wijk"),
        name="nieuwe-wijk",
        icon_name="plus",
        order=290,
    )


@hooks.register("register_reports_menu_item")
def register_reviews() -> MenuItem:
    """Pages to look at again."""
    return ReportMenuItem(
        gettext_lazy("Klopt dit nog?"), reverse_lazy("editors:reviews"), icon_name="clipboard-list", order=10
    )


@hooks.register("register_reports_menu_item")
def register_translations() -> MenuItem:
    """Pages to translate."""
    return ReportMenuItem(
        gettext_lazy("Nog te vertalen"), reverse_lazy("editors:translations"), icon_name="globe", order=20
    )


@hooks.register("register_reports_menu_item")
def register_findings() -> MenuItem:
    """What the checks found."""
    return ReportMenuItem(
        gettext_lazy("Controle van de inhoud"), reverse_lazy("editors:findings"), icon_name="glasses", order=30
    )


@hooks.register("construct_homepage_panels")
def add_editor_panel(request: HttpRequest, panels: list[Component]) -> None:
    """What waits for an editor."""
    if is_page_editor(request.user):
        panels.append(EditorPanel())


@hooks.register("after_create_page", order=100)
@hooks.register("after_edit_page", order=100)
def tell_findings(request: HttpRequest, page: Page) -> None:
    """What to look at, after saving."""
    tell(request, page)


# Before wagtail-localize takes over the screen: it has no hook after saving.
@hooks.register("before_edit_page", order=-10)
def tell_findings_of_translation(request: HttpRequest, page: Page) -> None:
    """What to look at in a translation, when it is opened."""
    if request.method == "GET" and not page.alias_of_id and page.locale_id != Locale.get_default().pk:
        tell(request, page)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_to_confirm(page: Page, user: User, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """ "Dit klopt nog", where the page is on the site and this person may change it."""
    if page.live and page.depth > 1 and not page.alias_of_id and page.permissions_for_user(user).can_edit():
        url = reverse("editors:confirm", args=[page.pk])
        yield Button(_("Klopt dit nog?"), url, icon_name="clipboard-list", priority=70)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_signups(page: Page, user: User, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """ "Aanmeldingen", of an activity that takes them here."""
    activity = page.specific if issubclass(page.specific_class or Page, ActivityPage) else None
    if activity and activity.signup == "hier" and page.permissions_for_user(user).can_edit():
        yield Button(_("Aanmeldingen"), reverse("editors:signups", args=[page.pk]), icon_name="group", priority=75)
