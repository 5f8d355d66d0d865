"""Do the books add up, line by line? (participation.md, Money.) Pure; amounts in whole cents.

The services keep these rules when they write. The audit reads what was written, so that a mistake in a service, a
restored dump or a hand in the database comes to light the next day, and not at the yearly account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from participation.codes import LineKind, PotKind
from participation.ledger import balance, sign_is_right

_WIJK_POTS = frozenset({PotKind.SUBSIDY, PotKind.HAND_MONEY})
_MOVED = frozenset({LineKind.TRANSFER, LineKind.CARRY_OVER})
# Statuses of a decision under which money may have been promised.
_TAKEN = frozenset({"decided", "replaced"})


@dataclass(frozen=True)
class AuditLine:
    """A line of the books, with the pot and year that it stands in."""

    pk: int
    year: int
    pot: int
    pot_kind: str
    kind: str
    effect: str
    amount_cents: int
    decision: int | None = None
    corrects: int | None = None
    transfer: UUID | None = None


@dataclass(frozen=True)
class AuditDecision:
    """What the audit needs of a decision."""

    pk: int
    status: str
    amount_cents: int
    is_consulted: bool


@dataclass(frozen=True)
class Fault:
    """Something that does not add up: a code, the number of what it is about, and an amount in cents or a count."""

    code: str
    pk: int
    figure: int = 0


def audit(lines: Iterable[AuditLine], decisions: Iterable[AuditDecision]) -> list[Fault]:
    """Everything that is wrong with the books; empty where they balance. lines: in the order they were written."""
    rows = list(lines)
    known = {decision.pk: decision for decision in decisions}
    return [
        *_wrong_lines(rows),
        *_wrong_moves(rows),
        *_wrong_decisions(rows, known),
        *_wrong_pots(rows, known),
        *_wrong_years(rows),
    ]


def _wrong_lines(rows: list[AuditLine]) -> Iterator[Fault]:
    """A sign that its kind may not have, an effect that is not its kind's, a correction of something else."""
    earlier: dict[int, AuditLine] = {}
    for row in rows:
        if not sign_is_right(row.kind, row.amount_cents):
            yield Fault("line_sign", row.pk, row.amount_cents)
        if row.kind != LineKind.CORRECTION:
            if row.effect != row.kind:
                yield Fault("line_effect", row.pk)
        else:
            first = earlier.get(row.corrects or 0)
            if first is None or (first.pot, first.effect) != (row.pot, row.effect):
                yield Fault("correction_of_another", row.pk)
        earlier[row.pk] = row


def _wrong_moves(rows: list[AuditLine]) -> Iterator[Fault]:
    """Money that was moved must leave one pot and come into one other: in the same year, or in the next one."""
    moves: dict[UUID, list[AuditLine]] = defaultdict(list)
    for row in rows:
        if row.transfer is not None:
            moves[row.transfer].append(row)
        elif row.kind in _MOVED:
            yield Fault("move_alone", row.pk)
    for both in moves.values():
        out, into = min(both, key=_amount), max(both, key=_amount)
        years = 1 if out.kind == LineKind.CARRY_OVER else 0
        is_right = (
            len(both) == 2
            and out.kind == into.kind
            and out.kind in _MOVED
            and out.pot != into.pot
            and into.year == out.year + years
        )
        if not is_right or out.amount_cents + into.amount_cents:
            yield Fault("move_not_in_balance", out.pk, sum(row.amount_cents for row in both))


def _amount(row: AuditLine) -> int:
    return row.amount_cents


def _wrong_decisions(rows: list[AuditLine], known: Mapping[int, AuditDecision]) -> Iterator[Fault]:
    """Every promise has its decision, and takes no more than that decision granted."""
    by_decision: dict[int, list[AuditLine]] = defaultdict(list)
    for row in rows:
        if row.decision is not None:
            by_decision[row.decision].append(row)
        elif row.kind == LineKind.COMMITMENT:
            yield Fault("commitment_without_decision", row.pk, row.amount_cents)
    for pk, own in by_decision.items():
        decision, books = known.get(pk), balance(own)
        if decision is None:
            yield Fault("decision_unknown", pk)
            continue
        taken = books.committed_cents + books.spent_cents
        if decision.status not in _TAKEN and taken:
            yield Fault("money_without_sign_offs", pk, taken)
        if taken > decision.amount_cents:
            yield Fault("more_than_granted", pk, taken - decision.amount_cents)
        if decision.status != "proposed" and books.reserved_cents:
            yield Fault("reservation_left", pk, books.reserved_cents)
        for figure in (books.reserved_cents, books.committed_cents, books.spent_cents):
            if figure < 0:
                yield Fault("decision_below_zero", pk, figure)


def _wrong_pots(rows: list[AuditLine], known: Mapping[int, AuditDecision]) -> Iterator[Fault]:
    """A pot of the city is never overdrawn; one of a wijk only with the teammanagers' consultation on record."""
    pots: dict[int, list[AuditLine]] = defaultdict(list)
    for row in rows:
        pots[row.pot].append(row)
    for pot, own in pots.items():
        books = balance(own)
        for figure in (books.reserved_cents, books.committed_cents, books.spent_cents):
            if figure < 0:
                yield Fault("pot_below_zero", pot, figure)
        if books.free_cents < 0 and not (own[0].pot_kind in _WIJK_POTS and _is_consulted(own, known)):
            yield Fault("pot_overdrawn", pot, books.free_cents)


def _is_consulted(rows: list[AuditLine], known: Mapping[int, AuditDecision]) -> bool:
    found = (known.get(row.decision) for row in rows if row.decision is not None)
    return any(decision is not None and decision.is_consulted for decision in found)


def _wrong_years(rows: list[AuditLine]) -> Iterator[Fault]:
    """All wijken of a year together never have less than nothing, after whichever step that was written.

    The first line that goes below is named, once for each year. Between the two lines of a move nothing is asked.
    """
    free: dict[int, int] = defaultdict(int)
    last: dict[int, int] = {}
    half_moved: set[UUID] = set()
    named: set[int] = set()
    for row in rows:
        if row.pot_kind not in _WIJK_POTS:
            continue
        free[row.year] += balance([row]).free_cents
        last[row.year] = row.pk
        if row.transfer is not None and row.transfer not in half_moved:
            half_moved.add(row.transfer)
        elif free[row.year] < 0 and row.year not in named:
            named.add(row.year)
            yield Fault("city_overdrawn", row.pk, free[row.year])
    for year, cents in free.items():
        if cents < 0 and year not in named:
            yield Fault("city_overdrawn", last[year], cents)
