"""Keeping no longer than needed, and answering one person about their data (AVG art. 5, 15 and 17; inbox.md 12)."""

import logging
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction

from cms import audit
from cms.crypto import keyed_hash, normalise_email
from cms.models import User
from cms.registries import data_classes

logger = logging.getLogger(__name__)

HOUSE = ("cms", "pages", "participation", "polls")


class RetentionFailed(Exception):
    """Some data classes could not be purged; the others were."""


def classes_of_models() -> dict[str, list[str]]:
    """Every concrete model of the house, with the names of the data classes it stands in; that must be just one."""
    found: dict[str, list[str]] = {
        model._meta.label: [] for app in HOUSE for model in apps.get_app_config(app).get_models()
    }
    for data_class in data_classes:
        for label in data_class.models:
            found.setdefault(label, []).append(data_class.name)
    return found


def models_that_are_gone() -> list[str]:
    """Labels in data classes that name no model of the house."""
    existing = {model._meta.label for app in HOUSE for model in apps.get_app_config(app).get_models()}
    return [label for label in classes_of_models() if label not in existing]


def purge_all(now: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Remove what is past its term, class by class; a class that fails does not hold up the rest.

    Returns the number of rows of each class.

    Raises:
        RetentionFailed: at the end, naming the classes that failed.
    """
    counts: dict[str, int] = {}
    failed: list[str] = []
    for data_class in data_classes:
        if data_class.purge is None:
            continue
        try:
            with transaction.atomic():
                counts[data_class.name] = data_class.purge(now, dry_run)
        except Exception as error:  # noqa: BLE001 (told at the end, after the others had their turn)
            failed.append(data_class.name)
            logger.error("purge of %s failed: %s", data_class.name, type(error).__name__)
    if failed:
        raise RetentionFailed(", ".join(failed))
    return counts


def inspect_person(email: str) -> dict[str, list[dict[str, Any]]]:
    """Everything kept about the person with this e-mail address, by data class (AVG art. 15)."""
    asked = [data_class for data_class in data_classes if data_class.inspect is not None]
    return {data_class.name: data_class.inspect(email) for data_class in asked}


@transaction.atomic
def erase_person(email: str, now: datetime) -> dict[str, int]:
    """Remove the person with this e-mail address from every data class, all or nothing (AVG art. 17).

    Returns the number of rows of each class. The audit log keeps a keyed hash, so that it can be shown later that
    it was done, to who knows the address.
    """
    erasable = [data_class for data_class in data_classes if data_class.erase is not None]
    counts = {data_class.name: data_class.erase(email, now) for data_class in erasable}
    person = keyed_hash("person", normalise_email(email))
    audit.log(
        action="person.erase",
        object="person",
        origin="command",
        now=now,
        data={"person": person, "row_count": sum(counts.values())},
    )
    return counts


def inspect_staff(email: str) -> list[dict[str, Any]]:
    """The account and the roles of somebody who works for the municipality."""
    return [
        {
            "naam": user.get_full_name(),
            "e-mail": user.email,
            "telefoon": user.phone,
            "rollen": [str(role) for role in user.wijk_roles.all()],
            "laatst ingelogd": user.last_login.isoformat() if user.last_login else None,
        }
        for user in User.objects.filter(email__iexact=normalise_email(email)).prefetch_related("wijk_roles")
    ]
