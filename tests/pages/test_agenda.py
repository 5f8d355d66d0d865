"""The calendar as residents read it: month, list, filters, files; of a wijk and of the city."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from defusedxml import ElementTree

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.models import Wijk
from pages.models import Activity, ActivityPage, AgendaPage, Occurrence, Organisation
from pages.recurrence import Repeat
from tests.conftest import NOW
from tests.factories.calendar import FIRST, changes, make_activity, make_agenda, page_of
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

DAY = timedelta(days=1)
WEEKLY = {"repeat": Repeat.WEEKLY.value}
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def moment() -> object:
    """It is Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tree(site: Site) -> Tree:
    return make_tree(make_wijk("oost"), make_wijk("zuid"))


@pytest.fixture
def city(tree: Tree) -> AgendaPage:
    return make_agenda(tree.home)


@pytest.fixture
def oost(tree: Tree) -> AgendaPage:
    return make_agenda(tree.wijk_pages["oost"])


@pytest.fixture
def zuid(tree: Tree) -> AgendaPage:
    return make_agenda(tree.wijk_pages["zuid"])


def text_of(client: Client, path: str) -> str:
    """The main part of a page, without its spaces at line ends."""
    response = client.get(path)
    assert response.status_code == 200, path
    found = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert found
    return found[0]


def test_a_month_is_a_table_of_weeks_with_the_day_it_is_on(client: Client, city: AgendaPage, oost: AgendaPage) -> None:
    make_activity(oost, "Koffie", **WEEKLY, count=2)
    html = text_of(client, "/agenda/?maand=2026-12")
    assert "<caption>December 2026</caption>" in html
    # Five weeks from Monday 30 November to Sunday 3 January.
    assert html.count('<tr role="row">') == 6
    assert html.count('class="is-out"') == 4
    cell = next(part for part in html.split("<td") if ">Koffie<" in part)
    assert re.search(r"</span>3\b", cell)
    assert html.count(">Koffie<") == 2


def test_a_wijk_shows_its_own_and_those_for_all_wijken(
    client: Client, city: AgendaPage, oost: AgendaPage, zuid: AgendaPage
) -> None:
    make_activity(city, "Stadsfeest")
    make_activity(oost, "Koffie in Oost")
    make_activity(zuid, "Soep in Zuid")
    make_activity(zuid, "Samen lopen", starts_on=date(2026, 12, 4), also_in=[Wijk.objects.get(slug="oost")])
    shown = text_of(client, "/wijken/oost/agenda/?maand=2026-12")
    assert all(title in shown for title in ("Stadsfeest", "Koffie in Oost", "Samen lopen"))
    assert "Soep in Zuid" not in shown
    everything = text_of(client, "/agenda/?maand=2026-12")
    assert all(title in everything for title in ("Stadsfeest", "Koffie in Oost", "Samen lopen", "Soep in Zuid"))
    of_wijk = text_of(client, "/agenda/?maand=2026-12&wijk=oost")
    assert "Koffie in Oost" in of_wijk
    assert "Soep in Zuid" not in of_wijk


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("soort=werk", {"Riool"}),
        ("voor=kinderen", {"Pannenkoeken"}),
        ("plek={place}", {"Pannenkoeken"}),
        ("soort=werk&voor=kinderen", set()),
        # What is no choice chooses nothing.
        ("soort=feest&voor=%00&plek=x&wijk=nergens&maand=2026-12", {"Riool", "Pannenkoeken"}),
    ],
)
def test_filters_in_the_address_choose(client: Client, oost: AgendaPage, query: str, expected: set[str]) -> None:
    place = Organisation.objects.create(name="De Geus", kind=Organisation.Kind.MEETING_PLACE)
    make_activity(oost, "Riool", kind=Activity.Kind.WORKS.value)
    make_activity(oost, "Pannenkoeken", audience=Activity.Audience.CHILDREN.value, place=place)
    html = text_of(client, f"/wijken/oost/agenda/?maand=2026-12&{query.format(place=place.pk)}")
    assert {title for title in ("Riool", "Pannenkoeken") if f">{title}<" in html} == expected


