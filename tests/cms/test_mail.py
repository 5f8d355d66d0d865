"""The outbox: once per dedupe key, retried with back-off, one person each, and no resident's text as a link."""

import smtplib
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from django.core import mail
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.mail import EmailMessage
from django.db import connection, transaction

from cms.mail import outbox
from cms.mail.links import absolute
from cms.models import OutgoingMail
from tests.conftest import Mailbox

TO = "wilma@example.org"
SUBJECT = "{% block subject %}Steun: {{ titel }}{% endblock %}"
TEXT = (
    "{% extends 'emails/base.txt' %}"
    + SUBJECT
    + (
        "{% block heading %}Nog één klik{% endblock %}"
        "{% block content %}Plan: {{ titel }}\nTot {{ tot|date:'l j F Y' }}, {{ tot|time:'H.i' }} uur\n{{ link }}"
        "{% endblock %}"
    )
)
HTML = (
    "{% extends 'emails/base.html' %}{% block heading %}Nog één klik{% endblock %}"
    "{% block content %}<p>{{ titel }}</p><p><a class='knop' href='{{ link }}'>Bevestig</a></p>{% endblock %}"
)


@pytest.fixture
def plan(settings, mail_template) -> dict[str, Any]:
    """What the builder of the mail "proef" gives; a test may change it."""
    settings.TEMPLATES = [
        settings.TEMPLATES[0]
        | {
            "APP_DIRS": False,
            "OPTIONS": settings.TEMPLATES[0]["OPTIONS"]
            | {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"emails/proef.txt": TEXT, "emails/proef.html": HTML}),
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ]
            },
        }
    ]
    variables = {
        "titel": "Watertappunt",
        "tot": datetime(2026, 11, 21, 13, 32, tzinfo=UTC),
        "link": absolute("/bevestig/1-abc/"),
    }
    mail_template("proef", lambda ids, now: variables)
    return variables


def queue(now: datetime, key: str = "proef:1", to: str = TO, **context: Any) -> OutgoingMail:
    return outbox.queue(template="proef", to=to, context=context or {"support": 1}, dedupe_key=key, now=now)


def test_a_mail_goes_once_for_each_dedupe_key(plan, mailbox: Mailbox, now: datetime) -> None:
    first, second = queue(now), queue(now + timedelta(hours=1))
    assert first.pk == second.pk
    assert len(mailbox.deliver()) == 1
    assert not outbox.deliver(first.pk, now=now + timedelta(days=1))
    assert len(mailbox.messages) == 1
    first.refresh_from_db()
    assert (first.status, first.sent_at, first.attempt_count) == ("sent", now, 1)


def test_what_was_rolled_back_is_not_mailed(plan, mailbox: Mailbox, now: datetime) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue(now)
        raise RuntimeError
    assert mailbox.queued == []


def test_the_task_is_queued_with_the_mail(plan, db: None, now: datetime) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue(now)
        raise RuntimeError
    assert not DBTaskResult.objects.exists()
    queued = queue(now)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [queued.pk], "kwargs": {}}
    assert queue(now) == queued
    assert DBTaskResult.objects.count() == 1


