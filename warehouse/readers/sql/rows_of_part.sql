-- One part of {table}; site and year stand in the file's path.
SELECT {columns}
FROM {table} AS t LEFT JOIN filed AS f USING (briefing_id)
WHERE f.site IS NOT DISTINCT FROM $site AND f.year IS NOT DISTINCT FROM $year
ORDER BY ALL
