-- Plans beside what was told later; of one measure, or of all.
FROM kept
WHERE ($name IS NULL OR measure = $name)
ORDER BY told_on DESC, measure, period_end DESC, plan_metric_id, result_metric_id
LIMIT $rows;
