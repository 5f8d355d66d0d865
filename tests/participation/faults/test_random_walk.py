"""Fault 12: ten thousand random steps by random people on a handful of plans."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from django.core.exceptions import ValidationError

from cms.models import Role
from participation import workflow
from participation.codes import Reason, State
from participation.models import Event, Submission
from participation.services import moderate
from participation.services.errors import Forbidden, Refused, StaleCase
from tests.conftest import NOW
from tests.factories.cms import UserFactory, staff
from tests.factories.participation import called, in_review, make_house, published

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TRIES = 10_000 if os.environ.get("FAULTS") == "long" else 60


def test_no_random_step_is_illegal_and_nothing_is_shown_before_it_is_published() -> None:
    """Nobody but the wijkregisseur moves a case; every change is in the history; the site shows what was published."""
    house, dice = make_house(), random.Random(12)
    cases = [published(house, email=f"i{number}@example.org") for number in range(3)]
    cases += [in_review(house, asked_cents=None, email=f"k{number}@example.org") for number in range(2)]
    for case in cases:
        called(case, house.wijkregisseur)
    main = in_review(house, email="hoofd@example.org")
    people = [house.wijkregisseur] * 3 + [house.wijkwethouder, house.voorzitter, house.griffie]
    people += [staff(Role.AUDITOR), UserFactory(), None]
    changes: Counter[int] = Counter(
        Event.objects.filter(action=Event.Action.TRANSITION).values_list("submission_id", flat=True)
    )
    for _turn in range(TRIES):
        case, by = Submission.objects.get(pk=dice.choice(cases).pk), dice.choice(people)
        before, act = case.state, dice.choice([*State, "publish", "unpublish"])
        given = {"submission": case, "by": by, "expected_version": case.version - dice.randrange(8) // 7, "now": NOW}
        try:
            if act in ("publish", "unpublish"):
                if by is not None:
                    getattr(moderate, act)(**given)
            else:
                words = {"reason": Reason.OTHER, "text": "Omdat.", "is_confirmed": True, "merged_into": main}
                origin = "system" if by is None else "staff"
                moderate.move(**given, to=act, origin=origin, **words)
        except (Refused, Forbidden, StaleCase, ValidationError):
            case.refresh_from_db()
            assert case.state == before
        else:
            case.refresh_from_db()
            if case.state != before:
                assert workflow.find(before, case.state) is not None
                assert by is None or by == house.wijkregisseur
                changes[case.pk] += 1
        version = getattr(case, "public_version", None)
        if version is not None:
            version.refresh_from_db()
        is_shown = Submission.objects.public().filter(pk=case.pk).exists()
        assert is_shown <= bool(version and version.is_public)
        assert not (is_shown and case.state in (State.SPAM, State.MERGED))
    for case in cases:
        steps = case.events.filter(action=Event.Action.TRANSITION).order_by("pk")
        walked = list(steps.values_list("from_state", "to_state"))
        assert len(walked) == changes[case.pk]
        assert all(one[1] == following[0] for one, following in zip(walked, walked[1:], strict=False))
        assert walked[-1][1] == Submission.objects.get(pk=case.pk).state
