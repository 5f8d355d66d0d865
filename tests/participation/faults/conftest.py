"""A town with a plan that seeks support, on the tests' Friday."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from cms.models import OutgoingMail
from participation.models import Submission
from tests.conftest import NOW
from tests.factories.residents import Town, lay_out_town, seeking_plan


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur, until the test moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def plan(town: Town, clock: time_machine.Coordinates) -> Submission:
    """A plan in Oost that seeks support until 1 January, and no mail in the outbox."""
    case = seeking_plan(town)
    OutgoingMail.objects.all().delete()
    return case


@pytest.fixture
def place(plan: Submission) -> str:
    """The address of the plan."""
    return f"/wijken/oost/initiatieven/{plan.reference.lower()}-{plan.public_version.slug}/"
