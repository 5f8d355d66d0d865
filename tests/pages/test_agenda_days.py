"""What begins on each day, as it is kept beside the rows: right after every change, and put right by the daily job."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, time, timedelta
from importlib import import_module
from uuid import UUID

import pytest
import time_machine

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import Wijk
from pages.calendar import days
from pages.calendar.filters import Filters
from pages.calendar.publish import extend_all, sync_activity
from pages.models import Activity, ActivityPage, AgendaDay, AgendaPage, Occurrence, Organisation
from pages.recurrence import Repeat
from tests.conftest import NOW
from tests.factories.calendar import FIRST, changes, make_activity, make_activity_page, make_agenda, page_of
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

DAY = timedelta(days=1)
DECEMBER = {"first": date(2026, 12, 1), "last": date(2026, 12, 31), "most": 3}
Totals = dict[date, int]


@pytest.fixture(autouse=True)
def moment() -> object:
    """It is Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tree(site: object) -> Tree:
    return make_tree(make_wijk("oost"), make_wijk("zuid"))


@pytest.fixture
def oost(tree: Tree) -> AgendaPage:
    return make_agenda(tree.wijk_pages["oost"])


def totals(slug: str = "") -> Totals:
    """How many begin on each day of December, of a wijk or of the city."""
    wijk = Wijk.objects.get(slug=slug).pk if slug else None
    return {day: total for day, (_pks, total) in days.kept(wijk, **DECEMBER).items()}


def again(activity: Activity, **fields: object) -> None:
    """Change its page and write its facts anew."""
    page = page_of(activity)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    sync_activity(translation_key=activity.translation_key, now=NOW)


def test_days_of_its_wijk_and_of_the_city_count_it_and_other_wijken_do_not(oost: AgendaPage) -> None:
    make_activity(oost, "Koffie", repeat=Repeat.WEEKLY.value, count=2)
    make_activity(oost, "Thee")
    expected = {FIRST: 2, FIRST + 7 * DAY: 1}
    assert totals() == totals("oost") == expected
    assert totals("zuid") == {}


def test_the_first_of_a_day_stand_in_the_order_of_the_clock(oost: AgendaPage) -> None:
    made = [make_activity(oost, f"Om {hour}", starts_at=time(hour), ends_at=time(22)) for hour in (14, 9, 20, 11)]
    pks = [Occurrence.objects.get(activity=made[place]).pk for place in (1, 3, 0)]
    assert days.kept(None, **DECEMBER) == {FIRST: (pks, 4)}


def test_a_day_keeps_no_more_than_paper_shows(oost: AgendaPage) -> None:
    for hour in range(8, 16):
        make_activity(oost, f"Om {hour}", starts_at=time(hour), ends_at=time(22))
    assert {(len(row.first), row.total) for row in AgendaDay.objects.all()} == {(6, 8)}


def test_a_moved_a_skipped_and_a_hidden_date_are_counted_where_they_are(oost: AgendaPage) -> None:
    activity = make_activity(oost, "Koffie", repeat=Repeat.WEEKLY.value, count=3)
    stored = changes(
        ("move", {"day": "2026-12-03", "to": "2026-12-04"}, "a"),
        # Off, and it stays on the page to say so.
        ("skip", {"day": "2026-12-10"}, "b"),
        ("skip", {"day": "2026-12-17", "is_hidden": True}, "c"),
    )
    again(activity, changes=ActivityPage.changes.field.to_python(stored))
    assert totals("oost") == {date(2026, 12, 4): 1, date(2026, 12, 10): 1}


def test_another_wijk_all_wijken_and_none_any_more(oost: AgendaPage) -> None:
    activity = make_activity(oost, "Koffie")
    again(activity, also_in=[Wijk.objects.get(slug="zuid")])
    assert totals("zuid") == totals("oost") == totals() == {FIRST: 1}
    again(activity, also_in=[])
    assert (totals("zuid"), totals("oost")) == ({}, {FIRST: 1})
    again(activity, is_citywide=True)
    assert totals("zuid") == {FIRST: 1}
    again(activity, is_citywide=False)
    assert (totals("zuid"), totals()) == ({}, {FIRST: 1})
    again(activity, live=False)
    assert totals() == totals("oost") == {}


def test_what_lasts_more_days_is_not_among_them(oost: AgendaPage) -> None:
    activity = make_activity(oost, "Feest")
    again(activity, ends_on=FIRST + 2 * DAY)
    assert totals() == {}


