"""The database itself refuses to change or remove what is in the books and in the history (ARCHITECTURE rule 9)."""

from datetime import datetime

import pytest

from django.db import DatabaseError, IntegrityError, connection, transaction

from cms import triggers
from participation.models import Event, LedgerLine, Pot
from tests.factories.participation import granted, make_house

pytestmark = pytest.mark.django_db


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # it truncates nothing while foreign keys wait for the end
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(sql)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("model", [LedgerLine, Event])
def test_rows_can_be_added_and_not_changed_or_removed(model: type[LedgerLine] | type[Event]) -> None:
    granted(make_house())
    table = model._meta.db_table
    count = model.objects.count()
    assert count > 2
    assert refused(f"UPDATE {table} SET actor_id = 1")  # noqa: S608 (a table's own name)
    assert refused(f"DELETE FROM {table}")  # noqa: S608
    if connection.vendor == "postgresql":
        assert refused(f"TRUNCATE {table} CASCADE")
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(actor_id=1)
    assert model.objects.count() == count


def test_both_tables_are_declared_and_a_rebuilt_table_gets_its_triggers_back() -> None:
    assert {"participation.event", "participation.ledgerline"} <= set(triggers.labels())
    granted(make_house())
    triggers.remove(connection, "participation")
    assert not refused("UPDATE participation_ledgerline SET actor_id = 1")
    triggers.install(connection, "participation")
    assert refused("UPDATE participation_ledgerline SET actor_id = 2")


def test_the_database_refuses_lines_that_make_no_sense(now: datetime) -> None:
    granted(make_house())
    pot = Pot.objects.first()
    base = {"pot": pot, "booked_on": now.date(), "written_at": now}
    wrong = [
        {"kind": "payment", "effect": "payment", "amount_cents": 0},
        {"kind": "payment", "effect": "release", "amount_cents": 1},
        {"kind": "correction", "effect": "payment", "amount_cents": 1},
        {"kind": "commitment", "effect": "commitment", "amount_cents": 1},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerLine.objects.create(**base, **fields)
