"""A portrait goes 30 days after its consent, with every file of it; a person of the lists when he or she asks."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from django.test import Client

from cms import retention
from cms.models import AuditEvent
from pages.consent import remove_picture
from pages.models import OfficeHour, Person, PersonText, Picture, PictureRendition, Portrait
from tests.conftest import NOW
from tests.factories.blocks import make_campaign, make_picture, make_portrait
from tests.factories.cms import make_wijk
from tests.factories.pages import make_content_page, make_tree
from tests.factories.social_base import make_office_hour, make_organisation, make_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def purged(**options: Any) -> int:
    """How many portraits a night removes."""
    return retention.purge_all(NOW, **options)["portretten met toestemming"]


def test_thirty_days_after_consent_a_portrait_is_still_there_and_a_day_later_it_is_not() -> None:
    kept = make_portrait("Net nog", until=TODAY - timedelta(days=30))
    make_portrait("Te lang", until=TODAY - timedelta(days=31))

    assert purged(dry_run=True) == 1
    assert Portrait.objects.count() == 2
    assert purged() == 1
    assert list(Portrait.objects.all()) == [kept]
    assert purged() == 0


def test_with_a_portrait_go_the_picture_and_all_its_files(django_capture_on_commit_callbacks: Any) -> None:
    portrait = make_portrait("Te lang", until=TODAY - timedelta(days=31))
    rendition = portrait.picture.get_rendition("width-40")
    files = [Path(portrait.picture.file.path), Path(rendition.file.path)]
    assert all(file.exists() for file in files)

    with django_capture_on_commit_callbacks(execute=True):
        purged()
    run_deletions()

    assert not Picture.objects.exists() and not PictureRendition.objects.exists()
    assert not any(file.exists() for file in files)


def run_deletions() -> None:
    """What the worker does with the files of rows that are gone."""
    for waiting in DBTaskResult.objects.filter(task_path__endswith="delete_file_from_storage_task"):
        waiting.task.func(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])


def test_the_night_after_consent_ended_the_site_serves_no_file_of_it(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    ended, valid = make_portrait("Voorbij", until=TODAY - timedelta(days=1)), make_portrait("Nog goed", until=TODAY)
    shared = make_portrait("Ook op", until=TODAY - timedelta(days=1), picture=valid.picture)
    addresses = [portrait.picture.get_rendition("width-40").url for portrait in (ended, valid)]
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    with django_capture_on_commit_callbacks(execute=True):
        assert purged() == 0
    run_deletions()

    assert [client.get(address).status_code for address in addresses] == [404, 200]
    assert Path(ended.picture.file.path).exists()
    assert set(Portrait.objects.all()) == {ended, valid, shared}


def test_a_picture_that_somebody_else_stands_on_with_consent_stays() -> None:
    shared = make_picture("samen")
    make_portrait("Te lang", until=TODAY - timedelta(days=31), picture=shared)
    other = make_portrait("Nog goed", until=TODAY, picture=shared)

    assert purged() == 1
    assert Picture.objects.filter(pk=shared.pk).exists()
    other.delete()
    remove_picture(shared)
    assert not Picture.objects.filter(pk=shared.pk).exists()


def test_pages_show_nothing_where_a_portrait_or_its_picture_was(client: Client) -> None:
    tree = make_tree(make_wijk("oost", "1221"))
    portrait = make_portrait("Nadia", until=TODAY - timedelta(days=31))
    campaign = make_campaign(tree.home, portrait)
    page = make_content_page(tree.home, "Verhaal", "verhaal", picture=portrait.picture, picture_alt="Nadia op straat")

    purged()

    for path in (f"/{campaign.slug}/", "/verhaal/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert b"Nadia" not in answer.content
    page.refresh_from_db()
    assert page.picture is None


def test_who_asks_is_told_what_is_kept_and_is_erased() -> None:
    make_portrait("Nadia", email="nadia@example.org")
    other = make_portrait("Iemand anders", email="iemand@example.org")
    nadia = make_person(
        "Nadia el Amrani", role="vrijwilliger", email="Nadia@example.org", picture=make_picture("vrijwilliger")
    )
    oost = make_wijk("oost")
    make_office_hour(oost, make_organisation(), people=(nadia,))

    told = retention.inspect_person(" NADIA@example.org ")
    assert [row["naam"] for row in told["portretten met toestemming"]] == ["Nadia"]
    assert [row["teksten"] for row in told["mensen en organisaties"]] == [["vrijwilliger"]]

    counts = retention.erase_person("nadia@example.org", NOW)

    assert (counts["portretten met toestemming"], counts["mensen en organisaties"]) == (1, 1)
    assert list(Portrait.objects.all()) == [other]
    assert list(Picture.objects.all()) == [other.picture]
    assert not Person.objects.exists() and not PersonText.objects.exists()
    assert OfficeHour.objects.count() == 1


def test_neither_log_tells_who_it_was(caplog: pytest.LogCaptureFixture) -> None:
    make_portrait("Nadia Zeldzaam", email="nadia@example.org")
    make_portrait("Te lang Zeldzaam", until=TODAY - timedelta(days=31))

    with caplog.at_level(logging.DEBUG):
        purged()
        retention.erase_person("nadia@example.org", NOW)

    told = caplog.text + str(list(AuditEvent.objects.values()))
    assert "Zeldzaam" not in told and "nadia" not in told


def test_an_empty_address_is_nobodys() -> None:
    make_portrait("Zonder adres")
    make_person("Zonder adres")

    assert retention.erase_person("", NOW) and Portrait.objects.count() == Person.objects.count() == 1
