"""Lay out what participation needs of a municipality: subjects, rules, mandates, budgets and their pages."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from wagtail.models import Page

from cms.models import Wijk
from cms.registries import DemoContext
from pages.first_pages import make
from pages.models import WijkPage
from pages.notation import T
from pages.town import where
from participation import challenges, mini_routes
from participation.codes import Kind, PotKind, Scope
from participation.inbox_views import LABELS
from participation.letters import LetterKind
from participation.models import (
    BudgetYear,
    Category,
    ChallengesPage,
    DraagvlakRule,
    InitiativesPage,
    Label,
    LetterTemplate,
    MandateRule,
    TermRule,
    ThermometerPage,
)
from participation.services.account import allocate


def build_rules(context: DemoContext) -> None:
    """Make subjects, draagvlak rules and the mandate table of `context.data["town"]`, where they are missing."""
    town = context.data["town"]
    for position, name in enumerate(town["categories"], start=1):
        names = town.get("category_names", {}).get(name, {})
        Category.objects.get_or_create(
            name=name, defaults={"slug": slugify(name), "position": position, "names": names}
        )
    for position, (slug, name) in enumerate(LABELS, start=1):
        Label.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})
    start = date.fromisoformat(town["mandates_valid_from"])
    defaults = town["draagvlak_defaults"]
    # A task is taken over for a whole wijk, so a challenge has that rule alone (participation.md).
    for kind, scope in [*((Kind.INITIATIVE, scope) for scope in Scope.values), (Kind.CHALLENGE, Scope.WIJK)]:
        row = defaults[scope]
        DraagvlakRule.objects.get_or_create(
            wijk=None,
            scope=scope,
            kind=kind,
            defaults={
                "valid_from": start,
                "supporters": row["supporters"],
                "pc6": row["pc6"],
                "parties": row["parties"],
                "max_share_percent": round(100 * row["max_share_one_pc6"]) if "max_share_one_pc6" in row else None,
                "concern_talk_percent": round(100 * defaults["concern_talk_share"]),
                "period_weeks": defaults["period_weeks"],
            },
        )
    TermRule.objects.get_or_create(valid_from=start)
    for kind in LetterKind.values:
        LetterTemplate.objects.get_or_create(kind=kind)
    for row in town["mandates"]:
        _mandate(row, town["mandate_number"], start)


def _mandate(row: dict[str, Any], number: str, start: date) -> None:
    MandateRule.objects.get_or_create(
        kind=row["kind"],
        above_cents=100 * row["above_eur"],
        valid_from=start,
        defaults={
            "up_to_cents": None if row["up_to_eur"] is None else 100 * row["up_to_eur"],
            "roles": row["roles"],
            "form": row["form"],
            "number": number,
        },
    )


def build_budgets(context: DemoContext) -> None:
    """Put Table 1 in the books: every year from the first of the books to this one, and what the council added."""
    town = context.data["town"]
    this_year = timezone.localdate(context.now).year
    for year in range(town["books_from_year"], this_year + 1):
        if not BudgetYear.objects.filter(year=year).exists():
            _table_1(town, year, context)
    context.log(f"{BudgetYear.objects.count()} begrotingsjaren")


def _table_1(town: dict[str, Any], year: int, context: DemoContext) -> None:
    entered = {"year": year, "booked_on": date(year, 1, 1), "now": context.now}
    wijken = {wijk.slug: wijk for wijk in Wijk.objects.all()}
    for row in town["wijken"]:
        wijk = wijken[row["slug"]]
        allocate(
            kind=PotKind.SUBSIDY, wijk=wijk, amount_cents=100 * row["subsidy_budget_eur"], reason="tabel-1", **entered
        )
        allocate(
            kind=PotKind.HAND_MONEY, wijk=wijk, amount_cents=100 * row["hand_money_eur"], reason="tabel-1", **entered
        )
    kinds = {"wijkkansen": PotKind.WIJKKANSEN, "digitaal-platform": PotKind.PLATFORM}
    for pot in town["city_wide_pots"]:
        allocate(kind=kinds[pot["slug"]], amount_cents=100 * pot["amount_eur"], reason="tabel-1", **entered)
    for extra in town["extra_allocations"]:
        if extra["year"] == year:
            allocate(
                kind=PotKind(extra["pot"]),
                wijk=wijken[extra["wijk"]],
                amount_cents=100 * extra["amount_eur"],
                reason=extra["reason"],
                **entered,
            )


HOSTS = (
    (
        InitiativesPage,
        "initiatieven",
        T("Initiatieven", "Initiatives"),
        T("Plannen van bewoners in {where}.", "Plans of residents in {where}."),
    ),
    (
        ThermometerPage,
        "wijkthermometer",
        T("Wijkthermometer", "Wijkthermometer"),
        T(
            "Het huishoudboekje van {where}: wat er was, waar het heen ging en wat nog vrij is.",
            "The household book of {where}: what there was, where it went and what is left.",
        ),
    ),
)


def build_hosts(parent: Page) -> None:
    """Give home or a wijk page its hosts: plans, the thermometer, taking over a task; and home what all may do."""
    for model, slug, title, lead in HOSTS:
        make(parent, model, slug=slug, title=title, lead=lead.fill(where=where(parent)))
    wijk = parent.wijk if isinstance(parent, WijkPage) else None
    make(parent, ChallengesPage, slug=challenges.SLUG, **challenges.first_fields(where(parent), wijk))
    if wijk is None:
        mini_routes.build(parent)
