-- The figures of some briefings; found as the turns are.
SELECT
  rowid, briefing_id, turn_id,
  metric_id, text, value, value_high, unit, unit_text, kind, relation, direction, indicator,
  period, period_start, period_end, comparison, confidence,
  period_inferred, measure, place, aspect, status
FROM metrics
WHERE rowid IN (
  SELECT rowid FROM metrics WHERE loaded_at IN (SELECT unnest($stamps)) AND briefing_id IN (SELECT unnest($ids))
)
ORDER BY briefing_id, turn_id, seq;
