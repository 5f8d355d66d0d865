"""What a year brought: plans, answers, support and money, of a wijk or of the whole city (participation.md).

Counts alone, so that a council member reads the same as anybody. Years are local; amounts are whole cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Wijk
from participation import books
from participation.codes import Kind, Outcome, State
from participation.ledger import Balance
from participation.models import Decision, EvaluationAnswer, Submission, SupportCampaign
from participation.models.category import subject_label_of
from participation.selectors import CARD_COLUMNS, Card, cards
from participation.yearly_parts import Question, Row, Share, closing_questions, in_year

PLANS = (Kind.INITIATIVE, Kind.CHALLENGE)
MOST_DONE = 24
# How a plan stands, in the words of residents; spam and what belongs to another plan are not counted.
_RESULTS: tuple[tuple[Promise, tuple[State, ...]], ...] = (
    (gettext_lazy("Klaar"), (State.COMPLETED,)),
    (gettext_lazy("Gaat door"), (State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING)),
    (
        gettext_lazy("Loopt nog"),
        (
            *(State.RECEIVED, State.REOPENED, State.IN_REVIEW, State.WAITING_INITIATOR),
            *(State.GATHERING_SUPPORT, State.ADVICE, State.TO_DECIDE),
        ),
    ),
    (
        gettext_lazy("Meegenomen in het werk van de gemeente of doorverwezen"),
        (State.TAKEN_ALONG, State.REFERRED),
    ),
    (gettext_lazy("Kreeg geen geld"), (State.REJECTED, State.SET_ASIDE)),
    (gettext_lazy("Gestopt of ingetrokken"), (State.STOPPED, State.WITHDRAWN)),
)
COUNTED = frozenset(state for _words, states in _RESULTS for state in states)


@dataclass(frozen=True)
class Support:
    """The plans whose time to seek support ended: how many, which of them found enough, and how many spoke."""

    plans: Share
    supporters: int
    concerns: int


@dataclass(frozen=True)
class WijkRow:
    """One wijk beside the others."""

    wijk: Wijk
    plans: int
    balance: Balance


@dataclass(frozen=True)
class Report:
    """A year of a wijk; of the city where `wijk` is None. `on`: the day of the figures, a local date.

    answered: within the service promise; decided: within the term of the law. granted_cents: by decisions of the year.
    evaluation: letter, question and answer.
    """

    year: int
    wijk: Wijk | None
    on: date
    plans: int
    results: list[Row]
    subjects: list[Row]
    answered: Share
    decided: Share
    granted: int
    rejected: int
    granted_cents: int
    support: Support
    balance: Balance
    per_wijk: list[WijkRow]
    done: list[Card]
    closing: list[Question]
    evaluation: list[tuple[str, str, str]]


def report(year: int, *, wijk: Wijk | None, now: datetime) -> Report:
    """Read the year, as it stands today or as it ended; ten queries, eleven for the city."""
    today = timezone.localdate(now)
    on = min(today, date(year, 12, 31))
    plans = _received(year, wijk)
    counts = _counts(plans)
    decided, granted, rejected, granted_cents = _decisions(year, wijk)
    city = books.city_books(year=year, on=on) if wijk is None else None
    per_wijk = _per_wijk(plans, city) if city else []
    return Report(
        year=year,
        wijk=wijk,
        on=on,
        plans=sum(counts.values()),
        results=_results(counts),
        subjects=_subjects(counts),
        answered=_answered(plans, today),
        decided=decided,
        granted=granted,
        rejected=rejected,
        granted_cents=granted_cents,
        support=_support(year, wijk, now),
        balance=_together(city) if city else books.wijk_balance(wijk=wijk, year=year, on=on).total,
        per_wijk=per_wijk,
        done=_done(year, wijk),
        closing=closing_questions(year, wijk),
        evaluation=list(
            EvaluationAnswer.objects.filter(year=year, wijk=wijk)
            .order_by("letter")
            .values_list("letter", "question", "answer")
        ),
    )


def _received(year: int, wijk: Wijk | None) -> QuerySet[Submission]:
    """The plans that came in; each belongs to one wijk here, so that the wijken add up to the city."""
    found = Submission.objects.filter(in_year("received_at", year), kind__in=PLANS, state__in=COUNTED)
    return (found if wijk is None else found.filter(wijk=wijk)).order_by()


def _counts(plans: QuerySet[Submission]) -> dict[tuple[str, str | None], int]:
    """How many by state and subject."""
    rows = plans.values_list("state", subject_label_of("category")).annotate(count=Count("pk"))
    return {(state, subject): count for state, subject, count in rows}


def _results(counts: dict[tuple[str, str | None], int]) -> list[Row]:
    total = sum(counts.values())
    found = []
    for words, states in _RESULTS:
        count = sum(number for (state, _subject), number in counts.items() if state in states)
        if count:
            found.append(Row(str(words), count, Share(count, total).percent))
    return found


def _subjects(counts: dict[tuple[str, str | None], int]) -> list[Row]:
    """The largest first; what has no subject yet comes last."""
    total, sums = sum(counts.values()), dict[str | None, int]()
    for (_state, subject), number in counts.items():
        sums[subject or None] = sums.get(subject or None, 0) + number
    ordered = sorted(sums.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
    return [Row(name or _("Zonder onderwerp"), count, Share(count, total).percent) for name, count in ordered]


def _local_day(field: str) -> TruncDate:
    return TruncDate(field, tzinfo=timezone.get_default_timezone())


def _answered(plans: QuerySet[Submission], today: date) -> Share:
    """Of the plans that were answered, or should have been by now: those answered on the promised day or before."""
    due = Q(answered_at__isnull=False) | Q(answer_due_on__lt=today)
    found = plans.annotate(day=_local_day("answered_at")).aggregate(
        of=Count("pk", filter=due), count=Count("pk", filter=Q(day__lte=F("answer_due_on")))
    )
    return Share(found["count"], found["of"])


def _decisions(year: int, wijk: Wijk | None) -> tuple[Share, int, int, int]:
    """Within the term, granted, rejected, and cents granted; of the decisions that held in this year."""
    found = Decision.objects.filter(in_year("decided_at", year), status=Decision.Status.DECIDED)
    found = found.filter(submission__kind__in=PLANS)
    found = found if wijk is None else found.filter(submission__wijk=wijk)
    is_granted, has_term = ~Q(outcome=Outcome.REJECT), Q(submission__decide_due_on__isnull=False)
    sums = found.annotate(day=_local_day("decided_at")).aggregate(
        of=Count("pk", filter=has_term),
        count=Count("pk", filter=has_term & Q(day__lte=F("submission__decide_due_on"))),
        granted=Count("pk", filter=is_granted),
        rejected=Count("pk", filter=~is_granted),
        cents=Sum("amount_cents", filter=is_granted),
    )
    return Share(sums["count"], sums["of"]), sums["granted"], sums["rejected"], sums["cents"] or 0


def _support(year: int, wijk: Wijk | None, now: datetime) -> Support:
    """The campaigns that ended in the year, closed by hand or by time."""
    by_time = Q(closed_at__isnull=True, closes_at__lt=now) & in_year("closes_at", year)
    found = SupportCampaign.objects.filter(in_year("closed_at", year) | by_time, submission__state__in=COUNTED)
    found = found if wijk is None else found.filter(submission__wijk=wijk)
    sums = found.aggregate(
        of=Count("pk"),
        count=Count("pk", filter=Q(reached_percent__gte=100)),
        inside=Sum("inside_count"),
        outside=Sum("outside_count"),
        concerns=Sum("concern_count"),
    )
    voices = (sums["inside"] or 0) + (sums["outside"] or 0)
    return Support(Share(sums["count"], sums["of"]), voices, sums["concerns"] or 0)


def _together(city: books.CityBooks) -> Balance:
    return sum((row.total for row in city.wijken), Balance())


def _per_wijk(plans: QuerySet[Submission], city: books.CityBooks) -> list[WijkRow]:
    counts = dict(plans.values_list("wijk_id").annotate(count=Count("pk")))
    return [WijkRow(row.wijk, counts.get(row.wijk.pk, 0), row.total) for row in city.wijken]


def _done(year: int, wijk: Wijk | None) -> list[Card]:
    """The plans on the site that came true in the year, the newest first."""
    found = Submission.objects.public().filter(in_year("state_since_at", year), state=State.COMPLETED)
    found = found if wijk is None else found.in_wijk(wijk)
    return cards(found.order_by("-state_since_at", "-pk").values_list(*CARD_COLUMNS)[:MOST_DONE])
