"""A fresh warehouse for each test: a real file, the real writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from warehouse_pages import NOW

from warehouse.database.migrate import Connection
from warehouse.database.store import writer
from warehouse.load.loading import LoadPage, LoadReport, load_pages

Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def private(tmp_path: Path) -> Path:
    return tmp_path / "private" / "warehouse.duckdb"


@pytest.fixture
def reader_copy(tmp_path: Path) -> Path:
    return tmp_path / "briefings.duckdb"


@pytest.fixture
def con(private: Path) -> Iterator[Connection]:
    with writer(private) as connection:
        yield connection


@pytest.fixture
def load(con: Connection) -> Callable[..., LoadReport]:
    def load(*pages: LoadPage, **options: Any) -> LoadReport:
        return load_pages(con, pages, **{"run_id": "run-1", "now": NOW, **options})

    return load


@pytest.fixture
def rows(con: Connection) -> Rows:
    def rows(statement: str, *values: object) -> list[tuple[Any, ...]]:
        return con.execute(statement, list(values)).fetchall()

    return rows