@pytest.mark.parametrize(
    "query",
    ["maand=2026-13", "maand=x", "maand=1999-01", "dag=2026-02-30", "na=x", "na=2026-12-03.99999999999.1", "beeld=9"],
)
def test_an_address_that_cannot_be_shows_what_can(client: Client, oost: AgendaPage, query: str) -> None:
    assert client.get(f"/wijken/oost/agenda/?beeld=lijst&{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("periode=vandaag", {20}),
        ("periode=weekend", {21, 22}),
        ("periode=maand", set(range(1, 31))),
        # Without a choice: from today on, into the next month.
        ("beeld=lijst", set(range(20, 31)) | set(range(1, 20)) | {20}),
        ("beeld=lijst&maand=2026-11", set(range(1, 31))),
        ("dag=2026-11-25", {25}),
    ],
)
def test_the_list_shows_a_period_by_day(client: Client, oost: AgendaPage, query: str, expected: set[int]) -> None:
    make_activity(oost, "Elke dag", starts_on=date(2026, 11, 1), repeat=Repeat.DAILY.value, count=70)
    html = text_of(client, f"/wijken/oost/agenda/?{query}")
    found = {int(day) for day in re.findall(r'id="dag-2026-1[12]-(\d\d)"', html)}
    assert found == expected


def test_the_weekend_of_a_sunday_is_what_is_left_of_it(client: Client, oost: AgendaPage) -> None:
    make_activity(oost, "Elke dag", starts_on=date(2026, 11, 1), repeat=Repeat.DAILY.value, count=70)
    with time_machine.travel(NOW + 2 * DAY, tick=False):
        html = text_of(client, "/wijken/oost/agenda/?periode=weekend")
    assert re.findall(r'id="dag-2026-11-(\d\d)"', html) == ["22"]


def test_the_grid_shows_three_a_day_and_leads_to_the_rest(client: Client, oost: AgendaPage) -> None:
    for number in range(5):
        make_activity(oost, f"Ding {number}", starts_at=time(9 + number), ends_at=time(10 + number))
    html = text_of(client, "/wijken/oost/agenda/?maand=2026-12")
    assert re.findall(r">(Ding \d)<", html) == ["Ding 0", "Ding 1", "Ding 2"]
    rest = re.search(r'href="(\?[^"]*dag=2026-12-03[^"]*)">nog 2', html)
    assert rest
    shown = text_of(client, f"/wijken/oost/agenda/{rest[1].replace('&amp;', '&')}")
    assert all(f"Ding {number}" in shown for number in range(5))


