"""Append-only tables: the database itself refuses to change or remove their rows (ARCHITECTURE rule 9).

SQLite drops triggers silently when a migration rebuilds a table, so they are put in place by a migration and
again after every `migrate`. An app names its tables in `AppConfig.ready()`: `append_only("participation.event")`.
"""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

_labels: list[str] = []

_POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION wijkplein_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'append-only: %% refuses %%', TG_TABLE_NAME, TG_OP; END $$
"""


def append_only(model: str) -> None:
    """Declare a model ("app.model") append-only. Twice is once."""
    label = model.lower()
    if label not in _labels:
        _labels.append(label)


def labels() -> list[str]:
    """The models that were declared, in lower case."""
    return list(_labels)


def _tables(connection: BaseDatabaseWrapper, app_label: str | None) -> list[str]:
    """Tables of the declared models that exist by now, of one app or of all."""
    existing = set(connection.introspection.table_names())
    wanted = [apps.get_model(label) for label in _labels if app_label in (None, label.partition(".")[0])]
    return [model._meta.db_table for model in wanted if model._meta.db_table in existing]


def _names(table: str) -> list[tuple[str, str]]:
    return [(f"append_only_{table}_{event.lower()}", event) for event in ("UPDATE", "DELETE")]


def install(connection: BaseDatabaseWrapper, app_label: str | None = None) -> None:
    """Put the triggers on every declared table that exists. May be called any number of times."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION.replace("%%", "%"))
        for table in _tables(connection, app_label):
            for name, event in _names(table):
                if connection.vendor == "sqlite":
                    cursor.execute(
                        f"CREATE TRIGGER IF NOT EXISTS {quote(name)} BEFORE {event} ON {quote(table)} "
                        f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} refuses {event}'); END"
                    )
                else:
                    cursor.execute(
                        f"CREATE OR REPLACE TRIGGER {quote(name)} BEFORE {event} ON {quote(table)} "
                        "FOR EACH ROW EXECUTE FUNCTION wijkplein_append_only()"
                    )
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {quote(f'append_only_{table}_truncate')} BEFORE TRUNCATE "
                    f"ON {quote(table)} FOR EACH STATEMENT EXECUTE FUNCTION wijkplein_append_only()"
                )


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The declared tables that some trigger is gone from."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            # One that was switched off by hand guards nothing.
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        there = {row[0] for row in cursor.fetchall()}
    return [table for table in _tables(connection, None) if not {name for name, _event in _names(table)} <= there]


def remove(connection: BaseDatabaseWrapper, app_label: str | None = None) -> None:
    """Take the triggers off again: to undo the migration, and around the flush of a transactional test."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in _tables(connection, app_label):
            names = [name for name, _event in _names(table)]
            if connection.vendor == "sqlite":
                for name in names:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {quote(name)}")
            else:
                for name in [*names, f"append_only_{table}_truncate"]:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {quote(name)} ON {quote(table)}")
