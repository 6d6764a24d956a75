-- Every column of every table and view, with the comments.
SELECT
  r.name,
  r.is_view,
  r.comment,
  c.column_name,
  c.data_type,
  CASE WHEN r.is_view THEN NULL ELSE c.is_nullable END AS nullable,
  c.comment
FROM (
  SELECT table_name AS name, false AS is_view, comment FROM duckdb_tables()
  WHERE NOT internal AND NOT temporary AND schema_name = 'main' AND database_name = current_database()
  UNION ALL
  SELECT view_name, true, comment FROM duckdb_views()
  WHERE NOT internal AND NOT temporary AND schema_name = 'main' AND database_name = current_database()
) AS r
JOIN duckdb_columns() AS c ON c.table_name = r.name AND c.schema_name = 'main' AND NOT c.internal
  AND c.database_name = current_database()
ORDER BY r.name, c.column_index;