def test_a_long_list_is_paged_without_losing_or_doubling_a_row(client: Client, oost: AgendaPage) -> None:
    for number in range(3):
        # Two begin at the very same moment.
        make_activity(oost, f"Ding {number}", **WEEKLY, count=30, starts_at=time(9 + number // 2), ends_at=time(11))
    seen, address = [], "?beeld=lijst&maand=2026-12"
    Occurrence.objects.update(first_day=FIRST, last_day=FIRST)
    while address:
        html = text_of(client, f"/wijken/oost/agenda/{address}")
        seen += re.findall(r'<a href="(/wijken/oost/agenda/ding-\d/)"', html)
        following = re.search(r'href="(\?[^"]*na=[^"]*)"', html)
        address = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == 90
    assert {seen.count(path) for path in seen} == {30}


def test_what_lasts_more_days_stands_on_each_of_them_or_apart(client: Client, oost: AgendaPage) -> None:
    make_activity(oost, "Feest", starts_on=date(2026, 12, 30), ends_on=date(2027, 1, 2), starts_at=None, ends_at=None)
    make_activity(oost, "Riool", starts_on=date(2026, 11, 1), ends_on=date(2027, 2, 1), starts_at=None, ends_at=None)
    december = text_of(client, "/wijken/oost/agenda/?maand=2026-12")
    assert december.count(">Feest<") == 2
    january = text_of(client, "/wijken/oost/agenda/?maand=2027-01")
    assert january.count(">Feest<") == 2
    for html in (december, january):
        assert html.count(">Riool<") == 1
        assert "Duurt meer dagen" in html


def test_a_cancelled_day_stays_with_its_reason_and_a_moved_one_tells(client: Client, oost: AgendaPage) -> None:
    stored = changes(
        ("skip", {"day": "2026-12-10", "note": "Keuken dicht"}, "a"),
        ("move", {"day": "2026-12-31", "to": "2027-01-02"}, "b"),
    )
    make_activity(oost, "Eten", **WEEKLY, count=6, changes=ActivityPage.changes.field.to_python(stored))
    html = text_of(client, "/wijken/oost/agenda/?beeld=lijst&maand=2026-12")
    assert "Vervalt: Keuken dicht" in html
    # The moved one has left December.
    assert len(re.findall(r">Eten<", html)) == 4
    assert "Op een andere dag dan anders" in text_of(client, "/wijken/oost/agenda/?beeld=lijst&maand=2027-01")


def test_what_is_not_for_everybody_is_in_no_list_and_no_file(
    client: Client, city: AgendaPage, oost: AgendaPage
) -> None:
    page = page_of(make_activity(oost, "Besloten"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    draft = make_activity(oost, "Ongepubliceerd")
    ActivityPage.objects.filter(translation_key=draft.translation_key).update(live=False)
    for path in ("/agenda/?maand=2026-12", "/wijken/oost/agenda/?beeld=lijst&maand=2026-12"):
        html = text_of(client, path)
        assert "Besloten" not in html
        assert "Ongepubliceerd" not in html
    for path in ("/agenda.ics", "/agenda.json", "/agenda.rss"):
        assert b"Besloten" not in client.get(path).content
        assert b"Ongepubliceerd" not in client.get(path).content
    assert client.get("/wijken/oost/agenda/besloten.ics").status_code == 404
    assert client.get("/wijken/oost/agenda/ongepubliceerd.ics").status_code == 404


def test_english_pages_show_the_same_days_with_english_titles(client: Client, oost: AgendaPage) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    activity = make_activity(oost, "Koffie", **WEEKLY, count=3)
    other = page_of(activity).copy_for_translation(english, copy_parents=True)
    other.title = "Coffee"
    other.save_revision().publish()
    Page.objects.filter(locale=english).update(live=True)
    html = text_of(client, "/en/wijken/oost/agenda/?maand=2026-12")
    assert html.count(">Coffee<") == 3
    assert "/en/wijken/oost/agenda/koffie/" in html
    data = client.get("/en/wijken/oost/agenda.json").json()
    assert [row["titel"] for row in data["keren"]] == ["Coffee"] * 3
    assert [row["begin"] for row in data["keren"]] == [
        row["begin"] for row in client.get("/wijken/oost/agenda.json").json()["keren"]
    ]


@pytest.mark.parametrize("path", ["/agenda/?maand=2026-12", "/wijken/oost/agenda/?beeld=lijst&maand=2026-12", "/"])
def test_a_full_calendar_takes_no_more_queries_than_an_empty_one(
    client: Client, city: AgendaPage, oost: AgendaPage, path: str
) -> None:
    counts = []
    for number in (1, 40):
        for made in range(number):
            make_activity(oost, f"Ding {number} {made}", **WEEKLY, count=5)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0]
    assert counts[1] <= MOST_QUERIES


class TestFiles:
    """iCalendar, RSS and JSON beside the page."""

    def test_they_hold_what_the_page_shows(self, client: Client, city: AgendaPage, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie", **WEEKLY, count=3)
        data = client.get("/agenda.json").json()
        assert [row["begin"] for row in data["keren"]] == [
            "2026-12-03T10:00:00+01:00",
            "2026-12-10T10:00:00+01:00",
            "2026-12-17T10:00:00+01:00",
        ]
        assert data["keren"][0]["wijken"] == ["oost"]
        feed = ElementTree.fromstring(client.get("/wijken/oost/agenda.rss").content)
        assert [title.text for title in feed.iter("title")][1:] == ["Koffie"]
        ics = client.get("/wijken/oost/agenda.ics").content.decode()
        assert "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TH;WKST=MO" in ics
        assert "TZID:Europe/Amsterdam" in ics

    def test_they_answer_304_to_who_has_them_and_anew_after_a_change(self, client: Client, oost: AgendaPage) -> None:
        activity = make_activity(oost, "Koffie")
        for name in ("ics", "json", "rss"):
            first = client.get(f"/wijken/oost/agenda.{name}")
            again = client.get(f"/wijken/oost/agenda.{name}", headers={"if-none-match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
        etag = client.get("/wijken/oost/agenda.ics")["ETag"]
        ActivityPage.objects.filter(translation_key=activity.translation_key).update(title="Thee")
        changed = client.get("/wijken/oost/agenda.ics", headers={"if-none-match": etag})
        assert changed.status_code == 200

    def test_one_kind_can_be_asked_for(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie")
        make_activity(oost, "Riool", kind=Activity.Kind.WORKS.value)
        content = client.get("/wijken/oost/agenda.ics?soort=werk").content.decode()
        assert "SUMMARY;LANGUAGE=nl:Riool" in content
        assert "Koffie" not in content

    def test_what_is_off_says_so(self, client: Client, oost: AgendaPage) -> None:
        stored = changes(("skip", {"day": "2026-12-10", "note": "Keuken dicht"}, "a"))
        make_activity(oost, "Eten", **WEEKLY, count=3, changes=ActivityPage.changes.field.to_python(stored))
        content = client.get("/wijken/oost/agenda/eten.ics").content.decode()
        assert "STATUS:CANCELLED" in content
        assert "RECURRENCE-ID;TZID=Europe/Amsterdam:20261210T100000" in content
        assert [row["vervalt"] for row in client.get("/wijken/oost/agenda.json").json()["keren"]] == [
            False,
            True,
            False,
        ]

    @pytest.mark.parametrize(
        "path", ["/agenda.ics", "/wijken/nergens/agenda.ics", "/wijken/oost/agenda/nergens.ics", "/ar/agenda.ics"]
    )
    def test_where_no_calendar_is_there_is_no_file(self, client: Client, oost: AgendaPage, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_many_days_come_in_parts(self, client: Client, oost: AgendaPage, monkeypatch: pytest.MonkeyPatch) -> None:
        from pages.calendar import files

        monkeypatch.setattr(files, "PER_FILE", 4)
        make_activity(oost, "Koffie", **WEEKLY, count=10)
        found, address = [], "/wijken/oost/agenda.json"
        while address:
            data = client.get(address).json()
            found += [row["begin"] for row in data["keren"]]
            address = data["volgende"] and urlsplit(data["volgende"])._replace(scheme="", netloc="").geturl()
        assert len(found) == len(set(found)) == 10


class TestActivityPage:
    """One activity."""

    def test_it_shows_the_next_day_large_and_the_others_below(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie", **WEEKLY, count=10, price="€ 2")
        html = text_of(client, "/wijken/oost/agenda/koffie/")
        assert "Donderdag 3 december 2026, 10.00 tot 12.00 uur" in html
        assert "Elke week op donderdag, van 10.00 tot 12.00 uur, vanaf 3 december 2026, 10 keer." in html
        assert re.findall(r"<h3>Donderdag (\d+) ", html) == ["10", "17", "24", "31", "7", "14"]
        assert "€ 2" in html

    def test_search_engines_read_it_as_an_event(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie", place_name="Grote Kerk")
        html = text_of(client, "/wijken/oost/agenda/koffie/")
        assert 'itemtype="https://schema.org/Event"' in html
        assert '<meta itemprop="startDate" content="2026-12-03T10:00:00+01:00">' in html
        assert 'href="https://schema.org/EventScheduled"' in html

    def test_a_cancelled_activity_says_so(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie", **WEEKLY, count=3, is_cancelled=True)
        html = text_of(client, "/wijken/oost/agenda/koffie/")
        assert "Gaat niet door" in html
        assert "EventCancelled" in html

    def test_what_is_over_says_that_nothing_is_planned(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie", starts_on=date(2026, 11, 1))
        assert "Er zijn geen nieuwe keren gepland" in text_of(client, "/wijken/oost/agenda/koffie/")

    def test_works_tell_the_streets_and_how_much_say_there_is(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Riool", kind=Activity.Kind.WORKS.value, streets="Voorbeeldstraat", rung="informeren")
        html = text_of(client, "/wijken/oost/agenda/riool/")
        assert "Voorbeeldstraat" in html
        assert "Informeren: je hoort wat er gebeurt." in html

    def test_a_preview_shows_the_days_that_are_filled_in(self, client: Client, oost: AgendaPage) -> None:
        page = page_of(make_activity(oost, "Koffie", **WEEKLY, count=2))
        page.starts_on = date(2026, 12, 4)
        response = page.make_preview_request()
        response.render()
        assert "Vrijdag 4 december 2026" in response.content.decode()

    def test_reading_it_sets_no_cookie_and_holds_no_form(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie")
        response = client.get("/wijken/oost/agenda/koffie/")
        assert not response.cookies
        assert b'method="post"' not in response.content
        assert client.post("/wijken/oost/agenda/koffie/").status_code == 405


class TestPrint:
    """One sheet for the wijkkrant and the notice board."""

    def test_it_has_the_month_a_code_and_no_filters(self, client: Client, oost: AgendaPage) -> None:
        make_activity(oost, "Koffie", place_name="Grote Kerk")
        html = text_of(client, "/wijken/oost/agenda/?maand=2026-12&print")
        assert re.search(r"<h1>Agenda [^<]*, december 2026</h1>", html)
        assert 'class="wp-qr"' in html
        assert re.search(r"Kijk voor veranderingen op \S+/wijken/oost/agenda\.", html)
        assert "Grote Kerk" in html
        assert "wp-filters" not in html

    def test_it_shows_six_a_day(self, client: Client, oost: AgendaPage) -> None:
        for number in range(8):
            make_activity(oost, f"Ding {number}", starts_at=time(9 + number), ends_at=time(10 + number))
        html = text_of(client, "/wijken/oost/agenda/?maand=2026-12&print")
        assert len(re.findall(r">Ding \d<", html)) == 6
        assert "en nog 2" in html
