-- Whether the lake stores tables by partition; a plain DuckDB file in its place does not.
SELECT 1 FROM duckdb_databases() WHERE database_name = 'lake' AND type = 'ducklake';
