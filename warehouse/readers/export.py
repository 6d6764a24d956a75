"""Tables and views as open files: Parquet, CSV, JSON lines of exchanges, and the data package that describes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from parsers.errors import UsageError
from warehouse.database.catalogue import Relation, relations
from warehouse.database.migrate import Connection
from warehouse.database.statements import literal, quoted, sql
from warehouse.database.store import filling, reader, require_space
from warehouse.readers.cells import csv_text, escaped, plain
from warehouse.readers.sqlite_file import write_sqlite
from warehouse.readers.workbook import write_workbook

Format = Literal["parquet", "csv", "jsonl", "xlsx", "sqlite"]

TYPES = {"INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date"}
"""DuckDB type → type of a Frictionless table schema; anything else is a string, a list an array."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    files: list[Path]
    cut: int
    """Texts that were too long for a cell of the workbook and end there before their end."""


def export(copy: Path, folder: Path, formats: list[Format]) -> Exported:
    """Write every table and view of the reader copy, and ``datapackage.json``.

    Args:
        copy: ``briefings.duckdb``.
        folder: Made when missing; files of the same name are replaced, each complete or not at all.
        formats: ``parquet`` (comments as metadata), ``csv`` (begins with a byte-order mark, by which Excel knows UTF-8; cells
            that no spreadsheet runs as formulas and no terminal acts on), ``jsonl`` (one exchange a line, with its
            citation), ``xlsx`` (``briefings.xlsx``, a sheet a table) and ``sqlite`` (``briefings.sqlite``).

    Raises:
        QueryError: there is no data yet.
        DiskFull: not enough free space in ``folder``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made ({error.strerror}): choose another folder.") from error
    with reader(copy, files=True, seconds=3600) as con:
        require_space(folder, copy.stat().st_size)
        found = relations(con)
        written: list[Path] = []
        cut = 0
        if "parquet" in formats:
            written += [_replace(folder / f"{r.name}.parquet", _parquet(con, r)) for r in found]
        if "csv" in formats:
            written += [_replace(folder / f"{r.name}.csv", _csv(con, r)) for r in found]
        if "jsonl" in formats:
            written.append(_replace(folder / "exchanges.jsonl", _jsonl(con)))
        if "xlsx" in formats:
            file = folder / "briefings.xlsx"
            with _replacing(file) as part:
                cut = write_workbook(con, found, part)
            written.append(file)
        if "sqlite" in formats:
            written.append(_replace(folder / "briefings.sqlite", partial(write_sqlite, con, found)))
        resources = [_resource(r, kind) for kind in formats if kind in ("parquet", "csv") for r in found]
        if "jsonl" in formats:
            resources.append(_exchanges_resource(con, found))
        return Exported([*written, _replace(folder / "datapackage.json", _package(resources))], cut)


def _replace(target: Path, write: Callable[[Path], None]) -> Path:
    with _replacing(target) as part:
        write(part)
    return target


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A file beside the target to write to; it takes the target's place when all is written."""
    part = target.with_name(f".{target.name}.part")
    try:
        with filling(target.parent):
            yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _parquet(con: Connection, relation: Relation) -> Callable[[Path], None]:
    def write(part: Path) -> None:
        con.execute(f"COPY {quoted(relation.name)} TO {literal(str(part))} {parquet_options(relation)}")

    return write


def parquet_options(relation: Relation) -> str:
    """The options of a COPY to Parquet: compression, and the comments as metadata."""
    comments = {"comment": relation.comment or "", **{c.name: c.comment or "" for c in relation.columns}}
    # COPY takes no parameters for names and options: the names are ours, quotes are doubled.
    metadata = ", ".join(f"{quoted(name)}: {literal(value)}" for name, value in comments.items())
    return f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"


def _csv(con: Connection, relation: Relation) -> Callable[[Path], None]:
    def write(part: Path) -> None:
        result = con.execute(f"FROM {quoted(relation.name)}")
        with part.open("w", encoding="utf-8-sig", newline="") as out:
            out.write(csv_text([c.name for c in relation.columns], []) + "\n")
            while rows := result.fetchmany(5000):
                out.write(csv_text(None, rows) + "\n")

    return write


def _jsonl(con: Connection) -> Callable[[Path], None]:
    def write(part: Path) -> None:
        result = con.execute(sql("readers/export_exchanges"))
        names = [column[0] for column in result.description or ()]
        with part.open("w", encoding="utf-8") as out:
            while rows := result.fetchmany(1000):
                for row in rows:
                    line = json.dumps(plain(dict(zip(names, row, strict=True))), ensure_ascii=False, default=str)
                    out.write(escaped(line) + "\n")

    return write


def _package(resources: list[dict[str, Any]]) -> Callable[[Path], None]:
    package = {"profile": "data-package", "name": "briefings", "resources": resources}

    def write(part: Path) -> None:
        part.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")

    return write


EXTRA = {
    "id": "The exchange: briefing_id and its number.",
    "citation": "Title, day, number of the question and address, to quote it by.",
}
"""Fields of an exported exchange that no view has."""


def _resource(relation: Relation, kind: Format) -> dict[str, Any]:
    fields = [_field(c.name, c.type, c.comment, kind) for c in relation.columns]
    name = f"{relation.name}-{kind}".replace("_", "-")
    return _described(name, f"{relation.name}.{kind}", kind, relation.comment, fields)


def _exchanges_resource(con: Connection, found: list[Relation]) -> dict[str, Any]:
    comments = {column.name: column.comment for r in found if r.name == "qa" for column in r.columns} | EXTRA
    columns = con.execute(f"DESCRIBE {sql('readers/export_exchanges')}").fetchall()
    fields = [_field(name, type_, comments[name], "jsonl") for name, type_, *_ in columns]
    return _described("exchanges-jsonl", "exchanges.jsonl", "jsonl", "One exchange a line, with its citation.", fields)


def _described(name: str, path: str, kind: Format, comment: str | None, fields: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "format": kind,
        "encoding": "utf-8",
        "description": comment or "",
        "schema": {"fields": fields},
    }


def _field(name: str, type_: str, comment: str | None, kind: Format) -> dict[str, str]:
    # A list is one text in a CSV cell, its parts joined as _cell does.
    known = "string" if kind == "csv" and type_.endswith("[]") else _field_type(type_)
    return {"name": name, "type": known, **({"description": comment} if comment else {})}


def _field_type(name: str) -> str:
    if name.endswith("[]"):
        return "array"
    if name.startswith("DECIMAL"):
        return "number"
    return "datetime" if name.startswith("TIMESTAMP") else TYPES.get(name, "string")
