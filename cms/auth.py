"""Sign-in by e-mail address, and the admin's front door for everyone who holds a role."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from cms.models import User

ADMIN_ACCESS = "wagtailadmin.access_admin"


class RoleBackend(ModelBackend):
    """Django's own permissions, plus one: a role that holds today opens the admin, and nothing in it.

    Following the role's own dates, instead of the membership of a group, means that nobody keeps
    the key after the last day. What a person sees there is WijkRole's policy (ARCHITECTURE rule 7).
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Names of all permissions, cached on the user for the request."""
        permissions = super().get_all_permissions(user_obj, obj)
        if obj is None and isinstance(user_obj, User) and user_obj.is_active and ADMIN_ACCESS not in permissions:
            if not hasattr(user_obj, "_has_role_today"):
                user_obj._has_role_today = user_obj.wijk_roles.active(timezone.localdate()).exists()
            if user_obj._has_role_today:
                permissions = permissions | {ADMIN_ACCESS}
        return permissions
