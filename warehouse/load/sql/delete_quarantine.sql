-- Open rows that are about to be written again.
DELETE FROM quarantine WHERE resolved_at IS NULL AND url IN (SELECT unnest(CAST($urls AS VARCHAR[])));
