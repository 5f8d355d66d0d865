"""The roles that somebody holds today: what the door of the admin and every policy ask, read once per request."""

from __future__ import annotations

from django.utils import timezone

from cms.models import User, WijkRole


def roles_today(user: User) -> tuple[WijkRole, ...]:
    """The person's roles that hold today, kept on the user object; none for a visitor."""
    if not getattr(user, "is_authenticated", False):
        return ()
    if not hasattr(user, "_roles_today"):
        roles = user.wijk_roles.active(timezone.localdate()).select_related("wijk", "cluster")
        user._roles_today = tuple(roles)
    return user._roles_today
