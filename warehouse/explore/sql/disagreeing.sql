-- What one conference states with several values; of one measure, or of all.
FROM disagreeing
WHERE ($name IS NULL OR measure = $name)
ORDER BY held_on DESC, measure, period_end DESC, metric_ids
LIMIT $rows;
