"""Who of the teammanagers was asked before a decision that goes over the budget of a wijk (domain, Mandates)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.models import Role, User, WijkRole
from participation.models import Decision
from participation.services.errors import Refused


def teammanagers(on: date) -> QuerySet[User]:
    """Who holds the role on a local date, by name."""
    held = WijkRole.objects.active(on).filter(role=Role.TEAMMANAGER).values("user")
    return User.objects.filter(pk__in=held).order_by("last_name", "first_name", "pk")


def check(consulted: Sequence[User], consulted_on: date | None, *, today: date) -> None:
    """See to it that a consultation names people and a day, or neither.

    Raises:
        Refused: when one of them is missing, the day is still to come, or somebody was no teammanager then.
    """
    if not consulted and consulted_on is None:
        return
    if not consulted or consulted_on is None:
        raise Refused([_("Vul in met welke teammanagers je overlegde, en op welke dag.")])
    if consulted_on > today:
        raise Refused([_("Kies voor het overleg een dag die geweest is.")])
    known = set(teammanagers(consulted_on).values_list("pk", flat=True))
    if any(person.pk not in known for person in consulted):
        raise Refused([_("Kies alleen mensen die op die dag teammanager waren.")])


def keep(decision: Decision, consulted: Sequence[User], consulted_on: date | None) -> None:
    """Write it down with the decision."""
    if consulted:
        decision.consulted_on = consulted_on
        decision.save(update_fields=["consulted_on"])
        decision.consulted.set(consulted)
