-- restated.sql for the chosen, each row after the measure it belongs to.
SELECT measure AS id, *
FROM restated
QUALIFY row_number() OVER (PARTITION BY measure ORDER BY held_on DESC, period_end DESC, metric_id) <= $rows
ORDER BY measure, held_on DESC, period_end DESC, metric_id;
