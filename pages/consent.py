"""Portraits go when consent ends, and people of the social base when they ask (AVG art. 7, 15 and 17)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.crypto import normalise_email
from pages.models import Organisation, Person, Picture, Portrait

# After the last day of consent nothing is shown; this long it can still be extended.
KEPT_AFTER_CONSENT = timedelta(days=30)


@transaction.atomic
def remove_picture(picture: Picture) -> None:
    """Remove a photo of somebody, with its files and all its sizes, unless another portrait, person or place has it.

    Pages that show it, show nothing there. The files go once the transaction holds.
    """
    has_it = {"picture": picture}
    if not any(model.objects.filter(**has_it).exists() for model in (Portrait, Person, Organisation)):
        picture.delete()


@transaction.atomic
def remove_portrait(portrait: Portrait) -> None:
    """Remove a portrait and its photo."""
    picture = portrait.picture
    portrait.delete()
    remove_picture(picture)


def purge_portraits(now: datetime, dry_run: bool) -> int:
    """Remove the portraits whose consent ended more than 30 days ago, at an aware moment; returns how many."""
    ended = timezone.localdate(now) - KEPT_AFTER_CONSENT
    past = list(Portrait.objects.filter(consent_until__lt=ended).select_related("picture"))
    for portrait in () if dry_run else past:
        remove_portrait(portrait)
    return len(past)


def inspect_portraits(email: str) -> list[dict[str, Any]]:
    """What is kept of the portraits of the person with this e-mail address."""
    return [
        {
            "naam": portrait.name,
            "e-mail": portrait.email,
            "foto": portrait.picture.file.name,
            "toestemming": f"{portrait.consent_on.isoformat()} - {portrait.consent_until.isoformat()}",
            "verklaring": portrait.consent_reference,
        }
        for portrait in _portraits_of(email)
    ]


def erase_portraits(email: str, now: datetime) -> int:
    """Remove the portraits of the person with this e-mail address, with their photos; returns how many."""
    found = list(_portraits_of(email))
    for portrait in found:
        remove_portrait(portrait)
    return len(found)


def _portraits_of(email: str) -> QuerySet[Portrait]:
    # Without an address somebody is nobody, not everybody who gave none.
    found = Portrait.objects.exclude(email="").select_related("picture")
    return found.filter(email__iexact=normalise_email(email))


def inspect_people(email: str) -> list[dict[str, Any]]:
    """What stands on the site about the person with this e-mail address of work."""
    return [
        {
            "naam": person.name,
            "e-mail": person.email,
            "telefoon": person.phone,
            "organisatie": person.organisation.name if person.organisation else "",
            "teksten": [f"{text.role} {text.text} {text.availability}".strip() for text in person.texts.all()],
            "foto": person.picture.file.name if person.picture else "",
        }
        for person in _people_of(email).prefetch_related("texts")
    ]


@transaction.atomic
def erase_people(email: str, now: datetime) -> int:
    """Remove the person with this e-mail address of work from the lists, with the photo; returns how many."""
    found = list(_people_of(email))
    for person in found:
        picture = person.picture
        person.delete()
        if picture:
            remove_picture(picture)
    return len(found)


def _people_of(email: str) -> QuerySet[Person]:
    found = Person.objects.exclude(email="").select_related("organisation", "picture")
    return found.filter(email__iexact=normalise_email(email))
