"""People, organisations and spreekuren for tests."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from wagtail.models import Locale, Page

from cms.models import Wijk
from pages.models import (
    ContactPage,
    OfficeHour,
    OpeningTime,
    Organisation,
    OrganisationText,
    Person,
    PersonText,
)

# Somewhere in the middle of Hilversum, in degrees.
POINT = (Decimal("52.223600"), Decimal("5.176300"))


def locale(language: str = "nl") -> Locale:
    """The locale of a language; made where it is not there."""
    return Locale.objects.get_or_create(language_code=language)[0]


def make_contact_page(parent: Page, title: str = "Contact", slug: str = "contact", **fields: object) -> ContactPage:
    """A contact page below home or below a wijk."""
    return parent.add_child(instance=ContactPage(title=title, slug=slug, **fields))


def make_organisation(
    name: str = "De Geus",
    *wijken: Wijk,
    point: tuple[Decimal, Decimal] | None = None,
    summary: str = "",
    **fields: object,
) -> Organisation:
    """An organisation of these wijken; with a summary, a Dutch text."""
    latitude, longitude = point or (None, None)
    fields = {"kind": Organisation.Kind.MEETING_PLACE} | fields
    made = Organisation.objects.create(name=name, latitude=latitude, longitude=longitude, **fields)
    made.wijken.set(wijken)
    made.save()
    if summary:
        OrganisationText.objects.create(organisation=made, locale=locale(), summary=summary)
    return made


def open_on(organisation: Organisation, weekday: int, opens: int, closes: int) -> OpeningTime:
    """Opening times of a day, in whole hours."""
    return OpeningTime.objects.create(
        organisation=organisation, weekday=weekday, opens_at=time(opens), closes_at=time(closes)
    )


def make_person(
    name: str = "Mo Bakker", *wijken: Wijk, role: str = "", language: str = "nl", **fields: object
) -> Person:
    """A person of these wijken; with a role, a text in a language."""
    made = Person.objects.create(name=name, **fields)
    made.wijken.set(wijken)
    made.save()
    if role:
        PersonText.objects.create(person=made, locale=locale(language), role=role)
    return made


def make_office_hour(
    wijk: Wijk,
    place: Organisation,
    *,
    people: tuple[Person, ...] = (),
    partners: tuple[Organisation, ...] = (),
    **fields: object,
) -> OfficeHour:
    """A spreekuur, on Thursdays from 19.00 to 20.30 unless told otherwise."""
    fields = {"weekday": 3, "starts_at": time(19), "ends_at": time(20, 30)} | fields
    made = OfficeHour.objects.create(wijk=wijk, place=place, **fields)
    made.people.set(people)
    made.partners.set(partners)
    made.save()
    return made
