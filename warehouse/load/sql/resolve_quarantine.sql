-- Pages that loaded after all.
UPDATE quarantine SET resolved_at = $now WHERE resolved_at IS NULL AND url IN (SELECT unnest($urls));
