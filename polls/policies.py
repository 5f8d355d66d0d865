"""Who works with polls: who may publish the page, and the wijkregisseur of the wijk (ARCHITECTURE rule 7)."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from wagtail.permissions import page_permission_policy

from cms.models import Role, User
from cms.roles import roles_today
from polls.models import Poll, PollPage


def manageable(user: User) -> QuerySet[Poll]:
    """The polls whose answers this person may read, moderate, enter and export. Default: none."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Poll.objects.none()
    if user.is_superuser:
        return Poll.objects.all()
    own = page_permission_policy.instances_user_has_permission_for(user, "publish").values("pk")
    pages = PollPage.objects.filter(pk__in=own, alias_of__isnull=True).values("translation_key")
    roles = user.wijk_roles.active(timezone.localdate()).filter(role=Role.WIJKREGISSEUR, wijk__isnull=False)
    return Poll.objects.filter(Q(key__in=pages) | Q(wijk__in=roles.values("wijk")))


def works_with_polls(user: User) -> bool:
    """Whether there may be polls for this person to work with. Every screen of the admin asks: it costs no query."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    is_regisseur = any(role.role == Role.WIJKREGISSEUR and role.wijk_id for role in roles_today(user))
    return user.is_superuser or is_regisseur or page_permission_policy.user_has_permission(user, "publish")


def may_duplicate(user: User, page: PollPage) -> bool:
    """Whether this person may add a page beside a poll's."""
    return page.get_parent().permissions_for_user(user).can_add_subpage()
