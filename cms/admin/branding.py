"""What the admin shows to whom, and its looks."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail.admin.menu import MenuItem
from wagtail.images import get_image_model
from wagtail.permissions import page_permission_policy, policy_registry

from cms.auth import ADMIN_ACCESS

# Wagtail's own entries that it shows to everybody, and that have no use for somebody who only handles cases.
_FOR_EDITORS = frozenset({"reports", "help"})


def stylesheet() -> SafeString:
    """The link to our own rules for the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/wijkplein-beheer.css"))


def script() -> SafeString:
    """The link to our own script for the admin: date and time fields without inline script."""
    return format_html('<script src="{}"></script>', static("cms/wijkplein-beheer.js"))


def is_editor(request: HttpRequest) -> bool:
    """Whether this person has any right in Wagtail besides coming in.

    Asks the policies whose answer Wagtail's own menu asks again and keeps on the user: it costs no query more.
    """
    user = request.user
    if user.is_superuser or user.get_all_permissions() - {ADMIN_ACCESS}:
        return True
    policies = (page_permission_policy, policy_registry.get_by_type(get_image_model()))
    return any(policy.get_cached_permissions_for_user(user) for policy in policies)


def hide_for_caseworkers(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave reports and help on editing out of the menu of people who have nothing to edit."""
    if not is_editor(request):
        items[:] = [item for item in items if item.name not in _FOR_EDITORS]
