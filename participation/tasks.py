"""What the worker runs for participation. Each may run twice."""

from django_tasks import task

from django.http import QueryDict
from django.utils import timezone

from participation.models import Export
from participation.services import exports


# Behind mail and scheduled publishing: a long file holds up nobody.
@task(priority=-10)
def make_export(pk: int) -> None:
    """Make one file of cases, with the eyes of who asked for it."""
    from participation.admin.reader import reader_of  # forms of the admin, which a worker else has no use for

    export = Export.objects.select_related("user").filter(pk=pk).first()
    if export is None:
        return
    try:
        reader = reader_of(export.user)
        is_picked = export.case_ids is not None
        cases = reader.every_case if is_picked else reader.cases(reader.form(QueryDict(export.query)))
        exports.make(export=export, cases=cases, now=timezone.now())
    except Exception:
        exports.fail(pk=pk)
        raise
