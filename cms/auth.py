"""Sign-in by e-mail address, and the admin's front door for everyone who holds a role."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import BooleanField, Value

from cms.models import User
from cms.roles import roles_today

ADMIN_ACCESS = "wagtailadmin.access_admin"


class RoleBackend(ModelBackend):
    """Django's own permissions, plus one: a role that holds today opens the admin, and nothing in it.

    Following the role's own dates, instead of the membership of a group, means that nobody keeps
    the key after the last day. What a person sees there is WijkRole's policy (ARCHITECTURE rule 7).
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Names of all permissions, cached on the user for the request."""
        is_whole = obj is None and isinstance(user_obj, User) and user_obj.is_active
        if is_whole:
            self._read_at_once(user_obj)
        permissions = super().get_all_permissions(user_obj, obj)
        if is_whole and ADMIN_ACCESS not in permissions and roles_today(user_obj):
            return permissions | {ADMIN_ACCESS}
        return permissions

    def _read_at_once(self, user_obj: User) -> None:
        """Own and group permissions by one query, into the two places where Django looks before it asks for each."""
        known = vars(user_obj)
        if user_obj.is_superuser or "_user_perm_cache" in known or "_group_perm_cache" in known:
            return
        columns = ("content_type__app_label", "codename", "is_own")
        own, grouped = (
            found.annotate(is_own=Value(is_own, output_field=BooleanField())).values_list(*columns).order_by()
            for found, is_own in (
                (Permission.objects.filter(user=user_obj), True),
                (Permission.objects.filter(group__user=user_obj), False),
            )
        )
        rows = list(own.union(grouped, all=True))
        user_obj._user_perm_cache = {f"{app}.{name}" for app, name, is_own in rows if is_own}
        user_obj._group_perm_cache = {f"{app}.{name}" for app, name, is_own in rows if not is_own}
