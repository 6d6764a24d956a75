-- The last runs of these sites. $sites is NULL for all.
SELECT run_id, flow, site, started_at, finished_at, outcome, message
FROM runs
WHERE $sites IS NULL OR list_contains($sites, site)
ORDER BY started_at DESC
LIMIT 10
