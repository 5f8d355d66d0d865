"""The end of a period of support: midnight, summer time, and what is confirmed after it (fault 50)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cms.crypto import normalise_email
from cms.mail.rendering import render
from cms.models import OutgoingMail
from cms.registries import mail_templates
from cms.tokens import TokenExpired
from participation.models import Submission, Support, SupportCampaign
from participation.services import support
from participation.services.errors import Refused
from participation.services.people import person_hash
from participation.terms import support_closes_at, support_counts
from tests.factories.cms import link_text
from tests.factories.participation import confirm_support, gathering, give, make_house

HOUR, MINUTE, TICK = timedelta(hours=1), timedelta(minutes=1), timedelta(microseconds=1)


def end(year: int, month: int, day: int, *, hour: int = 22) -> datetime:
    """The last moment of a day in Amsterdam; in summer time that is at 21.59.59 UTC."""
    return datetime(year, month, day, hour, 59, 59, 999_999, tzinfo=UTC)


SUMMER = 21
CLOSES = end(2027, 1, 1)


@pytest.mark.parametrize(
    ("opened_at", "weeks", "closes_at"),
    [
        # Winter all along: the end of Friday 1 January is 22.59.59 UTC.
        (datetime(2026, 11, 20, 13, 32, tzinfo=UTC), 6, CLOSES),
        # Opened at 23.59 on the local day, and a minute later: one day apart.
        (datetime(2026, 11, 20, 22, 59, tzinfo=UTC), 6, CLOSES),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), 6, CLOSES + timedelta(days=1)),
        # Over 29 March 2026, when the clock goes forward: the end of the day comes an hour sooner in UTC.
        (datetime(2026, 3, 27, 12, 0, tzinfo=UTC), 1, end(2026, 4, 3, hour=SUMMER)),
        # The day itself has 23 hours, and ends at midnight like any other.
        (datetime(2026, 3, 22, 12, 0, tzinfo=UTC), 1, end(2026, 3, 29, hour=SUMMER)),
        # Over 25 October 2026, when it goes back; and the day of 25 hours itself.
        (datetime(2026, 10, 23, 12, 0, tzinfo=UTC), 1, end(2026, 10, 30)),
        (datetime(2026, 10, 18, 12, 0, tzinfo=UTC), 1, end(2026, 10, 25)),
        # Between the two 2.30's of that night it is one local day.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1, end(2026, 11, 1)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 1, end(2026, 11, 1)),
        # 29 February, and over New Year.
        (datetime(2028, 2, 22, 12, 0, tzinfo=UTC), 1, end(2028, 2, 29)),
        (datetime(2026, 12, 31, 12, 0, tzinfo=UTC), 2, end(2027, 1, 14)),
    ],
)
def test_a_period_ends_with_the_local_day(opened_at: datetime, weeks: int, closes_at: datetime) -> None:
    assert support_closes_at(opened_at, weeks) == closes_at


@pytest.mark.parametrize(
    ("given_at", "confirmed_at", "counts"),
    [
        # Given and confirmed long before.
        (CLOSES - timedelta(days=3), CLOSES - timedelta(days=2, hours=1), True),
        # Given in the last moment: counts when confirmed within 24 hours, also past the end.
        (CLOSES, CLOSES, True),
        (CLOSES, CLOSES + 24 * HOUR, True),
        (CLOSES, CLOSES + 24 * HOUR + TICK, False),
        # Given a moment too late.
        (CLOSES + TICK, CLOSES + MINUTE, False),
        # Given in time, the link went out while the period still ran.
        (CLOSES - 23 * HOUR, CLOSES + HOUR, True),
        (CLOSES - 23 * HOUR, CLOSES + HOUR + TICK, False),
        # Before it was given nothing can be confirmed: a clock that runs behind.
        (CLOSES - HOUR, CLOSES - HOUR - TICK, False),
        (CLOSES - HOUR, CLOSES - HOUR, True),
    ],
)
def test_what_was_given_before_closing_counts_when_confirmed_within_a_day(
    given_at: datetime, confirmed_at: datetime, counts: bool
) -> None:
    assert support_counts(given_at=given_at, confirmed_at=confirmed_at, closes_at=CLOSES) is counts


def counters() -> tuple[int, int, int]:
    found = SupportCampaign.objects.get()
    return found.inside_count, found.outside_count, found.concern_count


@pytest.fixture
def case(db: None) -> Submission:
    """A plan that seeks support until the end of 1 January 2027."""
    return gathering(make_house())


@pytest.mark.parametrize("stance", ["support", "concern"])
def test_a_voice_in_the_last_second_counts_though_the_worker_closed_meanwhile(case: Submission, stance: str) -> None:
    voice = give(case, "buur@example.org", now=CLOSES, stance=stance, text="Te druk")
    assert support.close_due(CLOSES + 5 * MINUTE) == 1
    with pytest.raises(Refused):
        give(case, "laat@example.org", now=CLOSES + MINUTE)
    confirm_support(voice, now=CLOSES + 23 * HOUR)
    assert counters() == ((1, 0, 0) if stance == "support" else (0, 0, 1))


def test_a_day_later_the_link_is_over_and_nothing_counts(case: Submission) -> None:
    voice = give(case, "buur@example.org", now=CLOSES)
    support.close_due(CLOSES + 5 * MINUTE)
    with pytest.raises(TokenExpired):
        confirm_support(voice, now=CLOSES + 24 * HOUR)
    assert counters() == (0, 0, 0)


@pytest.mark.parametrize(
    ("is_over", "words"), [(False, "tot en met vrijdag 1 januari"), (True, "Steunen kan niet meer.")]
)
def test_a_milestone_reached_by_a_late_confirmation_does_not_ask_for_more_support(
    case: Submission, is_over: bool, words: str
) -> None:
    SupportCampaign.objects.update(supporters=1)
    voice = give(case, "buur@example.org", now=CLOSES - HOUR)
    moment = CLOSES + HOUR if is_over else CLOSES - MINUTE
    support.close_due(moment)
    confirm_support(voice, now=moment)
    told = OutgoingMail.objects.get(template="plan_milestone")
    made = render("plan_milestone", mail_templates.get("plan_milestone")(told.context, moment))
    assert words in " ".join(made.text.split())
    assert ("Meer steun mag altijd" in made.text) is not is_over


def test_who_withdraws_after_closing_and_before_the_decision_does_not_count(case: Submission) -> None:
    voice = confirm_support(give(case, "buur@example.org"))
    support.close_due(CLOSES + MINUTE)
    text = link_text("withdraw_support", f"support:{voice.pk}")
    support.withdraw(token_text=text, now=CLOSES + timedelta(days=20))
    assert counters() == (0, 0, 0)
    with pytest.raises(Refused):
        give(case, "buur@example.org", now=CLOSES + timedelta(days=20))


def test_moving_house_later_changes_nothing(case: Submission, now: datetime) -> None:
    confirm_support(give(case, "buur@example.org", "1214AA"))
    again = give(case, "buur@example.org", "1211AA", now=now + timedelta(days=3))
    assert (again.postcode, again.is_inside, counters()) == ("1214AA", True, (1, 0, 0))


def test_a_period_closed_early_counts_what_was_given_before(case: Submission, now: datetime) -> None:
    voice = give(case, "buur@example.org", now=now)
    late = give(case, "ander@example.org", now=now + 2 * HOUR)
    SupportCampaign.objects.update(closed_at=now + HOUR)
    confirm_support(voice, now=now + 3 * HOUR)
    with pytest.raises(Refused):
        confirm_support(late, now=now + 3 * HOUR)
    assert counters() == (1, 0, 0)


# One person, one voice: how an address is read


@pytest.mark.parametrize("typed", ["buur@example.org", " Buur@Example.ORG ", "BUUR@EXAMPLE.ORG"])
def test_one_address_is_one_person_however_it_is_typed(case: Submission, typed: str) -> None:
    confirm_support(give(case, "buur@example.org"))
    give(case, typed)
    assert Support.objects.count() == 1
    assert person_hash(typed) == person_hash("buur@example.org")


def test_wide_letters_make_no_other_person() -> None:
    assert person_hash("ｂｕｕｒ@example.org") == person_hash("buur@example.org")


@pytest.mark.parametrize(
    "other", ["b.uur@example.org", "buur+1@example.org", "buur@example.com", "buur@mail.example.org"]
)
def test_what_is_another_mailbox_is_another_person(other: str) -> None:
    # Dots and labels stay: with most providers they are other people's mailboxes, and nobody loses a voice.
    assert normalise_email(other) == other
    assert person_hash(other) != person_hash("buur@example.org")


def test_initiators_never_count_not_when_they_become_one_before_confirming(case: Submission) -> None:
    own = give(case, "Fatima@Example.org")
    later = give(case, "bram@example.org")
    case.applicants.create(is_main=False, email="bram@example.org", email_hash=later.person_hash)
    assert not Support.objects.filter(pk=own.pk, confirmed_at__isnull=False).exists()
    with pytest.raises(Refused, match="eigen plan"):
        confirm_support(later)
    assert counters() == (0, 0, 0)
