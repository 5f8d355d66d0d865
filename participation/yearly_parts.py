"""What the parts of the yearly report share, and the three questions after closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Wijk
from participation.models import ClosingAnswers
from participation.spread import breakdown


@dataclass(frozen=True)
class Row:
    """A line of a table: what, how many, and the share of all in whole percents."""

    what: str
    count: int
    percent: int


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    count: int
    of: int

    @property
    def percent(self) -> int:
        """In whole percents, rounded down, so that "100 procent" is all of them; 0 where there are none."""
        return 100 * self.count // self.of if self.of else 0


@dataclass(frozen=True)
class Question:
    """One of the three questions after closing: how many answered, and what, without a group below five.

    rows is empty where so few answered that it would tell of one plan.
    """

    what: str
    answered: int
    rows: list[Row]


def bounds(year: int) -> tuple[datetime, datetime]:
    """The first moment of a local year, and the first of the next."""
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def in_year(field: str, year: int) -> Q:
    first, after = bounds(year)
    return Q(**{f"{field}__gte": first, f"{field}__lt": after})


# What residents said they miss (domain): asked when a plan is done.
_QUESTIONS: tuple[tuple[str, Promise], ...] = (
    ("knew_where", gettext_lazy("Wist je waar je moest zijn?")),
    ("knew_what", gettext_lazy("Wist je wat je kon verwachten?")),
    ("knew_when", gettext_lazy("Wist je wanneer je antwoord kreeg?")),
)


def closing_questions(year: int, wijk: Wijk | None) -> list[Question]:
    """What initiators answered in the year, per question; nothing where nobody did. One query."""
    found = ClosingAnswers.objects.filter(in_year("answered_at", year))
    found = found if wijk is None else found.filter(submission__wijk=wijk)
    counts = found.aggregate(
        **{
            f"{name}_{answer}": Count("pk", filter=Q(**{name: answer}))
            for name, _words in _QUESTIONS
            for answer in ClosingAnswers.Answer.values
        }
    )
    return [
        question
        for name, words in _QUESTIONS
        if (
            question := _question(
                str(words), {answer: counts[f"{name}_{answer}"] for answer in ClosingAnswers.Answer.values}
            )
        ).answered
    ]


def _question(what: str, counts: dict[str, int]) -> Question:
    """The answers in the order of the form; small groups joined, so that none can be worked out."""
    total = sum(counts.values())
    order = list(ClosingAnswers.Answer.values)
    groups = sorted(breakdown(counts), key=lambda row: order.index(row.key) if row.key else len(order))
    # With all of them joined there are no others.
    joined = _("Andere antwoorden samen") if len(groups) > 1 else _("Alle antwoorden samen")
    rows = [
        Row(
            str(ClosingAnswers.Answer(row.key).label) if row.key else joined,
            row.count,
            Share(row.count, total).percent,
        )
        for row in groups
    ]
    return Question(what, total if rows else 0, rows)
