"""The DuckDB warehouse: the only room that imports duckdb."""
