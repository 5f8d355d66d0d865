"""Rows written in one statement (cms.rows)."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest

from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.models import OutgoingMail, Purpose, Token
from cms.rows import insert_all, insert_new

DAY = timedelta(days=1)


def mail(now: datetime, key: str) -> OutgoingMail:
    return OutgoingMail(
        to_encrypted="x",
        to_hash="y",
        template="t",
        dedupe_key=key,
        next_attempt_at=now,
        created_at=now,
        context={"plan": 3, "codes": ["a", "b"]},
    )


@pytest.mark.django_db
def test_a_new_row_is_written_in_one_statement_and_knows_its_number(now: datetime) -> None:
    row = mail(now, "a")
    with CaptureQueriesContext(connection) as queries:
        assert insert_new(row)
    assert len(queries) == 1
    found = OutgoingMail.objects.get()
    assert (found.pk, found.context, found.next_attempt_at) == (row.pk, {"plan": 3, "codes": ["a", "b"]}, now)
    row.template = "u"
    row.save()
    assert OutgoingMail.objects.get().template == "u"


@pytest.mark.django_db
def test_a_row_that_is_there_stays_as_it_is_and_the_transaction_goes_on(now: datetime) -> None:
    assert insert_new(mail(now, "a"))
    with transaction.atomic():
        second = mail(now, "a")
        second.template = "another"
        assert not insert_new(second)
        assert second.pk is None
        assert insert_new(mail(now, "b"))
    assert list(OutgoingMail.objects.order_by("dedupe_key").values_list("template", flat=True)) == ["t", "t"]


@pytest.mark.django_db
def test_some_rows_at_once_get_their_own_numbers(now: datetime) -> None:
    rows = [
        Token(purpose=purpose, subject=f"support:{number}", created_at=now, expires_at=now + DAY)
        for number, purpose in enumerate((Purpose.CONFIRM_SUPPORT, Purpose.WITHDRAW_SUPPORT, Purpose.RECEIPT))
    ]
    with CaptureQueriesContext(connection) as queries:
        insert_all(rows)
    assert len(queries) == 1
    assert [Token.objects.get(pk=row.pk).subject for row in rows] == ["support:0", "support:1", "support:2"]


@pytest.mark.django_db
def test_what_the_database_refuses_is_refused(now: datetime) -> None:
    wrong = Token(purpose=Purpose.RECEIPT, subject="support:1", created_at=now, expires_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([wrong])
    insert_all([mail(now, "a")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([mail(now, "a")])
    assert OutgoingMail.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_is_new(now: datetime) -> None:
    start, answers = threading.Barrier(20), []

    def write() -> None:
        start.wait()
        answers.append(insert_new(mail(now, "a")))
        connection.close()

    threads = [threading.Thread(target=write) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 19 + [True]
    assert OutgoingMail.objects.count() == 1
