"""The social base of the world, of Oost: a place, people, a spreekuur and portraits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cms.models import Wijk
from pages.models import Organisation, Person, Picture
from tests.conftest import NOW
from tests.factories.blocks import make_portrait
from tests.factories.social_base import POINT, make_office_hour, make_organisation, make_person, open_on
from tests.matrix.canaries import canary


def make_social_base(wijken: dict[str, Wijk], picture: Picture) -> dict[str, Any]:
    """One of each on the site, and one of each that is not: a person who left, a portrait whose consent ended."""
    oost, hidden = wijken["oost"], canary("toestemming", "oost")
    place = make_organisation("Buurthuis Oost", oost, point=POINT, summary="Koffie en samen eten.", postcode="1221 AB")
    open_on(place, 0, 9, 12)
    person = make_person("Mo Bakker", oost, role="opbouwwerker", organisation=place, email="mo@example.org")
    make_person(hidden, oost, role=hidden, email=f"{hidden}@example.org", is_active=False)
    make_organisation(hidden, oost, kind=Organisation.Kind.CARE, is_active=False)
    today = NOW.date()
    kept = {"picture": picture, "email": f"{hidden}@example.org"}
    make_portrait(hidden, until=today - timedelta(days=1), **kept)
    return {
        "organisation": place,
        "person": Person.objects.get(pk=person.pk),
        "officehour": make_office_hour(oost, place, people=(person,)),
        "portrait": make_portrait("Ria", until=today + timedelta(days=30), **kept),
    }
