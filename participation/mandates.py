"""Who decides on an amount, and who may sign (domain/README Table 2, inbox.md section 5). Pure; amounts in cents.

The table is data with a date and the number of the mandate decision: no number or role of it stands in a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

INITIATIVE = "initiative"
WIJKKANSEN = "wijkkansen"
INVESTMENT = "investering"

WIJKREGISSEUR = "wijkregisseur"
VOORZITTER = "voorzitter"
WIJKWETHOUDER = "wijkwethouder"
WETHOUDER = "wethouder"
COLLEGE = "college"
GEMEENTERAAD = "gemeenteraad"
REGIETAFEL = "regietafel"
GRIFFIE = "griffie"

COMMITMENT = "commitment"
BUURTDEAL = "buurtdeal_beschikking"
COLLEGEBESLUIT = "collegebesluit"

SIGNER_WORDS: dict[str, Promise] = {
    WIJKREGISSEUR: gettext_lazy("wijkregisseur"),
    VOORZITTER: gettext_lazy("voorzitter van het wijkteam"),
    WIJKWETHOUDER: gettext_lazy("wijkwethouder"),
    WETHOUDER: gettext_lazy("wethouder Wijken en Buurten"),
    COLLEGE: gettext_lazy("college"),
    GEMEENTERAAD: gettext_lazy("gemeenteraad"),
    REGIETAFEL: gettext_lazy("regietafel"),
}
# Who advises before the signature, by the kind of the table.
ADVISED_BY: dict[str, tuple[str, ...]] = {WIJKKANSEN: (WIJKREGISSEUR, WIJKWETHOUDER), INVESTMENT: (REGIETAFEL,)}
# Bodies decide outside the product; who records what they decided.
RECORDED_BY = {COLLEGE: GRIFFIE, GEMEENTERAAD: GRIFFIE, REGIETAFEL: GRIFFIE}
TABLE_2 = "Buurten 3.0, tabel 2"


class MandateMissing(LookupError):
    """No row of the table covers this amount on this day."""


@dataclass(frozen=True)
class MandateRow:
    """One level: amounts above `above_cents`, up to and including `up_to_cents` (None: no end).

    `roles` sign in this order. `ceiling_cents` is the most that one initiative (wijkkansen: one year) may get.
    """

    kind: str
    above_cents: int
    up_to_cents: int | None
    roles: tuple[str, ...]
    form: str
    ceiling_cents: int | None
    number: str
    valid_from: date

    @property
    def is_lowest(self) -> bool:
        """Whether this is the level on which one person handles a case and decides on it."""
        return self.kind == INITIATIVE and self.above_cents == 0

    def covers(self, amount_cents: int) -> bool:
        """Whether an amount lies on this level; nothing at all lies on the lowest."""
        is_above = amount_cents > self.above_cents or amount_cents == self.above_cents == 0
        return is_above and (self.up_to_cents is None or amount_cents <= self.up_to_cents)


@dataclass(frozen=True)
class SignOffNeed:
    """One signature that a decision needs. Orders count from 1. `place` is the wijk (an id) that the role is held for,
    None for that of the case."""

    role: str
    order: int
    is_last: bool
    is_lowest_level: bool
    place: int | None = None

    @property
    def signer_role(self) -> str:
        """The role (`cms.models.Role`) of the person who signs or records it."""
        return RECORDED_BY.get(self.role, self.role)

    @property
    def is_proposal(self) -> bool:
        """Whether proposing is signing: the wijkregisseur's part between 2,000 and 10,000 euro."""
        return self.role == WIJKREGISSEUR and not self.is_last


def default_table(*, number: str = TABLE_2, valid_from: date = date(2020, 1, 1)) -> tuple[MandateRow, ...]:
    """Table 2 of the domain, from the year of the oldest case on record; the municipality keeps its own rows."""
    rows: tuple[tuple[str, int, int | None, tuple[str, ...], str, int | None], ...] = (
        (INITIATIVE, 0, 200_000, (WIJKREGISSEUR,), COMMITMENT, None),
        (INITIATIVE, 200_000, 1_000_000, (WIJKREGISSEUR, WIJKWETHOUDER), BUURTDEAL, 1_000_000),
        (INITIATIVE, 1_000_000, 2_500_000, (VOORZITTER, WIJKWETHOUDER), BUURTDEAL, 2_500_000),
        (INITIATIVE, 2_500_000, None, (COLLEGE,), COLLEGEBESLUIT, None),
        (WIJKKANSEN, 0, 7_500_000, (WETHOUDER,), BUURTDEAL, 7_500_000),
        (INVESTMENT, 0, None, (COLLEGE,), COLLEGEBESLUIT, None),
    )
    return tuple(MandateRow(*row, number, valid_from) for row in rows)


def in_force(table: Iterable[MandateRow], *, on: date) -> tuple[MandateRow, ...]:
    """Of each kind the newest rows that hold on a local date, lowest level first."""
    begun = [row for row in table if row.valid_from <= on]
    newest = {kind: max(row.valid_from for row in begun if row.kind == kind) for kind in {row.kind for row in begun}}
    rows = [row for row in begun if row.valid_from == newest[row.kind]]
    return tuple(sorted(rows, key=lambda row: (row.kind, row.above_cents)))