def test_facts_that_go_are_counted_no_more(
    oost: AgendaPage, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    activity = make_activity(oost, "Koffie")
    make_activity(oost, "Thee")
    with django_capture_on_commit_callbacks(execute=True):
        activity.delete()
    assert totals() == totals("oost") == {FIRST: 1}


def test_the_days_that_come_within_the_horizon_are_counted(oost: AgendaPage) -> None:
    make_activity(oost, "Koffie", repeat=Repeat.WEEKLY.value)
    last = AgendaDay.objects.latest("day").day
    extend_all(NOW + 7 * DAY)
    assert set(AgendaDay.objects.filter(day__gt=last).values_list("day", "total", "wijk__slug")) == {
        (last + 7 * DAY, 1, None),
        (last + 7 * DAY, 1, "oost"),
    }


def test_the_daily_job_mends_what_is_wrong_and_leaves_the_rest(oost: AgendaPage) -> None:
    make_activity(oost, "Koffie", repeat=Repeat.WEEKLY.value, count=3)
    assert days.rebuild(NOW) == 0
    AgendaDay.objects.filter(day=FIRST).update(total=9)
    AgendaDay.objects.filter(day=FIRST + 7 * DAY).delete()
    AgendaDay.objects.create(day=FIRST + DAY, total=1, first=[1])
    # The city and Oost: wrong, missing; and one of the city that should not be.
    assert days.rebuild(NOW) == 5
    assert totals() == totals("oost") == {FIRST: 1, FIRST + 7 * DAY: 1, FIRST + 14 * DAY: 1}


def test_other_filters_count_for_themselves(oost: AgendaPage) -> None:
    place = Organisation.objects.create(name="Het huis", street="Kerkstraat 1")
    make_activity(oost, "Koffie", place=place)
    make_activity(oost, "Riool", kind=Activity.Kind.WORKS.value)
    make_activity(oost, "Spel", audience=Activity.Audience.CHILDREN.value)
    wijk = Wijk.objects.get(slug="oost").pk
    for chosen in ({"kind": "werk"}, {"audience": "kinderen"}, {"place": place.pk}, {"kind": "werk", "wijk": wijk}):
        found = Filters(chosen).days(**DECEMBER)
        assert [total for _pks, total in found.values()] == [1], chosen
    assert Filters({"kind": "spreekuur"}).days(**DECEMBER) == {}


def test_publishing_counts_in_as_many_queries_in_a_full_calendar(oost: AgendaPage) -> None:
    activity = make_activity(oost, "Koffie", repeat=Repeat.WEEKLY.value)
    counts = []
    for number in (0, 20):
        for made in range(number):
            make_activity(oost, f"Ding {made}", repeat=Repeat.WEEKLY.value)
        page_of(activity).__class__.objects.filter(translation_key=activity.translation_key).update(
            starts_at=time(11 + bool(number)), ends_at=time(13)
        )
        with CaptureQueriesContext(connection) as queries:
            sync_activity(translation_key=activity.translation_key, now=NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_place_that_the_title_names_is_not_told_again(client: Client, oost: AgendaPage) -> None:
    make_activity(oost, "Spelen in De hal", slug="spelen", place_name="De hal")
    make_activity(oost, "Koffie", place_name="Het huis")
    for query in ("?beeld=lijst&maand=2026-12", "?maand=2026-12&print"):
        html = client.get(f"/wijken/oost/agenda/{query}").text
        assert (html.count("De hal"), html.count("Het huis")) == (1, 1), query


def test_a_title_that_looks_like_markup_is_shown_as_it_is(client: Client, oost: AgendaPage) -> None:
    odd = "<b>\"Koffie\" & 'thee'</b>"
    make_activity(oost, odd, slug="koffie", place_name="<i>De hal</i>", street="")
    for query in ("?maand=2026-12", "?beeld=lijst&maand=2026-12", "?maand=2026-12&print"):
        html = client.get(f"/wijken/oost/agenda/{query}").text
        assert "&lt;b&gt;&quot;Koffie&quot; &amp; &#x27;thee&#x27;&lt;/b&gt;" in html
        assert "&lt;i&gt;De hal&lt;/i&gt;" in html
        assert "<b>&quot;" not in html
        assert "<i>De" not in html


@pytest.mark.django_db(transaction=True)
def test_who_publish_at_the_same_time_count_each_other(oost: AgendaPage) -> None:
    keys = [make_activity_page(oost, f"Ding {number}").translation_key for number in range(6)]
    start, failed = threading.Barrier(len(keys)), []

    def publish(key: UUID) -> None:
        start.wait()
        try:
            sync_activity(translation_key=key, now=NOW)
        except Exception as error:  # noqa: BLE001 (of a thread: told below)
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[key]) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert totals() == totals("oost") == {FIRST: 6}
    assert days.rebuild(NOW) == 0


def test_the_migration_counts_what_is_there_as_publishing_does(oost: AgendaPage) -> None:
    make_activity(oost, "Koffie", repeat=Repeat.WEEKLY.value, also_in=[Wijk.objects.get(slug="zuid")])
    make_activity(oost, "Feest", is_citywide=True)
    make_activity(oost, "Riool", ends_on=FIRST + 9 * DAY)
    AgendaDay.objects.all().delete()
    import_module("pages.migrations.0008_count_agenda_days").fill(apps, None)
    assert AgendaDay.objects.count() > 200
    assert days.rebuild(NOW) == 0
