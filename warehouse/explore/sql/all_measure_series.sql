-- measure_series.sql for the chosen, each row after the measure it belongs to.
SELECT measure AS id, site, place, aspect, status, comparison, unit, span, period_start, period_end, value, text, held_on,
  statements, agree, period_inferred, metric_id
FROM series
WHERE status <> 'rule'
QUALIFY row_number() OVER (PARTITION BY measure ORDER BY period_end DESC, metric_id) <= $rows
ORDER BY measure, site, place NULLS FIRST, aspect, comparison, unit, span, period_end, metric_id;
