"""The tables in parts by site and year, as Parquet: what each part holds, and the files of those that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from warehouse.database.catalogue import Relation, data_tables
from warehouse.database.migrate import Connection
from warehouse.database.statements import literal, quoted, sql
from warehouse.database.store import reader, require_space
from warehouse.readers.export import parquet_options

NULL_VALUE = "__HIVE_DEFAULT_PARTITION__"
"""How a folder's name says NULL; DuckDB, pandas and Spark read it as such."""


@dataclass(frozen=True, slots=True)
class PublishedPart:
    """Rows of one table that are published as one file.

    ``folder`` is ``turns/site=shanghai/year=2024``; just ``outlets`` for a table whose rows belong to no briefing.
    """

    table: str
    folder: str
    site: str | None
    year: int | None
    rows: int
    fingerprint: str
    """Differs when any value, or the table's definition, does."""


class Parts:
    """The parts of one reader copy."""

    def __init__(self, con: Connection) -> None:
        self._con = con
        con.execute(sql("readers/file_briefings"))
        self._tables = {table.name: table for table in data_tables(con)}
        self.all = [part for table in self._tables.values() for part in self._parts(table)]

    @property
    def sites(self) -> set[str]:
        """Sites that briefings come from."""
        return {part.site for part in self.all if part.site is not None}

    def write(self, part: PublishedPart, file: Path) -> None:
        """Write the part's rows as a Parquet file; columns that its folder names are left out of it.

        Raises:
            DiskFull, WarehouseError: it could not be written.
        """
        table = self._tables[part.table]
        if part.folder == table.name:
            self._con.execute(f"COPY {quoted(table.name)} TO {literal(str(file))} {parquet_options(table)}")
            return
        columns = ", ".join(f"t.{quoted(c.name)}" for c in table.columns if c.name not in ("site", "year"))
        rows = sql("readers/rows_of_part").format(table=quoted(table.name), columns=columns)
        self._con.execute(
            f"COPY ({rows}) TO {literal(str(file))} {parquet_options(table)}", {"site": part.site, "year": part.year}
        )

    def _parts(self, table: Relation) -> Iterator[PublishedPart]:
        by_briefing = table.has("briefing_id")
        statement = sql("readers/parts_by_briefing" if by_briefing else "readers/parts_of_table").format(
            table=quoted(table.name)
        )
        definition = repr((table.comment, table.columns))
        for site, year, rows, fingerprint in self._con.execute(statement).fetchall():
            digest = hashlib.sha256(f"{definition} {rows} {fingerprint}".encode()).hexdigest()
            folder = f"{table.name}/site={_value(site)}/year={_value(year)}" if by_briefing else table.name
            yield PublishedPart(table.name, folder, site, year, rows, digest)


def _value(value: object) -> str:
    return NULL_VALUE if value is None else str(value)


@contextmanager
def opened(copy: Path, scratch: Path) -> Iterator[Parts]:
    """The parts of the reader copy ``copy``; ``scratch`` is the folder their files will be written to, one at a time.

    Raises:
        QueryError: there is no data yet.
        DiskFull: not enough free space in ``scratch``.
    """
    with reader(copy, files=True, seconds=3600) as con:
        # The largest part is smaller than the database, which is not compressed as well.
        require_space(scratch, copy.stat().st_size)
        yield Parts(con)
