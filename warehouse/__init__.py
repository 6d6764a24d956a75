"""The DuckDB warehouse: the only room that imports duckdb. ``connect`` is its door for notebooks and scripts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__all__ = ["connect"]


def connect(data_dir: str | os.PathLike[str] | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to the reader copy that can only read it: tables, views and macros as in docs/data-dictionary.md.

    It stays on the state that it opened while runs go on; close it and connect again for the newest one.

    Args:
        data_dir: The data directory (default: the environment's BRIEFINGS_DATA_DIR, else ``data``).

    Raises:
        QueryError: there is no data yet.
        WarehouseError: the file is damaged, or was made by a newer DuckDB.
    """
    # Imported here: whoever imports a part of the warehouse that needs no DuckDB must not wait for it.
    from warehouse.database.store import connected

    folder = Path(data_dir or os.environ.get("BRIEFINGS_DATA_DIR") or "data").expanduser()
    return connected(folder / "briefings.duckdb")
