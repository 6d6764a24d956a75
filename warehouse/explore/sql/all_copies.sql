-- copies.sql for many, each row after the SHA-256 it belongs to.
WITH asked AS (SELECT unnest($sha256s) AS page_sha256),
seen AS (
  SELECT r.briefing_id, r.revision, r.seen_at, r.page_sha256 FROM revisions AS r JOIN asked USING (page_sha256)
)
SELECT r.page_sha256 AS id, b.briefing_id, b.title, b.held_on, b.site, b.url, b.changed_at, r.revision, b.revision AS latest,
  r.seen_at, b.page_sha256 = r.page_sha256 AS is_present
FROM (
  FROM seen
  UNION
  SELECT b.briefing_id, b.revision, b.changed_at, b.page_sha256
  FROM briefings AS b
  JOIN asked USING (page_sha256)
  WHERE NOT EXISTS (FROM seen AS s WHERE s.page_sha256 = b.page_sha256 AND s.briefing_id = b.briefing_id)
) AS r
JOIN briefings AS b USING (briefing_id)
ORDER BY r.page_sha256, is_present DESC, b.briefing_id, r.revision DESC;
