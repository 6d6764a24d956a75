"""Schema changes: numbered .sql files, each applied and recorded in one transaction; views and macros after them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb

from parsers.errors import SchemaTooNew, WarehouseError
from warehouse.database.statements import Script, scripts, sql
from warehouse.database.transaction import transaction

Connection = duckdb.DuckDBPyConnection

UNRELEASED = 6
"""The last schema from before the first release, whose first script makes every table and keeps those that are there."""


def schema_version(con: Connection) -> int:
    """The newest migration in this file; 0 for an empty one."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_migrations'").fetchone():
        return 0
    row = con.execute("SELECT coalesce(max(version), 0) FROM schema_migrations").fetchone()
    return int(row[0]) if row else 0


def pending(con: Connection) -> list[Script]:
    """The migrations that this file still needs, oldest first.

    Raises:
        SchemaTooNew: the file was made by a newer version of this program.
        WarehouseError: an applied migration is not the one this program has.
    """
    known = {script.version: script for script in scripts("database/migrations")}
    current = schema_version(con)
    if current > max(known):
        raise SchemaTooNew(
            f"The database has schema {current}, this version of briefings knows schemas up to {max(known)}: "
            "install the version of briefings that last wrote it, or a newer one."
        )
    if current:
        _refuse_edited(con, known)
    return [known[version] for version in sorted(known) if version > current]


def migrate(con: Connection) -> list[str]:
    """Bring the file up to date; returns the names of what was applied, empty when nothing had to be.

    Raises:
        SchemaTooNew, WarehouseError: as ``pending``, or when a change fails; the failing one is undone.
    """
    if schema_version(con) == 0:
        con.execute(sql("database/books"))
    applied = []
    for script in pending(con):
        with _one_transaction(con, script):
            con.execute(_whole(script, schema_version(con)))
            con.execute("DELETE FROM schema_migrations WHERE version <= ?", [UNRELEASED])
            con.execute(
                "INSERT INTO schema_migrations VALUES (?, ?, ?, ?)",
                [script.version, script.name, script.sha256, _now()],
            )
        applied.append(script.name)
    defined = dict(con.execute("SELECT name, sha256 FROM schema_objects").fetchall())
    stale = [script for script in scripts("database/views") if defined.get(script.name) != script.sha256]
    for script in stale:
        with _one_transaction(con, script):
            con.execute(script.text)
            con.execute("DELETE FROM schema_objects WHERE name = ?", [script.name])
            con.execute("INSERT INTO schema_objects VALUES (?, ?, ?)", [script.name, script.sha256, _now()])
        applied.append(script.name)
    return applied


def _whole(script: Script, current: int) -> str:
    """The script, between what keeps the rows of a file of an earlier, unreleased schema where it is for one."""
    if not 0 < current < UNRELEASED:  # the tables of schema 6 are those of the first script
        return script.text
    return "\n".join((sql("database/set_aside"), script.text, sql("database/take_over")))


@contextmanager
def _one_transaction(con: Connection, script: Script) -> Iterator[None]:
    try:
        with transaction(con):
            yield
    except duckdb.Error as error:
        raise WarehouseError(f"The schema change {script.name} failed and was undone: {error}") from error


def _refuse_edited(con: Connection, known: dict[int, Script]) -> None:
    for version, name, sha256 in con.execute("SELECT version, name, sha256 FROM schema_migrations").fetchall():
        if version > UNRELEASED and known[version].sha256 != sha256:
            raise WarehouseError(
                f"The schema change {name} in the database is not the one this program has: "
                "install the version of briefings that wrote the database."
            )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
