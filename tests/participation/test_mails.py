"""What the mails say: sent through the outbox, with links of our own and none of a resident."""

import re
from datetime import datetime, timedelta

import pytest

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import resolve

from cms.crypto import decrypt
from cms.models import OutgoingMail, Purpose, Role
from cms.registries import mail_templates
from participation.codes import Outcome, Reason, Scope, State
from participation.services import drafts, moderate, news, submit, support
from participation.services.campaigns import remind_closing
from tests.conftest import Mailbox
from tests.factories.cms import link_text, staff
from tests.factories.participation import (
    INITIATOR,
    confirm_support,
    confirmed,
    gathering,
    give,
    granted,
    in_review,
    judged,
    make_house,
    make_submission,
    move,
    propose,
    published,
    sign,
    supported,
    to_decide,
)

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https://wijkplein\.example\.org(/\S*)")


@pytest.fixture
def mailbox(now: datetime) -> Mailbox:
    return Mailbox(now)


def one(mails: list[EmailMessage], subject: str) -> EmailMessage:
    found = [mail for mail in mails if subject in mail.subject]
    assert len(found) == 1, [mail.subject for mail in mails]
    return found[0]


def html(mail: EmailMessage) -> str:
    return mail.alternatives[0][0]


def links(mail: EmailMessage) -> list[str]:
    """Paths of the links in the plain text; the same must stand in the HTML."""
    paths = LINK.findall(mail.body)
    assert all(path in html(mail) for path in paths if path != "/privacy/")
    return [path for path in paths if path != "/privacy/"]


def test_the_receipt_names_number_day_and_person_and_confirms_by_its_link(mailbox: Mailbox, now: datetime) -> None:
    house = make_house()
    house.wijkregisseur.first_name, house.wijkregisseur.last_name = "Lotte", "van Dam"
    house.wijkregisseur.save()
    case = make_submission(house, asked_cents=100_000)
    (mail,) = mailbox.deliver()

    assert mail.to == [INITIATOR]
    assert case.reference in mail.subject
    assert "vrijdag 27 november 2026" in mail.body
    assert "Lotte van Dam" in mail.body
    assert "vrijdag 20 november 2026, 14.32 uur" in mail.body
    assert "De gemeente beslist" not in mail.body
    (path,) = links(mail)
    assert resolve(path).url_name == "confirm_email"
    assert submit.confirm_email(token_text=resolve(path).kwargs["token"], now=now).email == INITIATOR


def test_the_receipt_of_an_application_says_by_when_there_is_a_decision(mailbox: Mailbox) -> None:
    make_submission(make_house(), asked_cents=480_000)
    (mail,) = mailbox.deliver()
    assert "vrijdag 15 januari 2027" in mail.body


def test_texts_of_residents_become_no_link(mailbox: Mailbox, now: datetime) -> None:
    house = make_house()
    case = confirmed(make_submission(house, title="Kijk op https://evil.example/x of evil\u2024com"))
    moderate.send_message(submission=case, by=house.wijkregisseur, text="Zie www.kwaad.nl voor meer", now=now)
    for mail in mailbox.deliver():
        for text in (mail.subject, mail.body, html(mail)):
            assert "evil.example" not in text
            assert "https://evil" not in text
            assert "evil.com" not in text
            assert "www.kwaad.nl" not in text


def test_a_name_with_a_line_end_adds_no_header(mailbox: Mailbox) -> None:
    make_submission(make_house(), title="Bankje\r\nBcc: a@example.org")
    (mail,) = mailbox.deliver()
    assert "\n" not in mail.subject
    assert mail.recipients() == [INITIATOR]


