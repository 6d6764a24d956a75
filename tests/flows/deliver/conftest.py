"""Readers of what was published, who know nothing of this project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb
import fsspec
import pytest

from tests.s3server import Store


@pytest.fixture
def bucket(s3: Store, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a folder in an empty bucket, for code of this process."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in s3.env.items():
        monkeypatch.setenv(name, value)
    return f"s3://{s3.make_bucket()}/open data"


class Reader:
    """A reader who knows nothing of this project: DuckDB over the published files."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.fs = fsspec.filesystem(url.partition(":")[0], skip_instance_cache=True, use_listings_cache=False)
        self.con = duckdb.connect()
        self.con.register_filesystem(self.fs)

    def rows(self, statement: str, values: object = None) -> list[tuple[Any, ...]]:
        self.fs.invalidate_cache()
        return self.con.execute(statement, values).fetchall()

    def glob(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        """By taking every file, as docs/scale.md shows it."""
        return self.rows(
            f"SELECT {columns} FROM read_parquet('{self.url}/{table}/**/*.parquet', hive_partitioning = true) ORDER BY ALL"
        )

    def pin(self) -> None:
        """Remember which files belong together now."""
        self.rows(f"SET VARIABLE lake = '{self.url}/'")
        self.rows("SET VARIABLE files = (SELECT files FROM read_json(getvariable('lake') || '_latest.json'))")

    def pinned(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        """From those files."""
        self.rows(
            "SET VARIABLE paths = (SELECT list(getvariable('lake') || f.path) FROM "
            f"(SELECT unnest(getvariable('files')) AS f) WHERE f.\"table\" = '{table}')"
        )
        return self.rows(
            f"SELECT {columns} FROM read_parquet(getvariable('paths'), hive_partitioning = true) ORDER BY ALL"
        )


def data_files(folder: Path) -> set[str]:
    """Files below ``folder``, relative."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
