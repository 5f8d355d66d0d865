"""Querysets whose SQL is written once, for the few pages that everybody asks for.

Writing the SQL of a queryset takes Django ten times as long as asking it (performance.md: three quarters of what a
query costs is Python). A prepared query is an ordinary queryset with open places for what differs each time:

    _NAMES = Prepared(lambda: Wijk.objects.filter(cluster=Slot("cluster", IntegerField())).values_list("name"))
    _NAMES.rows(cluster=3)

What is prepared must not hang on the moment or the language: the moment goes into an open place, and for each language
there is a query of its own (`functools.cache` on the function that makes it).
"""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Slot(Expression):
    """An open place in a prepared query, for a value of the type of `field`."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Slot]]:
        """A parameter that is filled in later; the list of parameters says where."""
        return "%s", [self]

    def filled(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The parameter for a value."""
        return self.output_field.get_db_prep_value(value, connection)


class Keys(Slot):
    """An open place for a list of values, at the right of `__in`: however long the list, the SQL is the same.

    PostgreSQL takes an array and SQLite takes JSON, one parameter each. A hundred open places would be read anew for
    each question, and the database would make a plan for each number of them.
    """

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Slot]]:
        """The elements of an array."""
        return f"(SELECT unnest(%s::{self.output_field.db_type(connection)}[]))", [self]

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Slot]]:
        """The elements of a list in JSON."""
        return "(SELECT value FROM json_each(%s))", [self]

    def filled(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The parameter for a list of values."""
        found = [self.output_field.get_db_prep_value(each, connection) for each in value]
        return found if connection.vendor == "postgresql" else json.dumps(found)


# By the place of a column: the functions that its values go through one by one, and the column.
Converters = dict[int, tuple[list[Callable[..., Any]], Any]]


@dataclass(frozen=True)
class _Plan:
    """A queryset, and the compiler that wrote its SQL and knows what the columns are."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    # The columns whose values the database hands over in another type, by their place.
    converted: dict[int, Any]
    # What makes these into Python's types, for the connection of each thread.
    converters: WeakKeyDictionary[BaseDatabaseWrapper, Converters] = field(default_factory=WeakKeyDictionary)


class Prepared:
    """A queryset that is made once, at its first use, and asked many times. Safe with threads."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build
        self._plans: dict[str, _Plan] = {}

    def rows(self, **values: Any) -> list[Any]:
        """Ask it, and give what the queryset gives: objects or tuples. values: by the name of the slot.

        Raises:
            KeyError: when a slot is left open.
        """
        # Django's `connection` looks up that of this thread again for every attribute.
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = self._plan(connection)
        params = tuple(_filled(param, values, connection) for param in plan.params)
        converters = plan.converters.get(connection)
        if converters is None:
            converters = plan.converters[connection] = _converters(plan.converted, connection)
        compiler = _twin(plan.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (plan.sql, params)
        compiler.get_converters = lambda columns: converters
        query, asked = _twin(plan.queryset.query), _twin(plan.queryset)
        query.get_compiler = lambda *args, **kwargs: compiler
        # Past the setter of `query`, which would make tuples into dicts.
        asked._query, asked._result_cache = query, None
        with planned_once(connection):
            return list(asked)

    def _plan(self, connection: BaseDatabaseWrapper) -> _Plan:
        queryset = self._build()
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if connection.vendor == "postgresql":
            sql, params = _written_out(sql, params, connection)
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        converted = {at: columns[at] for at in compiler.get_converters(columns)}
        compiler.connection = None  # it belongs to this thread
        return _Plan(queryset, compiler, sql, tuple(params), converted)


class PreparedEach:
    """A prepared query for each of some subjects, such as the pages of the wijken; the oldest one out first."""

    def __init__(self, *, most: int = 200) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Prepared] = OrderedDict()

    def get(self, key: Hashable, build: Callable[[], QuerySet]) -> Prepared:
        """The query of a subject. key: everything that its SQL and its fixed parameters hang on."""
        with self._lock:
            found = self._known.setdefault(key, Prepared(build))
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return found


@contextmanager
def planned_once(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """On PostgreSQL, send values apart from the SQL, so that the database keeps its plan for the same SQL.

    To plan the unions of a wijk page takes it five times as long as to answer them. Django puts the values into the
    SQL, and so do all other queries here. Which SQL is planned once, psycopg decides: `prepare_threshold` in settings.
    And `plan_cache_mode` there keeps PostgreSQL from planning anew for each set of values.
    """
    # Django can't tell the SQL of such a query to who looks on (DEBUG, tests that read queries).
    if connection.vendor != "postgresql" or connection.queries_logged:
        yield
        return
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    raw = connection.connection
    usual, raw.cursor_factory = raw.cursor_factory, ServerBindingCursor
    try:
        yield
    finally:
        raw.cursor_factory = usual


def _written_out(sql: str, params: Iterable[Any], connection: BaseDatabaseWrapper) -> tuple[str, list[Slot]]:
    """The SQL with every value in it that is always the same, so that the one plan may count on these.

    PostgreSQL uses an index of some rows alone only where it sees in the SQL that no others are asked for.
    """
    from psycopg.sql import Literal

    connection.ensure_connection()
    left, slots, parts = iter(params), [], []
    for part in re.split("(%%|%s)", sql):
        param = next(left) if part == "%s" else None
        if isinstance(param, Slot):
            slots.append(param)
        elif part == "%s":
            part = Literal(param).as_string(connection.connection).replace("%", "%%")
        parts.append(part)
    return "".join(parts), slots


def _filled(param: Any, values: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
    if not isinstance(param, Slot):
        return param
    return param.filled(values[param.name], connection)


def _converters(converted: dict[int, Any], connection: BaseDatabaseWrapper) -> Converters:
    """As Django's own for a connection, without a look at the columns that need none."""
    return {
        at: (connection.ops.get_db_converters(column) + column.get_db_converters(connection), column)
        for at, column in converted.items()
    }


def _twin(thing: Any) -> Any:
    """The same thing with attributes of its own; `copy.copy` would make a queryset ask its rows first."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin
