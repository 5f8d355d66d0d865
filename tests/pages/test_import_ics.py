"""Taking a calendar over: pages and facts, once however often it is done; changed, called off, taken away."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
import time_machine

from django.core.management import CommandError, call_command

from wagtail.models import Site

from cms.models import Wijk
from pages.calendar.importing.apply import import_calendar
from pages.models import Activity, ActivityPage, AgendaPage, Occurrence
from tests.conftest import NOW
from tests.factories.calendar import make_agenda
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree
from tests.pages.calendar_files import AMS, THURSDAYS, calendar, event

SOURCE = "https://agenda.example.org/wijkcentrum.ics"


@pytest.fixture(autouse=True)
def moment() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def oost(site: Site) -> Wijk:
    wijk = make_wijk("oost")
    make_agenda(make_tree(wijk).wijk_pages["oost"])
    return wijk


def take(wijk: Wijk, data: bytes) -> tuple[int, int, int, int, int]:
    """Take a file over: how many were new, changed, the same, taken away and refused."""
    found = import_calendar(wijk=wijk, data=data, source=SOURCE, now=NOW)
    return len(found.made), len(found.changed), len(found.same), len(found.gone), len(found.refusals)


def two(*changes: str) -> bytes:
    """Coffee on three Thursdays, and one dinner."""
    coffee = ("BEGIN:VEVENT", "UID:1", "SUMMARY:Koffie", *THURSDAYS, *changes, "END:VEVENT")
    dinner = ("BEGIN:VEVENT", "UID:2", "SUMMARY:Eten", f"DTSTART;{AMS}:20261204T180000", "END:VEVENT")
    return calendar(*coffee, *dinner).encode()


def test_each_event_is_a_live_page_with_its_days(oost: Wijk) -> None:
    assert take(oost, two()) == (2, 0, 0, 0, 0)
    assert ActivityPage.objects.live().count() == 2
    assert Occurrence.objects.live().count() == 4
    assert {activity.wijken.get() for activity in Activity.objects.all()} == {oost}


def test_a_second_time_nothing_is_written(oost: Wijk) -> None:
    take(oost, two())
    before = list(ActivityPage.objects.order_by("pk").values())
    assert take(oost, two()) == (0, 0, 2, 0, 0)
    assert list(ActivityPage.objects.order_by("pk").values()) == before


def test_a_change_is_taken_over_and_touches_no_other(oost: Wijk) -> None:
    take(oost, two())
    kept = {row.key: row.pk for row in Occurrence.objects.filter(activity__occurrences__key="2026-12-10")}
    dinner = ActivityPage.objects.get(import_uid="2")
    assert take(oost, two(f"EXDATE;{AMS}:20261210T100000")) == (0, 1, 1, 0, 0)
    rows = Occurrence.objects.filter(
        activity__translation_key=ActivityPage.objects.get(import_uid="1").translation_key
    )
    assert {row.key: row.pk for row in rows} == {key: pk for key, pk in kept.items() if key != "2026-12-10"}
    assert ActivityPage.objects.get(import_uid="2").latest_revision_id == dinner.latest_revision_id


def test_what_is_called_off_stays_as_cancelled(oost: Wijk) -> None:
    take(oost, two())
    assert take(oost, two("STATUS:CANCELLED")) == (0, 1, 1, 0, 0)
    assert Occurrence.objects.filter(is_cancelled=True).count() == 3


def test_what_left_the_file_leaves_the_site_and_comes_back_with_it(oost: Wijk) -> None:
    take(oost, two())
    assert take(oost, event(*THURSDAYS, uid="1")) == (0, 0, 1, 1, 0)
    assert list(ActivityPage.objects.live().values_list("title", flat=True)) == ["Koffie"]
    assert take(oost, two()) == (0, 1, 1, 0, 0)


def test_while_a_line_cannot_be_followed_nothing_is_taken_away(oost: Wijk) -> None:
    take(oost, two())
    assert take(oost, event("DTSTART:morgen", uid="1")) == (0, 0, 0, 0, 1)
    assert ActivityPage.objects.live().count() == 2


def test_a_broken_file_changes_nothing(oost: Wijk) -> None:
    take(oost, two())
    assert take(oost, two()[:200]) == (0, 0, 0, 0, 1)
    assert ActivityPage.objects.live().count() == 2


def test_two_events_of_one_name_have_addresses_of_their_own(oost: Wijk) -> None:
    parts = [
        line
        for uid in ("a", "b", "c")
        for line in ("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Koffie", THURSDAYS[0], "END:VEVENT")
    ]
    take(oost, calendar(*parts).encode())
    assert set(ActivityPage.objects.values_list("slug", flat=True)) == {"koffie", "koffie-2", "koffie-3"}


def test_a_text_with_markup_is_shown_as_text(oost: Wijk, client: object) -> None:
    take(oost, event(*THURSDAYS, "DESCRIPTION:een\\n<script>kwaad()</script>twee\\ndrie &lt;b&gt;vet"))
    html = client.get("/wijken/oost/agenda/koffie/").content.decode()
    assert "<script>kwaad" not in html
    assert "<p>een</p>" in html
    assert "<b>vet" not in html


class TestCommand:
    """`manage.py import_ics`."""

    def run(self, *arguments: str) -> str:
        out = StringIO()
        call_command("import_ics", *arguments, stdout=out)
        return out.getvalue()

    def test_it_reports_line_by_line(self, oost: Wijk, tmp_path: Path) -> None:
        file = tmp_path / "agenda.ics"
        bad = ("BEGIN:VEVENT", "UID:2", "SUMMARY:Fout", "DTSTART:morgen", "END:VEVENT")
        file.write_bytes(calendar("BEGIN:VEVENT", "UID:1", "SUMMARY:Goed", *THURSDAYS, "END:VEVENT", *bad).encode())
        said = self.run("oost", str(file))
        assert "nieuw: Goed" in said
        assert "regel 14 (Fout): In DTSTART staat morgen." in said
        assert "1 nieuw, 0 gewijzigd, 0 gelijk, 0 weg, 1 geweigerd" in said

    def test_a_dry_run_writes_nothing(self, oost: Wijk, tmp_path: Path) -> None:
        file = tmp_path / "agenda.ics"
        file.write_bytes(two())
        assert "nieuw: Koffie" in self.run("oost", str(file), "--dry-run")
        assert not ActivityPage.objects.exists()

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("nergens", "a.ics"), "geen wijk"),
            (("oost", "/bestaat/niet.ics"), "niet te lezen"),
            (("oost", "http://127.0.0.1/a.ics"), "staat niet op de lijst"),
            (("oost", "file:///etc/passwd"), "https"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, oost: Wijk, arguments: tuple[str, str], words: str) -> None:
        with pytest.raises(CommandError, match=words):
            self.run(*arguments)

    def test_a_wijk_without_a_calendar_is_told(self, oost: Wijk, tmp_path: Path) -> None:
        AgendaPage.objects.all().delete()
        file = tmp_path / "agenda.ics"
        file.write_bytes(two())
        with pytest.raises(CommandError, match="nog geen agenda"):
            self.run("oost", str(file))
