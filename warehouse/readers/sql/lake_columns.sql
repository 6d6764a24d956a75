-- Names of a table's columns in the lake; none when it has no such table.
SELECT column_name FROM duckdb_columns() WHERE database_name = 'lake' AND schema_name = 'main' AND table_name = ?;