def level(
    table: Iterable[MandateRow],
    *,
    amount_cents: int,
    kind: str = INITIATIVE,
    earlier_cents: int = 0,
    on: date,
    criterion4_doubt: bool = False,
    is_investment: bool = False,
) -> MandateRow:
    """The level that decides.

    Args:
        amount_cents: the amount to be granted; for rejecting, the amount that was asked.
        earlier_cents: what the same initiative or initiator was granted before, in the window that the
            municipality set; counts along, so that splitting a plan does not lower the level.
        on: the local date of the decision.
        criterion4_doubt: doubt whether other money or policy stands in the way: the highest level, at any amount.
        is_investment: what normally stands in the investment programme: its own row, at any amount.

    Raises:
        MandateMissing: when the table has no row for this; the message is a Dutch sentence.
        ValueError: when an amount is negative.
    """
    if amount_cents < 0 or earlier_cents < 0:
        raise ValueError("amounts must not be negative")
    rows = in_force(table, on=on)
    initiative = [row for row in rows if row.kind == INITIATIVE]
    if is_investment:
        found = [row for row in rows if row.kind == INVESTMENT]
    elif criterion4_doubt:
        found = initiative[-1:]
    else:
        # Nothing to be granted is the lowest level's, whatever came before (domain: "EUR 0 is the wijkregisseur's").
        total = amount_cents and amount_cents + earlier_cents
        own = [row for row in rows if row.kind == kind and amount_cents]
        found = [row for row in (*own, *initiative) if row.covers(total)]
    if not found:
        raise MandateMissing(_("De mandaattabel heeft voor dit bedrag op deze dag geen regel. Vul de tabel aan."))
    return found[0]


def in_each_wijk(
    roles: Sequence[str], *, wijken: Sequence[int], held_by: Mapping[int, frozenset[int]]
) -> tuple[tuple[str, int | None], ...]:
    """Who signs for a plan in several wijken: the wijkwethouder of each (domain/README, Table 2).

    Args:
        roles: those of the level, in order.
        wijken: the ids of the wijken, that of the case first; empty where it has none.
        held_by: by wijk the ids of its wijkwethouders; one person in two wijken signs once.
    """
    found: list[tuple[str, int | None]] = []
    for role in roles:
        if role != WIJKWETHOUDER or len(wijken) < 2:
            found.append((role, None))
            continue
        known: set[frozenset[int]] = set()
        for wijk in wijken:
            people = held_by.get(wijk, frozenset())
            if not people or people not in known:
                found.append((role, wijk))
            known.add(people)
    return tuple(found)


def missing_advice(row_kind: str, given: Iterable[str]) -> tuple[str, ...]:
    """Who must still advise before a decision of this kind (a kind of the table), in the order of the domain."""
    return tuple(giver for giver in ADVISED_BY.get(row_kind, ()) if giver not in set(given))


def sign_offs(row: MandateRow) -> tuple[SignOffNeed, ...]:
    """The signatures of a level, in order."""
    return tuple(
        SignOffNeed(role, order, is_last=order == len(row.roles), is_lowest_level=row.is_lowest)
        for order, role in enumerate(row.roles, start=1)
    )


def may_sign(
    need: SignOffNeed,
    *,
    user_id: int,
    role: str,
    previous_signers: Sequence[int],
    handler_id: int | None,
    conflicted: bool,
    proposer_id: int | None = None,
) -> list[str]:
    """Why this person can't give this signature, in Dutch sentences; empty where he or she can.

    Args:
        role: the role under which the person signs, a deputy's included.
        previous_signers: who signed before, in order.
        handler_id: who handles the case (its assignee).
        conflicted: whether the person is applicant, co-initiator or supporter of the plan.
        proposer_id: who proposed the decision, where that is somebody else than the handler.
    """
    reasons = []
    if role != need.signer_role and need.role in RECORDED_BY:
        reasons.append(_("Alleen de griffie legt dit besluit vast."))
    elif role != need.signer_role:
        reasons.append(_("Hier tekent de %(role)s.") % {"role": SIGNER_WORDS.get(need.role, need.role)})
    if conflicted:
        reasons.append(_("Je bent zelf betrokken bij dit plan. Laat je vervanger tekenen."))
    if len(previous_signers) < need.order - 1:
        reasons.append(_("Eerst moet iemand anders tekenen."))
    if len(previous_signers) >= need.order:
        reasons.append(_("Deze handtekening staat er al."))
    if user_id in previous_signers:
        reasons.append(_("Je hebt al getekend. Twee handtekeningen zijn van twee mensen: laat je vervanger tekenen."))
    handles = user_id in (handler_id, proposer_id)
    if handles and need.role == VOORZITTER:
        reasons.append(_("Je behandelt deze zaak zelf. Je collega van het cluster tekent als voorzitter."))
    elif handles and need.is_last and not need.is_lowest_level:
        reasons.append(_("Je behandelt deze zaak of stelde het besluit voor. Iemand anders tekent als laatste."))
    return reasons
