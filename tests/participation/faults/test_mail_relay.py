"""Links, addresses and headers in residents' words: in no mail do they work (fault 31)."""

from __future__ import annotations

import re
from email.utils import getaddresses
from html import unescape

import pytest

from django.core.mail import EmailMultiAlternatives
from django.test import Client

from participation.models import Applicant, Submission
from participation.services import moderate
from participation.services.apply import apply_for_money
from tests.cms.test_mail_links import LINKED
from tests.conftest import NOW, Mailbox
from tests.factories.participation import confirm_support, give
from tests.factories.residents import SHORT, Town, seeking_plan
from tests.participation.faults.forms import send
from tests.payloads import HEADERS, LINKS, XSS

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.once]
HOSTILE = (*LINKS, *HEADERS)
OURS = re.compile(r"https://wijkplein\.example\.org/[^\s\"<]*")
THEIRS = re.compile(r"(?i)kwaad|evil")


def check(message: EmailMultiAlternatives, to: str) -> None:
    """One recipient, whole headers, no link but our own, nothing that a mail reader makes into one."""
    assert message.to == [to] and not message.cc and not message.bcc
    sent = message.message()
    assert not sent.get_all("Bcc") and not sent.get_all("Cc") and len(sent.get_all("To")) == 1
    assert not re.search(r"[\r\n]", message.subject)
    html = str(message.alternatives[0][0])
    for address in re.findall(r'href="([^"]*)"', html):
        is_other = address.startswith(("tel:", "mailto:")) and not THEIRS.search(address)
        assert OURS.fullmatch(unescape(address)) or is_other, address
    for text in (message.subject, message.body, unescape(re.sub(r"<[^>]+>", "\n", html))):
        for found in LINKED.finditer(OURS.sub("", text)):
            around = text[max(0, found.start() - 40) : found.end() + 40]
            assert not THEIRS.search(found.group()), around


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_resident_stay_words_in_the_receipt(
    client: Client, town: Town, mailbox: Mailbox, text: str
) -> None:
    response = send(
        client, "/start/", SHORT | {"wat": text, "waar": text, "naam": text[:100], "bereik": "a@example.org"}
    )
    assert response.status_code == 302
    (message,) = mailbox.deliver()
    check(message, "a@example.org")


def test_the_public_text_and_messages_make_no_link_in_any_mail(client: Client, town: Town, mailbox: Mailbox) -> None:
    for turn, text in enumerate((*HOSTILE, XSS[0], XSS[14])):
        line = " ".join(text.split())
        case = seeking_plan(town, email=f"i{turn}@example.org", title=line[:150], what=text, name=line[:100])
        Submission.objects.filter(pk=case.pk).update(applied_at=None, decide_due_on=None)
        case.refresh_from_db()
        words = {"title": line[:150], "summary": line, "body": text}
        moderate.save_public_text(
            submission=case, by=town.wijkregisseur, expected_version=case.version, now=NOW, **words
        )
        moderate.send_message(submission=case, by=town.wijkregisseur, text=text, now=NOW)
        apply_for_money(submission=case, applicant=Applicant.objects.get(submission=case), asked_cents=1000, now=NOW)
        confirm_support(give(case, f"b{turn}@example.org", "1221AB"))
        give(case, f"b{turn}@example.org", "1221AB")
        give(case, f"i{turn}@example.org", "1221AB")
        give(case, f"z{turn}@example.org", "1221AB", stance="concern", text=text)
    mails = [(queued.template, message) for queued, message in zip(mailbox.queued, mailbox.deliver(), strict=True)]
    for _template, message in mails:
        check(message, message.to[0])
    assert {"plan_received", "plan_published", "plan_applied", "plan_message", "support_confirm"} <= {
        template for template, _message in mails
    }
    assert {"support_already", "support_own_plan"} <= {template for template, _message in mails}


@pytest.mark.parametrize(
    "typed",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nBcc:b@example.org",
        "a@example.org,b@example.org",
        "a@example.org;b@example.org",
        "a@example.org b@example.org",
        '"a@example.org, b"@example.org',
        "<a@example.org>",
        "A <a@example.org>",
        "a@example.org\x00",
        "a@[127.0.0.1]",
        "a@localhost",
    ],
)
@pytest.mark.parametrize("act", ["steunen", "zorg", "start"])
def test_an_address_with_more_in_it_is_one_address_or_none(
    client: Client, plan: Submission, place: str, mailbox: Mailbox, typed: str, act: str
) -> None:
    voice = {"email": typed, "postcode": "1221 AB", "huisnummer": "1", "zorg": "Te smal."}
    path, form = ("/start/", SHORT | {"bereik": typed}) if act == "start" else (f"{place}{act}/", voice)
    assert send(client, path, form).status_code in (302, 422)
    for message in mailbox.deliver():
        # What stands between quotes is one mailbox with a strange name, not a second address.
        assert len(getaddresses([str(message.message()["To"])])) == 1 and "\n" not in message.to[0]
        assert not message.message().get_all("Bcc")