def test_headers_name_one_person_and_an_automatic_sender(plan, mailbox: Mailbox, now: datetime, settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Wijkplein Hilversum <wijkplein@example.org>"
    settings.MAIL_REPLY_TO = "wijken@example.org"
    queue(now)
    message = mailbox.deliver()[0]
    sent = message.message()
    assert (message.to, message.cc, message.bcc) == ([TO], [], [])
    assert sent["From"] == "Wijkplein Hilversum <wijkplein@example.org>"
    assert sent["Reply-To"] == "wijken@example.org"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"].endswith("@example.org>")
    assert "Beantwoord deze mail of bel 14 035." in message.body


def test_text_and_html_carry_subject_dates_and_links_of_our_own(plan, mailbox: Mailbox, now: datetime) -> None:
    queue(now)
    message = mailbox.deliver()[0]
    assert message.subject == "Steun: Watertappunt"
    assert message.body.startswith("Nog één klik\n============\n\nHallo,\n")
    assert "Tot zaterdag 21 november 2026, 14.32 uur\nhttps://wijkplein.example.org/bevestig/1-abc/\n" in message.body
    assert message.body.endswith("\nWijkplein, gemeente Hilversum\n")
    html = message.alternatives[0].content
    assert "<title>Steun: Watertappunt</title>" in html
    assert "href='https://wijkplein.example.org/bevestig/1-abc/'" in html
    assert html.count("<style>") == 1 and " style=" not in html and "<img" not in html


def test_a_residents_title_becomes_no_link_no_markup_and_no_header(plan, mailbox: Mailbox, now: datetime) -> None:
    plan["titel"] = "Win op http://evil.example/x\r\nBcc: ander@evil.example <b>nu</b>"
    queue(now)
    message = mailbox.deliver()[0]
    assert "\n" not in message.subject and "\r" not in message.subject
    assert message.message()["Bcc"] is None
    assert message.recipients() == [TO]
    html = message.alternatives[0].content
    for text in (message.subject, message.body, html):
        assert "http://evil" not in text and "evil.example" not in text and "ander@evil" not in text
    assert "<b>nu</b>" not in html and "&lt;b&gt;nu&lt;/b&gt;" in html
    assert "<b>nu</b>" in message.body


def test_a_template_is_given_plain_values_only(plan, mailbox: Mailbox, now: datetime) -> None:
    plan["plan"] = OutgoingMail()
    queued = queue(now)
    assert not outbox.deliver(queued.pk, now=now)
    queued.refresh_from_db()
    assert queued.last_error == "TypeError"


@pytest.mark.parametrize("context", [{"naam": "Wilma de Vries"}, {"adres": TO}, {"deep": {"text": "een zin"}}])
def test_the_row_holds_ids_only_and_the_address_as_ciphertext(plan, db: None, now: datetime, context: dict) -> None:
    with pytest.raises(ValueError, match="only codes and ids"):
        queue(now, **context)
    queued = queue(now)
    row = " ".join(str(value) for value in OutgoingMail.objects.values_list().get(pk=queued.pk))
    assert "wilma" not in row and "example.org" not in row
    assert "wilma" not in str(queued)


@pytest.mark.parametrize("to", ["", "geen adres", "a@b.nl\r\nBcc: c@d.nl", "a@b.nl, c@d.nl"])
def test_what_is_no_single_address_is_refused(plan, db: None, now: datetime, to: str) -> None:
    with pytest.raises(ValidationError):
        queue(now, to=to)


def test_an_unknown_template_is_refused_when_queueing(db: None, now: datetime) -> None:
    with pytest.raises(LookupError, match="'bestaat_niet'"):
        outbox.queue(template="bestaat_niet", to=TO, context={}, dedupe_key="x", now=now)


def _break(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        raise error

    monkeypatch.setattr(EmailMessage, "send", send)


def test_a_mail_server_that_is_down_is_tried_again_after_1_2_4_8_minutes_and_on(
    plan, db: None, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    queued = queue(now)
    _break(monkeypatch, smtplib.SMTPServerDisconnected(f"could not send to {TO}"))
    moment, waits = now, []
    for _attempt in range(8):
        assert not outbox.deliver(queued.pk, now=moment)
        assert not outbox.deliver(queued.pk, now=moment), "the wait is kept"
        queued.refresh_from_db()
        waits.append((queued.next_attempt_at - moment) // timedelta(minutes=1))
        moment = queued.next_attempt_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert (queued.status, queued.last_error) == ("failed", "SMTPServerDisconnected")
    assert DBTaskResult.objects.count() == 1 + 7, "each failure but the last queues the next attempt"
    assert TO not in caplog.text


def test_a_mail_that_failed_goes_when_the_server_is_back(plan, mailbox: Mailbox, now: datetime, monkeypatch) -> None:
    queued = queue(now)
    with monkeypatch.context() as patch:
        _break(patch, ConnectionRefusedError())
        outbox.deliver(queued.pk, now=now)
    assert len(mailbox.deliver()) == 1
    queued.refresh_from_db()
    assert (queued.status, queued.attempt_count, queued.last_error) == ("sent", 2, "")


def test_a_mailbox_that_does_not_exist_is_not_tried_again(plan, db: None, now: datetime, monkeypatch) -> None:
    queued = queue(now)
    _break(monkeypatch, smtplib.SMTPRecipientsRefused({TO: (550, b"no such user")}))
    outbox.deliver(queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.status, queued.attempt_count) == ("failed", 1)


def test_a_full_mailbox_is_tried_again(plan, db: None, now: datetime, monkeypatch) -> None:
    queued = queue(now)
    _break(monkeypatch, smtplib.SMTPRecipientsRefused({TO: (452, b"mailbox full")}))
    outbox.deliver(queued.pk, now=now)
    queued.refresh_from_db()
    assert queued.status == "queued"


def test_a_mail_about_something_that_is_gone_is_dropped(mail_template, plan, mailbox: Mailbox, now: datetime) -> None:
    def gone(ids: dict, now: datetime) -> dict:
        raise ObjectDoesNotExist

    mail_template("proef", gone)
    queued = queue(now)
    assert not outbox.deliver(queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.status, queued.last_error, mail.outbox) == ("failed", "subject_is_gone", [])


@pytest.mark.parametrize(
    ("rules", "goes"),
    [
        (["*"], True),
        ([], False),
        (["Wilma@Example.org"], True),
        (["@example.org"], True),
        (["@ample.org"], False),
        (["iemand@example.org"], False),
    ],
)
def test_a_copy_of_the_site_mails_only_whom_it_may(plan, db: None, now: datetime, settings, rules, goes) -> None:
    settings.MAIL_ALLOW_LIST = rules
    queued = queue(now)
    assert outbox.deliver(queued.pk, now=now) is goes
    queued.refresh_from_db()
    assert (queued.status, len(mail.outbox)) == (("sent", 1) if goes else ("failed", 0))


def test_a_mail_that_lost_its_task_is_found_by_the_sweep(plan, db: None, now: datetime) -> None:
    queued = queue(now)
    DBTaskResult.objects.all().delete()
    outbox.sweep(now + timedelta(minutes=4))
    assert not DBTaskResult.objects.exists()
    outbox.sweep(now + timedelta(minutes=5))
    assert DBTaskResult.objects.get().args_kwargs["args"] == [queued.pk]


def test_rows_are_purged_thirty_days_after_sending(plan, mailbox: Mailbox, now: datetime) -> None:
    queue(now)
    mailbox.deliver()
    waiting = queue(now, key="proef:2")
    day = timedelta(days=1)
    assert outbox.purge(now + 30 * day, False) == 0
    assert outbox.purge(now + 31 * day, True) == 1
    assert outbox.purge(now + 31 * day, False) == 1
    assert list(OutgoingMail.objects.all()) == [waiting], "what still waits is kept"


def test_a_person_can_see_and_erase_the_mails_in_the_outbox(plan, db: None, now: datetime) -> None:
    queue(now)
    queue(now, key="proef:2", to="ander@example.org")
    assert [row["aan"] for row in outbox.inspect(" WILMA@example.org ")] == [TO]
    assert outbox.erase("Wilma@Example.org", now) == 1
    assert outbox.inspect(TO) == []
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/\\evil.example", "pad", "", "/a b"])
def test_a_link_is_a_path_of_the_site(path: str) -> None:
    with pytest.raises(ValueError, match="path of the site"):
        absolute(path)


def test_without_a_mail_server_each_mail_is_shown_and_kept_in_a_file(settings, tmp_path: Path, capsys) -> None:
    settings.EMAIL_BACKEND = "cms.mail.backends.ConsoleAndFileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    for number in (1, 2):
        EmailMessage(f"Onderwerp {number}", "Café", "van@example.org", ["aan@example.org"]).send()
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert "Subject: Onderwerp 1" in files[0].read_text() and "Café" in files[0].read_text()
    assert files[0].stat().st_mode & 0o077 == 0
    assert capsys.readouterr().out.count("To: aan@example.org") == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_ten_workers_send_a_mail_once(plan, now: datetime) -> None:
    queued = queue(now)
    answers, start = [], threading.Barrier(10)

    def work() -> None:
        try:
            start.wait()
            answers.append(outbox.deliver(queued.pk, now=now))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(True) == 1
    assert len(mail.outbox) == 1
