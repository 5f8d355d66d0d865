"""The file of a case as the working screen reads it. Everything is read once, when it is asked for."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from cms.models import Wijk
from cms.postcodes import is_pc6, shown
from participation.admin.history import HistoryLine, history
from participation.codes import Stance, SupportChannel
from participation.deadlines import Deadline, deadline
from participation.details import title_of
from participation.draagvlak import Report
from participation.models import (
    ActivityIdea,
    Advice,
    Attachment,
    Call,
    CostLine,
    CriterionVerdict,
    Event,
    Initiative,
    Label,
    Letter,
    Message,
    Note,
    PublicVersion,
    Submission,
    Supplement,
    Support,
    SupportCampaign,
    SupportProof,
    Upkeep,
)
from participation.services.campaigns import default_areas
from participation.services.facts import report_of
from participation.services.proof import words_of
from participation.services.support_entry import CHANNELS
from participation.states import staff_words
from participation.support_signals import signals_of
from participation.warnings import Signal
from participation.words import last_round

RELATED = (
    *("wijk__cluster", "buurt", "category", "assignee", "owner", "entered_by", "merged_into"),
    *("initiative", "upkeep", "activity", "public_version", "campaign"),
)
# Enough to take back a mistake that was just made.
LAST_CARDS = 5


class CaseFile:
    """What is known of a case at one moment (aware UTC)."""

    def __init__(self, submission: Submission, now: datetime) -> None:
        self.submission = submission
        self.now = now

    @cached_property
    def today(self) -> date:
        """The local date."""
        return timezone.localdate(self.now)

    @cached_property
    def sent(self) -> Initiative | None:
        """The words as they were sent."""
        return getattr(self.submission, "initiative", None)

    @cached_property
    def agreement(self) -> Upkeep | None:
        """What was promised, for something small."""
        return getattr(self.submission, "upkeep", None)

    @cached_property
    def idea(self) -> ActivityIdea | None:
        """When it is, for an activity for the calendar."""
        return getattr(self.submission, "activity", None)

    @property
    def agreed_address(self) -> str:
        """Postcode and house number of something small, as people write them."""
        agreed = self.agreement
        return " ".join(filter(None, [shown(agreed.postcode), agreed.house_number])) if agreed else ""

    @cached_property
    def public(self) -> PublicVersion | None:
        """The moderated text."""
        return getattr(self.submission, "public_version", None)

    @property
    def title(self) -> str:
        """The public title where there is one, else the title that was sent."""
        return (self.public.title if self.public else title_of(self.submission)) or self.submission.reference

    @property
    def state_words(self) -> str:
        """Where it stands, in the words of staff; of a challenge its stage."""
        return staff_words(self.submission.state, kind=self.submission.kind)

    @cached_property
    def campaign(self) -> SupportCampaign | None:
        """The period in which the plan seeks or sought support."""
        return getattr(self.submission, "campaign", None)

    @cached_property
    def report(self) -> Report | None:
        """The draagvlak report, where support was ever sought."""
        return report_of(self.campaign) if self.campaign else None

    @property
    def origins(self) -> list[tuple[str, int]]:
        """Support per street or postcode, no group below five; "" is all others together."""
        rows = self.report.spread if self.report else ()
        return [(shown(row.key) if is_pc6(row.key or "") else row.key or "", row.count) for row in rows]

    @property
    def channels(self) -> list[tuple[str, int]]:
        """Support per way it came in, in words."""
        found = self.report.channels if self.report else {}
        return [(str(SupportChannel(channel).label), count) for channel, count in found.items()]

    @cached_property
    def signals(self) -> list[Signal]:
        """Signs about the support for a person to weigh."""
        return signals_of(self.campaign, now=self.now) if self.campaign else []

    @cached_property
    def proofs(self) -> list[tuple[SupportProof, str]]:
        """Proof beside the figures, each in words."""
        found = self.submission.support_proofs.select_related("added_by")
        return [(proof, words_of(proof)) for proof in found]

    @cached_property
    def organisations(self) -> list[Support]:
        """The organisations that support the plan under their own name."""
        named = Support.objects.counted().filter(submission=self.submission, stance=Stance.SUPPORT)
        return list(named.exclude(party="").exclude(party_name="").order_by("party_name", "pk"))

    @cached_property
    def last_cards(self) -> list[Support]:
        """The last cards that were entered, the newest first."""
        cards = Support.objects.filter(submission=self.submission, channel__in=CHANNELS)
        return list(cards.order_by("-pk")[:LAST_CARDS])

    @cached_property
    def verdicts(self) -> dict[int, CriterionVerdict]:
        """Per criterion what was found."""
        return {verdict.criterion: verdict for verdict in self.submission.verdicts.select_related("judged_by")}

    @cached_property
    def other_wijken(self) -> list[Wijk]:
        """The wijken in which the plan lies too."""
        return list(self.submission.other_wijken.in_order())

    @cached_property
    def advices(self) -> list[Advice]:
        """What the mandate's advisers said, oldest first."""
        return list(self.submission.advices.select_related("recorded_by"))

    @cached_property
    def consulted(self) -> list[str]:
        """The names of the teammanagers who were asked about the decision."""
        if self.decision is None or self.decision.consulted_on is None:
            return []
        return [str(person) for person in self.decision.consulted.order_by("last_name", "pk")]

    @cached_property
    def letters(self) -> list[Letter]:
        """The letters that were sent, oldest first."""
        return list(self.submission.letters.select_related("posted").defer("html"))

    @cached_property
    def calls(self) -> list[Call]:
        """The calls before a no, or why there was none."""
        return list(self.submission.calls.select_related("recorded_by"))

    @cached_property
    def deadline(self) -> Deadline:
        """By when something must happen."""
        return deadline(self.submission, today=self.today)

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The pictures and PDFs that came with it."""
        return list(self.submission.attachments.all())

    @cached_property
    def cost_lines(self) -> list[CostLine]:
        """The estimate that holds: the last one that was sent."""
        return last_round(self.sent.cost_lines.all()) if self.sent else []

    @cached_property
    def later(self) -> list[Supplement]:
        """What the initiator changed or added after the plan was sent, the newest first; with who entered it."""
        return list(self.submission.supplements.select_related("entered_by").order_by("-pk"))

    @cached_property
    def newest_later(self) -> frozenset[int]:
        """The numbers of the later answers that hold: the newest of each field."""
        return frozenset({answer.field: answer.pk for answer in reversed(self.later)}.values())

    @property
    def estimate_cents(self) -> int:
        """Costs minus income of the estimate: what the initiators still lack."""
        return sum(line.amount_cents * (1 if line.side == CostLine.Side.COST else -1) for line in self.cost_lines)

    @cached_property
    def messages(self) -> list[Message]:
        """What was said between the municipality and the initiator, and the concerns of neighbours."""
        said = self.submission.messages.select_related("author")
        # A concern counts once its sender confirmed it; until then nobody reads it.
        return [message for message in said.select_related("support") if _is_said(message)]

    @cached_property
    def labels(self) -> list[Label]:
        """The labels that staff gave it."""
        return list(self.submission.labels.all())

    @cached_property
    def notes(self) -> list[Note]:
        """What staff wrote for each other."""
        return list(self.submission.notes.select_related("author"))

    @cached_property
    def themes(self) -> list[str]:
        """The priorities of the wijk today."""
        if self.submission.wijk is None:
            return []
        return [
            theme.name
            for theme in self.submission.wijk.themes.all()
            if (theme.valid_from or date.min) <= self.today <= (theme.valid_until or date.max)
        ]

    @cached_property
    def areas(self) -> list[str]:
        """Where support counts, as fixed when it was opened."""
        return [_written(area.first, area.last) for area in self.campaign.areas.all()] if self.campaign else []

    @cached_property
    def proposed_areas(self) -> list[str]:
        """Where support should count; a plan that sought support before keeps its area."""
        return self.areas or [_written(first, last) for first, last in default_areas(self.submission)]

    @cached_property
    def history(self) -> list[HistoryLine]:
        """What happened, newest first."""
        return history(self.events)

    @cached_property
    def events(self) -> list[Event]:
        """The events, oldest first."""
        return list(self.submission.events.all())

    @cached_property
    def last_event_id(self) -> int:
        """The newest event that this screen shows; a form carries it, so that a stale one can say what is new."""
        return self.events[-1].pk if self.events else 0


def _written(first: str, last: str) -> str:
    return shown(first) if first == last else f"{shown(first)} - {shown(last)}"


def _is_said(message: Message) -> bool:
    support = message.support
    return support is None or (support.confirmed_at is not None and support.withdrawn_at is None)
