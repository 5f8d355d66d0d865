"""People and places of the demo. The organisations are named in the municipality's documents; the rest is made up."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from wagtail.models import Locale

from cms.demo import address
from cms.models import Role, User, Wijk, WijkRole
from cms.registries import DemoContext
from cms.town import read_town
from pages.models import (
    OfficeHour,
    OpeningTime,
    Organisation,
    OrganisationText,
    Person,
    PersonText,
    Weekday,
)
from pages.notation import T

_KINDS = {
    "welzijn": Organisation.Kind.WELFARE,
    "wijkcentrum": Organisation.Kind.MEETING_PLACE,
    "ontmoetingsplek": Organisation.Kind.MEETING_PLACE,
    "buurthuis": Organisation.Kind.MEETING_PLACE,
    "kerk": Organisation.Kind.MEETING_PLACE,
    "broedplaats": Organisation.Kind.CULTURE,
    "bewonersorganisatie": Organisation.Kind.ASSOCIATION,
}
_WHAT = {
    "welzijn": T(
        "Hulp bij geld, eenzaamheid, opvoeden of vrijwilligerswerk.",
        "Help with money, loneliness, raising children or volunteering.",
    ),
    "wijkcentrum": T("Koffie, samen eten en zalen voor je buurt.", "Coffee, shared meals and rooms for your area."),
    "ontmoetingsplek": T("Een plek om buren te ontmoeten en samen te spelen.", "A place to meet neighbours and play."),
    "buurthuis": T("Cursussen, sport en een weggeefkast.", "Courses, sports and a free-cycle shelf."),
    "kerk": T("Een open huis met koffie, maaltijden en een luisterend oor.", "An open house with coffee and meals."),
    "broedplaats": T("Een werkplaats waar je samen dingen maakt.", "A workshop where you make things together."),
    "bewonersorganisatie": T("Bewoners die samen dingen regelen.", "Residents who arrange things together."),
}
# The middle of each wijk, about; enough for a dot on a map of a made-up address.
_MIDDLES = {
    "noordoost": ("52.2345", "5.1930"),
    "noordwest": ("52.2352", "5.1640"),
    "zuid": ("52.2140", "5.1725"),
    "zuidoost": ("52.2165", "5.1905"),
    "zuidwest": ("52.2190", "5.1480"),
    "hilversumse-meent": ("52.2490", "5.1300"),
    "centrum": ("52.2255", "5.1765"),
    "oost": ("52.2255", "5.1990"),
}
_EXTRA = (
    (
        "Wijkagenten",
        Organisation.Kind.POLICE,
        T("Bel bij spoed 112. Geen spoed? Bel 0900 8844.", "Call 112 in an emergency. No emergency? Call 0900 8844."),
    ),
    (
        "Woningcorporatie",
        Organisation.Kind.HOUSING,
        T("Voor huurders: reparaties en vragen over je huis.", "For tenants: repairs and questions about your home."),
    ),
    (
        "Sociaal Plein",
        Organisation.Kind.MUNICIPALITY,
        T("Vragen over werk, zorg, jeugd en inkomen.", "Questions about work, care, children and income."),
    ),
)
_AVAILABLE = (
    T("maandag tot en met donderdag", "Monday to Thursday"),
    T("dinsdag tot en met vrijdag", "Tuesday to Friday"),
)


def build_social_base(context: DemoContext) -> None:
    """Make organisations, people and spreekuren, unless there are organisations already."""
    if Organisation.objects.exists():
        return
    wijken = {wijk.slug: wijk for wijk in Wijk.objects.all()}
    locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=("nl", "en"))}
    for number, row in enumerate(read_town()["organisations"]):
        _organisation(number, row, wijken, locales)
    for name, kind, what in _EXTRA:
        organisation = Organisation.objects.create(name=name, kind=kind, is_citywide=True, phone="14 035")
        _say(organisation, what, locales)
    _profiles(context, locales)
    _office_hours(wijken)
    context.log(f"{Organisation.objects.count()} organisaties, {Person.objects.count()} mensen")


def _organisation(number: int, row: dict[str, Any], wijken: dict[str, Wijk], locales: dict[str, Locale]) -> None:
    everywhere = row["wijken"] == "all"
    organisation = Organisation(name=row["name"], kind=_KINDS[row["kind"]], is_citywide=everywhere, phone="14 035")
    if not everywhere:
        north, east = (Decimal(part) for part in _MIDDLES[row["wijken"][0]])
        # Two in one wijk don't lie on top of each other.
        organisation.latitude = north + Decimal("0.0013") * (number % 3 - 1)
        organisation.longitude = east + Decimal("0.0019") * (number % 4 - 1)
        organisation.street = f"Voorbeeldstraat {number + 1}"
    organisation.save()
    if not everywhere:
        organisation.wijken = [wijken[slug] for slug in row["wijken"]]
        organisation.opening_times = [
            OpeningTime(weekday=day, opens_at=time(9), closes_at=time(17))
            for day in (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
        ]
        organisation.save()
    _say(organisation, _WHAT[row["kind"]], locales)


def _say(organisation: Organisation, what: T, locales: dict[str, Locale]) -> None:
    OrganisationText.objects.bulk_create(
        OrganisationText(organisation=organisation, locale=locale, summary=str(what) if code == "nl" else what.en)
        for code, locale in locales.items()
    )


def _profiles(context: DemoContext, locales: dict[str, Locale]) -> None:
    """Pictures and days of the wijkregisseurs, whose role and wijk come from their account; and two partners."""
    pictures = context.data["pictures"]
    users = User.objects.filter(email__startswith="regisseur.").order_by("email")
    for number, user in enumerate(users):
        person = Person.objects.create(
            name=user.get_full_name(),
            user=user,
            email=user.email,
            phone=user.phone,
            picture=pictures["gezicht-5"] if user.email == address("regisseur.zuid") else None,
        )
        _tell(person, locales, availability=_AVAILABLE[number % 2])
    welfare = Organisation.objects.get(name="Versa Welzijn")
    for name, role in (
        ("Bram de Wit", T("opbouwwerker", "community worker")),
        ("Fatima el Amrani", T("jongerenwerker", "youth worker")),
    ):
        person = Person.objects.create(
            name=name, organisation=welfare, phone="14 035", email=address("welzijn"), is_citywide=True
        )
        _tell(
            person,
            locales,
            role=role,
            text=T("Helpt bewoners die samen iets willen.", "Helps residents to act together."),
        )


def _tell(person: Person, locales: dict[str, Locale], **texts: T) -> None:
    PersonText.objects.bulk_create(
        PersonText(
            person=person,
            locale=locale,
            **{name: str(text) if code == "nl" else text.en for name, text in texts.items()},
        )
        for code, locale in locales.items()
    )


def _office_hours(wijken: dict[str, Wijk]) -> None:
    welfare = Organisation.objects.get(name="Versa Welzijn")
    regisseurs = WijkRole.objects.filter(role=Role.WIJKREGISSEUR, deputy_for=None)
    days = (Weekday.THURSDAY, Weekday.TUESDAY, Weekday.MONDAY, Weekday.WEDNESDAY)
    patterns = (OfficeHour.Pattern.FIRST_AND_THIRD, OfficeHour.Pattern.SECOND)
    for number, wijk in enumerate(wijken.values()):
        place = Organisation.objects.filter(wijken=wijk).order_by("pk").first()
        if place is None:
            continue
        evening = number % 2 == 0
        hour = OfficeHour.objects.create(
            wijk=wijk,
            place=place,
            weekday=days[number % 4],
            pattern=patterns[number % 2],
            starts_at=time(19) if evening else time(10),
            ends_at=time(20, 30) if evening else time(11, 30),
        )
        hour.people = list(Person.objects.filter(user__in=regisseurs.filter(wijk=wijk).values("user")))
        hour.partners = [welfare]
        hour.save()
