-- New press conferences and edits of known ones, the latest noticed first.
SELECT r.briefing_id, r.revision, r.seen_at, r.title, r.diff, b.held_on, b.site, b.url, b.metric_count AS figures,
  b.turn_count AS turns
FROM revisions AS r
JOIN briefings AS b USING (briefing_id)
ORDER BY r.seen_at DESC, b.held_on DESC NULLS LAST, r.briefing_id, r.revision
LIMIT $rows;
