-- The measure with the address of a name that makes no good file name.
SELECT measure
FROM (SELECT DISTINCT measure FROM metrics WHERE measure IS NOT NULL)
WHERE left(sha256(measure), 20) = $digest;
