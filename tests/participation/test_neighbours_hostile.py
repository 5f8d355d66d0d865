"""What people and robots type in questions, answers, offers and changes stays text (faults 31 and 32)."""

from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes
from html import unescape

import pytest

from django.core.mail import EmailMultiAlternatives
from django.test import Client

from cms.models import Follow, OutgoingMail, Purpose
from participation.models import HelpOffer, PublicVersion, Question, Submission
from participation.selectors import initiative_path
from participation.services import help as help_service
from participation.services import moderate, news, questions
from tests.conftest import Mailbox
from tests.factories.cms import link_text
from tests.factories.pages import make_tree
from tests.factories.participation import House, confirm_support, gathering, give, make_house
from tests.payloads import HEADERS, LINKS, XSS, alive

pytestmark = pytest.mark.django_db
OURS = "https://wijkplein.example.org/"


@pytest.fixture
def house() -> House:
    found = make_house()
    make_tree(found.wijk)
    return found


@pytest.fixture
def plan(house: House) -> Submission:
    case = gathering(house)
    OutgoingMail.objects.all().delete()
    return case


def ask_and_answer(plan: Submission, house: House, texts: list[str], now: datetime) -> None:
    """A question for each text, in each of its states, with the text in every field."""
    applicant = plan.applicants.get(is_main=True)
    for number, text in enumerate(texts):
        row = questions.ask(submission=plan, text=text, email="vrager@example.org", language="nl", now=now)
        if number % 3 == 0:
            continue
        questions.open_question(question=row, by=house.wijkregisseur, public_text=text, now=now)
        questions.answer(question=row, applicant=applicant, text=text, now=now)
        words = {"public_text": text, "public_answer": text}
        questions.publish_answer(question=row, by=house.wijkregisseur, **words, now=now)


def change(plan: Submission, house: House, text: str, now: datetime) -> None:
    """A substantial change with the text in every field."""
    plan.refresh_from_db()
    words = {"title": text[:150] or "x", "summary": text, "body": text, "own_effort": text, "place": text[:150]}
    moderate.save_public_text(
        submission=plan,
        by=house.wijkregisseur,
        expected_version=plan.version,
        **words,
        is_substantial=True,
        what_changed=text[:300],
        now=now,
    )


def offer(plan: Submission, text: str, now: datetime) -> HelpOffer:
    """Help with the text in every field, confirmed."""
    made = help_service.offer(
        submission=plan, sort="hands", text=text, name=text[:150], email="nadia@example.org", language="nl", now=now
    )
    return help_service.confirm(token_text=link_text(Purpose.CONFIRM_HELP, f"help:{made.pk}"), now=now)


def mails(now: datetime) -> list[EmailMultiAlternatives]:
    """All that went out."""
    return Mailbox(now).deliver()


def test_sixty_payloads_are_inert_on_pages_and_in_mails(house: House, plan: Submission, now: datetime) -> None:
    assert len(XSS) >= 60
    confirm_support(give(plan, "steunt@example.org"))
    ask_and_answer(plan, house, list(XSS), now)
    offer(plan, " ".join(XSS[:10])[:500], now)
    for text in (" ".join(XSS[:8])[:300], " ".join(XSS[8:16])[:300]):
        change(plan, house, text, now)
    news.tell_followers(now)
    place = initiative_path(PublicVersion.objects.select_related("submission__wijk").get(submission=plan))
    for path in (place, f"{place}vragen/", f"{place}geschiedenis/", f"{place}vraag/", f"{place}helpen/"):
        page = Client().get(path)
        assert page.status_code == 200
        assert alive(page.content.decode()) == []
    staff = Client()
    staff.force_login(house.wijkregisseur)
    screen = staff.get(f"/beheer/te-behandelen/{plan.pk}/").content.decode()
    panel = screen[screen.index('id="kop-vragen"') : screen.index('id="kop-berichten"')]
    assert "alert(1)" in panel
    assert alive(panel) == []
    sent = mails(now)
    assert len(sent) > 60
    for mail in sent:
        html = re.sub(r"<(style|meta)\b.*?(</style>|>)", "", mail.alternatives[0][0], flags=re.S)
        assert [found for found in alive(html) if "style=" not in found] == []


def test_no_text_becomes_a_link_or_a_header_in_a_mail(house: House, plan: Submission, now: datetime) -> None:
    confirm_support(give(plan, "steunt@example.org"))
    texts = [*LINKS, *HEADERS]
    ask_and_answer(plan, house, texts, now)
    offer(plan, " ".join(texts)[:500], now)
    for text in texts:
        change(plan, house, text, now)
    news.tell_followers(now)
    sent = mails(now)
    assert len(sent) > len(texts)
    for mail in sent:
        raw = message_from_bytes(mail.message().as_bytes())
        assert raw["Bcc"] is None and raw["Cc"] is None
        assert "kwaad" not in str(raw["To"]) + str(raw["From"]) + str(raw["Reply-To"] or "")
        both = mail.body + " " + unescape(mail.alternatives[0][0])
        assert {link for link in re.findall(r'https?://[^\s"<]+', both) if not link.startswith(OURS)} == set()
        assert not re.search(r"(?i)\bkwaad(-example)?\.example|www\.kwaad|evil\.com|@kwaad", both)


def test_a_hostile_form_leaves_nothing_on_its_own_page(plan: Submission) -> None:
    place = initiative_path(PublicVersion.objects.select_related("submission__wijk").get(submission=plan))
    for text in XSS[::6]:
        for act, typed in (
            ("vraag", {"vraag": text, "email": text}),
            ("helpen", {"soort": text, "naam": text, "email": text, "telefoon": text, "toelichting": text}),
            ("volgen", {"email": text}),
            ("volgen/kijk-in-je-mail", {"code": text}),
        ):
            answer = Client(REMOTE_ADDR=f"192.0.2.{XSS.index(text) + 1}").post(f"{place}{act}/", typed)
            assert answer.status_code == 422
            assert alive(answer.content.decode()) == []
    assert not Question.objects.exists() and not HelpOffer.objects.exists() and not Follow.objects.exists()
