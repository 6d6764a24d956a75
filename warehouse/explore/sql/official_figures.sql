-- Figures that a person cited, the latest first.
WITH said AS (
  SELECT t.turn_id, t.seq, b.held_on, b.briefing_id
  FROM turns AS t
  JOIN briefings AS b USING (briefing_id)
  WHERE t.speaker = $name AND t.metric_count > 0
  ORDER BY b.held_on DESC NULLS LAST, t.briefing_id, t.seq
  LIMIT $rows
)
SELECT s.held_on, m.measure, m.indicator, m.text, m.value, m.value_high, m.unit, m.period, m.comparison, s.briefing_id,
  m.turn_id, m.metric_id
FROM metrics AS m
JOIN said AS s USING (turn_id)
ORDER BY s.held_on DESC NULLS LAST, s.briefing_id, s.seq, m.char_start
LIMIT $rows;
