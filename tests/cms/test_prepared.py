"""Prepared queries: the same rows as the queryset, however often and by whichever thread they are asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from django.conf import settings
from django.db import connection
from django.db.models import BigIntegerField, DateField, F, IntegerField, TextField, UUIDField, Value

from wagtail.models import Page

from cms.models import Heartbeat, Wijk, WijkRole
from cms.prepared import Keys, Prepared, PreparedEach, Slot
from tests.factories.cms import make_buurt, make_wijk, staff

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 20, 13, 32, tzinfo=UTC)


def names_of_slug() -> Prepared:
    return Prepared(lambda: Wijk.objects.filter(slug=Slot("slug", TextField())).values_list("name", "slug"))


def test_it_gives_tuples_of_what_fills_its_places() -> None:
    make_wijk("oost", "1221")
    make_wijk("zuid", "1214")
    question = names_of_slug()

    assert question.rows(slug="zuid") == [("Zuid", "zuid")]
    assert question.rows(slug="oost") == [("Oost", "oost")]
    assert question.rows(slug="west") == []


def test_it_writes_its_sql_once_and_asks_one_query_each_time(django_assert_num_queries: Callable[..., object]) -> None:
    made = []

    def build() -> object:
        made.append(1)
        return Wijk.objects.filter(slug=Slot("slug", TextField())).values_list("name")

    question = Prepared(build)
    with django_assert_num_queries(3):
        for _ in range(3):
            question.rows(slug="oost")
    assert made == [1]


def test_it_gives_objects_with_what_comes_along(django_assert_num_queries: Callable[..., object]) -> None:
    wijk = make_wijk("oost", "1221")
    staff("wijkregisseur", wijk)
    question = Prepared(
        lambda: (
            WijkRole.objects.filter(wijk_id=Slot("wijk", IntegerField()))
            .select_related("user", "wijk")
            .annotate(place=F("wijk__slug"))
        )
    )

    with django_assert_num_queries(1):
        (role,) = question.rows(wijk=wijk.pk)
        assert (role.wijk, role.place, role.user.is_active) == (wijk, "oost", True)
    role.refresh_from_db()  # an object like any other


def test_values_come_in_pythons_types_and_change_between_askings() -> None:
    Heartbeat.objects.create(name="worker", beat_at=MOMENT)
    question = Prepared(lambda: Heartbeat.objects.filter(name="worker").values_list("beat_at"))
    assert question.rows() == [(MOMENT,)]

    Heartbeat.objects.update(beat_at=MOMENT.replace(day=21))
    assert question.rows() == [(MOMENT.replace(day=21),)]


def test_a_day_fills_a_place_also_within_a_union() -> None:
    wijk = make_wijk("oost", "1221")
    make_buurt(wijk, "Wegaplein")
    on = Slot("on", DateField())
    wijk.themes.create(name="Nu", valid_until=date(2026, 11, 20))
    question = Prepared(
        lambda: (
            wijk.buurten.order_by()
            .values_list(Value("buurt"), "name")
            .union(wijk.themes.filter(valid_until__gte=on).order_by().values_list(Value("thema"), "name"), all=True)
        )
    )

    assert sorted(question.rows(on=date(2026, 11, 20))) == [("buurt", "Wegaplein"), ("thema", "Nu")]
    assert question.rows(on=date(2026, 11, 21)) == [("buurt", "Wegaplein")]


def test_words_from_outside_stay_words() -> None:
    make_wijk("oost", "1221")
    assert names_of_slug().rows(slug="oost' OR '1'='1") == []


def test_a_place_left_open_is_an_error() -> None:
    with pytest.raises(KeyError):
        names_of_slug().rows()


def test_of_many_subjects_each_has_its_own_question_and_the_oldest_goes() -> None:
    make_wijk("oost", "1221")
    each = PreparedEach(most=2)

    def build(name: str) -> Callable[[], object]:
        return lambda: Wijk.objects.values_list(Value(name))

    first = each.get("a", build("a"))
    assert each.get("a", build("other")) is first
    assert [each.get(name, build(name)).rows() for name in "abc"] == [[("a",)], [("b",)], [("c",)]]
    assert each.get("a", build("again")).rows() == [("again",)]


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite keeps no plans")
def test_postgresql_keeps_the_plan_of_what_is_asked_often_and_of_that_alone() -> None:
    make_wijk("oost", "1221")
    question = names_of_slug()
    for number in range(8):
        assert question.rows(slug="oost") == [("Oost", "oost")]
        assert question.rows(slug=f"west {number}") == []
        assert not Wijk.objects.filter(slug=f"zuid {number}").exists()

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [statement for (statement,) in cursor.fetchall()]
    assert len(kept) == 1
    assert "$1" in kept[0]


@pytest.mark.django_db(transaction=True)
def test_threads_ask_it_at_once_each_over_its_own_connection() -> None:
    for slug in ("oost", "zuid", "west"):
        make_wijk(slug)
    question = Prepared(lambda: Wijk.objects.filter(slug=Slot("slug", TextField())).order_by("pk"))
    found: list[tuple[str, list[str]]] = []

    def ask(slug: str) -> None:
        try:
            for _ in range(50):
                found.append((slug, [wijk.slug for wijk in question.rows(slug=slug)]))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(slug,)) for slug in ("oost", "zuid", "west") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 300
    assert all(slugs == [slug] for slug, slugs in found)


@pytest.mark.postgres
def test_what_is_always_the_same_stands_in_the_sql_itself() -> None:
    make_wijk("oost", "1221")
    odd = "50% of 'niets' %s"
    question = Prepared(
        lambda: Wijk.objects.filter(slug=Slot("slug", TextField()), position__gte=0).values_list(
            Value(odd), Value("\\"), "slug"
        )
    )
    for _ in range(7):  # more often than it takes to be planned once
        assert question.rows(slug="oost") == [(odd, "\\", "oost")]
    plan = question._plans["postgresql"]
    assert [slot.name for slot in plan.params] == ["slug"]
    assert question.rows(slug="' OR '1'='1") == []


@pytest.mark.parametrize("slugs", [["zuid"], ["zuid", "oost"], ["zuid", "zuid", "nergens"]])
def test_a_list_of_keys_is_one_place_however_long_it_is(slugs: list[str]) -> None:
    made = []
    for slug, postcode in (("oost", "1221"), ("zuid", "1214")):
        make_wijk(slug, postcode)

    def build() -> object:
        made.append(1)
        return Wijk.objects.filter(slug__in=Keys("slugs", TextField())).order_by("slug").values_list("slug", flat=True)

    question = Prepared(build)
    for _ in range(8):
        assert question.rows(slugs=slugs) == sorted({*slugs} - {"nergens"})
    assert question.rows(slugs=[]) == []
    assert question.rows(slugs=["nergens"] * 300) == []
    assert made == [1]


def test_keys_are_numbers_and_uuids_as_well() -> None:
    wijk = make_wijk("oost", "1221")
    numbers = Prepared(lambda: Wijk.objects.filter(pk__in=Keys("pks", BigIntegerField())).values_list("pk"))
    assert numbers.rows(pks=[wijk.pk, 2**40]) == [(wijk.pk,)]
    page = Page.objects.get(depth=1)
    keys = Prepared(lambda: Page.objects.filter(translation_key__in=Keys("keys", UUIDField())).values_list("depth"))
    assert keys.rows(keys=[page.translation_key, uuid4()]) == [(1,)]
