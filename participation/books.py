"""Reading the household book: sums from the database, a fixed number of queries, now or on any past day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import DateField, IntegerField, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from cms.languages import active_language
from cms.models import Wijk
from cms.prepared import Prepared, Slot
from cms.wijken import in_order
from participation.codes import LineKind, PotKind
from participation.ledger import Balance, balance_of_sums
from participation.models import LedgerLine
from participation.models.category import subject_label_of
from participation.selectors import path_of
from participation.states import resident_words

# The wijk's id (None: of the city) and the `PotKind`.
PotKey = tuple[int | None, str]
WIJK_POTS = (PotKind.SUBSIDY, PotKind.HAND_MONEY)
CITY_POTS = (PotKind.WIJKKANSEN, PotKind.PLATFORM)


@dataclass(frozen=True)
class WijkBooks:
    """The books of one wijk in one year: the total, and each of its two pots by `PotKind`."""

    wijk: Wijk
    total: Balance
    by_pot: dict[str, Balance]


@dataclass(frozen=True)
class CityBooks:
    """All wijken in their order, the city-wide pots by `PotKind`, and the total of all wijken and those pots."""

    wijken: list[WijkBooks]
    city_pots: dict[str, Balance]
    total: Balance


@dataclass(frozen=True)
class InitiativeLine:
    """What one initiative takes from one pot. Without a public text it has no title of its own, and `path` is ""."""

    title: str
    path: str
    category: str
    state: str
    status: str
    pot_kind: str
    reserved_cents: int
    committed_cents: int
    spent_cents: int


@cache
def _sums(*, has_day: bool, in_wijk: bool) -> Prepared:
    """The sum of each effect in each pot of a year: wijk, kind, effect, cents."""

    def build() -> QuerySet:
        lines = _of_year(has_day=has_day)
        if in_wijk:
            lines = lines.filter(pot__wijk_id=Slot("wijk", IntegerField()))
        return lines.values_list("pot__wijk_id", "pot__kind", "effect").annotate(sum=Sum("amount_cents"))

    return Prepared(build)


@cache
def _taken(language: str, *, has_day: bool, in_wijk: bool) -> Prepared:
    """The sum of each effect of each initiative, with the words of its row; hand money spent without one together.

    language: the one of the address, in which the subjects are named.
    """
    fields = (
        "submission_id",
        "pot__kind",
        "submission__state",
        "submission__reference",
        "submission__wijk__slug",
        "submission__public_version__title",
        "submission__public_version__slug",
        "submission__public_version__is_public",
    )

    def build() -> QuerySet:
        lines = _of_year(has_day=has_day)
        lines = lines.filter(pot__wijk_id=Slot("wijk", IntegerField())) if in_wijk else lines.filter(pot__wijk=None)
        lines = lines.filter(Q(submission__isnull=False) | Q(effect=LineKind.EXPENSE))
        rows = lines.values_list(*fields, subject_label_of("submission__category"), "effect")
        return rows.annotate(sum=Sum("amount_cents"))

    return Prepared(build)


def _of_year(*, has_day: bool) -> QuerySet[LedgerLine]:
    """The lines of a year's pots, up to and including a local date; both are open places."""
    lines = LedgerLine.objects.filter(pot__year__year=Slot("year", IntegerField())).order_by()
    return lines.filter(booked_on__lte=Slot("on", DateField())) if has_day else lines


def balances(*, year: int, on: date | None = None, wijk: Wijk | None = None) -> dict[PotKey, Balance]:
    """Every pot that has lines, or those of one wijk; one query.

    on: as it stood at the end of that local date; None: as it stands.
    """
    rows = _sums(has_day=on is not None, in_wijk=wijk is not None).rows(year=year, on=on, wijk=wijk and wijk.pk)
    sums: dict[PotKey, dict[str, int]] = {}
    for wijk_id, kind, effect, cents in rows:
        sums.setdefault((wijk_id, kind), {})[effect] = cents
    return {key: balance_of_sums(effects) for key, effects in sums.items()}


def wijk_balance(*, wijk: Wijk, year: int, on: date | None = None) -> WijkBooks:
    """The books of one wijk."""
    return _wijk_books(wijk, balances(year=year, on=on, wijk=wijk))


def city_books(*, year: int, on: date | None = None, wijken: Sequence[Wijk] | None = None) -> CityBooks:
    """The books of all wijken and of the city; one query where the wijken are at hand, in their order."""
    known = balances(year=year, on=on)
    per_wijk = [_wijk_books(wijk, known) for wijk in (in_order() if wijken is None else wijken)]
    city_pots = {kind.value: known.get((None, kind.value), Balance()) for kind in CITY_POTS}
    total = sum((books.total for books in per_wijk), Balance()) + sum(city_pots.values(), Balance())
    return CityBooks(per_wijk, city_pots, total)


def _wijk_books(wijk: Wijk, known: dict[PotKey, Balance]) -> WijkBooks:
    by_pot = {kind.value: known.get((wijk.pk, kind.value), Balance()) for kind in WIJK_POTS}
    return WijkBooks(wijk, sum(by_pot.values(), Balance()), by_pot)


def per_thousand(cents: int, inhabitants: int) -> int:
    """An amount per 1,000 inhabitants, in cents of whole euros, half a euro up.

    Raises:
        ValueError: when nobody lives there.
    """
    if inhabitants < 1:
        raise ValueError("nobody lives there")
    return 100 * ((10 * cents * 2 + inhabitants) // (2 * inhabitants))


def lines_of(*, wijk: Wijk | None, year: int, on: date | None = None) -> list[InitiativeLine]:
    """What each initiative takes from the pots of a wijk (None: of the city), the largest first; one query.

    Small expenses from hand money are one row together. All rows add up to what is reserved, committed and spent in
    those pots.
    """
    asked = _taken(active_language(), has_day=on is not None, in_wijk=wijk is not None)
    sums: dict[tuple[object, ...], dict[str, int]] = {}
    for *who, effect, cents in asked.rows(year=year, on=on, wijk=wijk and wijk.pk):
        sums.setdefault(tuple(who), {})[effect] = cents
    lines = [_initiative_line(*who, balance=balance_of_sums(effects)) for who, effects in sums.items()]
    return sorted(
        (line for line in lines if line.reserved_cents or line.committed_cents or line.spent_cents),
        key=lambda line: (-line.reserved_cents - line.committed_cents - line.spent_cents, line.title),
    )


def _initiative_line(
    pk: int | None,
    kind: str,
    state: str | None,
    reference: str | None,
    wijk_slug: str | None,
    title: str | None,
    slug: str | None,
    is_public: bool | None,
    category: str | None,
    *,
    balance: Balance,
) -> InitiativeLine:
    is_shown = bool(is_public and title and slug and wijk_slug)
    if pk is None:
        title = category = _("Kleine uitgaven")
        status = _("betaald uit handgeld")
    else:
        title, status = title if is_shown else _("zonder openbare tekst"), resident_words(state)
    return InitiativeLine(
        title=title,
        path=path_of(wijk_slug, reference, slug) if is_shown else "",
        category=category or "",
        state=state or "",
        status=status,
        pot_kind=kind,
        reserved_cents=balance.reserved_cents,
        committed_cents=balance.committed_cents,
        spent_cents=balance.spent_cents,
    )