def test_until_the_address_is_confirmed_a_mail_leads_to_confirming_and_then_to_the_own_page(
    mailbox: Mailbox, now: datetime
) -> None:
    house = make_house()
    case = in_review(house)
    mailbox.deliver()
    moderate.send_message(submission=case, by=house.wijkregisseur, text="Hoeveel planten?", now=now)
    (mail,) = mailbox.deliver()
    assert "Hoeveel planten?" in mail.body
    assert [resolve(path).url_name for path in links(mail)] == ["confirm_email"]

    confirmed(case)
    moderate.send_message(submission=case, by=house.wijkregisseur, text="En bomen?", now=now)
    (mail,) = mailbox.deliver()
    (path,) = links(mail)
    assert resolve(path).url_name == "my_plan"
    assert submit.applicant_of(token_text=resolve(path).kwargs["token"], now=now).email == INITIATOR


def test_a_step_tells_its_state_and_its_reason(mailbox: Mailbox) -> None:
    house = make_house()
    case = confirmed(in_review(house))
    mailbox.deliver()
    move(case, State.WAITING_INITIATOR, house.wijkregisseur, reason=Reason.INCOMPLETE, text="Wat kost het?")
    (mail,) = mailbox.deliver()
    assert "We hebben je antwoord nodig" in mail.body
    assert "Wat kost het?" in mail.body


def test_publishing_and_seeking_support_lead_to_the_plan_on_the_site(mailbox: Mailbox) -> None:
    house = make_house()
    case = gathering(house)
    mails = mailbox.deliver()
    path = f"/wijken/zuid/initiatieven/{case.reference.lower()}-geveltuinen/"
    assert path in links(one(mails, "staat op Wijkplein"))
    (seeks,) = [mail for mail in mails if "vrijdag 1 januari 2027" in " ".join(mail.body.split())]
    assert path in links(seeks)
    assert " 25 " in " ".join(seeks.body.split())


def test_support_is_confirmed_and_taken_back_by_the_links_in_one_mail(mailbox: Mailbox, now: datetime) -> None:
    case = gathering(make_house())
    mailbox.deliver()
    give(case, "buur@example.org")
    (mail,) = mailbox.deliver()

    assert mail.to == ["buur@example.org"]
    assert mail.subject == "Bevestig je steun: Geveltuinen"
    assert "zaterdag 21 november 2026, 14.32 uur" in mail.body
    confirm, withdraw = (resolve(path) for path in links(mail))
    assert (confirm.url_name, withdraw.url_name) == ("confirm_support", "withdraw_support")
    assert support.confirm(token_text=confirm.kwargs["token"], now=now).confirmed_at == now
    assert support.withdraw(token_text=withdraw.kwargs["token"], now=now).withdrawn_at == now


def test_opening_the_links_changes_nothing(mailbox: Mailbox, client: Client) -> None:
    case = gathering(make_house())
    voice = give(case, "buur@example.org")
    for mail in mailbox.deliver():
        for path in links(mail):
            if "/steun/" in path:
                client.head(path)
                client.get(path)
    voice.refresh_from_db()
    assert (voice.confirmed_at, voice.withdrawn_at) == (None, None)


def test_who_supported_before_or_owns_the_plan_is_told_by_mail_alone(mailbox: Mailbox, now: datetime) -> None:
    case = gathering(make_house())
    confirm_support(give(case, "buur@example.org"))
    mailbox.deliver()
    give(case, "buur@example.org", now=now + timedelta(hours=1))
    give(case, INITIATOR, now=now + timedelta(hours=1))
    already, own = mailbox.deliver(now + timedelta(hours=1))
    assert already.to == ["buur@example.org"]
    assert [resolve(path).url_name for path in links(already) if "/steun/" in path] == ["withdraw_support"]
    assert own.to == [INITIATOR]
    assert not [path for path in links(own) if "/steun/" in path]


def test_a_concern_is_called_a_concern(mailbox: Mailbox) -> None:
    case = gathering(make_house())
    mailbox.deliver()
    give(case, "buur@example.org", stance="concern", text="Waar parkeren we?")
    (mail,) = mailbox.deliver()
    assert mail.subject == "Bevestig je zorg: Geveltuinen"
    assert "Waar parkeren we?" not in mail.body


