"""The index of the search asked straight, for who wants a few texts quickly and not the best ones in order.

The search itself weighs all that it finds. This stops at a set number, so that it costs the same in a large town: on
SQLite at the newest, on PostgreSQL at any. What it finds may have been taken off the site since: the caller looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

# CROSS JOIN, since SQLite would else look up every entry of the index by itself.
_SQLITE = """
    SELECT entry.object_id FROM wagtailsearch_indexentry_fts AS texts
    CROSS JOIN wagtailsearch_indexentry AS entry ON entry.id = texts.rowid
    WHERE wagtailsearch_indexentry_fts MATCH %s AND entry.content_type_id = %s
    ORDER BY texts.rowid DESC LIMIT %s
"""
_POSTGRESQL = """
    SELECT object_id FROM wagtailsearch_indexentry
    WHERE body @@ to_tsquery('simple', %s) AND content_type_id = %s LIMIT %s
"""


def with_words(model: type[models.Model], groups: Iterable[Sequence[str]], *, most: int) -> list[int]:
    """The keys of at most so many indexed objects whose text holds all stems of one of the groups. One query.

    groups: stems as `cms.stems` makes them: letters and digits alone, at least one in each group.
    """
    is_sqlite = connection.vendor == "sqlite"
    both, either = (" AND ", " OR ") if is_sqlite else (" & ", " | ")
    asked = either.join(f"({both.join(_quoted(stem) for stem in group)})" for group in groups)
    if not asked:
        return []
    kind = ContentType.objects.get_for_model(model).pk
    with connection.cursor() as cursor:
        cursor.execute(
            _SQLITE if is_sqlite else _POSTGRESQL, [f"body : ({asked})" if is_sqlite else asked, kind, most]
        )
        return [int(key) for (key,) in cursor.fetchall()]


def _quoted(stem: str) -> str:
    """A stem as both databases take a plain word."""
    mark = '"' if connection.vendor == "sqlite" else "'"
    return f"{mark}{stem}{mark}"
