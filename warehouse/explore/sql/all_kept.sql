-- kept.sql for the chosen, each row after the measure it belongs to.
SELECT measure AS id, *
FROM kept
QUALIFY row_number() OVER (
  PARTITION BY measure ORDER BY told_on DESC, period_end DESC, plan_metric_id, result_metric_id
) <= $rows
ORDER BY measure, told_on DESC, period_end DESC, plan_metric_id, result_metric_id;
