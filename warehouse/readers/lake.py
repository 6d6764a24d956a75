"""The tables in a DuckLake: one catalog for many readers and writers, a snapshot for every run that changed something.

Each table there has a column ``site`` in addition, and ``year`` where its rows belong to a briefing; it is stored by
them, so that the writers of two sites never touch the same file.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import duckdb

from parsers.errors import DiskFull, PublishError, QueryError
from warehouse.database.catalogue import Relation, data_tables
from warehouse.database.migrate import Connection
from warehouse.database.published import no_data
from warehouse.database.statements import literal, quoted, sql
from warehouse.database.store import OFFLINE
from warehouse.database.transaction import transaction

TRIES = 5
MET_ANOTHER = re.compile(r"conflict|Failed to initialize DuckLake|duplicate key|could not serialize", re.I)
"""What DuckLake says when another writer was faster; the whole transaction is then tried again."""

SMALL = ("briefings", "briefing_urls")
"""Tables of briefings that may change without a briefing's text: a page was looked at again, or seen elsewhere."""


@dataclass(frozen=True, slots=True)
class LakeUpdate:
    """What a publication changed: briefings whose rows were replaced, and rows in all tables."""

    briefings: int
    rows: int


def publish_lake(
    copy: Path, catalog: str, *, data: str | None = None, storage: Mapping[str, str] | None = None
) -> LakeUpdate:
    """Bring a DuckLake up to the reader copy, in one transaction: readers see all of it or nothing.

    Rows of sites that this database does not know are left alone: they are other writers'.

    Args:
        copy: ``briefings.duckdb``.
        catalog: ``ducklake:postgres:dbname=… host=…``, or any other catalog that DuckLake can attach.
        data: Where the lake's files go; needed when the catalog is new.
        storage: Options of DuckDB's S3 secret (``key_id``, ``secret``, ``endpoint`` …) for data in ``s3://``.

    Raises:
        PublishError: an extension is not installed, or the catalog cannot be used; nothing was changed in it.
        QueryError: there is no data yet.
    """
    if not copy.exists():
        raise QueryError(no_data(copy.parent), path=str(copy))
    with _explained(catalog):
        for attempt in count(1):
            try:
                with _attached(copy, catalog, data, storage or {}) as con:
                    return write(con)
            except duckdb.Error as error:
                if attempt == TRIES or not MET_ANOTHER.search(str(error)):
                    raise
                time.sleep(random.uniform(0.2, 1.0) * attempt)  # noqa: S311 - apart from the other writer
    raise AssertionError("not reached: the last attempt returns or raises")


@contextmanager
def _attached(copy: Path, catalog: str, data: str | None, storage: Mapping[str, str]) -> Iterator[Connection]:
    with duckdb.connect(config=dict(OFFLINE)) as con:
        _load_extensions(con, catalog, data)
        if data and data.startswith("s3://"):
            options = "".join(f", {name} {literal(value)}" for name, value in storage.items())
            con.execute(f"CREATE SECRET briefings_s3 (TYPE s3{options})")
        place = f" (DATA_PATH {literal(data)})" if data else ""
        con.execute(f"ATTACH {literal(catalog)} AS lake{place}")
        con.execute(f"ATTACH {literal(str(copy))} AS ours (READ_ONLY)")
        yield con


def write(con: Connection) -> LakeUpdate:
    """Bring the attached catalog ``lake`` up to the attached reader copy ``ours``.

    Raises:
        duckdb.Error: nothing was changed.
    """
    con.execute("USE ours")
    con.execute(sql("readers/file_briefings"))
    (sites,) = con.execute(sql("readers/lake_sites")).fetchone() or ([],)
    with transaction(con):
        return _write(con, sites)


def _write(con: Connection, sites: list[str]) -> LakeUpdate:
    rows = 0
    tables = data_tables(con)
    defined = [_define(con, table, sites) for table in tables]
    # A table or column that the lake did not have is filled for every briefing.
    con.execute(sql("readers/lake_changed"), {"sites": sites, "every": any(defined)})
    (briefings,) = con.execute("SELECT count(*) FROM changed").fetchone() or (0,)
    for table in tables:
        way = "changed" if table.has("briefing_id") and table.name not in SMALL else "different"
        if way == "different" or briefings:
            rows += sum(_run(con, f"readers/lake_{step}_{way}", table, sites) for step in ("forget", "add"))
    if rows and _is_ducklake(con):
        con.execute(sql("readers/lake_sign"), {"message": f"{', '.join(sites)}: {briefings} briefings, {rows} rows"})
    return LakeUpdate(briefings, rows)


