"""What the worker runs for the ground floor. Each may run twice."""

from django_tasks import task

from django.utils import timezone

from cms import periodic
from cms.mail import outbox


# Ahead of the search index: somebody waits for it, and a receipt comes within a minute (forms.md). Whoever publishes
# many pages at once leaves hundreds of tasks behind.
@task(priority=5)
def deliver(mail_id: int) -> bool:
    """Try to send one mail of the outbox."""
    return outbox.deliver(mail_id, now=timezone.now())


# Ahead of mail, so that a long queue does not hold up scheduled publishing.
@task(priority=10)
def run_periodic(name: str) -> None:
    """Run one turn of a periodic job."""
    periodic.run(name, now=timezone.now())