def test_a_milestone_the_last_week_and_the_end_give_the_figures(mailbox: Mailbox, now: datetime) -> None:
    house = make_house()
    case = gathering(house, scope=Scope.STRAAT)
    mailbox.deliver()
    supported(case, 8)
    told = [" ".join(mail.body.split()) for mail in mailbox.deliver() if mail.to == [INITIATOR]]
    assert len(told) == 3
    assert all(" 8 " in text for text in told)

    for act in (
        lambda: remind_closing(case.campaign.closes_at - timedelta(days=2)),
        lambda: support.close_due(case.campaign.closes_at + timedelta(seconds=1)),
    ):
        act()
        (mail,) = mailbox.deliver()
        assert mail.to == [INITIATOR]
        assert "8 buren" in " ".join(mail.body.split())


@pytest.mark.parametrize(
    ("outcome", "cents", "amount"),
    [(Outcome.GRANT, 480_000, "€\u00a04.800"), (Outcome.GRANT_PART, 250_000, "€\u00a02.500"), (Outcome.REJECT, 0, "")],
)
def test_the_decision_is_mailed_with_its_letter(mailbox: Mailbox, outcome: str, cents: int, amount: str) -> None:
    house = make_house()
    decision = propose(
        to_decide(house, asked_cents=480_000),
        house.wijkregisseur,
        outcome=outcome,
        amount_cents=cents,
        reason=Reason.BUDGET if outcome == Outcome.REJECT else "",
        letter_text="Eerste zin.\n\nTweede zin.",
    )
    mailbox.deliver()
    sign(decision, house.wijkwethouder, Role.WIJKWETHOUDER)
    mail = one(mailbox.deliver(), "Besluit over je plan")
    assert "Eerste zin.\n\nTweede zin." in mail.body
    assert "bezwaar" in mail.body
    assert amount in mail.body
    assert ("€" in mail.body) is bool(amount)


def test_a_small_grant_without_application_says_nothing_of_objecting(mailbox: Mailbox) -> None:
    granted(make_house(), asked_cents=150_000)
    mail = one(mailbox.deliver(), "Besluit over je plan")
    assert "€\u00a01.500" in mail.body
    assert "bezwaar" not in mail.body


def test_who_signs_next_is_asked_without_words_of_the_plan(mailbox: Mailbox) -> None:
    house = make_house()
    staff(Role.WIJKWETHOUDER, make_house("oost").wijk)
    case = to_decide(house, asked_cents=480_000)
    propose(case, house.wijkregisseur)
    (mail,) = [mail for mail in mailbox.deliver() if mail.to != [INITIATOR]]
    assert mail.to == [house.wijkwethouder.email]
    assert case.reference in mail.body
    assert "Geveltuinen" not in mail.body
    assert f"/beheer/te-behandelen/{case.pk}/" in links(mail)


def test_a_proposal_that_is_off_the_table_is_not_mailed_any_more(now: datetime) -> None:
    house = make_house()
    case = to_decide(house, asked_cents=480_000)
    propose(case, house.wijkregisseur)
    move(case, State.IN_REVIEW, house.wijkregisseur, reason=Reason.NEW_FACTS)
    from cms.mail import outbox

    mail = OutgoingMail.objects.get(template="decision_to_sign")
    assert outbox.deliver(mail.pk, now=now) is False
    mail.refresh_from_db()
    assert mail.last_error == "subject_is_gone"


def test_the_link_to_a_draft_opens_it_until_its_day(mailbox: Mailbox, now: datetime) -> None:
    draft = drafts.save(draft=None, data={"plan": {"titel": "Zandbak"}}, now=now)
    drafts.mail_link(draft=draft, email="jan@example.org", now=now)
    (mail,) = mailbox.deliver()
    (path,) = links(mail)
    assert path.startswith("/initiatieven/indienen/")
    assert "zondag 20 december 2026" in mail.body
    assert "Zandbak" not in mail.body
    assert drafts.find(token_text=path.split("/")[3], now=now) == draft


