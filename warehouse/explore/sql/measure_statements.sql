-- Everything that was said about a measure, with the sentence, the latest time first.
WITH said AS MATERIALIZED (
  FROM observations WHERE measure = $name ORDER BY held_on DESC NULLS LAST, metric_id LIMIT $rows
),
texts AS (
  SELECT turn_id, text FROM turns WHERE rowid IN (SELECT rowid FROM turns WHERE turn_id IN (SELECT turn_id FROM said))
)
SELECT s.held_on, s.period_start, s.period_end, s.period_inferred, s.place, s.aspect, s.status, s.comparison, s.value, s.value_high,
  s.unit, s.relation, s.text, s.speaker, s.site,
  regexp_extract(x.text[1:s.char_start], '[^。！？；\n]*$') AS before,
  regexp_extract(x.text[s.char_start + len(s.text) + 1:], '^[^。！？；\n]*[。！？；]?') AS after,
  s.metric_id, s.briefing_id
FROM said AS s
JOIN texts AS x USING (turn_id)
ORDER BY s.period_end DESC NULLS LAST, s.held_on DESC, s.metric_id;
