-- The open rows of some addresses.
SELECT url, first_seen_at, attempts FROM quarantine WHERE resolved_at IS NULL AND url IN (SELECT unnest($urls));
