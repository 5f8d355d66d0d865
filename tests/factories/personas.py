"""Everybody who can come to an address: visitors, people with a role, editors and the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cms.models import Role, User, Wijk, WijkRole
from pages.services import give_editors_rights, give_editors_rights_everywhere
from tests.factories.pages import Tree

ANONYMOUS = "anoniem"

# Personas by what opens doors to them. The name says role and place; places: see `own_wijk`.
OUTSIDERS = (ANONYMOUS, "uit_dienst", "zonder_rol", "vervanger_voorbij", "vervanger_straks")
HANDLERS = ("regisseur_zuid", "regisseur_oost", "regisseur_twee", "vervanger")
SCOPED_READERS = ("wijkwethouder", "voorzitter")
CITY_READERS = ("wethouder", "teammanager", "griffie", "balie", "privacy", "auditor")
WITHOUT_CASES = ("adviseur", "techniek")
EDITORS = ("redactie_zuid", "redactie")
ADMINISTRATOR = "beheer"

STAFF = (*HANDLERS, *SCOPED_READERS, *CITY_READERS, *WITHOUT_CASES)
PERSONAS = (*OUTSIDERS, *STAFF, *EDITORS, ADMINISTRATOR)

_CITY_ROLES = {
    "wethouder": Role.WETHOUDER,
    "teammanager": Role.TEAMMANAGER,
    "griffie": Role.GRIFFIE,
    "balie": Role.BALIE,
    "privacy": Role.PRIVACY,
    "auditor": Role.AUDITOR,
    "adviseur": Role.ADVISER,
    "techniek": Role.TECHNIEK,
}


@dataclass(frozen=True)
class People:
    """The accounts by persona; the anonymous visitor has none."""

    accounts: dict[str, User]

    def __getitem__(self, persona: str) -> User:
        return self.accounts[persona]


def own_wijk(persona: str) -> str:
    """The wijk in which this persona is at home: the tests take its case for "own"."""
    return "oost" if persona in ("regisseur_oost", "regisseur_twee") else "zuid"


def foreign_wijk(persona: str) -> str:
    """A wijk that this persona has nothing to do with. Who holds two wijken is tried in a third one."""
    return {"regisseur_oost": "zuid", "regisseur_twee": "centrum"}.get(persona, "oost")


def make_people(tree: Tree, wijken: dict[str, Wijk], *, today: date) -> People:
    """Make all accounts. Needs the wijken zuid, oost and centrum, each in a cluster of its own, and their pages."""
    accounts = {name: _account(name) for name in PERSONAS if name != ANONYMOUS}
    _handlers(accounts, wijken, today)
    for name, role in _CITY_ROLES.items():
        WijkRole.objects.create(user=accounts[name], role=role)
    WijkRole.objects.create(user=accounts["wijkwethouder"], role=Role.WIJKWETHOUDER, wijk=wijken["zuid"])
    WijkRole.objects.create(user=accounts["voorzitter"], role=Role.VOORZITTER, cluster=wijken["zuid"].cluster)
    WijkRole.objects.create(user=accounts["uit_dienst"], role=Role.WIJKREGISSEUR, wijk=wijken["zuid"])
    User.objects.filter(pk=accounts["uit_dienst"].pk).update(is_active=False)
    for page in tree.wijk_pages.values():
        give_editors_rights(page)
    accounts["redactie_zuid"].groups.add(give_editors_rights(tree.wijk_pages["zuid"]))
    accounts["redactie"].groups.add(give_editors_rights_everywhere(tree.home))
    return People(accounts)


def _account(name: str) -> User:
    email = f"{name.replace('_', '.')}@example.org"
    if name == ADMINISTRATOR:
        return User.objects.create_superuser(email, first_name="Alex", last_name="Beheer")
    return User.objects.create_user(email, first_name="Collega", last_name=name.replace("_", " ").capitalize())


def _handlers(accounts: dict[str, User], wijken: dict[str, Wijk], today: date) -> None:
    held = [
        ("regisseur_zuid", "zuid"),
        ("regisseur_oost", "oost"),
        ("regisseur_twee", "zuid"),
        ("regisseur_twee", "oost"),
    ]
    for name, slug in held:
        WijkRole.objects.create(user=accounts[name], role=Role.WIJKREGISSEUR, wijk=wijken[slug])
    absent = WijkRole.objects.get(user=accounts["regisseur_zuid"])
    day = timedelta(days=1)
    # A deputy on the first and last day at once, one whose last day was yesterday, one who begins tomorrow.
    for name, first, last in (
        ("vervanger", today, today),
        ("vervanger_voorbij", today - 30 * day, today - day),
        ("vervanger_straks", today + day, today + 30 * day),
    ):
        WijkRole.objects.create(
            user=accounts[name],
            role=Role.WIJKREGISSEUR,
            wijk=wijken["zuid"],
            deputy_for=absent,
            valid_from=first,
            valid_until=last,
        )
