"""One promise sent many times at the same moment, with real threads and real connections (fault 9)."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from cms.models import OutgoingMail
from participation.codes import State
from participation.models import Applicant, Event, Submission, Upkeep
from participation.services import upkeep
from tests.factories.cms import make_wijk
from tests.participation.test_races import REPEATS, at_once, names

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_promise_sent_twenty_times_is_one_case_and_one_mail(now: datetime) -> None:
    wijk = make_wijk()
    promise = upkeep.Promise(
        route="geveltuin",
        route_title="Een geveltuin maken",
        promise="Ik verzorg de planten.",
        name="Fatima El Idrissi",
        email="fatima@example.org",
        postcode="1214AA",
        wijk=wijk,
    )
    for turn in range(1, REPEATS + 1):
        key = uuid4()
        results = at_once([lambda key=key: upkeep.sign(promise=promise, idempotency_key=key, now=now)] * 20)

        assert names(results) == {"Submission": 20}, names(results)
        assert len({case.pk for case in results}) == 1
        assert Submission.objects.filter(state=State.COMPLETED).count() == turn
        assert Upkeep.objects.count() == Applicant.objects.count() == OutgoingMail.objects.count() == turn
        assert Event.objects.count() == 2 * turn
