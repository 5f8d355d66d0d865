"""Publishing makes facts: one activity and its days, of that page alone, however often it is done."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, Site

from cms.models import Wijk
from pages.calendar.publish import extend_all, sync_activity
from pages.calendar.reconcile import reconcile
from pages.models import Activity, ActivityPage, AgendaPage, Occurrence, OfficeHour, Organisation
from pages.recurrence import HORIZON, Repeat
from tests.conftest import NOW
from tests.factories.calendar import FIRST, changes, make_activity, make_activity_page, make_agenda, page_of
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

DAY = timedelta(days=1)
WEEKLY = {"repeat": Repeat.WEEKLY.value}


@pytest.fixture
def oost(db: None) -> Wijk:
    return make_wijk("oost")


@pytest.fixture
def tree(site: Site, oost: Wijk) -> Tree:
    return make_tree(oost)


@pytest.fixture
def agenda(tree: Tree) -> AgendaPage:
    return make_agenda(tree.wijk_pages["oost"])


def rows_of(activity: Activity) -> list[tuple[date, bool]]:
    return list(activity.occurrences.in_order().values_list("first_day", "is_cancelled"))


def test_a_page_makes_one_activity_in_its_wijk_with_a_row_for_each_day(agenda: AgendaPage, oost: Wijk) -> None:
    activity = make_activity(agenda, **WEEKLY, count=3)
    assert list(activity.wijken.all()) == [oost]
    assert not activity.is_citywide
    assert [day for day, _off in rows_of(activity)] == [FIRST, FIRST + 7 * DAY, FIRST + 14 * DAY]


def test_a_page_of_the_city_is_for_all_wijken(tree: Tree) -> None:
    assert make_activity(make_agenda(tree.home)).is_citywide


def test_days_are_made_eighteen_months_ahead(agenda: AgendaPage) -> None:
    activity = make_activity(agenda, **WEEKLY)
    last = activity.occurrences.in_order().last()
    assert last is not None
    horizon = NOW.date() + HORIZON
    assert horizon - 7 * DAY < last.first_day <= horizon


def test_a_job_makes_the_days_that_come_into_view(agenda: AgendaPage) -> None:
    activity = make_activity(agenda, **WEEKLY)
    before = activity.occurrences.count()
    assert extend_all(NOW) == 0
    assert extend_all(NOW + 28 * DAY) == 1
    assert activity.occurrences.count() == before + 4


def test_publishing_again_keeps_the_rows_and_writes_none(
    agenda: AgendaPage, django_assert_max_num_queries: object
) -> None:
    activity = make_activity(agenda, **WEEKLY, count=5)
    keys = set(activity.occurrences.values_list("pk", flat=True))
    sync_activity(translation_key=activity.translation_key, now=NOW + DAY)
    assert set(activity.occurrences.values_list("pk", flat=True)) == keys
    activity.refresh_from_db()
    assert activity.sequence == 0


def test_publishing_one_rule_touches_its_own_rows_alone(agenda: AgendaPage) -> None:
    one, other = make_activity(agenda, "Een", **WEEKLY, count=4), make_activity(agenda, "Twee", **WEEKLY, count=4)
    before = list(other.occurrences.order_by("pk").values())
    page = page_of(one)
    page.starts_at = time(11)
    page.save()
    sync_activity(translation_key=one.translation_key, now=NOW)
    assert list(other.occurrences.order_by("pk").values()) == before
    assert {row.starts_at.hour for row in one.occurrences.all()} == {10}


def test_another_time_keeps_the_rows_and_counts_as_a_change(agenda: AgendaPage) -> None:
    activity = make_activity(agenda, **WEEKLY, count=4)
    keys = set(activity.occurrences.values_list("pk", flat=True))
    page = page_of(activity)
    page.starts_at = time(9)
    page.save()
    sync_activity(translation_key=activity.translation_key, now=NOW)
    activity.refresh_from_db()
    assert (set(activity.occurrences.values_list("pk", flat=True)), activity.sequence) == (keys, 1)


def test_a_shorter_rule_removes_the_days_that_are_over_and_no_others(agenda: AgendaPage) -> None:
    activity = make_activity(agenda, **WEEKLY, count=4)
    page = page_of(activity)
    page.count = 2
    page.save()
    sync_activity(translation_key=activity.translation_key, now=NOW)
    assert [day for day, _off in rows_of(activity)] == [FIRST, FIRST + 7 * DAY]


def test_skipped_moved_and_extra_days_are_written(agenda: AgendaPage) -> None:
    stored = changes(
        ("skip", {"day": "2026-12-10", "note": "Kerstmarkt"}, "a"),
        ("move", {"day": "2026-12-17", "to": "2026-12-18"}, "b"),
        ("extra", {"day": "2026-12-05"}, "c"),
    )
    activity = make_activity(agenda, **WEEKLY, count=3, changes=ActivityPage.changes.field.to_python(stored))
    assert rows_of(activity) == [
        (FIRST, False),
        (date(2026, 12, 5), False),
        (date(2026, 12, 10), True),
        (date(2026, 12, 18), False),
    ]
    assert activity.occurrences.get(is_cancelled=True).note == "Kerstmarkt"


def test_a_cancelled_activity_keeps_its_days_as_cancelled(agenda: AgendaPage) -> None:
    activity = make_activity(agenda, **WEEKLY, count=2, is_cancelled=True)
    assert [off for _day, off in rows_of(activity)] == [True, True]


def test_unpublishing_hides_the_days_and_publishing_brings_them_back(
    agenda: AgendaPage, django_capture_on_commit_callbacks: object
) -> None:
    activity = make_activity(agenda, **WEEKLY, count=2)
    page = page_of(activity)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert not Occurrence.objects.live().exists()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert Occurrence.objects.live().count() == 2


def test_a_deleted_page_hides_its_days(agenda: AgendaPage, django_capture_on_commit_callbacks: object) -> None:
    page = page_of(make_activity(agenda))
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert not Occurrence.objects.live().exists()


def test_a_moved_page_is_of_its_new_wijk(
    tree: Tree, agenda: AgendaPage, django_capture_on_commit_callbacks: object
) -> None:
    activity = make_activity(agenda)
    city = make_agenda(tree.home)
    with django_capture_on_commit_callbacks(execute=True):
        page_of(activity).move(city, pos="last-child")
    activity.refresh_from_db()
    assert activity.is_citywide
    assert not activity.wijken.exists()


def test_a_translation_shares_the_facts_and_decides_on_nothing(agenda: AgendaPage) -> None:
    activity = make_activity(agenda, **WEEKLY, count=2)
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    page = page_of(activity)
    other = page.copy_for_translation(english, copy_parents=True)
    other.starts_at = time(9, 30)
    other.live = True
    other.save()
    again = sync_activity(translation_key=activity.translation_key, now=NOW)
    assert again == activity
    assert {row.starts_at.hour for row in activity.occurrences.all()} == {9}


def test_unpublishing_takes_the_translation_along(agenda: AgendaPage) -> None:
    activity = make_activity(agenda)
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    page = page_of(activity)
    other = page.copy_for_translation(english, copy_parents=True)
    other.save_revision().publish()
    page.unpublish()
    sync_activity(translation_key=activity.translation_key, now=NOW)
    other.refresh_from_db()
    assert not other.live


def test_a_copy_has_facts_of_its_own_and_is_not_imported_again(agenda: AgendaPage) -> None:
    activity = make_activity(agenda, import_uid="1@elders.example")
    copy = page_of(activity).copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=False)
    assert copy.translation_key != activity.translation_key
    assert copy.import_uid == ""


class TestRepair:
    """The job that writes what a crash in between left."""

    def test_facts_that_are_missing_are_written(self, agenda: AgendaPage) -> None:
        page = make_activity_page(agenda)
        ActivityPage.objects.filter(pk=page.pk).update(last_published_at=NOW - timedelta(hours=1))
        assert reconcile(NOW) == 1
        assert Activity.objects.get(translation_key=page.translation_key).occurrences.count() == 1
        assert reconcile(NOW) == 0

    def test_facts_older_than_their_page_are_written_again(self, agenda: AgendaPage) -> None:
        activity = make_activity(agenda, now=NOW - timedelta(days=2))
        ActivityPage.objects.update(last_published_at=NOW - timedelta(days=1), starts_at=time(9))
        assert reconcile(NOW) == 1
        assert activity.occurrences.get().starts_at == datetime(2026, 12, 3, 8, tzinfo=NOW.tzinfo)

    def test_facts_without_a_page_are_hidden(self, agenda: AgendaPage) -> None:
        activity = make_activity(agenda)
        ActivityPage.objects.update(live=False)
        assert reconcile(NOW) == 1
        activity.refresh_from_db()
        assert not activity.is_live

    def test_what_was_published_just_now_is_left_to_its_own_service(self, agenda: AgendaPage) -> None:
        page = make_activity_page(agenda)
        ActivityPage.objects.filter(pk=page.pk).update(last_published_at=NOW - timedelta(seconds=30))
        assert reconcile(NOW) == 0


class TestOfficeHours:
    """A spreekuur stands in the calendar without anybody filling it in twice."""

    @pytest.fixture
    def hour(self, oost: Wijk) -> OfficeHour:
        place = Organisation.objects.create(name="St. Joseph", kind=Organisation.Kind.MEETING_PLACE)
        return OfficeHour.objects.create(
            wijk=oost,
            place=place,
            weekday=3,
            pattern=OfficeHour.Pattern.FIRST_AND_THIRD,
            starts_at=time(19),
            ends_at=time(20, 30),
            valid_from=date(2026, 12, 1),
            valid_until=date(2027, 1, 31),
        )

    def test_it_is_written_with_its_pattern_and_without_skipped_days(self, hour: OfficeHour) -> None:
        from pages.calendar.office_hours import sync_office_hour
        from pages.models import SkippedOfficeHour

        SkippedOfficeHour.objects.create(office_hour=hour, day=date(2027, 1, 7))
        activity = sync_office_hour(pk=hour.pk, now=NOW)
        assert activity is not None
        assert rows_of(activity) == [
            (date(2026, 12, 3), False),
            (date(2026, 12, 17), False),
            (date(2027, 1, 7), True),
            (date(2027, 1, 21), False),
        ]

    def test_the_job_finds_one_without_facts(self, hour: OfficeHour) -> None:
        reconcile(NOW)
        assert Activity.objects.get(office_hour=hour).kind == Activity.Kind.OFFICE_HOUR

    def test_saving_it_writes_its_facts(self, hour: OfficeHour, django_capture_on_commit_callbacks: object) -> None:
        with time_machine.travel(NOW, tick=False), django_capture_on_commit_callbacks(execute=True):
            hour.starts_at = time(18)
            hour.save()
        assert Activity.objects.get(office_hour=hour).occurrences.first().starts_at.hour == 17

    def test_it_goes_with_the_row(self, hour: OfficeHour) -> None:
        reconcile(NOW)
        hour.delete()
        assert not Occurrence.objects.exists()


def test_a_year_of_days_is_written_in_few_queries(agenda: AgendaPage) -> None:
    from django.db import connection

    page = make_activity_page(agenda, repeat=Repeat.DAILY.value)
    with CaptureQueriesContext(connection) as queries:
        sync_activity(translation_key=page.translation_key, now=NOW)
    assert Occurrence.objects.count() > 500
    assert len(queries) < 35