def test_confirming_can_be_asked_again(mailbox: Mailbox, now: datetime) -> None:
    case = make_submission(make_house())
    mailbox.deliver()
    submit.mail_confirmation(applicant=case.applicants.get(), now=now)
    (mail,) = mailbox.deliver()
    assert [resolve(path).url_name for path in links(mail)] == ["confirm_email"]


def test_an_application_later_on_is_told_with_its_day(mailbox: Mailbox, now: datetime) -> None:
    from participation.services.apply import apply_for_money

    house = make_house()
    case = published(house, asked_cents=100_000)
    mailbox.deliver()
    apply_for_money(submission=case, by=house.wijkregisseur, now=now)
    (mail,) = mailbox.deliver()
    assert "vrijdag 15 januari 2027" in mail.body


def test_who_asked_for_news_hears_once_what_became_of_the_plan(mailbox: Mailbox, now: datetime) -> None:
    house = make_house()
    case = gathering(house, asked_cents=150_000)
    confirm_support(give(case, "wil@example.org", wants_news=True))
    confirm_support(give(case, "wilniet@example.org"))
    give(case, "bevestigtniet@example.org", wants_news=True)
    gone = confirm_support(give(case, "trektin@example.org", wants_news=True))
    support.withdraw(token_text=link_text(Purpose.WITHDRAW_SUPPORT, f"support:{gone.pk}"), now=now)
    judged(case, house.wijkregisseur)
    move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    mailbox.deliver()
    assert news.tell_followers(now) == 0

    propose(case, house.wijkregisseur, public_text="De tuintjes komen er.")
    assert news.tell_followers(now) == 1
    assert news.tell_followers(now + timedelta(hours=1)) == 0
    (mail,) = [mail for mail in mailbox.deliver() if mail.to != [INITIATOR]]
    assert mail.to == ["wil@example.org"]
    assert "Gaat door" in mail.body
    assert "De tuintjes komen er." in mail.body
    assert [resolve(path).url_name for path in links(mail) if "/steun/" in path] == ["withdraw_support"]


def test_news_comes_in_the_language_in_which_somebody_supported(mailbox: Mailbox, now: datetime) -> None:
    house = make_house()
    case = gathering(house, asked_cents=150_000)
    confirm_support(give(case, "will@example.org", wants_news=True, language="en"))
    confirm_support(give(case, "wil@example.org", wants_news=True))
    judged(case, house.wijkregisseur)
    move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    propose(case, house.wijkregisseur, public_text="De tuintjes komen er.")

    news.tell_followers(now)

    told = OutgoingMail.objects.filter(template="support_news").order_by("pk")
    assert [(decrypt(mail.to_encrypted), mail.language) for mail in told] == [
        ("will@example.org", "en"),
        ("wil@example.org", "nl"),
    ]


def test_old_news_and_news_of_a_plan_off_the_site_is_not_told(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    confirm_support(give(case, "wil@example.org", wants_news=True))
    move(case, State.WITHDRAWN, house.wijkregisseur)
    assert news.tell_followers(now + timedelta(days=3)) == 0
    moderate.unpublish(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    assert news.tell_followers(now) == 0


def test_every_mail_of_the_app_has_its_builder() -> None:
    needed = {
        "confirm_email decision_to_sign draft_link plan_applied plan_decided plan_message plan_milestone plan_moved",
        "plan_published plan_received plan_seeks_support plan_support_closed plan_support_week",
        "support_already support_confirm support_news support_own_plan",
        "support_changed plan_question plan_help question_answered question_refused help_confirm help_already",
        "follow_confirm follow_already follow_news follow_changed",
    }
    assert {name for names in needed for name in names.split()} <= set(mail_templates.names())
