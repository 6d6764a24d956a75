-- Every page that is made of one thing: its kind and name, a stamp that changes whenever what it shows does, and how many
-- rows it is about. Press conferences and their archived pages in the order in which they were loaded: so they lie in the file;
-- measures from the least cited on.
SELECT kind, name, stamp, weight
FROM (
  SELECT 'briefings' AS kind, briefing_id AS name, CAST(changed_at AS VARCHAR) || left(derived_hash, 12) AS stamp,
    CAST(metric_count AS BIGINT) AS weight, changed_at AS loaded, briefing_id AS beside
  FROM briefings
  UNION ALL
  SELECT 'archive', page_sha256, CAST(min(changed_at) AS VARCHAR), 1, min(changed_at), min(beside) FROM (
    SELECT page_sha256, changed_at, briefing_id AS beside FROM briefings
    UNION ALL SELECT r.page_sha256, b.changed_at, b.briefing_id FROM revisions AS r JOIN briefings AS b USING (briefing_id)
    UNION ALL SELECT page_sha256, first_seen_at, '' FROM quarantine WHERE page_sha256 IS NOT NULL
  ) GROUP BY page_sha256
  UNION ALL
  -- Rows of a month say of which site they are where there are several.
  SELECT 'months', strftime(held_on, '%Y-%m'),
    max(changed_at) || ' ' || count(*) || ' ' || (SELECT count(DISTINCT site) > 1 FROM briefings), count(*), NULL, ''
  FROM briefings WHERE held_on IS NOT NULL GROUP BY strftime(held_on, '%Y-%m')
  UNION ALL
  SELECT 'officials', speaker, max(loaded_at) || ' ' || count(*), count(*), NULL, ''
  FROM turns WHERE speaker IS NOT NULL GROUP BY speaker
  UNION ALL
  SELECT 'outlets', o.canonical, max(t.loaded_at) || ' ' || count(*), count(*), NULL, ''
  FROM turns AS t JOIN outlets AS o USING (outlet) GROUP BY o.canonical
  UNION ALL
  SELECT 'measures', measure, max(loaded_at) || ' ' || count(*), count(*), NULL, ''
  FROM metrics WHERE measure IS NOT NULL GROUP BY measure
)
ORDER BY CASE kind WHEN 'archive' THEN 'briefings' ELSE kind END, loaded, beside,
  CASE kind WHEN 'measures' THEN weight END, kind, name;
