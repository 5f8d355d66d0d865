"""Who may set up the town: administrators alone."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from wagtail.permission_policies import BasePermissionPolicy

from cms.models import User


class AdministratorPolicy(BasePermissionPolicy):
    """Administrators (superusers) may do everything, anybody else nothing.

    Wijken, roles and mandates decide who sees and signs what. Rights on them would be the rights of an
    administrator, so no group can be given them (inbox.md section 10).
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this person is an administrator; the action makes no difference."""
        return bool(user.is_active and user.is_superuser)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        """All administrators."""
        return User.objects.filter(is_active=True, is_superuser=True)
