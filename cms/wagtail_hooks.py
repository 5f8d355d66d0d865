"""Registration of the ground floor in the Wagtail admin."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from cms.admin.branding import hide_for_caseworkers, script, stylesheet
from cms.admin.permissions import AdministratorPolicy
from cms.models import Buurt, Cluster, PostcodeArea, Wijk, WijkRole, WijkTheme

for _model in (Buurt, Cluster, PostcodeArea, Wijk, WijkRole, WijkTheme):
    register_permission_policy(_model, AdministratorPolicy(_model))


@hooks.register("insert_global_admin_css")
def add_stylesheet() -> SafeString:
    """Our own rules on every screen."""
    return stylesheet()


@hooks.register("insert_global_admin_js")
def add_date_choosers() -> SafeString:
    """Date fields without inline script."""
    return script()


@hooks.register("construct_main_menu")
def tidy_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what a person has no use for."""
    hide_for_caseworkers(request, items)


@hooks.register("register_admin_viewset")
def register_town() -> object:
    """Clusters, wijken, buurten, postcodes, themes and roles."""
    from cms.admin.places import TownGroup  # forms read the policies registered above

    return TownGroup()
