"""Places and people for tests."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cms import tokens
from cms.models import Buurt, Cluster, PostcodeArea, Purpose, Role, Token, User, Wijk, WijkRole
from cms.postcodes import bounds


class ClusterFactory(DjangoModelFactory):
    """A cluster of two wijken."""

    class Meta:
        model = Cluster
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"cluster-{number}")
    name = factory.LazyAttribute(lambda cluster: cluster.slug.capitalize())


class WijkFactory(DjangoModelFactory):
    """A wijk; `make_wijk` gives it postcodes too."""

    class Meta:
        model = Wijk
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"wijk-{number}")
    name = factory.LazyAttribute(lambda wijk: wijk.slug.capitalize())
    cluster = factory.SubFactory(ClusterFactory)
    tile = Wijk.Tile.ZUID
    position = factory.Sequence(lambda number: number)


class UserFactory(DjangoModelFactory):
    """Somebody who works for the municipality."""

    class Meta:
        model = User
        django_get_or_create = ("email",)

    email = factory.Sequence(lambda number: f"medewerker{number}@example.org")
    first_name = "Mede"
    last_name = factory.Sequence(lambda number: f"Werker {number}")


def make_wijk(slug: str = "zuid", *areas: str, cluster: Cluster | None = None) -> Wijk:
    """A wijk with ranges of postcodes ("1214", "1213LA-1213ZZ"); 1214 unless given."""
    wijk = WijkFactory(slug=slug, **({"cluster": cluster} if cluster else {}))
    for area in areas or ("1214",):
        first, last = bounds(area)
        PostcodeArea.objects.get_or_create(wijk=wijk, first=first, last=last)
    return wijk


def make_buurt(wijk: Wijk, name: str, *areas: str) -> Buurt:
    """A buurt of a wijk, with ranges of its own."""
    buurt = Buurt.objects.create(wijk=wijk, name=name)
    for area in areas:
        first, last = bounds(area)
        PostcodeArea.objects.create(wijk=wijk, buurt=buurt, first=first, last=last)
    return buurt


def staff(
    role: str = Role.WIJKREGISSEUR,
    wijk: Wijk | None = None,
    *,
    cluster: Cluster | None = None,
    user: User | None = None,
    email: str | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    deputy_for: WijkRole | None = None,
) -> User:
    """Somebody in a role; a second call with the same `user` adds a role."""
    user = user or (UserFactory(email=email) if email else UserFactory())
    WijkRole.objects.create(
        user=user,
        role=role,
        wijk=wijk,
        cluster=cluster,
        valid_from=valid_from,
        valid_until=valid_until,
        deputy_for=deputy_for,
    )
    user.__dict__.pop("_roles_today", None)
    return user


def link_text(purpose: Purpose, subject: str) -> str:
    """The text of the newest link for a purpose and subject, as it stands in the mail."""
    return tokens.text_of(Token.objects.filter(purpose=purpose, subject=subject).latest("pk"))
