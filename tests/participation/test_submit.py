"""Making a plan known: two moments, the promise, and the receipt."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from django.db import IntegrityError

from cms import tokens
from cms.models import OutgoingMail, Purpose, Role
from cms.uploads import CleanImage
from participation.codes import Kind, Scope, State
from participation.models import Draft, Event, Submission
from participation.services import drafts, submit
from participation.services.plans import CostInput
from tests.factories.cms import link_text, make_buurt, make_wijk, staff
from tests.factories.participation import confirmed, make_house, make_rules, make_submission

pytestmark = pytest.mark.django_db
KEY = UUID("9b2f3a54-1111-4222-8333-123456789abc")


def test_a_plan_is_kept_word_for_word_with_its_sender_and_estimate(now: datetime) -> None:
    house = make_house()
    case = make_submission(
        house,
        cost_lines=[CostInput("cost", "Planten", 300_000), CostInput("income", "Collecte", 20_000)],
        own_effort="Tien uur per week",
        phone="06 12345678",
    )

    case.refresh_from_db()
    applicant = case.applicants.get()
    assert (case.state, case.version, case.received_at, case.kind) == ("received", 1, now, Kind.INITIATIVE)
    assert case.initiative.what == "Twintig geveltuintjes langs de huizen."
    assert list(case.initiative.cost_lines.values_list("side", "description", "amount_cents")) == [
        ("cost", "Planten", 300_000),
        ("income", "Collecte", 20_000),
    ]
    assert (applicant.email, applicant.phone, applicant.email_confirmed_at) == (
        "fatima@example.org",
        "06 12345678",
        None,
    )
    assert applicant.is_main
    assert case.reference.startswith("WP-2026-")
    event = case.events.get(action=Event.Action.SUBMITTED)
    assert (event.origin, event.to_state, event.actor_id) == ("resident", "received", None)


@pytest.mark.parametrize(
    ("scope", "cents", "due"),
    [
        # Friday 20 November 2026: five working days are Friday the 27th, two are Tuesday the 24th.
        (Scope.BUURT, 480_000, date(2026, 11, 27)),
        (Scope.STRAAT, 200_000, date(2026, 11, 24)),
        (Scope.STRAAT, 200_001, date(2026, 11, 27)),
        (Scope.STRAAT, None, date(2026, 11, 27)),
        (Scope.WIJK, 100_000, date(2026, 11, 27)),
    ],
)
def test_the_promise_follows_scope_and_amount(scope: str, cents: int | None, due: date) -> None:
    assert make_submission(make_house(), scope=scope, asked_cents=cents).answer_due_on == due


@pytest.mark.parametrize(
    ("cents", "lines", "is_application"),
    [
        (200_000, [], False),
        (200_001, [], True),
        (0, [], False),
        (None, [], False),
        (None, [("cost", 200_000)], False),
        (None, [("cost", 250_000), ("income", 50_000)], False),
        (None, [("cost", 250_000), ("income", 49_999)], True),
        (150_000, [("cost", 900_000)], False),
    ],
)
def test_more_than_2000_euro_is_an_application_at_once(
    now: datetime, cents: int | None, lines: list[tuple[str, int]], is_application: bool
) -> None:
    costs = [CostInput(side, "Post", amount) for side, amount in lines]
    case = make_submission(make_house(), asked_cents=cents, cost_lines=costs)

    case.refresh_from_db()
    assert case.applied_at == (now if is_application else None)
    # Eight weeks after Friday 20 November 2026 is Friday 15 January 2027 (Awb 4:13).
    assert case.decide_due_on == (date(2027, 1, 15) if is_application else None)


def test_the_limit_is_that_of_the_mandate_table_and_2000_euro_while_it_is_empty() -> None:
    wijk = make_wijk()
    assert make_submission(wijk=wijk, asked_cents=200_001).is_application
    make_rules()
    from participation.models import MandateRule

    MandateRule.objects.filter(above_cents=0, kind="initiative").update(up_to_cents=300_000)
    assert not make_submission(wijk=wijk, asked_cents=300_000).is_application


def test_the_same_key_gives_the_same_case_and_one_mail() -> None:
    house = make_house()
    first = make_submission(house, idempotency_key=KEY)
    for _turn in range(9):
        assert make_submission(house, idempotency_key=KEY, title="Iets anders").pk == first.pk

    assert Submission.objects.count() == 1
    assert OutgoingMail.objects.filter(template="plan_received").count() == 1


def test_a_plan_without_an_address_gets_no_mail() -> None:
    make_submission(make_house(), email="", phone="035 1234567")
    assert not OutgoingMail.objects.exists()


def test_a_suspicious_plan_is_taken_in_and_put_aside() -> None:
    case = make_submission(make_house(), is_suspicious=True)
    assert case.is_suspicious
    assert OutgoingMail.objects.filter(template="plan_received").count() == 1


def test_staff_enter_a_plan_on_behalf_of_a_resident() -> None:
    house = make_house()
    balie = staff(Role.BALIE)
    case = make_submission(house, channel="balie", entered_by=balie, email="")
    assert (case.channel, case.entered_by) == ("balie", balie)
    assert case.events.get(action=Event.Action.SUBMITTED).actor_id == balie.pk


def test_the_wijkregisseur_of_the_wijk_takes_it_on() -> None:
    house = make_house()
    assert make_submission(house).assignee == house.wijkregisseur


def test_of_two_the_one_whose_own_area_holds_the_postcode_takes_it_on() -> None:
    oost = make_wijk("oost", "1221", "1223")
    first, second = staff(Role.WIJKREGISSEUR, oost), staff(Role.WIJKREGISSEUR, oost)
    first.wijk_roles.get().areas.add(oost.postcode_areas.get(first="1221AA"))
    second.wijk_roles.get().areas.add(oost.postcode_areas.get(first="1223AA"))

    assert make_submission(wijk=oost, postcode="1223BC").assignee == second
    assert make_submission(wijk=oost, postcode="1221BC").assignee == first
    assert make_submission(wijk=oost, postcode="").assignee is None


def test_a_plan_from_outside_waits_for_somebody_to_place_it() -> None:
    case = make_submission(wijk=None, postcode="")
    assert (case.wijk, case.assignee) == (None, None)


def test_the_buurt_follows_from_the_postcode() -> None:
    wijk = make_wijk()
    buurt = make_buurt(wijk, "Bloemenbuurt", "1214BA-1214BZ")
    assert make_submission(wijk=wijk, postcode="1214BC").buurt == buurt
    assert make_submission(wijk=wijk, postcode="1214CC").buurt is None


def test_pictures_go_to_private_storage_under_a_random_name() -> None:
    image = CleanImage(b"\xff\xd8\xff", 10, 20, "jpg")
    case = make_submission(make_house(), files=[image])
    attachment = case.attachments.get()
    assert (attachment.width, attachment.height, attachment.size_bytes) == (10, 20, 3)
    assert attachment.file.name.endswith(".jpg")
    assert "bijlage." not in attachment.file.name
    assert attachment.file.read() == b"\xff\xd8\xff"


def test_a_failing_row_is_an_error_and_not_somebody_elses_case() -> None:
    with pytest.raises(IntegrityError):
        make_submission(make_house(), kind="niets", idempotency_key=KEY)


# The address


def test_a_confirmed_address_is_written_once_and_the_version_stays(now: datetime) -> None:
    case = make_submission(make_house())
    applicant = case.applicants.get()
    text = link_text(Purpose.CONFIRM_EMAIL, f"applicant:{applicant.pk}")

    assert submit.confirm_email(token_text=text, now=now + timedelta(hours=23)).pk == applicant.pk
    applicant.refresh_from_db()
    case.refresh_from_db()
    assert applicant.email_confirmed_at == now + timedelta(hours=23)
    assert case.version == 1
    assert case.events.filter(action=Event.Action.EMAIL_CONFIRMED).count() == 1
    with pytest.raises(tokens.TokenUsed):
        submit.confirm_email(token_text=text, now=now + timedelta(hours=23))


def test_the_link_to_confirm_ends_after_a_day_and_a_new_one_ends_the_old(now: datetime) -> None:
    case = make_submission(make_house())
    applicant = case.applicants.get()
    old = link_text(Purpose.CONFIRM_EMAIL, f"applicant:{applicant.pk}")
    with pytest.raises(tokens.TokenExpired):
        submit.confirm_email(token_text=old, now=now + timedelta(hours=24))

    submit.mail_confirmation(applicant=applicant, now=now + timedelta(hours=1))
    with pytest.raises(tokens.TokenExpired):
        submit.confirm_email(token_text=old, now=now + timedelta(hours=2))
    new = link_text(Purpose.CONFIRM_EMAIL, f"applicant:{applicant.pk}")
    assert submit.confirm_email(token_text=new, now=now + timedelta(hours=24)).email_confirmed_at


def test_the_own_page_opens_for_a_year_with_a_link_that_stays_the_same(now: datetime) -> None:
    applicant = confirmed(make_submission(make_house())).applicants.get()
    text = submit.my_plan_token(applicant=applicant, now=now)

    assert submit.my_plan_token(applicant=applicant, now=now + timedelta(days=100)) == text
    assert submit.applicant_of(token_text=text, now=now + timedelta(days=364)) == applicant
    with pytest.raises(tokens.TokenExpired):
        submit.applicant_of(token_text=text, now=now + timedelta(days=365))
    assert submit.my_plan_token(applicant=applicant, now=now + timedelta(days=300)) != text


def test_a_link_for_one_thing_opens_nothing_else(now: datetime) -> None:
    case = make_submission(make_house())
    receipt = submit.receipt_token(submission=case, now=now)
    with pytest.raises(tokens.TokenUnknown):
        submit.applicant_of(token_text=receipt, now=now)
    with pytest.raises(tokens.TokenUnknown):
        submit.confirm_email(token_text=receipt, now=now)


# Drafts


def test_a_draft_is_encrypted_and_comes_back_by_its_link(now: datetime) -> None:
    draft = drafts.save(draft=None, data={"plan": {"titel": "Zandbak", "bedrag": 12}}, now=now)
    assert "Zandbak" not in draft.data_encrypted

    text = drafts.token(draft=draft, now=now)
    found = drafts.find(token_text=text, now=now + timedelta(days=29))
    assert drafts.read(found) == {"plan": {"titel": "Zandbak", "bedrag": 12}}
    assert drafts.find(token_text=text, now=now) == draft


def test_a_draft_lasts_thirty_days_from_the_last_change(now: datetime) -> None:
    draft = drafts.save(draft=None, data={"a": 1}, now=now)
    text = drafts.token(draft=draft, now=now)
    drafts.save(draft=draft, data={"a": 2}, now=now + timedelta(days=20))

    assert drafts.read(drafts.find(token_text=text, now=now + timedelta(days=49))) == {"a": 2}
    with pytest.raises(tokens.TokenExpired):
        drafts.find(token_text=text, now=now + timedelta(days=50))


def test_a_mailed_link_ends_the_earlier_ones(now: datetime) -> None:
    draft = drafts.save(draft=None, data={}, now=now)
    first = drafts.token(draft=draft, now=now)
    drafts.mail_link(draft=draft, email="jan@example.org", now=now)

    with pytest.raises(tokens.TokenExpired):
        drafts.find(token_text=first, now=now)
    assert drafts.find(token_text=link_text(Purpose.RESUME_DRAFT, f"draft:{draft.pk}"), now=now) == draft
    assert OutgoingMail.objects.get().template == "draft_link"


def test_a_discarded_draft_is_gone_with_its_links(now: datetime) -> None:
    draft = drafts.save(draft=None, data={}, now=now)
    text = drafts.token(draft=draft, now=now)
    drafts.discard(draft=draft, now=now)

    assert not Draft.objects.exists()
    with pytest.raises(tokens.TokenExpired):
        drafts.find(token_text=text, now=now)


def test_a_plan_of_a_past_year_keeps_its_year() -> None:
    past = datetime(2021, 3, 9, 9, 12, tzinfo=UTC)
    case = make_submission(make_house(now=past), now=past)
    assert case.reference.startswith("WP-2021-")
    assert case.state_since_at == case.received_at == past
    assert case.state == State.RECEIVED
