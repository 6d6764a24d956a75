-- A look that finds a site unchanged is no run.
ALTER TABLE sites ADD COLUMN IF NOT EXISTS last_read_at TIMESTAMP;
COMMENT ON COLUMN sites.last_read_at IS 'When a look at several sites last read its lists or found them unchanged (UTC), as of the run that published this file; NULL before the first. What its own runs did is in runs.';
