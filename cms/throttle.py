"""Limits that hold over all processes, because they count in the database (ARCHITECTURE rule 10).

One statement counts and answers, so parallel requests can't slip past the limit. Call `hit` before the
transaction of the real work: what is rolled back is not counted.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from cms.crypto import keyed_hash
from cms.models import ThrottleCount

_ROW = "(%s, %s, 1, %s)"
_COUNT = """
    INSERT INTO cms_throttlecount (name, key_hash, hit_count, expires_at) VALUES {rows}
    ON CONFLICT (name, key_hash) DO UPDATE SET
        hit_count = CASE WHEN cms_throttlecount.expires_at <= %s THEN 1 ELSE cms_throttlecount.hit_count + 1 END,
        expires_at = CASE WHEN cms_throttlecount.expires_at <= %s THEN excluded.expires_at
                     ELSE cms_throttlecount.expires_at END
    RETURNING {returned}
"""
# Also a part of a larger statement, for who counts and writes at once (polls.services.casting); with `params`.
COUNT = _COUNT.format(rows=_ROW, returned="hit_count")


def _hash(name: str, key: str) -> str:
    return keyed_hash(f"throttle:{name}", key)


class Limit(NamedTuple):
    """At most so many hits of a key in a window that opens at the first one. now: aware."""

    name: str
    key: str
    most: int
    per: timedelta
    now: datetime

    @property
    def params(self) -> list[Any]:
        """What `COUNT` asks for."""
        started = connection.ops.adapt_datetimefield_value(self.now)
        ends = connection.ops.adapt_datetimefield_value(self.now + self.per)
        return [self.name, _hash(self.name, self.key), ends, started, started]

    def hit(self) -> bool:
        """Count one hit; True while there were at most `most` in the window."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT, self.params)
            return cursor.fetchone()[0] <= self.most


def hit_all(*limits: Limit) -> list[bool]:
    """Count one hit for each of some limits at one moment, in one statement; for each, whether it was within it."""
    # In one order for everybody, so that no two wait for each other.
    params = sorted(limit.params for limit in limits)
    sql = _COUNT.format(rows=", ".join([_ROW] * len(limits)), returned="name, key_hash, hit_count")
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for one in params for value in one[:3]] + params[0][3:])
        counted = {(name, key_hash): count for name, key_hash, count in cursor.fetchall()}
    return [counted[tuple(limit.params[:2])] <= limit.most for limit in limits]


def hit(name: str, key: str, *, limit: int, per: timedelta, now: datetime) -> bool:
    """Count one hit; True while there were at most `limit` in the window. A window opens at the first hit."""
    return Limit(name, key, limit, per, now).hit()


def is_full(name: str, key: str, *, limit: int, now: datetime) -> bool:
    """Whether the next hit would be one too many. Counts nothing."""
    return ThrottleCount.objects.filter(
        name=name, key_hash=_hash(name, key), expires_at__gt=now, hit_count__gte=limit
    ).exists()


def forget(name: str, key: str) -> None:
    """Start again at nought, such as after a good password."""
    ThrottleCount.objects.filter(name=name, key_hash=_hash(name, key)).delete()


def purge(now: datetime, dry_run: bool) -> int:
    """Remove windows that have ended."""
    rows = ThrottleCount.objects.filter(expires_at__lte=now)
    return rows.count() if dry_run else rows.delete()[0]


def client_ip(request: HttpRequest) -> str:
    """The address to count by, "" when there is none.

    X-Forwarded-For is believed only behind a proxy of ours (BEHIND_PROXY), and then only the last entry, which
    that proxy wrote: the rest is the visitor's own word (CVE-2023-44463). A household or phone has a whole /64 of
    IPv6 addresses, so that is what counts there.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        text = request.META.get("HTTP_X_FORWARDED_FOR", text).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)
