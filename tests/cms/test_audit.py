"""The audit log: six fields, codes and ids only, and a database that refuses every change."""

from datetime import datetime

import pytest

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from cms import audit, triggers
from cms.models import AuditEvent, Cluster, User


@pytest.fixture
def event(db: None, now: datetime) -> AuditEvent:
    return audit.log(action="contact.read", object="export", now=now)


def test_a_line_holds_the_six_fields(db: None, now: datetime) -> None:
    user = User.objects.create_user("iemand@example.org")
    cluster = Cluster.objects.create(slug="zuid", name="Zuid")
    line = audit.log(
        action="cluster.change", object=cluster, result="refused", origin="command", actor=user, now=now, data={"n": 1}
    )
    line.refresh_from_db()
    assert (line.action, line.object_type, line.object_id) == ("cluster.change", "cms.cluster", str(cluster.pk))
    assert (line.result, line.origin, line.actor_id, line.at) == ("refused", "command", user.pk, now)
    assert line.data == {"n": 1}


def test_a_visitor_without_account_has_no_number(db: None, now: datetime) -> None:
    assert audit.log(action="login", object=None, actor=AnonymousUser(), now=now).actor_id is None


@pytest.mark.parametrize(
    "data",
    [
        {"who": "jan@example.org"},
        {"text": "een vrije zin"},
        {"deep": [{"name": "Jan Jansen"}]},
        {"jan@example.org": 1},
        {"code": "a" * 81},
        {"thing": object()},
    ],
)
def test_free_text_is_refused(db: None, now: datetime, data: dict) -> None:
    with pytest.raises(ValueError, match="only codes and ids"):
        audit.log(action="contact.read", object=None, now=now, data=data)
    assert not AuditEvent.objects.exists()


def test_a_line_can_not_be_changed_or_removed(event: AuditEvent) -> None:
    attempts = [
        lambda: AuditEvent.objects.update(result="ok"),
        lambda: event.delete(),
        lambda: AuditEvent.objects.all().delete(),
        lambda: connection.cursor().execute("UPDATE cms_auditevent SET action = 'x'"),
    ]
    if connection.vendor == "postgresql":
        attempts.append(lambda: connection.cursor().execute("TRUNCATE cms_auditevent"))
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert AuditEvent.objects.get().action == "contact.read"


def test_every_append_only_table_has_its_triggers(db: None) -> None:
    assert "cms.auditevent" in triggers.labels()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {row[0] for row in cursor.fetchall()}
    for label in triggers.labels():
        table = label.replace(".", "_")
        assert {f"append_only_{table}_update", f"append_only_{table}_delete"} <= found
        assert connection.vendor != "postgresql" or f"append_only_{table}_truncate" in found


def test_migrate_brings_back_triggers_that_a_rebuilt_table_lost(event: AuditEvent) -> None:
    triggers.remove(connection)
    AuditEvent.objects.update(result="veranderd")
    call_command("migrate", "cms", verbosity=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(result="ok")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_transactional_test_leaves_tables_triggers_and_the_page_tree_as_they_were(turn: int, now: datetime) -> None:
    from wagtail.models import Locale, Page, Site

    assert AuditEvent.objects.count() == 0
    audit.log(action="contact.read", object=None, now=now)
    with pytest.raises(DatabaseError):
        AuditEvent.objects.update(result="ok")
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.filter(language_code="nl").count() == 1
    assert Site.objects.filter(is_default_site=True).count() == 1
