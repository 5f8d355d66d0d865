"""Keeping no longer than needed, and one person's right to see and to be forgotten (C8, C9; faults 51 and 52)."""

import json
from datetime import datetime, timedelta

import pytest

from django.core.management import CommandError, call_command

from cms import retention
from cms.crypto import encrypt, keyed_hash
from cms.models import AuditEvent, OutgoingMail, User
from cms.registries import DataClass, data_classes

DAY = timedelta(days=1)
CANARY = "kanarie@example.org"


def test_every_model_stands_in_one_data_class() -> None:
    wrong = {label: names for label, names in retention.classes_of_models().items() if len(names) != 1}
    assert wrong == {}, "register each model in one DataClass, in its app's AppConfig.ready()"


def test_a_model_without_a_class_or_in_two_is_seen(monkeypatch) -> None:
    twice = DataClass("dubbel", ("cms.Wijk",), term="altijd", keeps="proef")
    monkeypatch.setattr(data_classes, "_items", {"een": twice, "twee": twice})
    found = retention.classes_of_models()
    assert found["cms.Wijk"] == ["dubbel", "dubbel"]
    assert found["cms.OutgoingMail"] == []


def test_a_class_that_names_a_model_that_is_gone_is_seen(monkeypatch) -> None:
    gone = DataClass("weg", ("cms.Bestaat_niet",), term="altijd", keeps="proef")
    monkeypatch.setattr(data_classes, "_items", {"weg": gone})
    assert retention.classes_of_models()["cms.Bestaat_niet"] == ["weg"]
    assert retention.models_that_are_gone() == ["cms.Bestaat_niet"]


def test_no_class_names_a_model_that_is_gone() -> None:
    assert retention.models_that_are_gone() == []


@pytest.fixture
def mails(db: None, now: datetime) -> list[OutgoingMail]:
    """One mail to the canary that was sent, and one to somebody else."""
    return [
        OutgoingMail.objects.create(
            to_encrypted=encrypt(address),
            to_hash=keyed_hash("mail.to", address),
            template="proef",
            dedupe_key=address,
            status="sent",
            sent_at=now,
            next_attempt_at=now,
            created_at=now,
        )
        for address in (CANARY, "ander@example.org")
    ]


def test_a_purge_keeps_until_the_term_and_removes_after_it(mails, now: datetime) -> None:
    assert retention.purge_all(now + 29 * DAY)["uitgaande mail"] == 0
    assert retention.purge_all(now + 31 * DAY, dry_run=True)["uitgaande mail"] == 2
    assert OutgoingMail.objects.count() == 2
    assert retention.purge_all(now + 31 * DAY)["uitgaande mail"] == 2
    assert retention.purge_all(now + 31 * DAY)["uitgaande mail"] == 0, "again is the same"


def test_a_class_that_fails_is_rolled_back_and_does_not_hold_up_the_rest(mails, now: datetime, monkeypatch) -> None:
    def half_way(now: datetime, dry_run: bool) -> int:
        OutgoingMail.objects.filter(dedupe_key=CANARY).delete()
        raise RuntimeError("jan@example.org")

    counted: list[int] = []
    classes = {
        "kapot": DataClass("kapot", (), term="proef", purge=half_way),
        "heel": DataClass("heel", (), term="proef", purge=lambda now, dry: counted.append(1) or 1),
    }
    monkeypatch.setattr(data_classes, "_items", classes)
    with pytest.raises(retention.RetentionFailed, match="^kapot$"):
        retention.purge_all(now)
    assert counted == [1]
    assert OutgoingMail.objects.count() == 2


def test_the_command_says_what_it_removed_and_a_dry_run_removes_nothing(mails, now: datetime, capsys) -> None:
    OutgoingMail.objects.update(sent_at=now - 365 * DAY)
    call_command("retention", dry_run=True)
    assert "uitgaande mail: 2 zou verwijderen" in capsys.readouterr().out
    call_command("retention")
    assert "uitgaande mail: 2 verwijderd" in capsys.readouterr().out
    assert not OutgoingMail.objects.exists()


def test_the_command_fails_when_a_class_does(db: None, monkeypatch) -> None:
    def fail(now: datetime, dry_run: bool) -> int:
        raise RuntimeError

    monkeypatch.setattr(data_classes, "_items", {"kapot": DataClass("kapot", (), term="proef", purge=fail)})
    with pytest.raises(CommandError, match="Niet gelukt voor: kapot"):
        call_command("retention")


def test_a_person_gets_everything_as_json_and_the_log_does_not_say_who(mails, capsys) -> None:
    call_command("avg_inzage", " Kanarie@Example.org")
    found = json.loads(capsys.readouterr().out)
    assert [row["aan"] for row in found["uitgaande mail"]] == [CANARY]
    assert "ander@example.org" not in json.dumps(found)
    event = AuditEvent.objects.get()
    assert (event.action, event.origin) == ("person.inspect", "command")
    assert "kanarie" not in json.dumps(event.data)


def test_staff_see_their_account_too(db: None) -> None:
    User.objects.create_user("regisseur@example.org", first_name="Rian", last_name="de Boer")
    found = retention.inspect_person("Regisseur@example.org")
    assert found["medewerkers"][0]["naam"] == "Rian de Boer"


def test_a_person_is_forgotten_and_the_log_keeps_a_hash_that_only_fits_the_address(mails, capsys) -> None:
    call_command("avg_wissen", CANARY)
    assert "uitgaande mail: 1 gewist" in capsys.readouterr().out
    assert retention.inspect_person(CANARY)["uitgaande mail"] == []
    assert list(OutgoingMail.objects.values_list("dedupe_key", flat=True)) == ["ander@example.org"]
    event = AuditEvent.objects.get()
    assert (event.action, event.data["person"]) == ("person.erase", keyed_hash("person", CANARY))
    assert event.data["row_count"] >= 1
    assert "kanarie" not in json.dumps(event.data)


def test_erasing_is_all_or_nothing(mails, now: datetime, monkeypatch) -> None:
    def fail(email: str, now: datetime) -> int:
        raise RuntimeError

    classes = dict(data_classes.items())
    classes["kapot"] = DataClass("kapot", (), term="proef", keeps="proef", erase=fail)
    monkeypatch.setattr(data_classes, "_items", classes)
    with pytest.raises(RuntimeError):
        retention.erase_person(CANARY, now)
    assert OutgoingMail.objects.count() == 2
    assert not AuditEvent.objects.exists()
