-- The press conferences that an archived page belongs to, the one whose present text it is first.
SELECT b.briefing_id, b.title, b.held_on, b.site, b.url, b.changed_at, r.revision, b.revision AS latest, r.seen_at,
  b.page_sha256 = r.page_sha256 AS is_present
FROM (
  SELECT briefing_id, revision, seen_at, page_sha256 FROM revisions WHERE page_sha256 = $sha256
  UNION
  SELECT briefing_id, revision, changed_at, page_sha256 FROM briefings
  WHERE page_sha256 = $sha256
    AND NOT EXISTS (FROM revisions AS r WHERE r.page_sha256 = $sha256 AND r.briefing_id = briefings.briefing_id)
) AS r
JOIN briefings AS b USING (briefing_id)
ORDER BY is_present DESC, b.briefing_id, r.revision DESC;
