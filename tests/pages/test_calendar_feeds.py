"""The calendars of organisations: taken over by the worker, idempotent, safe, and with a report that editors read."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from wagtail.models import Site

from cms.fetch import Fetched, FetchError
from cms.models import Wijk
from cms.registries import periodic_jobs
from pages.calendar import feeds
from pages.calendar.importing.apply import import_calendar
from pages.models import ActivityPage, CalendarFeed, Occurrence, Organisation
from tests.conftest import NOW
from tests.factories.calendar import make_agenda
from tests.factories.cms import UserFactory, make_wijk
from tests.factories.pages import make_tree
from tests.pages.calendar_files import AMS, THURSDAYS, calendar

URL = "https://agenda.example.org/wijkcentrum.ics"
COFFEE = ("BEGIN:VEVENT", "UID:1", "SUMMARY:Koffie", *THURSDAYS, "END:VEVENT")
DINNER = ("BEGIN:VEVENT", "UID:2", "SUMMARY:Eten", f"DTSTART;{AMS}:20261204T180000", "END:VEVENT")
ODD = ("BEGIN:VEVENT", "UID:3", "SUMMARY:Raar", f"DTSTART;{AMS}:20261204T180000", "RRULE:FREQ=SECONDLY", "END:VEVENT")
SIX_HOURS = timedelta(hours=6)


class Server:
    """Stands where `cms.fetch` is: gives files in turn, the last one for ever, and notes what it was asked."""

    def __init__(self, *answers: bytes | Fetched | FetchError) -> None:
        self.answers, self.asked = list(answers), []

    def __call__(self, url: str, **limits: object) -> Fetched:
        self.asked.append((url, limits))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        return answer if isinstance(answer, Fetched) else Fetched(answer, '"v1"')


def file_of(*events: tuple[str, ...]) -> bytes:
    return calendar(*(line for event in events for line in event)).encode()


@pytest.fixture(autouse=True)
def moment(settings: object) -> object:
    settings.CALENDAR_HOSTS = ["agenda.example.org"]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def oost(site: Site) -> Wijk:
    wijk = make_wijk("oost")
    tree = make_tree(wijk)
    make_agenda(tree.home)
    make_agenda(tree.wijk_pages["oost"])
    return wijk


@pytest.fixture
def centre() -> Organisation:
    return Organisation.objects.create(name="Wijkcentrum De Koepel", kind=Organisation.Kind.MEETING_PLACE)


@pytest.fixture
def feed(oost: Wijk, centre: Organisation) -> CalendarFeed:
    return CalendarFeed.objects.create(organisation=centre, url=URL, wijk=oost)


def titles() -> list[str]:
    return sorted(ActivityPage.objects.live().values_list("title", flat=True))


def test_its_activities_stand_in_the_calendar_with_the_organisation_as_place(
    feed: CalendarFeed, centre: Organisation, client: Client
) -> None:
    server = Server(file_of(COFFEE, DINNER))
    assert feeds.refresh(feed, NOW, get=server)
    assert titles() == ["Eten", "Koffie"]
    assert Occurrence.objects.live().count() == 4
    assert {page.place for page in ActivityPage.objects.all()} == {centre}
    assert "Wijkcentrum De Koepel" in client.get("/wijken/oost/agenda/?maand=2026-12&beeld=lijst").text
    [(url, limits)] = server.asked
    assert url == URL
    assert limits == {"etag": "", "hosts": ["agenda.example.org"], "most_bytes": 5 * 1024 * 1024, "seconds": 10}
    feed.refresh_from_db()
    assert (feed.checked_at, feed.problem, feed.etag) == (NOW, "", '"v1"')
    assert feed.report == "2 nieuw, 0 gewijzigd, 0 gelijk, 0 weg, 0 geweigerd"


def test_without_a_wijk_it_goes_to_the_city(oost: Wijk, centre: Organisation) -> None:
    feed = CalendarFeed.objects.create(organisation=centre, url=URL)
    feeds.refresh(feed, NOW, get=Server(file_of(COFFEE)))
    assert ActivityPage.objects.get().wijk is None


def test_the_next_time_only_what_is_new_is_asked_and_written(feed: CalendarFeed) -> None:
    server = Server(file_of(COFFEE, DINNER), Fetched(b"", '"v1"', is_unchanged=True), file_of(COFFEE))
    feeds.refresh(feed, NOW, get=server)
    for turn in (1, 2):
        feed.refresh_from_db()
        feeds.refresh(feed, NOW + turn * SIX_HOURS, get=server)
        assert server.asked[-1][1]["etag"] == '"v1"'
    feed.refresh_from_db()
    assert feed.report == "0 nieuw, 0 gewijzigd, 1 gelijk, 1 weg, 0 geweigerd"
    assert titles() == ["Koffie"]
    # What left the file and comes back is there again.
    feed.refresh_from_db()
    feeds.refresh(feed, NOW + 3 * SIX_HOURS, get=Server(file_of(COFFEE, DINNER)))
    assert titles() == ["Eten", "Koffie"]


def test_another_address_is_asked_for_all_of_its_file(feed: CalendarFeed) -> None:
    feeds.refresh(feed, NOW, get=Server(file_of(COFFEE)))
    CalendarFeed.objects.update(url="https://agenda.example.org/nieuw.ics")
    feed.refresh_from_db()
    server = Server(file_of(COFFEE))
    feeds.refresh(feed, NOW + SIX_HOURS, get=server)
    assert server.asked[0][1]["etag"] == ""
    assert titles() == ["Koffie"]


def test_what_is_refused_can_be_read_line_by_line_and_is_asked_again(feed: CalendarFeed) -> None:
    feeds.refresh(feed, NOW, get=Server(file_of(COFFEE, ODD)))
    feed.refresh_from_db()
    first, second = feed.report.splitlines()
    assert first == "1 nieuw, 0 gewijzigd, 0 gelijk, 0 weg, 1 geweigerd"
    assert second.startswith("regel ")
    assert "(Raar): De herhaling FREQ=SECONDLY kennen we niet." in second
    assert feed.etag == ""


def test_a_file_of_mistakes_gives_a_report_that_can_be_read(feed: CalendarFeed) -> None:
    odd = [tuple(line.replace("UID:3", f"UID:{number}") for line in ODD) for number in range(100)]
    feeds.refresh(feed, NOW, get=Server(file_of(*odd)))
    feed.refresh_from_db()
    assert len(feed.report.splitlines()) == 62
    assert feed.report.endswith("En nog 40 regels.")


def test_when_it_cannot_be_fetched_the_reason_is_kept_and_the_activities_stay(feed: CalendarFeed) -> None:
    server = Server(file_of(COFFEE), FetchError("De server antwoordt met 500."), Fetched(b"", is_unchanged=True))
    feeds.refresh(feed, NOW, get=server)
    feed.refresh_from_db()
    feeds.refresh(feed, NOW + SIX_HOURS, get=server)
    feed.refresh_from_db()
    assert feed.problem == "De server antwoordt met 500."
    assert titles() == ["Koffie"]
    feeds.refresh(feed, NOW + 2 * SIX_HOURS, get=server)
    feed.refresh_from_db()
    assert feed.problem == ""


def test_what_an_editor_took_off_the_site_stays_off(feed: CalendarFeed) -> None:
    feeds.refresh(feed, NOW, get=Server(file_of(COFFEE)))
    ActivityPage.objects.get().unpublish()
    changed = tuple(line.replace("Koffie", "Koffie en thee") for line in COFFEE)
    for turn, file in enumerate((file_of(COFFEE), file_of(changed), file_of(changed)), start=1):
        feed.refresh_from_db()
        feeds.refresh(feed, NOW + turn * SIX_HOURS, get=Server(file))
    assert titles() == []
    assert ActivityPage.objects.get().get_latest_revision_as_object().title == "Koffie en thee"


class TestJob:
    """What the worker does each hour."""

    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """The numbers of the feeds that were asked."""
        found: list[int] = []
        monkeypatch.setattr(feeds, "refresh", lambda feed, now: not found.append(feed.pk))
        return found

    def test_it_is_one_of_the_jobs_of_the_worker(self) -> None:
        job = {job.name: job for _name, job in periodic_jobs.items()}["refresh_calendar_feeds"]
        assert (job.run, job.every) == (feeds.refresh_all, timedelta(hours=1))

    def test_each_is_asked_four_times_a_day_but_not_of_who_is_off_the_site(
        self, feed: CalendarFeed, asked: list[int], oost: Wijk
    ) -> None:
        gone = Organisation.objects.create(name="Weg", kind=Organisation.Kind.CARE, is_active=False)
        CalendarFeed.objects.create(organisation=gone, url=URL, wijk=oost)
        CalendarFeed.objects.filter(pk=feed.pk).update(checked_at=NOW)
        assert feeds.refresh_all(NOW + SIX_HOURS - timedelta(seconds=1)) == 0
        assert feeds.refresh_all(NOW + SIX_HOURS) == 1
        assert asked == [feed.pk]

    def test_what_came_from_a_calendar_that_is_gone_goes_off_the_site(
        self, feed: CalendarFeed, asked: list[int], oost: Wijk
    ) -> None:
        import_calendar(wijk=oost, data=file_of(COFFEE), source=feed.source, now=NOW)
        assert titles() == ["Koffie"]
        feeds.refresh_all(NOW)
        assert titles() == ["Koffie"]
        feed.delete()
        feeds.refresh_all(NOW)
        assert titles() == []
        assert not Occurrence.objects.live().exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_asks(feed: CalendarFeed) -> None:
    server, start, answers = Server(file_of(COFFEE)), threading.Barrier(2), []

    def work() -> None:
        from django.db import connection

        mine = CalendarFeed.objects.select_related("organisation", "wijk").get(pk=feed.pk)
        start.wait()
        with time_machine.travel(NOW, tick=False):
            answers.append(feeds.refresh(mine, NOW, get=server))
        connection.close()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, True]
    assert len(server.asked) == 1


@pytest.mark.django_db
class TestAddress:
    """What an editor may fill in."""

    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("https://elders.example/a.ics", "staat niet op de lijst"),
            ("http://127.0.0.1/a.ics", "staat niet op de lijst"),
            ("file:///etc/passwd", "Alleen adressen met https:// of http://"),
            ("https://jan:geheim@agenda.example.org/a.ics", "een naam, een wachtwoord of een poort"),
            ("https://agenda.example.org:8443/a.ics", "een naam, een wachtwoord of een poort"),
            ("morgen", "Alleen adressen met https:// of http://"),
        ],
    )
    def test_another_host_or_way_is_refused_in_a_sentence(self, centre: Organisation, url: str, words: str) -> None:
        with pytest.raises(ValidationError) as caught:
            CalendarFeed(organisation=centre, url=url).clean()
        assert words in str(caught.value.message_dict["url"])

    def test_that_of_a_subscription_is_a_usual_one(self, centre: Organisation) -> None:
        row = CalendarFeed(organisation=centre, url=" webcal://agenda.example.org/a.ics ")
        row.clean()
        assert row.url == "https://agenda.example.org/a.ics"

    def test_an_editor_fills_it_in_and_reads_what_came_of_it(
        self, feed: CalendarFeed, centre: Organisation, client: Client
    ) -> None:
        feeds.refresh(feed, NOW, get=Server(file_of(COFFEE, ODD)))
        client.force_login(UserFactory(is_superuser=True))
        html = client.get(reverse(centre.snippet_viewset.get_url_name("edit"), args=[centre.pk])).text
        assert 'name="calendar_feeds-0-url"' in html
        # Below each other, and not as markup of whoever wrote the file.
        assert "1 geweigerd<br>regel " in html
        assert "De herhaling FREQ=SECONDLY kennen we niet." in html
