-- title: a column holds a value that the data dictionary does not list
-- severity: error
-- scope: page
-- action: report the page: the parser and the schema disagree
SELECT briefing_id, briefing_id AS id, 'kind ' || kind AS detail
FROM checked_briefings WHERE kind NOT IN ('qa', 'statement', 'notice')
UNION ALL
SELECT briefing_id, turn_id, 'role ' || role
FROM checked_turns WHERE role NOT IN ('question', 'answer', 'moderator', 'statement', 'remark')
UNION ALL
SELECT briefing_id, metric_id, concat_ws(', ', relation, direction, aspect, status)
FROM checked_metrics
WHERE relation NOT IN ('eq', 'approx', 'gt', 'ge', 'lt', 'le', 'near', 'range')
  OR direction NOT IN ('up', 'down')
  OR aspect NOT IN ('level', 'change', 'growth', 'share', 'progress')
  OR status NOT IN ('result', 'plan', 'rule')
  OR confidence NOT BETWEEN 0 AND 1;
