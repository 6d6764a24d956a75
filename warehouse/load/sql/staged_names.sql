-- What the staged turns of some briefings say about each outlet, or each speaker: briefings, turns, questions, answers and figures; the rest.
SELECT
  CASE $kind WHEN 'outlet' THEN t.outlet ELSE t.speaker END AS name,
  [
    count(DISTINCT t.briefing_id),
    count(*),
    count(*) FILTER (t.role = 'question'),
    count(*) FILTER (t.role = 'answer'),
    CAST(sum(t.metric_count) AS BIGINT)
  ] AS numbers,
  coalesce(list(DISTINCT t.label) FILTER (t.label <> ''), []) AS labels,
  coalesce(list(DISTINCT t.position) FILTER (t.position <> ''), []) AS positions,
  coalesce(list(DISTINCT b.held_on) FILTER (b.held_on IS NOT NULL), []) AS days
FROM staged_turns AS t
JOIN staged_briefings AS b USING (briefing_id)
WHERE name IS NOT NULL AND t.briefing_id IN (SELECT unnest($ids))
GROUP BY name;
