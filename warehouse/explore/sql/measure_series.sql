-- The observations of a measure, one a time, however often it was stated.
FROM (
  SELECT site, place, aspect, status, comparison, unit, span, period_start, period_end, value, text, held_on, statements, agree,
    period_inferred, metric_id
  FROM series
  WHERE measure = $name AND status <> 'rule'
  ORDER BY period_end DESC, metric_id
  LIMIT $rows
)
ORDER BY site, place NULLS FIRST, aspect, comparison, unit, span, period_end, metric_id;
