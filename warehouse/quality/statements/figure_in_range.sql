-- title: a figure beyond what its unit allows
-- severity: warning
-- scope: page
-- action: look at the sentence: 万 or 亿 may have been read twice, or a number may not be a quantity
SELECT briefing_id, metric_id AS id, text || ' = ' || value || ' ' || coalesce(unit, '') AS detail
FROM checked_metrics
WHERE value_high < value
  OR (relation = 'range') <> (value_high IS NOT NULL)
  OR (kind = 'percent' AND abs(value) > 10000)
  OR (kind = 'percentage_point' AND abs(value) > 100)
  OR (kind = 'age' AND value NOT BETWEEN 0 AND 130)
  OR (kind = 'count' AND unit = '人' AND value > 9000000000)
  OR (kind = 'temperature' AND value NOT BETWEEN -100 AND 10000)
  OR (kind = 'money' AND abs(value) > 1000000000000000)
  OR (kind IN ('count', 'money', 'length', 'area', 'volume', 'mass', 'duration') AND value < 0 AND text NOT LIKE '%负%' AND text NOT LIKE '%-%');
