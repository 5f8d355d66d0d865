"""Photographs, the story, three questions, the look back and good examples."""

from __future__ import annotations

from datetime import timedelta

import pytest

from django.core import mail

from cms.mail import outbox
from cms.models import OutgoingMail
from cms.uploads import CleanImage
from participation.codes import State
from participation.models import Applicant, BestPractice, ClosingAnswers, Moderation, PlanPhoto, Story, Submission
from participation.services import aftercare, asking, closing, purging
from participation.services.errors import Forbidden, Refused
from tests.conftest import NOW
from tests.factories.after import completed, main_of
from tests.factories.participation import House, granted, in_review, make_house, move

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def house() -> House:
    return make_house("zuid")


def photo(case: Submission, **changes: object) -> PlanPhoto:
    image = CleanImage(b"foto", 40, 30, "jpg", **changes)
    return aftercare.send_photo(applicant=main_of(case), image=image, alt="Een bankje.", now=NOW)


def staff_does(act: object, case: Submission, house: House, **given: object) -> object:
    version = Submission.objects.get(pk=case.pk).version
    given = {"by": house.wijkregisseur} | given
    return act(submission=case, expected_version=version, now=NOW, **given)


def test_a_photo_is_public_once_staff_say_so_and_not_before_it_was_scanned(house: House) -> None:
    case = granted(house).submission
    sent = photo(case)
    assert sent.state == Moderation.NEW
    with pytest.raises(Forbidden):
        staff_does(
            aftercare.moderate_photo, case, house, photo=sent.pk, is_public=True, alt="Bank", by=house.wijkwethouder
        )
    shown = staff_does(aftercare.moderate_photo, case, house, photo=sent.pk, is_public=True, alt="Een houten bank.")
    assert (shown.state, shown.alt) == (Moderation.PUBLIC, "Een houten bank.")
    assert staff_does(aftercare.moderate_photo, case, house, photo=sent.pk, is_public=False).state == "refused"
    unscanned = photo(case, is_quarantined=True)
    with pytest.raises(Refused, match="virussen"):
        staff_does(aftercare.moderate_photo, case, house, photo=unscanned.pk, is_public=True)


def test_nothing_is_shown_of_a_plan_that_does_not_go_on(house: House) -> None:
    case = in_review(house)
    Applicant.objects.filter(submission=case).update(email_confirmed_at=NOW)
    with pytest.raises(Refused, match="zodra je plan doorgaat"):
        photo(case)
    with pytest.raises(Refused, match="zodra je plan doorgaat"):
        aftercare.tell_story(applicant=main_of(case), text="Mooi.", language="nl", now=NOW)


def test_the_story_on_the_site_is_in_the_words_of_staff(house: House) -> None:
    case = granted(house).submission
    aftercare.tell_story(applicant=main_of(case), text="Jan en ik plantten.", language="nl", now=NOW)
    with pytest.raises(Refused, match="zoals het op de site komt"):
        staff_does(aftercare.moderate_story, case, house, is_public=True, public_text=" ")
    told = staff_does(aftercare.moderate_story, case, house, is_public=True, public_text="Buren plantten.")
    assert (told.state, told.public_text, told.published_at) == (Moderation.PUBLIC, "Buren plantten.", NOW)
    staff_does(aftercare.moderate_story, case, house, is_public=False)
    assert Story.objects.get().public_text == ""


def test_three_questions_are_answered_once_per_plan(house: House) -> None:
    case = completed(house)
    answers = {"where": "ja", "what": "beetje", "when": "nee"}
    with pytest.raises(Refused, match="elke vraag"):
        closing.answer_closing(applicant=main_of(case), **answers | {"when": ""}, now=NOW)
    closing.answer_closing(applicant=main_of(case), **answers, now=NOW)
    with pytest.raises(Refused, match="al beantwoord"):
        closing.answer_closing(applicant=main_of(case), **answers, now=NOW)
    assert ClosingAnswers.objects.get().knew_what == "beetje"
    running = granted(house, email="jan@example.org").submission
    with pytest.raises(Refused, match="als je plan klaar is"):
        closing.answer_closing(applicant=main_of(running), **answers, now=NOW)


def test_the_questions_are_mailed_a_day_and_half_a_year_later_once(house: House) -> None:
    case = completed(house)
    assert asking.ask_closing(NOW) == 0
    assert asking.ask_closing(NOW + DAY) == 1
    asking.ask_closing(NOW + 2 * DAY)
    assert asking.ask_look_back(NOW + 182 * DAY) == 0
    asking.ask_look_back(NOW + 183 * DAY)
    asking.ask_look_back(NOW + 190 * DAY)
    assert OutgoingMail.objects.filter(template="plan_closing").count() == 1
    assert OutgoingMail.objects.filter(template="plan_look_back").count() == 1
    assert asking.ask_look_back(NOW + 198 * DAY) == 0, "who could not be asked for two weeks is asked no more"
    for template, page in (("plan_closing", "/drie-vragen/"), ("plan_look_back", "/terugblik/")):
        queued = OutgoingMail.objects.get(template=template)
        assert outbox.deliver(queued.pk, now=queued.next_attempt_at)
        assert page in mail.outbox[-1].body
    closing.look_back(applicant=main_of(case), text="Alles bloeit.", now=NOW)
    with pytest.raises(Refused, match="al beantwoord"):
        closing.look_back(applicant=main_of(case), text="Nog steeds.", now=NOW)
    assert asking.ask_look_back(NOW + 184 * DAY) == 0


def test_an_example_is_a_plan_on_the_site_that_came_true(house: House) -> None:
    running = granted(house, email="jan@example.org").submission
    with pytest.raises(Refused, match="dat klaar is"):
        staff_does(closing.mark_example, running, house, is_example=True, why="Begin klein.")
    case = completed(house)
    with pytest.raises(Refused, match="wat anderen ervan leren"):
        staff_does(closing.mark_example, case, house, is_example=True, why=" ")
    made = staff_does(closing.mark_example, case, house, is_example=True, why="Begin klein.")
    assert made.why == "Begin klein."
    staff_does(closing.mark_example, case, house, is_example=False)
    assert not BestPractice.objects.exists()


def test_what_was_sent_after_a_plan_that_was_withdrawn_goes_after_a_year(house: House) -> None:
    case = granted(house).submission
    photo(case)
    aftercare.tell_story(applicant=main_of(case), text="Mooi.", language="nl", now=NOW)
    move(case, State.WITHDRAWN, house.wijkregisseur, reason="op_verzoek", text="Ingetrokken.")
    purging.purge_words(NOW + 366 * DAY, False)
    assert not PlanPhoto.objects.exists() and not Story.objects.exists()