def _is_ducklake(con: Connection) -> bool:
    """Tests put a plain DuckDB file in its place, which knows neither partitions nor snapshots."""
    return bool(con.execute(sql("readers/lake_is_ducklake")).fetchone())


def _run(con: Connection, statement: str, table: Relation, sites: list[str]) -> int:
    text = sql(statement).format(lake=_lake(table), view=_view(table), columns=_columns(table))
    values = {"sites": sites} if "$sites" in text else None
    (changed,) = con.execute(text, values).fetchone() or (0,)
    return int(changed)


def _define(con: Connection, table: Relation, sites: list[str]) -> bool:
    """The view of what the lake should hold, and the table in the lake; whether it had to be made or widened."""
    own = [f"t.{quoted(c.name)}" for c in table.columns if c.name not in ("site", "year")]
    label = literal("+".join(sites))
    values = {
        "view": _view(table),
        "table": quoted(table.name),
        "columns": ", ".join(own),
        "label": label,
        "sites": f"[{', '.join(map(literal, sites))}]::VARCHAR[]",
        "site": f"coalesce(t.site, {label})" if table.has("site") else label,
    }
    belongs = table.has("briefing_id")
    con.execute(sql("readers/lake_rows_of_briefings" if belongs else "readers/lake_rows_of_database").format(**values))
    there = {name for (name,) in con.execute(sql("readers/lake_columns"), [table.name]).fetchall()}
    if not there:
        _create(con, table, by_year=belongs)
        return True
    new = [column for column in table.columns if column.name not in there]
    for column in new:
        con.execute(f"ALTER TABLE {_lake(table)} ADD COLUMN {quoted(column.name)} {column.type}")
    return bool(new)


def _create(con: Connection, table: Relation, *, by_year: bool) -> None:
    con.execute(sql("readers/lake_create").format(lake=_lake(table), view=_view(table)))
    if _is_ducklake(con):
        con.execute(f"ALTER TABLE {_lake(table)} SET PARTITIONED BY ({'site, year' if by_year else 'site'})")
    con.execute(f"COMMENT ON TABLE {_lake(table)} IS {literal(table.comment or '')}")
    for column in table.columns:
        name = f"{_lake(table)}.{quoted(column.name)}"
        con.execute(f"COMMENT ON COLUMN {name} IS {literal(column.comment or '')}")


def _lake(table: Relation) -> str:
    return f"lake.main.{quoted(table.name)}"


def _view(table: Relation) -> str:
    return quoted(f"to_lake_{table.name}")


def _columns(table: Relation) -> str:
    """Names of all columns, those of the partition included, for a hash over the row."""
    names = [c.name for c in table.columns if c.name not in ("site", "year")]
    return ", ".join(map(quoted, ["site", *(["year"] if table.has("briefing_id") else []), *names]))


def _load_extensions(con: Connection, catalog: str, data: str | None) -> None:
    names = ["ducklake"]
    names += [name for name in ("postgres", "mysql", "sqlite") if catalog.startswith(f"ducklake:{name}:")]
    names += ["httpfs"] if (data or "").startswith(("s3://", "gs://", "gcs://", "r2://")) else []
    for name in names:
        try:
            con.execute(f"LOAD {name}")
        except duckdb.Error as error:
            install = "; ".join(f"c.execute('INSTALL {each}')" for each in names)
            raise PublishError(
                f"DuckLake needs DuckDB's extension {name}, which is not installed for DuckDB {duckdb.__version__}. "
                f'Run this once, as the same user and with internet: {sys.executable} -c "import duckdb; '
                f'c = duckdb.connect(); {install}". Without internet: `briefings docs scale`.'
            ) from error


@contextmanager
def _explained(catalog: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        kind = ":".join(catalog.split(":")[:2])
        # The catalog's address may hold a password, and DuckDB repeats it.
        said = re.sub(r"password\s*=\s*('[^']*'|\S+)", "password=…", str(error).replace(catalog, kind))
        said = re.sub(r"://[^\s/@]+@", "://…@", " ".join(said.split()))
        if "No space left" in said:
            raise DiskFull("The disk of the DuckLake is full; nothing was changed in it. Make room.") from error
        raise PublishError(f"The DuckLake ({kind}) cannot be used ({said[:400]}).") from error
