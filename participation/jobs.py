"""What the worker repeats for participation. Each may run twice."""

from datetime import datetime, timedelta

from cms.registries import PeriodicJob
from cms.workdays import AMSTERDAM
from participation.services import asking, audit_books, campaigns, exports, news, orphans, quarantine, reminders

# Local time.
MORNING_HOUR = 7


def close_due(now: datetime) -> None:
    """Close the periods of support that are over."""
    campaigns.close_due(now)


def remind_closing(now: datetime) -> None:
    """Tell initiators that their period ends in a week."""
    campaigns.remind_closing(now)


def tell_followers(now: datetime) -> None:
    """Mail what became of a plan to supporters who asked for news."""
    news.tell_followers(now)


def rescan_files(now: datetime) -> None:
    """Scan the files again that no virus scanner had a verdict on."""
    quarantine.rescan(now=now)


def sweep_files(now: datetime) -> None:
    """Remove stored files that belong to nothing."""
    orphans.sweep(now=now)


def audit_ledger(now: datetime) -> None:
    """Put in the log what is wrong with the books."""
    audit_books.audit_daily(now)


def purge_exports(now: datetime) -> None:
    """Remove files with cases whose day is over."""
    exports.purge(now, False)


def remind(now: datetime) -> None:
    """Queue the reminders, digests and questions of today, from seven in the morning: nobody wants them at night."""
    here = now.astimezone(AMSTERDAM)
    if here.hour >= MORNING_HOUR:
        reminders.send_digests(today=here.date(), now=now)
        asking.ask_closing(now)
        asking.ask_look_back(now)


JOBS: tuple[PeriodicJob, ...] = (
    PeriodicJob("support_close", timedelta(minutes=5), close_due),
    PeriodicJob("support_week", timedelta(hours=1), remind_closing),
    PeriodicJob("support_news", timedelta(minutes=15), tell_followers),
    PeriodicJob("reminders", timedelta(hours=1), remind),
    PeriodicJob("files_rescan", timedelta(minutes=5), rescan_files),
    PeriodicJob("exports_purge", timedelta(minutes=15), purge_exports),
    PeriodicJob("files_sweep", timedelta(days=1), sweep_files),
    PeriodicJob("ledger_audit", timedelta(days=1), audit_ledger),
)
