-- What was stated differently later; of one measure, or of all.
FROM restated
WHERE ($name IS NULL OR measure = $name)
ORDER BY held_on DESC, measure, period_end DESC, metric_id
LIMIT $rows;
