-- title: an id occurs twice
-- severity: error
-- scope: page
-- action: report it: this is a fault of this program; `briefings reparse` rebuilds the rows
SELECT any_value(briefing_id) AS briefing_id, id, count(*) || ' rows' AS detail
FROM (
  SELECT briefing_id, briefing_id AS id FROM checked_briefings
  UNION ALL SELECT briefing_id, turn_id FROM checked_turns
  UNION ALL SELECT briefing_id, metric_id FROM checked_metrics
)
GROUP BY id
HAVING count(*) > 1;
