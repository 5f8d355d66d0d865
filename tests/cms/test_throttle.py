"""Throttles count in the database, without keeping whom they count."""

import threading
from datetime import datetime, timedelta

import pytest

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cms import throttle
from cms.models import ThrottleCount

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_the_hit_after_the_limit_is_refused_and_a_new_window_starts_afresh(now: datetime) -> None:
    answers = [throttle.hit("link", "a", limit=3, per=HOUR, now=now + timedelta(minutes=n)) for n in range(5)]
    assert answers == [True, True, True, False, False]
    assert not throttle.hit("link", "a", limit=3, per=HOUR, now=now + HOUR - timedelta(microseconds=1))
    assert throttle.hit("link", "a", limit=3, per=HOUR, now=now + HOUR)
    assert ThrottleCount.objects.get().hit_count == 1


@pytest.mark.django_db
def test_names_and_keys_are_counted_apart(now: datetime) -> None:
    assert throttle.hit("link", "a", limit=1, per=HOUR, now=now)
    assert throttle.hit("link", "b", limit=1, per=HOUR, now=now)
    assert throttle.hit("form", "a", limit=1, per=HOUR, now=now)
    assert not throttle.hit("link", "a", limit=1, per=HOUR, now=now)


@pytest.mark.django_db
def test_looking_counts_nothing_and_forgetting_starts_afresh(now: datetime) -> None:
    throttle.hit("link", "a", limit=2, per=HOUR, now=now)
    assert not throttle.is_full("link", "a", limit=2, now=now)
    throttle.hit("link", "a", limit=2, per=HOUR, now=now)
    assert throttle.is_full("link", "a", limit=2, now=now)
    assert not throttle.is_full("link", "a", limit=2, now=now + HOUR)
    throttle.forget("link", "a")
    assert not throttle.is_full("link", "a", limit=2, now=now)


@pytest.mark.django_db
def test_several_limits_are_counted_in_one_statement_each_by_itself(now: datetime) -> None:
    post, letter = throttle.Limit("post", "a", 3, HOUR, now), throttle.Limit("mail", "b", 1, HOUR, now)
    with CaptureQueriesContext(connection) as queries:
        assert throttle.hit_all(post, letter) == [True, True]
    assert len(queries) == 1
    assert throttle.hit_all(post, letter) == [True, False]
    assert throttle.hit_all(letter, post) == [False, True]
    assert throttle.hit_all(post, letter) == [False, False]
    later = [limit._replace(now=now + HOUR) for limit in (post, letter)]
    assert throttle.hit_all(*later) == [True, True]


@pytest.mark.django_db
def test_the_key_is_stored_as_a_hash_that_differs_by_name(now: datetime) -> None:
    throttle.hit("link", "jan@example.org", limit=1, per=HOUR, now=now)
    throttle.hit("form", "jan@example.org", limit=1, per=HOUR, now=now)
    stored = list(ThrottleCount.objects.values_list("key_hash", flat=True))
    assert len(set(stored)) == 2
    assert all(len(text) == 64 and "jan" not in text for text in stored)


@pytest.mark.django_db
def test_windows_that_ended_are_purged(now: datetime) -> None:
    throttle.hit("link", "a", limit=1, per=HOUR, now=now)
    throttle.hit("link", "b", limit=1, per=2 * HOUR, now=now)
    assert throttle.purge(now + HOUR, True) == 1
    assert throttle.purge(now + HOUR, False) == 1
    assert ThrottleCount.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_hits_at_the_same_time_are_all_counted(now: datetime) -> None:
    answers, start = [], threading.Barrier(10)

    def knock() -> None:
        try:
            start.wait()
            for _turn in range(5):
                answers.append(throttle.hit("link", "a", limit=20, per=HOUR, now=now))
        finally:
            connection.close()

    threads = [threading.Thread(target=knock) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers.count(True), answers.count(False)) == (20, 30)
    assert ThrottleCount.objects.get().hit_count == 50


@pytest.mark.parametrize(
    ("behind_proxy", "remote", "forwarded", "counted"),
    [
        (False, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (True, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (True, "10.0.0.1", "6.6.6.6, 7.7.7.7, 198.51.100.1", "198.51.100.1"),
        (True, "10.0.0.1", None, "10.0.0.1"),
        (True, "10.0.0.1", "niets", ""),
        (False, "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        (False, "::ffff:203.0.113.7", None, "203.0.113.7"),
        (False, "", None, ""),
    ],
)
def test_a_visitor_can_not_choose_the_address_to_count_by(settings, behind_proxy, remote, forwarded, counted) -> None:
    settings.BEHIND_PROXY = behind_proxy
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert throttle.client_ip(RequestFactory().get("/", REMOTE_ADDR=remote, **headers)) == counted
