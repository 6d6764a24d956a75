-- What was said about a measure, with the sentence, the latest time first. Only the figures and turns that are shown are read
-- whole.
WITH latest AS MATERIALIZED (
  SELECT m.rowid AS place
  FROM metrics AS m
  JOIN briefings AS b USING (briefing_id)
  WHERE m.measure = $name
  ORDER BY b.held_on DESC NULLS LAST, m.briefing_id, m.rowid
  LIMIT $rows
),
figures AS MATERIALIZED (SELECT *, rowid AS line FROM metrics WHERE rowid IN (SELECT place FROM latest)),
said AS MATERIALIZED (
  SELECT m.*, b.held_on, b.site
  FROM figures AS m
  JOIN briefings AS b USING (briefing_id)
),
places AS MATERIALIZED (SELECT rowid AS place FROM turns WHERE turn_id IN (SELECT turn_id FROM said)),
spoken AS (SELECT turn_id, speaker, text FROM turns WHERE rowid IN (SELECT place FROM places))
SELECT s.held_on, s.period_start, s.period_end, s.period_inferred, s.place, s.aspect, s.status, compared_with(s.comparison) AS comparison,
  way(s.direction, s.aspect, s.indicator) AS way, s.value, s.value_high,
  s.unit, s.relation, s.text, t.speaker, s.site,
  regexp_extract(t.text[1:s.char_start], '[^。！？；\n]*$') AS before,
  regexp_extract(t.text[s.char_end + 1:], '^[^。！？；\n]*[。！？；]?') AS after,
  s.metric_id, s.briefing_id
FROM said AS s
JOIN spoken AS t USING (turn_id)
ORDER BY s.period_end DESC NULLS LAST, s.held_on DESC NULLS LAST, s.briefing_id, s.line;
