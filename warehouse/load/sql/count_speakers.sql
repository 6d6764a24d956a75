-- Some speakers counted from all turns.
SELECT
  t.speaker,
  coalesce(list(DISTINCT t.label ORDER BY t.label) FILTER (t.label IS NOT NULL), []) AS aliases,
  coalesce(list(DISTINCT t.position ORDER BY t.position) FILTER (t.position IS NOT NULL), []) AS positions,
  count(DISTINCT t.briefing_id) AS briefings,
  count(*) AS turns,
  count(*) FILTER (t.role = 'answer') AS answers,
  CAST(sum(t.metric_count) AS BIGINT) AS figures,
  min(b.held_on) AS first_seen_on,
  max(b.held_on) AS last_seen_on
FROM turns AS t
JOIN briefings AS b USING (briefing_id)
WHERE t.speaker IN (SELECT unnest($names))
GROUP BY t.speaker;
