"""Count the days of the calendar for the rows that are there already."""

from collections import defaultdict
from typing import Any

from django.db import migrations

# As many as `pages.calendar.days` kept when this was written; the daily job counts all days again.
MOST_FIRST = 6


def fill(apps: Any, schema_editor: Any) -> None:
    """Count each day once for the city, and for each wijk that shows what begins on it."""
    activity, day = apps.get_model("pages", "Activity"), apps.get_model("pages", "AgendaDay")
    wijken = list(apps.get_model("cms", "Wijk").objects.values_list("pk", flat=True))
    shown_in: dict[int, set[int]] = defaultdict(set)
    for of, wijk in activity.wijken.through.objects.values_list("activity_id", "wijk_id"):
        shown_in[of].add(wijk)
    citywide = set(activity.objects.filter(is_citywide=True).values_list("pk", flat=True))
    rows = apps.get_model("pages", "Occurrence").objects.filter(is_live=True, is_long=False)
    counted: dict[tuple[int | None, Any], list[int]] = defaultdict(list)
    totals: dict[tuple[int | None, Any], int] = defaultdict(int)
    order = ("first_day", "starts_at", "pk")
    for of, on, pk in rows.order_by(*order).values_list("activity_id", "first_day", "pk").iterator(chunk_size=5000):
        for wijk in (None, *(wijken if of in citywide else shown_in[of])):
            totals[wijk, on] += 1
            if totals[wijk, on] <= MOST_FIRST:
                counted[wijk, on].append(pk)
    made = [day(wijk_id=wijk, day=on, first=first, total=totals[wijk, on]) for (wijk, on), first in counted.items()]
    day.objects.bulk_create(made, batch_size=500)


class Migration(migrations.Migration):
    """After the table itself."""

    dependencies = [("pages", "0007_agenda_days")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
