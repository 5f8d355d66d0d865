"""Who may see and do what with cases, budgets and decisions: one policy (ARCHITECTURE rule 7, inbox.md section 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from cms.models import Role
from cms.roles import roles_today

if TYPE_CHECKING:
    from cms.models import User
    from participation.models import Submission

# Roles that see every case of the city; the others see their wijk or the wijken of their cluster.
CITY_READERS = frozenset({Role.WETHOUDER, Role.TEAMMANAGER, Role.GRIFFIE, Role.BALIE, Role.PRIVACY, Role.AUDITOR})
SCOPED_READERS = frozenset({Role.WIJKREGISSEUR, Role.WIJKWETHOUDER, Role.VOORZITTER})
NOBODY = Q(pk__in=[])


def visible_filter(user: User) -> Q:
    """The cases this person may see, as a filter on Submission. Default: none."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    if user.is_superuser:
        return Q()
    seen = NOBODY
    for role in roles_today(user):
        if role.role in CITY_READERS:
            return Q()
        if role.role == Role.WIJKREGISSEUR:
            # The tray of cases whose wijk nobody knows yet is every wijkregisseur's (inbox.md section 1).
            seen |= Q(wijk__isnull=True)
        if role.role in SCOPED_READERS and role.wijk_id:
            seen |= Q(wijk_id=role.wijk_id)
        if role.role == Role.WIJKWETHOUDER and role.wijk_id:
            # A plan in several wijken has the signature of the wijkwethouder of each (domain/README, Table 2).
            seen |= Q(pk__in=_also_in(role.wijk_id))
        if role.role in SCOPED_READERS and role.cluster_id:
            seen |= Q(wijk__cluster_id=role.cluster_id)
    return seen


def _also_in(wijk_id: int) -> QuerySet:
    """The ids of the cases that lie in this wijk too."""
    from participation.models import Submission

    return Submission.other_wijken.through.objects.filter(wijk_id=wijk_id).values("submission_id")


def holds(user: User, role: str, *, wijk_id: int) -> bool:
    """Whether this person holds a role today for this wijk itself, deputies included."""
    return any(one.role == role and one.wijk_id == wijk_id for one in roles_today(user))


def roles_for(user: User, submission: Submission) -> frozenset[str]:
    """The roles (`Role` values) this person holds today for the wijk of this case, deputies included.

    A case without a wijk is any wijkregisseur's, until one of them finds out where it belongs.
    """
    held = set()
    others: set[int] | None = None
    for role in roles_today(user):
        in_wijk = role.wijk_id is not None and role.wijk_id == submission.wijk_id
        in_cluster = (
            role.cluster_id is not None
            and submission.wijk is not None
            and role.cluster_id == submission.wijk.cluster_id
        )
        if role.role == Role.WIJKWETHOUDER and role.wijk_id and not in_wijk:
            others = set(submission.other_wijken.values_list("pk", flat=True)) if others is None else others
            in_wijk = role.wijk_id in others
        in_tray = submission.wijk_id is None and role.role == Role.WIJKREGISSEUR
        if in_wijk or in_cluster or in_tray or (role.wijk_id is None and role.cluster_id is None):
            held.add(role.role)
    return frozenset(held)


def can_handle(user: User, submission: Submission) -> bool:
    """Whether this person does the casework of this case: its wijkregisseur (see `roles_for`) or the administrator."""
    if user.is_superuser:
        return True
    return Role.WIJKREGISSEUR in roles_for(user, submission)


def can_read_contact(user: User, submission: Submission) -> bool:
    """Whether this person may open contact data (logged each time). Auditor, adviser and deciders may not."""
    return can_handle(user, submission) or Role.BALIE in roles_for(user, submission)


def contact_filter(user: User) -> Q:
    """The cases of which this person may open contact data, as a filter on Submission. Mirrors `can_read_contact`."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    roles = roles_today(user)
    if user.is_superuser or any(role.role == Role.BALIE for role in roles):
        return Q()
    handled = [role.wijk_id for role in roles if role.role == Role.WIJKREGISSEUR]
    return Q(wijk_id__in=handled) | Q(wijk__isnull=True) if handled else NOBODY


def may_read_some_contact(user: User) -> bool:
    """Whether there can be cases of which this person may open contact data."""
    return user.is_superuser or any(role.role in (Role.BALIE, Role.WIJKREGISSEUR) for role in roles_today(user))


def may_handle_some(user: User) -> bool:
    """Whether there can be cases of which this person does the casework."""
    return user.is_superuser or any(role.role == Role.WIJKREGISSEUR for role in roles_today(user))


def may_export_contact(user: User) -> bool:
    """Whether contact data may go into a file for this person: a right of its own, beside that of reading them."""
    if not user.is_active or not may_read_some_contact(user):
        return False
    return user.is_superuser or hasattr(user, "export_right")


def own_wijken(user: User) -> frozenset[int]:
    """The ids of the wijken in which this person works; empty for who works for the whole city."""
    return frozenset(role.wijk_id for role in roles_today(user) if role.role in SCOPED_READERS and role.wijk_id)


def can_open_inbox(user: User) -> bool:
    """Whether this person has an inbox at all. Advisers and technicians see no cases; editors neither."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role.role in CITY_READERS | SCOPED_READERS for role in roles_today(user))


def wijken_filter(user: User) -> Q:
    """The wijken whose cases this person may see, as a filter on Wijk. Default: none."""
    if sees_the_city(user):
        return Q()
    roles = [role for role in roles_today(user) if role.role in SCOPED_READERS]
    wijken = Q(pk__in=[role.wijk_id for role in roles if role.wijk_id])
    return wijken | Q(cluster_id__in=[role.cluster_id for role in roles if role.cluster_id])


def sees_the_tray(user: User) -> bool:
    """Whether this person sees cases without a wijk."""
    return sees_the_city(user) or any(role.role == Role.WIJKREGISSEUR for role in roles_today(user))


def sees_the_city(user: User) -> bool:
    """Whether this person sees cases of every wijk, those without a wijk too."""
    return user.is_superuser or any(role.role in CITY_READERS for role in roles_today(user))
