-- Some outlets counted from all turns.
SELECT
  t.outlet,
  count(DISTINCT t.briefing_id) AS briefings,
  count(*) FILTER (t.role = 'question') AS questions,
  min(b.held_on) AS first_seen_on,
  max(b.held_on) AS last_seen_on
FROM turns AS t
JOIN briefings AS b USING (briefing_id)
WHERE t.outlet IN (SELECT unnest($names))
GROUP BY t.outlet;
