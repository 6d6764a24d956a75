-- The stored rows of one table that corrections name.
FROM {table} WHERE {key} IN (SELECT unnest(CAST($ids AS VARCHAR[])));
