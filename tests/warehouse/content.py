"""What two databases are compared by: every row that is read from pages, ids included."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse.database.catalogue import data_tables

READ = """
SELECT 'turn', turn_id, concat_ws(' ', seq, role, speaker), text FROM turns
UNION ALL SELECT 'metric', metric_id, concat_ws(' ', seq, indicator), text FROM metrics
UNION ALL SELECT 'briefing', briefing_id, concat_ws(' ', revision, url), content_hash FROM briefings
UNION ALL SELECT 'exchange', briefing_id, exchange, question_turn_id FROM exchanges
"""
"""Four columns; more rows are added with UNION ALL, and an order."""


def filled(con: DuckDBPyConnection) -> list[str]:
    """The tables that hold data of the product's own list, of which a database may leave some empty."""
    names = [table.name for table in data_tables(con)]
    return [name for name in names if con.execute(f"SELECT count(*) FROM {name}").fetchall() != [(0,)]]
