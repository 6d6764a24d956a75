-- What a person said, the latest first, with the question it answers.
WITH said AS (
  SELECT briefing_id, turn_id, seq, exchange, role, position, text[1:160] AS beginning, char_count AS characters,
    metric_count AS figures
  FROM turns
  WHERE speaker = $name
)
SELECT b.held_on, b.title, s.role, s.position, coalesce(o.canonical, e.outlet) AS asked_by, s.beginning, s.characters, s.figures, s.briefing_id,
  s.turn_id
FROM said AS s
JOIN briefings AS b USING (briefing_id)
LEFT JOIN exchanges AS e ON e.briefing_id = s.briefing_id AND e.exchange = s.exchange
LEFT JOIN outlets AS o ON o.outlet = e.outlet
ORDER BY b.held_on DESC NULLS LAST, s.briefing_id, s.seq
LIMIT $rows;
