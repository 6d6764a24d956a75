-- measure_statements.sql for the chosen, each row after the measure it belongs to.
WITH said AS (
  SELECT m.*, m.rowid AS line, b.held_on, b.site
  FROM metrics AS m
  JOIN briefings AS b USING (briefing_id)
  QUALIFY row_number() OVER (PARTITION BY m.measure ORDER BY b.held_on DESC NULLS LAST, m.briefing_id, m.rowid) <= $rows
)
SELECT s.measure AS id, s.held_on, s.period_start, s.period_end, s.period_inferred, s.place, s.aspect, s.status,
  compared_with(s.comparison) AS comparison, way(s.direction, s.aspect, s.indicator) AS way, s.value, s.value_high,
  s.unit, s.relation, s.text, t.speaker, s.site,
  regexp_extract(t.text[1:s.char_start], '[^。！？；\n]*$') AS before,
  regexp_extract(t.text[s.char_end + 1:], '^[^。！？；\n]*[。！？；]?') AS after,
  s.metric_id, s.briefing_id
FROM said AS s
JOIN turns AS t USING (turn_id)
ORDER BY s.measure, s.period_end DESC NULLS LAST, s.held_on DESC NULLS LAST, s.briefing_id, s.line;
