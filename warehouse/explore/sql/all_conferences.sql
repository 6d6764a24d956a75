-- conference.sql for many.
SELECT briefing_id, site, url, title, held_on, published_on, source, kind, revision, page_sha256, parser_version,
  first_seen_at, changed_at, checked_at, turn_count, metric_count, warnings
FROM briefings
WHERE briefing_id IN (SELECT unnest($ids));
