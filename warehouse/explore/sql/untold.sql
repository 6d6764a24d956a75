-- Runs that wrote a text of their own, of the kinds that bring news, and are not among those already told.
SELECT DISTINCT r.run_id
FROM revisions AS r
LEFT JOIN runs USING (run_id)
WHERE (runs.flow IN ('ingest', 'backfill') OR list_contains($runs, r.run_id)) AND NOT list_contains($told, r.run_id)
ORDER BY r.run_id;
