-- A turn, or a figure in it, with everything that is needed to show where it stands.
SELECT b.briefing_id, b.title, b.held_on, b.site, b.url, b.page_sha256, b.changed_at, t.turn_id, t.seq, t.exchange, t.role,
  t.speaker, t.position, t.outlet, t.text, f.metric_id, f.text AS figure, f.sentence, f.char_start, f.char_end, f.indicator,
  f.measure, f.value, f.value_high, f.unit, f.relation, f.direction, f.comparison, f.period, f.period_start, f.period_end,
  f.place, f.aspect, f.status, f.confidence
FROM briefings AS b
JOIN turns AS t USING (briefing_id)
LEFT JOIN figures AS f ON f.turn_id = t.turn_id AND f.metric_id = $metric
WHERE t.turn_id = $turn;
