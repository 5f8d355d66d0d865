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
    if not _is_of_anybody(picture, Portrait.objects.all()):
        picture.delete()


def _is_of_anybody(picture: Picture, portraits: QuerySet[Portrait]) -> bool:
    """Whether one of these portraits, a person or a place of the social base has this photo."""
    rows = (portraits, Person.objects.all(), Organisation.objects.all())
    return any(found.filter(picture=picture).exists() for found in rows)


@transaction.atomic
def remove_portrait(portrait: Portrait) -> None:
    """Remove a portrait and its photo."""
    picture = portrait.picture
    portrait.delete()
    remove_picture(picture)


def purge_portraits(now: datetime, dry_run: bool) -> int:
    """Remove the portraits whose consent ended more than 30 days ago, at an aware moment; returns how many.

    Of all whose consent ended, the files that the site served go now: who kept their address sees nothing any more.
    The photo itself, which is served to nobody, waits for consent to be extended.
    """
    today = timezone.localdate(now)
    past = list(Portrait.objects.filter(consent_until__lt=today - KEPT_AFTER_CONSENT).select_related("picture"))
    if dry_run:
        return len(past)
    for portrait in past:
        remove_portrait(portrait)
    for portrait in Portrait.objects.filter(consent_until__lt=today).select_related("picture"):
        if not _is_of_anybody(portrait.picture, Portrait.objects.shown(today)):
            portrait.picture.renditions.all().delete()
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
