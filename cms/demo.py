"""The people of the demo: fictional, all at example.org, with one password for all (docs: README)."""

from datetime import timedelta

from django.utils import timezone

from cms.models import Cluster, PostcodeArea, Role, User, Wijk, WijkRole
from cms.registries import DemoContext

INHABITANTS = 93_000
PASSWORD = "wijkplein-demo"  # noqa: S105 (the demo's own, printed by `make run`)

REGISSEURS = {
    "noordoost": ("Marijke", "Sanders"),
    "noordwest": ("Joris", "Hendrikse"),
    "zuid": ("Yasmina", "Benali"),
    "zuidoost": ("Jeroen", "de Boer"),
    "zuidwest": ("Carla", "Meijer"),
    "hilversumse-meent": ("Wouter", "Dijkstra"),
    "centrum": ("Lotte", "van Dam"),
    "oost1221": ("Joost", "Bakker"),
    "oost1223": ("Samira", "Verhoef"),
}
WETHOUDERS = {
    "noordoost": ("Arie", "Vermeulen"),
    "noordwest": ("Petra", "Lammers"),
    "zuid": ("Stijn", "Hofstra"),
    "zuidoost": ("Naima", "Tahiri"),
    "zuidwest": ("Gijs", "van Wijk"),
    "hilversumse-meent": ("Margriet", "Bloem"),
    "centrum": ("Erik", "Steenbergen"),
    "oost": ("Marleen", "Kuipers"),
}
VOORZITTERS = {
    "noord": ("Hilde", "Roos"),
    "zuid": ("Tom", "Evers"),
    "centrum-zuidoost": ("Ineke", "Baas"),
    "oost": ("Mohamed", "Azzouzi"),
}
CITY = {
    "wethouder": ("Judith", "Koning", Role.WETHOUDER),
    "teammanager": ("Rik", "Postma", Role.TEAMMANAGER),
    "teammanager2": ("Anja", "Veldkamp", Role.TEAMMANAGER),
    "adviseur": ("Niels", "Groot", Role.ADVISER),
    "balie": ("Sonja", "Maas", Role.BALIE),
    "auditor": ("Frank", "Winkel", Role.AUDITOR),
    "griffie": ("Diana", "Prins", Role.GRIFFIE),
    "privacy": ("Leo", "Haas", Role.PRIVACY),
    "techniek": ("Kim", "Olthof", Role.TECHNIEK),
}


def address(name: str) -> str:
    """The demo address of an account name."""
    return f"{name}@example.org"


def _account(name: str, first: str, last: str, phone: str = "14 035") -> User:
    user = User.objects.filter(email=address(name)).first()
    return user or User.objects.create_user(address(name), PASSWORD, first_name=first, last_name=last, phone=phone)


def build_people(context: DemoContext) -> None:
    """Make the accounts of the contract, each with its role."""
    for name, person in REGISSEURS.items():
        _regisseur(name, person)
    for slug, person in WETHOUDERS.items():
        user = _account(f"wethouder.{slug}", *person)
        WijkRole.objects.get_or_create(user=user, role=Role.WIJKWETHOUDER, wijk=Wijk.objects.get(slug=slug))
    for slug, person in VOORZITTERS.items():
        user = _account(f"voorzitter.{slug}", *person)
        WijkRole.objects.get_or_create(user=user, role=Role.VOORZITTER, cluster=Cluster.objects.get(slug=slug))
    for name, (first, last, role) in CITY.items():
        WijkRole.objects.get_or_create(user=_account(name, first, last), role=role)
    _deputy(context)
    _inhabitants()
    _account("redactie", "Vera", "Schrijver")
    if not User.objects.filter(email=address("beheer")).exists():
        User.objects.create_superuser(address("beheer"), PASSWORD, first_name="Alex", last_name="Beheer")
    context.log(f"{User.objects.count()} accounts")


def _inhabitants() -> None:
    """Spread the inhabitants of the town over its wijken by their share, where nobody filled in how many there are."""
    for wijk in Wijk.objects.filter(inhabitants__isnull=True, inhabitant_share_percent__isnull=False):
        wijk.inhabitants = INHABITANTS * wijk.inhabitant_share_percent // 100
        wijk.save(update_fields=["inhabitants"])


def _regisseur(name: str, person: tuple[str, str]) -> None:
    slug, pc4 = (name[:4], name[4:]) if name.startswith("oost1") else (name, "")
    wijk = Wijk.objects.get(slug=slug)
    role, is_new = WijkRole.objects.get_or_create(
        user=_account(f"regisseur.{name}", *person), role=Role.WIJKREGISSEUR, wijk=wijk
    )
    if is_new and pc4:
        role.areas.set(PostcodeArea.objects.filter(wijk=wijk, first__startswith=pc4))


def _deputy(context: DemoContext) -> None:
    """Somebody stands in for the wijkregisseur of Zuid, from a week ago until three weeks from now."""
    today = timezone.localdate(context.now)
    absent = WijkRole.objects.get(user__email=address("regisseur.zuid"))
    WijkRole.objects.get_or_create(
        user=_account("vervanger.zuid", "Hassan", "Idrissi"),
        role=Role.WIJKREGISSEUR,
        wijk=absent.wijk,
        deputy_for=absent,
        defaults={"valid_from": today - timedelta(days=7), "valid_until": today + timedelta(days=21)},
    )
