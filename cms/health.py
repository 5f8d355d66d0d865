"""Is the site alive, and is it ready? For load balancers and monitoring; no personal data (compliance C29)."""

from datetime import datetime, timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import periodic
from cms.mail import outbox

WORKER_SILENT_AFTER = timedelta(minutes=2)
MAIL_LATE_AFTER = timedelta(minutes=15)


class _Unmigrated(Exception):
    """Carries a no past the cache, which keeps only the yes."""


def _has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


@cache
def _all_migrated() -> bool:
    """True for as long as this process lives: what was applied stays applied.

    Raises:
        _Unmigrated: while a migration waits.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Unmigrated
    return True


def _is_migrated() -> bool:
    try:
        return _all_migrated()
    except _Unmigrated:
        return False


def report(now: datetime) -> dict[str, bool | int]:
    """Each part of a working site, and whether it works."""
    parts: dict[str, bool | int] = {"database": _has_database(), "migrations": False, "worker": False, "mail": False}
    if not parts["database"] or not _is_migrated():
        return parts
    seen = periodic.last_beat()
    late = outbox.waiting_too_long(now, after=MAIL_LATE_AFTER)
    return parts | {
        "migrations": True,
        "worker": seen is not None and now - seen < WORKER_SILENT_AFTER,
        "mail": late == 0,
        "mail_late_count": late,
    }


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """`/healthz`: this process answers and reaches the database."""
    is_alive = _has_database()
    text = "ok" if is_alive else "database"
    return HttpResponse(text, status=200 if is_alive else 503, content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """`/healthz/ready`: database, migrations, worker and mail; 503 when one of them does not work."""
    parts = report(timezone.now())
    is_ready = all(parts[name] for name in ("database", "migrations", "worker", "mail"))
    return JsonResponse({"ready": is_ready} | parts, status=200 if is_ready else 503)
