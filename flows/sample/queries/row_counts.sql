SELECT 'briefings' AS "table", count(*) AS "rows" FROM briefings
UNION ALL SELECT 'briefing_urls (addresses)', count(*) FROM briefing_urls
UNION ALL SELECT 'turns', count(*) FROM turns
UNION ALL SELECT 'qa (exchanges)', count(*) FROM qa
UNION ALL SELECT 'metrics (figures)', count(*) FROM metrics
UNION ALL SELECT 'outlets', count(*) FROM outlets
UNION ALL SELECT 'speakers', count(*) FROM speakers
UNION ALL SELECT 'quarantine', count(*) FROM quarantine WHERE resolved_at IS NULL
