"""One transaction: everything or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block did, or undo it when anything is raised in it."""
    con.begin()
    try:
        yield
        con.commit()
    except BaseException:
        # Ctrl-C too. After an error DuckDB's commit() would succeed and lose the batch without a word.
        with suppress(duckdb.Error):
            con.rollback()
        raise
