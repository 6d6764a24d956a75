"""A fresh warehouse for each test: a real file, the real writer.

Its tables are made once a run and copied: making them takes a third of a second of processor time. Tests of what makes
them ask for ``private`` alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from warehouse_pages import NOW

from tests.once import once
from warehouse.database.migrate import Connection
from warehouse.database.store import writer
from warehouse.load.loading import LoadPage, LoadReport, load_pages

NAME = "warehouse.duckdb"
Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def private(tmp_path: Path) -> Path:
    return tmp_path / "private" / NAME


@pytest.fixture
def reader_copy(tmp_path: Path) -> Path:
    return tmp_path / "briefings.duckdb"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse without rows; to be copied, not to be changed."""
    return once(tmp_path_factory, "empty", _make_tables) / NAME


def _make_tables(folder: Path) -> None:
    with writer(folder / NAME):
        pass


@pytest.fixture
def con(empty: Path, private: Path) -> Iterator[Connection]:
    private.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(empty, private)
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
