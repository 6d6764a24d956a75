-- An empty copy of runs.
CREATE OR REPLACE TEMP TABLE staged_runs AS FROM runs LIMIT 0;
