"""Doing the same with several cases. Each is asked anew and stands alone: what one refuses stops no other.

An id in a form is no right. A case of another wijk is "not found" here too, and nothing else of it is told (fault 15).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import User
from participation.codes import State
from participation.models import Label, Submission
from participation.services import marks, moderate
from participation.services.errors import ConfirmationNeeded, Forbidden, Refused, StaleCase

MOST = 200


@dataclass(frozen=True)
class Picked:
    """A case as it was ticked: its id and the version that the list showed."""

    pk: int
    version: int


@dataclass
class Result:
    """How it went: how many were done, and why the others were not."""

    done: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        """ "17 gedaan, 3 overgeslagen. Je handelt deze zaak niet af: 2. ..."."""
        count = sum(self.skipped.values())
        reasons = " ".join(f"{reason.rstrip('.')}: {times}." for reason, times in self.skipped.most_common())
        summary = _("%(done)d gedaan, %(skipped)d overgeslagen.") % {"done": self.done, "skipped": count}
        return f"{summary} {reasons}".strip()


def assign(*, picked: Sequence[Picked], to: User | None, by: User, now: datetime) -> Result:
    """Give each case to somebody, or to nobody."""
    return _each(picked, by, lambda case, version: moderate.assign(**_told(case, version, by, now), to=to))


def add_label(*, picked: Sequence[Picked], label: Label, by: User, now: datetime) -> Result:
    """Put a label on each case, beside those that it has."""

    def act(case: Submission, version: int) -> None:
        marks.set_labels(**_told(case, version, by, now), labels=[*case.labels.all(), label])

    return _each(picked, by, act)


def mark_spam(*, picked: Sequence[Picked], by: User, now: datetime) -> Result:
    """Put each case among the unwanted ones."""
    return _each(picked, by, lambda case, version: moderate.move(**_told(case, version, by, now), to=State.SPAM))


def _told(case: Submission, version: int, by: User, now: datetime) -> dict[str, object]:
    return {"submission": case, "by": by, "expected_version": version, "now": now}


def _each(picked: Sequence[Picked], by: User, act: Callable[[Submission, int], object]) -> Result:
    """Every case once; what a service refuses is counted by its reason."""
    result = Result()
    seen = {case.pk: case for case in Submission.objects.visible_to(by).filter(pk__in=[one.pk for one in picked])}
    for one in dict.fromkeys(picked):
        case = seen.get(one.pk)
        if case is None:
            result.skipped[_("De zaak is niet gevonden.")] += 1
            continue
        try:
            with transaction.atomic():
                act(case, one.version)
        except StaleCase:
            result.skipped[_("Iemand heeft de zaak intussen veranderd.")] += 1
        except Forbidden:
            result.skipped[_("Je behandelt deze zaak niet.")] += 1
        except ConfirmationNeeded:
            result.skipped[_("Bij deze zaak is eerst een antwoord van jou nodig. Open de zaak.")] += 1
        except Refused as refusal:
            result.skipped[" ".join(refusal.reasons)] += 1
        else:
            result.done += 1
    return result
