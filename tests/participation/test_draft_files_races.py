"""Files of a draft with many at once, on real connections: nothing is lost, doubled or left half (faults 9 and 36)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from django.core.files.storage import storages
from django.db import transaction

from cms.uploads import CleanPdf
from participation.models import Attachment, Draft, DraftFile, Submission
from participation.services import draft_files, drafts
from participation.services.plans import PlanInput
from participation.services.submit import submit
from tests.factories.participation import make_house
from tests.participation.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
REPEATS = 3


def draft_with_file(now: datetime) -> DraftFile:
    """A draft with one PDF."""
    draft = drafts.save(draft=None, data={}, now=now)
    return draft_files.add(draft=draft, file=CleanPdf(b"%PDF-1.7"), now=now)


def send(draft_id: UUID, now: datetime) -> Submission:
    """What the last step does."""
    draft = Draft(pk=draft_id)
    with transaction.atomic():
        sent = submit(plan=PlanInput(title="x", what="x"), idempotency_key=draft_id, draft=draft, now=now)
        drafts.discard(draft=draft, now=now)
    return sent


def test_sent_five_times_at_once_a_file_has_one_owner(now: datetime) -> None:
    make_house()
    for turn in range(REPEATS):
        kept = draft_with_file(now)
        results = at_once([lambda pk=kept.draft_id: send(pk, now)] * 5)

        assert {type(result) for result in results} == {Submission}, results
        assert Attachment.objects.count() == turn + 1
        assert Attachment.objects.filter(file=kept.file.name).count() == 1
        assert not DraftFile.objects.exists()
        assert storages["private"].exists(kept.file.name)


def test_taken_away_while_it_is_sent_a_file_is_there_whole_or_not_at_all(now: datetime) -> None:
    make_house()
    for _turn in range(REPEATS * 3):
        kept = draft_with_file(now)
        acts = [
            lambda pk=kept.draft_id: send(pk, now),
            lambda file=kept: draft_files.remove(draft=Draft(pk=file.draft_id), pk=file.pk),
        ]
        results = at_once(acts)

        assert not [result for result in results if isinstance(result, Exception)]
        has_row = Attachment.objects.filter(file=kept.file.name).exists()
        assert storages["private"].exists(kept.file.name) is has_row


def test_six_at_once_are_five(now: datetime) -> None:
    for _turn in range(REPEATS):
        draft = drafts.save(draft=None, data={}, now=now)
        at_once([lambda draft=draft: draft_files.add(draft=draft, file=CleanPdf(b"%PDF-1.7"), now=now)] * 6)

        assert DraftFile.objects.filter(draft=draft).count() == 5
