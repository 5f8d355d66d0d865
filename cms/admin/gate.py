"""What a person finds in the admin who handles cases and edits nothing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from wagtail.admin.auth import permission_denied

from cms.auth import ADMIN_ACCESS
from cms.models import User

# Our own screens ask `visible_to` and the roles themselves; the rest is signing in and out, and one's own account.
OWN_SCREENS = frozenset({"inbox", "budget", "polls_admin"})
FOR_EVERYONE = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_dismissibles",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtail.admin.views.home.default",  # an address that is not there: 404
    }
)
ADMIN_PATH = "/beheer/"


def is_editor(user: User) -> bool:
    """Whether this person has any right in Wagtail besides coming in: of an administrator, an own one or a group's."""
    return user.is_superuser or user.get_all_permissions() != {ADMIN_ACCESS} or user.groups.exists()


class CaseworkerGateMiddleware:
    """Closes Wagtail's own screens to who has no right in Wagtail but to come in (ARCHITECTURE rule 7: default deny).

    Several of them ask for nothing but that: choosers show the titles of drafts of every wijk, the site history and
    the task chooser open, and so may whatever a next release brings. What is not named here is closed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Send a caseworker back to the dashboard with a message; a script gets 403.

        Raises:
            PermissionDenied: when a script asks.
        """
        if not request.path_info.startswith(ADMIN_PATH) or not request.user.has_perm(ADMIN_ACCESS):
            return None  # not the admin, or somebody whom Wagtail itself sends to the sign-in page
        match = request.resolver_match
        if match.view_name in FOR_EVERYONE or match.namespace in OWN_SCREENS or is_editor(request.user):
            return None
        return permission_denied(request)
