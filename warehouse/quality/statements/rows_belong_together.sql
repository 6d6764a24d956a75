-- title: counts, positions and parents do not agree
-- severity: error
-- scope: page
-- action: report it: this is a fault of this program; `briefings reparse` rebuilds the rows
WITH counted AS (
  SELECT briefing_id, count(*) AS turns, max(seq) AS last, count(DISTINCT seq) AS places, sum(metric_count) AS figures
  FROM checked_turns GROUP BY briefing_id
),
cited AS (SELECT briefing_id, count(*) AS figures FROM checked_metrics GROUP BY briefing_id)
SELECT coalesce(b.briefing_id, t.briefing_id, m.briefing_id) AS briefing_id,
  coalesce(b.briefing_id, t.briefing_id, m.briefing_id) AS id,
  'turns ' || coalesce(t.turns, 0) || ' of ' || coalesce(b.turn_count, 0)
    || ', figures ' || coalesce(m.figures, 0) || ' of ' || coalesce(b.metric_count, 0) AS detail
FROM checked_briefings AS b
FULL JOIN counted AS t USING (briefing_id)
FULL JOIN cited AS m ON m.briefing_id = coalesce(b.briefing_id, t.briefing_id)
WHERE b.briefing_id IS NULL
  OR coalesce(t.turns, 0) <> b.turn_count
  OR coalesce(t.last, 0) <> b.turn_count
  OR coalesce(t.places, 0) <> b.turn_count
  OR coalesce(t.figures, 0) <> b.metric_count
  OR coalesce(m.figures, 0) <> b.metric_count;
