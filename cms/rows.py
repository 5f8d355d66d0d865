"""Writing rows in one statement, where Django takes up to six for a row that may be there already.

For what residents send at busy moments (performance.md): a savepoint, a failed INSERT and a way back cost more than
all that is written. Both databases know ON CONFLICT and RETURNING. No signals are sent and `save` is not called.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Field, Model

from cms.prepared import planned_once

_ONCE = " ON CONFLICT DO NOTHING"


def insert_new(row: Model) -> bool:
    """Insert a row, unless a unique constraint says that it is there; whether it was new. A new one knows its number.

    Who comes second waits until the first one's transaction ends, and may then read that row.
    """
    return bool(_insert([row], _ONCE))


def insert_all(rows: Sequence[Model]) -> None:
    """Insert rows of one model; each knows its number afterwards.

    Raises:
        IntegrityError: as `save` would.
    """
    _insert(rows, "")


def _insert(rows: Sequence[Model], conflict: str) -> list[Any]:
    connection = connections[DEFAULT_DB_ALIAS]
    has_number = rows[0].pk is not None
    sql, fields = _statement(type(rows[0]), len(rows), has_number, conflict)
    params = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with planned_once(connection), connection.cursor() as cursor:
        cursor.execute(sql, params)
        numbers = [number for (number,) in cursor.fetchall()]
    for row, number in zip(rows, numbers, strict=not conflict):
        row.pk = number
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return numbers


@lru_cache(maxsize=200)
def _statement(model: type[Model], count: int, has_number: bool, conflict: str) -> tuple[str, list[Field]]:
    """The SQL for so many rows of a model, and the fields whose values each takes in their order."""
    meta = model._meta
    fields = [
        field
        for field in meta.concrete_fields
        if not field.generated and (has_number or not isinstance(field, AutoField))
    ]
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {values}{conflict}"  # noqa: S608 (our own models)
    return f"{sql} RETURNING {quote(meta.pk.column)}", fields
