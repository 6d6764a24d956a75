-- Every page that is made of one thing, and a stamp that changes whenever what it shows does.
SELECT 'briefings' AS kind, briefing_id AS name, CAST(changed_at AS VARCHAR) || left(derived_hash, 12) AS stamp FROM briefings
UNION ALL
SELECT 'archive', page_sha256, min(CAST(changed_at AS VARCHAR)) FROM (
  SELECT page_sha256, changed_at FROM briefings
  UNION ALL SELECT r.page_sha256, b.changed_at FROM revisions AS r JOIN briefings AS b USING (briefing_id)
  UNION ALL SELECT page_sha256, first_seen_at FROM quarantine WHERE page_sha256 IS NOT NULL
) GROUP BY page_sha256
UNION ALL
SELECT 'months', strftime(held_on, '%Y-%m'), max(changed_at) || ' ' || count(*)
FROM briefings WHERE held_on IS NOT NULL GROUP BY strftime(held_on, '%Y-%m')
UNION ALL
SELECT 'officials', speaker, max(loaded_at) || ' ' || count(*) FROM turns WHERE speaker IS NOT NULL GROUP BY speaker
UNION ALL
SELECT 'outlets', o.canonical, max(t.loaded_at) || ' ' || count(*) FROM turns AS t JOIN outlets AS o USING (outlet) GROUP BY o.canonical
UNION ALL
SELECT 'measures', measure, max(loaded_at) || ' ' || count(*) FROM metrics WHERE measure IS NOT NULL GROUP BY measure
ORDER BY kind, name;
