-- New and finished runs.
DELETE FROM runs WHERE run_id IN (SELECT run_id FROM staged_runs);
INSERT INTO runs BY NAME SELECT DISTINCT ON (run_id) * FROM staged_runs ORDER BY run_id, finished_at DESC NULLS LAST;
