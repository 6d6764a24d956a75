-- The last runs.
SELECT run_id, flow, site, started_at, finished_at, outcome, fetched, inserted, updated, quarantined, message
FROM runs
ORDER BY started_at DESC
LIMIT 20;
